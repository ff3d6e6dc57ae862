"""Reading the cells of a ledger of service: times of a day, from when to when, and how long."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from app.importing.raw import Cell
from app.importing.values import as_text
from app.rules.dates import Precision, read_date
from app.rules.service import read_time
from app.rules.terms import half_width, narrow, plain_dashes, says_nothing

_TIME = re.compile(
    r"(?P<part>上午|早上|早晨|中午|下午|晚上|晚|凌晨)?(?P<hour>\d{1,2})(?:[:点时](?P<half>半)?(?P<minute>\d{1,2})?分?(?::\d{2})?|(?=半))"
    r"\s*(?P<mark>[ap]\.?m\b\.?)?",
    re.IGNORECASE,
)
_DAY = re.compile(r"(20\d{2})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
_BARE_SPAN = re.compile(r"(\d{1,4})-(\d{1,4})")
_HOURS = re.compile(
    r"(?:(?P<hours>\d+(?:\.\d+)?)个?(?:小时|钟头|时|h(?:ours?|rs?)?))?(?P<half>半)?(?:(?P<minutes>\d+(?:\.\d+)?)(?:分钟?|m(?:in)?(?:ute)?s?))?",
    re.IGNORECASE,
)
_CLOCK_LENGTH = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?")
_CHINESE = str.maketrans("一两二三四五六七八九", "1223456789")
_LATE = ("下午", "晚上", "晚")
_NIGHT = ("晚上", "晚")
_FIRST_DAY = 366  # a number below it is no day with a time of day
MINUTES, HOURS = "minutes", "hours"


def time_in(cell: Cell) -> str | None:
    """'14:05' out of a time, a fraction of a day, 下午2点5分, 1405; '' for a blank; None for what is no time: of the
    number 9.3 nobody knows whether it is 9:30 or 9:18."""
    if isinstance(cell, datetime | time):
        return f"{cell:%H:%M}"
    if isinstance(cell, timedelta):
        return _clock(round(cell.total_seconds() / 60))
    if isinstance(cell, float) and not cell.is_integer():
        return None if 1 < cell < _FIRST_DAY else _clock(round(cell % 1 * 1440))
    return _time_of(as_text(cell))


@lru_cache(maxsize=16_384)
def _time_of(text: str) -> str | None:
    if says_nothing(text):
        return ""
    times = times_in(text)
    return times[-1] if times else read_time(text)


def times_in(text: str) -> list[str]:
    """Every time of day that a text names, in its order; a later one takes 下午 from the one before."""
    found: list[str] = []
    part = ""
    for match in _TIME.finditer(half_width(_without_day(text))):
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        half = match["half"] or half_width(text)[match.end() : match.end() + 1] == "半"
        part = match["part"] or part
        mark = (match["mark"] or "").lower()[:1]
        if (mark == "a" or part == "凌晨") and hour == 12:
            hour = 0
        elif not mark and part in _NIGHT and hour == 12:  # midnight: the day's end, and half past it the next day
            hour = 0 if half or minute else 24
        elif found and not match["part"] and part in _NIGHT and hour <= int(found[-1][:2]) - 18:
            pass  # 晚上11点-1点
        elif hour < 12 and (mark == "p" or (not mark and part in _LATE) or (part == "中午" and hour < 5)):
            hour += 12
        elif found and not match["part"] and part in ("上午", "中午") and hour <= int(found[-1][:2]) - 6:
            hour += 12  # 上午11点-1点
        if hour > 24 or minute > 59:
            continue
        found.append(f"{hour:02d}:{30 if half else minute:02d}")
    return found


def span_in(cell: Cell) -> tuple[str, str] | None:
    """('14:00', '16:00') out of 14:00-16:00, 下午2点至4点, 9-11; None where it names no two times."""
    return _span_of(as_text(cell)) if isinstance(cell, str) else None


@lru_cache(maxsize=16_384)
def _span_of(written: str) -> tuple[str, str] | None:
    text = plain_dashes(half_width(_without_day(written))).replace("至", "-").replace("到", "-")
    times = times_in(text)
    if len(times) == 2:
        return times[0], times[1]
    bare = _BARE_SPAN.fullmatch(narrow(text))
    if bare is None:
        first, _, last = text.partition("-")
        if len(times) == 1 and last and narrow(first).isdecimal():  # 9-11点
            begin = read_time(first)
            return None if begin is None else (begin, times[0])
        return None
    begin, end = read_time(bare[1]), read_time(bare[2])
    return (begin, end) if begin and end else None


def day_in(text: str) -> date | None:
    """A whole date anywhere in a title or a sheet's name."""
    match = _DAY.search(half_width(text))
    if match is None:
        return None
    found = read_date("-".join(match.groups()))
    return found.day if found is not None and found.precision is Precision.DAY else None


def length_in(cell: Cell, unit: str) -> int | str | None:
    """Minutes of service; None for a blank; the text itself where it is no length. `unit`: of numbers without one."""
    if isinstance(cell, timedelta):
        return round(cell.total_seconds() / 60)
    if isinstance(cell, time):
        return cell.hour * 60 + cell.minute
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return round(float(cell) * (60 if unit == HOURS else 1))
    text = as_text(cell)
    if says_nothing(text):
        return None
    word = narrow(text)
    number = bare_number(word)
    if number is not None:
        return round(number * (60 if unit == HOURS else 1))
    clock = _CLOCK_LENGTH.fullmatch(word)
    if clock is not None:
        return int(clock[1]) * 60 + int(clock[2])
    word = word.translate(_CHINESE).replace("又", "").replace("个半小时", "小时半").replace("半个小时", "半小时")
    if word == "半小时":
        return 30
    match = _HOURS.fullmatch(word)
    if match is None or not any(match.groups()):
        return text
    minutes = float(match["hours"] or 0) * 60 + float(match["minutes"] or 0) + (30 if match["half"] else 0)
    return round(minutes)


def bare_number(word: str) -> float | None:
    """A number without a unit."""
    return float(word) if re.fullmatch(r"\d+(?:\.\d+)?", word) else None


def _without_day(text: str) -> str:
    """The text without a date in it, whose numbers are no times."""
    return _DAY.sub(" ", half_width(text))


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
