"""班次 and the roster of a month: who stands where, changed by hand, published, and after that by noted swaps."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from app.base.clock import chinese_date
from app.base.errors import Doubt, UserFault
from app.models.changes import Changes
from app.models.rostering import Problem, Seat, Wish
from app.models.shifts import Candidate, Free, Roster, Shift, ShiftDraft
from app.models.volunteers import Volunteer
from app.rules.rostering import barred, clashes, fairness, never, stands_of
from app.rules.rostering_telling import gaps_of, impossible
from app.rules.shifts import check_reason, check_shift, open_role, post_of, seats_digest, slots_words
from app.services import rostering
from app.services.office import Office
from app.services.rostering import must_be_draft
from app.store import rostering as gathering
from app.store import shifts as shelf
from app.store import volunteers as people_shelf

if TYPE_CHECKING:
    from app.store.connection import Connection
    from app.store.work import Work


def month(office: Office, year: int, month: int) -> Roster:
    """The roster of a month as it stands: shifts with people, clashes and gaps in words, shares, swaps."""
    with office.store.reading() as connection:
        return read_month(connection, year, month)


def read_month(connection: Connection, year: int, month: int) -> Roster:
    """For services that have a connection already."""
    rules = rostering.read_rules(connection)
    problem, shifts, people = gathering.load_problem(connection, rules, year, month)
    seats = (*problem.fixed, *problem.previous)
    published, summary = shelf.month_state(connection, year, month)
    said = json.loads(summary or "{}")
    loads = Counter(seat.person_id for seat in seats)
    return Roster(
        year=year,
        month=month,
        shifts=_judged(problem, seats, shifts),
        people=tuple(_free(one, loads[one.id]) for one in people),
        fairness=fairness(problem, seats),
        never_asked=sum(one.availability is None for one in people),
        published_on=published,
        said=said["said"] if said.get("of") == seats_digest(shifts) else "",
        swaps=shelf.swaps(connection, *shelf.month_days(year, month)),
    )


def of_day(office: Office, day: date) -> tuple[Shift, ...]:
    """Shifts of one day with their people, cancelled ones too."""
    with office.store.reading() as connection:
        return shelf.shifts(connection, day, day)


def candidates(office: Office, shift_id: int) -> tuple[Candidate, ...]:
    """Everybody who is not on a shift: those who can come first, the least loaded of them first; the others with the
    reason why they cannot."""
    with office.store.reading() as connection:
        shift = shelf.load_shift(connection, shift_id)
        rules = rostering.read_rules(connection)
        problem, _, people = gathering.load_problem(connection, rules, shift.day.year, shift.day.month)
    seats = (*problem.fixed, *problem.previous)
    stands, loads = stands_of(problem, seats), Counter(seat.person_id for seat in seats)
    post, there = post_of(shift), {duty.volunteer_id for duty in shift.duties}
    of_rules = {person.id: person for person in problem.people}
    found = [
        Candidate(
            one.id, one.name, one.sort, one.team, one.skills, loads[one.id],
            never(of_rules[one.id], post, rules) or barred(of_rules[one.id], post, rules, stands[one.id]),
        )
        for one in people
        if one.id not in there
    ]  # fmt: skip
    needed = {skill for skill, _ in shift.needs}
    return tuple(
        sorted(
            found,
            key=lambda one: (bool(one.why_not), not needed & set(one.skills), one.load, one.sort, one.volunteer_id),
        )
    )


# shifts


def add(office: Office, draft: ShiftDraft, *, sure: bool = False) -> Changes:
    """A shift of its own; `made` is its id. Raises UserFault naming the field, Doubt for a demand nobody could meet."""
    draft = check_shift(draft)
    with office.work("add_shift", f"新增{_day(draft.day)}班次“{draft.title}”") as work:
        _must_be_possible(work.connection, draft, sure=sure)
        made = shelf.add_shifts(work, (draft,))
        return replace(office.keep(work), made=made)


def change(office: Office, shift_id: int, draft: ShiftDraft, *, sure: bool = False) -> Changes:
    """Who is on it stays; what does not fit any more is shown as a clash."""
    draft = check_shift(draft)
    with office.work("change_shift", f"修改{_day(draft.day)}班次“{draft.title}”") as work:
        shift = shelf.load_shift(work.connection, shift_id)
        must_be_draft(work.connection, shift.day.year, shift.day.month)
        must_be_draft(work.connection, draft.day.year, draft.day.month)
        _must_be_possible(work.connection, draft, sure=sure)
        shelf.update_shift(work, shift_id, replace(draft, activity_id=shift.activity_id))
        return office.keep(work)


def remove(office: Office, shift_id: int) -> Changes:
    """A shift that is not wanted; in a published month it is cancelled instead."""
    with office.work("remove_shift", "删除班次") as work:
        shift = _draft_shift(work, shift_id)
        work.title = f"删除{_named(shift)}"
        shelf.remove_shift(work, shift_id)
        return office.keep(work)


def cancel(office: Office, shift_id: int, reason: str) -> Changes:
    """取消班次, with its reason; who was on it stays written down."""
    reason = check_reason(reason)
    with office.work("cancel_shift", "取消班次") as work:
        shift = shelf.load_shift(work.connection, shift_id)
        work.title = f"取消{_named(shift)}"
        if shift.cancelled:
            raise UserFault("这个班次已经取消了。", "请刷新后再看。")
        work.update("volunteer_shift", shift_id, {"cancelled": reason})
        return office.keep(work)


def restore(office: Office, shift_id: int) -> Changes:
    """A cancelled shift stands again."""
    with office.work("restore_shift", "恢复班次") as work:
        shift = shelf.load_shift(work.connection, shift_id)
        work.title = f"恢复{_named(shift)}"
        work.update("volunteer_shift", shift_id, {"cancelled": ""})
        return office.keep(work)


def note_outcome(office: Office, shift_id: int, words: str) -> Changes:
    """落实情况: what came of a shift, in words."""
    with office.work("note_outcome", "登记落实情况") as work:
        shift = shelf.load_shift(work.connection, shift_id)
        work.title = f"登记{_named(shift)}的落实情况"
        if shift.day > office.clock.today():
            raise UserFault("这个班次的日期还没有到。", "请到当天以后再登记。", place="落实情况")
        work.update("volunteer_shift", shift_id, {"came_of": " ".join(words.split())})
        return office.keep(work)


# who is on them, while the month is a draft


def assign(office: Office, shift_id: int, volunteer_id: int) -> Changes:
    """Put somebody on a shift by hand: pinned, so that the solver leaves it. What breaks a rule is shown as a clash;
    raises UserFault for what cannot be at all."""
    with office.work("assign_duty", "安排志愿者") as work:
        shift, person = _draft_shift(work, shift_id), people_shelf.one(work.connection, volunteer_id)
        work.title = f"安排{person.name}到{_named(shift)}"
        _put(work, shift, person)
        return office.keep(work)


def unassign(office: Office, shift_id: int, volunteer_id: int) -> Changes:
    """Take somebody off a shift."""
    with office.work("remove_duty", "撤下志愿者") as work:
        shift, person = _draft_shift(work, shift_id), people_shelf.one(work.connection, volunteer_id)
        work.title = f"从{_named(shift)}撤下{person.name}"
        work.delete("duty", [_duty_id(shift, person)])
        return office.keep(work)


def move(office: Office, from_id: int, to_id: int, volunteer_id: int) -> Changes:
    """From one shift to another, as one change."""
    with office.work("move_duty", "调整班次") as work:
        source, target = _draft_shift(work, from_id), _draft_shift(work, to_id)
        person = people_shelf.one(work.connection, volunteer_id)
        work.title = f"把{person.name}从{_named(source)}调到{_named(target)}"
        work.delete("duty", [_duty_id(source, person)])
        _put(work, target, person)
        return office.keep(work)


def pin(office: Office, shift_id: int, volunteer_id: int, *, on: bool = True) -> Changes:
    """固定: the solver leaves this seat as it is."""
    with office.work("pin_duty", "固定排班" if on else "不再固定排班") as work:
        shift, person = _draft_shift(work, shift_id), people_shelf.one(work.connection, volunteer_id)
        work.title = f"{'固定' if on else '不再固定'}{person.name}在{_named(shift)}"
        work.update("duty", _duty_id(shift, person), {"pinned": int(on)})
        return office.keep(work)


def empty(office: Office, year: int, month: int) -> Changes:
    """Everybody off the month's shifts but those who are pinned."""
    with office.work("empty_roster", f"清空{year}年{month}月的排班") as work:
        must_be_draft(work.connection, year, month)
        shifts = shelf.shifts(work.connection, *shelf.month_days(year, month))
        gone = [duty.id for one in shifts if not one.cancelled for duty in one.duties if not duty.pinned]
        if not gone:
            raise UserFault("没有可以清空的:还没有排人,或排的都固定了。", "")
        work.delete("duty", gone)
        return office.keep(work)


