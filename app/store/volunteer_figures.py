"""What is counted of volunteers and their service: sums out of the index of service by day, ids as text.

Nothing of it reads a record row by row: 100,000 of them are summed where they lie.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection

from app.store.service_lists import fetch


class Counted(NamedTuple):
    """A number and the ids behind it, '3,17,20'."""

    number: int
    ids: str


class People(NamedTuple):
    """Volunteers on a day, or in a span."""

    all: Counted
    dual: Counted
    party: Counted
    teams: dict[str, Counted]


class Served(NamedTuple):
    """What was served in a span; by team: (name, times, minutes, ids of records)."""

    sessions: Counted
    records: Counted
    minutes: int
    volunteers: Counted
    teams: tuple[tuple[str, int, int, str], ...]


_THERE = (  # whoever has died serves no more
    "(v.joined_on IS NULL OR v.joined_on <= ?2) AND (v.left_on IS NULL OR v.left_on >= ?1) "
    "AND (r.died IS NULL OR r.died >= ?1)"
)
_PARTY = "('中共党员', '党员', '中共预备党员', '预备党员')"


def anything(connection: Connection, until: date) -> bool:
    """Whether there was a volunteer, a session or a shift by then."""
    rows = fetch(
        connection,
        "SELECT EXISTS (SELECT 1 FROM service_record WHERE day <= ?1) "
        "OR EXISTS (SELECT 1 FROM volunteer WHERE joined_on IS NULL OR joined_on <= ?1) "
        "OR EXISTS (SELECT 1 FROM volunteer_shift WHERE day <= ?1)",
        (until.isoformat(),),
    )
    return bool(rows[0][0])


def people(connection: Connection, since: date, until: date) -> People:
    """Who was a volunteer at any time from `since` to `until`; those in no team stand under ''."""
    rows = fetch(
        connection,
        "SELECT v.id, coalesce(t.name, ''), "
        f"coalesce(nullif(v.politics, ''), r.politics, '') IN {_PARTY}, "
        "EXISTS (SELECT 1 FROM dual_registration d WHERE d.volunteer_id = v.id "
        "AND (d.registered_on IS NULL OR d.registered_on <= ?2) AND (d.until IS NULL OR d.until >= ?1)) "
        "FROM volunteer v LEFT JOIN resident r ON r.id = v.resident_id LEFT JOIN volunteer_team t ON t.id = v.team_id "
        f"WHERE {_THERE} ORDER BY v.id",
        (since.isoformat(), until.isoformat()),
    )
    teams: dict[str, list[int]] = {}
    for row in rows:
        teams.setdefault(row[1], []).append(row[0])
    return People(
        all=_counted([row[0] for row in rows]),
        dual=_counted([row[0] for row in rows if row[3]]),
        party=_counted([row[0] for row in rows if row[2]]),
        teams={name: _counted(ids) for name, ids in sorted(teams.items(), key=lambda pair: (-len(pair[1]), pair[0]))},
    )


def among(connection: Connection, since: date, until: date) -> int:
    """How many were volunteers at any time of a span."""
    rows = fetch(
        connection,
        f"SELECT count(*) FROM volunteer v LEFT JOIN resident r ON r.id = v.resident_id WHERE {_THERE}",
        (since.isoformat(), until.isoformat()),
    )
    return int(rows[0][0])


def served(connection: Connection, since: date, until: date) -> Served:
    """Services of a span, volunteer by volunteer; one that was corrected to nought minutes is none."""
    span = (since.isoformat(), until.isoformat())
    rows = fetch(
        connection,
        "SELECT g.volunteer_id, coalesce(t.name, ''), g.times, g.minutes, g.ids FROM "
        "(SELECT volunteer_id, count(*) AS times, sum(minutes) AS minutes, group_concat(id) AS ids FROM service_record "
        "WHERE day BETWEEN ? AND ? AND minutes > 0 GROUP BY volunteer_id) g "
        "JOIN volunteer v ON v.id = g.volunteer_id LEFT JOIN volunteer_team t ON t.id = v.team_id "
        "ORDER BY g.volunteer_id",
        span,
    )
    teams: dict[str, list[Any]] = {}
    for row in rows:
        teams.setdefault(row[1], []).append(row)
    told = [
        (name, sum(row[2] for row in own), sum(row[3] for row in own), ",".join(row[4] for row in own))
        for name, own in teams.items()
    ]
    sessions = fetch(
        connection,
        "SELECT id FROM service_session s WHERE day BETWEEN ? AND ? AND EXISTS "
        "(SELECT 1 FROM service_record p WHERE p.session_id = s.id AND p.minutes > 0) ORDER BY id",
        span,
    )
    return Served(
        sessions=_counted([row[0] for row in sessions]),
        records=Counted(sum(row[2] for row in rows), ",".join(row[4] for row in rows)),
        minutes=sum(row[3] for row in rows),
        volunteers=_counted([row[0] for row in rows]),
        teams=tuple(sorted(told, key=lambda team: (-team[2], team[0]))),
    )


def coverage(connection: Connection, since: date, until: date) -> tuple[int, int, str]:
    """(heads on duty, heads needed, ids of shifts) of shifts that stand. More than are needed fill no other."""
    rows = fetch(
        connection,
        "SELECT coalesce(sum(min(s.heads, (SELECT count(*) FROM duty d WHERE d.shift_id = s.id))), 0), "
        "coalesce(sum(s.heads), 0), coalesce(group_concat(s.id), '') FROM (SELECT id, heads FROM volunteer_shift "
        "WHERE day BETWEEN ? AND ? AND cancelled = '' ORDER BY id) s",
        (since.isoformat(), until.isoformat()),
    )
    return int(rows[0][0]), int(rows[0][1]), str(rows[0][2])


def wishes(connection: Connection, since: date, until: date) -> tuple[Counted, int]:
    """(微心愿 done in the span, how many were open at its end or done in it)."""
    done = fetch(
        connection,
        "SELECT id FROM wish WHERE kind = '微心愿' AND done_on BETWEEN ? AND ? ORDER BY id",
        (since.isoformat(), until.isoformat()),
    )
    rows = fetch(
        connection,
        "SELECT count(*) FROM wish WHERE kind = '微心愿' AND opened_on <= ?2 "
        "AND (done_on IS NULL OR done_on >= ?1) AND state <> '已撤回'",
        (since.isoformat(), until.isoformat()),
    )
    return _counted([row[0] for row in done]), int(rows[0][0])


def by_month(connection: Connection, since: date, until: date) -> list[tuple[str, int, int, int]]:
    """(YYYY-MM, sessions, person-times, minutes) of each month that has any, in order."""
    rows = fetch(
        connection,
        "SELECT substr(day, 1, 7), count(DISTINCT session_id), count(*), sum(minutes) FROM service_record "
        "WHERE day BETWEEN ? AND ? AND minutes > 0 GROUP BY 1 ORDER BY 1",
        (since.isoformat(), until.isoformat()),
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def totals(connection: Connection, until: date) -> tuple[int, int, int]:
    """(sessions, records, minutes) of everything up to a day."""
    rows = fetch(
        connection,
        "SELECT count(DISTINCT session_id), count(*), coalesce(sum(minutes), 0) FROM service_record "
        "WHERE day <= ? AND minutes > 0",
        (until.isoformat(),),
    )
    return int(rows[0][0]), int(rows[0][1]), int(rows[0][2])


def _counted(ids: list[int]) -> Counted:
    return Counted(len(ids), ",".join(map(str, ids)))
