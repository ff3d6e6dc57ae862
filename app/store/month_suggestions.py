"""What the records of a month and of the next one say that may be worth a line in the report. Words as people wrote
them: `rules.month_words` takes names and numbers out before anybody is shown them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

Line = tuple[str, ...]

_RESOLUTIONS = (
    "SELECT m.held_on, m.kind, r.words, r.verdict FROM resolution r JOIN meeting m ON m.id = r.meeting_id "
    "WHERE m.state <> '计划' AND m.held_on BETWEEN ? AND ? AND r.words <> '' ORDER BY m.held_on, r.rank, r.id LIMIT 40"
)
_SETTLED = (
    "SELECT category, CAST(count(*) AS TEXT) FROM request WHERE whistles > 0 AND closed AND outcome = '已解决' "
    "AND closed_on BETWEEN ? AND ? GROUP BY category ORDER BY count(*) DESC, category"
)
_SERVED = (
    "SELECT s.title, CAST(count(DISTINCT s.id) AS TEXT), CAST(count(r.id) AS TEXT) FROM service_session s "
    "JOIN service_record r ON r.session_id = s.id WHERE s.day BETWEEN ? AND ? AND s.title <> '' "
    "GROUP BY s.title ORDER BY count(r.id) DESC, s.title LIMIT 12"
)
_MATTERS_DONE = (
    "SELECT title, method FROM matter WHERE closed_on BETWEEN ? AND ? AND given_up = '' ORDER BY closed_on, id LIMIT 12"
)
_PLANNED = (
    "SELECT held_on, kind, topic FROM meeting WHERE state = '计划' AND held_on BETWEEN ? AND ? "
    "ORDER BY held_on, starts, id LIMIT 20"
)
_ACTIONS = (
    "SELECT a.words, coalesce(a.due_on, ''), a.kind FROM action_item a JOIN meeting m ON m.id = a.meeting_id "
    "WHERE (a.closed_on IS NULL OR a.closed_on > ?1) AND a.opened_on <= ?1 AND (a.due_on IS NULL OR a.due_on <= ?2) "
    "AND m.state <> '计划' ORDER BY a.due_on IS NULL, a.due_on, a.id LIMIT 20"
)
_SHIFTS = (
    "SELECT title, CAST(count(*) AS TEXT), min(day) FROM volunteer_shift WHERE cancelled = '' "
    "AND day BETWEEN ? AND ? AND title <> '' GROUP BY title ORDER BY min(day), title LIMIT 12"
)
_MATTERS_OPEN = (
    "SELECT title, method, CAST(step AS TEXT) FROM matter WHERE opened_on <= ?1 "
    "AND (closed_on IS NULL OR closed_on > ?1) ORDER BY opened_on, id LIMIT 12"
)


@dataclass(frozen=True)
class Recorded:
    """Rows as their queries give them: days are ISO texts, counts are texts."""

    resolutions: tuple[Line, ...]
    settled: tuple[Line, ...]
    served: tuple[Line, ...]
    matters_done: tuple[Line, ...]
    planned: tuple[Line, ...]
    actions: tuple[Line, ...]
    shifts: tuple[Line, ...]
    matters_open: tuple[Line, ...]

    def words(self) -> str:
        """All free words in one text: in which names are to be looked for."""
        return "\n".join(word for part in vars(self).values() for row in part for word in row)


def recorded(connection: Connection, month: tuple[date, date], coming: tuple[date, date]) -> Recorded:
    """`month`: first and last day of the month that is reported; `coming`: of the one after it."""
    this = tuple(day.isoformat() for day in month)
    after = tuple(day.isoformat() for day in coming)

    def rows(sql: str, *values: str) -> tuple[Line, ...]:
        return tuple(tuple(row) for row in _fetch(connection, sql, values))

    return Recorded(
        resolutions=rows(_RESOLUTIONS, *this),
        settled=rows(_SETTLED, *this),
        served=rows(_SERVED, *this),
        matters_done=rows(_MATTERS_DONE, *this),
        planned=rows(_PLANNED, *after),
        actions=rows(_ACTIONS, this[1], after[1]),
        shifts=rows(_SHIFTS, *after),
        matters_open=rows(_MATTERS_OPEN, this[1]),
    )


def _fetch(connection: Connection, sql: str, values: tuple[str, ...]) -> list[Line]:
    cursor = connection.connection.cursor()
    try:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
    finally:
        cursor.close()
