"""Figures of organisation life and of deliberation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.models.figures import Figure


@dataclass(frozen=True)
class MeetingFigures:
    """All that is counted of 组织生活 from `since` to `until`, as things stood at the end of `as_of`.

    Ids are meetings (of='meetings'), of `actions_...` items (of='actions'). `held`: of what was owed in periods that
    ended in the span, how much was held in time. `made_up` and `overdue` are of the same; what is overdue has no ids.
    `attended`: of those who should have come to meetings whose attendance was taken down; `absent`, `excused` and
    `unrecorded` are of the same. `unmarked`: meetings whose attendance nobody took down. `due_by_kind`: what `held` is
    of, kind by kind. `missed`: '2026-07 支部委员会会议', with the group where it is one's.
    """

    since: date
    until: date
    as_of: date
    meetings: Figure
    held: Figure
    made_up: Figure
    overdue: Figure
    attended: Figure
    excused: Figure
    absent: Figure
    unrecorded: Figure
    unmarked: Figure
    actions_open: Figure
    actions_late: Figure
    members: int = 0
    voters: int = 0
    missed: tuple[str, ...] = ()
    by_kind: Mapping[str, Figure] = field(default_factory=dict)
    held_by_kind: Mapping[str, Figure] = field(default_factory=dict)
    made_up_by_kind: Mapping[str, Figure] = field(default_factory=dict)
    overdue_by_kind: Mapping[str, Figure] = field(default_factory=dict)
    attended_by_kind: Mapping[str, Figure] = field(default_factory=dict)

    def figures(self) -> list[Figure]:
        """All of them, in the order of a list."""
        return [
            self.meetings, self.held, self.made_up, self.overdue, self.attended, self.excused, self.absent,
            self.unrecorded, self.unmarked, self.actions_open, self.actions_late, *self.by_kind.values(),
            *self.held_by_kind.values(), *self.attended_by_kind.values(),
        ]  # fmt: skip


@dataclass(frozen=True)
class MonthOfMeetings:
    """One month of the trend: meetings held, attendance, and of what was owed in periods that ended in it, how much
    was held in time."""

    month: str
    meetings: Figure
    attended: Figure
    held: Figure


@dataclass(frozen=True)
class DeliberationFigures:
    """Matters from `since` to `until` as things stood at the end of `as_of`. Ids are matters (of='deliberations'), of
    `meetings` and its kinds meetings.

    `by_step`: '五议工作法:共议' -> open matters whose next step that is. `warned`: important ones that were decided
    without a members' meeting.
    """

    since: date
    until: date
    as_of: date
    opened: Figure
    closed: Figure
    open: Figure
    published: Figure
    warned: Figure
    meetings: Figure
    by_step: Mapping[str, Figure] = field(default_factory=dict)
    by_method: Mapping[str, Figure] = field(default_factory=dict)
    meetings_by_kind: Mapping[str, Figure] = field(default_factory=dict)

    def figures(self) -> list[Figure]:
        """All of them, in the order of a list."""
        return [
            self.opened, self.closed, self.open, self.published, self.warned, self.meetings, *self.by_step.values(),
            *self.by_method.values(), *self.meetings_by_kind.values(),
        ]  # fmt: skip


@dataclass(frozen=True)
class MeetingReport:
    """组织生活 of a month's report, and of the year so far."""

    month: MeetingFigures
    year: MeetingFigures

    def figures(self) -> list[Figure]:
        """Every figure of the month, then of the year; what is open on the day is counted once."""
        today = {self.year.actions_open.key, self.year.actions_late.key}
        return [*self.month.figures(), *(figure for figure in self.year.figures() if figure.key not in today)]


@dataclass(frozen=True)
class DeliberationReport:
    """议事协商 of a month's report, and of the year so far."""

    month: DeliberationFigures
    year: DeliberationFigures

    def figures(self) -> list[Figure]:
        """Every figure of the month, then what happened in the year."""
        year = self.year
        return [*self.month.figures(), year.opened, year.closed, year.meetings, *year.meetings_by_kind.values()]
