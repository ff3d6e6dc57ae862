"""The place of the card: a form, or the explanation of the labels, takes the card's place until it is done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.models.changes import Changes
from app.models.views import HouseholdCard
from app.ui.desk import Desk
from app.ui.households.explain_view import ExplainView
from app.ui.households.form import Form
from app.ui.theme import look

_ESC = Qt.Key.Key_Escape


class CardFrame(QWidget):
    """`closed` when the person puts the card away. No dialog stands on a dialog."""

    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.household_id: int | None = None
        self.shown: HouseholdCard | None = None
        self.form: Form | None = None
        self.explaining: ExplainView | None = None
        self.whole = QWidget()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.whole)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(8, 0, 0, 0)
        outer.addWidget(self._stack)
        self.setMinimumWidth(look().px(340))

    def refresh(self) -> None:
        """Read what is shown again. The card overrides it."""

    def close_card(self) -> None:
        """Put the card away. The card overrides it."""

    def unsaved(self) -> str:
        return self.form.heading.text() if self.form is not None and self.form.dirty else ""

    def open_form(self, form: Form, saved: Callable[[Changes], None] | None = None) -> None:
        """Put a form in the card's place until it is saved or left."""
        self.leave_form()
        self.form = form
        form.left.connect(self._form_left)
        form.saved.connect(lambda changes: self._form_saved(changes, saved))
        self._stack.addWidget(form)
        self._stack.setCurrentWidget(form)
        first = form.fields[0].editor if form.fields else form.save_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def explain(self) -> None:
        """Why the door has its labels, for any day."""
        if self.shown is None:
            return
        self.leave_form()
        self.explaining = ExplainView(self.desk, self.shown.record.household)
        self.explaining.left.connect(self._form_left)
        self._stack.addWidget(self.explaining)
        self._stack.setCurrentWidget(self.explaining)
        self.explaining.day.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.explaining.refresh()

    # Qt's own

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() == _ESC:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == _ESC:
            self.close_card()
        else:
            super().keyPressEvent(event)

    # within

    def add_key(self, key: str, done: Callable[[], object]) -> None:
        """A key of the card; while a form or the explanation stands in its place, keys are theirs."""
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.activated.connect(lambda: done() if self.form is None and self.explaining is None else None)

    def holds_unsaved(self) -> bool:
        if self.form is None or not self.form.dirty:
            return False
        self.form.say("这里还有没保存的内容:请先保存(Ctrl+S)或取消(Esc)。", "amber")
        self.form.warned = True  # the words name Esc: the next one leaves
        return True

    def _form_left(self) -> None:
        self.leave_form()
        if self.household_id is None:
            self.close_card()
        else:
            self._stack.setFocus()

    def _form_saved(self, changes: Changes, saved: Callable[[Changes], None] | None) -> None:
        self.leave_form()
        if saved is not None:
            saved(changes)
        elif self.household_id is not None:
            self.refresh()

    def leave_form(self) -> None:
        for widget in (self.form, self.explaining):
            if widget is not None:
                self._stack.setCurrentWidget(self.whole)
                self._stack.removeWidget(widget)
                widget.deleteLater()
        self.form = self.explaining = None
