"""Figures of 志愿服务: who is there, how often and how long they served, which posts were filled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.models.figures import Figure


@dataclass(frozen=True)
class VolunteersShown:
    """Asked of the page of volunteers: show exactly these. `of` as a figure's: 'sessions', 'service', 'volunteers'."""

    of: str
    ids: frozenset[int]
    title: str


@dataclass(frozen=True)
class VolunteerFigures:
    """All that is counted of volunteers from `since` to `until`, as things stood at the end of `as_of`.

    Ids are volunteers (of='volunteers'); of `sessions` sessions (of='sessions'); of `person_times`, `minutes` and what
    they are by team the service records (of='service'); of `coverage` shifts (of='shifts'), of `wishes` wishes
    (of='wishes'). `minutes` are of actual service: hours are minutes / 60 to two places (`rules.service.hours`).
    `active`: who served at least once in the span, of those who are or were volunteers in it. `coverage`: heads on duty
    of heads needed, None where no shift was planned. `wishes`: 微心愿 done, of those done or still open.
    """

    since: date
    until: date
    as_of: date
    volunteers: Figure
    dual: Figure
    party: Figure
    active: Figure
    sessions: Figure
    person_times: Figure
    minutes: Figure
    coverage: Figure | None
    wishes: Figure | None
    teams: Mapping[str, Figure] = field(default_factory=dict)
    times_by_team: Mapping[str, Figure] = field(default_factory=dict)
    minutes_by_team: Mapping[str, Figure] = field(default_factory=dict)

    def figures(self) -> list[Figure]:
        """All of them, in the order of a list."""
        return [
            self.volunteers, self.dual, self.party, self.active, self.sessions, self.person_times, self.minutes,
            *filter(None, (self.coverage, self.wishes)), *self.teams.values(), *self.times_by_team.values(),
            *self.minutes_by_team.values(),
        ]  # fmt: skip


@dataclass(frozen=True)
class MonthOfService:
    """One month of the trend; its figures carry no ids, the month itself opens them."""

    month: str
    sessions: int
    person_times: int
    minutes: int


@dataclass(frozen=True)
class VolunteerReport:
    """志愿服务 of a month's report, of the year so far, and month by month up to it (twelve at most)."""

    month: VolunteerFigures
    year: VolunteerFigures
    trend: tuple[MonthOfService, ...] = ()

    def figures(self) -> list[Figure]:
        """Every figure of the month, then what was served in the year."""
        year = self.year
        rest = (year.coverage, year.wishes, *year.minutes_by_team.values())
        served = [year.active, year.sessions, year.person_times, year.minutes]
        return [*self.month.figures(), *served, *(figure for figure in rest if figure is not None)]
