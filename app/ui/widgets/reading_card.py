"""A titled part of a card that reads on the worker by itself, and again when one of its slices changes."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.base.errors import Fault
from app.models.changes import Changes
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.widgets.card import Card
from app.ui.widgets.plain import button, words


class ReadingCard(Card):
    """Subclasses say `title` and `slices`, answer `read`, and fill the card in `show_read`.

    `read(office, subject)` runs on the worker and gives plain data; `show_read(found)` makes widgets of it in the
    window. A part that has nothing to say hides itself in `show_read` (`self.setVisible(False)`).
    """

    title = ""
    slices: frozenset[str] = frozenset()

    def __init__(self, desk: Desk, subject: int) -> None:
        super().__init__(self.title)
        self.desk = desk
        self.subject = subject
        self._latest = Latest(desk.jobs, self)
        self._content: QWidget | None = None
        self._said = words("正在读取…", "muted", wrap=True)
        self.add(self._said)
        self._again = button("再试一次", self.refresh, kind="link")
        self._again.hide()
        self.add(self._again)
        desk.bus.changed.connect(self._on_changed)

    @staticmethod
    @abstractmethod
    def read(_office: Any, _subject: int) -> Any:
        """What the part shows, read on the worker."""

    @abstractmethod
    def show_read(self, found: Any) -> QWidget:
        """A widget that shows what was read."""

    def refresh(self) -> None:
        """Read again; what is shown stays until then."""
        read, subject = type(self).read, self.subject
        self._again.hide()
        self._latest.run(lambda office: read(office, subject), self._landed, failed=self._failed)

    def _landed(self, found: Any) -> None:
        fresh = self.show_read(found)
        self._said.hide()
        if self._content is not None:
            self.body.removeWidget(self._content)
            self._content.deleteLater()
        self._content = fresh
        self.add(fresh)

    def _failed(self, error: BaseException) -> None:
        """Said where it was to stand; what a person cannot put right goes to the presenter as well."""
        if isinstance(error, Fault):
            self._said.setText(f"{error.what}{error.remedy}")
        else:
            self._said.setText("这里没有读出来,已登记的内容都还在。")
            self.desk.trouble(error)
        self._said.show()
        self._again.show()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if self.slices & changes.slices:
            self.refresh()


def column_of(*widgets: QWidget) -> QWidget:
    """Widgets one under the other: what `show_read` usually gives."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    for widget in widgets:
        column.addWidget(widget)
    return holder
