"""Where one room's verbs meet another room's records: nothing is lost, nothing stays wrong, nothing leaks."""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path

import pytest

from app import services
from app.base.clock import Clock
from app.base.errors import UserFault
from app.models.households import DoorKey, HouseholdDraft, HouseholdRecord, Occupancy, ResidentDraft
from app.models.visit_views import DueQuery, PairQuery
from app.models.visits import CareDraft, NeedDraft, PairingDraft, Tier, VisitDraft
from app.rules.stays import head_on
from app.services.office import Office
from app.store import derived

TODAY = date(2026, 11, 21)
WEI = "11010519491231002X"
TITLES = ["楼栋", "单元", "房号", "居住状态", "与户主关系", "姓名", "身份证号"]


def door(office: Office, room: str, **facts: object) -> int:
    draft = HouseholdDraft(DoorKey("", "1", "1", room), **facts)
    (found,) = services.households.save_household(office, draft).household_ids
    return found


def live(office: Office, home: int, name: str, **facts: object) -> int:
    """Someone moves in; returns the stay."""
    services.households.save_resident(office, home, ResidentDraft(name, **facts))
    return max(member.residency.id for member in record(office, home).members)


def record(office: Office, home: int) -> HouseholdRecord:
    return services.households.card(office, home).record


def test_a_new_relation_does_not_make_a_door_stale_for_ever(office: Office) -> None:
    home = door(office, "101")
    live(office, home, "曾伟", relation="户主", since=date(2015, 1, 1))
    wife = live(office, home, "周小燕", relation="配偶", since=date(2015, 1, 1))
    services.households.change_head(office, home, wife, date(2026, 11, 1))
    with office.store.reading() as connection:
        assert derived.stale_doors(connection, TODAY) == set()


def test_where_someone_came_from_is_not_forgotten_when_they_leave(office: Office) -> None:
    first, second = door(office, "101"), door(office, "102")
    stay = live(office, first, "曾伟", relation="户主", since=date(2015, 1, 1))
    services.households.move_over(office, second, [stay], date(2026, 5, 1))
    (here,) = record(office, second).members
    services.households.move_out(office, [here.residency.id], date(2026, 10, 1), to="南京")
    (gone,) = record(office, second).members
    assert "迁来" in gone.residency.note
    assert "迁往南京" in gone.residency.note
    services.households.move_out(office, [here.residency.id], date(2026, 10, 2), to="苏州")
    (gone,) = record(office, second).members
    assert "迁来" in gone.residency.note
    assert "迁往苏州" in gone.residency.note
    assert "南京" not in gone.residency.note


def test_a_door_written_twice_keeps_what_only_the_second_entry_knew(office: Office) -> None:
    kept = door(office, "101")
    twice = door(office, "0101", grid="第一网格", owner="曾伟", sold=True, note="钥匙在门卫", occupancy=Occupancy.LET)
    live(office, twice, "赵强", relation="户主", since=date(2020, 1, 1))
    services.households.join(office, twice, kept, TODAY, remove=True)
    found = record(office, kept)
    assert (found.household.grid, found.household.owner, found.household.sold) == ("第一网格", "曾伟", True)
    assert "钥匙在门卫" in found.household.note
    assert [span.kind for span in found.occupancies] == [Occupancy.LET]
    services.journal.undo(office)
    assert record(office, kept).household.owner == ""
    assert record(office, kept).occupancies == ()
    assert [span.kind for span in record(office, twice).occupancies] == [Occupancy.LET]
    assert services.safekeeping.check(office) == ()


def test_a_door_written_twice_keeps_its_own_facts(office: Office) -> None:
    kept = door(office, "101", owner="王芳", occupancy=Occupancy.OWNER)
    twice = door(office, "0101", owner="曾伟", occupancy=Occupancy.LET)
    services.households.join(office, twice, kept, TODAY, remove=True)
    found = record(office, kept)
    assert found.household.owner == "王芳"
    assert [span.kind for span in found.occupancies] == [Occupancy.OWNER]


