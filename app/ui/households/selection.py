"""What can be done with the chosen rows: visit their doors, put them into a grid, export them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.ui.widgets.plain import button, words


class SelectionBar(QFrame):
    """Shown while several rows are chosen. `dropped`: choose none."""

    visit_wanted = Signal()
    grid_wanted = Signal()
    export_wanted = Signal()
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(8)
        self.text = words("")
        row.addWidget(self.text)
        actions: tuple[tuple[str, Callable[[], None], str, str], ...] = (
            ("登记走访", self.visit_wanted.emit, "Alt+V", "把选中的住户一起登记走访"),
            ("放入网格…", self.grid_wanted.emit, "Alt+W", "把选中的住户放入一个网格"),
            ("导出…", self.export_wanted.emit, "", "导出选中的行(Ctrl+E)"),
            ("不选了", self.dropped.emit, "", "一行也不选(Esc)"),
        )
        self.buttons = [button(text, done, key=key, tip=tip) for text, done, key, tip in actions]
        for made in self.buttons:
            row.addWidget(made)
        row.addStretch(1)
        self.hide()

    def show_count(self, count: int, unit: str) -> None:
        self.text.setText(f"已选 {count} {unit}")
        self.setVisible(count > 1)
