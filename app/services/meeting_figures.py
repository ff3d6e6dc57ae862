"""Figures of organisation life and deliberation: for their pages, the report and scripts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.base.clock import month_end
from app.models.cadence import Every
from app.models.meeting_figures import (
    DeliberationFigures,
    DeliberationReport,
    MeetingFigures,
    MeetingReport,
    MonthOfMeetings,
)
from app.models.roster import BodyKind
from app.rules import cadence
from app.rules.deliberation_figures import deliberation_figures
from app.rules.deliberations import MEMBERS_MEETING
from app.rules.meeting_figures import ALL, MONTH, YEAR, DutyCells, Scope, meeting_figures, missed, trend
from app.rules.meeting_kinds import DELIBERATION, kinds
from app.rules.periods import period_of
from app.rules.roster import numbers_of
from app.services.office import Office
from app.store import meeting_figures as shelf
from app.store.meeting_numbers import Rosters
from app.store.meeting_rules import load_duties, load_occurrences, load_owed

if TYPE_CHECKING:
    from app.store.connection import Connection

_EVER = date(1949, 10, 1)


def statistics(office: Office, since: date, until: date, as_of: date | None = None) -> MeetingFigures:
    """Everything that is counted of organisation life in a span, as of the end of `as_of` (None: today)."""
    with office.store.reading() as connection:
        return life(connection, since, until, as_of or office.clock.today())


def matters(office: Office, since: date, until: date, as_of: date | None = None) -> DeliberationFigures:
    """Everything that is counted of deliberation in a span."""
    with office.store.reading() as connection:
        return deliberation(connection, since, until, as_of or office.clock.today())


def by_month(office: Office, since: date, until: date) -> tuple[MonthOfMeetings, ...]:
    """The trend of organisation life, every month from `since` to `until`."""
    today = office.clock.today()
    months = [f"{at // 12}-{at % 12 + 1:02d}" for at in range(_months(since), _months(until) + 1)]
    with office.store.reading() as connection:
        duties = _cells(connection, Rosters(connection), since, until, min(until, today))
        return trend(months, _life_only(shelf.held_meetings(connection, since, until)), duties)


def keyed(office: Office, as_of: date) -> dict[str, object] | None:
    """The figures of everything up to a day by the keys that scripts know; None where no meeting was ever held."""
    with office.store.reading() as connection:
        held = shelf.held_meetings(connection, _EVER, as_of)
        if not held:
            return None
        duties = _cells(connection, Rosters(connection), _EVER, as_of, as_of)
        members, voters = _people(connection, Rosters(connection), as_of)
    by_type: dict[str, int] = {}
    for meeting in held:
        by_type[meeting.kind] = by_type.get(meeting.kind, 0) + 1
    marked = [one for one in held if one.came + one.excused + one.absent]
    figures = meeting_figures(_EVER, as_of, as_of, marked, (), ((), ()), (0, 0))
    return {
        "meetings": len(held),
        "by_type": by_type,
        "missed": missed(duties),
        "members": members,
        "with_vote": voters,
        "attendance": {
            "should": figures.attended.denominator or 0,
            "attended": figures.attended.numerator,
            "percent": figures.attended.percent,
            "by_type": {kind: figure.percent for kind, figure in figures.attended_by_kind.items()},
        },
    }


def life(connection: Connection, since: date, until: date, as_of: date, scope: Scope = ALL) -> MeetingFigures:
    """For services that have a connection already."""
    rosters = Rosters(connection)
    held = _life_only(shelf.held_meetings(connection, since, min(until, as_of)))
    duties = _cells(connection, rosters, since, until, as_of)
    actions = shelf.open_actions(connection, as_of)
    people = _people(connection, rosters, as_of)
    return meeting_figures(since, until, as_of, held, duties, actions, people, scope)


def deliberation(
    connection: Connection, since: date, until: date, as_of: date, scope: Scope = ALL
) -> DeliberationFigures:
    """For services that have a connection already."""
    held = shelf.held_meetings(connection, since, min(until, as_of))
    ours = [meeting for meeting in held if _section(meeting.kind) == DELIBERATION]
    found = shelf.counted_matters(connection, as_of, MEMBERS_MEETING)
    return deliberation_figures(since, until, as_of, found, ours, scope)


def meeting_report(connection: Connection, year: int, month: int) -> MeetingReport | None:
    """组织生活 of a month's report, as of its last day; None where no meeting was ever held until then."""
    last = month_end(year, month)
    if not any(_section(one.kind) != DELIBERATION for one in shelf.held_meetings(connection, _EVER, last)):
        return None
    return MeetingReport(
        month=life(connection, date(year, month, 1), last, last, MONTH),
        year=life(connection, date(year, 1, 1), last, last, YEAR),
    )


def deliberation_report(connection: Connection, year: int, month: int) -> DeliberationReport | None:
    """议事协商 of a month's report; None where there was neither a matter nor a meeting of that sort until then."""
    last = month_end(year, month)
    ever = shelf.held_meetings(connection, _EVER, last)
    if not shelf.any_matter(connection, last) and not any(_section(one.kind) == DELIBERATION for one in ever):
        return None
    return DeliberationReport(
        month=deliberation(connection, date(year, month, 1), last, last, MONTH),
        year=deliberation(connection, date(year, 1, 1), last, last, YEAR),
    )


def _cells(connection: Connection, rosters: Rosters, since: date, until: date, as_of: date) -> DutyCells:
    """Cells of the periods that ended from `since` to `until`, at the end of `as_of`."""
    duties = load_duties(connection, rosters)
    owes = load_owed(connection, rosters, as_of)
    first = max(since, owes.first)
    begin = period_of(Every.YEAR, first).first - timedelta(days=7)
    meetings = cadence.by_series(load_occurrences(connection, begin, max(until, as_of)))
    return [
        (duty, cadence.duty_cells(duty, first, until, meetings, owes, as_of, day_over=True))
        for duty in duties
        if duty.owed
    ]


def _months(day: date) -> int:
    return day.year * 12 + day.month - 1


def _people(connection: Connection, rosters: Rosters, as_of: date) -> tuple[int, int]:
    """(members, with a vote) of the first branch by its roster; without one as the last members' meeting said."""
    branch = next((body for body in rosters.bodies.values() if body.kind is BodyKind.BRANCH), None)
    if branch is not None:
        numbers = numbers_of(as_of, branch, rosters.members, rosters.bodies)
        if numbers.members:
            return numbers.members, numbers.voters
    return shelf.last_said(connection, MEMBERS_MEETING, as_of)


def _life_only(held: list[shelf.HeldMeeting]) -> list[shelf.HeldMeeting]:
    return [meeting for meeting in held if _section(meeting.kind) != DELIBERATION]


def _section(kind: str) -> str:
    """The section of the report that a kind is counted in; a kind that no table knows is organisation life."""
    known = kinds().get(kind)
    return known.report if known else ""
