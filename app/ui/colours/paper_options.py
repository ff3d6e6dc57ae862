"""What there is to choose of a wall chart: for whom, paper, lie, colour, pages, and which labels may be public."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.models.colours import LABELS, LegendEntry
from app.models.views import MapChart, MapPages
from app.ui.widgets.plain import set_tone, words

_OFFICE = "图上没有姓名和号码,但哪一户有什么标签仍是居民的隐私:请挂在办公室内,不要对外张贴。"
_PUBLIC = "对外张贴的图只画下面勾选的标签,其余住户看上去都一样;户数也只数这些标签。"
_DROPPED = "对外的图不按没有勾选的标签和走访情况筛选:那样会看出是哪几户。"
_INSIDE, _OUTSIDE = "办公室里用", "对外张贴"


class PaperOptions(QWidget):
    """`moved` when another chart is wanted, `ticked(label, on)` when the office lets a label be public, or no more."""

    moved = Signal()
    ticked = Signal(object, bool)

    def __init__(self, chart: MapChart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart = chart
        self.setObjectName("canvas")
        self.use_box = _box("用途", [_INSIDE, _OUTSIDE])
        self.size_box = _box("纸张", ["A4", "A3"])
        self.way_box = _box("方向", ["横放", "竖放"])
        self.ink_box = _box("颜色", ["彩色", "黑白"])
        self.ink_box.setCurrentIndex(int(chart.monochrome))
        self.pages_box = _box("分页", [pages.value for pages in MapPages])
        self.only_box = QCheckBox("只印筛选出来的住户")
        self.only_box.setChecked(True)
        self.only_box.setVisible(chart.shown.narrows or chart.shown.building is not None)
        self.warning = words("", "muted", wrap=True)
        self.message = words("", "red", wrap=True)
        self.ticks = {label: QCheckBox(label.value) for label in LABELS}
        self.public_part = QWidget()
        self._lay_out()
        self.say_what_it_is()
        for box in (self.use_box, self.size_box, self.way_box, self.ink_box, self.pages_box):
            box.currentIndexChanged.connect(lambda _index: self.moved.emit())
        self.only_box.toggled.connect(lambda _on: self.moved.emit())
        for label, tick in self.ticks.items():
            tick.toggled.connect(lambda on, label=label: self.ticked.emit(label, on))

    @property
    def chart(self) -> MapChart:
        """What is ordered now."""
        return replace(
            self._chart,
            only_shown=self.only_box.isChecked(),
            paper=self.size_box.currentText(),
            landscape=self.way_box.currentIndex() == 0,
            monochrome=self.ink_box.currentIndex() == 1,
            public=self.use_box.currentIndex() == 1,
            pages=MapPages(self.pages_box.currentText()),
        )

    def show_legend(self, legend: tuple[LegendEntry, ...]) -> None:
        """Which labels may be public, without telling."""
        for entry in legend:
            tick = self.ticks[entry.label]
            tick.blockSignals(True)
            tick.setChecked(entry.public)
            tick.blockSignals(False)
        self.say_what_it_is()

    def say_what_it_is(self) -> None:
        """Where such a chart may hang, and what of the filter it does not follow."""
        chart = self.chart
        self.warning.setText(_PUBLIC if chart.public else _OFFICE)
        self.public_part.setVisible(chart.public)
        allowed = sum(1 << number for number, label in enumerate(LABELS) if self.ticks[label].isChecked())
        asked = chart.only_shown and (chart.shown.overdue or bool(chart.shown.labels & ~allowed))
        self.say(_DROPPED if chart.public and asked else "", "amber")

    def say(self, text: str, tone: str = "red") -> None:
        set_tone(self.message, tone)
        self.message.setText(text)
        self.message.setVisible(bool(text))

    def _lay_out(self) -> None:
        ticks = QGridLayout(self.public_part)
        ticks.setContentsMargins(0, 0, 0, 0)
        for place, tick in enumerate(self.ticks.values()):
            ticks.addWidget(tick, place // 2, place % 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        for box in (self.use_box, self.size_box, self.way_box, self.ink_box, self.pages_box):
            row = QHBoxLayout()
            row.addWidget(words(box.accessibleName()))
            row.addWidget(box, 1)
            column.addLayout(row)
        for widget in (self.only_box, self.warning, self.public_part, self.message):
            column.addWidget(widget)
        column.addStretch(1)


def _box(name: str, choices: list[str]) -> QComboBox:
    box = QComboBox()
    box.addItems(choices)
    box.setAccessibleName(name)
    return box
