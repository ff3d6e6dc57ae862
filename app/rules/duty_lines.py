"""A roster turned the other way round: who serves when, and what stands in a half-day."""

from __future__ import annotations

from collections.abc import Iterable

from app.base.resources import rule_table
from app.models.shifts import Duty, Roster, Shift
from app.rules.service import minute_of

WEEKDAYS = "一二三四五六日"
HALVES = tuple((row["half"], minute_of(row["starts"]), minute_of(row["ends"])) for row in rule_table("shift_halves"))


def half_of(shift: Shift) -> str:
    """The half of the day in which a shift begins."""
    starts = minute_of(shift.starts)
    return next((name for name, first, last in HALVES if first <= starts < last), HALVES[-1][0])


def by_volunteer(roster: Roster) -> tuple[tuple[Duty, tuple[Shift, ...]], ...]:
    """Each volunteer on the roster with their shifts in order, by pinyin."""
    found: dict[int, tuple[Duty, list[Shift]]] = {}
    for shift in roster.standing:
        for duty in shift.duties:
            found.setdefault(duty.volunteer_id, (duty, []))[1].append(shift)
    ordered = sorted(found.values(), key=lambda item: (item[0].sort, item[0].volunteer_id))
    return tuple((duty, tuple(shifts)) for duty, shifts in ordered)


def names_of(shift: Shift) -> str:
    """郑鹏、武桂花; what a name is there for stands behind it where the shift asks for a skill."""
    return "、".join(duty.name for duty in shift.duties)


def same_times(shifts: Iterable[Shift]) -> str:
    """'09:00-11:30' when all have it, else ''."""
    times = {shift.times for shift in shifts}
    return times.pop() if len(times) == 1 else ""


def span(shift: Shift, common: str = "") -> str:
    """The times of a shift where they are not those of its column."""
    return "" if shift.times == common else shift.times
