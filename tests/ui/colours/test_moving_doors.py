"""Doors that are put elsewhere: what is asked of the store, without a window."""

from __future__ import annotations

import pytest
from test_map_shapes import drawn, house

from app.base.errors import UserFault
from app.models.views import MapBuilding, MapDoor
from app.rules.elevation.moving import Places, put, step
from app.rules.elevation.plan import Plan, make_plan


def after(plan: Plan, places: Places) -> Plan:
    """The plan once the store has taken the places."""
    doors = []
    for door in plan.doors:
        floor, slot = places.get(door.household_id, (door.floor, door.slot))
        doors.append(MapDoor(door.household_id, door.unit, door.room, floor, slot, 0))
    return make_plan([MapBuilding("大院小区", "3", tuple(doors))])


def spare(*rooms: str) -> Plan:
    plan = house(*rooms)
    return make_plan([MapBuilding("大院小区", "3", plan.doors)], spare=True)


def cell(plan: Plan, room: str) -> tuple[int, int]:
    door = next(n for n, one in enumerate(plan.doors) if one.room == room)
    return plan.places[door][1:]


def number(plan: Plan, room: str) -> int:
    return next(n for n, one in enumerate(plan.doors) if one.room == room)


def test_into_an_empty_place_of_another_floor() -> None:
    plan = house("1/101", "1/102", "1/201")
    row = 0
    places = put(plan, number(plan, "102"), 1, row)
    assert places == {2: (2, 2)}
    assert drawn(after(plan, places)) == ["2 201 102", "1 101 ·"]


def test_onto_another_door_both_change_places() -> None:
    plan = house("1/101", "1/102", "1/201")
    places = put(plan, number(plan, "101"), *cell(plan, "201"))
    assert drawn(after(plan, places)) == ["2 101 ·", "1 201 102"]


def test_above_the_roof_and_beside_the_last() -> None:
    plan = spare("1/101", "1/102", "1/阁楼")
    assert only_floors(plan) == [2, 1, -1]
    places = put(plan, number(plan, "阁楼"), 0, 0)
    assert drawn(after(plan, places)) == ["2 阁楼 ·", "1 101 102"]
    places = put(plan, number(plan, "101"), 3, 1)
    assert after(plan, places).doors[0].slot == 3


def only_floors(plan: Plan) -> list[int]:
    return list(plan.buildings[0].numbers)


def test_another_unit_is_another_name() -> None:
    plan = house("1/101", "2/101")
    with pytest.raises(UserFault, match="1单元") as refused:
        put(plan, 0, 1, 0)
    assert "F2" in refused.value.remedy


def test_shops_change_their_order() -> None:
    plan = house("1/201", "1/202", "商铺1", "商铺2", "商铺3")
    places = put(plan, number(plan, "商铺3"), *cell(plan, "商铺1"))
    assert drawn(after(plan, places)) == ["2 201 202", "1 商铺3 商铺1", "- 商铺2 ·"]


def test_houses_in_a_row_change_their_order() -> None:
    plan = house(*(str(number) for number in range(1, 24)))
    places = put(plan, number(plan, "23"), *cell(plan, "2"))
    assert drawn(after(plan, places))[0] == "- 1 23 2 3 4 5 6 7 8 9"


def test_a_step_goes_cell_by_cell_and_stops_at_the_edge() -> None:
    plan = spare("1/101", "1/102", "1/301")
    assert only_floors(plan) == [4, 3, 1, -1]
    assert step(plan, number(plan, "102"), 0, -1) == {2: (3, 2)}
    assert step(plan, number(plan, "101"), 0, 1) == {1: (-1, 1)}
    assert step(plan, number(plan, "101"), -1, 0) == {}
    assert step(plan, number(plan, "301"), 1, 0) == {3: (3, 2)}


def test_a_flat_passes_the_shops_below_it() -> None:
    plan = spare("1/201", "1/202", "商铺1", "商铺2")
    places = step(plan, number(plan, "201"), 0, 1)
    assert places == {1: (-1, 1)}


def test_nothing_moves_where_it_stands_already() -> None:
    plan = house("1/101", "1/102")
    assert put(plan, 0, 0, 0) == {}
