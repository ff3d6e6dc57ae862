"""From which day to which: one of the usual spans, or two days that are typed."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.base.clock import chinese_date
from app.rules.dates import Precision, read_date
from app.ui.requests.chips import Chip
from app.ui.theme import look
from app.ui.widgets.plain import words

OWN = "自选日期"
SPANS = ("今天", "本周", "本月", "上月", "本季度", "今年", "去年", OWN)
Days = tuple[date | None, date | None]


def days_of(span: str | None, today: date) -> Days:
    """First and last day of a span; both None for all time. Weeks begin on Monday."""
    first = today.replace(day=1)
    year = date(today.year, 1, 1)
    quarter = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    monday = today - timedelta(days=today.weekday())
    before = (first - timedelta(days=1)).replace(day=1)
    found: dict[str | None, Days] = {
        "今天": (today, today),
        "本周": (monday, monday + timedelta(days=6)),
        "本月": (first, _end_of_month(first)),
        "上月": (before, first - timedelta(days=1)),
        "本季度": (quarter, _end_of_month(quarter.replace(month=quarter.month + 2))),
        "今年": (year, date(today.year, 12, 31)),
        "去年": (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    }
    return found.get(span, (None, None))


def span_words(days: Days) -> str:
    """2026年1月1日至2026年10月31日, 2026年11月1日以来, 全部时间."""
    first, last = days
    if first and last:
        return chinese_date(first) if first == last else f"{chinese_date(first)}至{chinese_date(last)}"
    if first:
        return f"{chinese_date(first)}以来"
    return f"截至{chinese_date(last)}" if last else "全部时间"


class PeriodPicker(QWidget):
    """A chip; beside it two days while 自选日期 is chosen. `moved`: the person has chosen, and both are days."""

    moved = Signal()

    def __init__(self, title: str, key: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.chip = Chip(title, key)
        self.chip.set_choices(SPANS)
        self.first, self.last = _day_line("从哪天"), _day_line("到哪天")
        self.message = words("", "red")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for widget in (self.chip, self.first, self.last, self.message):
            row.addWidget(widget)
        self.chip.moved.connect(self._chosen)
        for line in (self.first, self.last):
            line.editingFinished.connect(self._typed)
        self._show()

    @property
    def days(self) -> Days:
        if self.chip.value != OWN:
            return days_of(self.chip.value, self._today)
        return _day(self.first), _day(self.last)

    def choose(self, span: str | None) -> None:
        """Set it without telling it as the person's doing."""
        self.chip.choose(span)
        self._show()

    def show_days(self, days: Days) -> None:
        """A span by its days, without telling."""
        span = next((name for name in SPANS[:-1] if days_of(name, self._today) == days), OWN)
        self.chip.choose(None if days == (None, None) else span)
        for line, day in zip((self.first, self.last), days, strict=True):
            line.setText(chinese_date(day) if day else "")
        self._show()

    def check(self) -> bool:
        """Say beside the fields what is no day; True when both are, or are blank."""
        if self.chip.value != OWN:
            return True
        wrong = [line for line in (self.first, self.last) if line.text().strip() and _day(line) is None]
        first, last = _day(self.first), _day(self.last)
        back = bool(first and last and last < first)
        self.message.setText("这个日期看不懂,请写成 2026-10-31 这样。" if wrong else "结束早于开始。" if back else "")
        self.message.setVisible(bool(self.message.text()))
        for line in (self.first, self.last):
            line.setProperty("wrong", line in wrong or (back and line is self.last))
            line.style().unpolish(line)
            line.style().polish(line)
        return not wrong and not back

    def _chosen(self) -> None:
        own = self.chip.value == OWN
        if own and not (self.first.text() or self.last.text()):
            self.first.setText(chinese_date(self._today.replace(day=1)))
            self.last.setText(chinese_date(self._today))
        self._show()
        if own:
            self.first.setFocus()
            self.first.selectAll()
        self.moved.emit()

    def _typed(self) -> None:
        if self.chip.value == OWN and self.check():
            for line in (self.first, self.last):
                day = _day(line)
                line.setText(chinese_date(day) if day else "")
            self.moved.emit()

    def _show(self) -> None:
        own = self.chip.value == OWN
        self.first.setVisible(own)
        self.last.setVisible(own)
        self.message.setVisible(own and bool(self.message.text()))


def _day_line(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setPlaceholderText(name)
    line.setFixedWidth(look().px(136))
    return line


def _day(line: QLineEdit) -> date | None:
    text = line.text().strip()
    read = read_date(text) if text else None
    return read.day if read is not None and read.precision is Precision.DAY else None


def _end_of_month(first: date) -> date:
    following = first.replace(day=28) + timedelta(days=4)
    return following - timedelta(days=following.day)
