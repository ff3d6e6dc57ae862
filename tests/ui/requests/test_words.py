"""What is said of limits, rounds, periods and holidays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.models.requests import RequestRow, Round, State
from app.models.working_days import OFF, WORK, Holiday
from app.ui.requests import telling
from app.ui.requests.period import days_of, span_words
from app.ui.requests.rules_card import holiday_lines

ROW = RequestRow(
    1, "2026-0001", date(2026, 11, 16), "电话", "设施维修", "路灯不亮", "一般", None, None, "东门", "", "", "",
    State.RECEIVED, 1, date(2026, 11, 23), False, "", 0, None, "", "未办结", 0, 1,
)  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "said", "tone"),
    [
        ({}, "还剩 1 个工作日", ""),
        ({"days_left": 0}, "今天到期", "amber"),
        ({"late_days": 3, "days_left": -3}, "超时 3 个工作日", "red"),
        ({"stopped": True, "due_on": None, "days_left": None}, "停计期限", ""),
        ({"due_on": None, "days_left": None}, "未约定期限", ""),
        ({"state": State.CLOSED, "days_left": None}, "", ""),
        ({"state": State.CLOSED, "days_left": None, "late_days": 2}, "超时 2 个工作日", "amber"),
        ({"round": 2, "late_before": True}, "还剩 1 个工作日,曾超时", "amber"),
        ({"round": 2, "late_before": True, "state": State.VISITED, "days_left": None}, "曾超时", "amber"),
    ],
)
def test_a_limit_is_told_in_words_and_in_a_tone(changed: dict[str, object], said: str, tone: str) -> None:
    row = replace(ROW, **changed)  # type: ignore[arg-type]
    assert (telling.limit_words(row), telling.limit_tone(row)) == (said, tone)


def test_a_tone_never_stands_alone() -> None:
    """Whatever is coloured says in words why."""
    for late in (0, 2):
        for left in (None, 0, 1):
            for state in State:
                for before in (False, True):
                    row = replace(ROW, late_days=late, days_left=left, state=state, late_before=before)
                    assert not telling.limit_tone(row) or telling.limit_words(row)


def test_rounds() -> None:
    one = Round(1, date(2026, 11, 2), date(2026, 11, 9), True, date(2026, 11, 10), "已解决", "不满意")
    assert telling.round_words(one) == (
        "第 1 轮:2026年11月2日开始,期限到2026年11月9日,2026年11月10日办结(已解决),不满意,超时办结"
    )
    assert telling.round_words(Round(2, date(2026, 11, 11))) == "第 2 轮:2026年11月11日开始"


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        ("今天", date(2026, 11, 21), date(2026, 11, 21)),
        ("本周", date(2026, 11, 16), date(2026, 11, 22)),
        ("本月", date(2026, 11, 1), date(2026, 11, 30)),
        ("上月", date(2026, 10, 1), date(2026, 10, 31)),
        ("本季度", date(2026, 10, 1), date(2026, 12, 31)),
        ("今年", date(2026, 1, 1), date(2026, 12, 31)),
        ("去年", date(2025, 1, 1), date(2025, 12, 31)),
        (None, None, None),
    ],
)
def test_spans(span: str | None, first: date | None, last: date | None) -> None:
    assert days_of(span, date(2026, 11, 21)) == (first, last)


def test_last_month_in_january_and_the_quarter_of_february() -> None:
    assert days_of("上月", date(2027, 1, 5)) == (date(2026, 12, 1), date(2026, 12, 31))
    assert days_of("本季度", date(2028, 2, 29)) == (date(2028, 1, 1), date(2028, 3, 31))


def test_span_words() -> None:
    assert span_words((None, None)) == "全部时间"
    assert span_words((date(2026, 1, 1), date(2026, 1, 1))) == "2026年1月1日"
    assert span_words((date(2026, 1, 1), None)) == "2026年1月1日以来"
    assert span_words((None, date(2026, 1, 31))) == "截至2026年1月31日"


def test_holidays_that_follow_each_other_are_told_as_one() -> None:
    days = [
        Holiday(date(2026, 2, 14), WORK, "春节"),
        *(Holiday(date(2026, 2, day), OFF, "春节") for day in range(15, 24)),
        Holiday(date(2026, 4, 30), OFF, "劳动节"),
        Holiday(date(2026, 5, 1), OFF, "劳动节"),
    ]
    assert holiday_lines(days) == ["春节:2月15日至23日放假;2月14日上班", "劳动节:4月30日至5月1日放假"]
