"""A part of the page 报送: what it is called, what it listens to, and what it puts into the page's head."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.models.changes import Changes
from app.ui.desk import Desk

if TYPE_CHECKING:
    from app.ui.reports.page import ReportsPage


class Segment(QWidget):
    """Loads nothing until it is first looked at. `told(words)` is the quiet remark beside the page's title.

    `tools`: what stands in the page's head while this part is in front; None for nothing.
    """

    told = Signal(str)
    slices: frozenset[str] = frozenset({"reports"})
    tools: QWidget | None = None

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk

    def refresh(self) -> None:
        """Load again what is shown."""

    def changed(self, _changes: Changes) -> None:
        """Something moved while this part is in front; it reads all anew unless it knows better."""
        self.refresh()

    def show_argument(self, _argument: object) -> None:
        """Show what another page asks for."""
        self.refresh()

    def take_focus(self) -> None:
        self.setFocus()

    def unsaved(self) -> str:
        """What would be lost if the window closed now, in words; '' for nothing."""
        return ""


@dataclass(frozen=True)
class SegmentKind:
    """`make(page)` is called when the part is first looked at; it may bind itself to other parts through the page."""

    key: str
    title: str
    make: Callable[[ReportsPage], Segment]
