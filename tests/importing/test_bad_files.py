"""Every file that is not what it says ends in one clear sentence, quickly; what can be read is read."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt

from app.base.errors import EnvironmentFault, Fault, UserFault
from app.importing.layout import understand
from app.importing.reading import read_workbook
from tests.importing.world import DATA, staged

SAMPLE = DATA / "住户台账-合并表头.xlsx"


def sheet_xml(body: str, dimension: str = "") -> str:
    head = f'<dimension ref="{dimension}"/>' if dimension else ""
    return (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"{head}<sheetData>{body}</sheetData></worksheet>"
    )


def package(path: Path, sheet: str, extra: dict[str, bytes] | None = None) -> Path:
    """A workbook of one sheet with this XML."""
    shell = io.BytesIO()
    book = openpyxl.Workbook()
    book.save(shell)
    with zipfile.ZipFile(shell) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            target.writestr(part, sheet if part == "xl/worksheets/sheet1.xml" else source.read(part))
        for part, data in (extra or {}).items():
            target.writestr(part, data)
    return path


def text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def header_and_row(row: int = 2) -> str:
    head = "".join(
        text_cell(f"{column}1", text) for column, text in zip("ABC", ("门牌", "姓名", "身份证号"), strict=True)
    )
    body = text_cell(f"A{row}", "1-1-101") + text_cell(f"B{row}", "张三")
    return f'<row r="1">{head}</row><row r="{row}">{body}</row>'


def encrypted(name: str = "EncryptedPackage") -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + name.encode("utf-16-le") + bytes(2000)


BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "空.xlsx": (lambda path: path.write_bytes(b""), "空的"),
    "半截.xlsx": (lambda path: path.write_bytes(SAMPLE.read_bytes()[:90_000]), "损坏"),
    "坏了.xlsx": (lambda path: path.write_bytes(_flipped(SAMPLE.read_bytes())), "损坏"),
    "加密.xlsx": (lambda path: path.write_bytes(encrypted()), "密码"),
    "网页.xls": (lambda path: path.write_text("<html><table><tr><td>姓名</td></tr></table></html>", "utf-8"), "网页"),
    "图片.xlsx": (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100)), "图片"),
    "文件.xlsx": (lambda path: path.write_bytes(b"%PDF-1.7\n" + bytes(100)), "PDF"),
    "旧文档.xls": (lambda path: path.write_bytes(encrypted("WordDocument")), "Word"),
    "半截.xls": (lambda path: path.write_bytes(_half_xls()), "损坏"),
    "台账.et": (lambda path: path.write_bytes(encrypted("Workbook")), "WPS"),
    "乱码.csv": (lambda path: path.write_bytes(bytes(range(256)) * 40), "读不出"),
    "压缩.xlsx": (lambda path: _zip(path, {"a.txt": b"1"}), "压缩包"),
    "文档.xlsx": (lambda path: _zip(path, {"word/document.xml": b"<x/>"}), "Word"),
    "炸弹.xlsx": (lambda path: package(path, sheet_xml(""), {"xl/big.xml": bytes(300_000_000)}), "展开后"),
    "远处.xlsx": (lambda path: package(path, sheet_xml(header_and_row() + _far("XFD1048576"), "A1:C2")), "1048576"),
    "很宽.xlsx": (lambda path: package(path, sheet_xml(header_and_row() + _far("XFD20000"), "A1:C2")), "20000"),
    "表格2003.xls": (lambda path: path.write_text('<?xml version="1.0"?><Workbook/>'), "XML"),
    "引号.csv": (lambda path: path.write_text('姓名,门牌\n"' + "x" * 200_000, "utf-8"), "引号"),
}  # fmt: skip


def _flipped(data: bytes) -> bytes:
    middle = len(data) // 3
    return data[:middle] + bytes(byte ^ 0x5A for byte in data[middle : middle + 400]) + data[middle + 400 :]


def _half_xls() -> bytes:
    target = io.BytesIO()
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    for row in range(400):
        sheet.write(row, 0, f"姓名{row}")
    book.save(target)
    return target.getvalue()[:3000]


def _zip(path: Path, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as target:
        for name, data in parts.items():
            target.writestr(name, data)


def _far(place: str) -> str:
    row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<row r="{row}">{text_cell(place, "x")}</row>'


@pytest.mark.parametrize("name", BAD)
def test_bad_file_is_one_clear_sentence(name: str, tmp_path: Path) -> None:
    make, word = BAD[name]
    path = tmp_path / name
    make(path)
    start = time.perf_counter()
    with pytest.raises((UserFault, EnvironmentFault)) as caught:
        read_workbook(path)
    assert time.perf_counter() - start < 10
    assert word in caught.value.what
    assert caught.value.place == name
    assert caught.value.remedy


def test_missing_file_and_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "没有.xlsx", tmp_path):
        with pytest.raises(Fault) as caught:
            read_workbook(path)
        assert caught.value.remedy


def test_dimension_that_claims_two_million_rows(tmp_path: Path) -> None:
    path = package(tmp_path / "空行.xlsx", sheet_xml(header_and_row(), "A1:T2000000"))
    assert len(read_workbook(path).sheets[0].rows) == 2


def test_formatted_empty_rows_to_the_end_of_the_sheet(tmp_path: Path) -> None:
    empty = "".join(f'<row r="{row}"><c r="A{row}" s="0"/></row>' for row in range(3, 200_000))
    path = package(
        tmp_path / "格式.xlsx", sheet_xml(header_and_row() + empty + '<row r="1048576"><c r="T1048576" s="0"/></row>')
    )
    assert [len(household.people) for household in staged(path).households] == [1]


def test_pre_numbered_empty_rows_are_no_rows(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["序号", "门牌", "姓名"])
    sheet.write_row(1, 0, [1, "1-1-101", "张三"])
    for row in range(2, 60_000):
        sheet.write(row, 0, row)
    book.close()
    found = staged(tmp_path / "a.xlsx")
    assert (len(found.households), found.errors) == (1, ())


def test_macros_are_left_alone(tmp_path: Path) -> None:
    path = package(tmp_path / "宏.xlsm", sheet_xml(header_and_row()), {"xl/vbaProject.bin": b"\x00" * 10})
    raw = read_workbook(path)
    assert "宏" in raw.notes[0]
    assert staged(path).notes == raw.notes


def test_formulas_without_values_are_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["门牌", "姓名", "身份证号"])
    sheet.append(["1-1-101", "张三", "=B2"])
    book.save(tmp_path / "公式.xlsx")
    (error,) = staged(tmp_path / "公式.xlsx").errors
    assert (error.column, error.row) == ("身份证号", 1)
    assert "公式" in error.reason


def test_error_cells_are_row_errors(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "错误.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["门牌", "姓名", "政治面貌"])
    sheet.write_row(1, 0, ["1-1-101", "张三"])
    sheet.write_formula(1, 2, "=VLOOKUP(1,A:B,2)", None, "#N/A")
    sheet.write_row(2, 0, ["1-1-102", "李四", "群众"])
    book.close()
    found = staged(tmp_path / "错误.xlsx")
    assert [(error.row, error.column, error.value) for error in found.errors] == [(2, "政治面貌", "#N/A")]
    assert [row.name for row in found.failed] == ["张三"]
    assert [household.draft.door.room for household in found.households if household.people] == ["102"]


def test_sheets_that_are_no_ledgers_say_why() -> None:
    layouts = {name: understand(read_workbook(DATA / name)) for name in ("住户台账-一人一行.xlsx",)}
    assert all(layout.use for found in layouts.values() for layout in found)


def test_nothing_to_find(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("随便,写点\n什么,好呢\n", "utf-8")
    (layout,) = understand(read_workbook(tmp_path / "a.csv"))
    assert not layout.use
    assert layout.why == "没有找到表头"
    assert staged(tmp_path / "a.csv").notes == ("工作表“a”没有录入:没有找到表头。",)


def test_an_old_workbook_is_read_under_any_name(tmp_path: Path) -> None:
    target = io.BytesIO()
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    for column, text in enumerate(("门牌", "姓名")):
        sheet.write(0, column, text)
        sheet.write(1, column, ("1-1-101", "张三")[column])
    book.save(target)
    (tmp_path / "旧.xlsx").write_bytes(target.getvalue())
    assert read_workbook(tmp_path / "旧.xlsx").kind == "xls"


def test_error_values_in_name_and_door_are_errors(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["楼栋", "单元", "房号", "与户主关系", "姓名", "联系电话"])
    sheet.append(["1", "1", "101", "户主", "曾伟", "13800001234"])
    sheet.append(["1", "1", "102", "户主", "#REF!", "13800001235"])
    sheet.append(["1", "1", "#N/A", "户主", "李芳", "13800001236"])
    for cell in (sheet["E3"], sheet["C4"]):
        cell.data_type = "e"
    path = tmp_path / "台账.xlsx"
    book.save(path)
    staging = staged(path)
    assert [(error.row, error.column, error.value) for error in staging.errors] == [
        (3, "姓名", "#REF!"),
        (4, "房号", "#N/A"),
    ]
    assert [person.draft.name for house in staging.households for person in house.people] == ["曾伟"]
