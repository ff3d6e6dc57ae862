"""应召开: what each body owes in a period, and what became of it: held, planned, overdue, made up late (补开).

A meeting that stands for an earlier period counts for that one alone. What is owed at all (whether there is a
committee, since when the book is kept) is for the caller to say: `Owes`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from app.models.cadence import Cell, CellState, DueItem, Duty, DutyLine, Every, Occurrence, Period, YearGlance
from app.rules.periods import period_named, period_of, periods

EDITABLE = "cadence"  # the table's name among the rules that an office may change
_SETTLED = (CellState.HELD, CellState.MADE_UP, CellState.OVERDUE)
_WAITING = (CellState.OVERDUE, CellState.DUE, CellState.PLANNED)

Owes = Callable[[Duty, Period], bool]
Counted = Mapping[tuple[str, int], Sequence[Occurrence]]  # by kind and body


class Sums(NamedTuple):
    """Of periods that are over: how often owed, held in time, made up late, still missing."""

    due: int
    held: int
    late: int
    missing: int


def by_series(meetings: Iterable[Occurrence]) -> dict[tuple[str, int], list[Occurrence]]:
    found: dict[tuple[str, int], list[Occurrence]] = {}
    for meeting in meetings:
        found.setdefault((meeting.kind, meeting.body_id), []).append(meeting)
    return found


def year_glance(year: int, duties: Sequence[Duty], meetings: Counted, owes: Owes, as_of: date) -> YearGlance:
    """A year, a line for each duty. What was held without being owed is told apart."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    lines = tuple(DutyLine(duty, duty_cells(duty, first, last, meetings, owes, as_of)) for duty in duties if duty.owed)
    told = {(line.duty.kind, line.duty.body_id) for line in lines}
    extra = []
    for (kind, body_id), found in meetings.items():
        ids = tuple(meeting.id for meeting in found if not meeting.planned and first <= meeting.day <= last)
        if ids and (kind, body_id) not in told:
            extra.append((kind, body_id, ids))
    return YearGlance(year, as_of, lines, tuple(extra))


def duty_cells(
    duty: Duty, first: date, last: date, meetings: Counted, owes: Owes, as_of: date, *, day_over: bool = False
) -> tuple[Cell, ...]:
    """A cell for each period that ends from `first` to `last`, in order.

    Meetings after `as_of` do not count yet, plans do. `day_over`: the day itself is over, as it is in a report.
    """
    counted: dict[str, list[Occurrence]] = {}
    for meeting in meetings.get((duty.kind, duty.body_id), ()):
        if meeting.planned or meeting.day <= as_of:
            counted.setdefault(_key(duty.every, meeting), []).append(meeting)
    return tuple(
        _cell(duty, period, counted.get(period.key, ()), owes(duty, period), as_of, day_over)
        for period in periods(duty.every, first, last)
        if period.last <= last
    )


def due_items(duties: Sequence[Duty], meetings: Counted, owes: Owes, as_of: date, since: date) -> tuple[DueItem, ...]:
    """What is to be held in the periods that run, and what of those since `since` is overdue; the overdue first."""
    items = []
    for duty in duties:
        if not duty.owed:
            continue
        last = period_of(duty.every, as_of).last
        for cell in duty_cells(duty, since, last, meetings, owes, as_of):
            if cell.state in _WAITING:
                items.append(_item(duty, cell, meetings))
    return tuple(sorted(items, key=lambda item: (not item.late, item.period.last, item.kind, item.body_id)))


def sums(cells: Iterable[Cell]) -> Sums:
    """Of the cells whose period is over and in which something was owed."""
    due = held = late = 0
    for cell in cells:
        if cell.over and cell.state in _SETTLED:
            due += cell.times
            held += cell.held
            late += cell.late
    return Sums(due, held, late, due - held - late)


def _cell(duty: Duty, period: Period, found: Sequence[Occurrence], owed: bool, as_of: date, day_over: bool) -> Cell:
    planned = [meeting for meeting in found if meeting.planned]
    there = [meeting for meeting in found if not meeting.planned]
    inside = sum(period.first <= meeting.day <= period.last for meeting in there)
    held = min(inside, duty.times)
    late = min(len(there) - inside, duty.times - held)
    over = period.last < as_of or (day_over and period.last == as_of)
    if not owed:
        state = CellState.NOT_OWED
    elif held == duty.times:
        state = CellState.HELD
    elif held + late == duty.times:
        state = CellState.MADE_UP
    elif over:
        state = CellState.OVERDUE
    elif planned:
        state = CellState.PLANNED
    else:
        state = CellState.COMING if period.first > as_of else CellState.DUE
    ids = tuple(meeting.id for meeting in sorted(found, key=lambda meeting: (meeting.day, meeting.id)))
    return Cell(period, state, duty.times, held, late, over, ids, min((one.day for one in planned), default=None))


def _key(every: Every, meeting: Occurrence) -> str:
    """The period a meeting counts for: the one it makes up for, else the one it lies in."""
    named = period_named(meeting.stands_for) if meeting.stands_for else None
    return period_of(every, named.last if named else meeting.day).key


def _item(duty: Duty, cell: Cell, meetings: Counted) -> DueItem:
    planned = [
        meeting for meeting in meetings.get((duty.kind, duty.body_id), ()) if meeting.planned and meeting.id in cell.ids
    ]
    first = min(planned, key=lambda meeting: (meeting.day, meeting.id), default=None)
    return DueItem(
        duty.kind,
        duty.body_id,
        duty.body_name,
        cell.period,
        cell.state,
        cell.missing,
        first.day if first else None,
        first.id if first else None,
    )
