"""What a list of members shows beside their own rows: doors, meetings attended; and residents who are on no roster."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection

from app.models.households import DoorKey
from app.models.roster import Candidate
from app.rules.names import name_keys

_HERE = '(s.since IS NULL OR s.since <= ?2) AND (s."until" IS NULL OR s."until" >= ?2)'
_DOOR = (
    "SELECT s.resident_id, h.estate, h.building, h.unit, h.room FROM residency s "
    f"JOIN household h ON h.id = s.household_id WHERE s.resident_id IN (SELECT value FROM json_each(?1)) AND {_HERE} "
    "ORDER BY s.id"
)
_PROBATIONARY = "中共预备党员"


def doors_of(connection: Connection, resident_ids: Iterable[int], day: date) -> dict[int, str]:
    """Where residents live that day; of two doors the first."""
    found: dict[int, str] = {}
    for row in connection.exec_driver_sql(_DOOR, (json.dumps(list(resident_ids)), day.isoformat())):
        found.setdefault(row[0], DoorKey(*row[1:5]).long)
    return found


def attendance_counts(connection: Connection, first: date, last: date) -> dict[int, tuple[int, int]]:
    """Member -> (meetings they should have attended, those they did) that were held in the span."""
    rows = connection.exec_driver_sql(
        "SELECT a.member_id, count(*), sum(a.state = '出席') FROM meeting m JOIN attendance a ON a.meeting_id = m.id "
        "WHERE m.held_on BETWEEN ? AND ? AND m.state <> '计划' AND a.role = '应到' AND a.member_id IS NOT NULL "
        "AND m.said_should IS NULL GROUP BY a.member_id",
        (first.isoformat(), last.isoformat()),
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def candidates(connection: Connection, politics: Iterable[str], day: date) -> tuple[Candidate, ...]:
    """Residents alive who are Party members by the ledger and never were on the roster, by pinyin."""
    rows = connection.exec_driver_sql(
        "SELECT id, name, birth, politics FROM resident WHERE politics IN (SELECT value FROM json_each(?)) "
        "AND (died IS NULL OR died >= ?) "
        "AND id NOT IN (SELECT resident_id FROM party_member WHERE resident_id IS NOT NULL)",
        (json.dumps(sorted(politics), ensure_ascii=False), day.isoformat()),
    ).fetchall()
    doors = doors_of(connection, (row[0] for row in rows), day)
    found = [
        Candidate(
            row[0],
            row[1],
            None if row[2] is None else date.fromisoformat(row[2]),
            doors.get(row[0], ""),
            row[3] == _PROBATIONARY,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: (name_keys(one.name).sort, one.resident_id)))


def departed(connection: Connection) -> dict[int, date]:
    """Residents on a roster who have died, with the day."""
    rows = connection.exec_driver_sql(
        "SELECT m.id, r.died FROM party_member m JOIN resident r ON r.id = m.resident_id WHERE r.died IS NOT NULL"
    )
    return {row[0]: date.fromisoformat(row[1]) for row in rows}
