"""走访 as the office lives it: a register that began in June, looked at in November."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from app import services
from app.base.clock import Clock
from app.base.errors import UserFault
from app.models.colours import Judgement, Label
from app.models.households import DoorKey, HouseholdDraft, Occupancy, ResidentDraft
from app.models.requests import RequestQuery
from app.models.visit_views import DueQuery, Horizon, PairQuery, VisitQuery
from app.models.visits import CareDraft, NeedDraft, PairingDraft, Tier, VisitDraft
from app.services.care import rules_of, standing
from app.services.office import Office
from app.store.care import CareBook
from app.store.visits import fetcher

TODAY = date(2026, 11, 21)
BEGAN = datetime(2026, 6, 1, 9, 0)
ALONE, NEST, PLAIN, LET, VACANT = "1101", "302", "201", "202", "101"


@pytest.fixture
def now() -> list[datetime]:
    return [BEGAN]


@pytest.fixture
def clock(now: list[datetime]) -> Clock:
    return Clock(lambda: now[0])


@pytest.fixture
def doors(office: Office, now: list[datetime]) -> Iterator[dict[str, int]]:
    """Five doors registered in June; then it is 21 November."""
    found: dict[str, int] = {}
    for room, use, births in (
        (ALONE, Occupancy.OWNER, (1940,)),
        (NEST, Occupancy.OWNER, (1950, 1952)),
        (PLAIN, Occupancy.OWNER, (1990, 1992)),
        (LET, Occupancy.LET, (1995,)),
        (VACANT, Occupancy.VACANT, ()),
    ):
        door = DoorKey("大院小区", "3", "2", room)
        changes = services.households.save_household(office, HouseholdDraft(door, grid="第一网格", occupancy=use))
        (found[room],) = changes.household_ids
        for place, year in enumerate(births):
            person = ResidentDraft(
                f"住户{room}{place}", birth=date(year, 3, 1), relation="户主" if not place else "配偶"
            )
            services.households.save_resident(office, found[room], person)
    now[0] = datetime(2026, 11, 21, 9, 0)
    yield found
    assert services.safekeeping.check(office) == ()
    _book_is_as_if_read_anew(office)


def _book_is_as_if_read_anew(office: Office) -> None:
    """Whatever was done: what is kept in memory door by door is what a fresh reading gives, on any day."""
    with office.store.reading() as connection:
        kept = dict(standing(office, connection, office.clock.today()))
        fresh = CareBook()
        today = office.clock.today()
        assert kept == fresh.standing(fetcher(connection), today, lambda: rules_of(connection))
    for days in (-200, -30, -1, 1, 40):
        day = today + timedelta(days=days)
        states = fresh.standing_on(day)
        late = {door for door, state in states.items() if 0 < state.due < day.toordinal()}
        assert services.visits.overdue(office, day) == late


def due(office: Office, household_id: int) -> date | None:
    return services.care.card(office, household_id).due.due_on


def visited(office: Office, household_id: int, on: date, **how: object) -> int:
    draft = VisitDraft(household_id, on, **{"visitor": "王芳", **how})  # type: ignore[arg-type]
    (visit_id,) = services.visits.record(office, draft).made
    return visit_id


def test_never_visited_counts_from_the_day_the_register_began(office: Office, doors: dict[str, int]) -> None:
    assert due(office, doors[ALONE]) == date(2026, 6, 8)
    assert due(office, doors[NEST]) == date(2026, 7, 1)
    assert due(office, doors[LET]) == date(2026, 8, 31)
    assert due(office, doors[PLAIN]) is None
    assert due(office, doors[VACANT]) is None
    assert services.visits.overdue(office, TODAY) == {doors[ALONE], doors[NEST], doors[LET]}
    assert services.visits.overdue(office, date(2026, 6, 8)) == frozenset()
    assert services.visits.overdue(office, date(2026, 6, 9)) == {doors[ALONE]}


def test_a_door_that_came_later_counts_from_its_own_day(office: Office, doors: dict[str, int]) -> None:
    new = HouseholdDraft(DoorKey("大院小区", "4", "1", "101"), occupancy=Occupancy.LET)
    (door,) = services.households.save_household(office, new).household_ids
    assert due(office, door) == TODAY + timedelta(days=91)


def test_only_a_visit_where_somebody_was_met_counts(office: Office, doors: dict[str, int]) -> None:
    visited(office, doors[ALONE], date(2026, 11, 20), met=False)
    assert due(office, doors[ALONE]) == date(2026, 6, 8)
    visited(office, doors[ALONE], date(2026, 11, 19))
    assert due(office, doors[ALONE]) == date(2026, 11, 26)
    assert doors[ALONE] not in services.visits.overdue(office, TODAY)


def test_the_agreed_day_brings_the_next_visit_forward_until_it_is_made(office: Office, doors: dict[str, int]) -> None:
    visited(office, doors[PLAIN], date(2026, 11, 1), next_on=date(2026, 11, 15))
    assert due(office, doors[PLAIN]) == date(2026, 11, 15)
    assert services.visits.overdue(office, TODAY) >= {doors[PLAIN]}
    visited(office, doors[PLAIN], date(2026, 11, 16), met=False, next_on=date(2026, 11, 30))
    assert due(office, doors[PLAIN]) == date(2026, 11, 15)
    visited(office, doors[PLAIN], date(2026, 11, 17))
    assert due(office, doors[PLAIN]) is None


def test_yesterday_is_judged_by_what_was_known_yesterday(office: Office, doors: dict[str, int]) -> None:
    visited(office, doors[ALONE], TODAY)
    assert doors[ALONE] not in services.visits.overdue(office, TODAY)
    assert doors[ALONE] in services.visits.overdue(office, TODAY - timedelta(days=1))


def test_many_visits_are_one_change_and_one_undo(office: Office, doors: dict[str, int]) -> None:
    drafts = [
        VisitDraft(doors[ALONE], TODAY, "王芳", needs=(NeedDraft("楼道灯不亮", as_request=True),)),
        VisitDraft(doors[NEST], TODAY, "王芳", findings="血压偏高", needs=(NeedDraft("量血压", settled=True),)),
        VisitDraft(doors[LET], TODAY, "王芳", met=False),
    ]
    changes = services.visits.record_many(office, drafts)
    assert changes.title == "登记走访 3 户"
    assert changes.household_ids == {doors[ALONE], doors[NEST], doors[LET]}
    assert changes.slices == {"visits", "requests"}
    page = services.visits.made(office, VisitQuery())
    assert (page.total, len(changes.made)) == (3, 3)
    assert services.visits.overdue(office, TODAY) == {doors[LET]}
    (need,) = services.visits.of_household(office, doors[ALONE])[0].needs
    assert (need.words, need.request_number, need.open) == ("楼道灯不亮", "2026-0001", True)
    services.journal.undo(office)
    assert services.visits.made(office, VisitQuery()).total == 0
    assert services.requests.list_rows(office, RequestQuery()).total == 0
    assert services.visits.overdue(office, TODAY) == {doors[ALONE], doors[NEST], doors[LET]}
    services.journal.redo(office)
    assert services.visits.made(office, VisitQuery()).total == 3


def test_a_wrong_row_is_named_and_none_is_kept(office: Office, doors: dict[str, int]) -> None:
    visited(office, doors[LET], TODAY)
    drafts = [
        VisitDraft(doors[ALONE], TODAY, "王芳"),
        VisitDraft(doors[NEST], TODAY + timedelta(days=1), "王芳"),
        VisitDraft(doors[PLAIN], TODAY, "  "),
        VisitDraft(doors[PLAIN], TODAY, "王芳", next_on=TODAY),
        VisitDraft(999, TODAY, "王芳"),
        VisitDraft(doors[VACANT], TODAY, "王芳"),
        VisitDraft(doors[LET], TODAY, "王芳"),
        VisitDraft(doors[ALONE], TODAY, "王芳"),
        VisitDraft(doors[PLAIN], TODAY, "王芳", next_on=date(2028, 1, 1)),
    ]
    wrong = services.visits.faults(office, drafts)
    assert {place: fault.place for place, fault in wrong.items()} == {
        1: "走访日期", 2: "走访人", 3: "下次走访", 4: "门牌",
        5: "走访日期", 6: "走访日期", 7: "走访日期", 8: "下次走访",
    }  # fmt: skip
    assert all(fault.remedy for fault in wrong.values())
    with pytest.raises(UserFault):
        services.visits.record_many(office, drafts)
    assert services.visits.made(office, VisitQuery()).total == 1


def test_nobody_can_have_been_met_before_anybody_lived_there(office: Office, doors: dict[str, int]) -> None:
    new = HouseholdDraft(DoorKey("大院小区", "4", "1", "101"), occupancy=Occupancy.OWNER)
    (door,) = services.households.save_household(office, new).household_ids
    services.households.save_resident(office, door, ResidentDraft("赵敏", since=date(2026, 11, 1)))
    with pytest.raises(UserFault, match="才住进来"):
        visited(office, door, date(2026, 10, 31))
    visited(office, door, date(2026, 10, 31), met=False)
    visited(office, door, date(2026, 11, 1))


def test_a_visit_is_put_right_and_removed(office: Office, doors: dict[str, int]) -> None:
    visit_id = visited(office, doors[NEST], TODAY, needs=(NeedDraft("量血压"), NeedDraft("修水管")))
    first, second = services.visits.visit(office, visit_id).needs
    services.visits.edit(
        office,
        visit_id,
        VisitDraft(
            doors[NEST],
            TODAY - timedelta(days=1),
            "李强",
            needs=(NeedDraft("修厨房水管", as_request=True, id=second.id), NeedDraft("要老花镜")),
        ),
    )
    found = services.visits.visit(office, visit_id)
    assert (found.visitor, found.visited_on) == ("李强", TODAY - timedelta(days=1))
    assert {need.words: need.request_number for need in found.needs} == {"修厨房水管": "2026-0001", "要老花镜": ""}
    with pytest.raises(UserFault, match="2026-0001"):
        services.visits.remove(office, [visit_id])
    with pytest.raises(UserFault, match="2026-0001"):
        services.visits.edit(office, visit_id, VisitDraft(doors[NEST], TODAY, "李强"))
    services.journal.undo(office)
    assert [need.words for need in services.visits.visit(office, visit_id).needs] == ["量血压", "修水管"]
    services.visits.settle_need(office, first.id)
    assert not services.visits.visit(office, visit_id).needs[0].open
    services.visits.need_to_request(office, second.id)
    with pytest.raises(UserFault, match="转过"):
        services.visits.need_to_request(office, second.id)
    services.journal.undo(office)
    services.visits.remove(office, [visit_id])
    assert services.visits.of_household(office, doors[NEST]) == ()
    services.journal.undo(office)
    assert len(services.visits.of_household(office, doors[NEST])) == 1


def test_the_history_of_a_door_tells_of_its_visits(office: Office, doors: dict[str, int]) -> None:
    visited(office, doors[NEST], TODAY)
    history = services.households.card(office, doors[NEST]).history
    assert "登记走访 大院小区3栋2单元302室" in [entry.title for entry in history]


def test_a_grave_change_is_due_tomorrow_and_comes_first(office: Office, doors: dict[str, int]) -> None:
    services.care.set_tier(office, CareDraft(doors[PLAIN], Tier.HIGH, "重大变故", TODAY))
    assert due(office, doors[PLAIN]) == TODAY + timedelta(days=1)
    week = services.rounds.due(office, DueQuery(horizon=Horizon.WEEK))
    assert doors[PLAIN] in [line.household_id for line in week.lines]
    services.journal.undo(office)
    assert due(office, doors[PLAIN]) is None


def test_tiers_set_by_persons_keep_their_history(office: Office, doors: dict[str, int]) -> None:
    services.care.set_tier(office, CareDraft(doors[NEST], Tier.HIGH, "重病", date(2026, 10, 1)))
    services.care.set_tier(office, CareDraft(doors[NEST], Tier.PLAIN, "情况好转", date(2026, 11, 1)))
    entries = services.care.card(office, doors[NEST]).entries
    assert [(entry.tier, entry.since, entry.until) for entry in entries] == [
        (Tier.PLAIN, date(2026, 11, 1), None),
        (Tier.HIGH, date(2026, 10, 1), date(2026, 10, 31)),
    ]
    services.care.end_tier(office, doors[NEST], TODAY - timedelta(days=1))
    card = services.care.card(office, doors[NEST])
    assert (card.due.tier, card.due.by_person, card.entries[0].until) == (Tier.KEY, False, date(2026, 11, 20))
    with pytest.raises(UserFault, match="理由"):
        services.care.set_tier(office, CareDraft(doors[NEST], Tier.HIGH, "胃癌", TODAY))


def test_labels_move_the_tier_without_any_job(office: Office, doors: dict[str, int]) -> None:
    assert services.care.card(office, doors[ALONE]).due.why == "高龄独居"
    services.households.save_resident(office, doors[ALONE], ResidentDraft("住户新", birth=date(1990, 1, 1)))
    assert services.care.card(office, doors[ALONE]).due.tier is Tier.KEY
    services.households.set_override(office, doors[ALONE], Label.AGED, Judgement.REMOVE, "年龄有误")
    assert services.care.card(office, doors[ALONE]).due.tier is Tier.NONE


def test_the_office_changes_the_days_and_what_a_label_asks(office: Office, doors: dict[str, int]) -> None:
    services.rules.edit(office, "care_tiers", "重点", "days", "14")
    assert due(office, doors[NEST]) == date(2026, 6, 15)
    services.rules.edit(office, "care_labels", "无标签", "tier", "一般")
    assert due(office, doors[PLAIN]) == date(2026, 8, 31)
    services.journal.undo(office)
    assert due(office, doors[PLAIN]) is None


def test_the_list_of_whom_to_visit(office: Office, doors: dict[str, int]) -> None:
    page = services.rounds.due(office, DueQuery(horizon=Horizon.OVERDUE))
    assert [line.household_id for line in page.lines] == [doors[ALONE], doors[NEST], doors[LET]]
    assert (page.total, page.overdue, page.week, page.month) == (3, 3, 3, 3)
    first = page.lines[0]
    assert (first.door, first.name, first.people, first.late) == ("大院小区3栋2单元1101室", "住户11010", 1, 166)
    walk = services.rounds.due(office, DueQuery(horizon=Horizon.OVERDUE, sort="walk"))
    assert [line.household_id for line in walk.lines] == [doors[ALONE], doors[NEST], doors[LET]]
    assert services.rounds.route(office, DueQuery(horizon=Horizon.OVERDUE), 2) == (doors[ALONE], doors[NEST])
    only = services.rounds.due(office, DueQuery(horizon=Horizon.OVERDUE, tier=Tier.KEY))
    assert [line.household_id for line in only.lines] == [doors[NEST]]
    assert services.rounds.due(office, DueQuery(grid="第二网格")).total == 0
    found = services.rounds.due(office, DueQuery(text="3-2-201"))
    assert [line.household_id for line in found.lines] == [doors[PLAIN]]
    asked = services.rounds.due(office, DueQuery(ids=frozenset((doors[VACANT], doors[PLAIN]))))
    assert asked.total == 2


def test_who_visited_is_found_alone_or_with_others(office: Office, doors: dict[str, int]) -> None:
    visited(office, doors[ALONE], TODAY - timedelta(days=30), visitor="王芳、李强")
    visited(office, doors[NEST], TODAY - timedelta(days=60), visitor="李强")
    assert services.visits.visitors(office) == ("李强", "王芳")
    assert services.visits.made(office, VisitQuery(visitor="李强")).total == 2
    assert services.visits.made(office, VisitQuery(visitor="王芳")).total == 1
    by_them = services.rounds.due(office, DueQuery(horizon=Horizon.OVERDUE, visitor="李强"))
    assert {line.household_id for line in by_them.lines} == {doors[ALONE], doors[NEST]}


def test_a_member_answers_for_a_door(office: Office, doors: dict[str, int]) -> None:
    services.households.save_resident(
        office, doors[PLAIN], ResidentDraft("陈静", politics="中共党员", birth=date(1980, 1, 1))
    )
    (hit,) = services.care.members(office, "cj")
    assert (hit.name, hit.door) == ("陈静", "大院小区3栋2单元201室")
    assert services.care.members(office, "住户") == ()
    draft = PairingDraft(doors[ALONE], "陈静", hit.resident_id, date(2026, 11, 1), date(2026, 11, 3))
    services.care.pair(office, draft)
    (line,) = services.care.pairings(office, PairQuery())
    assert (line.member, line.since, line.tier) == ("陈静", date(2026, 11, 3), Tier.HIGH)
    with pytest.raises(UserFault, match="已经与这户"):
        services.care.pair(office, draft)
    with pytest.raises(UserFault, match="自己家"):
        services.care.pair(office, PairingDraft(doors[PLAIN], "陈静", hit.resident_id))
    only = services.rounds.due(office, DueQuery(horizon=Horizon.OVERDUE, member="陈静"))
    assert [found.household_id for found in only.lines] == [doors[ALONE]]
    assert services.rounds.answering(office) == ("陈静",)
    services.care.end_pairing(office, line.id, TODAY - timedelta(days=1), "陈静搬走")
    (ended,) = services.care.pairings(office, PairQuery(ended=True))
    assert (ended.until, ended.note) == (TODAY - timedelta(days=1), "结束:陈静搬走")
    services.journal.undo(office)
    assert services.care.pairings(office, PairQuery(ended=True)) == ()
    with pytest.raises(UserFault, match="原因"):
        services.care.end_pairing(office, line.id, TODAY, " ")


def test_whoever_is_no_member_does_not_answer(office: Office, doors: dict[str, int]) -> None:
    person = services.households.card(office, doors[NEST]).record.members[0].resident.id
    with pytest.raises(UserFault, match="不是党员"):
        services.care.pair(office, PairingDraft(doors[ALONE], "住户", person))
    with pytest.raises(UserFault, match="今天之后"):
        services.care.pair(office, PairingDraft(doors[ALONE], "陈静", member_agreed=TODAY + timedelta(days=1)))


def test_coverage_counts_the_doors_that_were_due(office: Office, doors: dict[str, int]) -> None:
    """November: three doors had been due since summer; two are visited, one of them only in vain; one that was never
    due is visited besides."""
    first, last = date(2026, 11, 1), date(2026, 11, 30)
    assert services.visits.figures(office, first, last) is None
    visited(office, doors[ALONE], date(2026, 11, 5), needs=(NeedDraft("量血压", settled=True), NeedDraft("修灯")))
    visited(office, doors[ALONE], date(2026, 11, 12))
    visited(office, doors[NEST], date(2026, 11, 12), met=False)
    visited(office, doors[PLAIN], date(2026, 11, 12))
    services.care.pair(office, PairingDraft(doors[NEST], "陈静"))
    found = services.visits.figures(office, first, last)
    assert found is not None
    assert set(found.due.ids) == {doors[ALONE], doors[NEST], doors[LET]}
    assert (found.visited.numerator, found.visited.denominator, found.visited.percent) == (1, 3, "33.33%")
    assert set(found.households.ids) == {doors[ALONE], doors[PLAIN]}
    assert (found.made.numerator, found.missed.numerator) == (3, 1)
    assert (found.needs.numerator, found.settled.numerator, found.requests.numerator) == (2, 1, 0)
    assert set(found.overdue.ids) == {doors[ALONE], doors[NEST], doors[LET]}
    assert (found.paired.numerator, found.paired_visited.numerator) == (1, 0)
    assert {group.name: (group.visited.numerator, group.due.numerator) for group in found.tiers} == {
        "高风险": (1, 1), "重点": (0, 1), "一般": (0, 1),
    }  # fmt: skip
    assert [(group.name, group.due.numerator) for group in found.grids] == [("第一网格", 3)]
    june = services.visits.figures(office, date(2026, 6, 1), date(2026, 6, 30))
    assert june is not None
    assert set(june.due.ids) == {doors[ALONE]}
    assert set(june.overdue.ids) == {doors[ALONE]}


def test_open_needs_are_found(office: Office, doors: dict[str, int]) -> None:
    visited(office, doors[ALONE], TODAY, needs=(NeedDraft("量血压", settled=True),))
    asked = visited(office, doors[NEST], TODAY, needs=(NeedDraft("修灯"),))
    assert [line.id for line in services.visits.made(office, VisitQuery(needs_open=True)).lines] == [asked]
    assert services.visits.made(office, VisitQuery(met=False)).total == 0
    assert services.visits.made(office, VisitQuery(grid="第一网格", first=TODAY, last=TODAY)).total == 2


def test_a_printed_sheet_waits_for_its_results(office: Office, doors: dict[str, int]) -> None:
    asked = [doors[NEST], doors[ALONE], 999]
    assert services.rounds.sheet(office, asked, "王芳").startswith(b"%PDF")
    services.rounds.keep_sheet(office, asked, "王芳")
    (sheet,) = services.rounds.sheets(office)
    assert (sheet.printed_on, sheet.visitor, sheet.doors) == (TODAY, "王芳", (doors[ALONE], doors[NEST]))
    visited(office, doors[ALONE], TODAY, met=False)
    assert services.rounds.sheets(office)[0].left == (doors[NEST],)
    services.journal.undo(office)
    assert services.rounds.sheets(office)[0].left == (doors[ALONE], doors[NEST])
    assert services.journal.state(office).undo != "打印走访单 2 户"
    with pytest.raises(UserFault, match="还没有住户"):
        services.rounds.sheet(office, [999])


@pytest.mark.parametrize("reads", range(6))
def test_a_reading_that_breaks_off_leaves_nothing_half_known(office: Office, doors: dict[str, int], reads: int) -> None:
    """The first reading of all doors dies after so many queries; the next one finds everything."""
    today = office.clock.today()
    with office.store.reading() as connection:
        fetch, left = fetcher(connection), iter(range(reads))

        def breaks_off(sql: str, values: tuple[object, ...]) -> list[object]:
            if next(left, None) is None:
                raise OSError("the disk is gone")
            return fetch(sql, values)

        book = CareBook()
        with pytest.raises(OSError, match="gone"):
            book.standing(breaks_off, today, lambda: rules_of(connection))
        whole = CareBook().standing(fetch, today, lambda: rules_of(connection))
        assert book.standing(fetch, today, lambda: rules_of(connection)) == whole
        assert len(whole) == len(doors)
