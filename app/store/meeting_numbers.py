"""The roster of the day laid down as attendance, and the numbers that follow; of meetings that are not signed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from app.models.meetings import Came, Role, State
from app.models.roster import Body, MemberRecord, Roster, RosterEntry, Scope
from app.rules.meeting_kinds import scope_of
from app.rules.meetings import tally
from app.rules.roster import roster_of
from app.store.journal import Value
from app.store.meeting_parts import ATTENDANCE_COLUMNS, attendance_of
from app.store.meetings import draft_of
from app.store.roster import load_bodies, load_members
from app.store.work import Work


class Rosters:
    """Rosters by day, scope and body, out of one reading of the members."""

    def __init__(self, connection: Connection) -> None:
        self.bodies: Mapping[int, Body] = load_bodies(connection)
        self.members: Sequence[MemberRecord] = load_members(connection)
        self._known: dict[tuple[date, Scope, int], Roster] = {}

    def of(self, day: date, scope: Scope, body_id: int) -> Roster:
        key = (day, scope, body_id)
        if key not in self._known:
            self._known[key] = roster_of(day, scope, self.bodies[body_id], self.members, self.bodies)
        return self._known[key]


def settle(work: Work, meeting_ids: Iterable[int], rosters: Rosters | None = None) -> None:
    """Lay down roster and numbers of these meetings anew. Those that are signed stand still."""
    rosters = rosters or Rosters(work.connection)
    heads: dict[int, dict[str, Value]] = {}
    for meeting_id in meeting_ids:
        row = work.connection.exec_driver_sql("SELECT state FROM meeting WHERE id = ?", (meeting_id,)).one_or_none()
        if row is None or row[0] == State.SIGNED:
            continue
        heads[meeting_id] = _settled(work, meeting_id, rosters)
    if heads:
        work.update_many("meeting", heads)


def settle_all(work: Work, since: date | None = None) -> None:
    """After a change of the roster: every meeting from `since` on (None: all) that is not signed and goes by names."""
    kinds = [
        row[0]
        for row in work.connection.exec_driver_sql("SELECT DISTINCT kind FROM meeting")
        if scope_of(row[0]) is not Scope.INVITED
    ]
    marks = ", ".join("?" * len(kinds))
    rows = work.connection.exec_driver_sql(
        f"SELECT id FROM meeting WHERE state <> '已签字' AND kind IN ({marks}) AND held_on >= ? ORDER BY id",
        (*kinds, (since or date.min).isoformat()),
    ).fetchall()
    if rows:
        settle(work, [row[0] for row in rows])


def _settled(work: Work, meeting_id: int, rosters: Rosters) -> dict[str, Value]:
    """Bring the attendance in line with the roster; returns the numbers that follow."""
    draft, _ = draft_of(work.connection, meeting_id)
    scope = scope_of(draft.kind)
    assert draft.body_id is not None
    roster = rosters.of(draft.held_on, scope, draft.body_id)
    if scope is not Scope.INVITED:
        _lay_down(work, meeting_id, roster, all_names=draft.said is None)
    found = tally(attendance_of(work.connection, meeting_id), draft.said, roster.voters)
    return {
        "should": found.should,
        "came": found.came,
        "excused": found.excused,
        "absent": found.absent,
        "unrecorded": found.unrecorded,
        "voters": found.voters,
        "voters_came": found.voters_came,
    }


def _lay_down(work: Work, meeting_id: int, roster: Roster, *, all_names: bool) -> None:
    """A line for each of the roster; whoever is not on it keeps a line only where something was recorded of them,
    and counts as a guest. `all_names` False: numbers were said, only who was named has a line."""
    rows = work.connection.exec_driver_sql(
        "SELECT id, member_id, state, name, role, votes, post, rank FROM attendance WHERE meeting_id = ? "
        "AND member_id IS NOT NULL",
        (meeting_id,),
    ).fetchall()
    due = {entry.member_id: (rank, entry) for rank, entry in enumerate(roster.entries, start=1)}
    gone = {
        row[0]
        for row in rows
        if row[2] == Came.UNKNOWN and row[4] == Role.SHOULD and (row[1] not in due or not all_names)
    }
    work.delete("attendance", sorted(gone))
    elsewhere = Role.GUEST if all_names else Role.SHOULD
    changes: dict[int, dict[str, Value]] = {}
    for row in rows:
        if row[0] in gone:
            continue
        values = _values(*due[row[1]]) if row[1] in due else {**_there(row), "role": elsewhere.value, "votes": 0}
        if values != _there(row):
            changes[row[0]] = values
    work.update_many("attendance", changes)
    if all_names:
        kept = {row[1] for row in rows if row[0] not in gone}
        _insert(work, meeting_id, [pair for member, pair in due.items() if member not in kept])


def _insert(work: Work, meeting_id: int, pairs: Sequence[tuple[int, RosterEntry]]) -> None:
    if not pairs:
        return
    first = work.next_id("attendance")
    rows = [
        (first + place, meeting_id, entry.member_id, entry.name, Role.SHOULD.value, Came.UNKNOWN.value, "",
         int(entry.votes), _post(entry), rank)
        for place, (rank, entry) in enumerate(pairs)
    ]  # fmt: skip
    work.insert("attendance", ATTENDANCE_COLUMNS, rows)


def _values(rank: int, entry: RosterEntry) -> dict[str, Value]:
    return {
        "name": entry.name,
        "role": Role.SHOULD.value,
        "votes": int(entry.votes),
        "post": _post(entry),
        "rank": rank,
    }


def _there(row: Sequence[Any]) -> dict[str, Value]:
    return {"name": row[3], "role": row[4], "votes": row[5], "post": row[6], "rank": row[7]}


def _post(entry: RosterEntry) -> str:
    return "、".join(entry.posts)
