"""Who stands on which shift: by hand while a month is a draft, then published, and after that by noted swaps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.rostering import Seat, Wish
from app.models.shifts import Duty, Roster, Shift
from app.models.volunteers import Volunteer
from app.rules.shifts import check_reason, open_role
from app.services.office import Office
from app.services.rostering import must_be_draft
from app.services.shifts import day_words, draft_shift, named, read_month
from app.store import shifts as shelf
from app.store import volunteers as people_shelf

if TYPE_CHECKING:
    from app.store.work import Work


def assign(office: Office, shift_id: int, volunteer_id: int) -> Changes:
    """Put somebody on a shift by hand: pinned, so that the solver leaves it. What breaks a rule is shown as a clash;
    raises UserFault for what cannot be at all."""
    with office.work("assign_duty", "安排志愿者") as work:
        shift, person = draft_shift(work, shift_id), people_shelf.one(work.connection, volunteer_id)
        work.title = f"安排{person.name}到{named(shift)}"
        _put(work, shift, person)
        return office.keep(work)


def unassign(office: Office, shift_id: int, volunteer_id: int) -> Changes:
    """Take somebody off a shift."""
    with office.work("remove_duty", "撤下志愿者") as work:
        shift, person = draft_shift(work, shift_id), people_shelf.one(work.connection, volunteer_id)
        work.title = f"从{named(shift)}撤下{person.name}"
        work.delete("duty", [_duty_id(shift, person)])
        return office.keep(work)


def move(office: Office, from_id: int, to_id: int, volunteer_id: int) -> Changes:
    """From one shift to another, as one change."""
    with office.work("move_duty", "调整班次") as work:
        source, target = draft_shift(work, from_id), draft_shift(work, to_id)
        person = people_shelf.one(work.connection, volunteer_id)
        work.title = f"把{person.name}从{named(source)}调到{named(target)}"
        work.delete("duty", [_duty_id(source, person)])
        _put(work, target, person)
        return office.keep(work)


def pin(office: Office, shift_id: int, volunteer_id: int, *, on: bool = True) -> Changes:
    """固定: the solver leaves this seat as it is."""
    with office.work("pin_duty", "固定排班" if on else "不再固定排班") as work:
        shift, person = draft_shift(work, shift_id), people_shelf.one(work.connection, volunteer_id)
        work.title = f"{'固定' if on else '不再固定'}{person.name}在{named(shift)}"
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
        twice = next(_twice(roster), None)
        if twice is not None:
            shift, duty = twice
            raise UserFault(f"{duty.name}在{day_words(shift.day)}{shift.starts}同时有两个班。", "请先调开再公布。")
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
        work.title = f"{named(shift)}换班:{'、'.join(names)}"
        return office.keep(work)


def _twice(roster: Roster) -> Iterator[tuple[Shift, Duty]]:
    """Seats of somebody who is elsewhere at that time, whatever other rule the seat breaks before: a clash names but
    one."""
    shifts = roster.standing
    for place, shift in enumerate(shifts):
        for other in shifts[place + 1 :]:
            if shift.day == other.day and other.starts < shift.ends and shift.starts < other.ends:
                there = {duty.volunteer_id for duty in other.duties}
                yield from ((shift, duty) for duty in shift.duties if duty.volunteer_id in there)


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


def _duty_id(shift: Shift, person: Volunteer) -> int:
    found = next((duty.id for duty in shift.duties if duty.volunteer_id == person.id), None)
    if found is None:
        raise UserFault(f"{person.name}不在这个班次上。", "请刷新后再试。")
    return found
