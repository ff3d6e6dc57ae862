"""Where each door stands in its building: columns and rows, not pixels. Computed once for each set of doors.

A building is an elevation: units side by side, floors from the top down. Only floors and places that some door has get
a row or a column, so that a house without a fourth floor has none. What belongs to no unit in a house with units
(shops) makes rows of its own below the flats of the same floor. A floor with very many doors is folded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from app.models.households import DoorKey
from app.models.views import MapBuilding, MapDoor
from app.rules.doors import floor_name, floors_beside, floors_known
from app.rules.elevation.blocks import BETWEEN, LAST, Cells, folded, make_block, row_of, spread


@dataclass(frozen=True)
class UnitHead:
    """One staircase (单元): its name and the columns it takes, counted without gaps.

    `slots`: the place within a floor that each column stands for; empty where doors stand in order, one by one.
    """

    name: str
    first: int
    columns: int
    place: int  # how many gaps stand before it
    slots: tuple[int, ...] = ()


@dataclass(frozen=True)
class Elevation:
    """One building as rows of door numbers (positions in `Plan.doors`), EMPTY and BETWEEN.

    `floors` names the rows ('' repeats the one above), `numbers` are their floors; `shops` are rows of no unit.
    """

    title: str
    short: str
    key: tuple[str, str]  # estate and building, as records have them
    units: tuple[UnitHead, ...]
    floors: tuple[str, ...]
    numbers: tuple[int, ...]
    shops: frozenset[int]
    rows: tuple[tuple[int, ...], ...]
    columns: int

    @property
    def gaps(self) -> int:
        return max(0, len(self.units) - 1)

    @cached_property
    def ground(self) -> int:
        """The row below which the earth begins."""
        return sum(1 for number in self.numbers if number > 0) or len(self.rows)

    @property
    def doors(self) -> list[int]:
        return [cell for row in self.rows for cell in row if cell >= 0]

    def unit_at(self, column: int) -> UnitHead:
        return next(unit for unit in reversed(self.units) if unit.first <= column)


@dataclass(frozen=True)
class Plan:
    """All doors in one flat list and the elevations that point into it. `places`: door -> (building, column, row)."""

    doors: tuple[MapDoor, ...]
    buildings: tuple[Elevation, ...]
    places: tuple[tuple[int, int, int], ...]
    door_of_household: dict[int, int] = field(repr=False)

    def title_of(self, door: int) -> str:
        """3栋2单元1101室, for tooltips and screen readers."""
        found = self.doors[door]
        elevation = self.buildings[self.places[door][0]]
        _, building = elevation.key
        estate = elevation.title.removesuffix(elevation.short) if elevation.title != elevation.short else ""
        return DoorKey(estate, building, found.unit, found.room).long

    def masks(self) -> bytes:
        """The labels of each door as they came with it."""
        return bytes(door.labels for door in self.doors)

    def floor_of(self, door: int) -> list[int]:
        """All doors of a door's floor in its building."""
        building, _, row = self.places[door]
        elevation = self.buildings[building]
        return self.floor_cells(elevation, elevation.numbers[row])

    def floor_cells(self, elevation: Elevation, floor: int) -> list[int]:
        """All doors of a floor, from the left."""
        rows = zip(elevation.rows, elevation.numbers, strict=True)
        return [cell for cells, number in rows if number == floor for cell in cells if cell >= 0]

    def unit_of(self, door: int) -> list[int]:
        """All doors of a door's unit in its building."""
        name = self.doors[door].unit
        return [one for one in self.buildings[self.places[door][0]].doors if self.doors[one].unit == name]


def alike(one: Plan, other: Plan) -> bool:
    """Whether two plans show the same doors in the same places, by the same names."""
    return one.buildings == other.buildings and all(
        a.household_id == b.household_id and a.room == b.room for a, b in zip(one.doors, other.doors, strict=True)
    )


def make_plan(buildings: Sequence[MapBuilding], *, several_estates: bool = False, spare: bool = False) -> Plan:
    """The plan of some buildings. `spare`: with an empty floor above and below and an empty place at the end of each
    unit, for doors to be moved there."""
    doors: list[MapDoor] = []
    places: list[tuple[int, int, int]] = []
    elevations = []
    for number, building in enumerate(buildings):
        elevations.append(_elevation(building, len(doors), several_estates, spare))
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
        tuple(places),
        {door.household_id: index for index, door in enumerate(doors)},
    )


def _elevation(building: MapBuilding, start: int, several_estates: bool, spare: bool) -> Elevation:
    by_unit: dict[str, dict[int, list[Cells]]] = defaultdict(lambda: defaultdict(list))
    for index, door in enumerate(building.doors, start):
        by_unit[door.unit][door.floor].append((door.slot if door.slot > 0 else LAST, index))
    loose = by_unit.pop("", {}) if len(by_unit) > 1 else {}
    blocks = [make_block(unit, floors, spare) for unit, floors in by_unit.items()]
    heads: list[UnitHead] = []
    first = 0
    for place, block in enumerate(blocks):
        heads.append(UnitHead(block.name, first, block.columns, place, block.slots))
        first += block.columns
    shops = {floor: folded(cells, max(first, 1)) for floor, cells in loose.items()}
    order = {floor for floors in by_unit.values() for floor in floors} | set(shops)
    if spare:
        order.update(floors_known((door.room, door.floor) for door in building.doors))
        order.update(floors_beside(order))
    rows: list[tuple[int, ...]] = []
    numbers: list[int] = []
    below: set[int] = set()
    for floor in sorted(order, reverse=True):
        deep = max((len(block.lines.get(floor, ())) for block in blocks), default=0)
        for part in range(deep or (floor not in shops)):
            rows.append(row_of(blocks, floor, part))
            numbers.append(floor)
        for line in shops.get(floor, ()):
            below.add(len(rows))
            rows.append(spread(line, blocks))
            numbers.append(floor)
    return Elevation(
        title=building.title if several_estates else building.short,
        short=building.short,
        key=(building.estate, building.building),
        units=tuple(heads),
        floors=_names(building, start, rows, numbers, below, spare),
        numbers=tuple(numbers),
        shops=frozenset(below),
        rows=tuple(rows),
        columns=first,
    )


def _names(
    building: MapBuilding, start: int, rows: list[tuple[int, ...]], numbers: list[int], shops: set[int], spare: bool
) -> tuple[str, ...]:
    """Floors as people call them, each once; none for houses in a row, which have no floors."""
    flat = set(numbers) == {1} and not shops and all(len(door.room) <= 2 for door in building.doors)
    if flat and not spare:
        return ("",) * len(rows)
    names: list[str] = []
    for row, number in enumerate(numbers):
        if row and numbers[row - 1] == number:
            names.append("")
            continue
        first = next((cell for cell in rows[row] if cell >= 0), None)
        names.append(floor_name(building.doors[first - start].room, number) if first is not None else str(number))
    return tuple(names)
