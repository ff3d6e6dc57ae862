"""Text tables (.csv and its relatives): which encoding, which separator, then rows of text."""

from __future__ import annotations

import csv
import io
import re

from app.base.errors import UserFault
from app.importing.raw import Cell

_REMEDY = "请在 Excel 或 WPS 中打开它,另存为“Excel 工作簿(*.xlsx)”,再导入另存的文件。"
_CONTROL = re.compile("[\x01-\x08\x0e-\x1f\ufffd]")
_MOST_FIELD = 100_000


def decode(name: str, data: bytes) -> str:
    """UTF-8 (with or without mark), UTF-16 with mark, else GB18030. UserFault when it is no text."""
    encodings = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            if encoding == "utf-8-sig" and error.start > 64 and error.start >= len(data) - 4:
                raise UserFault("文件末尾不完整,像是没有传完。", "请重新要一份再导入。", place=name) from error
            continue
        if "\x00" in text or len(_CONTROL.findall(text[:20_000])) > 3:
            break
        return text
    raise UserFault("读不出里面的文字,它不是表格,或用了少见的编码。", _REMEDY, place=name)


def rows_of(name: str, data: bytes) -> list[list[Cell]]:
    """The table's rows, all equally wide, each cell a str."""
    text = decode(name, data)
    separator = _separator(text)
    csv.field_size_limit(_MOST_FIELD)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise UserFault("分隔符或引号不成对,读不成表格。", _REMEDY, place=name) from error
    width = max(map(len, rows), default=0)
    if width * len(rows) > 20_000_000:
        raise UserFault("表格宽得不合常理。", "请检查是否选错了文件。", place=name)
    blank: list[Cell] = [""] * width
    return [[*map(_unwrapped, row), *blank[len(row) :]] for row in rows]


def _unwrapped(cell: str) -> str:
    """="420..." is how some programs keep Excel from eating digits."""
    return cell[2:-1] if cell.startswith('="') and cell.endswith('"') and len(cell) > 2 else cell


def _separator(text: str) -> str:
    """The mark that cuts the first lines into the most columns."""
    lines = [line for line in text[:50_000].splitlines()[:40] if line.strip()]
    return max(",\t;|", key=lambda mark: sum(line.count(mark) for line in lines))
