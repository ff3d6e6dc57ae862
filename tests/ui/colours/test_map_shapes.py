"""Buildings of uneven shape: what stands where, without a pixel."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.views import MapBuilding, MapDoor
from app.rules.doors import floor_and_slot, floor_name, floors_beside
from app.rules.elevation.blocks import BETWEEN, EMPTY
from app.rules.elevation.placing import Placing
from app.rules.elevation.plan import Elevation, Plan, make_plan
from app.rules.elevation.sizes import Sizes, wrap


def house(*rooms: str, building: str = "3", estate: str = "大院小区") -> Plan:
    """A building from its rooms; 2-301 is room 301 of unit 2."""
    doors = []
    for number, room in enumerate(rooms, 1):
        unit, _, name = room.rpartition("/")
        doors.append(MapDoor(number, unit, name, *floor_and_slot(name), 0))
    return make_plan([MapBuilding(estate, building, tuple(doors))])


def drawn(plan: Plan) -> list[str]:
    """Each row as people see it: floor, then rooms with · for nothing and | between units."""
    (elevation,) = plan.buildings
    names = {EMPTY: "·", BETWEEN: "|"}
    return [
        " ".join([floor or "-", *(names[cell] if cell < 0 else plan.doors[cell].room for cell in row)])
        for floor, row in zip(elevation.floors, elevation.rows, strict=True)
    ]


def only(plan: Plan) -> Elevation:
    (elevation,) = plan.buildings
    return elevation


def test_floors_that_are_not_there_get_no_row() -> None:
    rooms = [f"1/{floor}01" for floor in (1, 2, 3, 5, 12, 15)]
    assert drawn(house(*rooms)) == ["15 1501", "12 1201", "5 501", "3 301", "2 201", "1 101"]


def test_a_floor_after_the_third_is_called_as_its_rooms_are() -> None:
    assert drawn(house("1/301", "1/3A01", "1/3A02", "1/501")) == ["5 501 ·", "3A 3A01 3A02", "3 301 ·"]


def test_shops_stand_under_the_flats_in_rows_of_their_own() -> None:
    plan = house("1/201", "1/202", "2/201", "2/202", "商铺1", "商铺2", "商铺3", "商铺4", "商铺5")
    assert drawn(plan) == ["2 201 202 | 201 202", "1 商铺1 商铺2 | 商铺3 商铺4", "- 商铺5 · | · ·"]
    assert only(plan).shops == {1, 2}


def test_shops_and_flats_may_share_the_ground_floor() -> None:
    assert drawn(house("1/101", "1/102", "商铺1")) == ["1 101 102", "- 商铺1 ·"]


def test_floors_may_have_different_numbers_of_doors() -> None:
    plan = house("1/101", "1/102", "1/201", "1/202", "1/203", "1/302")
    assert drawn(plan) == ["3 · 302 ·", "2 201 202 203", "1 101 102 ·"]


def test_numbers_that_go_on_from_the_unit_before_begin_at_its_left() -> None:
    plan = house("1/101", "1/102", "2/103", "2/104", "2/203", "1/201")
    assert drawn(plan) == ["2 201 · | 203 ·", "1 101 102 | 103 104"]


def test_a_number_that_no_floor_has_gets_no_column() -> None:
    """Buildings without an 04, as there are some without a fourth floor."""
    assert drawn(house("1/103", "1/105", "1/203", "1/205")) == ["2 203 205", "1 103 105"]


def test_parts_of_one_door_stand_side_by_side_and_the_next_stays_in_line() -> None:
    plan = house("1/101-1", "1/101-2", "1/102", "1/201", "1/202")
    assert drawn(plan) == ["2 201 · 202", "1 101-1 101-2 102"]


def test_villas_have_neither_units_nor_floors() -> None:
    plan = house(*(str(number) for number in range(1, 24)), building="", estate="香樟苑")
    assert drawn(plan)[0].startswith("- 1 2 3")
    assert [row.count("·") for row in drawn(plan)] == [0, 0, 7]
    assert only(plan).title == "香樟苑"


def test_cellars_lie_below_the_ground() -> None:
    plan = house("1/101", "1/201", "1/B101", "1/B201", "1/负一层2")
    assert drawn(plan) == ["2 201 ·", "1 101 ·", "-1 B101 负一层2", "-2 B201 ·"]
    assert only(plan).ground == 2


def test_units_of_different_height_stand_on_the_same_ground() -> None:
    plan = house("1/101", "1/201", "1/301", "2/101")
    assert drawn(plan) == ["3 301 | ·", "2 201 | ·", "1 101 | 101"]


@pytest.mark.parametrize(
    ("building", "title"),
    [("综合楼", "综合楼"), ("3", "3栋"), ("A座", "A座"), ("甲", "甲栋"), ("服务中心", "服务中心"), ("𬭎苑", "𬭎苑")],
)
def test_buildings_with_names_of_their_own_keep_them(building: str, title: str) -> None:
    assert only(house("101", building=building)).title == title


def test_odd_names_come_after_the_doors_with_numbers() -> None:
    assert drawn(house("1/101", "1/102", "1/201", "1/门卫室", "1/阁楼")) == ["2 201 · · ·", "1 101 102 门卫室 阁楼"]


def test_numbers_that_run_on_from_floor_to_floor_do_not_make_a_staircase() -> None:
    doors = tuple(
        MapDoor(floor * 10 + n, "1", f"{floor}{(floor - 1) * 4 + n:02d}", floor, (floor - 1) * 4 + n, 0)
        for floor in range(1, 6)
        for n in range(1, 5)
    )
    assert only(make_plan([MapBuilding("", "1", doors)])).columns == 4


@pytest.mark.parametrize(
    ("room", "place"),
    [
        ("1101", (11, 1)), ("101", (1, 1)), ("12", (1, 12)), ("门卫室", (1, 0)), ("B102", (-1, 2)), ("B1102", (-1, 2)),
        ("负101", (-1, 1)), ("-101", (-1, 1)), ("负一层3", (-1, 3)), ("地下室5", (-1, 5)), ("三楼东", (3, 0)),
        ("2楼12号", (2, 12)), ("十二层1", (12, 1)), ("2-3", (2, 3)), ("3A01", (4, 1)), ("12B02", (14, 2)),
        ("10203", (2, 3)), ("0101", (1, 1)), ("商铺3", (1, 3)), ("门面201", (2, 1)), ("101-1", (1, 1)),
        ("101A", (1, 1)),
    ],
)  # fmt: skip
def test_floors_and_places_are_read_from_rooms(room: str, place: tuple[int, int]) -> None:
    assert floor_and_slot(room) == place


def test_floors_have_names_and_neighbours() -> None:
    assert floor_name("3A01", 4) == "3A"
    assert floor_name("401", 4) == "4"
    assert floors_beside({1, 2, 3}) == (4, -1)
    assert floors_beside({-2, -1}) == (1, -3)


ROOMS = st.lists(
    st.tuples(
        st.sampled_from(["", "1", "2", "甲"]),
        st.one_of(
            st.builds("{}{:02d}".format, st.integers(1, 34), st.integers(1, 30)),
            st.builds("B{}{:02d}".format, st.integers(1, 3), st.integers(1, 9)),
            st.sampled_from(["门卫室", "商铺1", "101-1", "101-2", "阁楼", "3A01", "12", "0"]),
        ),
    ),
    min_size=1,
    max_size=80,
    unique=True,
)


@given(ROOMS)
def test_every_door_of_any_building_is_shown_once_and_found_where_it_is(rooms: list[tuple[str, str]]) -> None:
    plan = house(*(f"{unit}/{room}" for unit, room in rooms))
    elevation = only(plan)
    assert sorted(elevation.doors) == list(range(len(rooms)))
    assert len({len([cell for cell in row if cell != BETWEEN]) for row in elevation.rows}) == 1
    sizes = Sizes(24, 1.0)
    placing = Placing(plan, sizes, wrap(plan, sizes, 4000))
    for door in range(len(rooms)):
        assert placing.door_at(*placing.door_rect(door).centre) == door
    for number, row in zip(elevation.numbers, elevation.rows, strict=True):
        assert all(plan.doors[cell].floor == number for cell in row if cell >= 0)


def test_a_room_with_a_name_is_not_called_a_room_twice() -> None:
    assert house("1/门卫室").title_of(0) == "3栋1单元门卫室"
    assert house("1/101").title_of(0) == "3栋1单元101室"
    assert house("1/3A01").title_of(0) == "3栋1单元3A01室"
