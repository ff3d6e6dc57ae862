"""志愿者: one person and not two records, who leaves and comes back, who is found by what one types."""

from __future__ import annotations

from datetime import date

import pytest

from app import services
from app.base.errors import UserFault
from app.models.households import DoorKey, HouseholdDraft, ResidentDraft
from app.models.volunteers import DualDraft, Half, VolunteerDraft
from app.services.office import Office
from app.store import volunteers as shelf

ID = "420981198205092159"  # of the sample


def add(office: Office, name: str, **facts: object) -> int:
    return services.volunteers.add(office, VolunteerDraft(name, **facts)).made[0]  # type: ignore[arg-type]


def resident(office: Office, name: str, room: str = "101", **facts: object) -> int:
    door = DoorKey("大院", "1", "1", room)
    services.households.save_household(office, HouseholdDraft(door))
    ((household, _),) = services.lists.doors(office, f"1-1-{room}")
    services.households.save_resident(office, household, ResidentDraft(name, **facts))  # type: ignore[arg-type]
    with office.store.reading() as connection:
        return int(connection.exec_driver_sql("SELECT max(id) FROM resident").scalar_one())


def load(office: Office, volunteer_id: int) -> object:
    with office.store.reading() as connection:
        return shelf.one(connection, volunteer_id)


def test_what_is_said_of_a_volunteer_is_kept(office: Office) -> None:
    slots = frozenset({(1, Half.MORNING), (7, Half.EVENING)})
    one = add(
        office, "曾伟", id_number=ID, phone="13800000000", skills=("开车", "急救"), availability=slots,
        joined_on=date(2026, 1, 1), dual=DualDraft("银嘉科技有限公司", date(2026, 2, 1)), weekly_limit=2,
    )  # fmt: skip
    services.volunteers.add_leave(office, one, date(2026, 11, 1), date(2026, 11, 5), "出差")
    other = add(office, "李娜")
    services.volunteers.set_together(office, one, [other])
    with office.store.reading() as connection:
        there, friend = (shelf.one(connection, who) for who in (one, other))
    assert (there.birth, there.sex, there.skills) == (date(1982, 5, 9), "男", ("驾驶", "急救"))
    assert there.availability == slots
    assert there.pairs == (other,)
    assert friend.pairs == (one,)
    assert there.can_come(date(2026, 11, 23), "上午")
    assert not there.can_come(date(2026, 11, 23), "下午")
    assert not there.can_come(date(2026, 11, 2), "上午")
    assert there.dual is not None
    assert there.dual.unit == "银嘉科技有限公司"
    assert friend.availability is None
    assert friend.can_come(date(2026, 11, 23), "下午")


@pytest.mark.parametrize("words", ["曾伟", "z", "zw", "zengwei", "cengw", "1380", "0000"])
def test_somebody_is_found_by_whatever_one_types(office: Office, words: str) -> None:
    one = add(office, "曾伟", phone="13800000000")
    add(office, "李娜", phone="15911112222")
    found = services.volunteers.find(office, words)
    assert [(who.id, who.phone) for who in found] == [(one, "138****0000")]


def test_who_has_left_is_found_last_and_not_for_a_day(office: Office) -> None:
    gone, here = add(office, "张三"), add(office, "张四")
    services.volunteers.leave(office, gone, date(2026, 10, 31))
    assert [(who.id, who.gone) for who in services.volunteers.find(office, "张")] == [(here, False), (gone, True)]
    assert [who.id for who in services.volunteers.find(office, "张", on=date(2026, 11, 21))] == [here]
    assert len(services.volunteers.find(office, "张", on=date(2026, 10, 31))) == 2
    services.volunteers.return_(office, gone)
    assert not services.volunteers.find(office, "张三")[0].gone


def test_the_same_person_is_not_entered_twice(office: Office) -> None:
    add(office, "曾伟", id_number=ID, phone="13800000000")
    with pytest.raises(UserFault) as refused:
        add(office, "曾玮", id_number=ID)
    assert refused.value.place == "身份证号"
    with pytest.raises(UserFault) as refused:
        add(office, "曾伟", phone="13800000000")
    assert refused.value.place == "姓名"
    add(office, "曾伟", phone="13911111111")  # a namesake


def test_a_resident_who_serves_is_one_person(office: Office) -> None:
    who = resident(office, "曾伟", id_number=ID)
    one = add(office, "", resident_id=who, phone="13800000000", politics="群众")
    with office.store.reading() as connection:
        there = shelf.one(connection, one)
        row = connection.exec_driver_sql("SELECT name, phone, id_number FROM volunteer").one()
        assert tuple(row) == ("", "", "")  # nothing is kept twice
        assert connection.exec_driver_sql("SELECT phone FROM resident WHERE id = ?", (who,)).scalar() == "13800000000"
    assert (there.name, there.phone, there.id_number) == ("曾伟", "13800000000", ID)
    with pytest.raises(UserFault):
        add(office, "", resident_id=who)


def test_only_one_without_records_is_removed(office: Office) -> None:
    one = add(office, "曾伟", availability=frozenset({(1, Half.MORNING)}))
    services.volunteers.remove(office, one)
    services.journal.undo(office)
    assert load(office, one)
