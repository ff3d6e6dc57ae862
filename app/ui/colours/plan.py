"""Where each door stands in its building: columns and rows, not pixels. Computed once for each picture.

A building is an elevation: units side by side, floors from the top down. Only floors that exist get a row; a floor with
very many doors (shops, villas without floors) is folded into several rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from app.models.views import MapBuilding, MapDoor, MapPicture

EMPTY = -1  # no door here; also the place of its sprite at the end of the list of keys
BETWEEN = -2  # the gap between two units
_WIDEST = 16  # doors side by side on one floor of one unit before it is folded
_FOLDED = 10


@dataclass(frozen=True)
class UnitHead:
    """One staircase (单元): its name and the columns it takes, counted without gaps."""

    name: str
    first: int
    columns: int
    place: int  # how many gaps stand before it


@dataclass(frozen=True)
class Elevation:
    """One building as rows of door numbers (positions in `Plan.doors`), EMPTY and BETWEEN; `floors` names the rows."""

    title: str
    short: str
    grid: str
    units: tuple[UnitHead, ...]
    floors: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]
    columns: int

    @property
    def gaps(self) -> int:
        return max(0, len(self.units) - 1)


@dataclass(frozen=True)
class Plan:
    """All doors in one flat list and the elevations that point into it. `places`: door -> (building, column, row)."""

    doors: tuple[MapDoor, ...]
    buildings: tuple[Elevation, ...]
    masks: bytes
    places: tuple[tuple[int, int, int], ...]
    door_of_household: dict[int, int] = field(repr=False)

    def title_of(self, door: int) -> str:
        """3栋2单元1101室, for tooltips and screen readers."""
        found = self.doors[door]
        unit = f"{found.unit}单元" if found.unit else ""
        return f"{self.buildings[self.places[door][0]].title}{unit}{found.room}室"


def make_plan(picture: MapPicture, grid: str | None = None) -> Plan:
    """The plan of all buildings, or of those that have a part in `grid`."""
    shown = [one for one in picture.buildings if grid is None or grid in one.grid.split("、")]
    several = len({one.estate for one in shown}) > 1
    doors: list[MapDoor] = []
    places: list[tuple[int, int, int]] = []
    elevations = []
    for number, building in enumerate(shown):
        elevations.append(_elevation(building, len(doors), several))
        doors.extend(building.doors)
        places.extend([(number, 0, 0)] * len(building.doors))
        for row, cells in enumerate(elevations[-1].rows):
            column = 0
            for cell in cells:
                if cell >= 0:
                    places[cell] = (number, column, row)
                column += cell != BETWEEN
    return Plan(
        tuple(doors),
        tuple(elevations),
        bytes(door.labels for door in doors),
        tuple(places),
        {door.household_id: index for index, door in enumerate(doors)},
    )


def _elevation(building: MapBuilding, start: int, several_estates: bool) -> Elevation:
    by_unit: dict[str, dict[int, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    for index, door in enumerate(building.doors, start):
        by_unit[door.unit][door.floor].append((door.slot, index))
    depth: dict[int, int] = defaultdict(lambda: 1)  # floor -> rows it needs
    blocks: list[tuple[str, int, dict[int, list[list[int]]]]] = []
    for unit, floors in by_unit.items():
        base = min(slot for cells in floors.values() for slot, _ in cells)  # some count on from the unit before
        lines = {floor: _lines(cells, base) for floor, cells in floors.items()}
        for floor, folded in lines.items():
            depth[floor] = max(depth[floor], len(folded))
        blocks.append((unit, max(len(line) for folded in lines.values() for line in folded), lines))
    order = sorted({floor for floors in by_unit.values() for floor in floors}, reverse=True)
    rows: list[tuple[int, ...]] = []
    names: list[str] = []
    for floor in order:
        for part in range(depth[floor]):
            rows.append(_row(blocks, floor, part))
            names.append(_floor_name(floor) if part == 0 else "")
    heads = []
    first = 0
    for place, (unit, columns, _) in enumerate(blocks):
        heads.append(UnitHead(unit, first, columns, place))
        first += columns
    short = f"{building.building}栋" if building.building else building.title
    title = building.title if several_estates else short
    return Elevation(title, short, building.grid, tuple(heads), tuple(names), tuple(rows), first)


def _lines(cells: list[tuple[int, int]], base: int) -> list[list[int]]:
    """One floor of one unit: doors at their slots; a door whose slot is taken moves on to the next free one."""
    cells = sorted(cells)
    if len(cells) > _WIDEST:
        ordered = [index for _, index in cells]
        return [ordered[at : at + _FOLDED] for at in range(0, len(ordered), _FOLDED)]
    if cells[-1][0] - base >= _WIDEST:  # numbers with great holes: close ranks
        return [[index for _, index in cells]]
    line: list[int] = []
    for slot, index in cells:
        line.extend([EMPTY] * (slot - base - len(line)))
        line.append(index)
    return [line]


def _row(blocks: Iterable[tuple[str, int, dict[int, list[list[int]]]]], floor: int, part: int) -> tuple[int, ...]:
    cells: list[int] = []
    for place, (_, columns, lines) in enumerate(blocks):
        if place:
            cells.append(BETWEEN)
        folded = lines.get(floor, [])
        line = folded[part] if part < len(folded) else []
        cells.extend(line)
        cells.extend([EMPTY] * (columns - len(line)))
    return tuple(cells)


def _floor_name(floor: int) -> str:
    return "" if floor == 0 else str(floor)
