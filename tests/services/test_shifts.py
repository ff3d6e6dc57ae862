"""Activities, shifts and the roster by hand: laid out, assigned, moved, pinned, published, swapped, cancelled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app import services
from app.base.errors import Doubt, UserFault
from app.models.activities import ActivityDraft
from app.models.rostering import Answer, Fairness, Gap, Seat, Wish
from app.models.service import SessionDraft, SignLine
from app.models.shifts import Roster, ShiftDraft
from app.rules.shifts import answer_words
from app.services.office import Office
from tests.services.roster_world import enroll

DAY = date(2026, 12, 6)  # a Sunday


def month(office: Office) -> Roster:
    return services.shifts.month(office, 2026, 12)


def a_shift(office: Office, *, heads: int = 1, day: date = DAY, starts: str = "9:00", ends: str = "11:00") -> int:
    return services.shifts.add(office, ShiftDraft("社工站", day, starts, ends, heads), sure=True).made[0]


def test_a_month_is_laid_out_once(office: Office) -> None:
    services.activities.add(office, ActivityDraft("社工站值班", "9：00", "11:30", rule="D2"))
    services.activities.add(office, ActivityDraft("群团站", "14:30", "17:00", 2, rule="E7", until=date(2026, 12, 20)))
    services.activities.add(office, ActivityDraft("月末清洁", "8:00", "10:00", rule="WL-5"))
    services.activities.add(office, ActivityDraft("元旦慰问", "9:00", "10:00", day=date(2026, 12, 31)))
    assert len(services.activities.lay_out(office, 2026, 12).made) == 1 + 3 + 1 + 1
    days = [(one.title, one.day.day, one.starts) for one in month(office).shifts]
    assert days == [
        ("社工站值班", 2, "09:00"), ("群团站", 6, "14:30"), ("群团站", 13, "14:30"), ("群团站", 20, "14:30"),
        ("月末清洁", 25, "08:00"), ("元旦慰问", 31, "09:00"),
    ]  # fmt: skip
    with pytest.raises(UserFault, match="已经都有了"):
        services.activities.lay_out(office, 2026, 12)
    services.shifts.remove(office, month(office).shifts[0].id)
    assert len(services.activities.lay_out(office, 2026, 12).made) == 1
    services.journal.undo(office)
    assert [one.title for one in month(office).shifts].count("社工站值班") == 0


@pytest.mark.parametrize(
    ("draft", "place", "said"),
    [
        (ActivityDraft("值夜", "22:00", "6:00", rule="E5"), "结束", "22:00 到 24:00,第二天 00:00 到 06:00"),
        (ActivityDraft("值班", "9:00", "9:00", rule="E5"), "结束", "结束时间和开始时间一样"),
        (ActivityDraft("值班", "九点", "10:00", rule="E5"), "开始", "没有看懂"),
        (ActivityDraft(" ", "9:00", "10:00", rule="E5"), "名称", "还没有填"),
        (ActivityDraft("值班", "9:00", "10:00"), "固定日", "二选一"),
        (ActivityDraft("值班", "9:00", "10:00", 0, rule="E5"), "需要人数", "1 到 200"),
        (ActivityDraft("值班", "9:00", "10:00", 1, (("急救", 2),), rule="E5"), "需要技能", "要技能的有2人"),
    ],
)
def test_what_cannot_be_is_refused_with_advice(office: Office, draft: ActivityDraft, place: str, said: str) -> None:
    with pytest.raises(UserFault) as caught:
        services.activities.add(office, draft)
    assert caught.value.place == place
    assert said in f"{caught.value.what}{caught.value.remedy}"
    assert services.activities.listing(office) == ()


def test_an_impossible_demand_is_said_and_kept_when_it_is_meant(office: Office) -> None:
    enroll(office, "赵一", "钱二")
    draft = ShiftDraft("搬家", DAY, "9:00", "11:00", 3)
    with pytest.raises(Doubt, match="志愿者一共2人,要3人"):
        services.shifts.add(office, draft)
    services.shifts.add(office, draft, sure=True)
    services.rostering.fill(office, 2026, 12)
    (shift,) = month(office).shifts
    assert (len(shift.duties), shift.missing) == (2, 1)
    assert shift.gap


def test_by_hand_with_clashes_shown_and_each_change_taken_back(office: Office) -> None:
    one, two = enroll(office, "赵一", "钱二")
    first, later, same = a_shift(office), a_shift(office, day=DAY + timedelta(1), starts="8:00"), a_shift(office)
    services.shift_duties.assign(office, first, one)
    with pytest.raises(UserFault, match="赵一同一时间已在“社工站”"):
        services.shift_duties.assign(office, same, one)
    with pytest.raises(UserFault, match="已经在这个班次上"):
        services.shift_duties.assign(office, first, one)
    services.volunteers.set_availability(office, two, frozenset())
    services.shift_duties.assign(office, same, two)
    (clash,) = month(office).clashes
    assert (clash[1].name, clash[1].clash) == ("钱二", "没有登记可服务时间")
    services.shift_duties.move(office, first, later, one)
    assert [[duty.name for duty in shift.duties] for shift in month(office).shifts] == [[], ["钱二"], ["赵一"]]
    services.journal.undo(office)
    assert [[duty.name for duty in shift.duties] for shift in month(office).shifts] == [["赵一"], ["钱二"], []]
    services.shift_duties.pin(office, first, one, on=False)
    services.shift_duties.unassign(office, first, one)
    assert not month(office).shifts[0].duties


def test_candidates_come_with_load_and_reason(office: Office) -> None:
    one, two, three = enroll(office, "赵一", "钱二", "孙三")
    first = a_shift(office, heads=2)
    services.shift_duties.assign(office, a_shift(office, day=DAY - timedelta(2)), one)
    services.shift_duties.assign(office, a_shift(office, starts="10:00", ends="12:00"), two)
    services.volunteers.add_leave(office, three, DAY, DAY, "探亲")
    found = {person.name: (person.load, person.why_not) for person in services.shifts.candidates(office, first)}
    assert found == {"赵一": (1, ""), "钱二": (1, "同一时间已有班"), "孙三": (0, "请假")}
    assert services.shifts.candidates(office, first)[0].name == "赵一"


def test_what_was_pinned_stays_and_days_that_are_over_stay(office: Office) -> None:
    one, two = enroll(office, "赵一", "钱二")
    past = services.shifts.add(office, ShiftDraft("社工站", date(2026, 11, 10), "9:00", "11:00", 2)).made[0]
    coming = services.shifts.add(office, ShiftDraft("社工站", date(2026, 11, 28), "9:00", "11:00")).made[0]
    services.shift_duties.assign(office, past, one)
    services.shift_duties.assign(office, coming, two)
    services.rostering.keep(office, services.rostering.solve(services.rostering.problem(office, 2026, 11)))
    roster = services.shifts.month(office, 2026, 11)
    assert [[duty.name for duty in shift.duties] for shift in roster.shifts] == [["赵一"], ["钱二"]]
    with pytest.raises(UserFault, match="没有可以清空的"):
        services.shift_duties.empty(office, 2026, 12)


def test_whoever_left_is_shown_as_a_clash_and_can_be_worked_around(office: Office) -> None:
    one, two = enroll(office, "赵一", "钱二")
    first, second = a_shift(office), a_shift(office, day=DAY + timedelta(7))
    services.shift_duties.assign(office, first, one)
    services.volunteers.leave(office, one, date(2026, 11, 20))
    assert [duty.clash for _, duty in month(office).clashes] == ["已经退出"]
    services.rostering.keep(office, services.rostering.solve(services.rostering.problem(office, 2026, 12)))
    assert [duty.volunteer_id for shift in month(office).shifts for duty in shift.duties] == [one, two]
    with pytest.raises(UserFault, match="不在志愿者队伍里"):
        services.shift_duties.assign(office, second, one)


def test_fair_shares_count_the_months_before(office: Office) -> None:
    one, two = enroll(office, "赵一", "钱二")
    for day in (3, 10, 17):
        shift = services.shifts.add(office, ShiftDraft("社工站", date(2026, 11, day), "9:00", "11:00")).made[0]
        services.shift_duties.assign(office, shift, one)
    for week in range(3):
        a_shift(office, day=DAY + timedelta(7 * week))
    services.rostering.fill(office, 2026, 12)
    assert [duty.volunteer_id for shift in month(office).shifts for duty in shift.duties] == [two] * 3


def test_a_published_roster_changes_by_a_noted_swap_only(office: Office) -> None:
    one, two = enroll(office, "赵一", "钱二")
    shift = a_shift(office)
    with pytest.raises(UserFault, match="还没有排人"):
        services.shift_duties.publish(office, 2026, 12)
    services.rostering.fill(office, 2026, 12)
    here = month(office).shifts[0].duties[0].volunteer_id
    other = two if here == one else one
    with pytest.raises(UserFault, match="还没有公布"):
        services.shift_duties.swap(office, shift, here, other, "有事")
    services.shift_duties.publish(office, 2026, 12)
    for refused in (
        lambda: services.shift_duties.assign(office, shift, other),
        lambda: services.shift_duties.unassign(office, shift, here),
        lambda: services.rostering.problem(office, 2026, 12),
        lambda: services.shifts.remove(office, shift),
        lambda: services.shift_duties.empty(office, 2026, 12),
    ):
        with pytest.raises(UserFault, match="已经公布"):
            refused()
    with pytest.raises(UserFault, match="还没有写原因"):
        services.shift_duties.swap(office, shift, here, other, "  ")
    services.shift_duties.swap(office, shift, here, other, "临时有事")
    roster = month(office)
    assert [duty.volunteer_id for duty in roster.shifts[0].duties] == [other]
    assert [(swap.reason, swap.noted_on) for swap in roster.swaps] == [("临时有事", date(2026, 11, 21))]
    services.journal.undo(office)
    assert month(office).swaps == ()
    services.shifts.cancel(office, shift, "下雨")
    cancelled = month(office)
    assert (cancelled.shifts[0].cancelled, cancelled.heads, cancelled.missing) == ("下雨", 0, 0)
    services.shifts.restore(office, shift)
    assert month(office).heads == 1


def test_somebody_at_leave_who_is_on_two_shifts_at_once_is_not_published(office: Office) -> None:
    (one,) = enroll(office, "赵一")
    first, later = a_shift(office), a_shift(office, starts="14:00", ends="16:00")
    services.shift_duties.assign(office, first, one)
    services.shift_duties.assign(office, later, one)
    services.volunteers.add_leave(office, one, DAY, DAY, "探亲")
    services.shifts.change(office, later, ShiftDraft("社工站", DAY, "10:00", "12:00"), sure=True)
    assert {duty.clash for _, duty in month(office).clashes} == {"请假"}
    with pytest.raises(UserFault, match="同时有两个班"):
        services.shift_duties.publish(office, 2026, 12)


def test_what_was_found_is_not_kept_over_what_changed_meanwhile(office: Office) -> None:
    one, _two = enroll(office, "赵一", "钱二")
    shift = a_shift(office)
    solving = services.rostering.problem(office, 2026, 12)
    gone = a_shift(office, day=DAY + timedelta(3))
    services.shift_duties.assign(office, gone, one)
    with pytest.raises(UserFault, match="有了变动"):
        services.rostering.keep(office, services.rostering.solve(solving))
    assert shift in {one.id for one in month(office).shifts if not one.duties}


def test_wishes_and_the_plan_against_what_came_of_it(office: Office) -> None:
    one, two = enroll(office, "赵一", "钱二")
    services.shift_duties.set_wishes(office, two, (Wish(two, True, weekday=7, half="上午"),))
    assert services.shift_duties.wishes_of(office, two)[0].likes
    shift = services.shifts.add(office, ShiftDraft("社工站", date(2026, 11, 15), "9:00", "11:00")).made[0]
    services.rostering.fill(office, 2026, 11)
    (duty,) = services.shifts.month(office, 2026, 11).shifts[0].duties
    assert duty.volunteer_id == two
    (line,) = services.activities.plan(office, 2026, 11).lines
    assert (line.on_roster, line.served, line.outcome) == (1, None, "没有登记落实情况")
    session = SessionDraft(date(2026, 11, 15), "社工站", "09:00", "11:00", shift_id=shift)
    services.service.open_session(office, session, (SignLine(one), SignLine(two)))
    services.shifts.note_outcome(office, shift, "接待 5 人")
    (line,) = services.activities.plan(office, 2026, 11).lines
    assert (line.served, line.outcome, line.words) == (2, "已开展,2人", "接待 5 人")
    with pytest.raises(UserFault, match="已经登记了服务"):
        services.shifts.remove(office, shift)
    with pytest.raises(UserFault, match="日期还没有到"):
        services.shifts.note_outcome(office, a_shift(office), "好")


def test_how_good_a_roster_is_stands_in_words() -> None:
    answer = Answer((Seat(1, 1),), (), Fairness(1, 5, 4, 2, 0), True, 0)
    assert answer_words(answer) == (
        "没有缺口;各人次数最多相差1次(另有2人因能来的时间少,次数较少);已确认没有更好的排法。"
    )
    open_ = replace(answer, proven=False, behind=0.004, stopped=True)
    assert answer_words(open_).endswith("按您的要求停下,离最公平的排法最多差0.4%。")
    short = replace(open_, gaps=(Gap(1, 3, "", "谁都没空"),), best_gaps=1, stopped=False)
    assert answer_words(short).startswith("还缺3人次;")
    assert answer_words(short).endswith("到时间停下,缺口最多还能再少2人次。")
