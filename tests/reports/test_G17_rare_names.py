"""G17: the same code points on paper and in workbooks; no box on paper; 户 stays U+6237."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.base.errors import UserFault
from app.reports.fonts import Face, FontSet, bundled_fonts
from app.reports.ledger import Column, LedgerSheet
from app.reports.ledger_pdf import ledger_pdf
from app.reports.ledger_sheet import ledger_workbook
from app.reports.monthly import monthly_pdf
from app.reports.paper import DocumentInfo, Paper
from tests.reports import factory
from tests.reports.reading import page_glyphs, pdfium_text, poppler_text, workbook

NAMES = (*factory.RARE_NAMES, *factory.MORE_RARE)
_SHEET = LedgerSheet("居民台账", "𠮷里社区党支部", "2026年10月", (Column("姓名", 40), Column("户号", 40)))


@pytest.fixture(scope="module")
def ledger() -> bytes:
    return ledger_pdf(_SHEET, [(name, f"户{place}") for place, name in enumerate(NAMES)], fonts=bundled_fonts())


def test_G17_names_on_paper_by_pdfium(ledger: bytes) -> None:
    drawn = "".join(glyph.char for glyph in page_glyphs(ledger)[0])
    for name in NAMES:
        assert name in drawn


def test_G17_names_on_paper_by_poppler(ledger: bytes, tmp_path: Path) -> None:
    text = poppler_text(ledger, tmp_path)
    for name in NAMES:
        assert name in text


def test_G17_household_stays_u6237(month_pdf: bytes, tmp_path: Path) -> None:
    readings = (poppler_text(month_pdf, tmp_path), "".join(pdfium_text(month_pdf)))
    for text in readings:
        assert "\u6237" in text
        assert not [char for char in text if "\u2e80" <= char <= "\u2fdf"]


def test_G17_names_in_the_monthly_report(month_pdf: bytes, tmp_path: Path) -> None:
    text = poppler_text(month_pdf, tmp_path).replace("\n", "")
    for name in ("田𠮷", "蒙㛃", "石𬭎", "㑇文", "曹犇", "王䶮", "买买提·艾力"):
        assert name in text
    assert "吕𫖯" in text


def test_G17_names_in_workbooks() -> None:
    book = workbook(ledger_workbook(_SHEET, [(name, "户") for name in NAMES]))
    assert tuple(cell.value for cell in book.active["A"][3:]) == NAMES


def test_G17_every_character_has_ink() -> None:
    rare = sorted({char for name in NAMES for char in name})
    fonts = bundled_fonts()
    for char in rare:
        assert any(typeface.covers(ord(char)) for typeface in fonts.typefaces(Face.BODY)), char


def test_G17_bundled_fonts_hold_gb18030_extensions() -> None:
    """Every ideograph of the ranges GB 18030-2022 names, as far as Unicode 10 had them."""
    ranges = [(0x4E00, 0x9FEF), (0x3400, 0x4DB5), (0x20000, 0x2A6D6), (0x2A700, 0x2B734), (0x2B740, 0x2B81D)]
    ranges += [(0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0)]
    typefaces = list(bundled_fonts().typefaces(Face.BODY))
    missing = [
        code
        for first, last in ranges
        for code in range(first, last + 1)
        if not any(typeface.covers(code) for typeface in typefaces)
    ]
    assert missing == []


def test_G17_a_character_without_a_font_is_named_not_printed() -> None:
    with pytest.raises(UserFault, match=r"U\+1B170"):
        monthly_pdf(factory.facts(preparer="某\U0001b170"), factory.LEGEND, fonts=bundled_fonts())


def test_G17_no_font_at_all_for_a_name_in_a_ledger() -> None:
    with pytest.raises(UserFault) as caught:
        ledger_pdf(_SHEET, [("ᠮᠣ", "")], fonts=bundled_fonts())
    assert "ᠮ" in str(caught.value)


def test_unreadable_fonts_are_passed_over(tmp_path: Path) -> None:
    broken = tmp_path / "simfang.ttf"
    broken.write_bytes(b"no font")
    good = bundled_fonts().files[Face.BODY]
    fonts = FontSet(dict.fromkeys(Face, (broken, tmp_path / "missing.ttf", *good)))
    paper = Paper((100, 100), DocumentInfo("题", "者", date(2026, 1, 1)), fonts)
    paper.text(0, 0, "户", Face.BODY, 16)
    paper.end_page()
    assert pdfium_text(paper.finish()) == ["户"]
