"""What is counted of meetings, open items and matters: a few indexed queries, rows as the driver gives them."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection


class HeldMeeting(NamedTuple):
    """A meeting that was held, as far as figures need it."""

    id: int
    kind: str
    month: str
    should: int
    came: int
    excused: int
    absent: int
    unrecorded: int


class CountedMatter(NamedTuple):
    """A matter as it stood on a day. `step`: the last one done by then."""

    id: int
    method: str
    important: bool
    opened_on: date
    closed_on: date | None
    step: int
    members_met: bool
    published: bool


def held_meetings(connection: Connection, since: date, until: date) -> list[HeldMeeting]:
    """Meetings held in a span, in order of their days."""
    return [
        HeldMeeting(*row)
        for row in _fetch(
            connection,
            "SELECT id, kind, substr(held_on, 1, 7), should, came, excused, absent, unrecorded FROM meeting "
            "WHERE held_on BETWEEN ? AND ? AND state <> '计划' ORDER BY held_on, starts, id",
            since.isoformat(),
            until.isoformat(),
        )
    ]


def any_held(connection: Connection, until: date) -> bool:
    """Whether a meeting was held by then."""
    query = "SELECT 1 FROM meeting WHERE held_on <= ? AND state <> '计划' LIMIT 1"
    return bool(_fetch(connection, query, until.isoformat()))


def any_matter(connection: Connection, until: date) -> bool:
    return bool(_fetch(connection, "SELECT 1 FROM matter WHERE opened_on <= ? LIMIT 1", until.isoformat()))


def open_actions(connection: Connection, as_of: date) -> tuple[list[int], list[int]]:
    """(open, and of those past their day) at the end of a day: ids in order of their days."""
    rows = _fetch(
        connection,
        "SELECT a.id, a.due_on FROM action_item a JOIN meeting m ON m.id = a.meeting_id "
        "WHERE (a.closed_on IS NULL OR a.closed_on > ?1) AND a.opened_on <= ?1 AND m.state <> '计划' "
        "ORDER BY a.due_on IS NULL, a.due_on, a.id",
        as_of.isoformat(),
    )
    late = [row[0] for row in rows if row[1] is not None and row[1] < as_of.isoformat()]
    return [row[0] for row in rows], late


def last_said(connection: Connection, kind: str, as_of: date) -> tuple[int, int]:
    """(should attend, with a vote) as the last meeting of a kind wrote it down; nought where none did."""
    rows = _fetch(
        connection,
        "SELECT should, voters FROM meeting WHERE kind = ? AND held_on <= ? AND state <> '计划' AND should > 0 "
        "ORDER BY held_on DESC, id DESC LIMIT 1",
        kind,
        as_of.isoformat(),
    )
    return (int(rows[0][0]), int(rows[0][1])) if rows else (0, 0)


def counted_matters(connection: Connection, as_of: date, members_meeting: str) -> list[CountedMatter]:
    """Every matter that was there by a day, as it stood at its end."""
    rows = _fetch(
        connection,
        "SELECT m.id, m.method, m.important, m.opened_on, m.closed_on, "
        "(SELECT count(*) FROM matter_step s WHERE s.matter_id = m.id AND s.done_on <= ?1), "
        "EXISTS (SELECT 1 FROM matter_step s JOIN meeting e ON e.id = s.meeting_id WHERE s.matter_id = m.id "
        "AND e.kind = ?2 AND s.done_on <= ?1), "
        "EXISTS (SELECT 1 FROM publication p WHERE p.matter_id = m.id AND p.posted_on <= ?1) "
        "FROM matter m WHERE m.opened_on <= ?1 ORDER BY m.opened_on, m.id",
        as_of.isoformat(),
        members_meeting,
    )
    return [
        CountedMatter(
            row[0],
            row[1],
            bool(row[2]),
            date.fromisoformat(row[3]),
            date.fromisoformat(row[4]) if row[4] is not None and row[4] <= as_of.isoformat() else None,
            row[5],
            bool(row[6]),
            bool(row[7]),
        )
        for row in rows
    ]


def _fetch(connection: Connection, sql: str, *values: str) -> list[Any]:
    cursor = connection.connection.cursor()
    try:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
    finally:
        cursor.close()
