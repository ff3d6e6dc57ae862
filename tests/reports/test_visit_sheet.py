"""The visit sheet: every word with its place; nothing on it that the street need not know."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pypdfium2

from app.models.visit_sheet import SheetDoor, VisitSheet
from app.reports.fonts import bundled_fonts
from app.reports.visit_sheet import visit_sheet_pdf
from tests.reports.golden import compare, pdf_dump
from tests.reports.reading import page_glyphs

DOORS = (
    SheetDoor("大院小区3栋2单元1101室", "张*国", "高风险", "老人独居", date(2026, 11, 8), date(2026, 11, 1)),
    SheetDoor("大院小区3栋2单元902室", "欧阳**", "重点", "家有老人、需要关心", date(2026, 11, 12), None),
    SheetDoor("大院小区3栋2单元302室", "𠮷*", "一般", "定期走访", date(2026, 11, 20), date(2026, 8, 21)),
    SheetDoor("大院小区3栋2单元102室", "", "不定期", "按约定走访", None, None),
    SheetDoor(
        "阳光花园国际公寓三期东区综合楼A座12单元2301室",
        "买*****",
        "高风险",
        "老人独居、需要关心",
        date(2026, 11, 1),
        None,
    ),
)
SHEET = VisitSheet("大院社区党委", date(2026, 11, 21), "王芳、李强", DOORS)


def test_golden_visit_sheet() -> None:
    compare("visit-sheet-pdf.txt", pdf_dump(visit_sheet_pdf(SHEET, fonts=bundled_fonts())))


def test_a_sheet_is_folded_to_two_halves_of_six() -> None:
    for doors, pages in ((0, 1), (1, 1), (6, 1), (12, 1), (13, 2), (24, 2)):
        sheet = replace(SHEET, doors=(DOORS[0],) * doors)
        document = pypdfium2.PdfDocument(visit_sheet_pdf(sheet, fonts=bundled_fonts()))
        assert len(document) == pages
        assert [round(side / 72 * 25.4) for side in document[0].get_size()] == [297, 210]
        document.close()


def test_nothing_is_written_across_the_fold_or_the_edge() -> None:
    """However long an address or a visitor's name is."""
    long = replace(SHEET, visitor="阿卜杜热合曼·买买提、欧阳娜娜、上官婉儿、司马相如", doors=(DOORS[4],) * 12)
    for page in page_glyphs(visit_sheet_pdf(long, fonts=bundled_fonts())):
        for glyph in page:
            assert (glyph.left > 8 and glyph.right < 141) or (glyph.left > 155 and glyph.right < 289)
            assert glyph.top > 8
            assert glyph.bottom < 202


def test_many_visitors_leave_room_for_the_date() -> None:
    pdf = visit_sheet_pdf(replace(SHEET, visitor="阿卜杜热合曼·买买提、欧阳娜娜、上官婉儿"), fonts=bundled_fonts())
    document = pypdfium2.PdfDocument(pdf)
    text = document[0].get_textpage()
    assert "阿卜杜热合曼·买买提、欧阳娜娜等 走访日期" in text.get_text_range().replace("\r\n", "")
    text.close()
    document.close()
