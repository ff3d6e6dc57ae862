"""A form is filled part by part: what is not a filled cell or what its formulas gave stays as it was, byte for byte."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from app.base.errors import Fault
from app.models.street_forms import CellValue, FormBook
from app.reports.street_form_fill import fill_form
from app.reports.street_form_parts import read_parts
from app.reports.street_form_read import book_of, read_form
from app.rules.cell_refs import place_of
from app.rules.sheet_formulas import recalculated
from tests.reports.form_packages import parts, repacked, rich_blank, without_values

SHEET = "报表 一"


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return rich_blank(tmp_path_factory.mktemp("forms") / "空表.xlsx").read_bytes()


def filled(data: bytes, values: dict[str, CellValue], sheet: str = SHEET) -> bytes:
    taken = read_parts("空表.xlsx", data)
    written = {place_of(cell): value for cell, value in values.items()}
    follows = recalculated(book_of("空表.xlsx", taken), {(sheet, place): value for place, value in written.items()})
    return fill_form(taken, {sheet: written}, follows)


def read(data: bytes) -> FormBook:
    return read_form("空表.xlsx", data)


def test_every_other_part_stays_byte_for_byte(blank: bytes) -> None:
    values: dict[str, CellValue] = {"B3": 12, "C3": 3, "B4": 8, "C4": 1, "A7": "填报人:李干事"}
    before, after = parts(blank), parts(filled(blank, values))
    assert list(before) == list(after)
    changed = {name for name in before if before[name] != after[name]}
    sheets = {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"}
    assert changed <= sheets | {"xl/workbook.xml"}
    for name in sheets:
        assert without_values(before[name], set(values)) == without_values(after[name], set(values))
    assert {"xl/charts/chart1.xml", "xl/media/image1.png", "xl/comments1.xml", "xl/styles.xml"} <= set(after) - changed


def test_values_styles_and_what_formulas_give(blank: bytes) -> None:
    data = filled(blank, {"B3": 12, "C3": 3, "B4": 8, "C4": 1})
    book = read(data)
    sheet, other = book.sheet(SHEET), book.sheet("说明")
    assert sheet is not None
    assert other is not None
    given = {cell: sheet.cell(place_of(cell)).value for cell in ("B3", "B5", "C5", "D3", "D5", "F1", "G1")}
    assert given == {"B3": 12, "B5": 20, "C5": 4, "D3": 0.25, "D5": 0.2, "F1": None, "G1": 2}  # F1 is not known here
    assert other.cell((1, 0)).value == 40
    before = read(blank).sheet(SHEET)
    assert before is not None
    assert {place: cell.look for place, cell in sheet.cells.items()} == {
        place: cell.look for place, cell in before.cells.items()
    }
    assert sheet.protected
    assert not other.visible
    assert b'fullCalcOnLoad="1"' in parts(data)["xl/workbook.xml"]


@pytest.mark.parametrize(
    "words",
    ['=HYPERLINK("http://x")', "+1", "@SUM", "第一行\n  第二行 ", "_x0041_", "坏\x07字\x0b", "𠮷㛃·犇", "<&\">"],
)  # fmt: skip
def test_G25_words_stay_words(blank: bytes, words: str, tmp_path: Path) -> None:
    target = tmp_path / "填好.xlsx"
    target.write_bytes(filled(blank, {"B3": words}))
    cell = openpyxl.load_workbook(target)[SHEET]["B3"]
    assert cell.data_type == "s"
    wanted = words.replace("\x07", "").replace("\x0b", "")
    sheet = read(target.read_bytes()).sheet(SHEET)
    assert sheet is not None
    assert sheet.cell(place_of("B3")).value == wanted
    assert cell.value == ("_x005F_x0041_" if words == "_x0041_" else wanted)  # openpyxl leaves escapes as they are


def test_cells_and_rows_that_are_not_there_are_made_in_their_place(blank: bytes) -> None:
    data = filled(blank, {"B9": 9, "AA9": 27, "A30": 30, "C9": 3, "E3": 5})
    root = parts(data)["xl/worksheets/sheet1.xml"].decode()
    assert (
        root.index('r="A7"')
        < root.index('r="B9"')
        < root.index('r="C9"')
        < root.index('r="AA9"')
        < root.index('r="A30"')
    )
    assert root.index('r="D3"') < root.index('r="E3"')
    assert openpyxl.load_workbook(BytesIO(data))[SHEET]["AA9"].value == 27


def test_a_formula_is_never_overwritten(blank: bytes) -> None:
    with pytest.raises(ValueError, match="formula"):
        filled(blank, {"B5": 1})


def test_shared_formulas_are_read_and_brought_up_to_date(blank: bytes) -> None:
    content = parts(blank)["xl/worksheets/sheet1.xml"].decode()
    content = content.replace("<f>SUM(B3:B4)</f>", '<f t="shared" ref="B5:C5" si="0">SUM(B3:B4)</f>')
    content = content.replace("<f>SUM(C3:C4)</f>", '<f t="shared" si="0"/>')
    shared = repacked(blank, {"xl/worksheets/sheet1.xml": content.encode()})
    sheet = read(filled(shared, {"C3": 3, "C4": 4})).sheet(SHEET)
    assert sheet is not None
    assert (sheet.cell(place_of("C5")).formula, sheet.cell(place_of("C5")).value) == ("SUM(C3:C4)", 7)


def test_a_signature_of_the_street_does_not_stay_on_what_was_filled_in(blank: bytes) -> None:
    from datetime import datetime

    from app.reports.signing.certificates import make_branch_identity
    from app.reports.signing.verify import Verdict, verify_bytes
    from app.reports.signing.workbook import sign_workbook

    now = datetime(2026, 11, 21, 9, 0)
    signed = sign_workbook(blank, make_branch_identity("街道", "", now=now), signed_at=now)
    assert any("签名" in note for note in read(signed).notes)
    data = filled(signed, {"B3": 1})
    assert not [name for name in parts(data) if name.startswith("_xmlsignatures")]
    assert b"_xmlsignatures" not in parts(data)["[Content_Types].xml"] + parts(data)["_rels/.rels"]
    again = sign_workbook(data, make_branch_identity("支部", "", now=now), signed_at=now)
    assert verify_bytes(again, "表.xlsx", []).verdict is not Verdict.CHANGED


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda _: b"", "空的"),
        (lambda _: b"%PDF-1.7", "不是 Excel"),
        (lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧格式"),
        (lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
        (lambda data: data[:-400], "损坏"),
        (lambda data: repacked(data, {"xl/worksheets/sheet1.xml": b"<worksheet"}), "损坏"),
        (lambda data: repacked(data, {"xl/worksheets/sheet1.xml": None}), "损坏"),
        (lambda data: repacked(data, {"xl/media/image9.jpeg": b"a part without a type"}), "损坏"),
        (lambda data: repacked(data, {"xl/workbook.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "损坏"),
        (lambda _: repacked(b"PK\x05\x06" + bytes(18), {"word/document.xml": b"<a/>"}), "不是 Excel"),
    ],
)  # fmt: skip
def test_what_cannot_be_filled_says_what_to_do(blank: bytes, make: object, words: str) -> None:
    with pytest.raises(Fault, match=words) as caught:
        read(make(blank))  # type: ignore[operator]
    assert caught.value.remedy


def test_protection_and_links_to_other_files_are_told(blank: bytes) -> None:
    assert any("保护" in note for note in read(blank).notes)
    assert any(
        "别的文件" in note for note in read(repacked(blank, {"xl/externalLinks/externalLink1.xml": b"<a/>"})).notes
    )
