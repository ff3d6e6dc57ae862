"""Dates in every spelling; what was not written is not invented."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.dates import Precision, SpelledDate, read_date

DAYS = st.dates(date(1900, 3, 1), date(2099, 12, 31))
WHOLE = (
    "{0.year}-{0.month}-{0.day}",
    "{0:%Y-%m-%d}",
    "{0.year}年{0.month}月{0.day}日",
    "{0:%Y/%m/%d}",
    "{0:%Y.%m.%d}",
    "{0:%Y%m%d}",
    "{0.year}.{0.month}.{0.day}",
    "{0:%Y-%m-%d} 00:00:00",
    " {0.year} 年 {0.month} 月 {0.day} 日 ",
    "{0:%Y-%m-%d}出生",
)
MONTHS = ("{0.year}.{0.month:02d}", "{0:%Y%m}", "{0.year}年{0.month}月", "{0.year}-{0.month}", "{0:%Y/%m}")


@given(DAYS, st.sampled_from(WHOLE))
def test_whole_dates(day: date, spelling: str) -> None:
    assert read_date(spelling.format(day)) == SpelledDate(day, Precision.DAY)


@given(DAYS, st.sampled_from(MONTHS))
def test_months_agree_with_all_of_their_days(day: date, spelling: str) -> None:
    found = read_date(spelling.format(day))
    assert found == SpelledDate(day.replace(day=1), Precision.MONTH)
    assert found.agrees_with(day)


@given(st.dates(date(1906, 1, 1), date(2099, 12, 31)))
def test_serials_and_cells(day: date) -> None:
    serial = float((day - date(1899, 12, 30)).days)
    assert (
        read_date(serial)
        == read_date(day)
        == read_date(datetime(day.year, day.month, day.day))
        == SpelledDate(day, Precision.DAY)
    )
    assert read_date(float(f"{day:%Y%m%d}")) == SpelledDate(day, Precision.DAY)


@given(st.text(max_size=20) | st.floats() | st.integers() | st.booleans())
def test_anything_is_judged_without_a_crash(value: object) -> None:
    found = read_date(value)
    assert found is None or isinstance(found.day, date)


@pytest.mark.parametrize(
    ("value", "day", "precision"),
    [
        ("一九五四年三月二十五日", date(1954, 3, 25), Precision.DAY),
        ("１９９４.２.１３", date(1994, 2, 13), Precision.DAY),
        (1997.06, date(1997, 6, 1), Precision.MONTH),
        (1997.1, date(1997, 10, 1), Precision.MONTH),
        ("1954年", date(1954, 1, 1), Precision.YEAR),
        (1954.0, date(1954, 1, 1), Precision.YEAR),
        ("34000", date(1993, 1, 31), Precision.DAY),
    ],
)
def test_single_spellings(value: object, day: date, precision: Precision) -> None:
    assert read_date(value) == SpelledDate(day, precision)


@pytest.mark.parametrize(
    "value", ["", "1994.2.30", "农历1954.3.2", "不详", "13800000000", None, True, float("nan"), float("inf")]
)
def test_what_is_no_date(value: object) -> None:
    assert read_date(value) is None


def test_five_digits_that_are_no_day_of_a_workbook() -> None:
    assert read_date("99999") is None
    assert read_date("00001") is None
    assert read_date(99999.0) is None
