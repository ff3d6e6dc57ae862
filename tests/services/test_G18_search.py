"""G18 (the finding; its speed is measured in benchmarks): one person, found by every way of typing."""

from pathlib import Path

import pytest

from app import services
from app.models.households import DoorKey, HouseholdDraft, ResidentDraft
from app.models.queries import ListQuery
from app.services.office import Office


@pytest.fixture
def filled(office: Office) -> Office:
    people = [
        ("大院小区", "3", "2", "1101", ResidentDraft("曾伟", phone="13800001234", id_number="11010519491231002X")),
        ("大院小区", "13", "2", "1101", ResidentDraft("赵武", phone="15912345678")),
        ("大院小区", "3", "2", "1102", ResidentDraft("欧阳𠮷", phone="13811112222")),
    ]
    for estate, building, unit, room, resident in people:
        draft = HouseholdDraft(DoorKey(estate, building, unit, room))
        (door,) = services.households.save_household(office, draft).household_ids
        services.households.save_resident(office, door, resident)
    services.households.save_household(office, HouseholdDraft(DoorKey("大院小区", "3", "2", "1201")))
    return office


@pytest.mark.parametrize(
    "typed",
    ["曾", "曾伟", "伟", "zeng", "z", "zw", "zengwei", "ZengWei", "cengwei", "1380", "13800001234",
     "002X", "002x", "１３８０", "110105", "3-2-1101", "3栋2单元1101", "3#2单元1101室", "三栋二单元1101",
     "大院小区3幢2单元1101", "曾 1380", "zw 3-2-11"],
)  # fmt: skip
def test_G18_zengwei_is_found(filled: Office, typed: str) -> None:
    rows = services.lists.search(filled, typed).rows
    assert "曾伟" in [row.name for row in rows]


def test_an_address_finds_that_door_only(filled: Office) -> None:
    assert [row.door for row in services.lists.search(filled, "3-2-1101").rows] == ["大院小区3栋2单元1101室"]
    doors = services.lists.list_rows(filled, ListQuery(text="3-2-12", by_person=False)).rows
    assert [row.door for row in doors] == ["大院小区3栋2单元1201室"]


def test_rare_characters_are_found_as_they_are(filled: Office) -> None:
    (row,) = services.lists.search(filled, "𠮷").rows
    assert row.name == "欧阳𠮷"
    assert services.lists.search(filled, "ouyang").total == 1


def test_what_is_changed_is_found_at_once(filled: Office) -> None:
    (row,) = services.lists.search(filled, "赵武").rows
    assert row.resident_id is not None
    services.households.save_resident(filled, row.household_id, ResidentDraft("赵斌"), row.resident_id)
    assert services.lists.search(filled, "赵武").total == 0
    assert services.lists.search(filled, "zhaobin").total == 1
    services.journal.undo(filled)
    assert services.lists.search(filled, "赵武").total == 1


def test_numbers_leave_masked(filled: Office) -> None:
    (row,) = services.lists.search(filled, "曾伟").rows
    assert (row.phone, row.id_number) == ("138****1234", "110105********002X")


def test_a_cell_of_two_lines_does_not_move_the_others(office: Office, tmp_path: Path) -> None:
    """Office ledgers write two telephones under each other; the next person must still be found by their own."""
    ledger = tmp_path / "台账.csv"
    rows = ('1,1,101,张三,"13800001111\n13900002222"', "1,1,102,李四,13700003333", "1,1,103,王五,13600004444")
    ledger.write_text("\n".join(("楼栋,单元,房号,姓名,联系电话", *rows)), encoding="utf-8-sig")
    services.importing.accept(office, services.importing.plan_households(office, ledger))
    found = {
        typed: [row.name for row in services.lists.search(office, typed).rows]
        for typed in ("1380", "1390", "1370", "1360", "wangwu")
    }
    assert found == {"1380": ["张三"], "1390": ["张三"], "1370": ["李四"], "1360": ["王五"], "wangwu": ["王五"]}
