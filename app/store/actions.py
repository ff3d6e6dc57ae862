"""待办 as rows: begun in one meeting, carried through the series until closed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from app.base.errors import UserFault
from app.models.meeting_drafts import ActionDraft
from app.models.meetings import Action, ActionNote, ActionPage, ActionQuery
from app.models.roster import Scope
from app.rules.meeting_kinds import scope_of
from app.rules.meetings import title_of
from app.store.journal import Value
from app.store.work import Work, stored

_ACTION = (
    "SELECT a.id, a.meeting_id, a.kind, m.held_on, m.ordinal, b.name, a.opened_on, a.words, a.owner, a.due_on, "
    "a.closed_on FROM action_item a JOIN meeting m ON m.id = a.meeting_id JOIN party_body b ON b.id = a.body_id"
)
_NOTE = (
    "SELECT n.id, n.action_id, n.noted_on, n.words, n.closes, n.meeting_id, m.kind, m.held_on, m.ordinal "
    "FROM action_note n LEFT JOIN meeting m ON m.id = n.meeting_id "
    "WHERE n.action_id IN (SELECT value FROM json_each(?)) ORDER BY n.noted_on, n.id"
)
_ORDER = " ORDER BY a.closed_on IS NOT NULL, a.due_on IS NULL, a.due_on, a.id"


def actions_of(connection: Connection, meeting_id: int, today: date) -> tuple[Action, ...]:
    """Items that began in a meeting."""
    return _actions(connection, "a.meeting_id = ? ORDER BY a.rank, a.id", (meeting_id,), today)


def carried_into(connection: Connection, meeting_id: int, today: date) -> tuple[Action, ...]:
    """Items of earlier meetings of the series that were open when this one began, the oldest first."""
    return _actions(
        connection,
        "(a.kind, a.body_id) = (SELECT kind, body_id FROM meeting WHERE id = ?1) AND m.state <> '计划' "
        "AND (m.held_on, m.starts, m.id) < (SELECT held_on, starts, id FROM meeting WHERE id = ?1) "
        "AND (a.closed_on IS NULL OR a.closed_on >= (SELECT held_on FROM meeting WHERE id = ?1)) "
        "ORDER BY m.held_on, a.rank, a.id",
        (meeting_id,),
        today,
    )


def action(connection: Connection, action_id: int, today: date) -> Action:
    """Raises UserFault when it is not there."""
    found = _actions(connection, "a.id = ?", (action_id,), today)
    if not found:
        raise UserFault("这项待办已经不在了。", "请刷新后再试。")
    return found[0]


def action_page(connection: Connection, query: ActionQuery, today: date) -> ActionPage:
    """Open ones by their day first, then those that are closed."""
    where, values = _where(query, query.as_of or today)
    total = connection.exec_driver_sql(
        f"SELECT count(*) FROM action_item a JOIN meeting m ON m.id = a.meeting_id WHERE {where}", tuple(values)
    ).scalar_one()
    rows = _actions(
        connection, f"{where}{_ORDER} LIMIT ? OFFSET ?", (*values, query.limit, query.offset), query.as_of or today
    )
    return ActionPage(rows, int(total))


def write_actions(work: Work, meeting_id: int, drafts: Sequence[ActionDraft]) -> None:
    """The items that begin in a meeting, as the form has them; those it no longer names are removed.

    Raises UserFault when one that later meetings spoke of would be removed.
    """
    connection = work.connection
    kind, body_id, held_on = connection.exec_driver_sql(
        "SELECT kind, body_id, held_on FROM meeting WHERE id = ?", (meeting_id,)
    ).one()
    rows = connection.exec_driver_sql("SELECT id FROM action_item WHERE meeting_id = ?", (meeting_id,))
    there = {int(row[0]) for row in rows}
    remove_actions(work, sorted(there - {draft.id for draft in drafts if draft.id in there}))
    for rank, draft in enumerate(drafts, start=1):
        values: dict[str, Value] = {
            "rank": rank,
            "words": draft.words,
            "owner": draft.owner,
            "due_on": stored(draft.due_on),
            "kind": kind,
            "body_id": body_id,
            "opened_on": held_on,
        }
        if draft.id in there:
            work.update("action_item", draft.id or 0, values)
        else:
            work.add("action_item", {"meeting_id": meeting_id, **values, "closed_on": None})


def remove_actions(work: Work, action_ids: Sequence[int]) -> None:
    """Raises UserFault when a later meeting spoke of one of them."""
    spoken = work.connection.exec_driver_sql(
        "SELECT a.words FROM action_item a WHERE a.id IN (SELECT value FROM json_each(?)) AND EXISTS "
        "(SELECT 1 FROM action_note n WHERE n.action_id = a.id)",
        (json.dumps(list(action_ids)),),
    ).first()
    if spoken is not None:
        raise UserFault(f"待办“{spoken[0]}”已经有办理情况,不能删除。", "可以把它办结,或先删除办理情况。", place="待办")
    work.delete("action_item", action_ids)


def add_note(work: Work, action_id: int, words: str, on: date, *, closes: bool, meeting_id: int | None) -> int:
    """What was said of an item; closing it closes it from that day on."""
    note_id = work.add(
        "action_note",
        {
            "action_id": action_id,
            "meeting_id": meeting_id,
            "noted_on": stored(on),
            "words": words,
            "closes": int(closes),
        },
    )
    work.update("action_item", action_id, {"closed_on": stored(closing_day(work.connection, action_id))})
    return note_id


def remove_note(work: Work, note_id: int) -> None:
    row = work.connection.exec_driver_sql("SELECT action_id FROM action_note WHERE id = ?", (note_id,)).one_or_none()
    if row is None:
        raise UserFault("这条办理情况已经不在了。", "请刷新后再试。")
    work.delete("action_note", [note_id])
    work.update("action_item", int(row[0]), {"closed_on": stored(closing_day(work.connection, int(row[0])))})


def meeting_of_note(connection: Connection, note_id: int) -> int | None:
    """At which meeting it was said, None for between meetings."""
    row = connection.exec_driver_sql("SELECT meeting_id FROM action_note WHERE id = ?", (note_id,)).one_or_none()
    return None if row is None or row[0] is None else int(row[0])


def closing_day(connection: Connection, action_id: int) -> date | None:
    """The day on which it was closed by the last that was said of it; None while it is open."""
    row = connection.exec_driver_sql(
        "SELECT noted_on, closes FROM action_note WHERE action_id = ? ORDER BY noted_on DESC, id DESC LIMIT 1",
        (action_id,),
    ).one_or_none()
    return date.fromisoformat(row[0]) if row is not None and row[1] else None


def _where(query: ActionQuery, as_of: date) -> tuple[str, list[Any]]:
    parts, values = ["m.state <> '计划'"], list[Any]()
    if query.open_only:
        parts.append("a.closed_on IS NULL")
    if query.late:
        parts.append("a.closed_on IS NULL AND a.due_on < ?")
        values.append(as_of.isoformat())
    if query.body_id is not None:
        parts.append("a.body_id = ?")
        values.append(query.body_id)
    if query.ids is not None:
        parts.append("a.id IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(sorted(query.ids)))
    if query.text.strip():
        parts.append("(instr(a.words, ?) OR instr(a.owner, ?))")
        values += [query.text.strip()] * 2
    return " AND ".join(parts), values


def _actions(connection: Connection, where: str, values: Sequence[Any], today: date) -> tuple[Action, ...]:
    rows = connection.exec_driver_sql(f"{_ACTION} WHERE {where}", tuple(values)).fetchall()
    notes = _notes(connection, (row[0] for row in rows))
    return tuple(
        Action(
            id=row[0],
            meeting_id=row[1],
            origin=_meeting_title(row[2], row[3], row[4], row[5]),
            opened_on=date.fromisoformat(row[6]),
            words=row[7],
            owner=row[8],
            due_on=_day(row[9]),
            closed_on=_day(row[10]),
            late=row[10] is None and row[9] is not None and row[9] < today.isoformat(),
            notes=tuple(notes.get(row[0], ())),
        )
        for row in rows
    )


def _notes(connection: Connection, action_ids: Iterable[int]) -> dict[int, list[ActionNote]]:
    found: dict[int, list[ActionNote]] = {}
    for row in connection.exec_driver_sql(_NOTE, (json.dumps(list(action_ids)),)):
        title = _meeting_title(row[6], row[7], row[8], "") if row[5] else ""
        note = ActionNote(row[0], date.fromisoformat(row[2]), row[3], bool(row[4]), row[5], title)
        found.setdefault(row[1], []).append(note)
    return found


def _meeting_title(kind: str, held_on: str, ordinal: int, body: str) -> str:
    return title_of(kind, date.fromisoformat(held_on), ordinal, body if scope_of(kind) is Scope.GROUP else "")


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
