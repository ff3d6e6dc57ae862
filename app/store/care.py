"""How it stands with the visits of every door, kept in memory: tiers over time, last visits, due dates.

Worked out from a few plain queries when it is first asked for, a fraction of a second for ten thousand doors; after
that only for the doors that change. Reads through a driver's cursor, so that the first page can ask without SQLAlchemy.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from app.models.colours import Label
from app.models.visits import Tier
from app.rules.routes import Step
from app.rules.visits import OPEN_END, CareRules, CareSpan, DatedLabel, SetTier, alone, care_spans, due_on, span_on
from app.store.visit_days import Fetch, VisitDays

_AMONG = "IN (SELECT value FROM json_each(?))"
_LABELS = 'SELECT household_id, label, since, "until" FROM label_interval'
_ENTRIES = 'SELECT household_id, since, "until", tier, reason FROM care_entry'
_PLACES = "SELECT id, place, floor, slot, room, grid_id FROM household"
_STAYS = 'SELECT household_id, since, "until" FROM residency'
_OF_PEOPLE = (Label.AGED.value, Label.EMPTY_NEST.value, Label.HARDSHIP.value, Label.DISABLED.value)
_NEW_DOORS = (
    "SELECT seq, first_row, last_row, at FROM journal WHERE table_name = 'household' AND before = '' AND seq > ? "
    "ORDER BY seq"
)


class Standing(NamedTuple):
    """One door on one day, in ordinals; 0 means none. `since`: the day it came into the register."""

    due: int
    span: CareSpan
    last_met: int
    next_on: int
    since: int


class Where(NamedTuple):
    """A door's place in the order of a walk, and its grid (0 for none)."""

    step: Step
    grid: int


