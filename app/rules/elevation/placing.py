"""From columns and rows to pixels at one zoom, and back from a point to a door.

All numbers are whole device pixels, so that cells stay crisp and even.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from app.rules.elevation.blocks import BETWEEN
from app.rules.elevation.plan import Elevation, Plan
from app.rules.elevation.sizes import Lines, Sizes, line_height


class Rect(NamedTuple):
    """A box of whole pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def centre(self) -> tuple[int, int]:
        return self.x + self.width // 2, self.y + self.height // 2

    def meets(self, other: Rect) -> bool:
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom


class Placing:
    """Where everything is, in pixels from the map's corner. Buildings of one line stand on the same ground.

    Buildings that no line names are nowhere: their tile is empty.
    """

    def __init__(self, plan: Plan, sizes: Sizes, lines: Lines) -> None:
        self.plan = plan
        self.sizes = sizes
        self.lines = lines
        self.tiles: list[Rect] = [Rect(0, 0, 0, 0)] * len(plan.buildings)
        self._tops: list[int] = []
        self._lefts: list[list[int]] = []
        bottom, widest = sizes.margin, 0
        for line in lines:
            self._tops.append(bottom)
            bottom += line_height(plan, sizes, line)
            widest = max(widest, self._place_line(line, bottom))
        self.width, self.height = widest, bottom
        self._offsets = [_column_offsets(building, sizes) for building in plan.buildings]

    def _place_line(self, line: tuple[int, ...], bottom: int) -> int:
        left = self.sizes.margin
        lefts = []
        for number in line:
            building = self.plan.buildings[number]
            wide, high = self.sizes.width_of(building), self.sizes.height_of(building)
            self.tiles[number] = Rect(left, bottom - high, wide, high)
            lefts.append(left)
            left += wide
        self._lefts.append(lefts)
        return left

    def columns(self, building: int) -> list[int]:
        """Left edges of the columns of a building, from the edge of its tile."""
        return self._offsets[building]

    def first_row(self) -> int:
        """Top of the highest floor, from the top of a building's tile."""
        return self.sizes.title + self.sizes.heads

    def door_rect(self, door: int) -> Rect:
        """A door with the space that separates it left out."""
        return self.cell_rect(*self.plan.places[door])

    def cell_rect(self, building: int, column: int, row: int) -> Rect:
        tile, sizes = self.tiles[building], self.sizes
        return Rect(
            tile.x + self._offsets[building][column],
            tile.y + self.first_row() + row * sizes.height,
            sizes.cell - sizes.hairline,
            sizes.height - sizes.hairline,
        )

    def title_rect(self, building: int) -> Rect:
        """The strip a building's name stands in."""
        tile = self.tiles[building]
        return Rect(tile.x, tile.y, tile.width - self.sizes.margin // 2, self.sizes.title)

    def building_at(self, x: int, y: int) -> int | None:
        line = bisect_right(self._tops, y) - 1
        if line < 0:
            return None
        place = bisect_right(self._lefts[line], x) - 1
        return self.lines[line][place] if place >= 0 else None

    def title_at(self, x: int, y: int) -> int | None:
        """The building whose name is under a point."""
        building = self.building_at(x, y)
        if building is None or not self.title_rect(building).meets(Rect(x, y, 1, 1)):
            return None
        return building

    def row_at(self, building: int, y: int) -> int | None:
        """The row of a building at a height; None above and below it."""
        row = (y - self.tiles[building].y - self.first_row()) // self.sizes.height
        return row if 0 <= row < len(self.plan.buildings[building].rows) else None

    def floor_at(self, x: int, y: int) -> tuple[int, int] | None:
        """(building, row) whose floor number is under a point."""
        building = self.building_at(x, y)
        if building is None or not self.sizes.floors or x - self.tiles[building].x >= self.sizes.floors:
            return None
        row = self.row_at(building, y)
        return None if row is None else (building, row)

    def cell_at(self, x: int, y: int) -> tuple[int, int, int] | None:
        """(building, column, row) under a point, with a door in it or not; by three look-ups."""
        building = self.building_at(x, y)
        if building is None:
            return None
        tile, offsets = self.tiles[building], self._offsets[building]
        row = self.row_at(building, y)
        column = bisect_right(offsets, x - tile.x) - 1
        if column < 0 or row is None or x - tile.x - offsets[column] >= self.sizes.cell:
            return None
        return building, column, row

    def door_at(self, x: int, y: int) -> int | None:
        """The door under a point; None between doors."""
        found = self.cell_at(x, y)
        if found is None:
            return None
        building, column, row = found
        cell = self._cells(building, row)[column]
        return cell if cell >= 0 else None

    def doors_in(self, area: Rect) -> list[int]:
        """Every door that a rectangle meets."""
        return [
            cell
            for number, tile in enumerate(self.tiles)
            if tile.meets(area)
            for cell in self.plan.buildings[number].doors
            if self.door_rect(cell).meets(area)
        ]

    def neighbour(self, door: int, across: int, down: int) -> int:
        """The next door in a direction, within the building or in the one beside it; the same door at the edge."""
        building, column, row = self.plan.places[door]
        rows = len(self.plan.buildings[building].rows)
        while True:
            column, row = column + across, row + down
            if not (0 <= row < rows and 0 <= column < self.plan.buildings[building].columns):
                return self._beyond(door, building, across, down)
            cell = self._cells(building, row)[column]
            if cell >= 0:
                return cell

    def next_building(self, building: int, by: int) -> int:
        """The building before or after one, as people read; the same at the ends."""
        every = [number for members in self.lines for number in members]
        place = every.index(building) + by
        return every[place] if 0 <= place < len(every) else building

    def _cells(self, building: int, row: int) -> list[int]:
        return [cell for cell in self.plan.buildings[building].rows[row] if cell != BETWEEN]

    def _beyond(self, door: int, building: int, across: int, down: int) -> int:
        line = next(number for number, members in enumerate(self.lines) if building in members)
        if across:
            beside = self.next_building(building, across)
            candidates = [beside] if beside != building else []
        else:
            candidates = list(self.lines[line + down]) if 0 <= line + down < len(self.lines) else []
        here = self.door_rect(door).centre
        best, distance = door, 1 << 60
        for number in candidates:
            for cell in self.plan.buildings[number].doors:
                there = self.door_rect(cell).centre
                dx, dy = abs(there[0] - here[0]), abs(there[1] - here[1])
                away = 4 * dy + dx if across else dy + 4 * dx
                if away < distance:
                    best, distance = cell, away
        return best


def _column_offsets(building: Elevation, sizes: Sizes) -> list[int]:
    offsets: list[int] = []
    for unit in building.units:
        left = sizes.floors + unit.first * sizes.cell + unit.place * sizes.unit_gap
        offsets.extend(left + column * sizes.cell for column in range(unit.columns))
    return offsets
