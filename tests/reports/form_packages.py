"""Blanks with all that a street's form may hold, and a look at packages part by part."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import xlsxwriter
from lxml import etree

NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef"
    "0000000049454e44ae426082"
)


def rich_blank(path: Path) -> Path:
    """Merged head, percent format, validation, conditional format, comment, picture, chart, names, protection."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("报表 一")
    framed, share = book.add_format({"border": 1, "text_wrap": True}), book.add_format({"border": 2, "num_format": 10})
    open_cell = book.add_format({"border": 1, "locked": False})
    sheet.merge_range("A1:D1", "街道月报", book.add_format({"bold": True, "align": "center"}))
    for row, values in enumerate((("网格", "总户数", "党员户", "占比"), ("第一网格",), ("第二网格",), ("合计",)), 1):
        for column in range(4):
            sheet.write(row, column, values[column] if column < len(values) else None, framed)
    sheet.write("B3", None, open_cell)
    for column in "BC":
        sheet.write_formula(f"{column}5", f"=SUM({column}3:{column}4)", framed, 999)
    for row in (3, 4, 5):
        sheet.write_formula(f"D{row}", f"=IF(B{row}=0,0,C{row}/B{row})", share, 0.5)
    sheet.write("A7", "填报人:")
    sheet.write_formula("F1", "=VLOOKUP(B3,B3:C4,2)", None, 42)
    sheet.write_formula("G1", "=1+1", None, 2)
    sheet.data_validation("B3:C4", {"validate": "integer", "criteria": ">=", "value": 0})
    sheet.conditional_format("B3:C4", {"type": "cell", "criteria": ">", "value": 100, "format": framed})
    sheet.write_comment("B2", "按户口本填")
    sheet.insert_image("F5", "章.png", {"image_data": io.BytesIO(PNG)})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='报表 一'!$B$3:$B$4"})
    sheet.insert_chart("F10", chart)
    sheet.set_column("A:A", 20)
    sheet.set_row(1, 30)
    sheet.freeze_panes(2, 1)
    sheet.print_area("A1:D7")
    sheet.repeat_rows(1)
    sheet.set_landscape()
    sheet.protect("abc")
    other = book.add_worksheet("说明")
    other.write("A1", "填表说明")
    other.write_formula("A2", "='报表 一'!B5*2", None, 1998)
    other.hide()
    book.define_name("总户", "='报表 一'!$B$5")
    book.close()
    return path


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def without_values(sheet: bytes, cells: set[str]) -> bytes:
    """The sheet in canonical XML without what stands in `cells` and without what formulas gave."""
    root = etree.fromstring(sheet)
    for cell in root.iter(f"{NS}c"):
        formula = cell.find(f"{NS}f")
        if cell.get("r") in cells or formula is not None:
            cell.attrib.pop("t", None)
            for child in list(cell):
                if child is not formula:
                    cell.remove(child)
    return bytes(etree.tostring(root, method="c14n"))


def repacked(data: bytes, changed: dict[str, bytes | None]) -> bytes:
    """The package with some parts replaced, added, or (None) left out."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (parts(data) | changed).items():
            if content is not None:
                archive.writestr(name, content)
    return target.getvalue()
