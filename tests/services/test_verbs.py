"""The verbs of the card, each one entry and one undo; whatever order they come in, a door stays right (G06, G31)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from app import services
from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.households import DoorKey, HouseholdDraft, HouseholdRecord, Member, Occupancy, ResidentDraft
from app.models.visits import VisitDraft
from app.rules.stays import HEAD, dwellings, head_on, living_on, use_on
from app.services.office import Office
from tests.services.rows import content

TODAY = date(2026, 11, 21)
EVE = date(2026, 11, 20)
LONG_AGO = date(2015, 3, 1)
verbs = services.households


def door(office: Office, room: str = "101", use: Occupancy = Occupancy.OWNER) -> int:
    draft = HouseholdDraft(DoorKey("", "1", "1", room), grid="第一网格", occupancy=use)
    (found,) = services.households.save_household(office, draft).household_ids
    return found


def record(office: Office, household_id: int) -> HouseholdRecord:
    return services.households.card(office, household_id).record


def stay(office: Office, household_id: int, name: str) -> int:
    """The id of the newest stay of someone behind a door."""
    found = [one for one in record(office, household_id).members if one.resident.name == name]
    return max(found, key=lambda one: one.residency.id).residency.id


def family(office: Office, room: str = "101") -> int:
    """曾伟 the head, his wife 周小燕, their son 曾小伟."""
    home = door(office, room)
    for name, relation, birth in (
        ("曾伟", HEAD, date(1950, 5, 1)),
        ("周小燕", "配偶", date(1952, 2, 3)),
        ("曾小伟", "子", date(1980, 7, 8)),
    ):
        draft = ResidentDraft(name, relation=relation, birth=birth, since=LONG_AGO)
        services.households.save_resident(office, home, draft)
    return home


def standing(office: Office, household_id: int, day: date) -> dict[str, str]:
    """Relations by name on a day."""
    return {one.resident.name: one.residency.relation for one in living_on(record(office, household_id), day)}


def use(found: HouseholdRecord, day: date) -> Occupancy | None:
    span = use_on(found, day)
    return span.kind if span else None


def head(found: HouseholdRecord, day: date) -> str | None:
    member = head_on(found, day)
    return member.resident.name if member else None


def undone_and_redone(office: Office, verb: Callable[[], Changes]) -> Changes:
    """Do it; the store is in order, undo brings every row back, redo does it again."""
    before = content(office)
    done = verb()
    assert done.title
    assert services.safekeeping.check(office) == ()
    after = content(office)
    services.journal.undo(office)
    assert content(office) == before
    assert services.safekeeping.check(office) == ()
    services.journal.redo(office)
    assert content(office) == after
    assert services.safekeeping.check(office) == ()
    return done


def test_one_moves_out_and_where_to_is_kept(office: Office) -> None:
    home = family(office)
    son = stay(office, home, "曾小伟")
    done = undone_and_redone(office, lambda: verbs.move_out(office, [son], EVE, to="深圳"))
    assert done.title == "曾小伟2026年11月20日迁出1栋1单元101室,迁往深圳"
    assert standing(office, home, EVE).keys() == {"曾伟", "周小燕", "曾小伟"}
    assert standing(office, home, TODAY).keys() == {"曾伟", "周小燕"}
    (left,) = [one for one in record(office, home).members if one.residency.id == son]
    assert left.residency.note == "迁往深圳"


def test_a_whole_household_moves_out_without_a_new_head(office: Office) -> None:
    home = family(office)
    stays = [one.residency.id for one in record(office, home).members]
    done = undone_and_redone(office, lambda: verbs.move_out(office, stays, EVE))
    assert done.title == "曾伟等3人2026年11月20日迁出1栋1单元101室"
    assert living_on(record(office, home), TODAY) == ()


def test_G31_a_head_moves_out_only_with_a_new_one(office: Office) -> None:
    home = family(office)
    old, wife = stay(office, home, "曾伟"), stay(office, home, "周小燕")
    before = content(office)
    with pytest.raises(UserFault, match="要有一位新户主") as refused:
        verbs.move_out(office, [old], EVE)
    assert refused.value.place == "新户主"
    assert content(office) == before
    undone_and_redone(office, lambda: verbs.move_out(office, [old], EVE, relations={wife: HEAD}))
    assert standing(office, home, EVE) == {"曾伟": HEAD, "周小燕": "配偶", "曾小伟": "子"}
    assert standing(office, home, TODAY) == {"周小燕": HEAD, "曾小伟": "子"}


def test_G31_a_death_asks_for_a_new_head_and_history_keeps_both(office: Office) -> None:
    home = family(office)
    old, wife = stay(office, home, "曾伟"), stay(office, home, "周小燕")
    person = next(one.resident.id for one in record(office, home).members if one.residency.id == old)
    with pytest.raises(UserFault, match="要有一位新户主"):
        verbs.record_death(office, person, EVE)
    done = undone_and_redone(office, lambda: verbs.record_death(office, person, EVE, relations={wife: HEAD}))
    assert done.title == "曾伟2026年11月20日去世"
    now = record(office, home)
    assert head(now, EVE) == "曾伟"
    assert head(now, TODAY) == "周小燕"
    assert next(one.resident.died for one in now.members if one.resident.id == person) == EVE
    (widow,) = [one for one in dwellings(now.members) if one.resident.name == "周小燕"]
    assert [(one.relation, one.since, one.until) for one in widow.stays] == [
        ("配偶", LONG_AGO, EVE),
        (HEAD, TODAY, None),
    ]
    assert (widow.since, widow.until) == (LONG_AGO, None)


def test_whoever_lived_alone_dies_without_a_question(office: Office) -> None:
    home = door(office)
    services.households.save_resident(office, home, ResidentDraft("孙桂兰", relation=HEAD, birth=date(1940, 1, 1)))
    person = record(office, home).members[0].resident.id
    undone_and_redone(office, lambda: verbs.record_death(office, person, EVE))
    assert living_on(record(office, home), TODAY) == ()


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2026, 11, 22), "在今天之后"), (date(1949, 1, 1), "早于出生日期"), (date(2014, 1, 1), "早于迁入日期")],
)
def test_a_death_on_an_impossible_day_is_refused(office: Office, day: date, words: str) -> None:
    home = family(office)
    person = next(one.resident.id for one in record(office, home).members if one.resident.name == "曾伟")
    with pytest.raises(UserFault, match=words):
        verbs.record_death(office, person, day, relations={stay(office, home, "周小燕"): HEAD})


def test_nobody_lives_on_after_death(office: Office) -> None:
    home, other = family(office), door(office, "102")
    person = next(one.resident.id for one in record(office, home).members if one.resident.name == "曾小伟")
    verbs.record_death(office, person, EVE)
    with pytest.raises(UserFault, match="已于2026年11月20日去世"):
        verbs.change_stay(office, stay(office, home, "曾小伟"), LONG_AGO, None)
    with pytest.raises(UserFault, match="2026年11月20日已迁出"):
        verbs.move_over(office, other, [stay(office, home, "曾小伟")], TODAY)


def test_another_head_and_the_old_one_stands_to_the_new(office: Office) -> None:
    home = family(office)
    son = stay(office, home, "曾小伟")
    relations = {stay(office, home, "周小燕"): "父母"}
    done = undone_and_redone(office, lambda: verbs.change_head(office, home, son, TODAY, relations=relations))
    assert done.title == "1栋1单元101室2026年11月21日起户主为曾小伟(原户主曾伟)"
    assert standing(office, home, TODAY) == {"曾小伟": HEAD, "曾伟": "父母", "周小燕": "父母"}
    assert standing(office, home, EVE)["曾伟"] == HEAD
    with pytest.raises(UserFault, match="已经是户主"):
        verbs.change_head(office, home, stay(office, home, "曾小伟"), TODAY)


def test_a_second_head_is_refused(office: Office) -> None:
    home = family(office)
    with pytest.raises(UserFault, match="同一天有两位户主:曾伟和李芳") as refused:
        services.households.save_resident(office, home, ResidentDraft("李芳", relation=HEAD))
    assert refused.value.place == "与户主关系"


def test_a_son_with_his_wife_gets_a_household_of_his_own(office: Office) -> None:
    home = family(office)
    services.households.save_resident(office, home, ResidentDraft("何静", relation="儿媳", since=date(2018, 1, 1)))
    son, wife = stay(office, home, "曾小伟"), stay(office, home, "何静")
    new = DoorKey("", "1", "1", "103")
    with pytest.raises(UserFault, match="还没有户主"):
        verbs.split(office, home, [son, wife], new, TODAY)
    told = {son: HEAD, wife: "配偶"}
    done = undone_and_redone(office, lambda: verbs.split(office, home, [son, wife], new, TODAY, relations=told))
    assert done.title == "分户:曾小伟、何静2026年11月21日从1栋1单元101室分到1栋1单元103室"
    target = next(one for one in done.household_ids if one != home)
    assert standing(office, target, TODAY) == {"曾小伟": HEAD, "何静": "配偶"}
    assert standing(office, home, TODAY) == {"曾伟": HEAD, "周小燕": "配偶"}
    assert record(office, target).household.grid == "第一网格"
    moved = next(one for one in record(office, target).members if one.resident.name == "何静")
    assert moved.residency.note == "由1栋1单元101室迁来"


def test_when_the_head_splits_off_those_who_stay_need_one(office: Office) -> None:
    home = family(office)
    old, wife = stay(office, home, "曾伟"), stay(office, home, "周小燕")
    new = DoorKey("", "1", "1", "103")
    with pytest.raises(UserFault, match="要有一位新户主"):
        verbs.split(office, home, [old], new, TODAY)
    undone_and_redone(office, lambda: verbs.split(office, home, [old], new, TODAY, relations={wife: HEAD}))


def test_G06_nobody_splits_off_into_a_vacant_door_unless_its_vacancy_ends(office: Office) -> None:
    home, empty = family(office), door(office, "104", Occupancy.VACANT)
    son = stay(office, home, "曾小伟")
    with pytest.raises(UserFault, match="登记为空置") as refused:
        verbs.split(office, home, [son], empty, TODAY)
    assert refused.value.place == "居住状态"
    undone_and_redone(office, lambda: verbs.split(office, home, [son], empty, TODAY, use=Occupancy.OWNER))
    assert [span.kind for span in record(office, empty).occupancies] == [Occupancy.VACANT, Occupancy.OWNER]
    assert standing(office, empty, TODAY) == {"曾小伟": HEAD}


def test_two_households_join_and_the_door_is_left_vacant(office: Office) -> None:
    home, other = family(office), door(office, "102")
    services.households.save_resident(office, other, ResidentDraft("李芳", relation=HEAD, since=LONG_AGO))
    mother = stay(office, other, "李芳")
    with pytest.raises(UserFault, match="两位户主"):
        verbs.join(office, other, home, TODAY)
    joined = undone_and_redone(office, lambda: verbs.join(office, other, home, TODAY, relations={mother: "父母"}))
    assert joined.title == "并户:1栋1单元102室的李芳2026年11月21日并入1栋1单元101室"
    assert standing(office, home, TODAY)["李芳"] == "父母"
    left = record(office, other)
    assert use(left, TODAY) is Occupancy.VACANT
    assert use(left, EVE) is Occupancy.OWNER


def test_one_door_written_down_twice_becomes_one(office: Office) -> None:
    home, twice = family(office), door(office, "101室", Occupancy.OWNER)
    services.households.save_resident(office, twice, ResidentDraft("李芳", since=date(2010, 1, 1)))
    undone_and_redone(office, lambda: verbs.join(office, twice, home, TODAY, remove=True))
    found = next(one for one in record(office, home).members if one.resident.name == "李芳")
    assert found.residency.since == date(2010, 1, 1)
    with pytest.raises(UserFault, match="不在了"):
        services.households.card(office, twice)


def test_a_door_with_visits_is_never_removed(office: Office) -> None:
    home, twice = family(office), door(office, "101室")
    services.visits.record(office, VisitDraft(household_id=twice, visited_on=EVE, visitor="王书记"))
    with pytest.raises(UserFault, match="有走访、关爱或诉求记录"):
        verbs.join(office, twice, home, TODAY, remove=True)
    with pytest.raises(UserFault, match="有走访、关爱或诉求记录"):
        services.households.remove_household(office, twice)


def test_several_move_here_from_another_door(office: Office) -> None:
    home, other = family(office), door(office, "102")
    people = [stay(office, home, "周小燕"), stay(office, home, "曾小伟")]
    told = {people[0]: HEAD, people[1]: "子"}
    done = undone_and_redone(office, lambda: verbs.move_over(office, other, people, TODAY, relations=told))
    assert done.title == "周小燕、曾小伟2026年11月21日从1栋1单元101室迁入1栋1单元102室"
    assert standing(office, other, TODAY) == {"周小燕": HEAD, "曾小伟": "子"}


def test_let_renewed_and_taken_back(office: Office) -> None:
    home = door(office)
    done = undone_and_redone(
        office, lambda: verbs.let(office, home, date(2026, 1, 1), date(2026, 9, 30), tenant="赵先生一家")
    )
    assert done.title == "1栋1单元101室2026年1月1日起出租,租期到2026年9月30日"
    assert record(office, home).occupancies[-1].note == "赵先生一家"
    undone_and_redone(office, lambda: verbs.renew_lease(office, home, date(2026, 12, 31)))
    ended = undone_and_redone(office, lambda: verbs.end_lease(office, home, TODAY, Occupancy.OWNER))
    assert ended.title == "1栋1单元101室租约到2026年11月21日为止,之后自住"
    assert use(record(office, home), TODAY) is Occupancy.LET
    assert use(record(office, home), date(2026, 11, 22)) is Occupancy.OWNER


def test_G05_tenants_leave_with_the_lease_and_the_door_is_vacant(office: Office) -> None:
    home = door(office, "101", Occupancy.LET)
    services.households.save_resident(office, home, ResidentDraft("赵强", relation=HEAD, since=LONG_AGO))
    with pytest.raises(UserFault, match="还住着 1 人"):
        verbs.end_lease(office, home, EVE, Occupancy.VACANT)
    undone_and_redone(office, lambda: verbs.end_lease(office, home, EVE, Occupancy.VACANT, leave=True))
    assert living_on(record(office, home), TODAY) == ()
    assert record(office, home).members[0].residency.note == "租约到期"


def test_a_lease_that_ends_before_it_begins_is_refused(office: Office) -> None:
    home = door(office)
    with pytest.raises(UserFault, match="到期早于开始") as refused:
        verbs.let(office, home, TODAY, EVE)
    assert refused.value.place == "租期"


def test_sold_with_both_owners_in_the_history(office: Office) -> None:
    home = door(office)
    verbs.sell(office, home, "李四", EVE)
    done = undone_and_redone(office, lambda: verbs.sell(office, home, "张三", EVE))
    assert done.title == "1栋1单元101室2026年11月20日售给张三(原产权人李四)"
    assert record(office, home).household.sold is True
    newest = services.households.card(office, home).history[0]
    assert newest.fields == (("产权人", "李四", "张三"),)


def test_G06_vacant_with_everyone_leaving_in_the_same_change(office: Office) -> None:
    home = family(office)
    with pytest.raises(UserFault, match="还住着 3 人"):
        verbs.mark_vacant(office, home, TODAY)
    done = undone_and_redone(office, lambda: verbs.mark_vacant(office, home, TODAY, leave=True, to="老家"))
    assert done.title == "1栋1单元101室2026年11月21日起空置,3人迁出"
    ended = undone_and_redone(office, lambda: verbs.end_vacancy(office, home, TODAY, Occupancy.LENT))
    assert ended.title == "1栋1单元101室2026年11月21日起结束空置,改为借住"


def test_G06_moving_in_ends_the_vacancy_in_the_same_change(office: Office) -> None:
    home = door(office, "101", Occupancy.VACANT)
    draft = ResidentDraft("赵强", relation=HEAD, since=TODAY)
    with pytest.raises(UserFault, match="登记为空置"):
        services.households.save_resident(office, home, draft)
    undone_and_redone(office, lambda: services.households.save_resident(office, home, draft, use=Occupancy.LENT))
    assert [(span.kind, span.until) for span in record(office, home).occupancies] == [
        (Occupancy.VACANT, EVE),
        (Occupancy.LENT, None),
    ]


def test_behind_two_doors_only_for_a_reason(office: Office) -> None:
    home, other = door(office), door(office, "102")
    number = "11010519491231002X"
    draft = ResidentDraft("王芳", id_number=number, since=LONG_AGO)
    services.households.save_resident(office, home, draft)
    with pytest.raises(UserFault, match="已经登记在1栋1单元101室"):
        services.households.save_resident(office, other, draft)
    done = undone_and_redone(
        office, lambda: services.households.save_resident(office, other, draft, reason="照看孙辈,两边住")
    )
    assert done.title == "王芳迁入1栋1单元102室"
    (member,) = record(office, other).members
    assert member.residency.note == "两处居住:照看孙辈,两边住"
    verbs.change_stay(office, member.residency.id, date(2016, 1, 1), None)


def test_days_of_a_stay_are_put_right(office: Office) -> None:
    home = family(office)
    undone_and_redone(
        office, lambda: verbs.change_stay(office, stay(office, home, "曾小伟"), date(2012, 5, 1), date(2026, 1, 31))
    )
    (son,) = [one for one in dwellings(record(office, home).members) if one.resident.name == "曾小伟"]
    assert (son.since, son.until) == (date(2012, 5, 1), date(2026, 1, 31))
    with pytest.raises(UserFault, match="早于出生日期"):
        verbs.change_stay(office, stay(office, home, "曾小伟"), date(1979, 1, 1), None)
    with pytest.raises(UserFault, match="迁出日期早于迁入日期"):
        verbs.change_stay(office, stay(office, home, "曾小伟"), TODAY, EVE)


def test_days_of_someone_who_became_head_are_put_right_as_a_whole(office: Office) -> None:
    home = family(office)
    verbs.change_head(office, home, stay(office, home, "周小燕"), date(2026, 11, 1))
    undone_and_redone(office, lambda: verbs.change_stay(office, stay(office, home, "周小燕"), date(2001, 1, 1), EVE))
    (wife,) = [one for one in dwellings(record(office, home).members) if one.resident.name == "周小燕"]
    assert (wife.since, wife.until, len(wife.stays)) == (date(2001, 1, 1), EVE, 2)


def test_nobody_is_registered_before_birth_by_an_edit_either(office: Office) -> None:
    home = family(office)
    son: Member = next(one for one in record(office, home).members if one.resident.name == "曾小伟")
    with pytest.raises(UserFault, match="早于出生日期"):
        services.households.save_resident(
            office, home, ResidentDraft("曾小伟", since=date(1970, 1, 1)), son.resident.id
        )
