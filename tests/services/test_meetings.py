"""A meeting from plan to signed minutes; what is refused, and that nothing is lost by it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app import services
from app.base.errors import UserFault
from app.models.meeting_drafts import (
    ActionDraft,
    AgendaDraft,
    Mark,
    MeetingDraft,
    MinutesDraft,
    PersonDraft,
    ResolutionDraft,
    Said,
    SpeechDraft,
)
from app.models.meetings import ActionQuery, Came, MeetingQuery, Role, State
from app.models.quorum import Verdict
from app.models.roster import Scope
from app.services.office import Office
from tests.services.meeting_world import NAMES, branch, held

MEMBERS, COMMITTEE, GROUP = "支部党员大会", "支部委员会会议", "党小组会"
DAY = date(2026, 11, 3)
CONTENTS = MinutesDraft(
    agenda=(AgendaDraft("学习文件", "李组织"), AgendaDraft("研究楼道清理", "陈宣传", "全楼 36 处堆放")),
    speeches=(
        SpeechDraft("周敏", "先通知再清理", agenda=2),
        SpeechDraft("吴强", "不同意限三天,太急", dissent=True, agenda=2),
    ),
    resolutions=(ResolutionDraft("同意月底前清理完", "committee", 2, 0, 0, agenda=2),),
    actions=(ActionDraft("张贴通知", "陈宣传", date(2026, 11, 10)), ActionDraft("联系清运车", "李组织")),
    words="会议开始前全体起立。",
)


@pytest.fixture
def world(office: Office) -> dict[str, int]:
    return branch(office)


def committee_met(office: Office) -> int:
    card = held(office, COMMITTEE, DAY, starts="15:00", ends="16:20", place="议事厅", chair="王书记", recorder="李组织")
    services.attendance.mark_rest(office, card.line.id)
    return card.line.id


def test_the_roster_of_the_day_is_laid_down_as_attendance(office: Office, world: dict[str, int]) -> None:
    assembly, committee = held(office, MEMBERS, DAY), held(office, COMMITTEE, DAY)
    group = held(office, GROUP, DAY, world["第二党小组"])
    assert [one.name for one in assembly.attendance[:3]] == ["王书记", "李组织", "陈宣传"]  # posts first
    assert {one.name for one in assembly.attendance} == set(NAMES)
    assert [one.name for one in committee.attendance] == ["王书记", "李组织", "陈宣传"]
    assert [one.name for one in group.attendance] == ["褚红", "冯军", "蒋丽", "卫东", "郑洁"]  # by pinyin
    assert (assembly.line.should, assembly.line.voters, assembly.line.unrecorded) == (10, 9, 10)
    assert group.line.title == "2026年第1次党小组会(第二党小组)"
    assert services.roster.roster_on(office, DAY, Scope.COMMITTEE).voters == 3


def test_a_plan_becomes_a_meeting(office: Office, world: dict[str, int]) -> None:
    agenda = (AgendaDraft("研究发展党员"),)
    services.meetings.plan(office, MeetingDraft(COMMITTEE, date(2026, 11, 20), starts="9:00", agenda=agenda))
    plan = services.meetings.page(office).rows[0]
    assert (plan.state, plan.title, plan.starts) == (State.PLANNED, COMMITTEE, "09:00")
    services.meetings.hold(office, plan.id)
    card = services.meetings.card(office, plan.id)
    assert (card.line.state, card.line.title) == (State.DRAFT, "2026年第1次支部委员会会议")
    assert [item.title for item in card.agenda] == ["研究发展党员"]
    with pytest.raises(UserFault, match="已经登记召开"):
        services.meetings.hold(office, plan.id)


def test_a_meeting_to_come_cannot_have_been_held(office: Office, world: dict[str, int]) -> None:
    with pytest.raises(UserFault, match="还没有到"):
        services.meetings.record(office, MeetingDraft(COMMITTEE, date(2026, 11, 22)))
    services.meetings.plan(office, MeetingDraft(COMMITTEE, date(2026, 11, 22)))
    plan = services.meetings.page(office).rows[0]
    with pytest.raises(UserFault, match="还没有到"):
        services.meetings.hold(office, plan.id)


def test_minutes_whole(office: Office, world: dict[str, int]) -> None:
    meeting = committee_met(office)
    services.minutes.write(office, meeting, CONTENTS)
    card = services.meetings.card(office, meeting)
    assert [speech.dissent for speech in card.speeches] == [False, True]
    assert card.resolutions[0].ruling
    assert card.resolutions[0].ruling.verdict is Verdict.PASSED
    assert [action.owner for action in card.actions] == ["陈宣传", "李组织"]
    assert card.minutes.words == CONTENTS.words
    again = card.minutes
    services.minutes.write(office, meeting, again)
    assert services.meetings.card(office, meeting).minutes == again
    services.minutes.write(office, meeting, MinutesDraft(speeches=again.speeches[1:]))
    card = services.meetings.card(office, meeting)
    assert (card.agenda, card.resolutions, card.actions) == ((), (), ())
    assert [(speech.speaker, speech.agenda) for speech in card.speeches] == [("吴强", 0)]
    assert services.safekeeping.check(office) == ()


def test_every_verb_is_one_undo_and_one_redo(office: Office, world: dict[str, int]) -> None:
    meeting = committee_met(office)
    line = services.meetings.card(office, meeting).attendance[0]
    verbs = (
        lambda: services.minutes.write(office, meeting, CONTENTS),
        lambda: services.attendance.mark(office, meeting, [Mark(line.id, Came.EXCUSED, "住院")]),
        lambda: services.attendance.add_people(office, meeting, [PersonDraft("街道刘科长", post="街道办")]),
        lambda: services.meetings.edit(office, meeting, MeetingDraft(COMMITTEE, date(2026, 11, 4), topic="安全")),
        lambda: services.meetings.check(office, [meeting]),
        lambda: services.meetings.sign(office, [meeting]),
        lambda: services.meetings.correct(office, meeting, "“月底”应为“11月25日”", "李组织"),
    )
    before = [services.meetings.card(office, meeting)]
    for verb in verbs:
        assert verb().slices == {"meetings"}
        before.append(services.meetings.card(office, meeting))
    for known in reversed(before[:-1]):
        services.journal.undo(office)
        assert _same(services.meetings.card(office, meeting)) == _same(known)
    assert services.safekeeping.check(office) == ()
    for known in before[1:]:
        services.journal.redo(office)
        assert _same(services.meetings.card(office, meeting)) == _same(known)
    assert services.safekeeping.check(office) == ()


def _same(card: object) -> object:
    return {name: value for name, value in vars(card).items() if name != "history"}


def test_signed_minutes_are_locked(office: Office, world: dict[str, int], tmp_path: Path) -> None:
    meeting = committee_met(office)
    services.minutes.write(office, meeting, CONTENTS)
    with pytest.raises(UserFault, match="请先核对"):
        services.meetings.sign(office, [meeting])
    services.meetings.check(office, [meeting])
    services.meetings.sign(office, [meeting])
    signed = services.meetings.card(office, meeting)
    line = signed.attendance[0]
    refused = (
        lambda: services.minutes.write(office, meeting, MinutesDraft()),
        lambda: services.attendance.mark(office, meeting, [Mark(line.id, Came.ABSENT)]),
        lambda: services.attendance.add_people(office, meeting, [PersonDraft("客人")]),
        lambda: services.meetings.edit(office, meeting, signed.draft),
        lambda: services.meetings.remove(office, meeting),
        lambda: services.meetings.send_back(office, [meeting]),
    )
    for verb in refused:
        with pytest.raises(UserFault, match="签字定稿"):
            verb()
    assert services.meetings.card(office, meeting) == signed
    services.members.leave(office, world["陈宣传"], date(2026, 10, 1))  # before the meeting: the roster moves
    assert services.meetings.card(office, meeting).line.should == 3
    assert services.meetings.card(office, meeting).attendance == signed.attendance
    services.meetings.correct(office, meeting, "第二项决议的期限应为11月25日", "李组织")
    facts = services.minutes.facts(office, meeting)
    assert facts.resolutions[0].sentence == signed.resolutions[0].ruling.sentence  # type: ignore[union-attr]
    assert facts.corrections == ((date(2026, 11, 21), "李组织", "第二项决议的期限应为11月25日"),)


def test_signing_is_not_taken_back_from_under_what_came_later(office: Office, world: dict[str, int]) -> None:
    meeting = committee_met(office)
    services.meetings.check(office, [meeting])
    change = services.meetings.sign(office, [meeting])
    services.meetings.correct(office, meeting, "更正一处")
    with pytest.raises(UserFault, match="后来的变更"):
        services.journal.take_back(office, change.change_id)
    assert services.meetings.card(office, meeting).locked


def test_a_checked_meeting_that_is_changed_is_a_draft_again(office: Office, world: dict[str, int]) -> None:
    meeting = committee_met(office)
    services.meetings.check(office, [meeting])
    services.minutes.write(office, meeting, CONTENTS)
    assert services.meetings.card(office, meeting).line.state is State.DRAFT


def test_actions_travel_into_the_next_meeting_until_closed(office: Office, world: dict[str, int]) -> None:
    first = committee_met(office)
    services.minutes.write(office, first, CONTENTS)
    second = held(office, COMMITTEE, date(2026, 11, 10), starts="15:00")
    assert [(one.words, one.origin) for one in second.carried] == [
        ("张贴通知", "2026年第1次支部委员会会议"),
        ("联系清运车", "2026年第1次支部委员会会议"),
    ]
    assert held(office, MEMBERS, date(2026, 11, 11)).carried == ()  # another series
    notice, cart = second.carried
    services.actions.note(office, notice.id, "已贴 12 处", closes=True, meeting_id=second.line.id)
    services.actions.note(office, cart.id, "还在联系", meeting_id=second.line.id)
    third = held(office, COMMITTEE, date(2026, 11, 17), starts="15:00")
    assert [one.words for one in third.carried] == ["联系清运车"]
    assert [note.words for note in third.carried[0].notes] == ["还在联系"]
    open_now = services.actions.page(office)
    assert (open_now.total, open_now.rows[0].words) == (1, "联系清运车")
    assert services.actions.page(office, ActionQuery(open_only=False)).total == 2
    with pytest.raises(UserFault, match="已经有办理情况"):
        services.meetings.remove(office, first)
    services.actions.remove_note(office, notice_of(office, notice.id))
    assert services.actions.page(office).total == 2
    services.meetings.remove(office, second.line.id)  # what was said there goes with it
    assert services.actions.card(office, cart.id).notes == ()
    assert services.safekeeping.check(office) == ()


def notice_of(office: Office, action_id: int) -> int:
    return services.actions.card(office, action_id).notes[-1].id


def test_actions_late(office: Office, world: dict[str, int]) -> None:
    meeting = committee_met(office)
    services.minutes.write(office, meeting, CONTENTS)
    late = services.actions.page(office, ActionQuery(late=True)).rows
    assert [(one.words, one.late) for one in late] == [("张贴通知", True)]
    assert services.actions.page(office, ActionQuery(late=True, as_of=date(2026, 11, 10))).total == 0


@pytest.mark.parametrize(
    ("draft", "says"),
    [
        (MeetingDraft(COMMITTEE, DAY, starts="16:00", ends="15:00"), "结束时间早于开始时间"),
        (MeetingDraft(COMMITTEE, DAY, starts="下午三点"), "时间没有看懂"),
        (MeetingDraft("", DAY), "还没有选会议类型"),
        (MeetingDraft(GROUP, DAY), "还没有选是哪个党小组"),
        (MeetingDraft(COMMITTEE, DAY, stands_for="2026-11"), "还没有过完"),
        (MeetingDraft(COMMITTEE, DAY, stands_for="上个月"), "没有看懂"),
        (MeetingDraft("联席会议", DAY, said=Said(10, 12)), "多于应到的10人"),
        (MeetingDraft("联席会议", DAY, said=Said(-1, 0)), "人数不对"),
    ],
)
def test_what_cannot_be_is_refused(office: Office, world: dict[str, int], draft: MeetingDraft, says: str) -> None:
    with pytest.raises(UserFault, match=says):
        services.meetings.record(office, draft)
    assert services.meetings.page(office).total == 0


def test_one_body_does_not_meet_twice_at_once(office: Office, world: dict[str, int]) -> None:
    held(office, MEMBERS, DAY, starts="15:00", ends="16:30")
    with pytest.raises(UserFault, match="不能同时开两个会"):
        services.meetings.record(office, MeetingDraft("党课", DAY, starts="16:00"))
    with pytest.raises(UserFault, match="不能同时开两个会"):
        services.meetings.record(office, MeetingDraft(MEMBERS, DAY))
    held(office, "党课", DAY, starts="16:30")
    held(office, COMMITTEE, DAY, starts="15:00")  # another body
    assert services.meetings.page(office).total == 3


def test_who_is_no_member_that_day_cannot_be_one_who_should_come(office: Office, world: dict[str, int]) -> None:
    meeting = committee_met(office)
    with pytest.raises(UserFault, match="不在名册上"):
        services.attendance.add_people(office, meeting, [PersonDraft("新来的", Role.SHOULD)])
    services.attendance.add_people(office, meeting, [PersonDraft("新来的"), PersonDraft("王书记")])
    card = services.meetings.card(office, meeting)
    assert [(one.name, one.role) for one in card.attendance][-1] == ("新来的", Role.GUEST)
    assert (card.line.should, card.line.came) == (3, 3)
    with pytest.raises(UserFault, match="应到名单由名册得出"):
        services.attendance.remove_people(office, meeting, [card.attendance[0].id])


def test_who_turns_out_to_be_no_member_that_day_is_told(office: Office, world: dict[str, int]) -> None:
    meeting = held(office, MEMBERS, DAY).line.id
    services.attendance.mark_rest(office, meeting)
    services.members.leave(office, world["卫东"], date(2026, 10, 31))
    card = services.meetings.card(office, meeting)
    assert (card.line.should, card.line.came) == (9, 9)
    assert "卫东在开会那天不在名册上,列为列席。" in card.findings
    services.journal.undo(office)
    assert services.meetings.card(office, meeting).line.should == 10


def test_attachments(office: Office, world: dict[str, int], tmp_path: Path) -> None:
    meeting = committee_met(office)
    sheet = tmp_path / "签到表.jpg"
    sheet.write_bytes(b"\xff\xd8\xff\xe0" + bytes(2000))
    services.attachments.add(office, meeting, sheet)
    (kept,) = services.meetings.card(office, meeting).attachments
    assert (kept.name, kept.kind, kept.size) == ("签到表.jpg", "jpg", 2004)
    assert services.attachments.content(office, kept.id) == ("签到表.jpg", sheet.read_bytes())
    services.attachments.remove(office, kept.id)
    services.journal.undo(office)
    assert services.attachments.content(office, kept.id)[1] == sheet.read_bytes()
    assert services.safekeeping.check(office) == ()


def test_a_file_of_2_gb_is_refused_without_reading_it(office: Office, world: dict[str, int], tmp_path: Path) -> None:
    film = tmp_path / "录像.mp4"
    with film.open("wb") as file:
        file.truncate(2_000_000_000)
    meeting = committee_met(office)
    with pytest.raises(UserFault, match=r"2\.0 吉字节,附件最多 20 兆字节"):
        services.attachments.add(office, meeting, film)
    program = tmp_path / "程序.exe"
    program.write_bytes(b"MZ\x90\x00" + bytes(100))
    with pytest.raises(UserFault, match="不能作附件"):
        services.attachments.add(office, meeting, program)
    empty = tmp_path / "空.pdf"
    empty.touch()
    with pytest.raises(UserFault, match="空的"):
        services.attachments.add(office, meeting, empty)
    assert services.meetings.card(office, meeting).attachments == ()


def test_lists_are_searched_and_sorted(office: Office, world: dict[str, int]) -> None:
    meeting = committee_met(office)
    services.minutes.write(office, meeting, CONTENTS)
    held(office, "联席会议", date(2026, 10, 5), topic="停车位")
    found = [
        services.meetings.page(office, MeetingQuery(text=text)).total
        for text in ("楼道", "吴强", "清运车", "停车", "议事厅", "没有")
    ]
    assert found == [1, 1, 1, 1, 1, 0]
    page = services.meetings.page(office, MeetingQuery(sort="day", descending=False))
    assert [line.kind for line in page.rows] == ["联席会议", COMMITTEE]
    assert services.meetings.page(office, MeetingQuery(kinds=frozenset({COMMITTEE}))).total == 1
    assert services.meetings.page(office, MeetingQuery(member_id=world["李组织"])).total == 1
    for sort in ("kind", "state", "rate", "place"):
        assert services.meetings.page(office, MeetingQuery(sort=sort)).total == 2


def test_a_form_is_filled_with_what_the_last_meeting_suggests(office: Office, world: dict[str, int]) -> None:
    committee_met(office)
    form = services.meetings.blank(office, COMMITTEE, date(2026, 12, 3))
    assert (form.starts, form.place, form.chair, form.recorder) == ("15:00", "议事厅", "王书记", "李组织")
    assert services.meetings.choices(office).places == ("议事厅",)


def test_numbers_without_names(office: Office) -> None:
    services.meetings.record(office, MeetingDraft("联席会议", DAY, said=Said(14, 12)))
    line = services.meetings.page(office).rows[0]
    assert (line.should, line.came, line.unrecorded, line.by_name) == (14, 12, 2, False)
    services.attendance.add_people(office, line.id, [PersonDraft("物业赵经理", Role.SHOULD, Came.EXCUSED, "出差")])
    line = services.meetings.page(office).rows[0]
    assert (line.should, line.came, line.excused, line.unrecorded) == (14, 12, 1, 1)


def test_bytes_that_were_changed_past_the_program_are_told(
    office: Office, world: dict[str, int], tmp_path: Path
) -> None:
    paper = tmp_path / "方案.pdf"
    paper.write_bytes(b"%PDF-1.7 plan")
    services.attachments.add(office, committee_met(office), paper)
    office.store.raw.execute("UPDATE attachment_content SET content = ?", (b"%PDF-1.7 other",))
    office.store.raw.commit()
    assert [finding.text for finding in services.safekeeping.check(office)] == [
        "附件“方案.pdf”的内容被改动过,或已经不在。"
    ]


def test_what_was_ruled_stands_whatever_the_table_says_later(office: Office, world: dict[str, int]) -> None:
    meeting = committee_met(office)
    services.minutes.write(office, meeting, CONTENTS)
    services.meetings.check(office, [meeting])
    services.meetings.sign(office, [meeting])
    before = services.meetings.card(office, meeting).resolutions
    services.rules.edit(office, "quorum", "committee", "passing", "3/4")
    services.rules.edit(office, "quorum", "committee", "passing_means", "以上")
    assert services.meetings.card(office, meeting).resolutions == before
    other = held(office, COMMITTEE, date(2026, 11, 10)).line.id
    services.attendance.mark_rest(office, other)
    services.minutes.write(office, other, CONTENTS)
    ruling = services.meetings.card(office, other).resolutions[0].ruling
    assert ruling is not None
    assert ruling.verdict is Verdict.FAILED
    assert "未达到支部委员会委员3人的四分之三以上(至少3票)" in ruling.sentence


def test_a_plan_whose_day_has_passed_is_told(office: Office, world: dict[str, int]) -> None:
    services.meetings.plan(office, MeetingDraft(COMMITTEE, date(2026, 11, 20)))
    (line,) = services.meetings.page(office).rows
    assert services.meetings.card(office, line.id).findings == (
        "计划的日子已经过了,还没有登记召开;没有开的,请改日期或删除计划。",
    )
