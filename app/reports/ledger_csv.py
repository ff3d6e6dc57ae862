"""A ledger as plain text with commas: UTF-8 with the mark that Excel looks for, every line as it stands on the page.

A spreadsheet that opens such a file guesses what a cell is: `=`, `+`, `-` and `@` begin formulas, and long numbers lose
their last digits. A tab before such a text keeps it a text; our own reader, like any other, takes the tab away.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence

from app.reports.ledger import LedgerSheet

_EVERY = 5000  # rows between two reports of progress
_GUESSED = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|0\d|\d{12,}|\d+[-/.]\d")


def ledger_csv(
    sheet: LedgerSheet, rows: Iterable[Sequence[object]], *, progress: Callable[[int], None] | None = None
) -> bytes:
    """Header and rows; `progress` is told how many rows are written and may raise to stop."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([safe_cell(column.title) for column in sheet.columns])
    for count, row in enumerate(rows, start=1):
        writer.writerow([cell if isinstance(cell, int | float) else safe_cell(cell) for cell in row])
        if progress is not None and count % _EVERY == 0:
            progress(count)
    return buffer.getvalue().encode("utf-8-sig")


def safe_cell(cell: object) -> str:
    """The text of a cell such that a spreadsheet takes it for nothing but text."""
    text = "" if cell is None else str(cell)
    return f"\t{text}" if _GUESSED.match(text) else text
