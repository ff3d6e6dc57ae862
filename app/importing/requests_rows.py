"""The rows of a ledger of requests, sheet by sheet; what cannot be is an error with its cell, reason and remedy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from app.importing.raw import Cell, RawSheet, RawWorkbook
from app.importing.requests_cells import when_of
from app.importing.requests_fields import RequestField
from app.importing.requests_layout import RequestLayout
from app.importing.requests_row import RowReading, columns_of
from app.importing.rows import RowKind, is_aside, is_ditto, kind_of_row
from app.importing.values import RowCells, as_text
from app.models.importing import Fate, PlannedRow, RowError
from app.models.request_import import RequestStaging, StagedRequest, When

F = RequestField

_HEART = (F.WORDS, F.NUMBER, F.CALLER, F.RECEIVED)  # a row with none of these is no request
_LONGEST_DITTO = 8


def stage_requests(raw: RawWorkbook, layouts: Sequence[RequestLayout], *, today: date) -> RequestStaging:
    """Every row of the sheets in use. Numbers that come twice are judged when all rows are there."""
    desk = _Desk(today)
    for layout in layouts:
        if layout.use:
            _SheetWork(raw.sheets[layout.index], layout, desk).run()
    return RequestStaging(raw.source, tuple(desk.requests), tuple(desk.failed), tuple(desk.errors), desk.told(layouts))


class _Desk:
    """Where understood rows, errors and notes are laid."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.requests: list[StagedRequest] = []
        self.failed: list[PlannedRow] = []
        self.errors: list[RowError] = []
        self.skipped: Counter[str] = Counter()

    def told(self, layouts: Sequence[RequestLayout]) -> tuple[str, ...]:
        """What the page says of the workbook as a whole."""
        used = [layout for layout in layouts if layout.use]
        notes = []
        for field, words in ((F.CATEGORY, "类别"), (F.GRADE, "分级")):
            if used and all(layout.column_of(field) is None for layout in used):
                notes.append(f"台账没有{words}一列,已按内容推定,请核对。")
        notes.extend(f"工作表“{layout.sheet}”没有读取:{layout.why}。" for layout in layouts if not layout.use)
        return tuple(notes)


class _Refused(Exception):
    """The row has an error; the reasons are on the desk."""


class _SheetWork:
    """Going down one sheet."""

    def __init__(self, sheet: RawSheet, layout: RequestLayout, desk: _Desk) -> None:
        self.sheet, self.layout, self.desk = sheet, layout, desk
        self.columns = columns_of(layout)
        self.ours = frozenset(column for field, column in self.columns.items() if field is not F.SERIAL)
        self.rows = _filled_down(sheet, layout, self.ours)
        self.above: Sequence[Cell] | None = None

    def run(self) -> None:
        for index, row in enumerate(self.rows):
            if not self._is_plain(row) and kind_of_row(row, self.layout.header, self.ours) is not RowKind.DATA:
                continue
            if not any(field in self.columns and row[self.columns[field]] != "" for field in _HEART):
                continue
            row = self._without_dittos(row)
            self.above = row
            try:
                self.desk.requests.append(self._staged(index, row))
            except _Refused:
                self._failed(index, row)

    def _is_plain(self, row: Sequence[Cell]) -> bool:
        """With a day and with words, and not headed by 合计: nothing but a request."""
        if not {F.RECEIVED, F.WORDS} <= self.columns.keys():
            return False
        first = next((text for cell in row if cell != "" and (text := as_text(cell))), "")
        if is_aside(first):
            return False
        received, words = row[self.columns[F.RECEIVED]], row[self.columns[F.WORDS]]
        return bool(words != "" and received != "" and isinstance(when_of(received, self.layout.year), When))

    def _without_dittos(self, row: Sequence[Cell]) -> Sequence[Cell]:
        """同上 takes what stands above."""
        if self.above is None or not any(_may_be_ditto(row[column]) for column in self.ours):
            return row
        return [
            self.above[column]
            if column in self.ours and isinstance(cell, str) and cell and is_ditto(as_text(cell))
            else cell
            for column, cell in enumerate(row)
        ]

    def _staged(self, index: int, row: Sequence[Cell]) -> StagedRequest:
        reading = RowReading(self.layout, self.layout.row_number(index), row, self.desk.today)
        staged = reading.request()
        if reading.errors:
            self.desk.errors.extend(reading.errors)
            raise _Refused
        return staged

    def _failed(self, index: int, row: Sequence[Cell]) -> None:
        words = [as_text(row[self.columns[field]]) for field in (F.NUMBER, F.CALLER) if field in self.columns]
        address = as_text(row[self.columns[F.ADDRESS]]) if F.ADDRESS in self.columns else ""
        self.desk.failed.append(
            PlannedRow(
                self.layout.sheet,
                self.layout.row_number(index),
                Fate.ERROR,
                address,
                " ".join(filter(None, words)),
                cells=RowCells(self.layout.titles, list(row)),
            )
        )


def _may_be_ditto(cell: Cell) -> bool:
    return isinstance(cell, str) and 0 < len(cell) <= _LONGEST_DITTO and is_ditto(as_text(cell))


def _filled_down(sheet: RawSheet, layout: RequestLayout, ours: frozenset[int]) -> list[Sequence[Cell]]:
    """The rows below the header; a cell merged over several rows speaks for each of them."""
    rows: list[Sequence[Cell]] = [*sheet.rows[layout.first_row :]]
    for top, left, bottom, right in sheet.merged:
        if top < layout.first_row or bottom == top or right > left:
            continue
        if left in ours:
            for place in range(top + 1 - layout.first_row, min(bottom + 1 - layout.first_row, len(rows))):
                changed = list(rows[place])
                changed[left] = sheet.rows[top][left]
                rows[place] = changed
    return rows
