"""The ledger of points as rows: entries are only ever added."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import Connection

from app.base.clock import month_end
from app.base.errors import UserFault
from app.models.changes import Finding
from app.models.points import Award, PointEntry, PointKind, PointsDraft, SessionToAward, Star, Sums
from app.rules import points as law
from app.rules.names import name_keys
from app.rules.tables import with_edits
from app.store.rules import edits_of
from app.store.work import Work, stored

_COLUMNS = (
    "id", "volunteer_id", "day", "kind", "points", "asked", "reason", "evidence", "entered_by", "entered_on",
    "reverses_id", "session_id",
)  # fmt: skip
_AMONG = "IN (SELECT value FROM json_each(?))"
_STANDS = "+e.reverses_id IS NULL AND NOT EXISTS (SELECT 1 FROM point_entry b WHERE b.reverses_id = e.id)"
_ENTRY = (
    "SELECT e.id, e.volunteer_id, coalesce(r.name, v.name), e.day, e.kind, e.points, e.asked, e.reason, e.evidence, "
    "e.entered_by, e.entered_on, e.reverses_id, (SELECT b.id FROM point_entry b WHERE b.reverses_id = e.id), "
    "e.session_id, coalesce(s.title, '') FROM point_entry e JOIN volunteer v ON v.id = e.volunteer_id "
    "LEFT JOIN resident r ON r.id = v.resident_id LEFT JOIN service_session s ON s.id = e.session_id"
)
_SUMS = (
    "SELECT sum(CASE WHEN day >= ? THEN points ELSE 0 END), "
    "sum(CASE WHEN day >= ? THEN points ELSE 0 END), sum(points) FROM point_entry WHERE day <= ? "
    "AND volunteer_id = ?"
)
_SERVED = (
    "SELECT s.id, s.day, s.title, s.place, c.volunteer_id, sum(c.minutes), EXISTS (SELECT 1 FROM point_entry e "
    f"WHERE e.session_id = s.id AND e.volunteer_id = c.volunteer_id AND {_STANDS}) FROM service_session s "
    "JOIN service_record c ON c.session_id = s.id AND c.minutes > 0 "
)


class Person(NamedTuple):
    """A volunteer as lists of points need it. `left_on`: at the latest the day of their death."""

    id: int
    name: str
    team: str
    sort: str
    joined_on: date | None
    left_on: date | None


def load_kinds(connection: Connection) -> dict[str, PointKind]:
    """Every kind, with the office's own values."""
    return _kinds(frozenset(edits_of(connection, "point_kinds").items()))


def load_stars(connection: Connection) -> tuple[Star, ...]:
    return _stars(frozenset(edits_of(connection, "point_stars").items()))


@lru_cache(maxsize=4)
def _kinds(edits: frozenset[tuple[tuple[str, str], str]]) -> dict[str, PointKind]:
    return law.kinds_of(row.values for row in with_edits("point_kinds", dict(edits)).rows)


@lru_cache(maxsize=4)
def _stars(edits: frozenset[tuple[tuple[str, str], str]]) -> tuple[Star, ...]:
    return law.stars_of(row.values for row in with_edits("point_stars", dict(edits)).rows)


def people(connection: Connection, ids: Iterable[int] | None = None) -> dict[int, Person]:
    """Volunteers by id; a resident's name is the resident's."""
    among, values = ("", ()) if ids is None else (f" WHERE v.id {_AMONG}", (json.dumps(list(ids)),))
    rows = connection.exec_driver_sql(
        "SELECT v.id, coalesce(r.name, v.name), coalesce(t.name, ''), v.sort, v.joined_on, "
        "min(coalesce(v.left_on, r.died), coalesce(r.died, v.left_on)) FROM "
        "volunteer v LEFT JOIN resident r ON r.id = v.resident_id "
        f"LEFT JOIN volunteer_team t ON t.id = v.team_id{among}",
        values,
    )
    return {
        row[0]: Person(row[0], row[1], row[2], row[3] or name_keys(row[1]).sort, _day(row[4]), _day(row[5]))
        for row in rows
    }


def person(connection: Connection, volunteer_id: int) -> Person:
    """Raises UserFault when there is no such volunteer."""
    found = people(connection, [volunteer_id]).get(volunteer_id)
    if found is None:
        raise UserFault("这位志愿者已经不在名册里了。", "请刷新后再试。")
    return found