def set_wishes(office: Office, volunteer_id: int, wishes: tuple[Wish, ...]) -> Changes:
    """When somebody would like to serve, and when rather not; in place of what was said before."""
    with office.work("set_duty_wishes", "登记排班意愿") as work:
        person = people_shelf.one(work.connection, volunteer_id)
        work.title = f"登记{person.name}的排班意愿"
        shelf.set_wishes(work, volunteer_id, wishes)
        return office.keep(work)


def wishes_of(office: Office, volunteer_id: int) -> tuple[Wish, ...]:
    with office.store.reading() as connection:
        return tuple(wish for wish in shelf.wishes(connection) if wish.person_id == volunteer_id)


# publishing, and what may change afterwards


def publish(office: Office, year: int, month: int) -> Changes:
    """公布. Raises UserFault when somebody is on two shifts at once, or nobody is on any."""
    with office.work("publish_roster", f"公布{year}年{month}月排班") as work:
        must_be_draft(work.connection, year, month)
        roster = read_month(work.connection, year, month)
        if not any(shift.duties for shift in roster.standing):
            raise UserFault(f"{year}年{month}月还没有排人。", "请先排班再公布。")
        twice = [(shift, duty) for shift, duty in roster.clashes if duty.clash == TWICE]
        if twice:
            shift, duty = twice[0]
            raise UserFault(f"{duty.name}在{_day(shift.day)}{shift.starts}同时有两个班。", "请先调开再公布。")
        shelf.set_month(work, year, month, {"published_on": office.clock.today().isoformat()})
        return office.keep(work)


