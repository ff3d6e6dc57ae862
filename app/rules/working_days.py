"""Working days (工作日): weekends and the holiday tables, counted from the day after (民法典第二百零一条).

A year without a table knows weekends only, and whoever shows a limit in it says so (G30).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from app.base.resources import rule_table
from app.models.working_days import OFF, Holiday

_SATURDAY = 5


@lru_cache(maxsize=1)
def published_holidays() -> tuple[Holiday, ...]:
    """The holiday tables that come with the program, in order of their days."""
    return tuple(Holiday(date.fromisoformat(row["day"]), row["kind"], row["name"]) for row in rule_table("holidays"))


class Calendar:
    """Which days people work on. Days of a year are worked out once, when the year is first asked for."""

    def __init__(self, holidays: Iterable[Holiday]) -> None:
        """Of two entries for one day the later one counts."""
        self._kinds = {holiday.day: holiday.kind for holiday in holidays}
        self.years = frozenset(day.year for day in self._kinds)
        self._working: dict[int, list[int]] = {}

    def is_working(self, day: date) -> bool:
        kind = self._kinds.get(day)
        return day.weekday() < _SATURDAY if kind is None else kind != OFF

    def after(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`; the day itself does not count. Not more than some years ahead."""
        year = day.year
        days = self._days(year)
        place = bisect_right(days, day.toordinal()) + count - 1
        while place >= len(days):
            place -= len(days)
            year += 1
            days = self._days(year)
        return date.fromordinal(days[place])

    def between(self, first: date, last: date) -> int:
        """Working days after `first` up to and including `last`; negative the other way round."""
        if last < first:
            return -self.between(last, first)
        return self._until(last) - self._until(first) + self._years_between(first.year, last.year)

    def weekends_only(self, first: date, last: date) -> tuple[int, ...]:
        """Years from `first` to `last` for which no table is there."""
        return tuple(year for year in range(first.year, last.year + 1) if year not in self.years)

    def _until(self, day: date) -> int:
        """Working days of its year up to and including `day`."""
        return bisect_right(self._days(day.year), day.toordinal())

    def _years_between(self, first: int, last: int) -> int:
        return sum(len(self._days(year)) for year in range(first, last))

    def _days(self, year: int) -> list[int]:
        """Ordinals of a year's working days."""
        days = self._working.get(year)
        if days is None:
            start, end = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
            days = [number for number in range(start, end + 1) if self.is_working(date.fromordinal(number))]
            self._working[year] = days
        return days
