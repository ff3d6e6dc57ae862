"""Taking a ledger in over what is known already: moves, returns, vacancies, and people who have left."""

import csv
from datetime import date
from pathlib import Path

from app import services
from app.models.households import DoorKey, HouseholdDraft, Occupancy, ResidentDraft
from app.models.importing import Fate
from app.services.importing import ImportPreview
from app.services.office import Office

TITLES = ["楼栋", "单元", "房号", "居住状态", "与户主关系", "姓名", "身份证号", "联系电话"]
WEI = "11010519491231002X"


def ledger(folder: Path, *rows: list[str]) -> Path:
    path = folder / "台账.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows([TITLES, *rows])
    return path


def planned(office: Office, path: Path, answers: dict[tuple[str, int], str] | None = None) -> ImportPreview:
    return services.importing.plan_households(office, path, answers=answers)


def living(office: Office, room: str, day: date) -> list[str]:
    for door, _ in services.lists.doors(office, f"1-1-{room}"):
        record = services.households.card(office, door).record
        return [member.resident.name for member in record.members if member.residency.holds_on(day)]
    return []


def wei_at(room: str, phone: str = "13800001234") -> list[str]:
    return ["1", "1", room, "自住", "户主", "曾伟", WEI, phone]


def test_someone_moves_to_another_door(office: Office, tmp_path: Path) -> None:
    services.importing.accept(office, planned(office, ledger(tmp_path, wei_at("101"))))
    moved = planned(office, ledger(tmp_path, wei_at("202")))
    (row,) = moved.plan.rows
    assert row.fate is Fate.CHANGED
    assert any(change.title == "住址" for change in row.changes)
    services.importing.accept(office, moved)
    assert living(office, "202", date(2026, 11, 21)) == ["曾伟"]
    assert living(office, "101", date(2026, 11, 21)) == []
    assert living(office, "101", date(2026, 11, 20)) == ["曾伟"]
    assert services.figures.population(office, date(2026, 11, 21)).residents.numerator == 1
    assert planned(office, ledger(tmp_path, wei_at("202"))).plan.operations == ()
    assert services.safekeeping.check(office) == ()


def test_someone_who_left_comes_back_as_the_same_person(office: Office, tmp_path: Path) -> None:
    path = ledger(tmp_path, wei_at("101"))
    services.importing.accept(office, planned(office, path))
    (door,) = (door for door, _ in services.lists.doors(office, "1-1-101"))
    (member,) = services.households.card(office, door).record.members
    services.households.move_out(office, [member.residency.id], date(2026, 6, 30))
    services.importing.accept(office, planned(office, path))
    members = services.households.card(office, door).record.members
    assert [(one.resident.id, one.residency.until) for one in members] == [
        (member.resident.id, date(2026, 6, 30)),
        (member.resident.id, None),
    ]
    assert services.lists.search(office, WEI).total == 1
    assert planned(office, path).plan.operations == ()


def test_a_ledger_that_calls_a_lived_in_door_vacant_asks_first(office: Office, tmp_path: Path) -> None:
    services.importing.accept(office, planned(office, ledger(tmp_path, wei_at("101"))))
    path = ledger(tmp_path, ["1", "1", "101", "空置", "", "", "", ""])
    (row,) = planned(office, path).plan.rows
    assert row.fate is Fate.ASK
    assert services.importing.accept(office, planned(office, path)).change_id == 0
    ending = next(choice for choice in row.choices if "end" in str(choice).lower() or "迁出" in str(choice))
    answer = ending[0] if isinstance(ending, tuple) else ending
    services.importing.accept(office, planned(office, path, {(row.sheet, row.row): answer}))
    assert living(office, "101", date(2026, 11, 22)) == []
    assert services.figures.population(office, date(2026, 11, 30)).labels["空置户"].numerator == 1
    assert services.safekeeping.check(office) == ()


def test_people_added_by_hand_meet_their_ledger_row(office: Office, tmp_path: Path) -> None:
    draft = HouseholdDraft(DoorKey("", "1", "1", "101"), occupancy=Occupancy.OWNER)
    (door,) = services.households.save_household(office, draft).household_ids
    services.households.save_resident(office, door, ResidentDraft("曾伟", id_number=WEI, relation="户主"))
    plan = planned(office, ledger(tmp_path, wei_at("101"))).plan
    (row,) = plan.rows
    assert row.fate is Fate.CHANGED
    assert [(change.title, change.old, change.new) for change in row.changes] == [("联系电话", "", "13800001234")]


def test_two_rows_cannot_both_be_the_same_person(office: Office, tmp_path: Path) -> None:
    titles = [*TITLES, "出生日期"]

    def people(*rooms: str) -> Path:
        path = tmp_path / "台账.csv"
        with path.open("w", encoding="gb18030", newline="") as file:
            rows = [["1", "1", room, "自住", "户主", "张三", "", "", "1960-01-01"] for room in rooms]
            csv.writer(file).writerows([titles, *rows])
        return path

    services.importing.accept(office, planned(office, people("101")))
    path = people("103", "104")
    asked = planned(office, path).plan.rows
    assert [row.fate for row in asked] == [Fate.ASK, Fate.ASK]
    answers = {(row.sheet, row.row): "same" for row in asked}
    preview = planned(office, path, answers)
    assert [row.fate for row in preview.plan.rows] == [Fate.CHANGED, Fate.ASK]
    services.importing.accept(office, preview)
    assert services.figures.population(office, date(2026, 11, 21)).residents.numerator == 1


def test_a_change_of_head_is_no_other_moving_in(office: Office, tmp_path: Path) -> None:
    text = (
        "楼栋,单元,房号,姓名,身份证号,与户主关系,入住日期\n"
        f"1,1,101,曾伟,{WEI},户主,2010-05-01\n1,1,101,李芳,440524188001010014,配偶,2010-05-01\n"
    )
    path = tmp_path / "关系.csv"
    path.write_text(text, encoding="utf-8")
    services.importing.accept(office, planned(office, path))
    (door,) = (door for door, _ in services.lists.doors(office, "1-1-101"))
    members = services.households.card(office, door).record.members
    wife = next(one for one in members if one.resident.name == "李芳")
    services.households.change_head(office, door, wife.residency.id, date(2026, 6, 1))
    path.write_text(text.replace("户主", "夫").replace("配偶", "户主").replace("夫", "配偶"), encoding="utf-8")
    assert planned(office, path).plan.operations == ()
    path.write_text(path.read_text(encoding="utf-8").replace("2010-05-01", "2011-05-01"), encoding="utf-8")
    services.importing.accept(office, planned(office, path))
    stays = [one.residency for one in services.households.card(office, door).record.members]
    assert sorted((one.since, one.until) for one in stays if one.resident_id == wife.resident.id) == [
        (date(2011, 5, 1), date(2026, 5, 31)),
        (date(2026, 6, 1), None),
    ]