def swap(office: Office, shift_id: int, out_id: int | None, in_id: int | None, reason: str) -> Changes:
    """换班 after publishing: one goes, another (or nobody) comes, or somebody comes for an empty place. The note stays.

    Raises UserFault when it changes nothing, or the one who comes is on a shift at that time.
    """
    reason = check_reason(reason)
    with office.work("swap_duty", "换班") as work:
        shift = shelf.load_shift(work.connection, shift_id)
        published, _ = shelf.month_state(work.connection, shift.day.year, shift.day.month)
        if published is None:
            raise UserFault("这个月的排班还没有公布。", "公布以前可以直接调整,不用换班。")
        if shift.cancelled:
            raise UserFault("这个班次已经取消了。", "请先恢复班次。")
        if out_id == in_id:
            raise UserFault("换下和换上的是同一个人。" if out_id else "还没有选人。", "请重新选人。", place="换上")
        names = []
        if out_id is not None:
            person = people_shelf.one(work.connection, out_id)
            names.append(f"{person.name}换下")
            work.delete("duty", [_duty_id(shift, person)])
            shift = replace(shift, duties=tuple(one for one in shift.duties if one.volunteer_id != out_id))
        if in_id is not None:
            person = people_shelf.one(work.connection, in_id)
            names.append(f"{person.name}换上")
            _put(work, shift, person)
        shelf.add_swap(work, shift_id, out_id, in_id, office.clock.today(), reason)
        work.title = f"{_named(shift)}换班:{'、'.join(names)}"
        return office.keep(work)


