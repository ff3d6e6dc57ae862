"""The plug of the volunteer's card: other rooms add a section (服务时长, 红色账户, 心愿) without touching the card.

A room adds one line to SECTIONS; its maker imports its own module when a card is first built, and gives a `Section`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.ui.desk import Desk
from app.ui.widgets.reading_card import ReadingCard, column_of

if TYPE_CHECKING:
    from app.ui.households.form import Form

__all__ = ["SECTIONS", "Section", "VolunteerPlace", "column_of", "make_sections"]


@dataclass(frozen=True)
class VolunteerPlace:
    """Where a section stands: whose card it is, and a way to put a form in the card's place; saved or left, the card
    comes back by itself."""

    desk: Desk
    volunteer_id: int
    open_form: Callable[[Form], None]


class Section(ReadingCard):
    """A titled part of the card: see `ReadingCard`; the subject is the volunteer's id."""

    def __init__(self, place: VolunteerPlace) -> None:
        super().__init__(place.desk, place.volunteer_id)
        self.place = place


Maker = Callable[[VolunteerPlace], Section]


def _hours(place: VolunteerPlace) -> Section:
    from app.ui.volunteers.hours_section import HoursSection

    return HoursSection(place)


def _points(place: VolunteerPlace) -> Section:
    from app.ui.volunteers.points_section import AccountSection

    return AccountSection(place)


def _wishes(place: VolunteerPlace) -> Section:
    from app.ui.volunteers.wishes_sections import TakenSection

    return TakenSection(place)


SECTIONS: tuple[Maker, ...] = (_hours, _points, _wishes)
"""Makers in the order in which their sections stand, below the availability. A maker looks like
`def _hours(place: VolunteerPlace) -> Section:` with the import of its own room inside it."""


def make_sections(place: VolunteerPlace) -> list[Section]:
    """The sections of one volunteer's card; they read as soon as they are made."""
    made = [maker(place) for maker in SECTIONS]
    for section in made:
        section.refresh()
    return made
