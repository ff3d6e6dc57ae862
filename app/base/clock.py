"""Today, as something that can be handed in: tests and reports choose their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Clock:
    """The office's local time. `now` returns a naive local datetime."""

    now: Callable[[], datetime] = datetime.now

    def today(self) -> date:
        return self.now().date()


def chinese_date(day: date) -> str:
    """2026年10月31日, without leading zeros (GB/T 9704-2012)."""
    return f"{day.year}年{day.month}月{day.day}日"


def month_end(year: int, month: int) -> date:
    """Last day of a month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
