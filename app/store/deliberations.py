"""Matters and their steps as rows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from app.base.errors import UserFault
from app.models.changes import HistoryEntry
from app.models.deliberations import (
    MatterDraft,
    MatterLine,
    MatterQuery,
    MatterStep,
    MatterStepDraft,
    Publication,
)
from app.models.roster import Scope
from app.rules.deliberations import methods, warnings
from app.rules.meeting_kinds import scope_of
from app.rules.meetings import title_of
from app.store.attachments import attachments_of
from app.store.journal import Value
from app.store.work import Work, stored

_MATTER = (
    "SELECT m.id, m.number, m.title, m.method, m.important, m.opened_on, m.step, m.closed_on, m.given_up, "
    "coalesce((SELECT max(s.done_on) FROM matter_step s WHERE s.matter_id = m.id), m.opened_on), "
    "EXISTS (SELECT 1 FROM publication p WHERE p.matter_id = m.id) FROM matter m"
)
_ORDER = " ORDER BY m.closed_on IS NOT NULL, m.opened_on DESC, m.id DESC"
_STEP = (
    "SELECT s.id, s.matter_id, s.step, s.body, s.done_on, s.conclusion, s.form, s.people, s.meeting_id, e.kind, "
    "e.held_on, e.ordinal, b.name FROM matter_step s LEFT JOIN meeting e ON e.id = s.meeting_id "
    "LEFT JOIN party_body b ON b.id = e.body_id WHERE s.matter_id IN (SELECT value FROM json_each(?)) "
    "ORDER BY s.matter_id, s.step"
)
STEP_PAPERS = "matter_step"


def matter_lines(connection: Connection, query: MatterQuery, today: date) -> tuple[tuple[MatterLine, ...], int]:
    """(page, how many in all): open ones first, the newest first."""
    where, values = _where(query)
    total = connection.exec_driver_sql(f"SELECT count(*) FROM matter m WHERE {where}", tuple(values)).scalar_one()
    rows = connection.exec_driver_sql(
        f"{_MATTER} WHERE {where}{_ORDER} LIMIT ? OFFSET ?", (*values, query.limit, query.offset)
    ).fetchall()
    return _lines(connection, rows, today), int(total)


def matter_line(connection: Connection, matter_id: int, today: date) -> MatterLine:
    """Raises UserFault when it is not there."""
    rows = connection.exec_driver_sql(f"{_MATTER} WHERE m.id = ?", (matter_id,)).fetchall()
    if not rows:
        raise UserFault("这个事项已经不在了。", "请刷新后再试。")
    return _lines(connection, rows, today)[0]


def matter_draft(connection: Connection, matter_id: int) -> MatterDraft:
    row = connection.exec_driver_sql(
        "SELECT title, method, opened_on, words, proposer, important, request_id, number FROM matter WHERE id = ?",
        (matter_id,),
    ).one_or_none()
    if row is None:
        raise UserFault("这个事项已经不在了。", "请刷新后再试。")
    return MatterDraft(row[0], row[1], date.fromisoformat(row[2]), row[3], row[4], bool(row[5]), row[6], row[7])


def steps_of(connection: Connection, matter_id: int, *, papers: bool = False) -> tuple[MatterStep, ...]:
    """Steps done, in their order."""
    found, _ = _steps(connection, [matter_id])
    steps = found.get(matter_id, [])
    if not papers:
        return tuple(steps)
    return tuple(
        MatterStep(**{**step.__dict__, "papers": attachments_of(connection, STEP_PAPERS, step.id)}) for step in steps
    )


def add_matter(work: Work, draft: MatterDraft) -> int:
    """Raises UserFault for a number that is taken, or a request that is gone."""
    number = draft.number or next_number(work.connection, draft.opened_on.year)
    _free(work.connection, number, None)
    if draft.request_id is not None and not request_number(work.connection, draft.request_id):
        raise UserFault("这件诉求已经不在了。", "请重新选择。", place="诉求")
    values = {**matter_values(draft), "number": number, "step": 0, "closed_on": None, "given_up": ""}
    return work.add("matter", values)


def change_matter(work: Work, matter_id: int, draft: MatterDraft) -> None:
    if draft.number:
        _free(work.connection, draft.number, matter_id)
    number: dict[str, Value] = {"number": draft.number} if draft.number else {}
    work.update("matter", matter_id, {**matter_values(draft), **number})


def matter_values(draft: MatterDraft) -> dict[str, Value]:
    return {
        "title": draft.title,
        "method": draft.method,
        "words": draft.words,
        "proposer": draft.proposer,
        "important": int(draft.important),
        "request_id": draft.request_id,
        "opened_on": stored(draft.opened_on),
    }


def add_step(work: Work, matter_id: int, draft: MatterStepDraft, *, last: bool) -> int:
    """The next step; the last one closes the matter."""
    step_id = work.add("matter_step", {"matter_id": matter_id, "step": draft.step, **step_values(draft)})
    closed = stored(draft.done_on) if last else None
    work.update("matter", matter_id, {"step": draft.step, "closed_on": closed})
    return step_id


def step_values(draft: MatterStepDraft) -> dict[str, Value]:
    return {
        "done_on": stored(draft.done_on),
        "body": draft.body,
        "form": draft.form,
        "people": draft.people,
        "conclusion": draft.conclusion,
        "meeting_id": draft.meeting_id,
    }


def remove_step(work: Work, matter_id: int, step: MatterStep) -> None:
    """The last step that was done; the matter is open again."""
    work.delete("attachment", [paper.id for paper in attachments_of(work.connection, STEP_PAPERS, step.id)])
    work.delete("matter_step", [step.id])
    work.update("matter", matter_id, {"step": step.step - 1, "closed_on": None})


def remove_matter(work: Work, matter_id: int) -> None:
    """The matter with everything that belongs to it."""
    for step in steps_of(work.connection, matter_id, papers=True):
        work.delete("attachment", [paper.id for paper in step.papers])
    for table in ("matter_step", "pool_draw", "publication"):
        rows = work.connection.exec_driver_sql(f"SELECT id FROM {table} WHERE matter_id = ?", (matter_id,)).fetchall()
        work.delete(table, [row[0] for row in rows])
    work.delete("matter", [matter_id])


def publications_of(connection: Connection, matter_id: int) -> tuple[Publication, ...]:
    rows = connection.exec_driver_sql(
        'SELECT id, matter_id, title, words, channel, posted_on, "until", feedback FROM publication '
        "WHERE matter_id = ? ORDER BY posted_on, id",
        (matter_id,),
    )
    return tuple(_publication(row) for row in rows)


def _publication(row: Any) -> Publication:
    posted, until = date.fromisoformat(row[5]), date.fromisoformat(row[6])
    return Publication(row[0], row[1], row[2], row[3], row[4], posted, until, row[7])


def publication(connection: Connection, publication_id: int) -> Publication:
    """Raises UserFault when it is not there."""
    row = connection.exec_driver_sql("SELECT matter_id FROM publication WHERE id = ?", (publication_id,)).one_or_none()
    if row is None:
        raise UserFault("这份公示已经不在了。", "请刷新后再试。")
    return next(one for one in publications_of(connection, row[0]) if one.id == publication_id)


def request_number(connection: Connection, request_id: int | None) -> str:
    row = connection.exec_driver_sql("SELECT number FROM request WHERE id = ?", (request_id,)).one_or_none()
    return "" if row is None else str(row[0])


def meeting_kinds_of(connection: Connection, matter_id: int) -> dict[int, str]:
    """Meeting id -> kind, of the meetings its steps name."""
    return _steps(connection, [matter_id])[1]


def next_number(connection: Connection, year: int) -> str:
    """议2026-001: the office's own numbers, one row of them a year."""
    head = f"议{year}-"
    row = connection.exec_driver_sql(
        "SELECT max(CAST(substr(number, ?) AS INTEGER)) FROM matter WHERE number >= ? AND number < ?",
        (len(head) + 1, head, head + "\U0010ffff"),
    ).scalar_one()
    return f"{head}{int(row or 0) + 1:03d}"


