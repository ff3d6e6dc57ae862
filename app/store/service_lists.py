"""Sessions and services as they are shown: pages of sessions, one session whole, what one volunteer did."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from app.base.errors import UserFault
from app.models.service import (
    Correction,
    ServiceRecord,
    SessionDraft,
    SessionLine,
    SessionPage,
    SessionQuery,
)
from app.store.service import SESSION_COLUMNS

NAME = "coalesce(nullif(v.name, ''), r.name, '')"  # of a volunteer v, who may be a resident r
PERSON = "volunteer v LEFT JOIN resident r ON r.id = v.resident_id LEFT JOIN volunteer_team t ON t.id = v.team_id"
_LINE = (
    "SELECT s.id, s.day, s.title, s.starts, s.ends, s.place, coalesce(t.name, ''), s.closed_on, s.source "
    "FROM service_session s LEFT JOIN volunteer_team t ON t.id = s.team_id"
)
_DRAFT = f"SELECT {', '.join(SESSION_COLUMNS)} FROM service_session WHERE id = ?"
_RECORD = (
    f"SELECT p.id, p.session_id, p.volunteer_id, {NAME}, coalesce(t.name, ''), p.day, s.title, s.place, p.starts, "
    "p.ends, p.minutes, p.content FROM service_record p JOIN service_session s ON s.id = p.session_id "
    f"JOIN {PERSON.replace('volunteer v', 'volunteer v ON v.id = p.volunteer_id', 1)}"
)


def session_page(connection: Connection, query: SessionQuery) -> SessionPage:
    """The newest first; totals are of all that were found."""
    where, values = _where(query)
    rows = fetch(
        connection,
        f"{_LINE} WHERE {where} ORDER BY s.day DESC, s.starts DESC, s.id DESC "
        f"LIMIT {query.limit} OFFSET {query.offset}",
        values,
    )
    sums = _sums(connection, [row[0] for row in rows])
    joined = "service_session s LEFT JOIN volunteer_team t ON t.id = s.team_id"
    total = fetch(connection, f"SELECT count(*) FROM {joined} WHERE {where}", values)[0][0]
    among = f"AND session_id IN (SELECT s.id FROM {joined} WHERE {where})" if values or query.open_only else ""
    times, minutes = fetch(
        connection,
        f"SELECT count(*), coalesce(sum(minutes), 0) FROM service_record WHERE minutes > 0 {among}",
        values,
    )[0]
    return SessionPage(tuple(_line(row, sums) for row in rows), total, times, minutes)


def session_line(connection: Connection, session_id: int) -> SessionLine:
    """Raises UserFault when it is not there."""
    rows = fetch(connection, f"{_LINE} WHERE s.id = ?", (session_id,))
    if not rows:
        raise UserFault("这个场次已经不在了。", "请刷新后再试。")
    return _line(rows[0], _sums(connection, [session_id]))


def session_draft(connection: Connection, session_id: int) -> SessionDraft:
    """The head of a session. Raises UserFault when it is not there."""
    row = connection.exec_driver_sql(_DRAFT, (session_id,)).one_or_none()
    if row is None:
        raise UserFault("这个场次已经不在了。", "请刷新后再试。")
    closed = None if row[12] is None else date.fromisoformat(row[12])
    texts = dict(zip(SESSION_COLUMNS[1:-1], row[1:12], strict=True))
    return SessionDraft(day=date.fromisoformat(row[0]), closed_on=closed, **texts)


def records(connection: Connection, where: str, values: Sequence[Any]) -> tuple[ServiceRecord, ...]:
    """Services that a condition on `p` (record), `s` (session) or `v` names, with their corrections."""
    rows = fetch(connection, f"{_RECORD} WHERE {where}", values)
    told = corrections(connection, [row[0] for row in rows])
    return tuple(_record(row, tuple(told.get(row[0], ()))) for row in rows)


def of_sessions(connection: Connection, query: SessionQuery) -> tuple[ServiceRecord, ...]:
    """Every service in the sessions that a query asks for, the newest day first, in each session as signed in."""
    where, values = _where(query)
    chosen = (
        "p.session_id IN (SELECT s.id FROM service_session s LEFT JOIN volunteer_team t ON t.id = s.team_id "
        f"WHERE {where}) ORDER BY p.day DESC, p.session_id, p.id"
    )
    return records(connection, chosen, values)


def of_session(connection: Connection, session_id: int) -> tuple[ServiceRecord, ...]:
    """In the order they were signed in."""
    return records(connection, "p.session_id = ? ORDER BY p.id", (session_id,))


def of_volunteer(
    connection: Connection, volunteer_id: int, since: date | None = None, until: date | None = None
) -> tuple[ServiceRecord, ...]:
    """What one volunteer did, the newest first."""
    first, last = (since or date.min).isoformat(), (until or date.max).isoformat()
    where = "p.volunteer_id = ? AND p.day BETWEEN ? AND ? ORDER BY p.day DESC, p.starts DESC, p.id DESC"
    return records(connection, where, (volunteer_id, first, last))


def closed_services(
    connection: Connection, volunteer_id: int, since: date | None, until: date | None
) -> tuple[ServiceRecord, ...]:
    """What one volunteer did in sessions that are closed, the oldest first: what can be certified."""
    first, last = (since or date.min).isoformat(), (until or date.max).isoformat()
    where = "p.volunteer_id = ? AND p.day BETWEEN ? AND ? AND s.closed_on IS NOT NULL ORDER BY p.day, p.starts, p.id"
    return records(connection, where, (volunteer_id, first, last))


def record(connection: Connection, record_id: int) -> ServiceRecord:
    """Raises UserFault when it is not there."""
    found = records(connection, "p.id = ?", (record_id,))
    if not found:
        raise UserFault("这条服务记录已经不在了。", "请刷新后再试。")
    return found[0]


def corrections(connection: Connection, record_ids: Sequence[int]) -> Mapping[int, list[Correction]]:
    """By record, the oldest first."""
    found: dict[int, list[Correction]] = {}
    rows = fetch(
        connection,
        "SELECT id, record_id, asked_on, asked_by, before, after, reason FROM service_correction "
        "WHERE record_id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(list(record_ids)),),
    )
    for row in rows:
        one = Correction(row[0], row[1], date.fromisoformat(row[2]), *row[3:])
        found.setdefault(one.record_id, []).append(one)
    return found


def sessions_of(connection: Connection, record_ids: Sequence[int]) -> tuple[int, ...]:
    """The sessions that records stand in, in order."""
    rows = fetch(
        connection,
        "SELECT DISTINCT session_id FROM service_record WHERE id IN (SELECT value FROM json_each(?)) ORDER BY 1",
        (json.dumps(list(record_ids)),),
    )
    return tuple(row[0] for row in rows)


def fetch(connection: Connection, sql: str, values: Sequence[Any]) -> list[Any]:
    """Rows as the driver gives them."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute(sql, tuple(values))
        return list(cursor.fetchall())
    finally:
        cursor.close()


