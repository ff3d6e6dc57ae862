"""Fields of a form: a title, what is typed, and below it what is wrong with it, in words."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.base.clock import chinese_date, month_end
from app.rules.dates import Precision, read_date
from app.ui.widgets.plain import set_tone, words


class Field(QWidget):
    """`edited` is the person's doing only: filling a form never emits it."""

    edited = Signal()

    def __init__(self, title: str, editor: QWidget, *, needed: bool = False) -> None:
        super().__init__()
        self.title = title
        self.editor = editor
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.caption = words(f"{title}(必填)" if needed else title, "muted")
        self.caption.setBuddy(editor)
        editor.setAccessibleName(title)
        self.message: QLabel = words("", "red", wrap=True)
        self.message.hide()
        column.addWidget(self.caption)
        column.addWidget(editor)
        column.addWidget(self.message)
        self.setFocusProxy(editor)

    @abstractmethod
    def text(self) -> str:
        """What was typed, trimmed."""

    @abstractmethod
    def set_text(self, text: str) -> None:
        """Show this text; it does not count as an edit."""

    def complain(self, what: str, tone: str = "red") -> None:
        """Say what is wrong ('' takes it back), and mark the field."""
        set_tone(self.message, tone)
        self.message.setText(what)
        self.message.setVisible(bool(what))
        self.editor.setProperty("wrong", bool(what) and tone == "red")
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)

    @property
    def complaint(self) -> str:
        return self.message.text() if not self.message.isHidden() else ""


class TextField(Field):
    """One line of text."""

    def __init__(self, title: str, *, hint: str = "", needed: bool = False) -> None:
        self.line = QLineEdit()
        self.line.setPlaceholderText(hint)
        super().__init__(title, self.line, needed=needed)
        self.line.textEdited.connect(self._typed)

    def text(self) -> str:
        return self.line.text().strip()

    def set_text(self, text: str) -> None:
        self.line.setText(text)
        self.line.setCursorPosition(0)

    def _typed(self) -> None:
        self.complain("")
        self.edited.emit()


class ChoiceField(Field):
    """A word out of a list; with `free` other words too. The first choice may be '' for not stated."""

    def __init__(self, title: str, choices: Sequence[str], *, free: bool = False, needed: bool = False) -> None:
        self.box = QComboBox()
        self.box.setEditable(free)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.box.addItems(list(choices))
        super().__init__(title, self.box, needed=needed)
        self.box.activated.connect(self._picked)
        line = self.box.lineEdit()
        if line is not None:
            line.textEdited.connect(self._picked)

    def text(self) -> str:
        return self.box.currentText().strip()

    def set_text(self, text: str) -> None:
        place = self.box.findText(text)
        if place >= 0:
            self.box.setCurrentIndex(place)
        elif self.box.isEditable():
            self.box.setEditText(text)
        elif text:
            self.box.addItem(text)
            self.box.setCurrentIndex(self.box.count() - 1)

    def set_choices(self, choices: Sequence[str]) -> None:
        """Another list; what is chosen or typed stays."""
        now = self.text()
        self.box.clear()
        self.box.addItems(list(choices))
        self.set_text(now)

    def _picked(self) -> None:
        self.complain("")
        self.edited.emit()


class DateField(TextField):
    """A date in any usual spelling; on leaving the field it is shown as 2026年10月31日."""

    def __init__(self, title: str, *, needed: bool = False, hint: str = "如 2026-10-31") -> None:
        super().__init__(title, hint=hint, needed=needed)
        self._needed = needed
        self.line.editingFinished.connect(self._spell)

    def day(self) -> date | None:
        """The date, None when the field is empty or not understood (`check` tells which)."""
        read = read_date(self.text()) if self.text() else None
        return read.day if read is not None and read.precision is Precision.DAY else None

    def set_day(self, day: date | None) -> None:
        self.set_text(chinese_date(day) if day else "")

    def check(self) -> bool:
        """Complain unless it is a whole date, or empty where that may be."""
        if not self.text():
            self.complain(f"请填写{self.title}。" if self._needed else "")
            return not self._needed
        if self.day() is None:
            self.complain(_no_such_day(self.text()) or "这个日期看不懂。请写出年、月、日,如 2026年10月31日。")
            return False
        self.complain("")
        return True

    def _spell(self) -> None:
        if self.text() and self.check():
            self.set_day(self.day())


class TickField(Field):
    """Yes or no: a box to tick, with its words beside it."""

    def __init__(self, title: str, *, ticked: bool = False) -> None:
        self.box = QCheckBox(title)
        self.box.setChecked(ticked)
        super().__init__(title, self.box)
        self.caption.hide()
        self.box.clicked.connect(self._ticked)

    @property
    def ticked(self) -> bool:
        return self.box.isChecked() and not self.isHidden()

    def text(self) -> str:
        return "是" if self.ticked else "否"

    def set_text(self, text: str) -> None:
        self.box.setChecked(text == "是")

    def _ticked(self) -> None:
        self.complain("")
        self.edited.emit()


def _no_such_day(text: str) -> str:
    """What is wrong with a date that is written as one but is none: 2026年2月30日; '' when it is not even that."""
    written = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", text.strip())
    if written is None:
        return ""
    year, month, day = (int(part) for part in written.groups())
    if not 1 <= month <= 12:
        return f"没有 {month} 月。请检查日期。"
    if not 1 <= day <= month_end(year, month).day:
        return f"{year}年{month}月没有 {day} 日。请检查日期。"
    return ""
