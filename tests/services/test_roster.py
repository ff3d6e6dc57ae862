"""The roster: members come, become full, hold posts, leave; every number by its day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from app import services
from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.households import DoorKey, HouseholdDraft, ResidentDraft
from app.models.queries import ListQuery
from app.models.roster import BodyDraft, BodyKind, MemberDraft, MemberQuery, Scope, Span, SpanDraft, SpanKind
from app.services.office import Office
from tests.services.meeting_world import NAMES, branch, held

DAY = date(2026, 11, 3)


@pytest.fixture
def world(office: Office) -> dict[str, int]:
    return branch(office)


def standing(office: Office, day: date) -> dict[str, str]:
    return {line.name: line.standing for line in services.roster.members(office, MemberQuery(as_of=day, gone=True))}


def test_numbers_of_a_day(office: Office, world: dict[str, int]) -> None:
    now = services.roster.numbers(office, DAY)
    assert (now.members, now.voters, now.probationary, now.committee, now.groups) == (10, 9, 1, 3, 2)
    assert services.roster.numbers(office, date(2026, 2, 28)).voters == 10  # before 蒋丽's probation
    assert services.roster.notices(office) == ()


def test_from_probation_to_full(office: Office, world: dict[str, int]) -> None:
    services.members.become_full(office, world["蒋丽"], date(2026, 11, 2))
    assert services.roster.numbers(office, date(2026, 11, 1)).voters == 9
    assert services.roster.numbers(office, date(2026, 11, 2)).voters == 10
    with pytest.raises(UserFault, match="不是预备党员"):
        services.members.become_full(office, world["王书记"], DAY)


def test_on_watch_a_member_attends_without_a_vote(office: Office, world: dict[str, int]) -> None:
    services.members.put_on_watch(office, world["冯军"], date(2026, 10, 1), date(2027, 9, 30))
    roster = services.roster.roster_on(office, DAY)
    assert (roster.should, roster.voters) == (10, 8)
    why = {entry.name: entry.why_not for entry in roster.entries if not entry.votes}
    assert why == {"冯军": "留党察看期间没有表决权", "蒋丽": "预备党员没有表决权"}
    assert services.roster.numbers(office, date(2027, 10, 1)).voters == 9
    with pytest.raises(UserFault, match="已经登记了留党察看"):
        services.members.put_on_watch(office, world["冯军"], DAY)


def test_leaving_and_coming_back(office: Office, world: dict[str, int]) -> None:
    services.members.leave(office, world["陈宣传"], date(2026, 6, 30), "转出", "城南社区")
    assert standing(office, date(2026, 6, 30))["陈宣传"] == "正式党员"
    assert standing(office, date(2026, 7, 1))["陈宣传"] == "转出"
    assert services.roster.roster_on(office, DAY, Scope.COMMITTEE).should == 2  # the post ended too
    services.members.return_(office, world["陈宣传"], date(2026, 9, 1))
    assert services.roster.numbers(office, DAY).members == 10
    with pytest.raises(UserFault, match="已经在名册上"):
        services.members.return_(office, world["陈宣传"], date(2026, 10, 1))
    with pytest.raises(UserFault, match="不在名册上"):
        services.members.leave(office, world["陈宣传"], date(2026, 8, 1))


def test_posts_and_groups_change_from_a_day_on(office: Office, world: dict[str, int]) -> None:
    services.members.give_post(office, world["周敏"], "纪检委员", date(2026, 11, 1))
    assert services.roster.roster_on(office, date(2026, 10, 31), Scope.COMMITTEE).should == 3
    assert services.roster.roster_on(office, date(2026, 11, 1), Scope.COMMITTEE).should == 4
    first, second = world["第一党小组"], world["第二党小组"]
    services.members.put_in_group(office, [world["周敏"], world["吴强"]], second, date(2026, 11, 1))
    before = services.roster.roster_on(office, date(2026, 10, 31), Scope.GROUP, first).should
    after = services.roster.roster_on(office, date(2026, 11, 1), Scope.GROUP, first).should
    assert (before, after) == (5, 3)
    assert services.roster.roster_on(office, date(2026, 11, 1), Scope.GROUP, second).should == 7


def test_a_branch_that_is_not_as_the_rules_want_it(office: Office) -> None:
    for name in NAMES[:2]:
        services.members.add(office, MemberDraft(name))
    assert "不足3人" in services.roster.notices(office)[0]
    for name in NAMES[2:]:
        services.members.add(office, MemberDraft(name))
    assert services.roster.notices(office) == ("正式党员10人,应当设立支部委员会;名册里还没有登记委员职务。",)


def test_a_resident_is_one_person(office: Office) -> None:
    services.households.save_household(office, HouseholdDraft(DoorKey("", "1", "1", "101")))
    door = services.lists.list_rows(office, ListQuery(by_person=False)).rows[0].household_id
    for person in (
        ResidentDraft(
            "杨帆", id_number="11010519491231002X", politics="中共党员", phone="13800000000", relation="户主"
        ),
        ResidentDraft("杨柳", politics="中共预备党员", relation="女"),
        ResidentDraft("杨树", politics="群众", relation="子"),
    ):
        services.households.save_resident(office, door, person)
    found = services.roster.candidates(office)
    assert [(one.name, one.probationary, one.door) for one in found] == [
        ("杨帆", False, "1栋1单元101室"),
        ("杨柳", True, "1栋1单元101室"),
    ]
    services.members.add_residents(office, [one.resident_id for one in found], date(2026, 1, 1))
    assert services.roster.candidates(office) == ()
    line = services.roster.members(office)[0]
    assert (line.name, line.sex, line.birth, line.phone) == ("杨帆", "女", date(1949, 12, 31), "138****0000")
    assert services.roster.numbers(office).voters == 1
    with pytest.raises(UserFault, match="已经在党员名册里"):
        services.members.add(office, MemberDraft(resident_id=found[0].resident_id))
    services.journal.undo(office)
    assert len(services.roster.candidates(office)) == 2
    assert services.safekeeping.check(office) == ()


def test_two_entries_of_one_resident_that_became_one(office: Office) -> None:
    services.households.save_household(office, HouseholdDraft(DoorKey("", "1", "1", "101")))
    door = services.lists.list_rows(office, ListQuery(by_person=False)).rows[0].household_id
    for name in ("杨帆", "杨凡"):
        person = ResidentDraft(name, politics="中共党员", relation="户主" if name == "杨帆" else "其他")
        services.households.save_resident(office, door, person)
    first, second = sorted(one.resident_id for one in services.roster.candidates(office))
    services.members.add_residents(office, [first, second])
    with office.work("test", "合并") as work:
        work.update("party_member", 2, {"resident_id": first})
        office.keep(work)
    assert "杨帆在名册里登记了两次,请删除多余的一条。" in services.roster.notices(office)


VERBS: tuple[Callable[[Office, dict[str, int]], Changes], ...] = (
    lambda office, ids: services.members.add(office, MemberDraft("新党员", since=date(2026, 11, 1))),
    lambda office, ids: services.members.edit(office, ids["周敏"], MemberDraft("周敏", birth=date(1980, 5, 1))),
    lambda office, ids: services.members.leave(office, ids["周敏"], date(2026, 10, 31), "转出"),
    lambda office, ids: services.members.become_full(office, ids["蒋丽"], date(2026, 11, 1)),
    lambda office, ids: services.members.put_on_watch(office, ids["冯军"], date(2026, 11, 1)),
    lambda office, ids: services.members.give_post(office, ids["周敏"], "纪检委员", date(2026, 11, 1)),
    lambda office, ids: services.members.put_in_group(office, [ids["周敏"]], ids["第二党小组"], date(2026, 11, 1)),
    lambda office, ids: services.members.edit_span(
        office,
        span_of(office, ids["蒋丽"], SpanKind.PROBATION).id,
        SpanDraft(SpanKind.PROBATION, since=date(2026, 11, 10)),
    ),
    lambda office, ids: services.members.remove_span(office, span_of(office, ids["蒋丽"], SpanKind.PROBATION).id),
    lambda office, ids: services.members.remove(office, ids["周敏"]),
    lambda office, ids: services.roster.add_body(office, BodyDraft(BodyKind.GROUP, "第三党小组")),
    lambda office, ids: services.roster.edit_body(
        office, ids["第一党小组"], BodyDraft(BodyKind.GROUP, "老年党小组", since=date(2026, 1, 1))
    ),
)


def span_of(office: Office, member_id: int, kind: SpanKind) -> Span:
    return next(span for span in services.roster.card(office, member_id).spans if span.kind is kind)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_one_undo_and_meetings_follow(
    office: Office, world: dict[str, int], verb: Callable[[Office, dict[str, int]], Changes]
) -> None:
    meeting = held(office, "支部党员大会", DAY).line.id
    committee = held(office, "支部委员会会议", DAY).line.id

    def all_of_it() -> object:
        cards = [services.meetings.card(office, one) for one in (meeting, committee)]
        return (
            services.roster.members(office, MemberQuery(gone=True)),
            services.roster.bodies(office),
            [(card.line, card.attendance) for card in cards],
        )

    before = all_of_it()
    changes = verb(office, world)
    assert "people" in changes.slices
    after = all_of_it()
    assert after != before
    card = services.meetings.card(office, meeting)
    roster = services.roster.roster_on(office, DAY)
    assert (card.line.should, card.line.voters) == (roster.should, roster.voters)
    services.journal.undo(office)
    assert all_of_it() == before
    services.journal.redo(office)
    assert all_of_it() == after
    assert services.safekeeping.check(office) == ()


def test_whom_minutes_know_is_not_removed(office: Office, world: dict[str, int]) -> None:
    meeting = held(office, "支部党员大会", DAY).line.id
    services.attendance.mark_rest(office, meeting)
    with pytest.raises(UserFault, match="请登记转出"):
        services.members.remove(office, world["周敏"])


@pytest.mark.parametrize(
    ("draft", "says"),
    [
        (MemberDraft(""), "还没有填写姓名"),
        (MemberDraft("张" * 31), "超过 30 个字"),
        (MemberDraft("张三", since=DAY, until=date(2026, 1, 1)), "早于"),
        (MemberDraft("张三", birth=date(2000, 1, 1), joined_party=date(2010, 1, 1)), "不满十八岁"),
        (MemberDraft("张三", probation=(DAY, date(2026, 1, 1))), "预备期的结束日期早于"),
        (MemberDraft("张三", joined_party=date(2027, 1, 1)), "今天之后"),
    ],
)
def test_what_cannot_be_is_refused(office: Office, draft: MemberDraft, says: str) -> None:
    with pytest.raises(UserFault, match=says):
        services.members.add(office, draft)
    assert services.roster.members(office) == ()


def test_lists(office: Office, world: dict[str, int]) -> None:
    def names(**query: object) -> list[str]:
        return [line.name for line in services.roster.members(office, MemberQuery(**query))]  # type: ignore[arg-type]

    assert names()[:3] == ["王书记", "李组织", "陈宣传"]
    assert names(text="zhoum") == ["周敏"]
    assert names(text="第二") == ["褚红", "冯军", "蒋丽", "卫东", "郑洁"]
    assert names(standing="预备党员") == ["蒋丽"]
    meeting = held(office, "支部党员大会", DAY).line.id
    services.attendance.mark_rest(office, meeting)
    assert {(line.should, line.came) for line in services.roster.members(office)} == {(1, 1)}
