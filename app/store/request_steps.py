"""Steps of requests as rows, and what follows from them: state, rounds, whistles, laid down with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from app.base.errors import UserFault
from app.models.requests import Life, Round, Step, Verb, Whistle
from app.rules.requests import life_of
from app.rules.working_days import Calendar
from app.store.journal import Value
from app.store.request_rules import load_calendar
from app.store.work import Work, stored

STEP_FIELDS = (
    "request_id", "verb", "done_on", "done_time", "who", "words", "department", "letter", "outcome", "satisfaction",
    "grade", "agreed_on", "days", "stops",
)  # fmt: skip


def add_step(work: Work, request_id: int, step: Step) -> int:
    return work.add("request_step", dict(zip(STEP_FIELDS, step_values(request_id, step), strict=True)))


def step_values(request_id: int, step: Step) -> tuple[Value, ...]:
    """A step's columns in the order of STEP_FIELDS."""
    return (
        request_id, step.verb.value, stored(step.on), step.time, step.who, step.words, step.department, step.letter,
        step.outcome, step.satisfaction, step.grade, stored(step.agreed_on), step.days, int(step.stops),
    )  # fmt: skip


def steps_of(connection: Connection, request_id: int) -> list[Step]:
    """Every step of a request in the order in which they were taken. Raises UserFault when it is not there."""
    rows = connection.exec_driver_sql(
        f"SELECT id, {', '.join(STEP_FIELDS[1:])} FROM request_step WHERE request_id = ? ORDER BY id", (request_id,)
    ).fetchall()
    if not rows:
        raise UserFault("这件诉求已经不在了。", "请刷新后再试。")
    return [step_of(row) for row in rows]


def step_of(row: Sequence[Any]) -> Step:
    """A row of id and STEP_FIELDS without the request."""
    return Step(*(row[0], Verb(row[1]), day(row[2]), *row[3:11], day(row[11]), row[12], bool(row[13])))


def settle(work: Work, request_id: int, calendar: Calendar | None = None) -> Life:
    """Lay down anew what follows from a request's steps."""
    connection = work.connection
    life = life_of(steps_of(connection, request_id), calendar or load_calendar(connection))
    work.update("request", request_id, life_values(life))
    lay_down(work, request_id, life)
    return life


def life_values(life: Life) -> dict[str, Value]:
    """The columns of a request that follow from its steps."""
    now = life.now
    return {
        "grade": life.grade,
        "state": life.state.value,
        "round": now.round,
        "opened_on": now.opened_on.isoformat(),
        "due_on": stored(now.due_on),
        "stopped": int(life.stopped),
        "handler": life.handler,
        "waiting": len(life.waiting),
        "whistles": sum(not one.called_off for one in life.whistles),
        "closed": int(now.closed),
        "closed_on": stored(now.closed_on),
        "outcome": now.outcome,
        "satisfaction": now.satisfaction,
        "visited_on": stored(now.visited_on),
        "late_before": int(any(one.late for one in life.rounds[:-1])),
    }


def lay_down(work: Work, request_id: int, life: Life) -> None:
    """Rounds and whistles as rows; those that are there keep their ids."""
    _keep_rows(work, "request_round", request_id, [round_values(one) for one in life.rounds])
    _keep_rows(work, "request_whistle", request_id, [whistle_values(one) for one in life.whistles])


def round_values(one: Round) -> dict[str, Value]:
    return {
        "round": one.round,
        "opened_on": one.opened_on.isoformat(),
        "due_on": stored(one.due_on),
        "closed": int(one.closed),
        "closed_on": stored(one.closed_on),
        "outcome": one.outcome,
        "satisfaction": one.satisfaction,
        "visited_on": stored(one.visited_on),
    }


def whistle_values(one: Whistle) -> dict[str, Value]:
    return {
        "round": one.round,
        "letter": one.letter,
        "department": one.department,
        "blown_on": stored(one.blown_on),
        "reported_on": stored(one.reported_on),
        "answered": int(one.answered),
        "answered_on": stored(one.answered_on),
        "called_off": int(one.called_off),
    }


def _keep_rows(work: Work, table: str, request_id: int, rows: Sequence[dict[str, Value]]) -> None:
    """The n-th row of a request in a table says what the n-th of `rows` says; they only ever grow at the end."""
    there = [
        row[0]
        for row in work.connection.exec_driver_sql(
            f"SELECT id FROM {table} WHERE request_id = ? ORDER BY id", (request_id,)
        )
    ]
    for row_id, values in zip(there, rows, strict=False):
        work.update(table, row_id, values)
    for values in rows[len(there) :]:
        work.add(table, {"request_id": request_id, **values})
    work.delete(table, there[len(rows) :])


def highest(connection: Connection, table: str, column: str, head: str) -> int:
    """The highest number that stands behind `head`, 0 when there is none. Texts of other make do not count."""
    row = connection.exec_driver_sql(
        f"SELECT max(CAST(substr({column}, ?) AS INTEGER)) FROM {table} WHERE {column} >= ? AND {column} < ?",
        (len(head) + 1, head, head + "\U0010ffff"),
    ).scalar_one()
    return int(row or 0)


def day(text: str | None) -> date | None:
    """A stored day."""
    return date.fromisoformat(text) if text else None
