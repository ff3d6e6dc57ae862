"""The plug of the household's card: other rooms add a section (走访, 诉求) without touching the card itself.

A room adds one line to SECTIONS; its maker imports its own module when a card is first built, and gives a `Section`.
The section reads on the worker once the card stands, and again when one of its slices changes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.ui.desk import Desk
from app.ui.widgets.reading_card import ReadingCard, column_of

if TYPE_CHECKING:
    from app.ui.households.form import Form


__all__ = ["SECTIONS", "CardPlace", "Section", "column_of", "make_sections"]


@dataclass(frozen=True)
class CardPlace:
    """Where a section stands: the door whose card it is, and a way to put a form in the card's place.

    A form opened by `open_form` is saved and left like the card's own: the card comes back by itself.
    """

    desk: Desk
    household_id: int
    open_form: Callable[[Form], None]


class Section(ReadingCard):
    """A titled part of the card: see `ReadingCard`; the subject is the household's id."""

    def __init__(self, place: CardPlace) -> None:
        super().__init__(place.desk, place.household_id)
        self.place = place


Maker = Callable[[CardPlace], Section]


def _visits(place: CardPlace) -> Section:
    from app.ui.visits.section import VisitsSection

    return VisitsSection(place)


def _requests(place: CardPlace) -> Section:
    from app.ui.requests.section import RequestSection

    return RequestSection(place)


def _wishes(place: CardPlace) -> Section:
    from app.ui.volunteers.wishes_sections import WishSection

    return WishSection(place)


SECTIONS: tuple[Maker, ...] = (_visits, _requests, _wishes)
"""Makers in the order in which their sections stand, between the labels and the history. A maker looks like
`def _visits(place: CardPlace) -> Section:` with the import of its own room inside it."""


def make_sections(place: CardPlace) -> list[Section]:
    """The sections of one door's card; they read as soon as they are made."""
    made = [maker(place) for maker in SECTIONS]
    for section in made:
        section.refresh()
    return made
