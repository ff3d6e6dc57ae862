"""Requests as lists show them: telephone masked, door in words, how late."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from app.models.households import DoorKey
from app.models.requests import RequestRow, State
from app.rules.masking import mask_phone
from app.rules.requests import late_days
from app.rules.working_days import Calendar
from app.store.request_steps import day

NOT_VISITED, NOT_CLOSED = "未回访", "未办结"
_SELECT = (
    "SELECT r.id, r.number, r.received_on, r.channel, r.category, r.words, r.grade, r.household_id, r.resident_id, "
    "r.address, r.caller, r.phone, coalesce(g.name, ''), r.state, r.round, r.due_on, r.stopped, r.handler, r.waiting, "
    "r.closed, r.closed_on, r.outcome, r.satisfaction, r.late_before, h.estate, h.building, h.unit, h.room "
    "FROM request r LEFT JOIN household h ON h.id = r.household_id LEFT JOIN grid g ON g.id = r.grid_id "
    "WHERE r.id IN (SELECT value FROM json_each(?))"
)


def request_rows(connection: Connection, ids: Sequence[int], today: date, calendar: Calendar) -> tuple[RequestRow, ...]:
    """Rows in the order of `ids`; those that are gone are passed over."""
    cursor = connection.connection.cursor()
    cursor.execute(_SELECT, (json.dumps(list(ids)),))
    found = {row[0]: row for row in cursor.fetchall()}
    cursor.close()
    return tuple(_row(found[one], today, calendar) for one in ids if one in found)


def whole_phones(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """Telephones as they were said, for a full export only; requests without one are left out."""
    cursor = connection.connection.cursor()
    cursor.execute(
        "SELECT id, phone FROM request WHERE phone <> '' AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    found = dict(cursor.fetchall())
    cursor.close()
    return found


def weekends_only(rows: Iterable[RequestRow], calendar: Calendar) -> tuple[int, ...]:
    """Years that limits of these rows reach into and for which no holiday table is there (G30)."""
    years = {year for row in rows if row.due_on for year in range(row.received_on.year, row.due_on.year + 1)}
    return tuple(sorted(years - calendar.years))


def _row(row: Any, today: date, calendar: Calendar) -> RequestRow:
    due, closed, closed_on = day(row[15]), bool(row[19]), day(row[20])
    state = State(row[13])
    late = 0 if closed and closed_on is None else late_days(due, closed_on, today, calendar)
    left = None if closed or due is None else calendar.between(today, due)
    return RequestRow(
        id=row[0],
        number=row[1],
        received_on=date.fromisoformat(row[2]),
        channel=row[3],
        category=row[4],
        words=row[5],
        grade=row[6],
        household_id=row[7],
        resident_id=row[8],
        door=DoorKey(*row[24:28]).long if row[7] else row[9],
        caller=row[10],
        phone=mask_phone(row[11]),
        grid=row[12],
        state=state,
        round=row[14],
        due_on=due,
        stopped=bool(row[16]),
        handler=row[17],
        waiting=row[18],
        closed_on=closed_on,
        outcome=row[21],
        satisfaction=row[22] or (NOT_VISITED if closed else NOT_CLOSED),
        late_days=late,
        days_left=left,
        late_before=bool(row[23]),
    )