def history(connection: Connection, matter_id: int) -> tuple[HistoryEntry, ...]:
    """Changes that touched the matter, the newest first."""
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT change_id, at, actor, title FROM journal WHERE table_name = 'matter' "
        "AND first_row <= ? AND last_row >= ? ORDER BY change_id DESC",
        (matter_id, matter_id),
    )
    return tuple(HistoryEntry(row[0], datetime.fromisoformat(row[1]), row[2], row[3]) for row in rows)


def _free(connection: Connection, number: str, matter_id: int | None) -> None:
    row = connection.exec_driver_sql("SELECT id FROM matter WHERE number = ?", (number,)).one_or_none()
    if row is not None and row[0] != matter_id:
        raise UserFault(f"编号 {number} 已经有了。", "请换一个编号,或不填,由软件接着编。", place="编号")


def _lines(connection: Connection, rows: Sequence[Any], today: date) -> tuple[MatterLine, ...]:
    steps, kinds = _steps(connection, [row[0] for row in rows])
    return tuple(_line(row, steps.get(row[0], []), kinds, today) for row in rows)


def _line(row: Any, done: list[MatterStep], kinds: dict[int, str], today: date) -> MatterLine:
    method = methods()[row[3]]
    closed = None if row[7] is None else date.fromisoformat(row[7])
    last_on = date.fromisoformat(row[9])
    told = warnings(method, done, kinds, important=bool(row[4]))
    running = closed is None and row[6] < len(method.steps)
    return MatterLine(
        id=row[0],
        number=row[1],
        title=row[2],
        method=row[3],
        method_title=method.title,
        important=bool(row[4]),
        opened_on=date.fromisoformat(row[5]),
        step=row[6],
        steps=len(method.steps),
        last_title=method.steps[row[6] - 1].title if row[6] else "",
        next_title=method.steps[row[6]].title if running else "",
        last_on=last_on,
        closed_on=closed,
        given_up=row[8],
        warning=told[0] if told else "",
        published=bool(row[10]),
        idle_days=(today - last_on).days if closed is None else 0,
    )


