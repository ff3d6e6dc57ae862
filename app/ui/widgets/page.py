"""A page of the main window: title, what it listens to, and how it is asked to show something."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.models.changes import Changes
from app.ui.desk import Desk


class Page(QWidget):
    """Base of all pages. Loads nothing until it is first shown."""

    key = ""
    title = ""
    icon = ""
    shortcut = ""
    slices: frozenset[str] = frozenset()  # a change in one of these makes the page refresh

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._stale = True
        desk.bus.changed.connect(self._on_changed)

    def arrive(self, argument: object = None) -> None:
        """The page comes to the front; `argument` is what the caller wants shown, None for nothing special."""
        if argument is not None:
            self.show_argument(argument)
            self._stale = False
        elif self._stale:
            self._stale = False
            self.refresh()

    def refresh(self) -> None:
        """Load again what is shown. Pages override it."""

    def show_argument(self, _argument: object) -> None:
        """Show what another page asks for. Pages that can be asked override it."""
        self.refresh()

    def unsaved(self) -> str:
        """What would be lost if the window closed now, in words; '' for nothing. Pages with forms override it."""
        return ""

    def _on_changed(self, changes: Changes) -> None:
        if not (self.slices & changes.slices):
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True
