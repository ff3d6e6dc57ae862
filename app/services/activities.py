"""志愿活动: what is served again and again, or once; the month's shifts out of it, and the plan against what came."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from app.base.errors import Doubt, UserFault
from app.models.activities import Activity, ActivityDraft, MonthPlan, PlanLine
from app.models.changes import Changes
from app.models.rostering import Post
from app.models.shifts import Shift
from app.rules.rostering_telling import impossible
from app.rules.service import minute_of
from app.rules.shifts import check_activity, laid_out, usual_activities
from app.services import rostering
from app.services.office import Office
from app.store import activities as shelf
from app.store import rostering as gathering
from app.store import shifts as shifts_shelf
from app.store.people import load_organisation

if TYPE_CHECKING:
    from app.store.connection import Connection


def listing(office: Office) -> tuple[Activity, ...]:
    """All activities, those with a fixed day first."""
    with office.store.reading() as connection:
        return shelf.activities(connection)


def add(office: Office, draft: ActivityDraft, *, sure: bool = False) -> Changes:
    """A new activity; `made` is its id. Raises UserFault naming the field, Doubt for a demand nobody could meet."""
    draft = check_activity(draft)
    with office.work("add_activity", f"新增活动“{draft.title}”") as work:
        _must_be_possible(work.connection, office, draft, sure=sure)
        activity_id = shelf.add(work, draft)
        return replace(office.keep(work), made=(activity_id,))


def add_usual(office: Office) -> Changes:
    """The fixed days that are usual (resources/rules/fixed_activities.csv), for an office that has none of its own."""
    with office.work("add_usual_activities", "按通常的固定日新增活动") as work:
        made = tuple(shelf.add(work, check_activity(draft)) for draft in usual_activities())
        return replace(office.keep(work), made=made)


def change(office: Office, activity_id: int, draft: ActivityDraft, *, sure: bool = False) -> Changes:
    """Shifts that were made of it already stay as they are."""
    draft = check_activity(draft)
    with office.work("change_activity", f"修改活动“{draft.title}”") as work:
        shelf.one(work.connection, activity_id)
        _must_be_possible(work.connection, office, draft, sure=sure)
        shelf.update(work, activity_id, draft)
        return office.keep(work)


def remove(office: Office, activity_id: int) -> Changes:
    """Raises UserFault when shifts or service were made of it: then it is ended, not deleted."""
    with office.work("remove_activity", "删除活动") as work:
        found = shelf.one(work.connection, activity_id)
        work.title = f"删除活动“{found.title}”"
        if shelf.is_used(work.connection, activity_id):
            raise UserFault("这项活动已经有班次或服务记录,不能删除。", "不再开展的,请填“到哪天为止”。")
        shelf.remove(work, activity_id)
        return office.keep(work)


def lay_out(office: Office, year: int, month: int) -> Changes:
    """The month's shifts out of all activities; those that are there already stay. `made`: ids of the new ones.

    Raises UserFault when there is nothing to lay out.
    """
    with office.work("lay_out_shifts", f"生成{year}年{month}月班次") as work:
        there = shifts_shelf.shifts(work.connection, *shifts_shelf.month_days(year, month))
        found = shelf.activities(work.connection)
        drafts = laid_out(found, there, year, month)
        if not drafts:
            if not found:
                raise UserFault("还没有活动。", "请先新增活动,写明固定日和时间。")
            raise UserFault(f"{year}年{month}月的班次已经都有了。", "另外要加的,请新增班次。")
        made = shifts_shelf.add_shifts(work, drafts)
        return replace(office.keep(work), made=made)


def plan(office: Office, year: int, month: int) -> MonthPlan:
    """月初计划与落实情况: every shift of the month, who is on it, who was signed in, and what came of it."""
    today = office.clock.today()
    with office.store.reading() as connection:
        found = shifts_shelf.shifts(connection, *shifts_shelf.month_days(year, month))
        branch = load_organisation(connection).branch
        lines = _lines(connection, found, today)
    return MonthPlan(year, month, branch, today, lines)


def of_shifts(office: Office, ids: Collection[int]) -> tuple[PlanLine, ...]:
    """The shifts behind a figure, of whatever months, as the plan tells them."""
    with office.store.reading() as connection:
        return _lines(connection, shifts_shelf.shifts_of(connection, ids), office.clock.today())


def _lines(connection: Connection, found: Sequence[Shift], today: date) -> tuple[PlanLine, ...]:
    if not found:
        return ()
    served = shifts_shelf.served(connection, found[0].day, found[-1].day)
    words = {one.id: one.draft.words for one in shelf.activities(connection)}
    return tuple(
        PlanLine(
            one.id, one.day, one.starts, one.ends, one.title, one.team, one.place, one.heads, len(one.duties),
            served.get(one.id), _outcome(one, served.get(one.id), today),
            one.came_of or words.get(one.activity_id or 0, ""),
        )
        for one in found
    )  # fmt: skip


def _outcome(shift: Shift, served: int | None, today: date) -> str:
    if shift.cancelled:
        return f"已取消:{shift.cancelled}"
    if served:
        return f"已开展,{served}人"
    if shift.came_of:
        return "已开展"
    if served == 0:
        return "登记了场次,还没有签到"
    return "没有登记落实情况" if shift.day < today else "今天" if shift.day == today else "未到日期"


def _must_be_possible(connection: Connection, office: Office, draft: ActivityDraft, *, sure: bool) -> None:
    """Said once: more heads than there are volunteers, a skill that nobody has."""
    today = office.clock.today()
    problem, _, _ = gathering.load_problem(connection, rostering.read_rules(connection), today.year, today.month)
    if sure or not problem.people:
        return
    day = draft.day or today
    post = Post(0, day, minute_of(draft.starts), minute_of(draft.ends), draft.heads, draft.needs)
    said = impossible(problem, post)
    if said:
        raise Doubt(f"{said},排班时会有缺口。", "确实要这样,再保存一次。", place="需要人数")
