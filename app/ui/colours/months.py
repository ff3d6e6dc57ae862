"""The month slider: two years back and a year ahead at hand, any other month by going on beyond its ends."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from app.base.clock import chinese_date, month_end
from app.ui.widgets.plain import button, words

BACK, AHEAD = 24, 12
FURTHEST = 1200  # months: a century either way
_YEAR = 12


def day_of(place: int, today: date) -> date:
    """0 is today, 1 the end of this month, 2 of the next; -1 the end of last month."""
    if place == 0:
        return today
    months = today.year * 12 + today.month - 1 + (place - 1 if place > 0 else place)
    return month_end(months // 12, months % 12 + 1)


def name_of(place: int, today: date) -> str:
    day = day_of(place, today)
    return f"今天({chinese_date(day)})" if place == 0 else f"{day.year}年{day.month}月末"


class MonthSlider(QWidget):
    """`moved(day)` at every step, so that the colours follow the hand."""

    moved = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(-BACK, AHEAD + 1)
        self.slider.setPageStep(3)
        self.slider.setTickInterval(12)
        self.slider.setTickPosition(QSlider.TickPosition.TicksBelow)
        self.slider.setAccessibleName("月份")
        self.name = words()
        self.name.setMinimumWidth(self.name.fontMetrics().horizontalAdvance(name_of(0, date(2026, 12, 28))) + 8)
        row.addWidget(self.name)
        before = button("上月", lambda: self.step(-1), tip="看上个月末,早一年按 Ctrl+Shift+左箭头", key="Ctrl+Left")
        after = button("下月", lambda: self.step(1), tip="看下个月末,晚一年按 Ctrl+Shift+右箭头", key="Ctrl+Right")
        for key, by in (("Ctrl+Shift+Left", -_YEAR), ("Ctrl+Shift+Right", _YEAR)):
            QShortcut(QKeySequence(key), self).activated.connect(lambda by=by: self.step(by))
        row.addWidget(before)
        row.addWidget(self.slider, 1)
        row.addWidget(after)
        self.back = button("回到今天", self.go_back, key="Ctrl+T", kind="link")
        row.addWidget(self.back)
        self.slider.valueChanged.connect(self._tell)
        self._show()

    @property
    def day(self) -> date:
        return day_of(self.slider.value(), self._today)

    @property
    def words(self) -> str:
        return name_of(self.slider.value(), self._today)

    def set_today(self, today: date) -> None:
        """The office's day may have changed overnight."""
        self._today = today
        self._show()

    def step(self, by: int) -> None:
        """So many months on; beyond its ends the slider grows."""
        place = max(-FURTHEST, min(FURTHEST, self.slider.value() + by))
        self.slider.setRange(min(self.slider.minimum(), place), max(self.slider.maximum(), place))
        self.slider.setValue(place)

    def go_back(self) -> None:
        """To today, and to the months at hand."""
        self.slider.setValue(0)
        self.slider.setRange(-BACK, AHEAD + 1)

    def _tell(self) -> None:
        self._show()
        self.moved.emit(self.day)

    def _show(self) -> None:
        self.name.setText(self.words)
        self.back.setEnabled(self.slider.value() != 0)
