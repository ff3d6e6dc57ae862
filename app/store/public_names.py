"""Names of people the office knows, as far as a text holds them."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import Connection

_NAMES = (
    "SELECT DISTINCT name FROM (SELECT name FROM resident UNION ALL SELECT name FROM party_member "
    "UNION ALL SELECT name FROM pool_person UNION ALL SELECT name FROM volunteer UNION ALL SELECT caller FROM request) "
    "WHERE length(name) > 1 AND instr(?, name)"
)


def known_names(connection: Connection, text: str) -> tuple[str, ...]:
    """Residents, members, volunteers, people of the pool, and callers whose names stand in a text."""
    if not text.strip():
        return ()
    return tuple(row[0] for row in connection.exec_driver_sql(_NAMES, (text,)))


def names_of_doors(connection: Connection, household_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Everybody who lives or lived behind each of these doors."""
    found: dict[int, tuple[str, ...]] = {}
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT s.household_id, r.name FROM residency s JOIN resident r ON r.id = s.resident_id "
        "WHERE s.household_id IN (SELECT value FROM json_each(?)) AND length(r.name) > 1",
        (json.dumps(sorted(set(household_ids))),),
    )
    for door, name in rows:
        found[door] = (*found.get(door, ()), name)
    return found
