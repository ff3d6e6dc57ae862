"""Lists of people as ledgers: the rows, columns and order that are shown; whole telephones only with a purpose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from app.models.ledgers import Ledger
from app.ui.desk import Desk
from app.ui.meetings.exporting import ledger_of
from app.ui.widgets.exporting import ExportDialog
from app.ui.widgets.table import RowsView

Read = Callable[[Any, bool], Sequence[Any]]  # (office, whole numbers) -> every row


def open_people_export(
    desk: Desk, view: RowsView, title: str, period: str, read: Read, key: Callable[[Any], int]
) -> ExportDialog:
    """`key(row)` tells rows apart: they leave in the order in which they stand here."""
    columns = tuple(view.shown_columns())
    shown = [view.rows.row(number) for number in range(view.rows.rowCount())]
    order = {key(row): place for place, row in enumerate(shown) if row is not None}
    phones = any(column.key == "phone" for column in columns)

    def make(office: Any, full: bool) -> Ledger:
        rows = sorted(read(office, full), key=lambda row: order.get(key(row), len(order)))
        return replace(ledger_of(title, period, columns, rows), full=full and phones)

    dialog = ExportDialog(desk, make, title, view.window(), numbers=phones)
    dialog.open()
    return dialog
