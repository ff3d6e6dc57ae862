"""What is looked at: a grid, an estate, a day that is no end of a month, and the day it is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QWidget

from app.models.population import Scope
from app.rules.population import month_days, years_before
from app.ui.colours.flow import FlowLayout
from app.ui.population.days import DayEdit
from app.ui.theme import look

ALL_GRIDS, NO_GRID, ALL_ESTATES = "全部网格", "未分网格", "全部小区"
NOTHING, LAST_MONTH, LAST_YEAR, TWO_YEARS, SOME_DAY = range(5)
_COMPARED = ("不比较", "与上月末比", "与一年前比", "与两年前比", "与另一天比")


class Choices(QWidget):
    """`moved` when the person chooses; filling the lists never emits it."""

    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grids = self._box("网格", "只看一个网格", "Alt+G")
        self.estates = self._box("小区", "只看一个小区", "Alt+X")
        self.compared = self._box("比较", "与另一天比较", "Alt+B")
        self.compared.addItems(_COMPARED)
        self.day = DayEdit("看某一天", "Alt+D")
        self.day.chosen.connect(lambda _day: self.moved.emit())
        self.other = DayEdit("比较的日期")
        self.other.chosen.connect(lambda _day: self.moved.emit())
        self.other.hide()
        row = FlowLayout(self)
        for widget in (self.grids, self.estates, self.day, self.compared, self.other):
            row.addWidget(widget)
        self.show_places((), ())
        for box in (self.grids, self.estates):
            box.activated.connect(lambda _place: self.moved.emit())
        self.compared.activated.connect(self._choose_compared)
        self._set_sizes()

    @property
    def scope(self) -> Scope:
        return Scope(self.grids.currentData(), self.estates.currentData())

    def before(self, day: date) -> date | None:
        """The day to compare `day` with; None for none, or while it is not typed yet."""
        how = self.compared.currentIndex()
        if how == LAST_MONTH:
            return month_days(day, 2)[0]
        if how in (LAST_YEAR, TWO_YEARS):
            return years_before(day, 1 if how == LAST_YEAR else 2)
        return self.other.day if how == SOME_DAY else None

    def show_places(self, grids: Sequence[str], estates: Sequence[str]) -> None:
        """Fill both lists anew; what is chosen stays as long as it is there."""
        _fill(self.grids, [(ALL_GRIDS, None), *((name, name) for name in grids), (NO_GRID, "")])
        _fill(self.estates, [(ALL_ESTATES, None), *((name, name) for name in estates)])
        self.estates.setVisible(len(estates) > 1)

    def show_all(self) -> None:
        """Every grid, every estate."""
        self.grids.setCurrentIndex(0)
        self.estates.setCurrentIndex(0)
        self.moved.emit()

    def compare(self, how: int) -> None:
        """Choose how to compare, as a click would."""
        self.compared.setCurrentIndex(how)
        self._choose_compared(how)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "other"):
            self._set_sizes()

    def _choose_compared(self, how: int) -> None:
        self.other.setVisible(how == SOME_DAY)
        if how == SOME_DAY and self.other.day is None:
            self.other.setFocus()
            return
        self.moved.emit()

    def _box(self, name: str, tip: str, key: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setToolTip(f"{tip}({key})")
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        QShortcut(QKeySequence(key), self).activated.connect(box.showPopup)
        return box

    def _set_sizes(self) -> None:
        for box in (self.grids, self.estates, self.compared):
            box.setMinimumWidth(look().px(128))
        self.day.set_size()
        self.other.set_size()


def _fill(box: QComboBox, entries: Sequence[tuple[str, str | None]]) -> None:
    if [(box.itemText(n), box.itemData(n)) for n in range(box.count())] == list(entries):
        return
    chosen = box.currentData()
    box.clear()
    for text, value in entries:
        box.addItem(text, value)
    place = next((n for n, (_, value) in enumerate(entries) if value == chosen), 0)
    box.setCurrentIndex(place)
