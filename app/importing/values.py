"""Cells to words: one reading for numbers, dates, ticks and text, shared by everything that looks at a cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from app.importing.raw import Cell
from app.rules.terms import clean

ERROR_CELLS = frozenset({"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#GETTING_DATA"})


def as_text(cell: Cell) -> str:
    """What a person sees in the cell: 101.0 is '101', a date '1994-02-13', a leading apostrophe is Excel's own."""
    if isinstance(cell, str):
        return clean(cell[1:] if cell[:1] == "'" else cell)
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if isinstance(cell, timedelta) and not cell else str(cell)


class RowCells(Mapping[str, str]):
    """Header -> what was written, for one row; made into text only when someone looks."""

    __slots__ = ("_row", "_titles")

    def __init__(self, titles: tuple[str, ...], row: list[Cell]) -> None:
        self._titles = titles
        self._row = row

    def __getitem__(self, title: str) -> str:
        try:
            return as_text(self._row[self._titles.index(title)])
        except ValueError as error:
            raise KeyError(title) from error

    def __iter__(self) -> Iterator[str]:
        return (title for title in dict.fromkeys(self._titles) if title)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        return f"RowCells({len(self)})"  # never the people's data
