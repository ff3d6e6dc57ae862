"""What narrows the list, in words, each with a cross to drop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.models.queries import ListQuery
from app.rules.list_queries import conditions
from app.ui.colours.flow import FlowLayout
from app.ui.widgets.plain import button


class ConditionChips(QWidget):
    """`dropped(query)`: the question without one of its conditions, or without any. Hidden while there is none."""

    dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self)
        self.chips: list[QPushButton] = []
        self.hide()

    def show_query(self, query: ListQuery) -> None:
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = []
        bare = query
        for condition in conditions(query):
            self._add(f"{condition.words}  ×", f"去掉这个条件:{condition.words}", condition.rest)
        while left := conditions(bare):
            bare = left[0].rest
        if len(self.chips) > 1:
            self._add("全部清除", "去掉所有条件", bare)
        self.setVisible(bool(self.chips))

    def _add(self, text: str, tip: str, rest: ListQuery) -> None:
        chip = button(text, lambda: self.dropped.emit(rest), tip=tip, parent=self)
        self.chips.append(chip)
        self._flow.addWidget(chip)
        chip.show()
