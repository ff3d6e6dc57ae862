"""The lines of the minutes' form: an item of the agenda, a speech, a resolution with its vote, something to be done."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.models.meeting_drafts import ActionDraft, AgendaDraft, SpeechDraft
from app.rules.dates import Precision, read_date
from app.ui.households.fields import Field
from app.ui.meetings.telling import day_or_blank
from app.ui.requests.fields import WordsField
from app.ui.widgets.plain import button, key_words, words


class LineField(Field):
    """Several parts under one caption; the first is where typing begins.

    Ctrl with an arrow moves it among its like, Ctrl+Delete takes it away: `moved(-1 or 1)`, `removed`. `named`: a
    widget and what it is called, with {} for the number of the line.
    """

    moved = Signal(int)
    removed = Signal()

    def __init__(
        self,
        title: str,
        first: QWidget,
        rows: Sequence[Sequence[tuple[QWidget, int]]],
        named: Sequence[tuple[QWidget, str]] = (),
    ) -> None:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        tools = QWidget()
        for place, parts in enumerate(rows):
            row = QHBoxLayout()
            row.setSpacing(6)
            for widget, weight in parts:
                row.addWidget(widget, weight)
            if place == 0:
                row.addWidget(tools)
            column.addLayout(row)
        super().__init__(title, holder)
        self.caption.hide()
        self.setFocusProxy(first)
        self.first = first
        self.number: QLabel | None = next((w for w, _ in rows[0] if isinstance(w, QLabel)), None)
        self._named = tuple(named)
        self._lay_out_tools(tools)

    @abstractmethod
    def text(self) -> str:
        """What was typed."""

    @abstractmethod
    def set_text(self, text: str) -> None:
        """Show this text; it does not count as an edit."""

    def set_number(self, number: int) -> None:
        """Its place among its like, from 1."""
        if self.number is not None:
            self.number.setText(f"{number}.")
        for widget, name in self._named:
            widget.setAccessibleName(name.format(number))

    def _touched(self) -> None:
        self.complain("")
        self.edited.emit()

    def _lay_out_tools(self, tools: QWidget) -> None:
        """Reached by their keys; Tab goes from field to field without them."""
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for text, key, tip, done in (
            ("↑", "Ctrl+Up", "往前移", lambda: self.moved.emit(-1)),
            ("↓", "Ctrl+Down", "往后移", lambda: self.moved.emit(1)),
            ("删", "Ctrl+Delete", "删去这一行", self.removed.emit),
        ):
            made = button(text, done, kind="link", tip=f"{tip}({key_words(key)})")
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.setAccessibleName(tip)
            pressed = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            pressed.activated.connect(done)
            row.addWidget(made)


class AgendaField(LineField):
    def __init__(self, item: AgendaDraft | None = None) -> None:
        self.kept = item or AgendaDraft("")
        self.name = line("议什么", self.kept.title)
        self.reporter = line("汇报人", self.kept.reporter)
        self.said = line("汇报了什么,可不填", self.kept.words)
        rows = (((words(), 0), (self.name, 3), (self.reporter, 1)), ((self.said, 1),))
        named = ((self.name, "议题 {}"), (self.reporter, "议题 {}的汇报人"), (self.said, "议题 {}的汇报内容"))
        super().__init__("议题", self.name, rows, named)
        for one in (self.name, self.reporter, self.said):
            one.textEdited.connect(self._touched)

    def draft(self) -> AgendaDraft:
        return AgendaDraft(self.text(), self.reporter.text().strip(), self.said.text().strip(), self.kept.id)

    def text(self) -> str:
        return self.name.text().strip()

    def set_text(self, text: str) -> None:
        self.name.setText(text)


class SpeechField(LineField):
    def __init__(self, names: Sequence[str], agenda: Sequence[str], item: SpeechDraft | None) -> None:
        self.kept = item or SpeechDraft("", "")
        self.speaker = combo(names, self.kept.speaker, free=True)
        editor = self.speaker.lineEdit()
        assert editor is not None
        editor.setPlaceholderText("谁说的")
        self.gist = line("说了什么,照原意写", self.kept.gist)
        self.dissent = QCheckBox("不同意见")
        self.dissent.setChecked(self.kept.dissent)
        self.of_item = combo(agenda, "")
        self.of_item.setCurrentIndex(min(self.kept.agenda, len(agenda) - 1))
        rows = (((self.speaker, 1), (self.gist, 4)), ((self.of_item, 1), (self.dissent, 0)))
        named = (
            (self.speaker, "发言 {}是谁说的"), (self.gist, "发言 {}的要点"), (self.of_item, "发言 {}说的是哪个议题"),
            (self.dissent, "发言 {}是不同意见"),
        )  # fmt: skip
        super().__init__("发言人", self.speaker, rows, named)
        editor.textEdited.connect(self._touched)
        self.gist.textEdited.connect(self._touched)
        self.dissent.clicked.connect(self._touched)
        for box in (self.speaker, self.of_item):
            box.activated.connect(self._touched)

    def draft(self) -> SpeechDraft:
        return SpeechDraft(
            self.speaker.currentText().strip(), self.text(), self.dissent.isChecked(),
            max(self.of_item.currentIndex(), 0), self.kept.id,
        )  # fmt: skip

    def text(self) -> str:
        return self.gist.text().strip()

    def set_text(self, text: str) -> None:
        self.gist.setText(text)


class ActionField(LineField):
    def __init__(self, names: Sequence[str], item: ActionDraft | None) -> None:
        self.kept = item or ActionDraft("")
        self.what = line("要办什么", self.kept.words)
        self.owner = combo(names, self.kept.owner, free=True)
        editor = self.owner.lineEdit()
        assert editor is not None
        editor.setPlaceholderText("责任人")
        self.due = line("期限,如 2026-11-30", day_or_blank(self.kept.due_on))
        named = ((self.what, "待办 {}"), (self.owner, "待办 {}的责任人"), (self.due, "待办 {}的期限"))
        super().__init__("待办", self.what, (((self.what, 4), (self.owner, 1), (self.due, 2)),), named)
        for one in (self.what, editor, self.due):
            one.textEdited.connect(self._touched)
        self.owner.activated.connect(self._touched)

    def draft(self) -> ActionDraft:
        """Raises ValueError for a day that is none."""
        text = self.due.text().strip()
        read = read_date(text) if text else None
        if text and (read is None or read.precision is not Precision.DAY):
            raise ValueError("这个期限看不懂。请写出年、月、日,如 2026年11月30日。")
        return ActionDraft(self.text(), self.owner.currentText().strip(), read.day if read else None, self.kept.id)

    def text(self) -> str:
        return self.what.text().strip()

    def set_text(self, text: str) -> None:
        self.what.setText(text)


class NotesField(WordsField):
    """What else is to be said."""

    def __init__(self, text: str) -> None:
        super().__init__("记录", hint="会议过程、学习内容等;可不填", lines=4)
        self.set_text(text)


def line(hint: str, text: str) -> QLineEdit:
    made = QLineEdit(text)
    made.setPlaceholderText(hint)
    made.setToolTip("")
    made.setCursorPosition(0)
    return made


def combo(choices: Sequence[str], text: str, *, free: bool = False) -> QComboBox:
    made = QComboBox()
    made.setEditable(free)
    made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    made.addItems(list(choices))
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(6)
    if free:
        made.setEditText(text)
    elif text:
        place = made.findText(text)
        if place < 0:
            made.addItem(text)
            place = made.count() - 1
        made.setCurrentIndex(place)
    return made