def _where(query: SessionQuery) -> tuple[str, list[Any]]:
    parts, values = ["1"], list[Any]()
    if query.since is not None:
        parts, values = [*parts, "s.day >= ?"], [*values, query.since.isoformat()]
    if query.until is not None:
        parts, values = [*parts, "s.day <= ?"], [*values, query.until.isoformat()]
    if query.team_id is not None:
        parts, values = [*parts, "s.team_id = ?"], [*values, query.team_id]
    if query.open_only:
        parts.append("s.closed_on IS NULL")
    if query.ids is not None:
        parts, values = (
            [*parts, "s.id IN (SELECT value FROM json_each(?))"],
            [*values, json.dumps(sorted(query.ids))],
        )
    if query.volunteer_id is not None:
        parts.append("EXISTS (SELECT 1 FROM service_record q WHERE q.session_id = s.id AND q.volunteer_id = ?)")
        values.append(query.volunteer_id)
    for word in query.words.split():
        parts.append("(instr(s.title, ?) OR instr(s.place, ?) OR instr(coalesce(t.name, ''), ?))")
        values += [word] * 3
    return " AND ".join(parts), values


def _sums(connection: Connection, session_ids: Sequence[int]) -> dict[int, tuple[int, int, int]]:
    """(heads, minutes, corrections) by session."""
    rows = fetch(
        connection,
        "SELECT p.session_id, count(DISTINCT CASE WHEN p.minutes > 0 THEN p.volunteer_id END), sum(p.minutes), "
        "(SELECT count(*) FROM service_correction c JOIN service_record q ON q.id = c.record_id "
        "WHERE q.session_id = p.session_id) "
        "FROM service_record p WHERE p.session_id IN (SELECT value FROM json_each(?)) GROUP BY p.session_id",
        (json.dumps(list(session_ids)),),
    )
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


def _line(row: Any, sums: Mapping[int, tuple[int, int, int]]) -> SessionLine:
    row_id, day, title, starts, ends, place, team, closed, source = row
    heads, minutes, corrected = sums.get(row_id, (0, 0, 0))
    closed_on = None if closed is None else date.fromisoformat(closed)
    return SessionLine(
        row_id, date.fromisoformat(day), title, starts, ends, place, team, heads, minutes, corrected, closed_on, source
    )


def _record(row: Any, told: tuple[Correction, ...]) -> ServiceRecord:
    row_id, session_id, volunteer_id, name, team, day, *rest = row
    title, place, starts, ends, minutes, content = rest
    return ServiceRecord(
        row_id, session_id, volunteer_id, name, team, date.fromisoformat(day), title, place, starts, ends, minutes,
        content, told,
    )  # fmt: skip
