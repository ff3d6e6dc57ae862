"""Meetings as rows: the head, and what is told of everything else by `app.store.meeting_parts`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from app.base.errors import UserFault
from app.models.meeting_drafts import MeetingDraft, Said
from app.models.meetings import MeetingLine, State
from app.models.roster import Scope
from app.rules.meeting_kinds import scope_of
from app.rules.meetings import title_of
from app.store.journal import Value
from app.store.work import Work, stored

HELD = "m.state <> '计划'"
LINE = (
    "SELECT m.id, m.kind, m.body_id, b.name, m.state, m.held_on, m.starts, m.ends, m.ordinal, m.topic, m.place, "
    "m.chair, m.recorder, m.stands_for, m.should, m.came, m.excused, m.absent, m.unrecorded, m.voters, m.voters_came, "
    "(SELECT count(*) FROM action_item a WHERE a.meeting_id = m.id AND a.closed_on IS NULL), "
    "(SELECT count(*) FROM attachment f WHERE f.owner = 'meeting' AND f.owner_id = m.id), "
    "(SELECT count(*) FROM correction c WHERE c.meeting_id = m.id), m.said_should IS NULL AND m.said_came IS NULL "
    "FROM meeting m JOIN party_body b ON b.id = m.body_id"
)  # fmt: skip
_DRAFT = (
    "SELECT kind, held_on, body_id, starts, ends, place, chair, recorder, topic, stands_for, words, ordinal, "
    "said_should, said_came, said_voters, said_voters_came, signed_on, revision, state FROM meeting WHERE id = ?"
)


def line_of(row: Any) -> MeetingLine:
    """A row of LINE."""
    scope = scope_of(row[1])
    return MeetingLine(
        id=row[0],
        kind=row[1],
        body_id=row[2],
        body_name=row[3],
        scope=scope,
        title=title_of(row[1], date.fromisoformat(row[5]), row[8], row[3] if scope is Scope.GROUP else ""),
        state=State(row[4]),
        held_on=date.fromisoformat(row[5]),
        starts=row[6],
        ends=row[7],
        ordinal=row[8],
        topic=row[9],
        place=row[10],
        chair=row[11],
        recorder=row[12],
        stands_for=row[13],
        should=row[14],
        came=row[15],
        excused=row[16],
        absent=row[17],
        unrecorded=row[18],
        voters=row[19],
        voters_came=row[20],
        open_actions=row[21],
        attachments=row[22],
        corrections=row[23],
        by_name=bool(row[24]),
    )


def lines(
    connection: Connection, where: str, values: Sequence[Any] = (), order: str = "m.held_on, m.starts, m.id"
) -> tuple[MeetingLine, ...]:
    """Meetings that a condition on `m` names."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute(f"{LINE} WHERE {where} ORDER BY {order}", tuple(values))
        return tuple(line_of(row) for row in cursor.fetchall())
    finally:
        cursor.close()


def line(connection: Connection, meeting_id: int) -> MeetingLine:
    """Raises UserFault when it is not there."""
    found = lines(connection, "m.id = ?", (meeting_id,))
    if not found:
        raise UserFault("这次会议已经不在了。", "请刷新后再试。")
    return found[0]


def latest(connection: Connection, kind: str, body_id: int) -> MeetingLine | None:
    """The last meeting of a series, planned ones too."""
    found = lines(connection, "m.kind = ? AND m.body_id = ?", (kind, body_id), "m.held_on DESC, m.id DESC LIMIT 1")
    return found[0] if found else None


def in_span(connection: Connection, kind: str, body_id: int, first: date, last: date) -> tuple[MeetingLine, ...]:
    """A series from day to day, planned ones too."""
    where = "m.kind = ? AND m.body_id = ? AND m.held_on BETWEEN ? AND ?"
    return lines(connection, where, (kind, body_id, first.isoformat(), last.isoformat()))


def of_kind(connection: Connection, kind: str, first: date, last: date) -> tuple[MeetingLine, ...]:
    """Meetings of a kind in a span, of any body, planned ones too."""
    return lines(connection, "m.kind = ? AND m.held_on BETWEEN ? AND ?", (kind, first.isoformat(), last.isoformat()))


