"""One unit of a building as lines of doors, floor by floor: above each other by their places, or simply in order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

EMPTY = -1  # no door here; also the place of its sprite at the end of the list of keys
BETWEEN = -2  # the gap between two units
LAST = 1_000_000  # a place after all others, for doors whose name tells none
_WIDEST = 16  # doors side by side on one floor of one unit before it is folded
_FOLDED = 10

Cells = tuple[int, int]  # (slot, door)


@dataclass(frozen=True)
class Block:
    """One unit on the way: for each floor the lines it is drawn in."""

    name: str
    columns: int
    slots: tuple[int, ...]
    lines: dict[int, list[list[int]]]


def make_block(unit: str, floors: dict[int, list[Cells]], spare: bool) -> Block:
    """Doors above each other by their places; in order, one by one, where places tell nothing."""
    most: dict[int, int] = {}  # slot -> the most doors that share it on a floor
    for cells in floors.values():
        here: dict[int, int] = defaultdict(int)
        for slot, _ in cells:
            here[slot] += 1
        for slot, count in here.items():
            most[slot] = max(most.get(slot, 0), count)
    fullest = max(len(cells) for cells in floors.values())
    slots = [slot for slot in sorted(most) for _ in range(most[slot])]
    if len(slots) > _WIDEST or len(slots) > 2 * fullest + 1:
        lines = {floor: folded(cells, _FOLDED if len(cells) > _WIDEST else _WIDEST) for floor, cells in floors.items()}
        columns = max(len(line) for folded in lines.values() for line in folded)
        return Block(unit, columns + spare, (), lines)
    first = {slot: slots.index(slot) for slot in most}
    lines = {floor: [_aligned(cells, first, len(slots))] for floor, cells in floors.items()}
    if spare:
        known = [slot for slot in slots if slot != LAST]
        slots.append((max(known) if known else 0) + 1)
    return Block(unit, len(slots), tuple(0 if slot == LAST else slot for slot in slots), lines)


def _aligned(cells: list[Cells], first: dict[int, int], columns: int) -> list[int]:
    line = [EMPTY] * columns
    for slot, index in sorted(cells):
        place = first[slot]
        while line[place] != EMPTY:
            place += 1
        line[place] = index
    return line


def folded(cells: list[Cells], width: int) -> list[list[int]]:
    ordered = [index for _, index in sorted(cells)]
    return [ordered[at : at + width] for at in range(0, len(ordered), width)]


def row_of(blocks: Iterable[Block], floor: int, part: int) -> tuple[int, ...]:
    cells: list[int] = []
    for place, block in enumerate(blocks):
        if place:
            cells.append(BETWEEN)
        folded = block.lines.get(floor, [])
        line = folded[part] if part < len(folded) else []
        cells.extend(line)
        cells.extend([EMPTY] * (block.columns - len(line)))
    return tuple(cells)


def spread(line: list[int], blocks: Sequence[Block]) -> tuple[int, ...]:
    """A row of shops under all units, whose gaps stay gaps."""
    cells: list[int] = []
    left = iter(line)
    for place, block in enumerate(blocks):
        if place:
            cells.append(BETWEEN)
        cells.extend(next(left, EMPTY) for _ in range(block.columns))
    return tuple(cells)
