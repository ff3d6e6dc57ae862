"""Names of people the office knows, as far as a text holds them."""

from __future__ import annotations

from sqlalchemy import Connection

_NAMES = (
    "SELECT DISTINCT name FROM (SELECT name FROM resident UNION ALL SELECT name FROM party_member "
    "UNION ALL SELECT name FROM pool_person UNION ALL SELECT caller FROM request) "
    "WHERE length(name) > 1 AND instr(?, name)"
)


def known_names(connection: Connection, text: str) -> tuple[str, ...]:
    """Residents, members, people of the pool, and callers whose names stand in a text."""
    if not text.strip():
        return ()
    return tuple(row[0] for row in connection.exec_driver_sql(_NAMES, (text,)))
