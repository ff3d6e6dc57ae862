"""Dates as people spell them: 1994-2-13, 1997.06, 1954年3月25日, 201203, Excel serials, real dates, 一九五四年三月."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from app.rules.terms import narrow, plain_dashes

_EPOCH = date(1899, 12, 30)  # day 0 of Excel's 1900 system, its invented 29 February 1900 counted
_FIRST_SERIAL, _LAST_SERIAL = 2_101, 73_050  # 1905 to 2099; smaller numbers are years
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


class Precision(IntEnum):
    """How much of a date was written."""

    YEAR = 1
    MONTH = 2
    DAY = 3


class SpelledDate(NamedTuple):
    """What was understood. Parts that were not written are 1; `precision` says which were."""

    day: date
    precision: Precision

    def agrees_with(self, other: date) -> bool:
        """Whether `other` is the same date as far as this one was written."""
        mine = (self.day.year, self.day.month, self.day.day)[: self.precision]
        return mine == (other.year, other.month, other.day)[: self.precision]


_PATTERNS = (
    re.compile(r"(?P<y>\d{4})[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})[日号]?"),
    re.compile(r"(?P<y>\d{4})[-/.年](?P<m>\d{1,2})月?"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})"),
    re.compile(r"(?P<y>\d{4})年?"),
)
_TAIL = re.compile(r"(?:T?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?|生|出生|[.。])$")
_CHINESE = re.compile(r"[〇零一二三四五六七八九十]+")


@lru_cache(maxsize=65_536)
def read_date(value: object) -> SpelledDate | None:
    """A cell's value as a date, or None when it is none. A lunar date (农历) is not a date of the calendar: None."""
    if isinstance(value, datetime):
        return SpelledDate(value.date(), Precision.DAY)
    if isinstance(value, date):
        return SpelledDate(value, Precision.DAY)
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _from_number(float(value))
    return _from_text(value) if isinstance(value, str) else None


def _from_number(value: float) -> SpelledDate | None:
    if value.is_integer() and _FIRST_SERIAL <= value <= _LAST_SERIAL:
        return SpelledDate(_EPOCH + timedelta(days=int(value)), Precision.DAY)
    if value.is_integer():
        return _from_text(str(int(value)))
    if value != value or value > _LAST_SERIAL:
        return None
    if value > _FIRST_SERIAL:  # a serial with a time of day
        return _from_number(float(int(value)))
    # 1997.06 kept as a number; a cell shows 1997.1 for 1997.10, while January is typed 1997.01
    text = f"{value:.2f}"
    return _from_text(text)


def _from_text(text: str) -> SpelledDate | None:
    word = plain_dashes(narrow(text)).replace("、", ".").replace("\\", "/")
    if not word or "农历" in word or "阴历" in word:
        return None
    if len(word) == 5 and word.isdecimal():  # a serial that went through a text file
        return _from_number(float(word)) if _FIRST_SERIAL <= int(word) <= _LAST_SERIAL else None
    if word[0] in "〇零一二三四五六七八九":
        word = _CHINESE.sub(_arabic, word)
    while (shorter := _TAIL.sub("", word)) != word:
        word = shorter
    for pattern in _PATTERNS:
        match = pattern.fullmatch(word)
        if match:
            return _built(match.groupdict())
    return None


def _built(parts: dict[str, str]) -> SpelledDate | None:
    year = int(parts["y"])
    if not 1850 <= year <= 2200:
        return None
    precision = Precision(len(parts))
    try:
        return SpelledDate(date(year, int(parts.get("m", 1)), int(parts.get("d", 1))), precision)
    except ValueError:
        return None


def _arabic(match: re.Match[str]) -> str:
    """一九五四 -> 1954, 二十五 -> 25, 十 -> 10."""
    word = match[0]
    if "十" not in word:
        return word.translate(_DIGITS)
    tens, _, ones = word.partition("十")
    return f"{tens.translate(_DIGITS) or '1'}{ones.translate(_DIGITS) or '0'}"
