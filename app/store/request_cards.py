"""One request with all that is known of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.models.changes import HistoryEntry
from app.models.requests import RequestCard, RequestDraft, RequestRow, Whistle
from app.rules.masking import mask_phone
from app.rules.request_moves import moves
from app.rules.requests import life_of
from app.store.request_rows import request_rows
from app.store.request_rules import load_calendar
from app.store.request_steps import day, steps_of

_WHISTLES = (
    "SELECT id, round, letter, department, blown_on, reported_on, answered, answered_on, called_off "
    "FROM request_whistle WHERE request_id = ? ORDER BY id"
)


def card(connection: Connection, request_id: int, today: date) -> RequestCard:
    """Raises UserFault when it is not there."""
    steps = steps_of(connection, request_id)
    calendar = load_calendar(connection)
    life = life_of(steps, calendar)
    (row,) = request_rows(connection, [request_id], today, calendar)
    reach = max(filter(None, (row.due_on, row.closed_on, row.received_on)))
    mediations = connection.exec_driver_sql("SELECT id FROM mediation WHERE request_id = ? ORDER BY id", (request_id,))
    wishes = connection.exec_driver_sql("SELECT id, number FROM wish WHERE request_id = ? ORDER BY id", (request_id,))
    matters = connection.exec_driver_sql(
        "SELECT id, number || ' ' || title FROM matter WHERE request_id = ? ORDER BY id", (request_id,)
    )
    return RequestCard(
        row=row,
        draft=replace(draft_of(connection, request_id), agreed_on=life.agreed_on),
        life=replace(life, whistles=whistles_of(connection, request_id)),
        steps=tuple(steps),
        moves=moves(life),
        late_words=late_words(row),
        origin_title=_origin_title(connection, request_id),
        mediations=tuple(found[0] for found in mediations),
        wishes=tuple((found[0], found[1]) for found in wishes),
        matters=tuple((found[0], found[1]) for found in matters),
        history=history(connection, request_id),
        weekends_only=calendar.weekends_only(row.received_on, reach),
    )


def draft_of(connection: Connection, request_id: int) -> RequestDraft:
    """A request as a form states it, telephone masked; raises UserFault when it is not there."""
    row = connection.exec_driver_sql(
        "SELECT r.received_on, r.channel, r.words, r.category, r.grade, r.household_id, r.resident_id, r.caller, "
        "r.phone, r.address, g.name, r.origin_kind, r.origin_id, r.number, r.received_time "
        "FROM request r LEFT JOIN grid g ON g.id = r.grid_id WHERE r.id = ?",
        (request_id,),
    ).one_or_none()
    if row is None:
        raise UserFault("这件诉求已经不在了。", "请刷新后再试。")
    return RequestDraft(
        received_on=date.fromisoformat(row[0]),
        channel=row[1],
        words=row[2],
        category=row[3],
        grade=row[4],
        household_id=row[5],
        resident_id=row[6],
        caller=row[7],
        phone=mask_phone(row[8]),
        address=row[9],
        grid=row[10],
        origin=(row[11], row[12]) if row[11] else None,
        number=row[13],
        received_time=row[14],
    )


def whistles_of(connection: Connection, request_id: int) -> tuple[Whistle, ...]:
    """The whistles of all rounds, with their ids."""
    rows = connection.exec_driver_sql(_WHISTLES, (request_id,))
    return tuple(
        Whistle(row[0], row[1], row[2], row[3], day(row[4]), day(row[5]), bool(row[6]), day(row[7]), bool(row[8]))
        for row in rows
    )


def late_words(row: RequestRow) -> str:
    """已超时 3 个工作日, 超时 3 个工作日办结; '' in time."""
    if row.late_days:
        return f"已超时 {row.late_days} 个工作日" if row.open else f"超时 {row.late_days} 个工作日办结"
    return "以前一轮超时办结" if row.late_before else ""


def number_of(connection: Connection, request_id: int) -> str:
    """'' when it is not there."""
    row = connection.exec_driver_sql("SELECT number FROM request WHERE id = ?", (request_id,)).one_or_none()
    return "" if row is None else str(row[0])


def history(connection: Connection, request_id: int) -> tuple[HistoryEntry, ...]:
    """Changes that touched the request or its steps, the newest first."""
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT change_id, at, actor, title FROM journal WHERE table_name = 'request' "
        "AND first_row <= ? AND last_row >= ? ORDER BY change_id DESC",
        (request_id, request_id),
    )
    return tuple(HistoryEntry(row[0], datetime.fromisoformat(row[1]), row[2], row[3]) for row in rows)


def _origin_title(connection: Connection, request_id: int) -> str:
    """Where it comes from, in words; '' for what was taken down by itself."""
    kind, origin = connection.exec_driver_sql(
        "SELECT origin_kind, origin_id FROM request WHERE id = ?", (request_id,)
    ).one()
    known = {
        "visit_need": (
            "走访",
            "SELECT v.visited_on FROM visit_need n JOIN visit v ON v.id = n.visit_id WHERE n.id = ?",
        ),
        "patrol_finding": (
            "四方巡查",
            "SELECT p.patrolled_on FROM patrol_finding f JOIN patrol p ON p.id = f.patrol_id WHERE f.id = ?",
        ),
    }
    if kind not in known:
        return ""
    word, query = known[kind]
    row = connection.exec_driver_sql(query, (origin,)).one_or_none()
    return f"{chinese_date(date.fromisoformat(row[0]))}{word}" if row else word
