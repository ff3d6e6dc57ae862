"""An accepted ledger of requests, written in bulk; and what a plan is held against."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection

from app.models.request_import import KnownRequest, RequestOp
from app.models.requests import Step
from app.rules.names import name_keys
from app.rules.requests import life_of
from app.rules.working_days import Calendar
from app.store.imports import grid_ids
from app.store.journal import Value
from app.store.request_rules import load_calendar
from app.store.request_steps import (
    STEP_FIELDS,
    lay_down,
    life_values,
    round_values,
    step_of,
    step_values,
    whistle_values,
)
from app.store.requests import next_number
from app.store.work import Work

Report = Callable[[int, int], None]
Doors = Mapping[tuple[str, str, str], Sequence[tuple[str, int]]]
_FACTS = (
    "number", "channel", "category", "words", "household_id", "resident_id", "caller", "phone", "address",
)  # fmt: skip


def known_requests(connection: Connection) -> tuple[KnownRequest, ...]:
    """Every request with its steps."""
    steps: dict[int, list[Step]] = {}
    for row in connection.exec_driver_sql(
        f"SELECT request_id, id, {', '.join(STEP_FIELDS[1:])} FROM request_step ORDER BY id"
    ):
        steps.setdefault(row[0], []).append(step_of(row[1:]))
    rows = connection.exec_driver_sql(
        "SELECT r.id, r.number, r.received_on, r.received_time, r.channel, r.category, r.words, r.household_id, "
        "r.resident_id, r.caller, r.phone, r.address, coalesce(g.name, '') "
        "FROM request r LEFT JOIN grid g ON g.id = r.grid_id ORDER BY r.id"
    )
    return tuple(KnownRequest(*(*row[:2], date.fromisoformat(row[2]), *row[3:], tuple(steps[row[0]]))) for row in rows)


def doors(connection: Connection) -> Doors:
    """(building, unit, room) -> [(estate, household id)]."""
    found: dict[tuple[str, str, str], list[tuple[str, int]]] = {}
    for row in connection.exec_driver_sql("SELECT building, unit, room, estate, id FROM household ORDER BY id"):
        found.setdefault((row[0], row[1], row[2]), []).append((row[3], row[4]))
    return found


def people(connection: Connection, today: date) -> dict[int, dict[str, int]]:
    """Household id -> name -> resident id of those who live there; of namesakes behind one door nobody."""
    found: dict[int, dict[str, int]] = {}
    twice: set[tuple[int, str]] = set()
    for door, name, person in connection.exec_driver_sql(
        "SELECT s.household_id, r.name, r.id FROM residency s JOIN resident r ON r.id = s.resident_id "
        'WHERE (s.since IS NULL OR s.since <= ?) AND (s."until" IS NULL OR s."until" >= ?)',
        (today.isoformat(), today.isoformat()),
    ):
        here = found.setdefault(door, {})
        if here.setdefault(name, person) != person:
            twice.add((door, name))
    for door, name in twice:
        del found[door][name]
    return found


def apply(work: Work, operations: Sequence[RequestOp], departments: Sequence[str], report: Report) -> None:
    """Write the operations: new requests in runs, changes one by one. `report(done, of)` counts operations."""
    calendar = load_calendar(work.connection)
    grids = grid_ids(work, [str(op.facts["grid"]) for op in operations if op.facts.get("grid")])
    for name in departments:
        work.add("department", {"name": name, "duty": "", "dissolved_on": None, "note": ""})
    stated = frozenset(str(op.facts["number"]) for op in operations if op.request_id is None and op.facts["number"])
    bulk = _Bulk(work, grids, calendar, stated)
    for count, op in enumerate(operations):
        if count % 200 == 0:
            report(count, len(operations))
        if op.request_id is None:
            bulk.new(op)
        else:
            _change(work, op.request_id, op, grids, calendar)
    bulk.write()
    report(len(operations), len(operations))


class _Bulk:
    """New requests, gathered table by table; ids are given out here."""

    def __init__(self, work: Work, grids: Mapping[str, int], calendar: Calendar, stated: frozenset[str]) -> None:
        """`stated`: numbers that the ledger gives itself; those given out here keep clear of them."""
        self._work, self._grids, self._calendar, self._stated = work, grids, calendar, stated
        self._rows: dict[str, list[list[Value]]] = {
            name: [] for name in ("request", "request_step", "request_round", "request_whistle")
        }
        self._columns: dict[str, tuple[str, ...]] = {}
        self._next = {name: work.next_id(name) for name in self._rows}
        self._numbers: dict[int, int] = {}
        self._grid_of = {row[0]: row[1] for row in work.connection.exec_driver_sql("SELECT id, grid_id FROM household")}

    def new(self, op: RequestOp) -> None:
        assert op.steps is not None
        life = life_of(op.steps, self._calendar)
        receipt = op.steps[0]
        assert receipt.on is not None
        number = op.facts["number"] or self._number(receipt.on.year)
        caller = str(op.facts["caller"] or "")
        keys = name_keys(caller)
        household = op.facts["household_id"]
        grid = op.facts.get("grid")
        request_id = self._add(
            "request",
            {
                **{name: op.facts[name] for name in _FACTS},
                "number": number,
                "received_on": receipt.on.isoformat(),
                "received_time": receipt.time,
                "caller_sort": keys.sort if caller else "",
                "caller_keys": keys.search,
                "grid_id": self._grids[str(grid)] if grid else self._grid_of.get(household),
                "origin_kind": "",
                "origin_id": None,
                **life_values(life),
            },
        )
        for step in op.steps:
            self._add("request_step", dict(zip(STEP_FIELDS, step_values(request_id, step), strict=True)))
        for round_ in life.rounds:
            self._add("request_round", {"request_id": request_id, **round_values(round_)})
        for whistle in life.whistles:
            self._add("request_whistle", {"request_id": request_id, **whistle_values(whistle)})

    def write(self) -> None:
        for table, rows in self._rows.items():
            self._work.insert(table, ("id", *self._columns.get(table, ())), rows)

    def _number(self, year: int) -> str:
        """The office's own numbers go on where they stand."""
        if year not in self._numbers:
            self._numbers[year] = int(next_number(self._work.connection, year).split("-")[1]) - 1
        while True:
            self._numbers[year] += 1
            number = f"{year}-{self._numbers[year]:04d}"
            if number not in self._stated:
                return number

    def _add(self, table: str, values: Mapping[str, Value]) -> int:
        self._columns.setdefault(table, tuple(values))
        row_id = self._next[table]
        self._next[table] = row_id + 1
        self._rows[table].append([row_id, *values.values()])
        return row_id


