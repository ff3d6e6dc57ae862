"""Days as they are jotted down: 21, 11-21, 今天, 明天, +7, 两周后. Whole dates are read by `rules.dates`."""

from __future__ import annotations

import re
from datetime import date, timedelta

from app.rules.dates import Precision, read_date
from app.rules.terms import narrow, plain_dashes

_NEAR = {"今天": 0, "今日": 0, "昨天": -1, "前天": -2, "明天": 1, "后天": 2}
_DIGITS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_LATER = re.compile(
    r"(?:\+(?P<plus>\d{1,3})|(?P<count>\d{1,3}|[一两二三四五六七八九十])个?(?P<unit>天|周|星期|礼拜|(?<=个)月)后?)"
)
_SHORT = re.compile(r"(?:(?P<m>\d{1,2})[-/.月])?(?P<d>\d{1,2})[日号]?")


def read_day(text: str, today: date, *, coming: bool) -> date | None:
    """A day, None when the words are none. What lacks its year or month is the nearest such day: ahead of `today` when
    it is `coming`, else not after it."""
    word = plain_dashes(narrow(text)).strip()
    if not word:
        return None
    if word in _NEAR:
        return today + timedelta(days=_NEAR[word])
    if word == "下周":
        return today + timedelta(days=7)
    later = _LATER.fullmatch(word) if coming else None
    if later is not None:
        return today + timedelta(days=_days(later))
    short = _SHORT.fullmatch(word)
    if short is not None:
        return _nearest(short["m"], int(short["d"]), today, coming)
    read = read_date(word)
    return read.day if read is not None and read.precision is Precision.DAY else None


def _days(found: re.Match[str]) -> int:
    if found["plus"]:
        return int(found["plus"])
    count = _DIGITS[found["count"]] if found["count"] in _DIGITS else int(found["count"])
    return count * {"天": 1, "月": 30}.get(found["unit"], 7)


def _nearest(month: str | None, day: int, today: date, coming: bool) -> date | None:
    """The day of that number nearest to today on the right side of it."""
    step = 1 if coming else -1
    for months in range(13):
        index = today.year * 12 + today.month - 1 + step * months
        year, number = index // 12, index % 12 + 1
        if month is not None and number != int(month):
            continue
        try:
            found = date(year, number, day)
        except ValueError:
            continue
        if (found > today) if coming else (found <= today):
            return found
    return None
