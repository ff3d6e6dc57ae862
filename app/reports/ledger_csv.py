"""A ledger as plain text with commas: UTF-8 with the mark that Excel looks for, and every character stays itself."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence

from app.reports.ledger import LedgerSheet
from app.rules.sheet_text import plain_cell

_EVERY = 5000  # rows between two reports of progress


def ledger_csv(
    sheet: LedgerSheet, rows: Iterable[Sequence[object]], *, progress: Callable[[int], None] | None = None
) -> bytes:
    """Header and rows; `progress` is told how many rows are written and may raise to stop."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([plain_cell(column.title) for column in sheet.columns])
    for count, row in enumerate(rows, start=1):
        writer.writerow([_cell(cell) for cell in row])
        if progress is not None and count % _EVERY == 0:
            progress(count)
    return buffer.getvalue().encode("utf-8-sig")


def _cell(cell: object) -> object:
    return cell if isinstance(cell, int | float) else plain_cell("" if cell is None else str(cell))
