"""What the map reads, on the worker."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from app.models.views import MapPicture


class DoorFacts(NamedTuple):
    """What other rooms know of doors: whose visit is overdue, and how many requests came in the last 12 months."""

    overdue: frozenset[int]
    hot: Mapping[int, int]


def read_picture(office: Any, day: date) -> MapPicture:
    from app import services

    picture: MapPicture = services.colours.picture(office, day)
    return picture


def read_labels(office: Any, day: date) -> Mapping[int, int]:
    from app import services

    found: Mapping[int, int] = services.colours.labels(office, day)
    return found


def read_facts(office: Any, day: date) -> DoorFacts:
    """`day` may be past or coming: what was, or will be, overdue; requests of the twelve months before it."""
    from app import services

    since = _a_year_before(day)
    return DoorFacts(services.visits.overdue(office, day), services.requests.hot_spots(office, since, day))


def _a_year_before(day: date) -> date:
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return date(day.year - 1, day.month, last)
