"""Moving doors within their elevation: from the cell a door is put on to the floors and places that are recorded."""

from __future__ import annotations

from app.base.errors import UserFault
from app.rules.doors import check_place, floors_known
from app.rules.elevation.blocks import BETWEEN
from app.rules.elevation.plan import Elevation, Plan

Places = dict[int, tuple[int, int]]  # household id -> (floor, slot)


def put(plan: Plan, door: int, column: int, row: int) -> Places:
    """Put a door on a cell of its own building; a door that stands there takes its place in turn.

    Empty when nothing moves. Raises UserFault for a cell of another unit, or a floor the building does not have.
    """
    elevation = plan.buildings[plan.places[door][0]]
    found = plan.doors[door]
    floor = elevation.numbers[row]
    doors = (plan.doors[one] for one in elevation.doors)
    check_place(floor, 1, floors_known((one.room, one.floor) for one in doors), elevation.short)
    if found.unit == "" and any(unit.name for unit in elevation.units):
        return _in_order(plan, door, floor, _loose(plan, elevation, floor), _place_in_shops(elevation, column, row))
    unit = elevation.unit_at(column)
    if unit.name != found.unit or row in elevation.shops:
        raise UserFault(
            f"门牌写的是{found.unit}单元,不能挪到别处。" if found.unit else "这一户没有单元,不能挪到单元里。",
            "要换单元,请按 F2 改门牌。",
            place=plan.title_of(door),
        )
    if not unit.slots:
        line = [one for one in plan.floor_cells(elevation, floor) if plan.doors[one].unit == unit.name]
        first_row = elevation.numbers.index(floor)
        return _in_order(plan, door, floor, line, (row - first_row) * unit.columns + column - unit.first)
    slot = unit.slots[column - unit.first]
    there = cell_at(elevation, column, row)
    places = {found.household_id: (floor, slot)}
    if there >= 0 and there != door:
        places[plan.doors[there].household_id] = (found.floor, found.slot)
    return _changed(plan, places)


def step(plan: Plan, door: int, across: int, down: int) -> Places:
    """Put a door one cell on. Empty at the edge of its unit and of the building."""
    building, column, row = plan.places[door]
    elevation = plan.buildings[building]
    column, row = column + across, row + down
    if not (0 <= row < len(elevation.rows) and 0 <= column < elevation.columns):
        return {}
    loose = plan.doors[door].unit == "" and any(unit.name for unit in elevation.units)
    while row in elevation.shops and not loose:  # a flat passes the shops of its floor
        row += down or 1
        if not 0 <= row < len(elevation.rows):
            return {}
    return put(plan, door, column, row)


def cell_at(elevation: Elevation, column: int, row: int) -> int:
    """The door in a cell, or EMPTY."""
    return [cell for cell in elevation.rows[row] if cell != BETWEEN][column]


def _loose(plan: Plan, elevation: Elevation, floor: int) -> list[int]:
    return [one for one in plan.floor_cells(elevation, floor) if plan.doors[one].unit == ""]


def _place_in_shops(elevation: Elevation, column: int, row: int) -> int:
    """How many places of this floor's shops lie before a cell; after all of them where it is no cell of theirs."""
    floor = elevation.numbers[row]
    rows = [one for one in sorted(elevation.shops) if elevation.numbers[one] == floor]
    return rows.index(row) * elevation.columns + column if row in rows else 1_000_000


def _in_order(plan: Plan, door: int, floor: int, line: list[int], place: int) -> Places:
    """A floor whose doors stand one by one, with `door` at a place among them."""
    line = [one for one in line if one != door]
    line.insert(min(place, len(line)), door)
    return _changed(plan, {plan.doors[one].household_id: (floor, slot) for slot, one in enumerate(line, 1)})


def _changed(plan: Plan, places: Places) -> Places:
    doors = (plan.doors[plan.door_of_household[household]] for household in places)
    return {
        one.household_id: places[one.household_id] for one in doors if places[one.household_id] != (one.floor, one.slot)
    }
