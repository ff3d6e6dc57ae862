"""固定日: D5 the 5th of each month, L1 its last day, W1-6 its first Saturday, WL-5 its last Friday, E7 each Sunday.

A month without such a day (D31 in June) takes its last one; a month without a fifth Saturday has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from app.base.clock import month_end

_RULE = re.compile(r"D(?P<day>[1-9]|[12]\d|3[01])|(?P<last>L1)|W(?P<which>[1-5L])-(?P<weekday>[1-7])|E(?P<each>[1-7])")
_WEEKDAYS = "一二三四五六日"
_WHICH = {"1": "第一个", "2": "第二个", "3": "第三个", "4": "第四个", "5": "第五个", "L": "最后一个"}


def is_rule(text: str) -> bool:
    return _RULE.fullmatch(text) is not None


def in_words(rule: str) -> str:
    """每月5日, 每月最后一天, 每月第一个星期六, 每周星期日. Raises ValueError for what is no rule."""
    match = _match(rule)
    if match["day"]:
        return f"每月{match['day']}日"
    if match["last"]:
        return "每月最后一天"
    if match["each"]:
        return f"每周星期{_WEEKDAYS[int(match['each']) - 1]}"
    return f"每月{_WHICH[match['which']]}星期{_WEEKDAYS[int(match['weekday']) - 1]}"


def days(rule: str, first: date, last: date) -> Iterator[date]:
    """The days of a rule from `first` to `last`, in order. Raises ValueError for what is no rule."""
    match = _match(rule)
    if match["each"]:
        day = first + timedelta(days=(int(match["each"]) - first.isoweekday()) % 7)
        while day <= last:
            yield day
            day += timedelta(days=7)
        return
    year, month = first.year, first.month
    while date(year, month, 1) <= last:
        found = _in_month(match, year, month)
        if found is not None and first <= found <= last:
            yield found
        year, month = year + month // 12, month % 12 + 1


def _in_month(match: re.Match[str], year: int, month: int) -> date | None:
    end = month_end(year, month)
    if match["last"]:
        return end
    if match["day"]:
        return date(year, month, min(int(match["day"]), end.day))
    weekday = int(match["weekday"])
    if match["which"] == "L":
        return end - timedelta(days=(end.isoweekday() - weekday) % 7)
    start = date(year, month, 1)
    found = start + timedelta(days=(weekday - start.isoweekday()) % 7 + 7 * (int(match["which"]) - 1))
    return found if found.month == month else None


def _match(rule: str) -> re.Match[str]:
    match = _RULE.fullmatch(rule)
    if match is None:
        raise ValueError(rule)
    return match
