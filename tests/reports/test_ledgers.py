"""Wide ledgers on paper and as workbooks, the recovery sheet, and pages as pictures."""

from __future__ import annotations

import subprocess
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from app.base.errors import Cancelled
from app.reports.fonts import bundled_fonts, default_fonts
from app.reports.ledger import Column, LedgerSheet
from app.reports.ledger_pdf import ledger_pdf
from app.reports.ledger_sheet import ledger_workbook, sheet_name
from app.reports.pictures import page_count, page_pictures
from app.reports.recovery import recovery_sheet_pdf
from tests.programs import need
from tests.reports.reading import page_glyphs, pdfium_text, workbook

_COLUMNS = (
    Column("姓名", 20, "center"),
    Column("住址", 60),
    Column("年龄", 14, "right", text=False),
    Column("备注", 80),
)
_SHEET = LedgerSheet("居民台账", "凤凰岭社区第三网格党支部", "2026年10月", _COLUMNS)


def _rows(count: int) -> list[tuple[str, ...]]:
    return [(f"甲{place}", f"大院小区{place}栋", str(place % 90), "长" * (place % 7 * 30)) for place in range(count)]


def test_each_page_has_header_unit_period_and_number() -> None:
    pages = pdfium_text(ledger_pdf(_SHEET, _rows(150), fonts=bundled_fonts()))
    assert len(pages) > 4
    for number, page in enumerate(pages, start=1):
        for words in ("居民台账", "填报单位：凤凰岭社区第三网格党支部", "期间：2026年10月", "姓名", "备注"):
            assert words in page
        assert f"第{number}页 共{len(pages)}页" in page
    text = "".join(pages)
    assert all(f"大院小区{place}栋" in text for place in range(150))


def test_nothing_leaves_its_page_or_cell() -> None:
    for page in page_glyphs(ledger_pdf(_SHEET, _rows(60), fonts=bundled_fonts())):
        assert all(glyph.left > 11 and glyph.right < 297 - 11 for glyph in page)
        assert all(glyph.top > 11 and glyph.bottom < 210 - 11 for glyph in page)


def test_an_empty_ledger_is_one_page() -> None:
    assert page_count(ledger_pdf(_SHEET, iter(()), fonts=bundled_fonts())) == 1


def test_a_cell_longer_than_a_page_is_cut_and_says_so() -> None:
    pdf = ledger_pdf(_SHEET, [("甲", "乙", "1", "长" * 5000)], fonts=bundled_fonts())
    pages = pdfium_text(pdf)
    assert any("……" in page for page in pages)


def test_progress_counts_rows_and_may_stop() -> None:
    seen: list[int] = []
    ledger_pdf(_SHEET, _rows(100), progress=seen.append, fonts=bundled_fonts())
    assert seen == sorted(seen)
    assert seen[-1] == 100

    def stop(_done: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        ledger_pdf(_SHEET, _rows(100), progress=stop, fonts=bundled_fonts())
    with pytest.raises(Cancelled):
        ledger_workbook(_SHEET, _rows(1000), progress=stop)


def test_workbook_is_ready_to_print() -> None:
    page = workbook(ledger_workbook(_SHEET, _rows(20))).active
    assert page.title == "居民台账"
    assert page.freeze_panes == "A4"
    assert page.print_title_rows == "$3:$3"
    assert page.print_area == "'居民台账'!$A$1:$D$23"
    assert page.page_setup.orientation == "landscape"
    assert (page.page_setup.paperSize, page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (9, 1, 0)
    assert page.oddFooter.center.text == "第&P页 共&N页"
    assert {str(area) for area in page.merged_cells.ranges} == {"A1:D1", "A2:D2"}
    assert page["B4"].border.left.style == "thin"
    assert page["B4"].font.name == "仿宋"
    assert page["B4"].number_format == "@"
    assert page["C5"].value == 1


def test_columns_of_one_name_both_stay() -> None:
    sheet = LedgerSheet("台账", "支部", "2026年", (Column("备注", 20), Column("备注", 20)))
    page = workbook(ledger_workbook(sheet, [("甲", "乙")])).active
    assert [cell.value for cell in page[4]] == ["甲", "乙"]


def test_rows_of_another_length_are_refused() -> None:
    with pytest.raises(ValueError):
        ledger_workbook(_SHEET, [("甲", "乙")])
    with pytest.raises(ValueError):
        ledger_pdf(_SHEET, [("甲", "乙")], fonts=bundled_fonts())


def test_sheet_names_are_allowed_ones() -> None:
    assert sheet_name("甲/乙[丙]:*?\\") == "甲_乙_丙_____"
    assert len(sheet_name("长" * 40)) == 31
    assert sheet_name("") == "台账"


def test_libreoffice_opens_the_workbook(tmp_path: Path) -> None:
    need("soffice")
    file = tmp_path / "ledger.xlsx"
    file.write_bytes(ledger_workbook(_SHEET, [("田𠮷", "=1+1", "80", "x"), *_rows(5)]))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir"]
    subprocess.run([*command, str(tmp_path), str(file)], check=True, capture_output=True, timeout=180)
    text = (tmp_path / "ledger.csv").read_text(encoding="utf-8")
    assert "田𠮷,=1+1,80,x" in text


def test_the_workbook_is_a_sound_package() -> None:
    with zipfile.ZipFile(BytesIO(ledger_workbook(_SHEET, _rows(3)))) as package:
        assert package.testzip() is None


def test_recovery_sheet_is_one_page_with_the_code() -> None:
    code = "K7QF2-9XWPA-3MDHT-8RVCE-5YBN4-6JGUS-2LKQZ-W4TXA"
    pdf = recovery_sheet_pdf("凤凰岭社区第三网格党支部", code, date(2026, 11, 2), fonts=bundled_fonts())
    pages = pdfium_text(pdf)
    assert len(pages) == 1
    assert code[:23] in pages[0]
    assert code[24:] in pages[0]
    assert "凤凰岭社区第三网格党支部" in pages[0]
    assert "2026年11月2日" in pages[0]
    sizes = [glyph.bottom - glyph.top for glyph in page_glyphs(pdf)[0] if glyph.char in "KQFXWP"]
    assert max(sizes) > 4.5  # mm: capitals of 22 pt


def test_pictures_have_the_size_asked_for(month_pdf: bytes) -> None:
    pictures = list(page_pictures(month_pdf, dpi=72, pages=range(1, 3)))
    assert len(pictures) == 2
    for width, height, pixels in pictures:
        assert (width, height) == (596, 842)
        assert len(pixels) == width * height * 4
        assert 0.005 < sum(value < 128 for value in pixels[::4]) / (width * height) < 0.3


def test_pages_are_counted(month_pdf: bytes) -> None:
    assert page_count(month_pdf) == len(pdfium_text(month_pdf))
    assert len(list(page_pictures(month_pdf, dpi=20))) == page_count(month_pdf)


def test_the_office_s_own_fonts_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.reports import fonts
    from app.reports.fonts import Face

    folder = tmp_path / "中文 字体"
    folder.mkdir()
    (folder / "SIMFANG.TTF").write_bytes(bundled_fonts().files[Face.KAI][0].read_bytes())
    monkeypatch.setattr(fonts, "_font_folders", lambda: (folder,))
    default_fonts.cache_clear()
    try:
        found = default_fonts()
    finally:
        default_fonts.cache_clear()
    assert found.files[Face.BODY][0] == folder / "SIMFANG.TTF"
    assert found.files[Face.HEI] == bundled_fonts().files[Face.HEI]