def had_in_year(connection: Connection, kind: str, year: int, ids: Iterable[int]) -> dict[int, int]:
    """Points of a kind that these people have in a year, reversals counted; nothing for who has none."""
    rows = connection.exec_driver_sql(
        f"SELECT volunteer_id, sum(points) FROM point_entry WHERE volunteer_id {_AMONG} AND kind = ? "
        "AND day BETWEEN ? AND ? GROUP BY volunteer_id",
        (json.dumps(list(ids)), kind, f"{year}-01-01", f"{year}-12-31"),
    )
    return {row[0]: int(row[1]) for row in rows}


def standing(connection: Connection, kind: str, ids: Iterable[int], *, day: date | None = None) -> frozenset[int]:
    """Who of these has an entry of a kind that was not taken back; on that day only, where one is given."""
    on, values = ("", ()) if day is None else (" AND e.day = ?", (day.isoformat(),))
    rows = connection.exec_driver_sql(
        f"SELECT DISTINCT e.volunteer_id FROM point_entry e WHERE e.volunteer_id {_AMONG} AND e.kind = ?{on} "
        f"AND {_STANDS}",
        (json.dumps(list(ids)), kind, *values),
    )
    return frozenset(row[0] for row in rows)


def add_entries(work: Work, draft: PointsDraft, awards: Sequence[Award], today: date) -> list[int]:
    """An entry for each; returns their ids."""
    first = work.next_id("point_entry")
    rows = [
        (
            first + place, one.volunteer_id, stored(draft.day), draft.kind, one.points, one.asked, draft.reason,
            draft.evidence, draft.entered_by, stored(today), None, draft.session_id,
        )
        for place, one in enumerate(awards)
    ]  # fmt: skip
    work.insert("point_entry", _COLUMNS, rows)
    return [int(row[0]) for row in rows]


def add_reversals(work: Work, entries: Sequence[PointEntry], reason: str, who: str, today: date) -> list[int]:
    """The same the other way round, on the day of what is taken back."""
    first = work.next_id("point_entry")
    rows = [
        (
            first + place, one.volunteer_id, stored(one.day), one.kind, -one.points, -one.asked, reason, "", who,
            stored(today), one.id, one.session_id,
        )
        for place, one in enumerate(entries)
    ]  # fmt: skip
    work.insert("point_entry", _COLUMNS, rows)
    return [int(row[0]) for row in rows]


def entry(connection: Connection, entry_id: int) -> PointEntry:
    """Raises UserFault when there is no such entry."""
    row = connection.exec_driver_sql(f"{_ENTRY} WHERE e.id = ?", (entry_id,)).one_or_none()
    if row is None:
        raise UserFault("账户里没有这一笔。", "请刷新后再试。")
    return _entry(row)


def entries_of(connection: Connection, volunteer_id: int) -> tuple[PointEntry, ...]:
    """A volunteer's ledger, the newest first; a reversal stands above what it takes back."""
    rows = connection.exec_driver_sql(
        f"{_ENTRY} WHERE e.volunteer_id = ? ORDER BY e.day DESC, e.id DESC", (volunteer_id,)
    )
    return tuple(map(_entry, rows))


def entries_between(connection: Connection, first: date, last: date) -> tuple[PointEntry, ...]:
    """The whole ledger of some days, as it was entered."""
    rows = connection.exec_driver_sql(
        f"{_ENTRY} WHERE e.day BETWEEN ? AND ? ORDER BY e.day, e.id", (first.isoformat(), last.isoformat())
    )
    return tuple(map(_entry, rows))


def sums_of(connection: Connection, volunteer_id: int, year: int, month: int) -> Sums:
    """Of one volunteer: of a month, of its year so far, and of all until its end. Of all, see `PointTotals`."""
    days = (date(year, month, 1).isoformat(), date(year, 1, 1).isoformat(), month_end(year, month).isoformat())
    row = connection.exec_driver_sql(_SUMS, (*days, volunteer_id)).one()
    return Sums(row[0] or 0, row[1] or 0, row[2] or 0)