def _steps(connection: Connection, matter_ids: Sequence[int]) -> tuple[dict[int, list[MatterStep]], dict[int, str]]:
    """Steps by matter, and the kinds of the meetings they name."""
    found: dict[int, list[MatterStep]] = {}
    kinds: dict[int, str] = {}
    matter_methods = {
        row[0]: row[1]
        for row in connection.exec_driver_sql(
            "SELECT id, method FROM matter WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(matter_ids)),),
        )
    }
    for row in connection.exec_driver_sql(_STEP, (json.dumps(list(matter_ids)),)):
        if row[8] is not None:
            kinds[row[8]] = row[9]
        title = methods()[matter_methods[row[1]]].steps[row[2] - 1].title
        day = date.fromisoformat(row[4])
        step = MatterStep(row[0], row[2], title, row[3], day, row[5], row[6], row[7], row[8], _meeting(row))
        found.setdefault(row[1], []).append(step)
    return found, kinds


def _meeting(row: Any) -> str:
    if row[8] is None:
        return ""
    group = row[12] if scope_of(row[9]) is Scope.GROUP else ""
    return title_of(row[9], date.fromisoformat(row[10]), row[11], group)


def _where(query: MatterQuery) -> tuple[str, list[Any]]:
    parts, values = ["1"], list[Any]()
    if query.text.strip():
        parts.append("(instr(m.title, ?) OR instr(m.words, ?) OR instr(m.number, ?) OR instr(m.proposer, ?))")
        values += [query.text.strip()] * 4
    if query.method is not None:
        parts.append("m.method = ?")
        values.append(query.method)
    if query.step is not None:
        parts.append("m.step = ?")
        values.append(query.step)
    if query.open is not None:
        parts.append("m.closed_on IS NULL" if query.open else "m.closed_on IS NOT NULL")
    if query.important:
        parts.append("m.important")
    if query.ids is not None:
        parts.append("m.id IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(sorted(query.ids)))
    first, last = query.days
    if first is not None:
        parts.append("m.opened_on >= ?")
        values.append(first.isoformat())
    if last is not None:
        parts.append("m.opened_on <= ?")
        values.append(last.isoformat())
    return " AND ".join(parts), values
