"""What a month's records lack, each in one indexed query: ids in a settled order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection

from app.store.figures import fetch

# what is sought -> its ids; :first and :last are the month's days, :today the present one
_QUERIES = {
    "planned": "SELECT id FROM meeting WHERE state = '计划' AND held_on BETWEEN :first AND min(:last, :today) "
    "ORDER BY held_on, id",
    "unsigned": "SELECT id FROM meeting WHERE state IN ('草稿', '已核对') AND held_on BETWEEN :first AND :last "
    "ORDER BY held_on, id",
    "no_grid": "SELECT id FROM household WHERE grid_id IS NULL AND EXISTS (SELECT 1 FROM grid) ORDER BY id",
    "claims": "SELECT DISTINCT household_id FROM label_override WHERE judgement = 'claim' ORDER BY household_id",
    "no_grade": "SELECT id FROM request WHERE grade = '' AND received_on BETWEEN :first AND :last ORDER BY id",
    "no_outcome": "SELECT id FROM request WHERE closed AND outcome = '' AND received_on BETWEEN :first AND :last "
    "ORDER BY id",
    "not_asked": "SELECT id FROM request WHERE closed AND satisfaction IN ('', '未回访') AND visited_on IS NULL "
    "AND closed_on BETWEEN :first AND :last ORDER BY id",
    "no_session": "SELECT id FROM volunteer_shift s WHERE cancelled = '' AND day BETWEEN :first AND min(:last, :today) "
    "AND NOT EXISTS (SELECT 1 FROM service_session e WHERE e.shift_id = s.id) ORDER BY day, starts, id",
    "no_record": "SELECT id FROM service_session s WHERE day BETWEEN :first AND :last "
    "AND NOT EXISTS (SELECT 1 FROM service_record r WHERE r.session_id = s.id) ORDER BY day, id",
}


def found(connection: Connection, first: date, last: date, today: date) -> Mapping[str, tuple[int, ...]]:
    """Ids behind each of what is sought."""
    values = {"first": first.isoformat(), "last": last.isoformat(), "today": today.isoformat()}
    return {key: tuple(row[0] for row in fetch(connection, sql, values)) for key, sql in _QUERIES.items()}
