"""Periods cover the calendar without gap; each meeting counts once; what is over is held, made up or missing."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.cadence import CellState, Duty, Every, Occurrence, Period
from app.models.roster import Scope
from app.rules.cadence import by_series, due_items, duty_cells, sums, year_glance
from app.rules.periods import period_named, period_of, periods
from app.rules.recurrence import days, in_words, is_rule

DAY = st.dates(date(2020, 1, 1), date(2030, 12, 31))
EVERY = st.sampled_from(list(Every))


def owed(_duty: Duty, _period: Period) -> bool:
    return True


@given(EVERY, DAY)
def test_a_period_holds_its_days_and_its_key_names_it(every: Every, day: date) -> None:
    period = period_of(every, day)
    assert period.first <= day <= period.last
    assert period_named(period.key) == period
    assert period_of(every, period.last + timedelta(days=1)).first == period.last + timedelta(days=1)
    assert str(period.first.year) in period.title or str(period.last.year) in period.title


@given(EVERY, DAY, st.integers(0, 800))
def test_periods_have_no_gap(every: Every, first: date, length: int) -> None:
    found = list(periods(every, first, first + timedelta(days=length)))
    assert found[0].first <= first
    assert found[-1].last >= first + timedelta(days=length)
    for one, following in pairwise(found):
        assert following.first == one.last + timedelta(days=1)


@pytest.mark.parametrize("key", ["", "2026-13", "2026-Q5", "2026-H3", "2026-W60", "26-07", "上个月", "1800"])
def test_what_names_no_period(key: str) -> None:
    assert period_named(key) is None


@st.composite
def meetings(draw: st.DrawFn) -> list[Occurrence]:
    found = []
    for number in range(draw(st.integers(0, 25))):
        day = draw(st.dates(date(2026, 1, 1), date(2026, 12, 31)))
        earlier = draw(st.integers(1, 12))
        key = f"2026-{earlier:02d}" if draw(st.booleans()) and earlier < day.month else ""
        found.append(Occurrence(number, "支委会", 1, day, draw(st.booleans()), key))
    return found


@given(meetings(), st.integers(1, 3), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_every_meeting_counts_once_and_every_period_adds_up(found: list[Occurrence], times: int, as_of: date) -> None:
    duty = Duty("支委会", Scope.COMMITTEE, Every.MONTH, times, True, "条例", 1, "")
    cells = duty_cells(duty, date(2026, 1, 1), date(2026, 12, 31), by_series(found), owed, as_of)
    assert [cell.period.key for cell in cells] == [f"2026-{month:02d}" for month in range(1, 13)]
    ids = [number for cell in cells for number in cell.ids]
    counted = {one.id for one in found if one.planned or one.day <= as_of}
    assert len(ids) == len(set(ids))
    assert set(ids) == counted
    for cell in cells:
        assert cell.held + cell.late + cell.missing == times
        assert cell.over is (cell.period.last < as_of)
        if cell.state is CellState.OVERDUE:
            assert cell.over
            assert cell.missing
        if cell.state in (CellState.HELD, CellState.MADE_UP):
            assert not cell.missing
            assert (cell.state is CellState.MADE_UP) is (cell.late > 0)
        if cell.state is CellState.COMING:
            assert cell.period.first > as_of
    total = sums(cells)
    assert total.due == total.held + total.late + total.missing == times * sum(cell.over for cell in cells)


@given(meetings(), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_what_is_due_is_what_the_year_shows(found: list[Occurrence], as_of: date) -> None:
    duty = Duty("支委会", Scope.COMMITTEE, Every.MONTH, 1, True, "条例", 1, "")
    glance = year_glance(2026, [duty], by_series(found), owed, as_of)
    waiting = {
        cell.period.key
        for cell in glance.lines[0].cells
        if cell.period.first <= as_of and cell.state in (CellState.OVERDUE, CellState.DUE, CellState.PLANNED)
    }
    items = due_items([duty], by_series(found), owed, as_of, date(2026, 1, 1))
    assert {item.period.key for item in items} == waiting
    assert [item.late for item in items] == sorted((item.late for item in items), reverse=True)


def test_a_report_counts_the_last_day_as_over() -> None:
    duty = Duty("支委会", Scope.COMMITTEE, Every.MONTH, 1, True, "条例", 1, "")
    last = date(2026, 7, 31)
    (now,) = duty_cells(duty, date(2026, 7, 1), last, {}, owed, last)
    (then,) = duty_cells(duty, date(2026, 7, 1), last, {}, owed, last, day_over=True)
    assert (now.state, then.state) == (CellState.DUE, CellState.OVERDUE)


@given(st.sampled_from(["D1", "D31", "L1", "W1-6", "W5-1", "WL-5", "E7"]), DAY, st.integers(0, 500))
def test_fixed_days_lie_in_their_span(rule: str, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    found = list(days(rule, first, last))
    assert found == sorted(set(found))
    assert all(first <= day <= last for day in found)
    if rule.startswith("E"):
        assert all(day.isoweekday() == 7 for day in found)
    else:
        months = [(day.year, day.month) for day in found]
        assert len(months) == len(set(months))


def test_fixed_days_in_words() -> None:
    said = {rule: in_words(rule) for rule in ("D5", "L1", "W1-6", "WL-5", "E7")}
    assert said == {
        "D5": "每月5日",
        "L1": "每月最后一天",
        "W1-6": "每月第一个星期六",
        "WL-5": "每月最后一个星期五",
        "E7": "每周星期日",
    }
    assert list(days("D31", date(2026, 2, 1), date(2026, 2, 28))) == [date(2026, 2, 28)]
    assert list(days("W5-7", date(2026, 2, 1), date(2026, 2, 28))) == []
    assert not is_rule("D32")
    with pytest.raises(ValueError, match="每月"):
        in_words("每月")
