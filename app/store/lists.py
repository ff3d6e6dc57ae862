"""A page of the list: which rows, in what order, and what stands in them. Two to five short queries a page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from app.models.colours import LABELS, Label
from app.models.households import DoorKey
from app.models.queries import ListQuery
from app.models.views import ListPage, ListRow
from app.rules.ages import age_on
from app.rules.masking import mask_id_number, mask_phone
from app.store.search import Found

_ORDER = {
    "door": "e.place, e.id",
    "name": "e.sort, e.place, e.id",
    "grid": "g.rank, e.place, e.id",
    "age": "r.birth, e.id",
}
_DOOR_ORDER = {**_ORDER, "door": "e.place, e.id", "people": "count(*), e.place"}
_FROM = (
    " FROM search_entry e JOIN household h ON h.id = e.household_id LEFT JOIN grid g ON g.id = h.grid_id "
    "LEFT JOIN resident r ON r.id = e.resident_id"
)
_IN = "IN (SELECT value FROM json_each(?))"
_DAY = 'since <= ? AND "until" >= ?'


def list_page(connection: Connection, query: ListQuery, found: list[Found] | None, today: date) -> ListPage:
    """The asked-for rows. `found`: what the words of the query have found, best first, None when there are no words."""
    where, values = _filter(query, found, today)
    unfiltered = len(where) <= (1 if query.by_person else 0)
    if unfiltered and query.sort == "door" and found is None:
        keys, total = _plain_page(connection, query)
    elif (
        found is not None
        and query.sort == "door"
        and not (query.labels or query.grid is not None or query.ids is not None or query.claims)
    ):
        keys, total = _found_page(query, found)
    else:
        keys, total = _page(connection, query, where, values, found)
    return ListPage(tuple(_rows(connection, keys, query, today)), total)


def _filter(query: ListQuery, found: list[Found] | None, today: date) -> tuple[list[str], list[Any]]:
    where: list[str] = ["e.resident_id > 0"] if query.by_person else []
    values: list[Any] = []
    if query.ids is not None:
        where.append(f"{'e.resident_id' if query.by_person else 'e.household_id'} {_IN}")
        values.append(_json(query.ids))
    if query.grid is not None:
        where.append("coalesce(g.name, '') = ?")
        values.append(query.grid)
    if query.claims:
        where.append("e.household_id IN (SELECT household_id FROM label_override WHERE judgement = 'claim')")
    for label in query.labels:
        where.append(f"e.household_id IN (SELECT household_id FROM label_interval WHERE label = ? AND {_DAY})")
        values.extend((label.value, today.isoformat(), today.isoformat()))
    if found is not None:
        where.append(f"e.id {_IN}")
        values.append(_json(entry for entry, _, _ in found))
    return where, values


def _plain_page(connection: Connection, query: ListQuery) -> tuple[list[tuple[int, int]], int]:
    """The whole list in the order of its doors, straight off an index."""
    down = " DESC" if query.descending else ""
    if query.by_person:
        total = connection.exec_driver_sql("SELECT count(*) FROM search_entry WHERE resident_id > 0").scalar_one()
        select = (
            f"SELECT household_id, resident_id FROM search_entry WHERE resident_id > 0 ORDER BY place{down}, id{down}"
        )
    else:
        total = connection.exec_driver_sql("SELECT count(*) FROM household").scalar_one()
        select = f"SELECT id, 0 FROM household ORDER BY place{down}"
    rows = connection.exec_driver_sql(f"{select} LIMIT ? OFFSET ?", (query.limit, query.offset))
    return [(row[0], row[1]) for row in rows], total


def _found_page(query: ListQuery, found: list[Found]) -> tuple[list[tuple[int, int]], int]:
    """What the words have found and nothing else narrows, best first."""
    if query.by_person:
        keys = [(door, person) for _, door, person in found if person]
    else:
        keys = [(door, 0) for door in dict.fromkeys(door for _, door, _ in found)]
    if query.descending:
        keys.reverse()
    return keys[query.offset : query.offset + query.limit], len(keys)


def _page(
    connection: Connection, query: ListQuery, where: list[str], values: list[Any], found: list[Found] | None
) -> tuple[list[tuple[int, int]], int]:
    condition = f" WHERE {' AND '.join(where)}" if where else ""
    down = " DESC" if query.descending else ""
    if query.by_person:
        select, group, orders = "SELECT e.household_id, e.resident_id", "", _ORDER
        counted = "count(*)"
    else:
        select, group, orders = "SELECT e.household_id, 0", " GROUP BY e.household_id", _DOOR_ORDER
        counted = "count(DISTINCT e.household_id)"
    if found is not None and query.sort == "door":
        rank = {entry: place for place, (entry, _, _) in enumerate(found)}
        rows = connection.exec_driver_sql(
            f"SELECT e.id, e.household_id, e.resident_id{_FROM}{condition}", tuple(values)
        ).fetchall()
        ordered = sorted(rows, key=lambda row: rank[row[0]], reverse=query.descending)
        keys = list(dict.fromkeys((row[1], row[2] if query.by_person else 0) for row in ordered))
        return keys[query.offset : query.offset + query.limit], len(keys)
    total = connection.exec_driver_sql(f"SELECT {counted}{_FROM}{condition}", tuple(values)).scalar_one()
    order = ", ".join(f"{part}{down}" for part in orders.get(query.sort, orders["door"]).split(", "))
    rows = connection.exec_driver_sql(
        f"{select}{_FROM}{condition}{group} ORDER BY {order} LIMIT ? OFFSET ?", (*values, query.limit, query.offset)
    ).fetchall()
    return [(row[0], row[1]) for row in rows], total


def _rows(connection: Connection, keys: Sequence[tuple[int, int]], query: ListQuery, today: date) -> Iterable[ListRow]:
    doors = _json(key[0] for key in keys)
    day = today.isoformat()
    open_day = '(since IS NULL OR since <= ?) AND ("until" IS NULL OR "until" >= ?)'

    cursor = connection.connection.cursor()  # a key is struck: what the driver gives is what is needed

    def fetch(sql: str, *values: Any) -> list[Any]:
        cursor.execute(sql, values)
        return list(cursor.fetchall())

    houses = {
        row[0]: row
        for row in fetch(
            "SELECT h.id, h.estate, h.building, h.unit, h.room, coalesce(g.name, '') FROM household h "
            f"LEFT JOIN grid g ON g.id = h.grid_id WHERE h.id {_IN}",
            doors,
        )
    }
    labels: dict[int, list[Label]] = {}
    for door, label in fetch(
        f"SELECT household_id, label FROM label_interval WHERE household_id {_IN} AND {_DAY}", doors, day, day
    ):
        labels.setdefault(door, []).append(Label(label))
    occupancy = dict(
        fetch(f"SELECT household_id, kind FROM occupancy WHERE household_id {_IN} AND {open_day}", doors, day, day)
    )
    here: dict[int, list[tuple[int, str]]] = {}
    for door, person, relation in fetch(
        "SELECT household_id, resident_id, relation FROM residency "
        f"WHERE household_id {_IN} AND {open_day} ORDER BY id",
        doors,
        day,
        day,
    ):
        here.setdefault(door, []).append((person, relation))
    shown = {key: key[1] if query.by_person else _head(here.get(key[0], [])) for key in keys}
    people = {
        row[0]: row
        for row in fetch(
            f"SELECT id, name, sex, birth, phone, id_number FROM resident WHERE id {_IN}",
            _json(person for person in shown.values() if person),
        )
    }
    order = {label: place for place, label in enumerate(LABELS)}
    for key in keys:
        if key[0] not in houses:
            continue
        house, person = houses[key[0]], people.get(shown[key])
        yield ListRow(
            household_id=key[0],
            resident_id=shown[key] or None,
            door=DoorKey(*house[1:5]).long,
            grid=house[5],
            name=person[1] if person else "",
            relation=next((relation for who, relation in here.get(key[0], ()) if who == shown[key]), ""),
            sex=person[2] if person else "",
            age=age_on(date.fromisoformat(person[3]), today) if person and person[3] else None,
            phone=mask_phone(person[4]) if person else "",
            id_number=mask_id_number(person[5]) if person else "",
            occupancy=occupancy.get(key[0], ""),
            people=len(here.get(key[0], ())),
            labels=tuple(sorted(labels.get(key[0], ()), key=order.__getitem__)),
        )


def _head(members: Sequence[tuple[int, str]]) -> int:
    """The head of the household, else whoever was written first."""
    return next((person for person, relation in members if relation == "户主"), members[0][0] if members else 0)


def _json(ids: Iterable[int]) -> str:
    return json.dumps(list(ids))


def grid_names(connection: Connection) -> tuple[str, ...]:
    """Grids in their order."""
    return tuple(row[0] for row in connection.exec_driver_sql("SELECT name FROM grid ORDER BY rank, name"))


def estate_names(connection: Connection) -> tuple[str, ...]:
    """Estates (小区) that doors are registered under; doors without one do not count."""
    found = connection.exec_driver_sql("SELECT DISTINCT estate FROM household WHERE estate <> '' ORDER BY estate")
    return tuple(row[0] for row in found)
