"""Pages of the lists of 走访: whom to visit, what was visited, who answers for whom. A few short queries a page."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection

from app.models.households import DoorKey
from app.models.visit_views import VisitLine, VisitQuery
from app.store.visits import AMONG, day, fetcher, ids_json, needs_of

_HERE = '(s.since IS NULL OR s.since <= ?) AND (s."until" IS NULL OR s."until" >= ?)'
_ORDERS = {
    "day": "v.visited_on {down}, v.id {down}",
    "door": "h.place {down}, v.visited_on DESC, v.id DESC",
    "visitor": "v.visitor {down}, v.visited_on DESC, v.id DESC",
    "next": "v.next_on IS NULL, v.next_on {down}, v.id DESC",
}
OPEN_NEED = (
    "n.settled_on IS NULL AND NOT EXISTS (SELECT 1 FROM request r WHERE r.origin_kind = 'visit_need' "
    "AND r.origin_id = n.id AND r.closed) "
    "AND NOT EXISTS (SELECT 1 FROM wish w WHERE w.need_id = n.id AND w.confirmed_on IS NOT NULL)"
)


class DoorWords(NamedTuple):
    """How a door is named on a list: its address, its grid, its head or first resident, and how many live there."""

    door: str
    grid: str
    name: str
    people: int


def door_words(connection: Connection, doors: Sequence[int], today: date) -> dict[int, DoorWords]:
    """The words of these doors as of a day; doors that are not there are left out."""
    fetch = fetcher(connection)
    asked, on = ids_json(doors), today.isoformat()
    people: dict[int, list[tuple[str, str]]] = {}
    for door, name, relation in fetch(
        "SELECT s.household_id, r.name, s.relation FROM residency s JOIN resident r ON r.id = s.resident_id "
        f"WHERE s.household_id {AMONG} AND {_HERE} ORDER BY s.id",
        (asked, on, on),
    ):
        people.setdefault(door, []).append((name, relation))
    rows = fetch(
        "SELECT h.id, h.estate, h.building, h.unit, h.room, coalesce(g.name, '') FROM household h "
        f"LEFT JOIN grid g ON g.id = h.grid_id WHERE h.id {AMONG}",
        (asked,),
    )
    return {row[0]: DoorWords(DoorKey(*row[1:5]).long, row[5], *_named(people.get(row[0], ()))) for row in rows}


def last_visitors(connection: Connection, doors: Sequence[int]) -> dict[int, str]:
    """By door, who made the last visit at which somebody was at home."""
    rows = fetcher(connection)(
        f"SELECT household_id, visitor, max(visited_on) FROM visit WHERE met AND household_id {AMONG} "
        "GROUP BY household_id",
        (ids_json(doors),),
    )
    return {row[0]: row[1] for row in rows}


def members_of(connection: Connection, today: date) -> dict[int, str]:
    """By door, the Party members who answer for it on a day, '、' between."""
    on = today.isoformat()
    rows = fetcher(connection)(
        "SELECT household_id, coalesce((SELECT name FROM resident r WHERE r.id = resident_id), member) FROM pairing "
        'WHERE since <= ? AND ("until" IS NULL OR "until" >= ?) ORDER BY since, id',
        (on, on),
    )
    found: dict[int, str] = {}
    for door, member in rows:
        found[door] = f"{found[door]}、{member}" if door in found else member
    return found


def members_among(connection: Connection, people: Iterable[int], politics: Collection[str]) -> list[tuple[int, str]]:
    """(resident id, name) of those whose politics are among these, in the order of `people`."""
    asked = list(people)
    rows = fetcher(connection)(f"SELECT id, name, politics FROM resident WHERE id {AMONG}", (ids_json(asked),))
    names = {row[0]: row[1] for row in rows if row[2] in politics}
    return [(person, names[person]) for person in asked if person in names]


def doors_visited_by(connection: Connection, visitor: str) -> frozenset[int]:
    """Doors where this person has been, alone or with others."""
    rows = fetcher(connection)(
        f"SELECT DISTINCT household_id FROM visit WHERE visitor {AMONG}",
        (json.dumps(spellings(connection, visitor), ensure_ascii=False),),
    )
    return frozenset(row[0] for row in rows)


def visit_page(connection: Connection, query: VisitQuery) -> tuple[tuple[VisitLine, ...], int]:
    """A page of visits, and how many there are in all."""
    where, values = _where(connection, query)
    condition = f" WHERE {' AND '.join(where)}" if where else ""
    fetch = fetcher(connection)
    total = fetch(f"SELECT count(*) FROM visit v{condition}", tuple(values))[0][0]
    order = _ORDERS.get(query.sort, _ORDERS["day"]).format(down="DESC" if query.descending else "ASC")
    source = "visit v JOIN household h ON h.id = v.household_id" if "h." in order else "visit v"
    ids = fetch(
        f"SELECT v.id FROM {source}{condition} ORDER BY {order} LIMIT ? OFFSET ?", (*values, query.limit, query.offset)
    )
    return _lines(connection, [row[0] for row in ids]), total


def _where(connection: Connection, query: VisitQuery) -> tuple[list[str], list[Any]]:
    where: list[str] = []
    values: list[Any] = []

    def narrow(condition: str, *given: Any) -> None:
        where.append(condition)
        values.extend(given)

    if query.ids is not None:
        narrow(f"v.id {AMONG}", ids_json(query.ids))
    if query.household_id is not None:
        narrow("v.household_id = ?", query.household_id)
    if query.first is not None:
        narrow("v.visited_on >= ?", query.first.isoformat())
    if query.last is not None:
        narrow("v.visited_on <= ?", query.last.isoformat())
    if query.visitor:
        narrow(f"v.visitor {AMONG}", json.dumps(spellings(connection, query.visitor), ensure_ascii=False))
    if query.met is not None:
        narrow("v.met = ?", int(query.met))
    if query.grid == "":
        narrow("v.household_id IN (SELECT id FROM household WHERE grid_id IS NULL)")
    elif query.grid is not None:
        narrow(
            "v.household_id IN (SELECT h.id FROM household h JOIN grid g ON g.id = h.grid_id WHERE g.name = ?)",
            query.grid,
        )
    if query.needs_open:
        narrow(f"v.id IN (SELECT n.visit_id FROM visit_need n WHERE {OPEN_NEED})")
    return where, values


def _lines(connection: Connection, ids: Sequence[int]) -> tuple[VisitLine, ...]:
    rows = {
        row[0]: row
        for row in fetcher(connection)(
            "SELECT v.id, v.household_id, h.estate, h.building, h.unit, h.room, coalesce(g.name, ''), v.visited_on, "
            "v.visitor, v.purpose, v.met, v.findings, v.next_on FROM visit v JOIN household h ON h.id = v.household_id "
            f"LEFT JOIN grid g ON g.id = h.grid_id WHERE v.id {AMONG}",
            (ids_json(ids),),
        )
    }
    needs = needs_of(connection, ids)
    return tuple(
        VisitLine(
            id=row[0],
            household_id=row[1],
            door=DoorKey(*row[2:6]).long,
            grid=row[6],
            visited_on=date.fromisoformat(row[7]),
            visitor=row[8],
            purpose=row[9],
            met=bool(row[10]),
            findings=row[11],
            next_on=day(row[12]),
            needs=needs.get(row[0], ()),
        )
        for row in (rows[visit] for visit in ids)
    )


def visitors(connection: Connection) -> tuple[str, ...]:
    """Who has made visits, each spelling once, the most frequent first; several names in one stay together."""
    rows = fetcher(connection)("SELECT visitor FROM visit GROUP BY visitor ORDER BY count(*) DESC, visitor", ())
    return tuple(row[0] for row in rows)


def names_in(visitor: str) -> tuple[str, ...]:
    """The names in what was written down of who went: 王芳、李强 are two."""
    for mark in ",，;；/ ":
        visitor = visitor.replace(mark, "、")
    return tuple(name for name in visitor.split("、") if name)


def spellings(connection: Connection, name: str) -> tuple[str, ...]:
    """Everything that was written down where this person went, alone or with others."""
    return tuple(visitor for visitor in visitors(connection) if name in names_in(visitor))


def grid_ids(connection: Connection) -> Mapping[str, int]:
    return {row[1]: row[0] for row in fetcher(connection)("SELECT id, name FROM grid", ())}


def _named(people: Sequence[tuple[str, str]]) -> tuple[str, int]:
    head = next((name for name, relation in people if relation == "户主"), people[0][0] if people else "")
    return head, len(people)
