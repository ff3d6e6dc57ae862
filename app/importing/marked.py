"""The same workbook with its bad cells marked, to be mended in Excel and taken in again."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol
from zipfile import BadZipFile

from app.importing.layout import understand
from app.importing.raw import RawSheet, RawWorkbook
from app.importing.reading import read_workbook
from app.importing.values import ERROR_CELLS
from app.models.importing import RowError

_FILL = "FFFFD9D9"  # pale red, readable in black and white
_AUTHOR = "七彩台账"


class Titled(Protocol):
    """A sheet whose columns have titles, in any slice's own terms."""

    @property
    def sheet(self) -> str: ...
    @property
    def titles(self) -> tuple[str, ...]: ...


Understand = Callable[[RawWorkbook], Sequence[Titled]]


def marked_copy(path: Path, errors: Sequence[RowError], read: Understand = understand) -> bytes:
    """The workbook at `path` as .xlsx bytes: each bad cell filled, with the reason and the remedy as its comment.
    `read`: how the ledger's headers are found.

    An .xlsx keeps its own look; from .xls and .csv the cells are carried over. An error without a column of its own
    marks the first cell of its row. Raises the faults of reading.
    """
    raw = read_workbook(path)
    book = _own_book(path) if raw.kind == "xlsx" else None
    if book is None:
        book = _book_of_cells(raw)
    columns = _columns(read(raw))
    for place, found in _by_cell(errors, columns).items():
        sheet, row, column = place
        if sheet in book.sheetnames:
            _mark(book[sheet], row, column, found)
    result = io.BytesIO()
    book.save(result)
    return result.getvalue()


def _by_cell(
    errors: Sequence[RowError], columns: Mapping[tuple[str, str], int]
) -> dict[tuple[str, int, int], list[RowError]]:
    found: dict[tuple[str, int, int], list[RowError]] = {}
    for error in errors:
        column = columns.get((error.sheet, error.column), 0)
        found.setdefault((error.sheet, error.row, column + 1), []).append(error)
    return found


def _columns(layouts: Sequence[Titled]) -> dict[tuple[str, str], int]:
    return {(layout.sheet, title): column for layout in layouts for column, title in enumerate(layout.titles) if title}


def _own_book(path: Path) -> Any:
    from openpyxl import load_workbook  # 0.2 s to import: only for those who ask for a marked copy

    try:
        return load_workbook(path)
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, BadZipFile, OSError):
        return None  # what openpyxl cannot open is carried over cell by cell


def _book_of_cells(raw: RawWorkbook) -> Any:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for sheet in raw.sheets:
        _copy(sheet, book.create_sheet(sheet.name[:31]))
    return book


def _copy(sheet: RawSheet, target: Any) -> None:
    for row, cells in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(cells, start=1):
            if cell == "":
                continue
            place = target.cell(row, column)
            place.value = None if isinstance(cell, timedelta) else cell
            if isinstance(cell, str):
                place.data_type = "e" if cell in ERROR_CELLS else "s"  # user text never becomes a formula
                place.number_format = "@"
    for top, left, bottom, right in sheet.merged:
        target.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)


def _mark(sheet: Any, row: int, column: int, errors: Sequence[RowError]) -> None:
    from openpyxl.cell.cell import MergedCell
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        area = next(area for area in sheet.merged_cells.ranges if cell.coordinate in area)
        cell = sheet.cell(area.min_row, area.min_col)
    cell.fill = PatternFill("solid", start_color=_FILL, end_color=_FILL)
    words = "\n".join(dict.fromkeys(error.reason + error.remedy for error in errors))
    cell.comment = Comment(words, _AUTHOR, height=120, width=280)
