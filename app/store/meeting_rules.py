"""The tables of meetings as they hold here: with the office's own values in them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from sqlalchemy import Connection

from app.models.cadence import Duty, Every, Occurrence, Recurrence
from app.models.quorum import QuorumRule
from app.rules import cadence, quorum
from app.rules.duties import Owed, duties
from app.rules.meeting_kinds import LENGTHS
from app.rules.tables import with_edits
from app.store.journal import Value
from app.store.meeting_numbers import Rosters
from app.store.rules import edits_of


def load_quorum(connection: Connection) -> dict[str, QuorumRule]:
    """The quorum table by occasion."""
    return _quorum(frozenset(edits_of(connection, quorum.EDITABLE).items()))


def load_duties(connection: Connection, rosters: Rosters) -> tuple[Duty, ...]:
    """Every duty of every body, with what the office and each body changed."""
    rows = _cadence(frozenset(edits_of(connection, cadence.EDITABLE).items()))
    own = {
        (row[0], row[1]): (Every(row[2]), int(row[3]), bool(row[4]))
        for row in connection.exec_driver_sql("SELECT body_id, kind, every, times, owed FROM body_cadence")
    }
    return duties(rows, own, rosters.bodies)


def load_lengths(connection: Connection) -> dict[str, int]:
    """How many minutes a meeting takes as a rule, by kind."""
    table = with_edits(LENGTHS, edits_of(connection, LENGTHS))
    return {row.values["kind"]: int(row.values["minutes"]) for row in table.rows}


_Edits = frozenset[tuple[tuple[str, str], str]]


@lru_cache(maxsize=8)
def _quorum(edits: _Edits) -> dict[str, QuorumRule]:
    """The files are read once for each state of the office's own values."""
    return quorum.quorum_rules(row.values for row in with_edits(quorum.EDITABLE, dict(edits)).rows)


@lru_cache(maxsize=8)
def _cadence(edits: _Edits) -> tuple[dict[str, str], ...]:
    return tuple(row.values for row in with_edits(cadence.EDITABLE, dict(edits)).rows)


def load_owed(connection: Connection, rosters: Rosters, today: date) -> Owed:
    """What is owed in which period: by bodies, rosters, and since when the book is kept."""
    started: dict[int, date] = {}
    seen = set()
    for kind, body_id, first in connection.exec_driver_sql(
        "SELECT kind, body_id, min(held_on) FROM meeting GROUP BY kind, body_id"
    ):
        body = rosters.bodies[body_id]
        branch = body.parent_id or body.id
        day = date.fromisoformat(first)
        started[branch] = min(day, started.get(branch, day))
        seen.add((kind, body_id))
    return Owed(rosters.bodies, rosters.members, started, frozenset(seen), today)


def load_occurrences(connection: Connection, first: date, last: date) -> list[Occurrence]:
    """Meetings held or planned in a span, and those that make up for something, whenever they were held."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute(
            "SELECT id, kind, body_id, held_on, state = '计划', stands_for FROM meeting "
            "WHERE held_on BETWEEN ? AND ? OR stands_for <> '' ORDER BY held_on, starts, id",
            (first.isoformat(), last.isoformat()),
        )
        rows = cursor.fetchall()
    finally:
        cursor.close()
    return [Occurrence(row[0], row[1], row[2], date.fromisoformat(row[3]), bool(row[4]), row[5]) for row in rows]


def load_recurrences(connection: Connection) -> tuple[Recurrence, ...]:
    """Fixed days, in the order in which they were set."""
    rows = connection.exec_driver_sql(
        'SELECT id, body_id, kind, day_rule, starts, place, since, "until" FROM meeting_recurrence ORDER BY id'
    )
    return tuple(Recurrence(row[0], row[1], row[2], row[3], row[4], row[5], _day(row[6]), _day(row[7])) for row in rows)


def recurrence_values(found: Recurrence) -> dict[str, Value]:
    return {
        "body_id": found.body_id,
        "kind": found.kind,
        "day_rule": found.day_rule,
        "starts": found.starts,
        "place": found.place,
        "since": found.since.isoformat() if found.since else None,
        "until": found.until.isoformat() if found.until else None,
    }


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
