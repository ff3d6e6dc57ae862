"""Holiday tables that were taken in, and the limits that follow from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Connection

from app.models.requests import Life, Step
from app.models.working_days import Holiday
from app.rules.requests import life_of
from app.store.journal import Value
from app.store.request_rules import load_calendar
from app.store.request_steps import STEP_FIELDS, step_of
from app.store.work import Work, stored

# a limit that ended before the first day that changed stays where it was
_AMONG = "request_id IN (SELECT request_id FROM request_round WHERE coalesce(due_on, '9999') >= ?)"


def write_holidays(work: Work, days: Iterable[Holiday]) -> None:
    """Lay days over the published tables."""
    ids = {row[1]: row[0] for row in work.connection.exec_driver_sql("SELECT id, day FROM holiday")}
    rows: list[list[Value]] = []
    changed: dict[int, Mapping[str, Value]] = {}
    first = work.next_id("holiday")
    for one in days:
        known = ids.get(one.day.isoformat())
        if known is None:
            rows.append([first + len(rows), one.day.isoformat(), one.kind, one.name])
        else:
            changed[known] = {"kind": one.kind, "name": one.name}
    work.insert("holiday", ("id", "day", "kind", "name"), rows)
    work.update_many("holiday", changed)


def settle_limits(work: Work, since: date) -> int:
    """Work out anew the limits that may reach to `since` or beyond; returns how many moved."""
    calendar = load_calendar(work.connection)
    reach = since.isoformat()
    rows: dict[int, Mapping[str, Value]] = {}
    rounds: dict[int, Mapping[str, Value]] = {}
    stored_rounds = _rounds(work.connection, reach)
    for request_id, steps in _steps(work.connection, reach):
        life = life_of(steps, calendar)
        rows[request_id] = _limits(life)
        for one, row_id in zip(life.rounds, stored_rounds[request_id], strict=True):
            rounds[row_id] = {"due_on": stored(one.due_on)}
    work.update_many("request_round", rounds)
    return work.update_many("request", rows)


def _limits(life: Life) -> Mapping[str, Value]:
    late = any(one.late for one in life.rounds[:-1])
    return {"due_on": stored(life.now.due_on), "stopped": int(life.stopped), "late_before": int(late)}


def _steps(connection: Connection, reach: str) -> Iterable[tuple[int, list[Step]]]:
    found: dict[int, list[Step]] = {}
    for row in connection.exec_driver_sql(
        f"SELECT request_id, id, {', '.join(STEP_FIELDS[1:])} FROM request_step WHERE {_AMONG} ORDER BY id", (reach,)
    ):
        found.setdefault(row[0], []).append(step_of(row[1:]))
    return found.items()


def _rounds(connection: Connection, reach: str) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for request_id, row_id in connection.exec_driver_sql(
        f"SELECT request_id, id FROM request_round WHERE {_AMONG} ORDER BY round", (reach,)
    ):
        found.setdefault(request_id, []).append(row_id)
    return found
