"""Sessions and services as they are shown: pages of sessions, one session whole, what one volunteer did."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from app.base.errors import UserFault
from app.models.service import (
    Correction,
    Proposed,
    ServiceRecord,
    SessionDraft,
    SessionLine,
    SessionPage,
    SessionQuery,
    Unsigned,
)
from app.rules.masking import mask_phone
from app.rules.names import name_keys
from app.rules.service import Elsewhere
from app.store.service import SESSION_COLUMNS

NAME = "coalesce(nullif(v.name, ''), r.name, '')"  # of a volunteer v, who may be a resident r
_PERSON = "volunteer v LEFT JOIN resident r ON r.id = v.resident_id LEFT JOIN volunteer_team t ON t.id = v.team_id"
_LINE = (
    "SELECT s.id, s.day, s.title, s.starts, s.ends, s.place, coalesce(t.name, ''), s.closed_on, s.source "
    "FROM service_session s LEFT JOIN volunteer_team t ON t.id = s.team_id"
)
_DRAFT = f"SELECT {', '.join(SESSION_COLUMNS)} FROM service_session WHERE id = ?"
_RECORD = (
    f"SELECT p.id, p.session_id, p.volunteer_id, {NAME}, coalesce(t.name, ''), p.day, s.title, s.place, p.starts, "
    "p.ends, p.minutes, p.content FROM service_record p JOIN service_session s ON s.id = p.session_id "
    f"JOIN {_PERSON.replace('volunteer v', 'volunteer v ON v.id = p.volunteer_id', 1)}"
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


def elsewhere(
    connection: Connection, session_id: int, day: date, volunteer_ids: Iterable[int]
) -> dict[int, list[Elsewhere]]:
    """Where these were signed in on that day beside this session."""
    found: dict[int, list[Elsewhere]] = {}
    rows = fetch(
        connection,
        "SELECT p.volunteer_id, s.title, p.starts, p.ends FROM service_record p "
        "JOIN service_session s ON s.id = p.session_id WHERE p.day = ? AND p.session_id <> ? AND p.minutes > 0 "
        "AND p.volunteer_id IN (SELECT value FROM json_each(?)) ORDER BY p.id",
        (day.isoformat(), session_id, json.dumps(sorted(set(volunteer_ids)))),
    )
    for row in rows:
        found.setdefault(row[0], []).append(Elsewhere(row[1], row[2], row[3]))
    return found


def names_of(connection: Connection, volunteer_ids: Iterable[int]) -> dict[int, str]:
    """Names by id; who is gone is not in it."""
    rows = fetch(
        connection,
        f"SELECT v.id, {NAME} FROM {_PERSON} WHERE v.id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(set(volunteer_ids))),),
    )
    return {row[0]: row[1] for row in rows}


def proposed(connection: Connection, volunteer_ids: Sequence[int]) -> tuple[Proposed, ...]:
    """Those who may sign in, in the order given."""
    return _people(connection, "v.id IN (SELECT value FROM json_each(?))", json.dumps(list(volunteer_ids)), {})


def on_duty(connection: Connection, shift_id: int) -> tuple[Proposed, ...]:
    """Those on a shift, by name."""
    rows = fetch(connection, "SELECT volunteer_id, skill FROM duty WHERE shift_id = ?", (shift_id,))
    skills = {row[0]: row[1] for row in rows}
    return _people(connection, "v.id IN (SELECT value FROM json_each(?))", json.dumps(list(skills)), skills)


def team_members(connection: Connection, team_id: int, day: date) -> tuple[Proposed, ...]:
    """Those in a team on a day, by name."""
    where = f"v.team_id = ? AND (v.left_on IS NULL OR v.left_on >= '{day.isoformat()}')"
    return _people(connection, where, team_id, {})


def unsigned(connection: Connection, since: date, until: date) -> tuple[Unsigned, ...]:
    """Shifts of published months whose day has come and for which nobody was signed in, the oldest first."""
    rows = fetch(
        connection,
        "SELECT s.id, s.day, s.title, s.starts, s.ends, s.place, s.heads, "
        "(SELECT count(*) FROM duty d WHERE d.shift_id = s.id) FROM volunteer_shift s "
        "JOIN duty_month m ON m.year = CAST(substr(s.day, 1, 4) AS INTEGER) "
        "AND m.month = CAST(substr(s.day, 6, 2) AS INTEGER) AND m.published_on IS NOT NULL "
        "WHERE s.day BETWEEN ? AND ? AND s.cancelled = '' "
        "AND NOT EXISTS (SELECT 1 FROM service_session e WHERE e.shift_id = s.id) ORDER BY s.day, s.starts, s.id",
        (since.isoformat(), until.isoformat()),
    )
    return tuple(Unsigned(row[0], date.fromisoformat(row[1]), *row[2:]) for row in rows)


def still_open(connection: Connection, before: date) -> int:
    """Sessions of days before `before` that were not closed."""
    rows = fetch(
        connection, "SELECT count(*) FROM service_session WHERE closed_on IS NULL AND day < ?", (before.isoformat(),)
    )
    return int(rows[0][0])


def blank_of_shift(connection: Connection, shift_id: int) -> SessionDraft:
    """A session as its shift has it. Raises UserFault when the shift is gone."""
    rows = fetch(
        connection,
        "SELECT day, title, starts, ends, place, team_id, activity_id FROM volunteer_shift WHERE id = ?",
        (shift_id,),
    )
    if not rows:
        raise UserFault("这个班次已经不在了。", "请刷新后再试。")
    day, title, starts, ends, place, team_id, activity_id = rows[0]
    return SessionDraft(date.fromisoformat(day), title, starts, ends, place, team_id, activity_id, shift_id)


def blank_of_activity(connection: Connection, activity_id: int, day: date) -> SessionDraft:
    """A session of an activity on a day. Raises UserFault when the activity is gone."""
    rows = fetch(
        connection, "SELECT title, starts, ends, place, team_id FROM volunteer_activity WHERE id = ?", (activity_id,)
    )
    if not rows:
        raise UserFault("这个活动已经不在了。", "请刷新后再试。")
    title, starts, ends, place, team_id = rows[0]
    return SessionDraft(day, title, starts, ends, place, team_id, activity_id)


def activity_titles(connection: Connection) -> tuple[tuple[int, str], ...]:
    """(id, title) of the activities, the last first."""
    return tuple(
        (row[0], row[1]) for row in fetch(connection, "SELECT id, title FROM volunteer_activity ORDER BY id DESC", ())
    )


def sessions_of(connection: Connection, record_ids: Sequence[int]) -> tuple[int, ...]:
    """The sessions that records stand in, in order."""
    rows = fetch(
        connection,
        "SELECT DISTINCT session_id FROM service_record WHERE id IN (SELECT value FROM json_each(?)) ORDER BY 1",
        (json.dumps(list(record_ids)),),
    )
    return tuple(row[0] for row in rows)


def team_names(connection: Connection) -> tuple[tuple[int, str], ...]:
    """(id, name) of the teams that are, by name."""
    rows = fetch(connection, 'SELECT id, name FROM volunteer_team WHERE "until" IS NULL ORDER BY sort, name', ())
    return tuple((row[0], row[1]) for row in rows)


def session_of_shift(connection: Connection, shift_id: int) -> int | None:
    """The session of a shift, where it has one."""
    rows = fetch(connection, "SELECT min(id) FROM service_session WHERE shift_id = ?", (shift_id,))
    return None if rows[0][0] is None else int(rows[0][0])


def has_points(connection: Connection, session_id: int) -> bool:
    """Whether points were entered on the strength of a session."""
    return bool(fetch(connection, "SELECT 1 FROM point_entry WHERE session_id = ? LIMIT 1", (session_id,)))


def used_words(connection: Connection) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(titles, places) of sessions, the last used first, at most 40 of each."""

    def last(column: str) -> tuple[str, ...]:
        rows = fetch(
            connection,
            f"SELECT {column} FROM service_session WHERE {column} <> '' GROUP BY {column} "
            "ORDER BY max(day) DESC LIMIT 40",
            (),
        )
        return tuple(row[0] for row in rows)

    return last("title"), last("place")


def fetch(connection: Connection, sql: str, values: Sequence[Any]) -> list[Any]:
    """Rows as the driver gives them."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute(sql, tuple(values))
        return list(cursor.fetchall())
    finally:
        cursor.close()


def _people(connection: Connection, where: str, value: Any, skills: Mapping[int, str]) -> tuple[Proposed, ...]:
    rows = fetch(
        connection,
        f"SELECT v.id, {NAME}, coalesce(t.name, ''), coalesce(nullif(v.phone, ''), r.phone, '') FROM {_PERSON} "
        f"WHERE {where} ORDER BY v.id",
        (value,),
    )
    rows.sort(key=lambda row: name_keys(row[1]).sort)
    return tuple(Proposed(row[0], row[1], row[2], mask_phone(row[3]), skills.get(row[0], "")) for row in rows)


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
