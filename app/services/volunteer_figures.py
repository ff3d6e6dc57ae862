"""Figures of 志愿服务: for its page, the report and scripts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.base.clock import month_end
from app.models.volunteer_figures import MonthOfService, VolunteerFigures, VolunteerReport
from app.rules.volunteer_figures import NO_TEAM, every_month, volunteer_figures
from app.services.office import Office
from app.store import volunteer_figures as shelf

if TYPE_CHECKING:
    from app.store.connection import Connection

_EVER = date(1949, 10, 1)
MONTH, YEAR = ("month.", "本月"), ("year.", "今年以来")


def statistics(office: Office, since: date, until: date) -> VolunteerFigures:
    """Everything that is counted of volunteers in a span, up to today."""
    with office.store.reading() as connection:
        return counted(connection, since, until)


def by_month(office: Office, since: date, until: date) -> tuple[MonthOfService, ...]:
    """The trend, months without service included."""
    with office.store.reading() as connection:
        return every_month(since, until, shelf.by_month(connection, since, until))


def counted(connection: Connection, since: date, until: date, scope: tuple[str, str] = ("", "")) -> VolunteerFigures:
    """For services that have a connection already."""
    return volunteer_figures(
        (since, until, until),
        shelf.people(connection, until, until),
        shelf.among(connection, since, until),
        shelf.served(connection, since, until),
        shelf.coverage(connection, since, until),
        shelf.wishes(connection, since, until),
        scope,
    )


def volunteer_report(connection: Connection, year: int, month: int) -> VolunteerReport | None:
    """志愿服务 of a month's report, as of its last day; None where there was neither volunteer nor shift by then."""
    last = month_end(year, month)
    if not shelf.anything(connection, last):
        return None
    begin = date(year, 1, 1)
    return VolunteerReport(
        month=counted(connection, date(year, month, 1), last, MONTH),
        year=counted(connection, begin, last, YEAR),
        trend=every_month(begin, last, shelf.by_month(connection, begin, last)),
    )


def keyed(office: Office, as_of: date) -> dict[str, object] | None:
    """The figures up to a day by the keys that scripts know, with those of its month; None where there is nothing."""
    with office.store.reading() as connection:
        if not shelf.anything(connection, as_of):
            return None
        people = shelf.people(connection, as_of, as_of)
        sessions, records, minutes = shelf.totals(connection, as_of)
        months = shelf.by_month(connection, _EVER, as_of)
        month = counted(connection, as_of.replace(day=1), as_of)
    return {
        "volunteers": people.all.number,
        "by_team": {name or NO_TEAM: one.number for name, one in people.teams.items()},
        "dual_registered": people.dual.number,
        "party_members": people.party.number,
        "service_records": records,
        "service_minutes": minutes,
        "minutes_by_month": {name: total for name, _, _, total in months},
        "sessions": sessions,
        "month": {
            "sessions": month.sessions.numerator,
            "person_times": month.person_times.numerator,
            "minutes": month.minutes.numerator,
            "active": month.active.numerator,
            "coverage": None if month.coverage is None else [month.coverage.numerator, month.coverage.denominator],
            "wishes_done": None if month.wishes is None else month.wishes.numerator,
        },
    }
