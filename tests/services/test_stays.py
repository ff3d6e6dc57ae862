"""Who lives where from when to when: a stay and a vacancy never meet (G06), and a move by hand keeps one person one."""

from __future__ import annotations

from datetime import date

import pytest

from app import services
from app.base.errors import UserFault
from app.models.households import DoorKey, HouseholdDraft, Member, Occupancy, ResidentDraft
from app.services.office import Office

NUMBER = "11010519491231002X"


def door(office: Office, room: str = "101") -> int:
    (household_id,) = services.households.save_household(
        office, HouseholdDraft(DoorKey("", "1", "1", room), occupancy=Occupancy.OWNER)
    ).household_ids
    return household_id


def members(office: Office, household_id: int) -> tuple[Member, ...]:
    return services.households.card(office, household_id).record.members


def lives(office: Office, household_id: int, name: str = "王芳", **facts: object) -> Member:
    services.households.save_resident(office, household_id, ResidentDraft(name, **facts))
    return members(office, household_id)[-1]


def vacant_from_2026(office: Office) -> int:
    home = door(office)
    services.households.set_occupancy(office, home, Occupancy.VACANT, date(2026, 1, 1))
    return home


def test_G06_a_stay_that_reaches_into_a_vacancy_is_refused(office: Office) -> None:
    home = vacant_from_2026(office)
    for draft in (
        ResidentDraft("王芳", since=date(2020, 1, 1)),
        ResidentDraft("王芳", since=date(2020, 1, 1), until=date(2026, 1, 1)),
        ResidentDraft("王芳", since=date(2026, 3, 1)),
        ResidentDraft("王芳"),
    ):
        with pytest.raises(UserFault, match="空置"):
            services.households.save_resident(office, home, draft)
    assert members(office, home) == ()


def test_a_stay_that_ended_before_the_vacancy_can_be_written_down(office: Office) -> None:
    home = vacant_from_2026(office)
    stay = lives(office, home, since=date(2020, 1, 1), until=date(2025, 12, 31))
    with pytest.raises(UserFault, match="空置"):
        services.households.move_out(office, [stay.residency.id], date(2026, 1, 1))
    change = ResidentDraft("王芳", until=date(2026, 5, 1))
    with pytest.raises(UserFault, match="空置"):
        services.households.save_resident(office, home, change, stay.resident.id)
    services.households.move_out(office, [stay.residency.id], date(2025, 10, 1))
    assert members(office, home)[0].residency.until == date(2025, 10, 1)


def test_a_changed_stay_does_not_end_before_it_began(office: Office) -> None:
    home = door(office)
    stay = lives(office, home, since=date(2020, 1, 1), until=date(2022, 1, 1))
    with pytest.raises(UserFault, match="迁出日期早于迁入日期"):
        services.households.save_resident(office, home, ResidentDraft("王芳", since=date(2023, 1, 1)), stay.resident.id)


def test_someone_who_moved_out_moves_in_elsewhere_as_the_same_person(office: Office) -> None:
    old, new = door(office, "101"), door(office, "102")
    stay = lives(office, old, id_number=NUMBER, phone="13812345678", since=date(2020, 1, 1))
    again = ResidentDraft("王芳", id_number=NUMBER, since=date(2026, 11, 2), relation="户主")
    with pytest.raises(UserFault, match=r"已经登记.*1单元101室.*迁出"):
        services.households.save_resident(office, new, again)
    services.households.move_out(office, [stay.residency.id], date(2026, 11, 1))
    services.households.save_resident(office, new, again)
    (moved,) = members(office, new)
    assert moved.resident.id == stay.resident.id
    assert moved.resident.phone == "13812345678"
    assert (moved.residency.since, moved.residency.relation) == (date(2026, 11, 2), "户主")
    assert members(office, old)[0].residency.until == date(2026, 11, 1)
    assert services.figures.population(office, date(2026, 11, 21)).residents.numerator == 1
    services.journal.undo(office)
    assert members(office, new) == ()


def test_an_id_number_of_another_name_is_refused(office: Office) -> None:
    old, new = door(office, "101"), door(office, "102")
    stay = lives(office, old, id_number=NUMBER)
    services.households.move_out(office, [stay.residency.id], date(2026, 11, 1))
    with pytest.raises(UserFault, match="别的人"):
        services.households.save_resident(office, new, ResidentDraft("李芳", id_number=NUMBER))


@pytest.mark.parametrize("phone", ["138\t0000", "138\n0000", "138\r\n0000"])
def test_what_is_pasted_from_a_table_does_not_blind_the_search(office: Office, phone: str) -> None:
    home = door(office)
    lives(office, home, phone=phone, note="一\t二")
    assert members(office, home)[0].resident.phone == "138 0000"
    assert services.lists.search(office, "138").total == 1
    services.households.save_household(office, HouseholdDraft(DoorKey("", "2\t", "1", "101")))
    assert services.lists.search(office, "王芳").total == 1