def test_a_diagnosis_is_never_on_the_sheet_whatever_the_office_has_set(office: Office) -> None:
    home = door(office, "101")
    live(office, home, "曾伟", relation="户主", birth=date(1990, 1, 1))
    services.care.set_tier(office, CareDraft(home, Tier.HIGH, "失智", TODAY))
    services.care.card(office, home)
    assert office.care.rules.paper_words("失智") == "需要经常上门"
    services.rules.edit(office, "care_reasons", "失智", "on_paper", "")
    services.care.card(office, home)
    assert "失智" not in office.care.rules.paper_words("失智")
    assert office.care.rules.paper_words("失智、高龄独居") == "老人独居"
    assert office.care.rules.paper_words("从前的理由") == ""


def test_a_grid_that_is_gone_has_no_doors(office: Office) -> None:
    home = door(office, "101")
    services.care.set_tier(office, CareDraft(home, Tier.HIGH, "重病", TODAY))
    ids = frozenset({home})
    assert services.rounds.due(office, DueQuery(grid="", ids=ids)).total == 1
    assert services.rounds.due(office, DueQuery(grid="第九网格", ids=ids)).total == 0


def test_whom_to_visit_is_searched_as_of_today(office: Office) -> None:
    """The window stays open over midnight, and 走访 is the first page that is looked at."""
    days = [datetime(2026, 11, 21, 9)]
    office.clock = Clock(lambda: days[0])
    home = door(office, "101")
    live(office, home, "曾伟", relation="户主", since=date(2026, 11, 22), politics="中共党员")
    assert services.rounds.due(office, DueQuery(text="曾伟")).total == 0
    days[0] = datetime(2026, 11, 22, 9)
    assert services.rounds.due(office, DueQuery(text="曾伟")).total == 1
    days[0] = datetime(2026, 11, 21, 9)


def test_members_are_searched_as_of_today(office: Office) -> None:
    days = [datetime(2026, 11, 21, 9)]
    office.clock = Clock(lambda: days[0])
    home = door(office, "101")
    live(office, home, "曾伟", relation="户主", since=date(2026, 11, 22), politics="中共党员")
    assert services.care.members(office, "曾") == ()
    days[0] = datetime(2026, 11, 22, 9)
    assert [hit.name for hit in services.care.members(office, "曾")] == ["曾伟"]


def test_a_visit_whose_need_is_a_request_stays_with_its_door(office: Office) -> None:
    first, second = door(office, "101"), door(office, "102")
    need = NeedDraft("楼道灯不亮", as_request=True)
    (visit,) = services.visits.record(office, VisitDraft(first, TODAY, "王芳", needs=(need,))).made
    (kept,) = services.visits.visit(office, visit).needs
    moved = VisitDraft(second, TODAY, "王芳", needs=(NeedDraft("楼道灯不亮", id=kept.id),))
    with pytest.raises(UserFault):
        services.visits.edit(office, visit, moved)


def test_a_sheet_without_doors_is_not_noted(office: Office) -> None:
    with pytest.raises(UserFault):
        services.rounds.keep_sheet(office, ())
    assert services.rounds.sheets(office) == ()


def ledger(folder: Path, *rows: list[str]) -> Path:
    path = folder / "台账.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows([TITLES, *rows])
    return path


def taken_in(office: Office, path: Path) -> None:
    services.importing.accept(office, services.importing.plan_households(office, path))


def test_a_ledger_does_not_end_a_stay_before_it_began(office: Office, tmp_path: Path) -> None:
    """Somebody moved in today; the ledger, of the same day, has them elsewhere."""
    first, second = door(office, "101"), door(office, "102")
    live(office, first, "曾伟", relation="户主", id_number=WEI, since=TODAY)
    taken_in(office, ledger(tmp_path, ["1", "1", "102", "自住", "户主", "曾伟", WEI]))
    for home in (first, second):
        for member in record(office, home).members:
            stay = member.residency
            assert stay.since is None or stay.until is None or stay.since <= stay.until
    assert [one.resident.name for one in record(office, second).members] == ["曾伟"]
    assert services.safekeeping.check(office) == ()


def test_a_ledger_leaves_a_change_of_head_that_is_planned(office: Office, tmp_path: Path) -> None:
    home = door(office, "101")
    live(office, home, "曾伟", relation="户主", since=date(2015, 1, 1))
    son = live(office, home, "曾小伟", relation="子", id_number=WEI, since=date(2015, 1, 1))
    services.households.change_head(office, home, son, date(2026, 12, 1))
    taken_in(office, ledger(tmp_path, ["1", "1", "101", "自住", "儿子", "曾小伟", WEI]))
    head = head_on(record(office, home), date(2026, 12, 2))
    assert head is not None
    assert head.resident.name == "曾小伟"


