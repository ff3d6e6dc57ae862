"""The figures of 志愿服务: the only place where one is made, each with what it is of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from app.models.figures import Figure, Ids
from app.models.volunteer_figures import MonthOfService, VolunteerFigures

NO_TEAM = "未编队"


class Counted(Protocol):
    @property
    def number(self) -> int: ...
    @property
    def ids(self) -> str: ...


class People(Protocol):
    @property
    def all(self) -> Counted: ...
    @property
    def dual(self) -> Counted: ...
    @property
    def party(self) -> Counted: ...
    @property
    def teams(self) -> Mapping[str, Counted]: ...


class Served(Protocol):
    @property
    def sessions(self) -> Counted: ...
    @property
    def records(self) -> Counted: ...
    @property
    def minutes(self) -> int: ...
    @property
    def volunteers(self) -> Counted: ...
    @property
    def teams(self) -> Sequence[tuple[str, int, int, str]]: ...


def volunteer_figures(
    span: tuple[date, date, date],
    people: People,
    among: int,
    served: Served,
    coverage: tuple[int, int, str],
    wishes: tuple[Counted, int],
    scope: tuple[str, str] = ("", ""),
) -> VolunteerFigures:
    """`span`: (since, until, as of); `people`: as of the last day; `among`: who was a volunteer at any time of it;
    `coverage`: (heads on duty, heads needed, ids of shifts); `wishes`: (done, done or still open);
    `scope`: part of the keys and words before the titles, ('month.', '本月')."""
    key, words = scope

    def figure(name: str, title: str, number: int, of: int | None, what: str, ids: str) -> Figure:
        return Figure(f"volunteers.{key}{name}", f"{words}{title}", number, of, what, Ids(ids))

    def head(name: str, title: str, counted: Counted, of: int | None = None) -> Figure:
        return Figure(f"volunteers.{key}{name}", title, counted.number, of, "volunteers", Ids(counted.ids))

    whole = people.all.number
    filled, needed, shifts = coverage
    done, asked = wishes
    times, minutes = served.records.number, served.minutes
    teams = [(name or NO_TEAM, count, sum_, ids) for name, count, sum_, ids in served.teams]
    return VolunteerFigures(
        since=span[0],
        until=span[1],
        as_of=span[2],
        volunteers=head("volunteers", "志愿者", people.all),
        dual=head("dual", "双报到党员", people.dual, whole),
        party=head("party", "党员志愿者", people.party, whole),
        active=head("active", f"{words}参加过服务的志愿者", served.volunteers, among),
        sessions=figure("sessions", "服务场次", served.sessions.number, None, "sessions", served.sessions.ids),
        person_times=figure("person_times", "服务人次", times, None, "service", served.records.ids),
        minutes=figure("minutes", "服务时长(分钟)", minutes, None, "service", served.records.ids),
        coverage=figure("coverage", "班次排定人数", filled, needed, "shifts", shifts) if needed else None,
        wishes=figure("wishes", "办成微心愿", done.number, asked, "wishes", done.ids) if asked else None,
        teams={name or NO_TEAM: head(f"team.{name}", _count(name), one, whole) for name, one in people.teams.items()},
        times_by_team={
            name: figure(f"times.{name}", f"{name}服务人次", count, times, "service", ids)
            for name, count, _, ids in teams
        },
        minutes_by_team={
            name: figure(f"minutes.{name}", f"{name}服务时长(分钟)", sum_, minutes, "service", ids)
            for name, _, sum_, ids in teams
        },
    )


def _count(team: str) -> str:
    return f"{team or NO_TEAM}人数"


def every_month(since: date, until: date, found: Sequence[tuple[str, int, int, int]]) -> tuple[MonthOfService, ...]:
    """Each month of a span, those without service with nought, so that a line of the trend has no gaps."""
    known = {month: (sessions, times, minutes) for month, sessions, times, minutes in found}
    first, last = since.year * 12 + since.month - 1, until.year * 12 + until.month - 1
    months = [f"{number // 12}-{number % 12 + 1:02d}" for number in range(first, last + 1)]
    return tuple(MonthOfService(month, *known.get(month, (0, 0, 0))) for month in months)
