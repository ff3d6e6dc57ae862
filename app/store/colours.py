"""The map's doors and labels of one day, in three queries."""

from __future__ import annotations

from datetime import date
from sys import intern

from sqlalchemy import Connection

from app.models.colours import LABELS, LegendEntry
from app.models.views import MapBuilding, MapDoor, MapPicture

_DOORS = (
    "SELECT h.id, h.estate, h.building, h.unit, h.room, h.floor, h.slot, coalesce(g.name, '') FROM household h "
    "LEFT JOIN grid g ON g.id = h.grid_id ORDER BY h.place"
)
_LABELS = 'SELECT household_id, label FROM label_interval WHERE since <= ? AND "until" >= ?'


def map_picture(connection: Connection, as_of: date, legend: tuple[LegendEntry, ...]) -> MapPicture:
    """Buildings in the order of a walk; each door's labels as a bit set."""
    bits = {label.value: 1 << place for place, label in enumerate(LABELS)}
    labels: dict[int, int] = {}
    day = as_of.isoformat()
    cursor = connection.connection.cursor()  # the driver's rows as they come: there may be tens of thousands of doors
    try:
        for door, label in cursor.execute(_LABELS, (day, day)):
            labels[door] = labels.get(door, 0) | bits[label]
        doors: dict[tuple[str, str], list[MapDoor]] = {}
        grids: dict[tuple[str, str], dict[str, None]] = {}
        for door, estate, building, unit, room, floor, slot, grid in cursor.execute(_DOORS):
            key = (estate, building)
            if key not in doors:
                doors[key], grids[key] = [], {}
            doors[key].append(MapDoor(door, intern(unit), intern(room), floor, slot, labels.get(door, 0)))
            grids[key][grid] = None
    finally:
        cursor.close()
    buildings = tuple(
        MapBuilding(estate, name, "、".join(grid for grid in grids[estate, name] if grid), tuple(found))
        for (estate, name), found in doors.items()
    )
    counts = {label: sum(1 for held in labels.values() if held & bits[label.value]) for label in LABELS}
    return MapPicture(as_of, buildings, legend, counts, len(labels), sum(len(found) for found in doors.values()))
