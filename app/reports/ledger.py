"""Wide ledgers: a sheet of many rows, on paper and as a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Column:
    """One column. `width_mm` is its width on paper; columns are scaled together to fill the page.

    `text` False: numbers, written to workbooks as numbers. ID numbers and phones are texts.
    """

    title: str
    width_mm: float
    align: Literal["left", "center", "right"] = "left"
    text: bool = True


@dataclass(frozen=True)
class LedgerSheet:
    """What stands around the rows: title, 填报单位, 期间, and the columns. `unit` and `period` are on each page."""

    title: str
    unit: str
    period: str
    columns: tuple[Column, ...]
