"""What all forms of the card share: fields in a column, 保存 (Ctrl+S), 取消 (Esc), and troubles said beside the field.

Filling a form never saves it, and never counts as an edit.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.base.errors import Doubt, Fault
from app.models.changes import Changes
from app.ui.desk import Desk
from app.ui.households.fields import Field
from app.ui.widgets.plain import button, set_tone, title_label, words

F = TypeVar("F", bound=Field)
_ESC = Qt.Key.Key_Escape


class Form(QWidget):
    """Subclasses add fields and answer `verb()`. `saved(Changes)` and `left()` tell how it ended."""

    saved = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, title: str, *, save_words: str = "保存", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.fields: list[Field] = []
        self.dirty = False
        self.sure = False  # the person was asked about something unusual, and saves it all the same
        self._saving = False
        self.warned = False  # Esc was struck once over unsaved words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.heading = title_label(title)
        self.heading.setWordWrap(True)
        column.addWidget(self.heading)
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(0, 0, 8, 0)
        self.body.setSpacing(8)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside.setObjectName("canvas")
        area.setWidget(inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area = area
        column.addWidget(area, 1)
        self.message = words("", "red", wrap=True)
        self.message.hide()
        column.addWidget(self.message)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        self.cancel_button = button("取消", self.cancel, tip="不保存,回到住户卡(Esc)")
        self.save_button = button(save_words, self.save, kind="primary", key="Ctrl+S")
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.save_button)
        column.addLayout(foot)

    def add(self, field: F) -> F:
        """Append a field in a line of its own."""
        self._take(field)
        self.body.addWidget(field)
        return field

    def add_pair(self, left: Field, right: Field) -> None:
        """Two short fields side by side."""
        row = QHBoxLayout()
        row.setSpacing(8)
        for field in (left, right):
            self._take(field)
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)

    def add_words(self, text: str, tone: str = "muted") -> QLabel:
        said = words(text, tone, wrap=True)
        self.body.addWidget(said)
        return said

    def end_fields(self) -> None:
        self.body.addStretch(1)

    def check(self) -> bool:
        """Complain beside the fields; False when something is wrong. Subclasses override it."""
        return True

    def doubts(self) -> list[tuple[Field, str]]:
        """What is unusual and may be right, beside its fields: said once, and saved when it is saved again."""
        return []

    @abstractmethod
    def verb(self) -> Callable[[Any], Changes]:
        """What the worker does with what was typed: everything is read here, in the window's thread."""

    def save(self) -> None:
        """Check, then save on the worker; the form stays as it is until that has succeeded."""
        if self._saving:
            return
        self.say("")
        if not self.check():
            said = [field for field in self.fields if field.complaint]
            wrong = next((field for field in said if field.editor.property("wrong")), next(iter(said), None))
            if wrong is not None:
                wrong.editor.setFocus()
                self.area.ensureWidgetVisible(wrong)
            return
        if not self.sure and self._doubted(self.doubts()):
            return
        self._saving = True
        self.save_button.setEnabled(False)
        self.desk.change(self.verb(), self._landed, failed=self._failed)

    def cancel(self) -> None:
        self.left.emit()

    def escape(self) -> None:
        """Esc is struck by mistake more easily than 取消: what was typed goes when it is struck twice."""
        if self.dirty and not self.warned:
            self.warned = True
            self.say("填的内容还没有保存。再按一次 Esc 就不要了;要保存按 Ctrl+S。", "amber")
        else:
            self.cancel()

    def event(self, event: QEvent) -> bool:
        """Esc typed within the form is the form's, whatever the page around it does with it."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() == _ESC:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == _ESC:
            self.escape()
        else:
            super().keyPressEvent(event)

    def say(self, text: str, tone: str = "red") -> None:
        set_tone(self.message, tone)
        self.message.setText(text)
        self.message.setVisible(bool(text))

    def field(self, title: str) -> Field | None:
        return next((field for field in self.fields if field.title == title), None)

    def refuse(self, fault: Fault) -> None:
        """A refusal, with its remedy, beside the field that it is about."""
        field = self.field(fault.place)
        if field is None:
            self.say(f"{fault.what}{fault.remedy}")
        else:
            field.complain(f"{fault.what}{fault.remedy}")
            field.editor.setFocus()
            self.area.ensureWidgetVisible(field)

    def _take(self, field: Field) -> None:
        self.fields.append(field)
        field.edited.connect(self._edited)

    def _doubted(self, doubts: Sequence[tuple[Field, str]]) -> bool:
        """Say what is unusual; saved again with nothing changed, it is meant."""
        for field, words_ in doubts:
            field.complain(words_, "amber")
            self.area.ensureWidgetVisible(field)
        if doubts:
            self.sure = True
            self.say("请看一眼标黄的地方。没有错的话,再按一次保存(Ctrl+S)。", "amber")
        return bool(doubts)

    def _edited(self) -> None:
        self.dirty = True
        self.sure = False
        self.warned = False
        self.say("")

    def _landed(self, changes: Changes) -> None:
        self._saving = False
        self.dirty = False
        self.saved.emit(changes)

    def _failed(self, error: BaseException) -> None:
        self._saving = False
        self.save_button.setEnabled(True)
        self.refuse_or_tell(error)

    def refuse_or_tell(self, error: BaseException) -> None:
        """A refusal stands in the form; what a person cannot put right goes to the presenter."""
        if isinstance(error, Doubt):
            self._doubted([(self.field(error.place) or self.fields[0], f"{error.what}{error.remedy}")])
        elif isinstance(error, Fault):
            self.refuse(error)
        else:
            self.desk.trouble(error)