def held_in_year(connection: Connection, year: int, body_ids: Iterable[int]) -> list[int]:
    """Meetings of these bodies that were held in a year, in order of their days."""
    rows = connection.exec_driver_sql(
        "SELECT id FROM meeting WHERE held_on BETWEEN ? AND ? AND state <> '计划' "
        "AND body_id IN (SELECT value FROM json_each(?)) ORDER BY held_on, starts, id",
        (f"{year}-01-01", f"{year}-12-31", json.dumps(sorted(body_ids))),
    )
    return [row[0] for row in rows]


def draft_of(connection: Connection, meeting_id: int) -> tuple[MeetingDraft, date | None]:
    """The head as a form has it, and the day it was signed."""
    row = connection.exec_driver_sql(_DRAFT, (meeting_id,)).one_or_none()
    if row is None:
        raise UserFault("这次会议已经不在了。", "请刷新后再试。")
    said = None if all(number is None for number in row[12:16]) else Said(*row[12:16])
    draft = MeetingDraft(
        kind=row[0],
        held_on=date.fromisoformat(row[1]),
        body_id=row[2],
        starts=row[3],
        ends=row[4],
        place=row[5],
        chair=row[6],
        recorder=row[7],
        topic=row[8],
        stands_for=row[9],
        words=row[10],
        ordinal=row[11] or None,
        said=said,
    )
    return draft, None if row[16] is None else date.fromisoformat(row[16])


def state_of(connection: Connection, meeting_id: int) -> State:
    """Raises UserFault when it is not there."""
    row = connection.exec_driver_sql("SELECT state FROM meeting WHERE id = ?", (meeting_id,)).one_or_none()
    if row is None:
        raise UserFault("这次会议已经不在了。", "请刷新后再试。")
    return State(row[0])


def head_values(draft: MeetingDraft) -> dict[str, Value]:
    """The head as it is stored; body and ordinal are settled by whoever calls."""
    said = draft.said or Said()
    return {
        "kind": draft.kind,
        "held_on": stored(draft.held_on),
        "starts": draft.starts,
        "ends": draft.ends,
        "topic": draft.topic,
        "place": draft.place,
        "chair": draft.chair,
        "recorder": draft.recorder,
        "stands_for": draft.stands_for,
        "words": draft.words,
        "said_should": said.should,
        "said_came": said.came,
        "said_voters": said.voters,
        "said_voters_came": said.voters_came,
    }


def touch(work: Work, meeting_id: int, values: dict[str, Value] | None = None) -> None:
    """Change the head; its revision rises whatever else is changed with it."""
    revision = work.connection.exec_driver_sql("SELECT revision FROM meeting WHERE id = ?", (meeting_id,))
    work.update("meeting", meeting_id, {**(values or {}), "revision": int(revision.scalar_one()) + 1})


def next_ordinal(connection: Connection, kind: str, body_id: int, year: int) -> int:
    """Which of its kind and body in a year the next one is."""
    row = connection.exec_driver_sql(
        "SELECT coalesce(max(ordinal), 0) + 1 FROM meeting WHERE kind = ? AND body_id = ? AND held_on BETWEEN ? AND ?",
        (kind, body_id, f"{year}-01-01", f"{year}-12-31"),
    ).scalar_one()
    return int(row)


def at_the_same_time(
    connection: Connection, draft: MeetingDraft, body_id: int, kinds: Sequence[str], but: int | None
) -> list[tuple[int, str, str, str]]:
    """Meetings of the same body on the same day: (id, kind, starts, ends). `kinds`: those that are of that body."""
    marks = ", ".join("?" * len(kinds))
    rows = connection.exec_driver_sql(
        f"SELECT id, kind, starts, ends FROM meeting WHERE body_id = ? AND held_on = ? AND kind IN ({marks}) "
        "AND id <> ? ORDER BY starts, id",
        (body_id, draft.held_on.isoformat(), *kinds, but or 0),
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]
