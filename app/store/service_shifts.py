"""What a session comes from: shifts that wait for one, activities; words that were used before."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from app.base.errors import UserFault
from app.models.service import SessionDraft, Unsigned
from app.store.service_lists import fetch


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
