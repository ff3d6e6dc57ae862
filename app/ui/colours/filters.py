"""What the map is filtered by: labels, overdue visits, grid, estate; and the switch that marks many requests."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from app.models.colours import LABELS
from app.models.figures import Figure
from app.models.views import MapFilter
from app.rules.elevation.choosing import NO_GRID, Counted
from app.rules.elevation.paints import Look
from app.ui.colours.chips import Chip, SignSwitch
from app.ui.colours.flow import FlowLayout

ALL_GRIDS, ALL_ESTATES = "全部网格", "全部小区"


class Filters(QWidget):
    """`moved(MapFilter)` when the person chose other doors (without the building looked at, which is not its matter);
    `hot_moved(bool)` when the marks of requests are switched."""

    moved = Signal(object)
    hot_moved = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = FlowLayout(self)
        self.chips = [Chip(label, self) for label in LABELS]
        self.overdue = SignSwitch("走访逾期", "走", "只看走访已经逾期的住户(按 8)", self)
        self.hot = QPushButton("诉求件数")  # stands in the page's head, with the places
        self.hot.setCheckable(True)
        self.hot.setToolTip("在住户右上角标出近12个月的诉求件数(按 9)")
        self.estates = _box("小区", "只看一个小区(Alt+A)")
        self.grids = _box("网格", "只看一个网格的住户(Alt+G)")
        for widget in (*self.chips, self.overdue):
            row.addWidget(widget)
        for switch in (*self.chips, self.overdue):
            switch.toggled.connect(lambda _on: self._tell())
        self.hot.toggled.connect(self.hot_moved.emit)
        self.estates.currentIndexChanged.connect(lambda _index: self._tell())
        self.grids.currentIndexChanged.connect(lambda _index: self._tell())
        for key, box in (("Alt+G", self.grids), ("Alt+A", self.estates)):
            QShortcut(QKeySequence(key), self).activated.connect(box.showPopup)

    @property
    def shown(self) -> MapFilter:
        mask = sum(1 << number for number, chip in enumerate(self.chips) if chip.isChecked())
        return MapFilter(mask, self.overdue.isChecked(), self.grids.currentData(), self.estates.currentData())

    def press(self, number: int) -> None:
        """The n-th switch, as its digit does."""
        switches = (*self.chips, self.overdue, self.hot)
        if number < len(switches) and not switches[number].isHidden():
            switches[number].toggle()

    def show_filter(self, shown: MapFilter) -> None:
        """Set the switches and tell."""
        self._fill(shown)
        self._tell()

    def clear(self) -> None:
        """All doors again; told once."""
        self.show_filter(MapFilter())

    def show_places(self, grids: list[str], estates: list[str]) -> None:
        """What there is to choose from; what is chosen stays while it is there."""
        shown = self.shown
        _choices(self.grids, ALL_GRIDS, [(name or NO_GRID, name) for name in grids])
        _choices(self.estates, ALL_ESTATES, [(name or "未填小区", name) for name in estates])
        self.grids.setVisible(any(grids))
        self.estates.setVisible(len(estates) > 1)
        known = replace(
            shown,
            grid=shown.grid if shown.grid in grids else None,
            estate=shown.estate if shown.estate in estates else None,
        )
        self._fill(known)
        if known != shown:
            self._tell()

    def show_counts(self, figures: Counted, hot: int, with_look: Look) -> None:
        for chip, count in zip(self.chips, figures.counts, strict=True):
            figure = Figure(f"labels.{chip.label.value}", chip.label.value, count, figures.total)
            chip.show_figure(figure, with_look)
        self.overdue.show_count(figures.overdue)
        self.hot.setToolTip(f"在住户右上角标出近12个月的诉求件数,有诉求的 {hot} 户(按 9)")

    def _fill(self, shown: MapFilter) -> None:
        """Set all switches without telling."""
        widgets = (*self.chips, self.overdue, self.grids, self.estates)
        for widget in widgets:
            widget.blockSignals(True)
        for number, chip in enumerate(self.chips):
            chip.setChecked(bool(shown.labels >> number & 1))
        self.overdue.setChecked(shown.overdue)
        self.grids.setCurrentIndex(_place(self.grids, shown.grid))
        self.estates.setCurrentIndex(_place(self.estates, shown.estate))
        for widget in widgets:
            widget.blockSignals(False)
            widget.update()

    def _tell(self) -> None:
        self.moved.emit(self.shown)


def _box(name: str, tip: str) -> QComboBox:
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    box.setAccessibleName(name)
    box.setToolTip(tip)
    box.addItem("", None)
    return box


def _choices(box: QComboBox, first: str, choices: list[tuple[str, str]]) -> None:
    wanted = [(first, None), *choices]
    if [(box.itemText(n), box.itemData(n)) for n in range(box.count())] == wanted:
        return
    box.blockSignals(True)
    box.clear()
    for words, data in wanted:
        box.addItem(words, data)
    box.blockSignals(False)


def _place(box: QComboBox, data: str | None) -> int:
    """The choice with this data; `findData` takes None for any."""
    return next((n for n in range(box.count()) if box.itemData(n) == data), 0)
