"""What narrows a list, as chips: a word that says what is chosen, and opens its choices."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.ui.widgets.plain import key_words

ALL = "全部"


class Chip(QPushButton):
    """`title` while nothing is chosen, `title:choice` when something is. `moved` is the person's doing only."""

    moved = Signal()

    def __init__(self, title: str, key: str, parent: QWidget | None = None, *, blank: str = "") -> None:
        """`blank`: what the choice '' is called, for lists in which it can be asked for."""
        super().__init__(title, parent)
        self.title = title
        self._key = key
        self._blank = blank
        self._choices: tuple[str, ...] = ()
        self.value: str | None = None
        self.setProperty("kind", "choice")
        self.setAutoDefault(False)
        self.menu_of_choices = QMenu(self)
        self.menu_of_choices.aboutToShow.connect(self._fill)
        self.clicked.connect(lambda _on=False: self.open_menu())
        QShortcut(QKeySequence(key), self).activated.connect(self.open_menu)
        self._show()

    def set_choices(self, choices: Sequence[str]) -> None:
        self._choices = tuple(choices)

    @property
    def choices(self) -> tuple[str, ...]:
        return self._choices

    def choose(self, value: str | None) -> None:
        """Set it without telling it as the person's doing; None for all."""
        self.value = value
        self._show()

    def pick(self, value: str | None) -> None:
        """As the person does it."""
        self.choose(value)
        self.moved.emit()

    def open_menu(self) -> None:
        self.menu_of_choices.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _fill(self) -> None:
        """The choices as they are now, a mark at the chosen one, the cursor on it."""
        menu = self.menu_of_choices
        menu.clear()
        for value in (None, *self._choices):
            action = QAction(self._word(value), menu)
            action.setCheckable(True)
            action.setChecked(value == self.value)
            action.triggered.connect(lambda _on=False, value=value: self.pick(value))
            menu.addAction(action)
            if value == self.value:
                menu.setActiveAction(action)

    def _word(self, value: str | None) -> str:
        return ALL if value is None else value or self._blank

    def _show(self) -> None:
        chosen = self.value is not None
        self.setText(f"{self.title}:{self._word(self.value)}" if chosen else self.title)
        self.setCheckable(chosen)
        self.setChecked(chosen)
        self.setToolTip(f"按{self.title}看({key_words(self._key)})")
        self.setAccessibleName(f"{self.title}:{self._word(self.value)}")

    def nextCheckState(self) -> None:
        """A click opens the choices; whether it stands checked follows from what is chosen."""


class ToggleChip(QPushButton):
    """On or off. `moved` is the person's doing only."""

    moved = Signal()

    def __init__(self, title: str, key: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setProperty("kind", "choice")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setToolTip(f"{tip}({key_words(key)})")
        self.clicked.connect(lambda _on=False: self.moved.emit())
        QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WindowShortcut).activated.connect(self.click)
