"""Asking for the grid that chosen doors are put into."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.base.errors import Fault
from app.models.changes import Changes
from app.ui.desk import Desk
from app.ui.theme import look
from app.ui.widgets.plain import button, title_label, words


class GridDialog(QDialog):
    """A known grid, or a new name; Ctrl+S puts the doors there, Esc leaves all as it is."""

    def __init__(self, desk: Desk, households: frozenset[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._households = desk, households
        self.setWindowTitle("放入网格")
        self.setMinimumWidth(look().px(420))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(title_label(f"把选中的 {len(households)} 户放入网格"))
        column.addWidget(words("从已有的网格里选一个,或直接写一个新的名称;留空就是移出网格。", "muted", wrap=True))
        self.name = QComboBox()
        self.name.setEditable(True)
        self.name.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.name.setAccessibleName("网格")
        column.addWidget(self.name)
        self.message = words("", "red", wrap=True)
        self.message.hide()
        column.addWidget(self.message)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(button("取消", self.reject, tip="不放了(Esc)"))
        self.put_button = button("放入", self.put, kind="primary", key="Ctrl+S")
        foot.addWidget(self.put_button)
        column.addLayout(foot)
        desk.jobs.run(_grids, self._show_grids, owner=self)

    def put(self) -> None:
        households, name = self._households, self.name.currentText()

        def work(office: Any) -> Changes:
            from app import services

            changes: Changes = services.grids.assign(office, households, name)
            return changes

        self.put_button.setEnabled(False)
        self._desk.change(work, lambda _changes: self.accept(), failed=self._failed)

    def _show_grids(self, names: tuple[str, ...]) -> None:
        typed = self.name.currentText()
        self.name.clear()
        self.name.addItems(list(names))
        self.name.setEditText(typed or (names[0] if names else ""))

    def _failed(self, error: BaseException) -> None:
        self.put_button.setEnabled(True)
        if isinstance(error, Fault):
            self.message.setText(f"{error.what}{error.remedy}")
            self.message.show()
        else:
            self._desk.trouble(error)


def _grids(office: Any) -> tuple[str, ...]:
    from app import services

    found: tuple[str, ...] = services.lists.grids(office)
    return found