class CareBook:
    """Handed out by the office; `changed` and `forget` are told by it after each change."""

    def __init__(self) -> None:
        self._rules: CareRules | None = None
        self._plain: tuple[CareSpan, ...] = ()  # a door without labels
        self._spans: dict[int, tuple[CareSpan, ...]] = {}
        self._since: dict[int, int] = {}
        self._where: dict[int, Where] = {}
        self.days = VisitDays()
        self._seq = 0
        self._stale: set[int] = set()
        self._day: date | None = None
        self._standing: dict[int, Standing] = {}

    def changed(self, household_ids: Iterable[int]) -> None:
        """The records of these doors have moved, or their visits."""
        self._stale.update(household_ids)

    def forget(self) -> None:
        """Everything may have moved."""
        self._rules = None
        self._day = None

    def standing(self, fetch: Fetch, today: date, rules: Callable[[], CareRules]) -> Mapping[int, Standing]:
        """Every door as it stands today. `rules` reads the tables."""
        if self._rules is None:
            self._begin(fetch, rules())
        elif self._stale:
            self._learn(fetch, self._stale)
        if self._day != today:
            self._standing = self._stand(today, self._where)
            self._day = today
        elif self._stale:
            for door in self._stale:
                self._standing.pop(door, None)
            self._standing |= self._stand(today, [door for door in self._stale if door in self._where])
        self._stale = set()
        return self._standing

    def _begin(self, fetch: Fetch, rules: CareRules) -> None:
        """Learn everything; what broke off half-way is as good as nothing."""
        self._rules = rules
        self._spans, self._since, self._where, self._seq = {}, {}, {}, 0
        self._plain = care_spans((), (), (), rules)
        self._day = None
        whole = False
        try:
            self._learn(fetch, None)
            whole = True
        finally:
            if not whole:
                self.forget()

    def standing_on(self, as_of: date) -> Mapping[int, Standing]:
        """Every door on another day; visits after it are not known yet. `standing` was asked before."""
        return self._stand(as_of, self._where)

    def overdue_on(self, as_of: date) -> frozenset[int]:
        """Doors that were or will be overdue on another day; what `standing_on` tells, in less time."""
        day, rules = as_of.toordinal(), self.rules
        plain = Tier.NONE if self._plain[0].tier is Tier.NONE else None
        doors = self._where if plain is None else self._spans.keys() | self.days.with_agreement
        last, agreed, since = self.days.last, self.days.agreed, self._since
        found = []
        for door in doors:
            span = span_on(self._spans.get(door, self._plain), day)
            if span.tier is Tier.NONE and span.prompt is None and door not in self.days.with_agreement:
                continue
            met = last(door, day)
            if 0 < due_on(span, met, agreed(door, met, day), since.get(door, day), rules) < day:
                found.append(door)
        return frozenset(found)

    def spans(self, household_id: int) -> tuple[CareSpan, ...]:
        """The tiers of a door over time; `standing` was asked before."""
        return self._spans.get(household_id, self._plain)

    @property
    def rules(self) -> CareRules:
        """The rules that `standing` went by."""
        assert self._rules is not None
        return self._rules

    @property
    def where(self) -> Mapping[int, Where]:
        """Every door's place in a walk, as `standing` found it."""
        return self._where

    def _learn(self, fetch: Fetch, doors: set[int] | None) -> None:
        """Tiers over time of these doors, or of all."""
        assert self._rules is not None
        for seq, first, last, at in fetch(_NEW_DOORS, (self._seq,)):
            day = _day(at[:10])
            for door in range(first, last + 1):
                self._since.setdefault(door, day)
            self._seq = seq
        self.days.learn(fetch, doors)
        for door in doors or ():
            self._where.pop(door, None)
        for door, place, floor, slot, room, grid in _some(fetch, _PLACES, doors, "id"):
            self._where[door] = Where(Step(door, place.rsplit("|", 2)[0], floor, slot, room), grid or 0)
        labels: dict[int, list[DatedLabel]] = {}
        crowded: set[int] = set()  # doors where it matters whether somebody lives alone
        for door, label, since, until in _some(fetch, _LABELS, doors):
            labels.setdefault(door, []).append((label, _day(since), _end(until)))
            if label in _OF_PEOPLE:
                crowded.add(door)
        entries: dict[int, list[SetTier]] = {}
        for door, since, until, tier, reason in sorted(_some(fetch, _ENTRIES, doors), key=lambda row: row[1]):
            entries.setdefault(door, []).append(SetTier(_day(since), _end(until), Tier(tier), reason))
        stays: dict[int, list[tuple[int, int]]] = {}
        for door, since, until in _some(fetch, _STAYS, crowded):
            stays.setdefault(door, []).append((_day(since), _end(until)))
        for door in doors or ():
            self._spans.pop(door, None)
        known: dict[Any, tuple[CareSpan, ...]] = {}  # most doors are like many others
        for door in labels.keys() | entries.keys():
            lone = alone(stays.get(door, ()))
            key = (tuple(labels.get(door, ())), tuple(lone), tuple(entries.get(door, ())))
            found = known.get(key)
            if found is None:
                found = known[key] = care_spans(*key, self._rules)
            self._spans[door] = found

    def _stand(self, as_of: date, doors: Iterable[int]) -> dict[int, Standing]:
        day, rules = as_of.toordinal(), self.rules
        found = {}
        for door in doors:
            span = span_on(self._spans.get(door, self._plain), day)
            met = self.days.last(door, day)
            agreed, since = self.days.agreed(door, met, day), self._since.get(door, day)
            found[door] = Standing(due_on(span, met, agreed, since, rules), span, met, agreed, since)
        return found


def _some(fetch: Fetch, select: str, doors: set[int] | None, column: str = "household_id") -> list[Any]:
    """Rows of these doors, or all; past some thousands one pass over the table is cheaper."""
    if doors is None:
        return fetch(f"{select} ORDER BY id", ())
    if len(doors) > 2000:
        return [row for row in fetch(f"{select} ORDER BY id", ()) if row[0] in doors]
    return fetch(f"{select} WHERE {column} {_AMONG} ORDER BY id", (json.dumps(list(doors)),))


@lru_cache(maxsize=16_384)
def _day(text: str | None) -> int:
    """The first day of a span; open is long ago."""
    ordinal = 0 if text is None else date.fromisoformat(text).toordinal()
    return 0 if ordinal == 1 else ordinal


@lru_cache(maxsize=16_384)
def _end(text: str | None) -> int:
    """The day after the last; open is for ever."""
    return OPEN_END if text is None else date.fromisoformat(text).toordinal() + 1
