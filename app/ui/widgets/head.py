"""The head of a page: title, search, and at most three actions of which one is primary."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.ui.theme import look
from app.ui.widgets.plain import button, title_label, words

MOST_ACTIONS = 3
_TYPING_MS = 60  # a fast typist's letters come together as one search


class PageHead(QWidget):
    """`searched(text)` comes shortly after the last key; Ctrl+F goes to the search field, Esc empties it."""

    searched = Signal(str)

    def __init__(self, title: str, *, search: str = "", parent: QWidget | None = None) -> None:
        """`search`: the hint in the search field, e.g. '姓名、拼音、门牌、电话'; '' for no search."""
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self.title = title_label(title)
        self.note = words("", "muted")
        self._row.addWidget(self.title)
        self._row.addWidget(self.note)
        self._row.addStretch(1)
        self.search: QLineEdit | None = None
        if search:
            self._add_search(search)
        self.actions_made: list[QPushButton] = []

    def add_action(
        self, text: str, clicked: Callable[[], object], *, primary: bool = False, key: str = ""
    ) -> QPushButton:
        """An action at the right. At most three, one primary (DESIGN 9); the primary one stands last."""
        assert len(self.actions_made) < MOST_ACTIONS
        assert not (primary and any(made.property("kind") == "primary" for made in self.actions_made))
        made = button(text, clicked, kind="primary" if primary else "", key=key)
        self.actions_made.append(made)
        self._row.addWidget(made)
        return made

    def add_widget(self, widget: QWidget) -> None:
        """Something that is no action, such as a month chooser or a filter, before the actions."""
        self._row.insertWidget(self._row.count() - len(self.actions_made), widget)

    def say(self, text: str) -> None:
        """A quiet remark beside the title, such as '共 312 户'."""
        self.note.setText(text)

    def _add_search(self, hint: str) -> None:
        field = QLineEdit()
        field.setPlaceholderText(hint)
        field.setToolTip(f"{hint}(Ctrl+F)")
        field.setClearButtonEnabled(True)
        field.setMinimumWidth(look().px(280))
        wait = QTimer(self)
        wait.setSingleShot(True)
        wait.setInterval(_TYPING_MS)
        wait.timeout.connect(lambda: self.searched.emit(field.text().strip()))
        field.textChanged.connect(lambda _text: wait.start())
        self._row.addWidget(field)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.activated.connect(field.setFocus)
        find.activated.connect(field.selectAll)
        leave = QShortcut(QKeySequence("Esc"), field)
        leave.activated.connect(field.clear)
        self.search = field
