"""Days as they are jotted down."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.day_words import read_day

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "gone", "coming"),
    [
        ("21", date(2026, 11, 21), date(2026, 12, 21)),
        ("20", date(2026, 11, 20), date(2026, 12, 20)),
        ("22日", date(2026, 10, 22), date(2026, 11, 22)),
        ("31", date(2026, 10, 31), date(2026, 12, 31)),
        ("11-20", date(2026, 11, 20), date(2027, 11, 20)),
        ("12.1", date(2025, 12, 1), date(2026, 12, 1)),
        ("１２月１日", date(2025, 12, 1), date(2026, 12, 1)),
        ("今天", TODAY, TODAY),
        ("昨天", date(2026, 11, 20), date(2026, 11, 20)),
        ("明天", date(2026, 11, 22), date(2026, 11, 22)),
        ("2026-10-03", date(2026, 10, 3), date(2026, 10, 3)),
        ("2026年10月3日", date(2026, 10, 3), date(2026, 10, 3)),
        ("+7", None, date(2026, 11, 28)),
        ("两周后", None, date(2026, 12, 5)),
        ("10天", None, date(2026, 12, 1)),
        ("一个月", None, date(2026, 12, 21)),
        ("下周", date(2026, 11, 28), date(2026, 11, 28)),
        ("2-30", None, None),
        ("32", None, None),
        ("0", None, None),
        ("改天", None, None),
        ("", None, None),
    ],
)
def test_what_is_jotted_down(text: str, gone: date | None, coming: date | None) -> None:
    assert read_day(text, TODAY, coming=False) == gone
    assert read_day(text, TODAY, coming=True) == coming


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)), st.integers(0, 364))
def test_a_day_without_its_year_is_the_nearest_one(today: date, back: int) -> None:
    day = today - timedelta(days=back)
    assert read_day(f"{day.month}-{day.day}", today, coming=False) == day


@given(st.text(max_size=12), st.booleans())
def test_no_words_make_it_fall(text: str, coming: bool) -> None:
    found = read_day(text, TODAY, coming=coming)
    assert found is None or isinstance(found, date)
