"""Bands of age and shares: everyone stands in exactly one place, whatever day it is."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.figures import Figure
from app.models.population import EVERYWHERE, LAST_BAND, MEN, WOMEN, AgeingLevel, Asked, Scope, Structure, Topic, asked
from app.rules.ages import age_on
from app.rules.population import (
    Cell,
    Place,
    ageing_level,
    band_of,
    change_words,
    level_words,
    month_days,
    points_words,
    structure,
)

DAY = date(2026, 10, 31)
LEVELS = (AgeingLevel("老龄化社会", 10, ""), AgeingLevel("中度老龄化", 20, ""), AgeingLevel("重度老龄化", 30, ""))
CELLS = st.builds(
    Cell,
    st.sampled_from((MEN, WOMEN, "", "未说明的性别")),
    st.sampled_from((True, False, None)),
    st.none() | st.integers(-1, 130),
)


def share(part: int, whole: int) -> Figure:
    return Figure("k", "t", part, whole, "residents")


def counted(found: Structure) -> int:
    """Everybody who stands somewhere in the pyramid or beside it."""
    in_bands = sum(band.men.numerator + band.women.numerator for band in found.bands)
    return in_bands + found.no_sex.numerator + found.no_birth.numerator + found.unborn.numerator


@given(st.dictionaries(CELLS, st.integers(1, 50)))
def test_bands_and_the_unknown_are_all_residents(people: dict[Cell, int]) -> None:
    found = structure(DAY, EVERYWHERE, Place(Counter(people)), {})
    assert counted(found) == found.whole.residents.numerator == sum(people.values())


@given(st.integers(0, 130))
def test_every_age_has_one_band(age: int) -> None:
    firsts = range(0, LAST_BAND + 5, 5)
    assert [first for first in firsts if first <= age and (age < first + 5 or first == LAST_BAND)] == [band_of(age)]


@given(st.dates(date(1906, 1, 1), date(2026, 12, 31)), st.integers(0, 60_000))
def test_a_person_moves_up_one_band_at_a_time_and_never_down(birth: date, days: int) -> None:
    day = min(birth + timedelta(days=days), date(2099, 1, 1))
    now, tomorrow = band_of(age_on(birth, day)), band_of(age_on(birth, day + timedelta(days=1)))
    assert tomorrow - now in (0, 5)


def test_born_on_29_february_a_band_is_left_on_1_march() -> None:
    born = date(1964, 2, 29)
    assert band_of(age_on(born, date(2029, 2, 28))) == 60
    assert band_of(age_on(born, date(2029, 3, 1))) == 65
    assert band_of(age_on(born, date(2024, 2, 28))) == 55
    assert band_of(age_on(born, date(2024, 2, 29))) == 60


@given(st.dictionaries(CELLS, st.integers(1, 50)))
def test_units_and_the_unknown_are_all_residents(people: dict[Cell, int]) -> None:
    whole = structure(DAY, EVERYWHERE, Place(Counter(people)), {}).whole
    if whole.unit_people is None or whole.other_people is None:
        assert whole.unit_unknown.numerator == whole.residents.numerator
    else:
        parts = (whole.unit_people, whole.other_people, whole.unit_unknown)
        assert sum(part.numerator for part in parts) == whole.residents.numerator


@pytest.mark.parametrize("value", ["", "男60", "党员户"])
@pytest.mark.parametrize("grid", [None, "", "第一网格", "甲/乙@丙.丁"])
def test_a_key_says_what_is_behind_it(value: str, grid: str | None) -> None:
    one = Asked(Topic.BAND, DAY, value, grid)
    assert asked(one.key) == one


def test_a_key_of_another_page_is_refused() -> None:
    with pytest.raises(ValueError):
        asked("requests.received")


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (99, "未到老龄化社会(10%起)"),
        (100, "达到老龄化社会(10%起)"),
        (199, "达到老龄化社会(10%起)"),
        (200, "达到中度老龄化(20%起)"),
        (209, "达到中度老龄化(20%起)"),
        (300, "达到重度老龄化(30%起)"),
    ],
)
def test_a_level_begins_with_its_number(part: int, said: str) -> None:
    assert level_words(share(part, 1000), LEVELS) == said


def test_where_nobody_lives_nothing_is_called_old() -> None:
    assert ageing_level(share(0, 0), LEVELS) is None
    assert level_words(share(0, 0), LEVELS) == ""


@given(st.integers(0, 5000), st.integers(1, 5000), st.integers(0, 5000), st.integers(1, 5000))
def test_the_change_is_that_of_the_printed_numbers(a: int, b: int, c: int, d: int) -> None:
    now, before = share(min(a, b), b), share(min(c, d), d)
    printed = round(float(now.percent[:-1]) - float(before.percent[:-1]), 2)
    assert float(points_words(now, before)) == printed


def test_changes_in_words() -> None:
    assert [change_words(share(n, 9), share(5, 9)) for n in (3, 5, 8)] == ["-2", "持平", "+3"]
    assert (
        change_words(None, share(1, 2))
        == points_words(share(1, 2), None)
        == points_words(share(0, 0), share(1, 2))
        == ""
    )


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_24_days_a_month_apart(day: date) -> None:
    days = month_days(day)
    assert len(days) == 24
    assert days[-1] == day
    assert all((one + timedelta(days=1)).day == 1 for one in days[:-1])
    months = [one.year * 12 + one.month for one in days]
    assert months == list(range(months[0], months[0] + 24))


def test_scopes_in_words() -> None:
    assert [Scope().words, Scope("").words, Scope("第一网格", "大院").words] == ["", "未分网格", "大院第一网格"]
