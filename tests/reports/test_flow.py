"""The document engine: what stays together, what repeats, how lines break."""

from __future__ import annotations

from datetime import date

from app.reports.blocks import (
    AttachmentMark,
    Block,
    Heading,
    PageBreak,
    Pair,
    Paragraph,
    SignatureBlock,
    Spacer,
    Table,
    TableColumn,
    Title,
    chinese_number,
)
from app.reports.flow import document_pdf
from app.reports.fonts import bundled_fonts
from app.reports.linebreak import NOT_FIRST, NOT_LAST, break_lines
from app.reports.paper import DocumentInfo
from tests.reports.reading import page_glyphs, pdfium_lines, pdfium_text


def _pdf(*blocks: Block, code: str = "") -> bytes:
    info = DocumentInfo("题目", "支部", date(2026, 10, 31))
    return document_pdf(blocks, info, code=code, fonts=bundled_fonts())


def test_a_heading_goes_with_its_first_line() -> None:
    pages = pdfium_text(_pdf(Paragraph("\n".join(["一行。"] * 21)), Heading(1, "一、标题"), Paragraph("正文。" * 30)))
    assert "标题" not in pages[0]
    assert pages[1].startswith("一、标题")


def test_a_paragraph_leaves_no_single_line_behind() -> None:
    pages = pdfium_lines(_pdf(Paragraph("\n".join(["一行。"] * 20)), Paragraph("字" * 70)))
    assert len([line for line in pages[1] if "字" in line]) >= 2


def test_a_table_repeats_its_header_and_cuts_no_row() -> None:
    rows = tuple((f"行{place}", "甲" * 40) for place in range(60))
    pages = pdfium_lines(
        _pdf(Table((TableColumn("名称"), TableColumn("内容", 2.0)), rows, caption="大表", unit="单位：户"))
    )
    assert len(pages) > 2
    assert all("名称 内容" in page for page in pages)
    for page in pages:
        body = "".join(page)
        assert body.count("甲") % 40 == 0


def test_a_row_higher_than_a_page_goes_on() -> None:
    table = Table((TableColumn("甲"), TableColumn("乙")), (("国", "长" * 2500),))
    glyphs = page_glyphs(_pdf(table))
    assert len(glyphs) > 1
    assert sum(glyph.char == "长" for page in glyphs for glyph in page) == 2500
    assert all(glyph.bottom < 263 for page in glyphs for glyph in page if glyph.char == "长")


def test_empty_lines_are_dropped_at_the_head_of_a_page() -> None:
    pages = page_glyphs(_pdf(Paragraph("甲"), PageBreak(), Spacer(3), Paragraph("国")))
    assert pages[1][0].top < 39


def test_text_after_a_table_stands_on_the_grid_again() -> None:
    table = Table((TableColumn("甲"),), (("乙",), ("丙",)))
    glyphs = [glyph for glyph in page_glyphs(_pdf(table, Paragraph("国", indent=0)))[0] if glyph.char == "国"]
    pitch = (225 - 16 * 25.4 / 72) / 21
    line = (glyphs[0].top - 37) / pitch
    assert abs(line - round(line)) < 0.1


def test_attachment_begins_a_page() -> None:
    pages = pdfium_text(_pdf(Paragraph("正文"), AttachmentMark(), Title("名册"), Paragraph("内容")))
    assert len(pages) == 2
    assert pages[1].startswith("附件名册内容")


def test_the_date_ends_four_characters_from_the_right() -> None:
    block = SignatureBlock((("填报人", "甲"),), issuer="某支部", date="2026年10月31日")
    page = page_glyphs(_pdf(Paragraph("正文"), block))[0]
    day = [glyph for glyph in page if glyph.char == "日"][-1]
    assert abs(184 - day.right - 4 * 156 / 28) < 1.2


def test_a_pair_that_is_too_long_parts() -> None:
    lines = pdfium_lines(_pdf(Pair("填报单位：" + "甲" * 20, "编号：" + "乙" * 10)))[0]
    assert lines[0].endswith("甲")
    assert lines[1].startswith("编号")


def test_a_title_parts_where_it_was_told_to() -> None:
    assert pdfium_lines(_pdf(Title("短标题\n月报")))[0][0] == "短标题月报"
    long = pdfium_lines(_pdf(Title("很长很长的支部名称很长很长的支部名称\n2026年10月工作月报")))[0]
    assert long[:2] == ["很长很长的支部名称很长很长的支部名称", "2026年10月工作月报"]


def test_the_code_stands_outside_the_type_area_on_the_last_page() -> None:
    plain, coded = _pdf(Paragraph("正文")), _pdf(Paragraph("正文"), code="QICAI1|编号|0123")
    assert len(coded) > len(plain)
    assert pdfium_text(coded) == pdfium_text(plain)


def _width(text: str) -> float:
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def test_no_line_begins_or_ends_with_a_forbidden_mark() -> None:
    text = "他说：“党员、群众（含租户）都要参加。”随后，2026年10月31日的《公约》、《章程》通过——赞成25票！"
    for width in range(5, 40):
        lines = break_lines(text, _width, width)
        assert "".join(lines) == text
        for line in lines[1:]:
            assert line[0] not in NOT_FIRST, (width, line)
        for line in lines[:-1]:
            assert line[-1] not in NOT_LAST, (width, line)


def test_numbers_stay_whole() -> None:
    for width in range(6, 20):
        lines = break_lines("共有住户1022户，占20.87%，电话010-12345678。", _width, width)
        assert any("1022" in line for line in lines)
        assert any("20.87%" in line for line in lines)
        assert all(_width(line) <= width for line in lines)


def test_a_word_wider_than_the_line_is_parted() -> None:
    lines = break_lines("x" * 50, _width, 10)
    assert [len(line) for line in lines] == [20, 20, 10]


def test_an_empty_text_is_one_empty_line() -> None:
    assert break_lines("", _width, 10) == [""]


def test_chinese_numbers() -> None:
    assert [chinese_number(n) for n in (1, 9, 10, 11, 20, 21)] == ["一", "九", "十", "十一", "二十", "二十一"]
