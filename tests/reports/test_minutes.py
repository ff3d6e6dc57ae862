"""Minutes against their golden twins; the same words on paper and in Word; blanks that stay blank."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from lxml import etree

from app.base.errors import Cancelled, UserFault
from app.models.deliberations import Publication
from app.models.minutes import MinutesFacts
from app.reports.fonts import bundled_fonts
from app.reports.minutes_book import Book, book_pdf
from app.reports.minutes_docx import minutes_docx
from app.reports.minutes_notice import notice_pdf, sign_in_pdf
from app.reports.minutes_pdf import minutes_pdf
from app.reports.publication_notice import publication_pdf
from tests.reports.golden import compare, pdf_dump
from tests.reports.minutes_factory import OFFICE, assembly, committee, group

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARKS = {f"{_WORD}br": "\n", f"{_WORD}tab": "\t"}
KINDS = {"assembly": assembly, "committee": committee, "group": group}
MADE = date(2026, 11, 21)


def pdf(facts: MinutesFacts) -> bytes:
    return minutes_pdf(facts, fonts=bundled_fonts())


def words_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return "".join(re.sub(r"— \d+ —", "", text).split())


def docx_lines(data: bytes) -> list[str]:
    """A line for each paragraph and table cell: its words, fonts and sizes."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        tree = etree.fromstring(package.read("word/document.xml"))
    lines = []
    for paragraph in tree.iter(f"{_WORD}p"):
        runs = [node for run in paragraph.iter(f"{_WORD}r") for node in run]
        text = "".join(node.text or _MARKS.get(node.tag, "") for node in runs)
        fonts = {node.get(f"{_WORD}eastAsia") for node in paragraph.iter(f"{_WORD}rFonts")}
        sizes = {node.get(f"{_WORD}val") for node in paragraph.iter(f"{_WORD}sz")}
        lines.append(f"{'/'.join(sorted(filter(None, fonts)))} {'/'.join(sorted(filter(None, sizes)))} {text!r}")
    return lines


@pytest.mark.parametrize("kind", KINDS)
def test_golden_minutes(kind: str) -> None:
    compare(f"minutes-{kind}-pdf.txt", pdf_dump(pdf(KINDS[kind]())))


@pytest.mark.parametrize("kind", KINDS)
def test_golden_minutes_in_word(kind: str) -> None:
    compare(f"minutes-{kind}-docx.txt", "\n".join(docx_lines(minutes_docx(KINDS[kind]()))) + "\n")


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_facts_give_the_same_bytes(kind: str) -> None:
    assert pdf(KINDS[kind]()) == pdf(KINDS[kind]())
    assert minutes_docx(KINDS[kind]()) == minutes_docx(KINDS[kind]())


@pytest.mark.parametrize("kind", KINDS)
def test_paper_and_word_say_the_same(kind: str) -> None:
    facts = KINDS[kind]()
    with zipfile.ZipFile(io.BytesIO(minutes_docx(facts))) as package:
        tree = etree.fromstring(package.read("word/document.xml"))
    written = "".join("".join(node.text or "" for node in tree.iter(f"{_WORD}t")).split())
    assert sorted(written) == sorted(words_of(pdf(facts)))


def test_what_the_minutes_must_say() -> None:
    text = words_of(pdf(assembly()))
    for words in (
        "大院社区党委2026年第3次支部党员大会记录",
        "时间：2026年9月19日15:00至16:20",
        "应到：10人实到：8人有表决权：应到9人，实到7人",
        "冯军（请假：住院）",
        "卫东（缺席）",
        "列席：刘科长（书院街道党建办）",
        "吴强（不同意见）：不同意限三天,太急。",
        "赞成6票、反对1票、弃权0票，超过应到会有表决权的党员9人的二分之一（至少5票），通过。",
        "主持人（签字）：记录人（签字）：签字日期：2026年9月21日",
        "田𠮷",
    ):
        assert words in text, words


def test_a_blank_prints_as_a_blank() -> None:
    text = words_of(pdf(group()))
    assert "地点：主持人：记录人：应到：3人实到：人缺席：没有登记是否出席：王书记、周敏、吴强" in text
    assert "出席出席" not in text.replace("是否出席", "")
    assert "一、议题及讨论情况二、决议及表决主持人（签字）" in text
    assert "本记录为草稿，尚未签字定稿" in text


def test_golden_notice_and_sign_in_sheet() -> None:
    plan = replace(committee(), people=assembly().people, carried=(), state="计划", made_up_for="")
    compare("meeting-notice-pdf.txt", pdf_dump(notice_pdf(plan, MADE, fonts=bundled_fonts())))
    compare("sign-in-sheet-pdf.txt", pdf_dump(sign_in_pdf(plan, MADE, fonts=bundled_fonts())))


def test_golden_publication() -> None:
    found = Publication(
        1, 1, "关于“加装电梯”的公示", "经居民会议议定,同意3栋2单元加装电梯。\n费用由张*国等12户分摊。",
        "公示栏、居民群", date(2026, 10, 8), date(2026, 10, 14),
    )  # fmt: skip
    compare("publication-pdf.txt", pdf_dump(publication_pdf(found, OFFICE, fonts=bundled_fonts())))


def book(meetings: int) -> Book:
    found = (assembly(), committee(), group())
    return Book(OFFICE, 2026, "", MADE, tuple(found[place % 3] for place in range(meetings)))


def test_golden_book() -> None:
    compare("minutes-book-pdf.txt", pdf_dump(book_pdf(book(3), fonts=bundled_fonts())))


def test_the_contents_name_the_pages() -> None:
    data = book_pdf(book(30), fonts=bundled_fonts())
    document = pypdfium2.PdfDocument(data)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    listed = [int(number) for page in pages[1:3] for number in re.findall(r"…\s*(\d+)", page)]
    assert len(listed) == 30
    for number in listed:
        head, foot = pages[number + 2].split()[0], pages[number + 2].split()[-2]
        assert head.startswith(OFFICE)
        assert int(foot) == number


def test_a_book_can_be_stopped() -> None:
    def stop(done: int, _of: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        book_pdf(book(3), fonts=bundled_fonts(), report=stop)


def test_a_character_without_a_font_is_told() -> None:
    with pytest.raises(UserFault):
        pdf(replace(group(), place="\U000e0fff\ue000"))
