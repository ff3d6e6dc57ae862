"""What stands at the right of the page: the card of one thing, and in its place the forms that change it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.models.changes import Changes
from app.ui.desk import Desk
from app.ui.households.form import Form
from app.ui.jobs import Latest
from app.ui.theme import look
from app.ui.widgets.card import Banner, scrolled
from app.ui.widgets.plain import button, title_label
from app.ui.widgets.states import StateView

_ESC = Qt.Key.Key_Escape


class SideCard(QWidget):
    """`closed` when the person puts it away. Forms take the card's own place: no dialog stands on a dialog."""

    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.form: Form | None = None
        self.latest = Latest(desk.jobs, self)
        self.title = title_label("")
        self.title.setWordWrap(True)
        self.said = Banner("amber")
        self.state = StateView(QWidget())
        self._stack = QStackedWidget()
        self._whole = QWidget()
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(button("关闭", self.close_card, kind="link", tip="收起(Esc)"), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self.said)
        column.addWidget(self.state, 1)
        self._stack.addWidget(self._whole)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(8, 0, 0, 0)
        outer.addWidget(self._stack)
        self.setMinimumWidth(look().px(340))

    # what is shown

    @property
    def shows_something(self) -> bool:
        """Whether a card stands behind the form; else leaving the form puts everything away."""
        return False

    def refresh(self) -> None:
        """Read again what is shown."""

    def unsaved(self) -> str:
        return self.form.heading.text() if self.form is not None and self.form.dirty else ""

    def show_content(self, fresh: QWidget) -> None:
        """A new content in the place of the old one, scrolled to where the old one was."""
        old = self.state.content
        bar = getattr(old, "verticalScrollBar", None)
        kept = bar().value() if bar is not None else 0
        area = scrolled(fresh)
        self.state.addWidget(area)
        self.state.content = area
        self.state.show_content()
        self.state.removeWidget(old)
        old.deleteLater()
        if kept:
            fresh.adjustSize()
            area.verticalScrollBar().setValue(kept)

    def close_card(self) -> None:
        """Put the card away; a form with unsaved words stays, and says so."""
        if self.holds_unsaved():
            return
        self.leave_form()
        self.closed.emit()

    # forms

    def open_form(self, form: Form, saved: Callable[[Changes], None] | None = None) -> None:
        """Put a form in the card's place until it is saved or left; one with unsaved words stays."""
        if self.holds_unsaved():
            form.deleteLater()
            return
        self.leave_form()
        self.form = form
        form.cancel_button.setToolTip("不保存,回去(Esc)")
        form.left.connect(self._form_left)
        form.saved.connect(lambda changes: self._form_saved(changes, saved))
        self._stack.addWidget(form)
        self._stack.setCurrentWidget(form)
        first = next((field.editor for field in form.fields if not field.isHidden()), form.save_button)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def holds_unsaved(self) -> bool:
        """Say that there is something unsaved, if there is."""
        if self.form is None or not self.form.dirty:
            return False
        self.form.say("这里还有没保存的内容:请先保存(Ctrl+S)或取消(Esc)。", "amber")
        self.form.warned = True  # the words name Esc: the next one leaves
        return True

    def leave_form(self) -> None:
        if self.form is not None:
            self._stack.setCurrentWidget(self._whole)
            self._stack.removeWidget(self.form)
            self.form.deleteLater()
            self.form = None

    def add_key(self, key: str, done: Callable[[], object]) -> None:
        """A key of the card; while a form stands in its place, keys are the form's."""
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.activated.connect(lambda: done() if self.form is None else None)

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

    def _form_left(self) -> None:
        self.leave_form()
        if self.shows_something:
            self._stack.setFocus()
        else:
            self.closed.emit()

    def _form_saved(self, changes: Changes, saved: Callable[[Changes], None] | None) -> None:
        self.leave_form()
        self._stack.setFocus()  # the card's keys go on from here
        if saved is not None:
            saved(changes)
        else:
            self.refresh()
