"""What is written down for a day comes true on that day, on every page; ids are never given twice."""

from datetime import date, datetime

import pytest

from app import services
from app.base.clock import Clock
from app.base.errors import UserFault
from app.models.households import DoorKey, HouseholdDraft, Occupancy, ResidentDraft
from app.models.queries import ListQuery
from app.services.office import Office
from tests.conftest import PASSWORD


def door(office: Office, room: str, **facts: object) -> int:
    draft = HouseholdDraft(DoorKey("", "综合楼", "", room), **facts)
    (found,) = services.households.save_household(office, draft).household_ids
    return found


def reopened(office: Office, day: date) -> Office:
    services.accounts.close(office)
    return services.accounts.unlock(office.paths, PASSWORD, Clock(lambda: datetime(day.year, day.month, day.day, 8)))


def test_lists_follow_the_day(office: Office) -> None:
    home = door(office, "101")
    services.households.save_resident(office, home, ResidentDraft("曾伟", until=date(2026, 11, 30)))
    services.households.save_resident(office, home, ResidentDraft("李芳", since=date(2026, 12, 5)))
    assert [row.name for row in services.lists.list_rows(office, ListQuery()).rows] == ["曾伟"]
    december = reopened(office, date(2026, 12, 10))
    assert [row.name for row in services.lists.list_rows(december, ListQuery()).rows] == ["李芳"]
    assert services.lists.search(december, "曾伟").total == 0
    assert services.figures.population(december, date(2026, 12, 10)).residents.numerator == 1
    assert services.safekeeping.check(december) == ()
    services.accounts.close(december)


def test_ids_are_never_given_twice(office: Office) -> None:
    first = door(office, "101")
    services.households.save_resident(office, first, ResidentDraft("张三"))
    services.journal.undo(office)
    services.journal.undo(office)
    second = door(office, "202")
    assert second > first
    assert len(services.households.card(office, second).history) == 1


def test_a_lease_of_the_past_leaves_what_came_after(office: Office) -> None:
    home = door(office, "101", occupancy=Occupancy.OWNER)
    services.households.set_occupancy(office, home, Occupancy.LET, date(2023, 1, 1), date(2023, 12, 31))
    spans = services.households.card(office, home).record.occupancies
    assert sorted((span.since or date.min, span.kind, span.until) for span in spans) == [
        (date.min, Occupancy.OWNER, date(2022, 12, 31)),
        (date(2023, 1, 1), Occupancy.LET, date(2023, 12, 31)),
        (date(2024, 1, 1), Occupancy.OWNER, None),
    ]


def test_a_building_with_a_name_is_found(office: Office) -> None:
    home = door(office, "101")
    assert services.lists.doors(office, "综合楼-101") == ((home, "综合楼101室"),)


def test_old_and_new_form_of_a_number_are_one_person(office: Office) -> None:
    services.households.save_resident(office, door(office, "101"), ResidentDraft("曾伟", id_number="110105491231002"))
    with pytest.raises(UserFault, match="身份证号"):
        services.households.save_resident(
            office, door(office, "102"), ResidentDraft("曾伟二", id_number="11010519491231002X")
        )


def test_the_check_sees_what_was_done_past_the_program(office: Office) -> None:
    home = door(office, "101")
    services.households.save_resident(office, home, ResidentDraft("张三"))
    services.reports.issue_month(office, 2026, 10)
    assert services.safekeeping.check(office) == ()
    for alteration, word in (
        ("UPDATE resident SET name = '李四'", "resident 第 1 条"),
        ("UPDATE issued_file SET content = x'00' WHERE kind = 'pdf'", "PDF 文件被改动过"),
        ("UPDATE issued_facts SET facts = '{}'", "数字底稿被改动过"),
        ("DELETE FROM search_entry", "查找内容"),
    ):
        office.store.raw.execute(alteration)
        assert any(word in finding.text for finding in services.safekeeping.check(office)), alteration
