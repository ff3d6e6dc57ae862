"""A workbook as it stands: sheets of cells, nothing understood yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

Cell = str | float | int | bool | date | datetime | time | timedelta
Merge = tuple[int, int, int, int]  # first row, first column, last row, last column; from 0, all included


@dataclass(frozen=True, eq=False)
class RawSheet:
    """One sheet. `rows` begin at A1 and are all equally wide; a blank cell is ''. Merged cells speak at their top left.

    `hollow`: columns whose formulas carry no computed value, so that their cells look blank.
    """

    name: str
    visible: bool
    rows: list[list[Cell]]
    merged: tuple[Merge, ...] = ()
    hollow: frozenset[int] = frozenset()


@dataclass(frozen=True, eq=False)
class RawWorkbook:
    """A file as read. `kind` is what it really is (xlsx, xls, csv ...) under any name; `notes` are for the window."""

    source: str
    kind: str
    sheets: tuple[RawSheet, ...]
    notes: tuple[str, ...] = ()
