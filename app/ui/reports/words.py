"""The words people add to a month: 重点工作 and 下月计划, kept as a draft as soon as a field is left."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.models.month_desk import Part, Suggestion
from app.models.reports import ReportWords
from app.rules.month_words import with_line
from app.ui.theme import look
from app.ui.widgets.card import Card
from app.ui.widgets.plain import words

_HINTS = {
    Part.KEY_WORK: "本月做了哪些重点工作。不写,月报里就没有这一节。",
    Part.NEXT_PLAN: "下个月打算做什么。不写,月报里就没有这一节。",
}


class WordsCard(Card):
    """`edited`: somebody typed; `left`: a field was left and something is not kept yet; `part_changed(part)`: the
    person is in that field now."""

    edited = Signal()
    left = Signal()
    part_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._kept = ReportWords()
        self.month = (0, 0)
        self._filling = False
        self.part = Part.KEY_WORK
        self.fields = {part: self._field(part) for part in Part}
        self.key_work, self.next_plan = self.fields[Part.KEY_WORK], self.fields[Part.NEXT_PLAN]

    def words(self) -> ReportWords:
        return ReportWords(self.key_work.toPlainText().strip(), self.next_plan.toPlainText().strip())

    @property
    def dirty(self) -> bool:
        """Whether something was typed that has not been kept yet."""
        return self.month != (0, 0) and self.words() != self._kept

    def show_words(self, month: tuple[int, int], kept: ReportWords) -> None:
        """The words of a month as they were kept; what is being typed into the same month stays."""
        if month == self.month and self.dirty:
            self._kept = kept
            return
        self.month, self._kept = month, kept
        self._filling = True
        for part, text in ((Part.KEY_WORK, kept.key_work), (Part.NEXT_PLAN, kept.next_plan)):
            if self.fields[part].toPlainText() != text:
                self.fields[part].setPlainText(text)
        self._filling = False

    def settle(self, kept: ReportWords) -> None:
        """These have been kept."""
        self._kept = kept

    def take(self, suggestion: Suggestion) -> None:
        """Write a suggested line behind what stands in its field; Ctrl+Z in the field takes it back."""
        field = self.fields[suggestion.part]
        text = with_line(field.toPlainText(), suggestion.words)
        cursor = field.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        field.ensureCursorVisible()
        self.left.emit()

    def unsaved(self) -> str:
        return f"{self.month[1]}月月报里写的话" if self.dirty else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and self.dirty:
            self.left.emit()
        elif event.type() == QEvent.Type.FocusIn:
            for part, field in self.fields.items():
                if watched is field and part is not self.part:
                    self.part = part
                    self.part_changed.emit(part)
        return super().eventFilter(watched, event)

    def _field(self, part: Part) -> QPlainTextEdit:
        label = words(part.value)
        field = QPlainTextEdit()
        field.setPlaceholderText(_HINTS[part])
        field.setAccessibleName(part.value)
        field.setTabChangesFocus(True)
        field.setMinimumHeight(look().px(64))
        field.textChanged.connect(self._on_text)
        field.installEventFilter(self)
        label.setBuddy(field)
        self.add(label)
        self.body.addWidget(field, 1)
        return field

    def _on_text(self) -> None:
        if not self._filling:
            self.edited.emit()
