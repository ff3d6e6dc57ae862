"""Reading a workbook: any of .xlsx .xlsm .xlsb .xls .ods .csv, told apart by content, never by name alone."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from app.base.errors import UserFault
from app.base.files import read_bytes
from app.importing.pace import without_collector
from app.importing.packages import Package, damaged, inspect
from app.importing.raw import Cell, RawSheet, RawWorkbook
from app.importing.sniffing import sniff
from app.importing.texts import rows_of

Progress = Callable[[int, int], None]  # sheets done, sheets in all
_MOST_FILE_BYTES = 100_000_000


def read_workbook(path: Path, *, progress: Progress | None = None) -> RawWorkbook:
    """Every sheet with its cells and merged ranges.

    Raises UserFault or EnvironmentFault, each naming the file and the way out, for whatever is not a readable workbook.
    """
    data = read_bytes(path, at_most=_MOST_FILE_BYTES)
    kind = sniff(path.name, path.suffix.lower(), data)
    if kind == "text":
        return RawWorkbook(path.name, "csv", (RawSheet(path.stem, True, rows_of(path.name, data)),))
    package = Package(kind)
    if kind == "zip":
        package = inspect(path.name, data)
        if package.hollow or package.broken:
            _name_by_tab(data, package)
    with without_collector():
        sheets = _read_sheets(path.name, data, package, progress)
    if not sheets:
        raise UserFault("工作簿里没有工作表。", "请检查是否选错了文件。", place=path.name)
    return RawWorkbook(path.name, package.kind, sheets, tuple(package.notes))


def _read_sheets(name: str, data: bytes, package: Package, progress: Progress | None) -> tuple[RawSheet, ...]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            tables = [sheet for sheet in book.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
            sheets = []
            for done, meta in enumerate(tables):
                visible = meta.visible is SheetVisibleEnum.Visible
                sheets.append(_raw_sheet(book.get_sheet_by_name(meta.name), visible, package))
                if progress is not None:
                    progress(done + 1, len(tables))
            return tuple(sheets)
    except PasswordError as error:
        raise UserFault("文件设有打开密码。", "请在 Excel 中取消密码,保存后再导入。", place=name) from error
    except CalamineError as error:
        raise damaged(name) from error
    except BaseException as error:
        # A panic of the reader comes as a class outside Exception that can only be known by its name.
        if type(error).__name__ != "PanicException":
            raise
        raise damaged(name) from error


def _raw_sheet(sheet: CalamineSheet, visible: bool, package: Package) -> RawSheet:
    rows: list[list[Cell]] = sheet.to_python(skip_empty_area=False)
    for (row, column), error in package.broken.get(sheet.name, {}).items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = error
    merged = tuple((top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ())
    return RawSheet(sheet.name, visible, rows, merged, package.hollow.get(sheet.name, frozenset()))


def _name_by_tab(data: bytes, package: Package) -> None:
    """Lead what was found in parts such as sheet1.xml back to the names on the tabs."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314  # its size was checked before
        links = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    parts = {}
    for link in re.findall(r"<Relationship\b[^>]*>", links):
        identity, target = re.search(r'\bId="([^"]+)"', link), re.search(r'\bTarget="([^"]+)"', link)
        if identity and target:
            parts[identity[1]] = target[1].rsplit("/", 1)[-1]
    tabs = {}
    for element in book.iter():
        if element.tag.endswith("}sheet"):
            link = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
            tabs[parts.get(link, "")] = element.attrib["name"]
    package.hollow = {tabs[part]: found for part, found in package.hollow.items() if part in tabs}
    package.broken = {tabs[part]: cells for part, cells in package.broken.items() if part in tabs}
