"""Working days: holidays, make-up days, years without a table."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.models.working_days import Holiday
from app.rules.working_days import Calendar, published_holidays

PUBLISHED = Calendar(published_holidays())
DAYS = st.dates(date(2023, 6, 1), date(2027, 12, 31))


def test_the_published_years() -> None:
    assert PUBLISHED.years == {2024, 2025, 2026}
    working = {
        year: sum(PUBLISHED.is_working(date(year, 1, 1) + timedelta(n)) for n in range(365)) for year in (2025, 2026)
    }
    # 2025: 13 statutory days off, 2026 the same: 365 - 104 weekend days - 13
    assert working == {2025: 248, 2026: 248}


def test_known_days() -> None:
    assert not PUBLISHED.is_working(date(2026, 10, 1))
    assert PUBLISHED.is_working(date(2026, 10, 10))  # a Saturday that is worked
    assert not PUBLISHED.is_working(date(2026, 10, 11))
    assert PUBLISHED.after(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert PUBLISHED.after(date(2026, 2, 13), 2) == date(2026, 2, 24)  # the Saturday before the festival is worked


@given(DAYS, st.integers(1, 300))
def test_after_and_between_agree(day: date, count: int) -> None:
    due = PUBLISHED.after(day, count)
    assert PUBLISHED.is_working(due)
    assert PUBLISHED.between(day, due) == count
    counted = sum(PUBLISHED.is_working(day + timedelta(n)) for n in range(1, (due - day).days + 1))
    assert counted == count


@given(DAYS, DAYS, DAYS)
def test_between_adds_up(one: date, two: date, three: date) -> None:
    assert PUBLISHED.between(one, two) + PUBLISHED.between(two, three) == PUBLISHED.between(one, three)
    assert PUBLISHED.between(one, two) == -PUBLISHED.between(two, one)


def test_G30_a_year_without_a_table_knows_weekends_only() -> None:
    assert PUBLISHED.after(date(2027, 4, 30), 1) == date(2027, 5, 3)  # a Friday, then the Monday
    assert PUBLISHED.weekends_only(date(2026, 12, 20), date(2027, 1, 5)) == (2027,)
    assert PUBLISHED.weekends_only(date(2026, 1, 1), date(2026, 12, 31)) == ()


def test_an_own_table_lies_over_the_published_one() -> None:
    own = Calendar((*published_holidays(), Holiday(date(2026, 10, 8), "放假"), Holiday(date(2027, 5, 3), "放假")))
    assert own.after(date(2026, 9, 30), 1) == date(2026, 10, 9)
    assert own.weekends_only(date(2027, 1, 1), date(2027, 2, 1)) == ()
