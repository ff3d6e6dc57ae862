"""What stands in a seat of the roster's table, and how it is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.models.shifts import Duty, Shift
from app.rules.duty_lines import WEEKDAYS, half_of
from app.rules.shifts import needs_words

Kind = tuple[str, str, str, int]  # starts, ends, title, and the how manieth of a day
_GAP = "缺人"


@dataclass(frozen=True)
class Cell:
    """One place on one shift; `duty` None: nobody there yet."""

    shift: Shift
    duty: Duty | None


def groups_of(lines: Sequence[tuple[Kind, int]]) -> list[tuple[int, int]]:
    """Columns of one kind of shift, (first, last)."""
    starts = [number for number, (_, place) in enumerate(lines) if place == 0]
    return [(first, after - 1) for first, after in zip(starts, [*starts[1:], len(lines)], strict=True)]


def by_kind(shifts: Sequence[Shift]) -> dict[Kind, dict[date, Shift]]:
    """Shifts of the same time and name in one line, a second one of a day in another."""
    found: dict[Kind, dict[date, Shift]] = {}
    for shift in shifts:
        number = 0
        while shift.day in found.get((shift.starts, shift.ends, shift.title, number), {}):
            number += 1
        found.setdefault((shift.starts, shift.ends, shift.title, number), {})[shift.day] = shift
    return found


def order(kind: Kind) -> tuple[str, str, str, int]:
    return kind


def seats_of(shift: Shift) -> int:
    return 1 if shift.cancelled else max(len(shift.duties) + shift.missing, 1)


def seat_words(shift: Shift, duty: Duty | None, place: int) -> str:
    if shift.cancelled:
        return "已取消" if place == 0 else ""
    if duty is None:
        return _GAP
    return f"{duty.name}⚠" if duty.clash else f"{duty.name}·固" if duty.pinned else duty.name


def told(cell: Cell) -> str:
    """A seat in words, in one line."""
    day = f"{cell.shift.day.month}月{cell.shift.day.day}日 周{WEEKDAYS[cell.shift.day.weekday()]}"
    return f"{day} {tip(cell.shift, cell.duty)}".replace("\n", ";")


def tip(shift: Shift, duty: Duty | None) -> str:
    said = [f"{shift.title} {shift.times} {shift.place}".strip()]
    if shift.needs:
        said.append(f"需要技能:{needs_words(shift.needs)}")
    if shift.cancelled:
        said.append(f"已取消:{shift.cancelled}")
    elif duty is None and shift.missing:
        said.append(f"缺{shift.missing}人:{shift.gap}")
    elif duty is None:
        said.append("人已够")
    elif duty.clash:
        said.append(f"{duty.name}:{duty.clash}")
    elif duty.pinned:
        said.append(f"{duty.name}由人工固定,自动排班不会动")
    return "\n".join(said)


def head_words(kind: Kind, place: int, count: int, *, stacked: bool) -> str:
    """What stands at the head of a seat's line: the time and the name once for all seats of a shift."""
    shift = Shift(0, kind[2], date.min, kind[0], kind[1], 1)
    half = half_of(shift)
    if stacked:
        return f"{half} {kind[0]}\n{kind[2]}"
    if count == 1:
        return f"{kind[0]} {kind[2]}"
    return f"{half} {kind[0]}-{kind[1]}" if place == 0 else kind[2] if place == 1 else ""