def test_a_relation_is_put_right_where_it_holds_today(office: Office) -> None:
    """A change of head is planned: what is corrected today is today's relation, not the one to come."""
    home = door(office, "101")
    live(office, home, "曾伟", relation="户主", since=date(2015, 1, 1))
    son = live(office, home, "曾小伟", relation="侄", since=date(2015, 1, 1))
    services.households.change_head(office, home, son, date(2026, 12, 1))
    person = next(one.resident.id for one in record(office, home).members if one.resident.name == "曾小伟")
    services.households.save_resident(office, home, ResidentDraft("曾小伟", relation="子"), person)
    stays = sorted(
        (one.residency.since, one.residency.relation)
        for one in record(office, home).members
        if one.resident.id == person and one.residency.since
    )
    assert stays == [(date(2015, 1, 1), "子"), (date(2026, 12, 1), "户主")]


def test_a_visit_is_not_taken_back_under_the_request_that_came_of_it(office: Office) -> None:
    home = door(office, "101")
    made = services.visits.record(office, VisitDraft(home, TODAY, "王芳", needs=(NeedDraft("楼道灯不亮"),)))
    (need,) = services.visits.visit(office, made.made[0]).needs
    services.visits.need_to_request(office, need.id)
    with pytest.raises(UserFault, match="需求转为诉求"):
        services.journal.take_back(office, made.change_id)
    services.journal.undo(office)
    services.journal.take_back(office, made.change_id)
    assert services.visits.of_household(office, home) == ()


def test_a_need_that_is_a_request_is_closed_there(office: Office) -> None:
    home = door(office, "101")
    need = NeedDraft("楼道灯不亮", as_request=True)
    (visit,) = services.visits.record(office, VisitDraft(home, TODAY, "王芳", needs=(need,))).made
    (kept,) = services.visits.visit(office, visit).needs
    with pytest.raises(UserFault, match="诉求"):
        services.visits.settle_need(office, kept.id)


def test_whoever_has_died_answers_for_no_door(office: Office) -> None:
    home, own = door(office, "101"), door(office, "102")
    live(office, own, "王芳", relation="户主", politics="中共党员", birth=date(1960, 1, 1))
    person = record(office, own).members[0].resident.id
    services.care.pair(office, PairingDraft(home, "王芳", person, since=date(2026, 1, 1)))
    services.households.record_death(office, person, date(2026, 11, 20))
    assert services.rounds.answering(office) == ()
    (line,) = services.care.pairings(office, PairQuery(ended=True))
    assert (line.until, line.note) == (date(2026, 11, 20), "结束:党员去世")
    services.journal.undo(office)
    assert services.rounds.answering(office) == ("王芳",)


def test_a_pairing_does_not_begin_after_its_end(office: Office) -> None:
    home = door(office, "101")
    services.care.pair(office, PairingDraft(home, "王芳", since=date(2026, 1, 1)))
    (line,) = services.care.pairings(office, PairQuery())
    services.care.end_pairing(office, line.id, date(2026, 6, 30), "搬家")
    with pytest.raises(UserFault, match="结束之后"):
        services.care.pair(office, PairingDraft(home, "王芳", since=date(2026, 9, 1)), line.id)


def test_people_who_were_written_behind_both_entries_of_a_door(office: Office) -> None:
    kept, twice = door(office, "101"), door(office, "0101")
    live(office, kept, "曾伟", relation="户主", id_number=WEI, since=date(2016, 1, 1))
    again = ResidentDraft("曾伟", relation="户主", id_number=WEI, since=date(2015, 1, 1))
    services.households.save_resident(office, twice, again, reason="写了两遍")
    live(office, twice, "周小燕", relation="配偶", since=date(2018, 1, 1))
    services.households.join(office, twice, kept, TODAY, remove=True)
    stays = {one.resident.name: one.residency for one in record(office, kept).members}
    assert {name: (stay.since, stay.relation, stay.note) for name, stay in stays.items()} == {
        "曾伟": (date(2015, 1, 1), "户主", ""),
        "周小燕": (date(2018, 1, 1), "配偶", ""),
    }
    services.journal.undo(office)
    assert len(record(office, twice).members) == 2
    assert services.safekeeping.check(office) == ()
