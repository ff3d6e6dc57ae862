"""A field of names to be ticked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from app.ui.households.fields import Field
from app.ui.theme import look


class TicksField(Field):
    """Space or a click ticks; `ticked()` is what is ticked, in its order."""

    def __init__(self, title: str) -> None:
        self.names = QListWidget()
        super().__init__(title, self.names)
        self.names.itemChanged.connect(lambda _item: self.edited.emit())

    def show_choices(self, names: Sequence[str]) -> None:
        """Fill it, nothing ticked, without telling."""
        self.names.blockSignals(True)
        self.names.clear()
        for name in names:
            item = QListWidgetItem(name)
            item.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.names.addItem(item)
        self.names.setFixedHeight(look().px(30) * max(1, min(6, len(names))) + 8)
        self.names.blockSignals(False)

    def ticked(self) -> list[str]:
        items = (self.names.item(row) for row in range(self.names.count()))
        return [item.text() for item in items if item.checkState() is Qt.CheckState.Checked]

    def tick(self, name: str) -> None:
        """As a click on the name would."""
        for row in range(self.names.count()):
            if self.names.item(row).text() == name:
                self.names.item(row).setCheckState(Qt.CheckState.Checked)

    def text(self) -> str:
        return "、".join(self.ticked())

    def set_text(self, text: str) -> None:
        for name in text.split("、"):
            self.tick(name)
