"""The map's doors, and their labels of one day; and the places and names doors are given on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from sys import intern

from sqlalchemy import Connection

from app.models.colours import LABELS, LegendEntry
from app.models.households import DoorKey
from app.models.views import MapBuilding, MapDoor, MapPicture
from app.rules.doors import floors_known, place_key
from app.store.households import find_door, renamed
from app.store.journal import Value
from app.store.work import Work

_DOORS = (
    "SELECT h.id, h.estate, h.building, h.unit, h.room, h.floor, h.slot, coalesce(g.name, '') FROM household h "
    "LEFT JOIN grid g ON g.id = h.grid_id ORDER BY h.place"
)
_LABELS = (
    "SELECT label, group_concat(household_id) FROM label_interval "
    'WHERE since <= ? AND "until" >= ? GROUP BY label'
)  # a row a label: at 10,000 doors half the time of a row a door


def map_picture(connection: Connection, as_of: date, legend: tuple[LegendEntry, ...]) -> MapPicture:
    """Buildings in the order of a walk; each door's labels as a bit set."""
    labels = labels_on(connection, as_of)
    doors: dict[tuple[str, str], list[MapDoor]] = {}
    cursor = connection.connection.cursor()  # the driver's rows as they come: there may be tens of thousands of doors
    try:
        for door, estate, building, unit, room, floor, slot, grid in cursor.execute(_DOORS):
            found = doors.get((estate, building))
            if found is None:
                found = doors[estate, building] = []
            found.append(MapDoor(door, intern(unit), room, floor, slot, labels.get(door, 0), intern(grid)))
    finally:
        cursor.close()
    buildings = tuple(MapBuilding(estate, name, tuple(found)) for (estate, name), found in doors.items())
    by_mask = Counter(labels.values())
    counts = {
        label: sum(times for mask, times in by_mask.items() if mask >> place & 1) for place, label in enumerate(LABELS)
    }
    return MapPicture(as_of, buildings, legend, counts, len(labels), sum(len(one.doors) for one in buildings))


def labels_on(connection: Connection, as_of: date) -> dict[int, int]:
    """Household id -> bit set of the labels it carries on a day; doors without labels are not in it."""
    bits = {label.value: 1 << place for place, label in enumerate(LABELS)}
    labels: dict[int, int] = {}
    day = as_of.isoformat()
    for label, doors in connection.exec_driver_sql(_LABELS, (day, day)):
        bit = bits[label]
        for door in map(int, doors.split(",")):
            labels[door] = labels.get(door, 0) | bit
    return labels


def doors_of(connection: Connection, household_ids: list[int]) -> dict[int, tuple[DoorKey, int, int]]:
    """Household id -> (name, floor, slot) of the doors that are there."""
    found: dict[int, tuple[DoorKey, int, int]] = {}
    for start in range(0, len(household_ids), 500):
        part = tuple(household_ids[start : start + 500])
        marks = ", ".join("?" * len(part))
        rows = connection.exec_driver_sql(
            f"SELECT id, estate, building, unit, room, floor, slot FROM household WHERE id IN ({marks})", part
        )
        found.update({row[0]: (DoorKey(*row[1:5]), row[5], row[6]) for row in rows})
    return found


def floors_of(connection: Connection, estate: str, building: str) -> set[int]:
    """The floors of a building."""
    rows = connection.exec_driver_sql(
        "SELECT room, floor FROM household WHERE estate = ? AND building = ?", (estate, building)
    )
    return floors_known((row[0], row[1]) for row in rows)


def place_doors(work: Work, doors: Mapping[int, DoorKey], places: Mapping[int, tuple[int, int]]) -> None:
    """Set doors on floors and slots; the order of a walk follows the floor."""
    work.update_many(
        "household",
        {
            household: {"floor": floor, "slot": slot, "place": place_key(doors[household], floor)}
            for household, (floor, slot) in places.items()
        },
    )


def taken_names(connection: Connection, names: Mapping[int, DoorKey]) -> list[DoorKey]:
    """The names that another door has already, or that two of these doors would share."""
    seen: set[DoorKey] = set()
    taken: list[DoorKey] = []
    for household, name in names.items():
        if name in seen or find_door(connection, name) not in (None, household):
            taken.append(name)
        seen.add(name)
    return taken


def rename_doors(work: Work, names: Mapping[int, DoorKey]) -> None:
    changes: dict[int, dict[str, Value]] = {
        household: renamed(work.connection, household, name) for household, name in names.items()
    }
    work.update_many("household", changes)
