"""Small maps made by hand."""

from __future__ import annotations

from datetime import date

from app.models.colours import LABELS
from app.models.views import MapBuilding, MapDoor, MapPicture
from app.rules.legend import load_legend


def building(
    number: str,
    floors: int,
    across: int,
    masks: dict[str, int] | None = None,
    *,
    first: int = 1,
    grid: str = "第一网格",
) -> MapBuilding:
    """One staircase; `masks` gives the labels of some rooms."""
    doors = []
    for floor in range(1, floors + 1):
        for slot in range(1, across + 1):
            room = f"{floor}{slot:02d}"
            mask = (masks or {}).get(room, 0)
            doors.append(MapDoor(first + len(doors), "1", room, floor, slot, mask, grid))
    return MapBuilding("大院小区", number, tuple(doors))


def picture(*buildings: MapBuilding) -> MapPicture:
    doors = [door for one in buildings for door in one.doors]
    counts = {label: sum(door.labels >> n & 1 for door in doors) for n, label in enumerate(LABELS)}
    return MapPicture(
        date(2026, 10, 31), buildings, load_legend(), counts, sum(bool(door.labels) for door in doors), len(doors)
    )
