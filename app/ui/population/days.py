"""A day typed in any usual spelling; what cannot be a day is said beside it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.base.clock import chinese_date
from app.rules.dates import Precision, read_date
from app.ui.theme import look
from app.ui.widgets.plain import words

EARLIEST = date(1950, 1, 1)
LATEST = date(2099, 12, 31)


class DayEdit(QWidget):
    """`chosen(day)` when Enter is pressed or the field is left with another day in it; emptied, it tells None."""

    chosen = Signal(object)

    def __init__(self, title: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day: date | None = None
        self.line = QLineEdit()
        self.line.setPlaceholderText(f"{title},如 2026-10-31")
        self.line.setAccessibleName(title)
        self.line.setToolTip(f"{title},按回车看({key})" if key else f"{title},按回车看")
        self.wrong = words("", "red")
        self.wrong.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.line)
        row.addWidget(self.wrong)
        if key:
            QShortcut(QKeySequence(key), self).activated.connect(self.line.setFocus)
        self.line.editingFinished.connect(self._read)
        self.line.textEdited.connect(lambda _text: self._complain(""))
        self.setFocusProxy(self.line)
        self.set_size()

    @property
    def day(self) -> date | None:
        return self._day

    def show_day(self, day: date | None) -> None:
        """Without telling it as the person's choice."""
        self._day = day
        self.line.setText(chinese_date(day) if day else "")
        self._complain("")

    def set_size(self) -> None:
        self.line.setFixedWidth(look().px(212))

    def _read(self) -> None:
        text = self.line.text().strip()
        read = read_date(text) if text else None
        day = read.day if read is not None and read.precision is Precision.DAY else None
        if text and (day is None or not EARLIEST <= day <= LATEST):
            self._complain("请写出年、月、日")
            return
        self._complain("")
        if day != self._day:
            self.show_day(day)
            self.chosen.emit(day)
        elif day is not None:
            self.line.setText(chinese_date(day))

    def _complain(self, what: str) -> None:
        self.wrong.setText(what)
        self.wrong.setVisible(bool(what))
        self.line.setProperty("wrong", bool(what))
        self.line.style().unpolish(self.line)
        self.line.style().polish(self.line)
