"""What the roster of a month is made from, gathered out of shifts, volunteers, wishes and the months around."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import Connection

from app.models.rostering import Person, Post, Problem, RosterRules, Seat
from app.models.shifts import Shift
from app.models.volunteers import Volunteer
from app.rules.shifts import post_of
from app.store import shifts as shelf
from app.store.volunteers import load

_EDGE = timedelta(days=8)  # a week and a rest that reach over the month's ends


def month_people(connection: Connection, year: int, month: int) -> tuple[Volunteer, ...]:
    """Whoever is a volunteer on a day of the month."""
    first, last = shelf.month_days(year, month)
    return tuple(
        one
        for one in load(connection)
        if (one.joined_on is None or one.joined_on <= last) and (one.left_on is None or one.left_on >= first)
    )


def load_problem(
    connection: Connection, rules: RosterRules, year: int, month: int, *, today: date | None = None
) -> tuple[Problem, tuple[Shift, ...], tuple[Volunteer, ...]]:
    """A month to be judged; with `today` a month to be solved: once anybody is on it, its days before stay as they
    were."""
    first, last = shelf.month_days(year, month)
    nearby = shelf.shifts(connection, first - _EDGE, last + _EDGE)
    shifts = tuple(one for one in nearby if first <= one.day <= last)
    people = month_people(connection, year, month)
    standing = [one for one in shifts if not one.cancelled]
    begun = today if today is not None and any(one.duties for one in standing) else None
    posts: list[Post] = []
    fixed: list[Seat] = []
    previous: list[Seat] = []
    for one in standing:
        over = begun is not None and one.day < begun
        posts.append(_as_it_was(one) if over else post_of(one))
        for duty in one.duties:
            seat = Seat(one.id, duty.volunteer_id, duty.skill)
            (fixed if duty.pinned or over else previous).append(seat)
    around = [
        (duty.volunteer_id, post_of(one))
        for one in nearby
        if not (first <= one.day <= last) and not one.cancelled
        for duty in one.duties
    ]
    carry = _carried(connection, rules, first, people)
    known = {one.id for one in people}
    problem = Problem(
        posts=tuple(posts),
        people=tuple(_person(one, carry.get(one.id, 0)) for one in people),
        rules=rules,
        fixed=tuple(sorted(fixed)),
        previous=tuple(sorted(previous)),
        pairs=tuple(sorted((one.id, other) for one in people for other in one.pairs if one.id < other)),
        wishes=tuple(wish for wish in shelf.wishes(connection) if wish.person_id in known),
        around=tuple(around),
    )
    return problem, shifts, people


def _as_it_was(shift: Shift) -> Post:
    """A shift of a day that is over wants nobody else."""
    return replace(post_of(shift), heads=len(shift.duties), needs=())


def _person(one: Volunteer, carry: int) -> Person:
    return Person(
        id=one.id,
        name=one.name,
        skills=frozenset(one.skills),
        halves=one.availability,
        leaves=tuple((leave.since, leave.until) for leave in one.leaves),
        joined_on=one.joined_on,
        left_on=one.left_on,
        week_limit=one.weekly_limit,
        carry=carry,
    )


def _carried(connection: Connection, rules: RosterRules, first: date, people: tuple[Volunteer, ...]) -> dict[int, int]:
    """Shifts more or fewer than an even share of the months looked back on, within the rule's bounds. Whoever joined
    since owes nothing."""
    months = first.year * 12 + first.month - 1 - rules.look_back
    since = date(months // 12, months % 12 + 1, 1)
    counts: Counter[int] = shelf.counts(connection, since, first - timedelta(days=1))
    there = [one for one in people if one.availability is not None and (one.joined_on or since) <= since]
    served = sum(counts[one.id] for one in there)
    if not served:
        return {}
    even = served / len(there)
    return {one.id: max(-rules.carry, min(rules.carry, round(counts[one.id] - even))) for one in there}
