"""Visits, needs, tiers set by persons, and pairings, as rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from app.models.colours import Label
from app.models.households import DoorKey
from app.models.visit_sheet import PrintedSheet
from app.models.visits import Need, Visit, VisitDraft
from app.rules.visit_drafts import DoorThen
from app.store.journal import Value
from app.store.visit_days import Fetch
from app.store.work import Work, stored

_VISIT = "SELECT id, household_id, visited_on, visitor, purpose, met, findings, next_on FROM visit"
_NEED = (
    "SELECT n.id, n.visit_id, n.household_id, n.words, n.settled_on, r.id, r.number, r.closed, w.id, w.number, "
    "w.confirmed_on IS NOT NULL FROM visit_need n "
    "LEFT JOIN request r ON r.origin_kind = 'visit_need' AND r.origin_id = n.id "
    "LEFT JOIN wish w ON w.need_id = n.id AND w.state <> '已撤回'"
)
AMONG = "IN (SELECT value FROM json_each(?))"


def fetcher(connection: Connection) -> Fetch:
    """Rows as the driver gives them."""

    def fetch(sql: str, values: tuple[Any, ...] = ()) -> list[Any]:
        cursor = connection.connection.cursor()
        try:
            cursor.execute(sql, values)
            return list(cursor.fetchall())
        finally:
            cursor.close()

    return fetch


def visits_of(connection: Connection, household_id: int) -> tuple[Visit, ...]:
    """All visits of a door, the newest first."""
    return _visits(connection, "household_id = ?", (household_id,))


def visits_by_id(connection: Connection, visit_ids: Iterable[int]) -> tuple[Visit, ...]:
    return _visits(connection, f"id {AMONG}", (ids_json(visit_ids),))


def _visits(connection: Connection, where: str, values: tuple[Any, ...]) -> tuple[Visit, ...]:
    rows = connection.exec_driver_sql(f"{_VISIT} WHERE {where} ORDER BY visited_on DESC, id DESC", values).fetchall()
    needs = needs_of(connection, [row[0] for row in rows])
    return tuple(
        Visit(row[0], row[1], date.fromisoformat(row[2]), row[3], row[4], bool(row[5]), row[6], day(row[7]),
              needs.get(row[0], ()))
        for row in rows
    )  # fmt: skip


def needs_of(connection: Connection, visit_ids: Iterable[int]) -> dict[int, tuple[Need, ...]]:
    """Needs by visit, each with what became of it."""
    found: dict[int, list[Need]] = {}
    query = f"{_NEED} WHERE n.visit_id {AMONG} ORDER BY n.id"
    for row in connection.exec_driver_sql(query, (ids_json(visit_ids),)):
        found.setdefault(row[1], []).append(_need(row))
    return {visit: tuple(needs) for visit, needs in found.items()}


def _need(row: Sequence[Any]) -> Need:
    return Need(row[0], row[1], row[2], row[3], day(row[4]), row[5], row[6] or "", bool(row[7]),
                row[8], row[9] or "", bool(row[10]))  # fmt: skip


def add_visits(work: Work, drafts: Sequence[VisitDraft]) -> list[int]:
    """New visits with their needs, in two runs of rows; returns their ids in order."""
    first, need_id = work.next_id("visit"), work.next_id("visit_need")
    ids = list(range(first, first + len(drafts)))
    work.insert(
        "visit",
        ("id", "household_id", "visited_on", "visitor", "purpose", "met", "findings", "next_on"),
        [
            (visit_id, draft.household_id, stored(draft.visited_on), draft.visitor, draft.purpose, int(draft.met),
             draft.findings, stored(draft.next_on))
            for visit_id, draft in zip(ids, drafts, strict=True)
        ],
    )  # fmt: skip
    needs = [(visit_id, draft, need) for visit_id, draft in zip(ids, drafts, strict=True) for need in draft.needs]
    work.insert(
        "visit_need",
        ("id", "visit_id", "household_id", "words", "settled_on"),
        [
            (need_id + place, visit_id, draft.household_id, need.words,
             stored(draft.visited_on) if need.settled else None)
            for place, (visit_id, draft, need) in enumerate(needs)
        ],
    )  # fmt: skip
    return ids


def change_visit(work: Work, visit: Visit, draft: VisitDraft) -> list[int]:
    """A visit as the form has it now; needs that the form no longer names are removed. Returns the ids of the needs
    in the order of the draft."""
    work.update(
        "visit",
        visit.id,
        {
            "household_id": draft.household_id,
            "visited_on": stored(draft.visited_on),
            "visitor": draft.visitor,
            "purpose": draft.purpose,
            "met": int(draft.met),
            "findings": draft.findings,
            "next_on": stored(draft.next_on),
        },
    )
    there = {need.id: need for need in visit.needs}
    kept = {need.id for need in draft.needs if need.id is not None}
    work.delete("visit_need", [need_id for need_id in there if need_id not in kept])
    ids = []
    for need in draft.needs:
        earlier = there.get(need.id or 0)
        settled = stored((earlier and earlier.settled_on) or draft.visited_on) if need.settled else None
        values: dict[str, Value] = {"household_id": draft.household_id, "words": need.words, "settled_on": settled}
        if earlier is None:
            ids.append(work.add("visit_need", {"visit_id": visit.id, **values}))
        else:
            work.update("visit_need", earlier.id, values)
            ids.append(earlier.id)
    return ids


def remove_visits(work: Work, visits: Sequence[Visit]) -> None:
    work.delete("visit_need", [need.id for visit in visits for need in visit.needs])
    work.delete("visit", [visit.id for visit in visits])


def need(connection: Connection, need_id: int) -> Need | None:
    row = connection.exec_driver_sql(f"{_NEED} WHERE n.id = ?", (need_id,)).first()
    return None if row is None else _need(row)


def ids_json(ids: Iterable[int]) -> str:
    return json.dumps(list(ids))


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def door_title(connection: Connection, household_id: int) -> str:
    """The door's address; '' when it is not there."""
    row = connection.exec_driver_sql(
        "SELECT estate, building, unit, room FROM household WHERE id = ?", (household_id,)
    ).one_or_none()
    return "" if row is None else DoorKey(*row).long


