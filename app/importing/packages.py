"""A look into an .xlsx package before it is parsed: is it whole, is it a workbook, how large does it really become.

The reader lays a sheet out as one dense block from A1 to its last filled cell, so one stray cell in Excel's last row
would ask for gigabytes: that is found here first. Every part is inflated once, which also proves its checksum.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass, field

from app.base.errors import EnvironmentFault, UserFault

_MOST_BYTES = 260_000_000  # all parts inflated; 40,000 households of 20 columns come to about 60 million
_MOST_RATIO = 400  # a ledger shrinks about tenfold
_MOST_CELLS = 8_000_000
_CELL = re.compile(rb'<c\b[^>]*?\br="([A-Z]+)([0-9]+)"')
_FAR_CELL = re.compile(rb'r="([A-Z]{3})[0-9]')
_WIDE_CELL = re.compile(rb'r="([A-Z]{2})[0-9]')
_HOLLOW = re.compile(rb'<c\b[^>]*?\br="([A-Z]+)[0-9]+"[^>]*><f[^>]*?(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>')
_BROKEN = re.compile(rb'(<c\b[^>]*\bt="e"[^>]*>)(?:<f[^>]*?(?:/>|>[^<]*</f>))?<v>([^<]*)</v>')


@dataclass
class Package:
    """What was found, by the name of the sheet's part; and notes for the window.

    `hollow`: columns (from 0) with formulas that hold no value. `broken`: (row, column) from 0 -> an error like #REF!.
    The reader hands both out as blank cells, which would pass for "not stated".
    """

    kind: str
    hollow: dict[str, frozenset[int]] = field(default_factory=dict)
    broken: dict[str, dict[tuple[int, int], str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def inspect(name: str, data: bytes) -> Package:
    """Check a zip file that claims to be a workbook. Raises UserFault or EnvironmentFault in plain words."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _inspect(name, archive, len(data))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise damaged(name) from error


def damaged(name: str) -> EnvironmentFault:
    """The file is cut off or broken."""
    return EnvironmentFault(
        "文件已损坏或没有传完整,读不出来。", "请向对方重新要一份,或在 Excel 中打开后另存一份再导入。", place=name
    )


def too_large(name: str, why: str) -> UserFault:
    return UserFault(why, "请检查是否选错了文件;如果是台账,请删去多余的内容,另存后再导入。", place=name)


def _inspect(name: str, archive: zipfile.ZipFile, size: int) -> Package:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    package = Package(_kind(name, archive, names))
    whole = sum(part.file_size for part in parts)
    if whole > _MOST_BYTES or (whole > 50_000_000 and whole > size * _MOST_RATIO) or len(parts) > 5_000:
        raise too_large(name, f"文件展开后有 {whole // 1_000_000} 兆,远远超过一份台账应有的大小。")
    if any(part.filename.endswith("vbaProject.bin") for part in parts):
        package.notes.append("文件带有宏:只读取了单元格里的内容,宏没有运行。")
    for part in parts:
        if not part.filename.endswith((".xml", ".bin", ".rels")):
            continue
        content = archive.read(part)
        if re.search(r"xl/worksheets/[^/]+\.xml$", part.filename):
            _check_extent(name, content)
            sheet = posixpath.basename(part.filename)
            if hollow := _hollow_columns(content):
                package.hollow[sheet] = hollow
            if broken := _broken_cells(content):
                package.broken[sheet] = broken
    return package


def _kind(name: str, archive: zipfile.ZipFile, names: set[str]) -> str:
    if any(part.flag_bits & 1 for part in archive.infolist()):
        raise UserFault("文件设有密码。", "请取消密码后再导入。", place=name)
    if names & {"xl/workbook.xml", "xl/workbook.bin"}:
        return "xlsx" if "xl/workbook.xml" in names else "xlsb"
    if "mimetype" in names and b"spreadsheet" in archive.read("mimetype"):
        return "ods"
    if "[Content_Types].xml" in names and b"sheet.main+xml" in archive.read("[Content_Types].xml"):
        return "xlsx"
    what = "压缩包"
    if "word/document.xml" in names:
        what = "Word 文档"
    elif "ppt/presentation.xml" in names:
        what = "演示文稿"
    raise UserFault(f"这是{what},不是 Excel 表格。", "请选择 Excel 工作簿(.xlsx、.xls)或 .csv 文件。", place=name)


def _check_extent(name: str, content: bytes) -> None:
    """Refuse a sheet whose last filled cell lies so far out that its empty area could not be held."""
    last = _last_filled_row(content)
    width = 26
    if _FAR_CELL.search(content):
        width = max(map(_column_number, set(_FAR_CELL.findall(content))))
    elif last * 702 > _MOST_CELLS and _WIDE_CELL.search(content):
        width = max(map(_column_number, set(_WIDE_CELL.findall(content))))
    if last * width > _MOST_CELLS:
        raise too_large(name, f"表里最后一个有内容的单元格在第 {last} 行、第 {width} 列附近,中间大片是空的。")


def _last_filled_row(content: bytes) -> int:
    """Row of the last cell that holds something; cells that are only formatted close themselves and do not count."""
    end = content.rfind(b"</c>")
    start = content.rfind(b"<c ", 0, end)
    cell = _CELL.match(content, start) if start >= 0 else None
    return int(cell[2]) if cell else content.count(b"<row", 0, max(end, 0))


def _hollow_columns(content: bytes) -> frozenset[int]:
    if content.find(b"f", *_data_of(content)) < 0:  # no letter f, so no formula: a hundred times faster to see
        return frozenset()
    return frozenset(_column_number(letters) - 1 for letters in set(_HOLLOW.findall(content)))


def _broken_cells(content: bytes) -> dict[tuple[int, int], str]:
    if content.find(b"#", *_data_of(content)) < 0:  # every error begins with #
        return {}
    found = {}
    for tag, value in _BROKEN.findall(content):
        cell = _CELL.match(tag)
        if cell:
            found[int(cell[2]) - 1, _column_number(cell[1]) - 1] = value.decode("ascii", "replace")
    return found


def _data_of(content: bytes) -> tuple[int, int]:
    """Where the rows begin and end."""
    end = content.rfind(b"</sheetData")
    return max(content.find(b"<sheetData"), 0) + 10, end if end >= 0 else len(content)


def _column_number(letters: bytes) -> int:
    """A -> 1, AA -> 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
