"""Weeks (ISO), months, quarters, half-years and years, and the keys they go by: 2026-W31, 2026-07, 2026-Q3, 2026-H2."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from app.base.clock import month_end
from app.models.cadence import Every, Period

_KEY = re.compile(r"(?P<year>\d{4})(?:-(?:(?P<month>\d{2})|Q(?P<quarter>[1-4])|H(?P<half>[12])|W(?P<week>\d{2})))?")


@lru_cache(maxsize=4096)
def period_of(every: Every, day: date) -> Period:
    """The period of its kind that a day lies in."""
    if every is Every.WEEK:
        year, week, weekday = day.isocalendar()
        first = day - timedelta(days=weekday - 1)
        return Period(f"{year}-W{week:02d}", every, first, first + timedelta(days=6))
    if every is Every.MONTH:
        return _months(f"{day.year}-{day.month:02d}", every, day.year, day.month, 1)
    if every is Every.QUARTER:
        quarter = (day.month + 2) // 3
        return _months(f"{day.year}-Q{quarter}", every, day.year, quarter * 3 - 2, 3)
    if every is Every.HALF:
        half = 1 if day.month <= 6 else 2
        return _months(f"{day.year}-H{half}", every, day.year, half * 6 - 5, 6)
    return _months(str(day.year), every, day.year, 1, 12)


def periods(every: Every, first: date, last: date) -> Iterator[Period]:
    """All periods that touch the days from `first` to `last`, in order."""
    while first <= last:
        period = period_of(every, first)
        yield period
        first = period.last + timedelta(days=1)


def period_named(key: str) -> Period | None:
    """The period a key names, or None."""
    match = _KEY.fullmatch(key)
    if not match or not 1900 <= int(match["year"]) <= 2200:
        return None
    year = int(match["year"])
    try:
        if match["month"]:
            return period_of(Every.MONTH, date(year, int(match["month"]), 1))
        if match["quarter"]:
            return period_of(Every.QUARTER, date(year, int(match["quarter"]) * 3, 1))
        if match["half"]:
            return period_of(Every.HALF, date(year, int(match["half"]) * 6, 1))
        if match["week"]:
            return period_of(Every.WEEK, date.fromisocalendar(year, int(match["week"]), 1))
    except ValueError:
        return None
    return period_of(Every.YEAR, date(year, 1, 1))


def _months(key: str, every: Every, year: int, month: int, count: int) -> Period:
    return Period(key, every, date(year, month, 1), month_end(year, month + count - 1))