def sessions_to_award(connection: Connection, since: date, until: date) -> tuple[SessionToAward, ...]:
    """Sessions, the newest first, in which somebody served who has no points for it."""
    rows = connection.exec_driver_sql(
        f"{_SERVED} WHERE s.day BETWEEN ? AND ? GROUP BY s.id, c.volunteer_id ORDER BY s.day DESC, s.id DESC",
        (since.isoformat(), until.isoformat()),
    ).fetchall()
    return tuple(one for one in _sessions(connection, rows) if one.people)


def session_to_award(connection: Connection, session_id: int) -> SessionToAward:
    """Raises UserFault when the session is gone, or nobody served in it."""
    rows = connection.exec_driver_sql(
        f"{_SERVED} WHERE s.id = ? GROUP BY s.id, c.volunteer_id", (session_id,)
    ).fetchall()
    if not rows:
        raise UserFault("这一场没有服务记录。", "请先在服务时长里登记签到。")
    return _sessions(connection, rows)[0]


def check(connection: Connection) -> Iterator[Finding]:
    """Entries that are not what the ledger allows, and sums that the journal does not bear out."""
    for (wrong,) in connection.exec_driver_sql(
        "SELECT r.id FROM point_entry r JOIN point_entry e ON e.id = r.reverses_id WHERE r.points <> -e.points "
        "OR r.volunteer_id <> e.volunteer_id OR r.kind <> e.kind OR r.day <> e.day OR e.reverses_id IS NOT NULL"
    ):
        yield Finding("points", f"红色账户第 {wrong} 笔冲销与它冲销的那一笔对不上。")
    for (wrong,) in connection.exec_driver_sql(
        "SELECT id FROM point_entry WHERE reverses_id IS NULL AND (points < 0 OR points > asked)"
    ):
        yield Finding("points", f"红色账户第 {wrong} 笔的分数不对:比应记的多,或是负数。")
    told = _journalled(connection)
    rows = connection.exec_driver_sql("SELECT volunteer_id, sum(points) FROM point_entry GROUP BY volunteer_id")
    there = {int(row[0]): int(row[1]) for row in rows}
    for one in sorted(told.keys() | there.keys()):
        if told.get(one, 0) != there.get(one, 0):
            yield Finding("points", f"第 {one} 位志愿者的积分合计与操作记录不一致。")


def _journalled(connection: Connection) -> Mapping[int, int]:
    """What the journal says everybody was given in all; an entry can pass to another volunteer, when two were one."""
    told: dict[int, dict[str, int]] = {}
    rows = connection.exec_driver_sql(
        "SELECT after FROM journal WHERE table_name = 'point_entry' AND after <> '' ORDER BY seq"
    )
    for (after,) in rows:
        image = json.loads(after)
        names = [(place, name) for place, name in enumerate(image["columns"]) if name in ("volunteer_id", "points")]
        for row in image["rows"]:
            told.setdefault(row[0], {}).update((name, row[place]) for place, name in names)
    found: dict[int, int] = {}
    for entry_ in told.values():
        found[entry_["volunteer_id"]] = found.get(entry_["volunteer_id"], 0) + entry_["points"]
    return found


def _sessions(connection: Connection, rows: Sequence[Sequence[object]]) -> list[SessionToAward]:
    known = people(connection)
    found: dict[int, tuple[Sequence[object], list[tuple[int, str, str, int]], int]] = {}
    for row in rows:
        session_id, volunteer_id, minutes, given = int(str(row[0])), int(str(row[4])), int(str(row[5])), bool(row[6])
        head, waiting, count = found.get(session_id, (row, [], 0))
        if not given:
            one = known[volunteer_id]
            waiting.append((volunteer_id, one.name, one.team, minutes))
        found[session_id] = (head, waiting, count + given)
    return [
        SessionToAward(
            session_id,
            date.fromisoformat(str(head[1])),
            str(head[2]),
            str(head[3]),
            tuple(sorted(waiting, key=lambda one: known[one[0]].sort)),
            count,
        )
        for session_id, (head, waiting, count) in found.items()
    ]


def _entry(row: Sequence[object]) -> PointEntry:
    values = list(row)
    values[3], values[10] = date.fromisoformat(str(row[3])), date.fromisoformat(str(row[10]))
    return PointEntry(*values)  # type: ignore[arg-type] # columns as the query names them


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
