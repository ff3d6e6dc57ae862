"""The cursor goes to the first row of a table, now or as soon as it has one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.widgets.table import RowsView


def focus_rows(table: RowsView) -> None:
    """Keys go to the table; a list that is still being read is given its cursor when it is there."""
    table.setFocus(Qt.FocusReason.OtherFocusReason)
    if table.current_row() is not None:
        return
    if table.rows.rowCount():
        table.choose_row(0)
    else:
        table.rows.modelReset.connect(lambda: _begin(table), Qt.ConnectionType.SingleShotConnection)


def nothing_else_has_focus(widget: QWidget) -> bool:
    """Nobody has gone on to something else since."""
    focus = QApplication.focusWidget()
    return focus is None or focus is widget or not focus.isVisible()


def _begin(table: RowsView) -> None:
    if table.current_row() is None and table.rows.rowCount() and nothing_else_has_focus(table):
        table.setFocus(Qt.FocusReason.OtherFocusReason)
        table.choose_row(0)
