"""Lists of this page as ledgers: the rows, columns and order that are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from app.models.ledgers import Ledger, LedgerColumn
from app.ui.desk import Desk
from app.ui.widgets.exporting import ExportDialog
from app.ui.widgets.rows import Column
from app.ui.widgets.table import RowsView

_MM_A_PIXEL = 0.22


def open_export(
    desk: Desk, view: RowsView, title: str, period: str, read: Callable[[Any], Sequence[Any]]
) -> ExportDialog:
    """`read(office)` gives every row on the worker. Telephones stay masked: nothing here is a list of numbers."""
    columns = tuple(view.shown_columns())

    def make(office: Any, _full: bool) -> Ledger:
        return ledger_of(title, period, columns, read(office))

    dialog = ExportDialog(desk, make, title, view.window(), numbers=False)
    dialog.open()
    return dialog


def ledger_of(title: str, period: str, columns: Sequence[Column[Any]], rows: Sequence[Any]) -> Ledger:
    """These rows in these columns."""
    heads = tuple(
        LedgerColumn(column.key, column.title, max(14.0, round(column.width * _MM_A_PIXEL, 1))) for column in columns
    )
    return Ledger(title, period, heads, tuple(tuple(column.text(row) for column in columns) for row in rows))
