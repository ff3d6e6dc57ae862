"""The measures of a map at one zoom, and the zoom at which it fits. All numbers are whole device pixels.

Given is `cell`, the width of a door; the rest follows from it. `scale` is pixels per unit of type: 1 on a plain screen,
1.4 with large type, more on fine screens.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from app.rules.elevation.plan import Elevation, Plan

SMALLEST, LARGEST = 3, 132
_FURTHER = 8
_READABLE = 6  # the least that is chosen by itself: what does not fit even so is scrolled
_LONGEST_TITLE = 8  # an estate's name of usual length is given its room; longer ones are left out where they lack it
Lines = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Sizes:
    """All measures at one zoom."""

    cell: int
    scale: float

    @cached_property
    def height(self) -> int:
        return max(3, round(self.cell * 0.7))

    @cached_property
    def hairline(self) -> int:
        """Space that separates a door from the next."""
        return 1 if self.cell < 24 * self.scale else 2

    @cached_property
    def unit_gap(self) -> int:
        return max(2, self.cell // 4)

    @cached_property
    def margin(self) -> int:
        """Space around a building."""
        return max(round(4 * self.scale), min(round(14 * self.scale), self.cell // 2))

    @cached_property
    def title_type(self) -> int:
        return round(max(10, min(16, self.cell * 0.4 / self.scale)) * self.scale)

    @cached_property
    def title(self) -> int:
        return self.title_type + round(6 * self.scale)

    @cached_property
    def small_type(self) -> int:
        """Type of unit heads and floor numbers; 0 where there is no room for them."""
        return round(11 * self.scale) if self.height >= 12 * self.scale else 0

    @cached_property
    def heads(self) -> int:
        return self.small_type + round(4 * self.scale) if self.small_type else 0

    @cached_property
    def floors(self) -> int:
        return round(20 * self.scale) if self.small_type else 0

    @cached_property
    def room(self) -> int:
        """Height of the band that carries the room number; 0 where it would not be read."""
        return round(14 * self.scale) if self.height >= 30 * self.scale and self.cell >= 42 * self.scale else 0

    def width_of(self, building: Elevation) -> int:
        body = building.columns * self.cell + building.gaps * self.unit_gap + self.floors
        name = building.title if len(building.title) <= _LONGEST_TITLE else building.short
        return max(body, self.floors + len(name) * self.title_type) + self.margin

    def height_of(self, building: Elevation) -> int:
        return self.title + self.heads + len(building.rows) * self.height + self.margin + 2


def wrap(plan: Plan, sizes: Sizes, width: int, members: Iterable[int] | None = None) -> Lines:
    """Buildings (all, or those of `members`) in lines that fit into `width`."""
    lines: list[tuple[int, ...]] = []
    line: list[int] = []
    taken = sizes.margin
    for number in range(len(plan.buildings)) if members is None else members:
        need = sizes.width_of(plan.buildings[number])
        if line and taken + need > width:
            lines.append(tuple(line))
            line, taken = [], sizes.margin
        line.append(number)
        taken += need
    return (*lines, tuple(line)) if line else tuple(lines)


def line_height(plan: Plan, sizes: Sizes, line: tuple[int, ...]) -> int:
    return max(sizes.height_of(plan.buildings[number]) for number in line)


def fit(
    plan: Plan, width: int, height: int, scale: float, largest: int = 64, least: int = _READABLE
) -> tuple[Sizes, Lines]:
    """The largest cell at which everything is seen at once, and its lines; `least` where none is small enough."""
    high = round(largest * scale)
    best = Sizes(round(least * scale), scale)
    low = best.cell
    while low <= high:
        middle = (low + high) // 2
        sizes = Sizes(middle, scale)
        if _fits(plan, sizes, width, height):
            best, low = sizes, middle + 1
        else:
            high = middle - 1
    for cell in range(best.cell + 1, min(best.cell + _FURTHER, round(largest * scale)) + 1):
        if _fits(plan, Sizes(cell, scale), width, height):  # another fold of the lines may fit again
            best = Sizes(cell, scale)
    return best, wrap(plan, best, width)


def _fits(plan: Plan, sizes: Sizes, width: int, height: int) -> bool:
    total = sizes.margin
    for line in wrap(plan, sizes, width):
        total += line_height(plan, sizes, line)
        if sizes.margin + sum(sizes.width_of(plan.buildings[number]) for number in line) > width:
            return False
    return total <= height
