"""What a page shows, as a table that leaves the house: columns, rows in their order, and whether numbers are whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

LedgerCell = str | int | float


@dataclass(frozen=True)
class LedgerColumn:
    """One column. `width_mm` is its width on paper; columns are scaled together to fill the page.

    `number` True: counts and ages, written to workbooks as numbers. ID numbers and phones are texts.
    """

    key: str
    title: str
    width_mm: float
    number: bool = False


@dataclass(frozen=True)
class Ledger:
    """Exactly what is shown: `rows` hold a cell for each column. `period` such as 截至2026年11月21日.

    `full`: ID numbers or phones are whole. Such a ledger leaves only with a purpose and a recipient, and is noted.
    """

    title: str
    period: str
    columns: tuple[LedgerColumn, ...]
    rows: Sequence[Sequence[LedgerCell]]
    full: bool = False


@dataclass(frozen=True)
class PastExport:
    """A full ledger that left the house: what, when, how much of it, for what and to whom."""

    id: int
    at: datetime
    title: str
    columns: str
    rows: int
    file_name: str
    purpose: str
    recipient: str
