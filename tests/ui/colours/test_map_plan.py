"""Where doors stand, and which door is under a point."""

from __future__ import annotations

from pictures import building

from app.models.views import MapBuilding, MapDoor, MapFilter
from app.rules.elevation.blocks import EMPTY
from app.rules.elevation.choosing import counted, matching, places_of, public_filter, public_mask
from app.rules.elevation.placing import Placing
from app.rules.elevation.plan import make_plan
from app.rules.elevation.sizes import Sizes, fit, wrap
from app.rules.legend import load_legend
from app.ui.colours.line import sentence


def placed(*buildings: MapBuilding, width: int = 800, height: int = 500) -> Placing:
    plan = make_plan(buildings)
    sizes, lines = fit(plan, width, height, 1.0)
    return Placing(plan, sizes, lines)


def test_floors_from_the_top_down_and_missing_doors_stay_empty() -> None:
    doors = (
        MapDoor(1, "1", "101", 1, 1, 0),
        MapDoor(2, "1", "102", 1, 2, 0),
        MapDoor(3, "1", "302", 3, 2, 0),
        MapDoor(4, "2", "101", 1, 1, 0),
    )
    plan = make_plan([MapBuilding("", "3", doors)])
    (elevation,) = plan.buildings
    assert elevation.floors == ("3", "1")
    assert elevation.rows[0][:2] == (EMPTY, 2)
    assert elevation.rows[1][:2] == (0, 1)
    assert elevation.columns == 3
    assert elevation.title == "3栋"


def test_two_doors_in_one_place_are_both_shown() -> None:
    doors = (MapDoor(1, "1", "101", 1, 1, 0), MapDoor(2, "1", "101A", 1, 1, 0), MapDoor(3, "1", "102", 1, 2, 0))
    plan = make_plan([MapBuilding("", "1", doors)])
    assert sorted(cell for cell in plan.buildings[0].rows[0] if cell >= 0) == [0, 1, 2]


def test_a_floor_of_very_many_doors_is_folded() -> None:
    doors = tuple(MapDoor(n, "", str(n), 1, n, 0) for n in range(1, 61))
    plan = make_plan([MapBuilding("别墅区", "", doors)])
    assert plan.buildings[0].columns == 10
    assert sum(cell >= 0 for row in plan.buildings[0].rows for cell in row) == 60


def test_every_door_is_found_under_its_own_middle_and_corners() -> None:
    placing = placed(building("1", 6, 2), building("2", 11, 3, first=100), building("3", 1, 1, first=200))
    for door in range(len(placing.plan.doors)):
        rect = placing.door_rect(door)
        for x, y in (rect.centre, (rect.x, rect.y), (rect.right - 1, rect.bottom - 1)):
            assert placing.door_at(x, y) == door


def test_between_doors_there_is_none() -> None:
    placing = placed(building("1", 6, 2))
    assert placing.door_at(0, 0) is None
    assert placing.door_at(5000, 5000) is None
    first = placing.door_rect(0)
    assert placing.door_at(first.right + 400, first.bottom + 400) is None


def test_arrows_go_to_the_door_beside_and_over_into_the_next_building() -> None:
    placing = placed(building("1", 2, 2), building("2", 2, 2, first=10))
    rooms = {(placing.plan.places[n][0], door.room): n for n, door in enumerate(placing.plan.doors)}
    assert placing.neighbour(rooms[0, "101"], 1, 0) == rooms[0, "102"]
    assert placing.neighbour(rooms[0, "101"], 0, -1) == rooms[0, "201"]
    assert placing.neighbour(rooms[0, "102"], 1, 0) == rooms[1, "101"]
    assert placing.neighbour(rooms[1, "201"], -1, 0) == rooms[0, "202"]
    assert placing.neighbour(rooms[0, "101"], 0, 1) == rooms[0, "101"]


def test_everything_fits_and_lines_are_no_wider_than_the_window() -> None:
    plan = make_plan([building(str(n), 6, 4, first=n * 100) for n in range(1, 31)])
    sizes, lines = fit(plan, 1000, 600, 1.0)
    placing = Placing(plan, sizes, lines)
    assert placing.width <= 1000
    assert placing.height <= 600
    assert sum(len(line) for line in wrap(plan, Sizes(40, 1.0), 1000)) == 30


def test_counts_by_label_and_once_a_door() -> None:
    plan = make_plan([building("1", 2, 2, {"101": 0b101, "102": 0b1})])
    figures = counted(plan, plan.masks(), MapFilter(0b101))
    assert figures.counts[:3] == [1, 0, 1]
    assert (figures.distinct, figures.total, figures.matching) == (1, 4, 1)
    everything = counted(plan, plan.masks())
    assert everything.counts[:3] == [2, 0, 1]
    assert (everything.distinct, everything.total, everything.matching) == (2, 4, 4)


def test_all_that_a_filter_says_must_be_true_of_a_door() -> None:
    buildings = [
        building("1", 1, 4, {"101": 0b101, "102": 0b100, "103": 0b101}, grid="第一网格"),
        building("2", 1, 4, {"101": 0b101}, first=11, grid="第二网格"),
    ]
    plan = make_plan(buildings)
    late = frozenset({1, 2, 11})

    def found(shown: MapFilter) -> set[int]:
        flags = matching(plan, plan.masks(), shown, late)
        return {door.household_id for door, on in zip(plan.doors, flags, strict=True) if on}

    assert found(MapFilter()) == {1, 2, 3, 4, 11, 12, 13, 14}
    assert found(MapFilter(labels=0b100)) == {1, 2, 3, 11}
    assert found(MapFilter(labels=0b101)) == {1, 3, 11}
    assert found(MapFilter(overdue=True)) == {1, 2, 11}
    assert found(MapFilter(labels=0b101, overdue=True)) == {1, 11}
    assert found(MapFilter(labels=0b101, overdue=True, grid="第二网格")) == {11}
    assert found(MapFilter(grid="")) == set()
    figures = counted(plan, plan.masks(), MapFilter(labels=0b101, grid="第一网格"), late)
    assert (figures.matching, figures.total, figures.overdue) == (2, 4, 1)
    assert len(places_of(buildings, MapFilter(grid="第二网格"))) == 1
    assert places_of(buildings, MapFilter(estate="香樟苑")) == []


def test_the_sentence_says_every_condition() -> None:
    figures = counted(make_plan([building("1", 2, 2)]), bytes(4))
    said = sentence(MapFilter(0b101, overdue=True, grid="", estate="大院小区"), "3栋", figures)
    assert said == "正在看:大院小区 未划入网格 3栋中同时有党员户、高龄户标签,走访逾期的住户,4 户(共 4 户)"


def test_what_a_passer_by_may_not_know_leaves_the_filter() -> None:
    allowed = public_mask(load_legend())
    asked = MapFilter(labels=0b1111111, overdue=True, grid="第一网格", building=("甲", "1"))
    assert public_filter(asked, allowed) == MapFilter(labels=0b0100000, grid="第一网格", building=("甲", "1"))
