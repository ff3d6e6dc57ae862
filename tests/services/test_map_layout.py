"""Where doors stand on the map and how they are called: chosen by a person, and kept through everything else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app import services
from app.base.errors import UserFault
from app.models.households import DoorKey, HouseholdDraft, Occupancy, ResidentDraft
from app.models.importing import Fate, HouseholdOp, ImportPlan, PersonOp, PlannedRow
from app.services.office import Office


@pytest.fixture
def doors(office: Office) -> dict[str, int]:
    """3栋1单元, two doors on three floors: room -> household."""
    found = {}
    for floor in (1, 2, 3):
        for slot in (1, 2):
            room = f"{floor}0{slot}"
            draft = HouseholdDraft(DoorKey("大院小区", "3", "1", room), grid="第一网格")
            (found[room],) = services.households.save_household(office, draft).household_ids
    return found


def places(office: Office) -> dict[str, tuple[int, int]]:
    (building,) = services.colours.picture(office, date(2026, 11, 21)).buildings
    return {door.room: (door.floor, door.slot) for door in building.doors}


def test_a_move_is_one_change_and_one_undo(office: Office, doors: dict[str, int]) -> None:
    changes = services.colours.place_doors(office, {doors["101"]: (3, 3), doors["102"]: (4, 1)})
    assert changes.title == "调整位置 大院小区3栋1单元101室等 2 户"
    assert places(office)["101"] == (3, 3)
    assert places(office)["102"] == (4, 1)
    services.journal.undo(office)
    assert places(office)["101"] == (1, 1)
    assert places(office)["102"] == (1, 2)
    services.journal.redo(office)
    assert places(office)["102"] == (4, 1)
    assert services.safekeeping.check(office) == ()


def test_the_walk_follows_the_floor(office: Office, doors: dict[str, int]) -> None:
    services.colours.place_doors(office, {doors["101"]: (4, 1)})
    (building,) = services.colours.picture(office, date(2026, 11, 21)).buildings
    assert [door.room for door in building.doors] == ["102", "201", "202", "301", "302", "101"]


@pytest.mark.parametrize(
    ("floor", "what", "remedy"),
    [
        (0, "没有 0 层", "地下一层填 -1"),
        (9, "没有 9 层", "现在登记有 1、2、3 层"),
        (-2, "没有 -2 层", "如 B201"),
        (150, "没有 150 层", "楼层请填"),
    ],
)
def test_a_floor_that_does_not_exist_is_refused_with_what_to_do(
    office: Office, doors: dict[str, int], floor: int, what: str, remedy: str
) -> None:
    with pytest.raises(UserFault, match=what) as refused:
        services.colours.place_doors(office, {doors["102"]: (2, 5), doors["101"]: (floor, 1)})
    assert remedy in refused.value.remedy
    assert places(office)["102"] == (1, 2)


def test_right_above_and_below_there_may_be_another_floor(office: Office, doors: dict[str, int]) -> None:
    services.colours.place_doors(office, {doors["301"]: (4, 1)})
    services.colours.place_doors(office, {doors["302"]: (-1, 1)})
    assert places(office)["302"] == (-1, 1)


def test_a_chosen_place_outlives_saving_and_visits_of_the_form(office: Office, doors: dict[str, int]) -> None:
    services.colours.place_doors(office, {doors["101"]: (3, 3)})
    key = DoorKey("大院小区", "3", "1", "101")
    services.households.save_household(office, HouseholdDraft(key, grid="第二网格", note="复式"), doors["101"])
    assert places(office)["101"] == (3, 3)
    moved = DoorKey("大院小区", "3", "2", "101")
    services.households.save_household(office, HouseholdDraft(moved), doors["101"])
    assert places(office)["101"] == (3, 3)
    services.households.save_household(office, HouseholdDraft(DoorKey("大院小区", "3", "2", "205")), doors["101"])
    assert places(office)["205"] == (2, 5)


def test_a_chosen_place_outlives_an_import_of_the_known_door(office: Office, doors: dict[str, int]) -> None:
    services.colours.place_doors(office, {doors["101"]: (3, 3)})
    key = DoorKey("大院小区", "3", "1", "101")
    draft = HouseholdDraft(key, grid="第三网格", occupancy=Occupancy.OWNER, sold=True)
    person = PersonOp(None, ResidentDraft("曾伟", birth=date(1980, 1, 1)), joins=True)
    rows = (PlannedRow("住户", 2, Fate.CHANGED, "", ""),)
    operation = HouseholdOp(doors["101"], draft, (person,))
    services.importing.accept(office, ImportPlan("台账.xlsx", rows, (), (), (operation,)))
    found = services.colours.picture(office, date(2026, 11, 21)).buildings[0].doors
    assert next((door.grid, door.floor, door.slot) for door in found if door.room == "101") == ("第三网格", 3, 3)


def test_a_whole_unit_is_renamed_in_one_change(office: Office, doors: dict[str, int]) -> None:
    names = {household: DoorKey("大院小区", "3", "A", room) for room, household in doors.items()}
    services.colours.place_doors(office, {doors["101"]: (3, 3)})
    assert services.colours.rename_doors(office, names).title == "修改门牌 大院小区3栋A单元101室等 6 户"
    (building,) = services.colours.picture(office, date(2026, 11, 21)).buildings
    assert {door.unit for door in building.doors} == {"A"}
    assert places(office)["101"] == (3, 3)
    services.journal.undo(office)
    (building,) = services.colours.picture(office, date(2026, 11, 21)).buildings
    assert {door.unit for door in building.doors} == {"1"}


@pytest.mark.parametrize(
    "names",
    [
        {"101": "102"},
        {"101": "901", "201": "901"},
        {"101": "901", "201": "302"},
    ],
)
def test_a_name_that_is_taken_changes_nothing(office: Office, doors: dict[str, int], names: dict[str, str]) -> None:
    asked: dict[int, Any] = {doors[old]: DoorKey("大院小区", "3", "1", new) for old, new in names.items()}
    with pytest.raises(UserFault, match="已经有了"):
        services.colours.rename_doors(office, asked)
    assert set(places(office)) == set(doors)


def test_a_name_needs_a_room(office: Office, doors: dict[str, int]) -> None:
    with pytest.raises(UserFault, match="房号"):
        services.colours.rename_doors(office, {doors["101"]: DoorKey("大院小区", "3", "1", " ")})


def test_moves_stand_in_the_history_of_the_door(office: Office, doors: dict[str, int]) -> None:
    services.colours.place_doors(office, {doors["101"]: (3, 3)})
    entry = services.households.card(office, doors["101"]).history[0]
    assert ("楼层", "1", "3") in entry.fields
