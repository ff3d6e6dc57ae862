"""班次 and the roster of a month as it stands; who stands on them is changed by `shift_duties` and `rostering`."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from app.base.clock import chinese_date
from app.base.errors import Doubt, UserFault
from app.models.changes import Changes
from app.models.rostering import Problem, Seat
from app.models.shifts import Candidate, Free, Roster, Shift, ShiftDraft
from app.models.volunteers import Volunteer
from app.rules.rostering import barred, clashes, fairness, never, stands_of
from app.rules.rostering_telling import gaps_of, impossible
from app.rules.shifts import check_reason, check_shift, post_of, seats_digest, slots_words
from app.services import rostering
from app.services.office import Office
from app.services.rostering import must_be_draft
from app.store import rostering as gathering
from app.store import shifts as shelf

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
    with office.work("add_shift", f"新增{day_words(draft.day)}班次“{draft.title}”") as work:
        _must_be_possible(work.connection, draft, sure=sure)
        made = shelf.add_shifts(work, (draft,))
        return replace(office.keep(work), made=made)


def change(office: Office, shift_id: int, draft: ShiftDraft, *, sure: bool = False) -> Changes:
    """Who is on it stays; what does not fit any more is shown as a clash."""
    draft = check_shift(draft)
    with office.work("change_shift", f"修改{day_words(draft.day)}班次“{draft.title}”") as work:
        shift = shelf.load_shift(work.connection, shift_id)
        must_be_draft(work.connection, shift.day.year, shift.day.month)
        must_be_draft(work.connection, draft.day.year, draft.day.month)
        _must_be_possible(work.connection, draft, sure=sure)
        shelf.update_shift(work, shift_id, replace(draft, activity_id=shift.activity_id))
        return office.keep(work)


def remove(office: Office, shift_id: int) -> Changes:
    """A shift that is not wanted; in a published month it is cancelled instead."""
    with office.work("remove_shift", "删除班次") as work:
        shift = draft_shift(work, shift_id)
        work.title = f"删除{named(shift)}"
        shelf.remove_shift(work, shift_id)
        return office.keep(work)


def cancel(office: Office, shift_id: int, reason: str) -> Changes:
    """取消班次, with its reason; who was on it stays written down."""
    reason = check_reason(reason)
    with office.work("cancel_shift", "取消班次") as work:
        shift = shelf.load_shift(work.connection, shift_id)
        work.title = f"取消{named(shift)}"
        if shift.cancelled:
            raise UserFault("这个班次已经取消了。", "请刷新后再看。")
        work.update("volunteer_shift", shift_id, {"cancelled": reason})
        return office.keep(work)


def restore(office: Office, shift_id: int) -> Changes:
    """A cancelled shift stands again."""
    with office.work("restore_shift", "恢复班次") as work:
        shift = shelf.load_shift(work.connection, shift_id)
        work.title = f"恢复{named(shift)}"
        work.update("volunteer_shift", shift_id, {"cancelled": ""})
        return office.keep(work)


def note_outcome(office: Office, shift_id: int, words: str) -> Changes:
    """落实情况: what came of a shift, in words."""
    with office.work("note_outcome", "登记落实情况") as work:
        shift = shelf.load_shift(work.connection, shift_id)
        work.title = f"登记{named(shift)}的落实情况"
        if shift.day > office.clock.today():
            raise UserFault("这个班次的日期还没有到。", "请到当天以后再登记。", place="落实情况")
        work.update("volunteer_shift", shift_id, {"came_of": " ".join(words.split())})
        return office.keep(work)


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


def draft_shift(work: Work, shift_id: int) -> Shift:
    shift = shelf.load_shift(work.connection, shift_id)
    must_be_draft(work.connection, shift.day.year, shift.day.month)
    return shift


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


def named(shift: Shift) -> str:
    return f"{day_words(shift.day)}“{shift.title}”"


def day_words(day: date) -> str:
    return chinese_date(day).split("年")[1]
