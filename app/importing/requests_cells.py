"""Reading one cell of a ledger of requests."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

from app.importing.raw import Cell
from app.importing.values import as_text
from app.models.request_import import When
from app.rules.dates import Precision, read_date
from app.rules.terms import half_width, narrow, says_nothing

_TIME = re.compile(r"(上午|下午|晚上|早上|中午|晚)?(\d{1,2})[::时点](\d{1,2})?分?(?::\d{1,2})?秒?(?:\.\d+)?$")
_SHORT = re.compile(r"(\d{1,2})[-./月](\d{1,2})[日号]?$")


def text_of(cell: Cell) -> str | None:
    """What is written, None for a blank and for marks of a blank."""
    text = as_text(cell)
    return None if says_nothing(text) else text


def when_of(cell: Cell, year: int | None) -> When | str | None:
    """A day with its time; None for a blank; the text itself where it is no date. `year`: of dates without one."""
    if isinstance(cell, datetime):
        return When(cell.date(), f"{cell:%H:%M}" if cell.hour or cell.minute else "")
    if isinstance(cell, date):
        return When(cell)
    if isinstance(cell, float) and not cell.is_integer() and cell > _FIRST_SERIAL:
        found = read_date(int(cell))
        minutes = round((cell % 1) * 1440)
        return When(found.day, f"{minutes // 60:02d}:{minutes % 60:02d}") if found else as_text(cell)
    text = text_of(cell)
    return None if text is None else _when(text, year) or text


@lru_cache(maxsize=65_536)
def _when(text: str, year: int | None) -> When | None:
    spaced = half_width(text).replace("T", " ")
    time, match = "", _TIME.search(spaced)
    if match:
        time = _clock(match[1] or "", int(match[2]), int(match[3] or 0))
        if not time:
            return None
        spaced = spaced[: match.start()]
    word = narrow(spaced)
    found = read_date(word)
    if found is not None and found.precision is Precision.DAY:
        return When(found.day, time)
    short = _SHORT.fullmatch(word)
    if short is None or year is None:
        return None
    try:
        return When(date(year, int(short[1]), int(short[2])), time)
    except ValueError:
        return None


def _clock(part: str, hour: int, minute: int) -> str:
    """'15:05' for 下午3点5分; '' for what no clock shows."""
    if part in ("下午", "晚上", "晚") and hour < 12:
        hour += 12
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else ""


_FIRST_SERIAL = 30_000