def doors_then(
    connection: Connection, asked: Sequence[tuple[int, date]], besides: int | None
) -> dict[tuple[int, date], DoorThen]:
    """What is known of each door on each day, for the check of visits; doors that are not there are left out.

    `besides`: a visit that does not count, for it is the one being put right.
    """
    fetch = fetcher(connection)
    doors = ids_json({door for door, _ in asked})
    there = {row[0] for row in fetch(f"SELECT id FROM household WHERE id {AMONG}", (doors,))}
    since = {
        door: day(first) if stated == people else None
        for door, first, stated, people in fetch(
            f"SELECT household_id, min(since), count(since), count(*) FROM residency WHERE household_id {AMONG} "
            "GROUP BY household_id",
            (doors,),
        )
    }
    vacant: dict[int, list[tuple[str, str]]] = {}
    for door, first, last in fetch(
        f'SELECT household_id, since, "until" FROM label_interval WHERE label = ? AND household_id {AMONG}',
        (Label.VACANT.value, doors),
    ):
        vacant.setdefault(door, []).append((first, last))
    taken: dict[tuple[int, str], set[str]] = {}
    for visit_id, door, on, visitor in fetch(
        f"SELECT id, household_id, visited_on, visitor FROM visit WHERE household_id {AMONG}", (doors,)
    ):
        if visit_id != besides:
            taken.setdefault((door, on), set()).add(visitor)
    return {
        (door, on): DoorThen(
            since.get(door),
            any(first <= on.isoformat() <= last for first, last in vacant.get(door, ())),
            frozenset(taken.get((door, on.isoformat()), ())),
        )
        for door, on in asked
        if door in there
    }


def add_sheet(work: Work, printed_on: date, visitor: str, doors: Sequence[int]) -> int:
    values: dict[str, Value] = {
        "printed_on": stored(printed_on),
        "visitor": visitor,
        "doors": ",".join(map(str, doors)),
    }
    return work.add("visit_sheet", values)


def sheets_since(connection: Connection, first: date) -> tuple[PrintedSheet, ...]:
    """Sheets printed since a day, the newest first, each with the doors where nobody has been since."""
    rows = connection.exec_driver_sql(
        "SELECT id, printed_on, visitor, doors FROM visit_sheet WHERE printed_on >= ? ORDER BY id DESC",
        (first.isoformat(),),
    ).fetchall()
    found = []
    for sheet_id, printed_on, visitor, doors in rows:
        been = {
            row[0]
            for row in connection.exec_driver_sql(
                f"SELECT household_id FROM visit WHERE household_id {AMONG} AND visited_on >= ?",
                (f"[{doors}]", printed_on),
            )
        }
        ids = tuple(map(int, doors.split(",")))
        left = tuple(door for door in ids if door not in been)
        found.append(PrintedSheet(sheet_id, date.fromisoformat(printed_on), visitor, ids, left))
    return tuple(found)