# within

TWICE = "同一时间已有班"


def _put(work: Work, shift: Shift, person: Volunteer) -> None:
    if shift.cancelled:
        raise UserFault("这个班次已经取消了。", "请先恢复班次。")
    if any(duty.volunteer_id == person.id for duty in shift.duties):
        raise UserFault(f"{person.name}已经在这个班次上了。", "同一个班次一个人只排一次。")
    if not person.serves_on(shift.day):
        raise UserFault(f"{person.name}那天不在志愿者队伍里。", "请换一个人。")
    same_day = [one for one in shelf.shifts(work.connection, shift.day, shift.day) if not one.cancelled]
    for other in same_day:
        mine = other.id != shift.id and any(duty.volunteer_id == person.id for duty in other.duties)
        if mine and other.starts < shift.ends and shift.starts < other.ends:
            raise UserFault(
                f"{person.name}同一时间已在“{other.title}”({other.times})。", "一个人同一时间只能有一个班,请换一个人。"
            )
    role = open_role(shift, person.skills)
    shelf.add_duties(work, [Seat(shift.id, person.id, role)], pinned=True)


def _judged(problem: Problem, seats: tuple[Seat, ...], shifts: tuple[Shift, ...]) -> tuple[Shift, ...]:
    """Shifts with what is wrong and what is missing, in words."""
    wrong = {(seat.post_id, seat.person_id): said for seat, said in clashes(problem, seats).items()}
    missing: dict[int, list[tuple[int, str]]] = {}
    for gap in gaps_of(problem, seats):
        missing.setdefault(gap.post_id, []).append((gap.heads, gap.reason))
    return tuple(
        one
        if one.cancelled
        else replace(
            one,
            duties=tuple(replace(duty, clash=wrong.get((one.id, duty.volunteer_id), "")) for duty in one.duties),
            missing=sum(heads for heads, _ in missing.get(one.id, ())),
            gap=";".join(reason for _, reason in missing.get(one.id, ())),
        )
        for one in shifts
    )


def _free(one: Volunteer, load: int) -> Free:
    return Free(one.id, one.name, one.sort, one.team, one.skills, load, slots_words(one.availability))


def _draft_shift(work: Work, shift_id: int) -> Shift:
    shift = shelf.load_shift(work.connection, shift_id)
    must_be_draft(work.connection, shift.day.year, shift.day.month)
    return shift


def _duty_id(shift: Shift, person: Volunteer) -> int:
    found = next((duty.id for duty in shift.duties if duty.volunteer_id == person.id), None)
    if found is None:
        raise UserFault(f"{person.name}不在这个班次上。", "请刷新后再试。")
    return found


def _must_be_possible(connection: Connection, draft: ShiftDraft, *, sure: bool) -> None:
    problem, _, _ = gathering.load_problem(
        connection, rostering.read_rules(connection), draft.day.year, draft.day.month
    )
    if sure or not problem.people:
        return
    post = post_of(Shift(0, draft.title, draft.day, draft.starts, draft.ends, draft.heads, draft.needs))
    said = impossible(problem, post)
    if said:
        raise Doubt(f"{said},排班时会有缺口。", "确实要这样,再保存一次。", place="需要人数")


def _named(shift: Shift) -> str:
    return f"{_day(shift.day)}“{shift.title}”"


def _day(day: date) -> str:
    return chinese_date(day).split("年")[1]