def _change(work: Work, request_id: int, op: RequestOp, grids: Mapping[str, int], calendar: Calendar) -> None:
    facts: dict[str, Value] = {name: value for name, value in op.facts.items() if name != "grid"}
    if op.facts.get("grid"):
        facts["grid_id"] = grids[str(op.facts["grid"])]
    if "caller" in facts:
        keys = name_keys(str(facts["caller"]))
        facts |= {"caller_sort": keys.sort, "caller_keys": keys.search}
    if op.steps is not None:
        receipt = op.steps[0]
        assert receipt.on is not None
        facts |= {"received_on": receipt.on.isoformat(), "received_time": receipt.time}
    if facts:
        work.update("request", request_id, facts)
    if op.steps is not None:
        write_steps(work, request_id, op.steps)
        life = life_of(op.steps, calendar)
        work.update("request", request_id, life_values(life))
        lay_down(work, request_id, life)


def write_steps(work: Work, request_id: int, steps: Sequence[Step]) -> None:
    """A request's steps from now on: the rows there are say what the first of them say, the others are added."""
    there = [
        row[0]
        for row in work.connection.exec_driver_sql(
            "SELECT id FROM request_step WHERE request_id = ? ORDER BY id", (request_id,)
        )
    ]
    for row_id, step in zip(there, steps, strict=False):
        work.update("request_step", row_id, dict(zip(STEP_FIELDS, step_values(request_id, step), strict=True)))
    for step in steps[len(there) :]:
        work.add("request_step", dict(zip(STEP_FIELDS, step_values(request_id, step), strict=True)))
