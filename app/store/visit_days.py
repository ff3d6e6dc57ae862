"""The days of all visits in memory, so that how things stood on any day is a look and no query."""

from __future__ import annotations

import json
from array import array
from bisect import bisect_right
from collections.abc import Callable, Collection
from datetime import date
from functools import lru_cache
from typing import Any

Fetch = Callable[[str, tuple[Any, ...]], list[Any]]  # (SQL, values) -> rows

_ALL = "SELECT household_id, visited_on, met, next_on FROM visit ORDER BY household_id, visited_on"  # off one index
_SOME = (
    "SELECT household_id, visited_on, met, next_on FROM visit WHERE household_id IN (SELECT value FROM json_each(?)) "
    "ORDER BY household_id, visited_on"
)


class VisitDays:
    """By door: the days on which somebody was at home, and what was agreed when. Days are ordinals."""

    def __init__(self) -> None:
        self._met: dict[int, array[int]] = {}
        self._agreed: dict[int, list[tuple[int, int]]] = {}  # (day of the visit, day agreed there)

    def learn(self, fetch: Fetch, doors: Collection[int] | None) -> None:
        """Read the visits of these doors anew, or of all."""
        if doors is None:
            self._met, self._agreed = {}, {}
            rows = fetch(_ALL, ())
        else:
            for door in doors:
                self._met.pop(door, None)
                self._agreed.pop(door, None)
            rows = fetch(_SOME, (json.dumps(list(doors)),))
        for door, visited_on, met, next_on in rows:
            day = _ordinal(visited_on)
            if met:
                days = self._met.get(door)
                if days is None:
                    days = self._met[door] = array("i")
                days.append(day)
            if next_on is not None:
                self._agreed.setdefault(door, []).append((day, _ordinal(next_on)))

    def last(self, door: int, day: int) -> int:
        """The last day up to `day` on which somebody was at home, 0 for none."""
        days = self._met.get(door)
        if days is None:
            return 0
        place = bisect_right(days, day)
        return days[place - 1] if place else 0

    def agreed(self, door: int, last: int, day: int) -> int:
        """The nearest day agreed from the visit on `last` up to `day`, 0 for none."""
        found = self._agreed.get(door)
        if found is None:
            return 0
        return min((following for visited, following in found if last <= visited <= day), default=0)

    @property
    def with_agreement(self) -> Collection[int]:
        """Doors where a next day was ever agreed."""
        return self._agreed.keys()


@lru_cache(maxsize=16_384)
def _ordinal(text: str) -> int:
    return date.fromisoformat(text).toordinal()
