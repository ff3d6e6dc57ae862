"""G20: margins, lines, characters and page numbers, read from the PDF's own coordinates."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from app.reports.blocks import Paragraph
from app.reports.flow import document_pdf
from app.reports.fonts import bundled_fonts
from app.reports.paper import DocumentInfo
from tests.reports.reading import MM, Glyph, page_glyphs

_INFO = DocumentInfo("测试", "测试支部", date(2026, 10, 31))
_TOLERANCE = 1.0


@pytest.fixture(scope="module")
def full_pages() -> list[list[Glyph]]:
    """Three pages of nothing but 国, whose ink nearly fills its square."""
    text = Paragraph("国" * 28 * 22 * 3, indent=0)
    return page_glyphs(document_pdf([text], _INFO, fonts=bundled_fonts()))


def _body(page: list[Glyph]) -> list[Glyph]:
    return [glyph for glyph in page if glyph.char == "国"]


def test_G20_margins_37_28_26_35(full_pages: list[list[Glyph]]) -> None:
    for page in full_pages:
        body = _body(page)
        assert min(glyph.top for glyph in body) == pytest.approx(37, abs=_TOLERANCE)
        assert min(glyph.left for glyph in body) == pytest.approx(28, abs=_TOLERANCE)
        assert 210 - max(glyph.right for glyph in body) == pytest.approx(26, abs=_TOLERANCE)
        assert 297 - max(glyph.bottom for glyph in body) == pytest.approx(35, abs=_TOLERANCE)


def test_G20_22_lines_of_28_characters(full_pages: list[list[Glyph]]) -> None:
    assert len(full_pages) == 3
    for page in full_pages:
        lines: dict[float, int] = {}
        for glyph in _body(page):
            lines[round(glyph.top, 1)] = lines.get(round(glyph.top, 1), 0) + 1
        assert len(lines) == 22
        assert set(lines.values()) == {28}


def test_G20_body_is_16_points(full_pages: list[list[Glyph]]) -> None:
    tops = sorted({round(glyph.top, 2) for glyph in _body(full_pages[0])})
    pitches = [below - above for above, below in pairwise(tops)]
    assert max(pitches) - min(pitches) < 0.05
    first, last = tops[0], max(glyph.bottom for glyph in _body(full_pages[0]))
    assert last - first == pytest.approx(225, abs=2 * _TOLERANCE)


def test_G20_page_numbers_right_on_odd_left_on_even(full_pages: list[list[Glyph]]) -> None:
    for number, page in enumerate(full_pages, start=1):
        foot = [glyph for glyph in page if glyph.char != "国"]
        assert "".join(glyph.char for glyph in foot) == f"—{number}—"
        character = 14 / MM
        if number % 2:
            assert 210 - 26 - max(glyph.right for glyph in foot) == pytest.approx(character, abs=_TOLERANCE)
        else:
            assert min(glyph.left for glyph in foot) - 28 == pytest.approx(character, abs=_TOLERANCE)
        dash = foot[0]
        assert (dash.top + dash.bottom) / 2 - 262 == pytest.approx(7, abs=_TOLERANCE)


def test_G20_monthly_report_stays_in_the_type_area(month_pdf: bytes) -> None:
    for number, page in enumerate(page_glyphs(month_pdf), start=1):
        foot = f"—{number}—"
        assert "".join(glyph.char for glyph in page[-len(foot) :]) == foot
        for glyph in page[: -len(foot)]:
            assert glyph.left > 28 - _TOLERANCE
            assert glyph.right < 184 + _TOLERANCE
            assert glyph.top > 37 - _TOLERANCE
            assert glyph.bottom < 262 + _TOLERANCE


def test_G20_paragraphs_begin_two_characters_in() -> None:
    pdf = document_pdf([Paragraph("国" * 40)], _INFO, fonts=bundled_fonts())
    body = _body(page_glyphs(pdf)[0])
    first_line = [glyph for glyph in body if abs(glyph.top - body[0].top) < 1]
    assert len(first_line) == 26
    assert first_line[0].left - 28 == pytest.approx(2 * 156 / 28, abs=_TOLERANCE)
