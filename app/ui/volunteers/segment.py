"""What the parts of 志愿 have in common: content at the left, the card of one thing (or a form) at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.ui.desk import Desk
from app.ui.requests.side import SideCard
from app.ui.theme import look

_CARD = 400


class Segment(QWidget):
    """One part of the page. Gives `lay(content, *sides)` its list and its cards, and overrides what it can do.

    `told(words)` is the quiet remark beside the page's title; `offers_moved()` says that `primary` or `can_export`
    read otherwise now. `search_hint` '' hides the page's search; `primary` '' its primary action (Ctrl+N).
    """

    told = Signal(str)
    offers_moved = Signal()
    key = ""
    title = ""
    search_hint = ""
    primary = ""
    can_export = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.said = ""
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.content = QWidget()
        self.sides = QStackedWidget()
        self.told.connect(self._keep_said)

    def lay(self, content: QWidget, *sides: SideCard) -> None:
        """Put content and cards in their places; a card is hidden until `open_side` brings it."""
        self.content = content
        for side in sides:
            self.sides.addWidget(side)
            side.closed.connect(self.close_side)
        self.sides.hide()
        self.splitter.addWidget(content)
        self.splitter.addWidget(self.sides)
        self.splitter.setStretchFactor(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter, 1)

    # what a part can do

    def refresh(self) -> None:
        """Read again what is shown."""

    def show_what(self, _what: object) -> None:
        """Show what another page asked for; whoever overrides it reads the list as well."""
        self.refresh()

    def search(self, text: str) -> None:
        """The page's search field says this now."""

    def begin(self) -> None:
        """The page's primary action, Ctrl+N."""

    def export(self) -> None:
        """Ctrl+E."""

    def take_focus(self) -> None:
        """Keys go to the list."""
        self.content.setFocus()

    def escape(self) -> bool:
        """Esc was pressed on the page: put the nearest thing away; False where there is nothing to put away."""
        side = self.side
        if side is None:
            return False
        side.close_card()
        return True

    def unsaved(self) -> str:
        """What would be lost, in words."""
        return "、".join(words for side in self._all_sides() if (words := side.unsaved()))

    # the card at the right

    @property
    def side(self) -> SideCard | None:
        """The card that is open."""
        found = self.sides.currentWidget()
        return found if isinstance(found, SideCard) and not self.sides.isHidden() else None

    @property
    def narrow(self) -> bool:
        """No room for a list and a card side by side."""
        return self.width() - look().px(_CARD) < look().px(340)

    def open_side(self, side: SideCard) -> None:
        """Bring a card to the front; a narrow window shows it in place of the list."""
        if self.sides.isHidden():
            self.sides.show()
            self.content.setHidden(self.narrow)
            self.splitter.setSizes([self.width() - look().px(_CARD), look().px(_CARD)])
        self.sides.setCurrentWidget(side)

    def close_side(self) -> None:
        self.sides.hide()
        self.content.show()
        self.take_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A window that becomes narrow shows the card alone, a wide one both."""
        super().resizeEvent(event)
        self.content.setHidden(self.side is not None and self.narrow)

    def _all_sides(self) -> tuple[SideCard, ...]:
        sides = (self.sides.widget(place) for place in range(self.sides.count()))
        return tuple(side for side in sides if isinstance(side, SideCard))

    def _keep_said(self, said: str) -> None:
        self.said = said
