"""Going down the rows of a plain ledger: merged cells speak for each of their rows, 同上 for the row above."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.importing.columns import error_cell
from app.importing.headers import repeats_header
from app.importing.ledger_layout import LedgerLayout
from app.importing.raw import Cell, RawSheet
from app.importing.requests_cells import text_of
from app.importing.rows import RowKind, is_aside, is_ditto, kind_of_row
from app.importing.values import ERROR_CELLS, RowCells, as_text
from app.models.importing import RowError


@dataclass
class LedgerRow:
    """One row being understood; what cannot be is an error with its cell, reason and remedy."""

    layout: LedgerLayout
    number: int
    row: Sequence[Cell]
    columns: Mapping[str, int]
    errors: list[RowError] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def cell(self, name: str) -> Cell:
        column = self.columns.get(name)
        return "" if column is None else self.row[column]

    def text(self, name: str) -> str | None:
        """What is written, None for a blank, a mark of a blank, or a column that is not there."""
        column = self.columns.get(name)
        return None if column is None else text_of(self.row[column])

    def error(self, name: str, reason: str, remedy: str) -> None:
        column = self.columns.get(name)
        title, value = (self.layout.titles[column], as_text(self.row[column])) if column is not None else ("", "")
        self.errors.append(RowError(self.layout.sheet, self.number, title, value, reason, remedy))

    def cells(self) -> RowCells:
        return RowCells(self.layout.titles, list(self.row))


def rows_of(sheet: RawSheet, layout: LedgerLayout, heart: Sequence[str]) -> Iterator[LedgerRow]:
    """Rows that hold a record: totals, signatures, repeated headers and rows with nothing of `heart` are left out.

    Error cells (#REF!) are errors of their row already.
    """
    columns = {name: column for column, name in enumerate(layout.fields) if name is not None}
    ours = frozenset(column for name, column in columns.items() if name != "serial")
    above: Sequence[Cell] | None = None
    for index, plain in enumerate(_filled_down(sheet, layout, ours)):
        if not _holds_a_record(plain, layout, ours, [columns[name] for name in heart if name in columns]):
            continue
        row = _without_dittos(plain, above, ours)
        above = row
        found = LedgerRow(layout, layout.row_number(index), row, columns)
        for name, column in columns.items():
            if row[column] in ERROR_CELLS:
                flag = error_cell(str(row[column]))
                found.error(name, flag.error, flag.remedy)
        yield found


def _holds_a_record(row: Sequence[Cell], layout: LedgerLayout, ours: frozenset[int], heart: Sequence[int]) -> bool:
    """Two cells of the heart are enough: an agenda that reads like a note ('1.学习文件') makes no row a note."""
    filled = sum(row[column] != "" for column in heart)
    first = next((text for cell in row if (text := as_text(cell))), "")
    if filled >= 2 and layout.header is not None:
        return not is_aside(first) and not repeats_header(row, layout.header)
    return filled > 0 and kind_of_row(row, layout.header, ours) is RowKind.DATA


def _without_dittos(row: Sequence[Cell], above: Sequence[Cell] | None, ours: frozenset[int]) -> Sequence[Cell]:
    if above is None:
        return row
    return [
        above[column] if column in ours and isinstance(cell, str) and cell and is_ditto(as_text(cell)) else cell
        for column, cell in enumerate(row)
    ]


def _filled_down(sheet: RawSheet, layout: LedgerLayout, ours: frozenset[int]) -> list[list[Cell]]:
    """The rows below the header; a cell merged over several rows speaks for each of them."""
    rows = [list(row) for row in sheet.rows[layout.first_row :]]
    for top, left, bottom, right in sheet.merged:
        if bottom > top >= layout.first_row and left == right and left in ours:
            for row in range(top + 1, bottom + 1):
                if row - layout.first_row < len(rows):
                    rows[row - layout.first_row][left] = rows[top - layout.first_row][left]
    return rows
