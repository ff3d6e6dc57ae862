"""Shifts, who is on them, swaps, wishes, and a month's state, as rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from app.base.clock import month_end
from app.base.errors import UserFault
from app.models.rostering import Seat, Wish
from app.models.shifts import Duty, Shift, ShiftDraft, Swap
from app.rules.names import name_keys
from app.rules.shifts import needs_words, read_needs
from app.store.journal import Value
from app.store.work import Work, stored

_SHIFT = (
    "SELECT s.id, s.title, s.day, s.starts, s.ends, s.heads, s.needs, s.team_id, coalesce(t.name, ''), s.place, "
    "s.activity_id, s.cancelled, s.came_of FROM volunteer_shift s LEFT JOIN volunteer_team t ON t.id = s.team_id"
)
_DUTY = (
    "SELECT d.id, d.shift_id, d.volunteer_id, coalesce(r.name, v.name), d.skill, d.pinned FROM duty d "
    "JOIN volunteer_shift s ON s.id = d.shift_id JOIN volunteer v ON v.id = d.volunteer_id "
    "LEFT JOIN resident r ON r.id = v.resident_id"
)
_NAME = "coalesce({0}_resident.name, {0}_person.name, '')"


def load_shift(connection: Connection, shift_id: int) -> Shift:
    """One shift with its people. Raises UserFault when it is not there."""
    found = _shifts(connection, "s.id = ?", (shift_id,))
    if not found:
        raise UserFault("这个班次已经不在了。", "请刷新后再试。")
    return found[0]


def shifts(connection: Connection, first: date, last: date) -> tuple[Shift, ...]:
    """Shifts of a time with their people, by day and hour."""
    return _shifts(connection, "s.day BETWEEN ? AND ?", (first.isoformat(), last.isoformat()))


def shifts_of(connection: Connection, ids: Collection[int]) -> tuple[Shift, ...]:
    """These shifts with their people, by day and hour; those that are gone are not among them."""
    listed = ",".join(str(int(one)) for one in sorted(ids))
    return _shifts(connection, f"s.id IN ({listed})", ())


def counts(connection: Connection, first: date, last: date) -> Counter[int]:
    """Shifts that stand, by volunteer."""
    rows = connection.exec_driver_sql(
        "SELECT d.volunteer_id, count(*) FROM duty d JOIN volunteer_shift s ON s.id = d.shift_id "
        "WHERE s.day BETWEEN ? AND ? AND s.cancelled = '' GROUP BY d.volunteer_id",
        (first.isoformat(), last.isoformat()),
    )
    return Counter({row[0]: row[1] for row in rows})


def add_shifts(work: Work, drafts: Sequence[ShiftDraft]) -> tuple[int, ...]:
    first = work.next_id("volunteer_shift")
    rows = [{"id": first + place, **_values(one), "cancelled": "", "came_of": ""} for place, one in enumerate(drafts)]
    if rows:
        work.insert("volunteer_shift", list(rows[0]), [list(row.values()) for row in rows])
    return tuple(range(first, first + len(drafts)))


def update_shift(work: Work, shift_id: int, draft: ShiftDraft) -> None:
    work.update("volunteer_shift", shift_id, _values(draft))


def remove_shift(work: Work, shift_id: int) -> None:
    """With everybody on it. Raises UserFault when service was written down for it."""
    used = work.connection.exec_driver_sql("SELECT 1 FROM service_session WHERE shift_id = ? LIMIT 1", (shift_id,))
    if used.first() is not None:
        raise UserFault("这个班次已经登记了服务,不能删除。", "没有开展的话,请先删除那次服务登记。")
    for table in ("duty", "duty_swap"):
        rows = work.connection.exec_driver_sql(f"SELECT id FROM {table} WHERE shift_id = ?", (shift_id,))
        work.delete(table, [row[0] for row in rows])
    work.delete("volunteer_shift", [shift_id])


def add_duties(work: Work, seats: Iterable[Seat], *, pinned: bool) -> None:
    first = work.next_id("duty")
    rows = [(first + place, seat.post_id, seat.person_id, seat.skill, int(pinned)) for place, seat in enumerate(seats)]
    work.insert("duty", ("id", "shift_id", "volunteer_id", "skill", "pinned"), rows)


def duty_keys(connection: Connection, first: date, last: date) -> dict[tuple[int, int, str], int]:
    """(shift, volunteer, skill) -> id of the duty, on shifts that stand."""
    rows = connection.exec_driver_sql(
        "SELECT d.id, d.shift_id, d.volunteer_id, d.skill FROM duty d JOIN volunteer_shift s ON s.id = d.shift_id "
        "WHERE s.day BETWEEN ? AND ? AND s.cancelled = ''",
        (first.isoformat(), last.isoformat()),
    )
    return {(row[1], row[2], row[3]): row[0] for row in rows}


def add_swap(work: Work, shift_id: int, out_id: int | None, in_id: int | None, on: date, reason: str) -> None:
    work.add(
        "duty_swap",
        {"shift_id": shift_id, "out_id": out_id, "in_id": in_id, "noted_on": on.isoformat(), "reason": reason},
    )


def swaps(connection: Connection, first: date, last: date) -> tuple[Swap, ...]:
    rows = connection.exec_driver_sql(
        f"SELECT w.shift_id, {_NAME.format('gone')}, {_NAME.format('come')}, w.noted_on, w.reason FROM duty_swap w "
        "JOIN volunteer_shift s ON s.id = w.shift_id LEFT JOIN volunteer gone_person ON gone_person.id = w.out_id "
        "LEFT JOIN resident gone_resident ON gone_resident.id = gone_person.resident_id "
        "LEFT JOIN volunteer come_person ON come_person.id = w.in_id "
        "LEFT JOIN resident come_resident ON come_resident.id = come_person.resident_id "
        "WHERE s.day BETWEEN ? AND ? ORDER BY w.id",
        (first.isoformat(), last.isoformat()),
    )
    return tuple(Swap(row[0], row[1], row[2], date.fromisoformat(row[3]), row[4]) for row in rows)


def wishes(connection: Connection) -> tuple[Wish, ...]:
    rows = connection.exec_driver_sql("SELECT volunteer_id, likes, day, weekday, half FROM duty_wish ORDER BY id")
    return tuple(
        Wish(row[0], bool(row[1]), None if row[2] is None else date.fromisoformat(row[2]), row[3], row[4])
        for row in rows
    )


def set_wishes(work: Work, volunteer_id: int, wanted: Sequence[Wish]) -> None:
    """All wishes of a volunteer, in place of those before."""
    rows = work.connection.exec_driver_sql("SELECT id FROM duty_wish WHERE volunteer_id = ?", (volunteer_id,))
    work.delete("duty_wish", [row[0] for row in rows])
    for wish in wanted:
        work.add(
            "duty_wish",
            {
                "volunteer_id": volunteer_id,
                "likes": int(wish.likes),
                "day": stored(wish.day),
                "weekday": wish.weekday,
                "half": wish.half,
            },
        )


def month_state(connection: Connection, year: int, month: int) -> tuple[date | None, str]:
    """(published on, what was said of it)."""
    row = connection.exec_driver_sql(
        "SELECT published_on, summary FROM duty_month WHERE year = ? AND month = ?", (year, month)
    ).one_or_none()
    if row is None:
        return None, ""
    return None if row[0] is None else date.fromisoformat(row[0]), row[1]


def set_month(work: Work, year: int, month: int, values: dict[str, Value]) -> None:
    row = work.connection.exec_driver_sql(
        "SELECT id FROM duty_month WHERE year = ? AND month = ?", (year, month)
    ).one_or_none()
    if row is None:
        work.add("duty_month", {"year": year, "month": month, "published_on": None, "summary": "", **values})
    else:
        work.update("duty_month", row[0], values)


def served(connection: Connection, first: date, last: date) -> dict[int, int]:
    """People signed in by shift, of those shifts whose service was written down."""
    rows = connection.exec_driver_sql(
        "SELECT s.shift_id, count(DISTINCT r.volunteer_id) FROM service_session s "
        "LEFT JOIN service_record r ON r.session_id = s.id "
        "WHERE s.shift_id IS NOT NULL AND s.day BETWEEN ? AND ? GROUP BY s.shift_id",
        (first.isoformat(), last.isoformat()),
    )
    return {row[0]: row[1] for row in rows}


def month_days(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), month_end(year, month)


def _shifts(connection: Connection, where: str, values: tuple[Any, ...]) -> tuple[Shift, ...]:
    duties: dict[int, list[Duty]] = {}
    for row in connection.exec_driver_sql(f"{_DUTY} WHERE {where}", values):
        duties.setdefault(row[1], []).append(
            Duty(row[0], row[1], row[2], row[3], name_keys(row[3]).sort, row[4], bool(row[5]))
        )
    return tuple(
        Shift(
            row[0], row[1], date.fromisoformat(row[2]), row[3], row[4], row[5], read_needs(row[6]), row[7], row[8],
            row[9], row[10], row[11], row[12],
            tuple(sorted(duties.get(row[0], ()), key=lambda duty: (duty.sort, duty.volunteer_id))),
        )
        for row in connection.exec_driver_sql(f"{_SHIFT} WHERE {where} ORDER BY s.day, s.starts, s.title, s.id", values)
    )  # fmt: skip


def _values(draft: ShiftDraft) -> dict[str, Value]:
    return {
        "activity_id": draft.activity_id,
        "title": draft.title,
        "team_id": draft.team_id,
        "place": draft.place,
        "day": draft.day.isoformat(),
        "starts": draft.starts,
        "ends": draft.ends,
        "heads": draft.heads,
        "needs": needs_words(draft.needs),
    }
