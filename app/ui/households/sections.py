"""The plug of the household's card: other rooms add a section (走访, 诉求) without touching the card itself.

A room adds one line to SECTIONS; its maker imports its own module when a card is first built, and gives a `Section`.
The section reads on the worker once the card stands, and again when one of its slices changes.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.base.errors import Fault
from app.models.changes import Changes
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.widgets.card import Card
from app.ui.widgets.plain import button, words

if TYPE_CHECKING:
    from app.ui.households.form import Form


@dataclass(frozen=True)
class CardPlace:
    """Where a section stands: the door whose card it is, and a way to put a form in the card's place.

    A form opened by `open_form` is saved and left like the card's own: the card comes back by itself.
    """

    desk: Desk
    household_id: int
    open_form: Callable[[Form], None]


class Section(Card):
    """A titled part of the card. Subclasses say `title` and `slices`, answer `read`, and fill `content` in `show_read`.

    `read(office, household_id)` runs on the worker and gives plain data; `show_read(found)` makes widgets of it in the
    window. A section that has nothing to say hides itself in `show_read` (`self.setVisible(False)`).
    """

    title = ""
    slices: frozenset[str] = frozenset()

    def __init__(self, place: CardPlace) -> None:
        super().__init__(self.title)
        self.place = place
        self.desk = place.desk
        self._latest = Latest(place.desk.jobs, self)
        self._content: QWidget | None = None
        self._said = words("正在读取…", "muted", wrap=True)
        self.add(self._said)
        self._again = button("再试一次", self.refresh, kind="link")
        self._again.hide()
        self.add(self._again)
        place.desk.bus.changed.connect(self._on_changed)

    @staticmethod
    @abstractmethod
    def read(_office: Any, _household_id: int) -> Any:
        """What the section shows, read on the worker."""

    @abstractmethod
    def show_read(self, found: Any) -> QWidget:
        """A widget that shows what was read."""

    def refresh(self) -> None:
        """Read again; what is shown stays until then."""
        read, household_id = type(self).read, self.place.household_id
        self._again.hide()
        self._latest.run(lambda office: read(office, household_id), self._landed, failed=self._failed)

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


Maker = Callable[[CardPlace], Section]


def _visits(place: CardPlace) -> Section:
    from app.ui.visits.section import VisitsSection

    return VisitsSection(place)


def _requests(place: CardPlace) -> Section:
    from app.ui.requests.section import RequestSection

    return RequestSection(place)


SECTIONS: tuple[Maker, ...] = (_visits, _requests)
"""Makers in the order in which their sections stand, between the labels and the history. A maker looks like
`def _visits(place: CardPlace) -> Section:` with the import of its own room inside it."""


def make_sections(place: CardPlace) -> list[Section]:
    """The sections of one door's card; they read as soon as they are made."""
    made = [maker(place) for maker in SECTIONS]
    for section in made:
        section.refresh()
    return made
