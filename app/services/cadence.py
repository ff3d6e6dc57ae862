"""应召开: the year at a glance, what is due now, what each body owes, and fixed days. One verb, one entry, one undo."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from app.base.errors import UserFault
from app.models.cadence import DueItem, Duty, Every, Recurrence, RecurrenceDraft, YearGlance
from app.models.changes import Changes
from app.models.meeting_drafts import MeetingDraft
from app.models.meetings import State
from app.rules import cadence as law
from app.rules.meeting_kinds import kinds
from app.rules.periods import period_named, period_of
from app.rules.recurrence import days, in_words, is_rule
from app.rules.roster import posts_on
from app.services.meeting_heads import add_meeting
from app.services.office import Office
from app.store import cadence as shelf
from app.store import meetings as shelf_of_meetings
from app.store.connection import Connection
from app.store.meeting_numbers import Rosters
from app.store.meeting_rules import load_duties, load_occurrences, load_owed, load_recurrences
from app.store.roster import load_bodies, load_members, need_branch

LESSON = "党课"
_BACK = 92  # days: what was missed within a quarter is still told as overdue on the first page


def year(office: Office, year: int, body_id: int | None = None, as_of: date | None = None) -> YearGlance:
    """A year, a line for each duty (of one body, or of all): for each period its state and the meetings behind it."""
    today = as_of or office.clock.today()
    with office.store.reading() as connection:
        rosters = Rosters(connection)
        found = load_duties(connection, rosters)
        owes = load_owed(connection, rosters, today)
        first, last = date(year - 1, 12, 25), date(year + 1, 1, 7)  # ISO weeks reach over the year's ends
        meetings = law.by_series(load_occurrences(connection, first, last))
    wanted = [duty for duty in found if body_id in (None, duty.body_id)]
    return law.year_glance(year, wanted, meetings, owes, today)


def due(office: Office, since: date | None = None) -> tuple[DueItem, ...]:
    """What is to be held now, and what of the last quarter (or since `since`) is overdue; the overdue first."""
    today = office.clock.today()
    with office.store.reading() as connection:
        return due_on(connection, today, since or today - timedelta(days=_BACK))


def duties(office: Office) -> tuple[Duty, ...]:
    """What every body owes, those that are not asked for too."""
    with office.store.reading() as connection:
        return load_duties(connection, Rosters(connection))


def missed_periods(office: Office, kind: str, body_id: int | None = None) -> tuple[tuple[str, str], ...]:
    """Periods that a meeting of a kind could make up for, the newest first: (key, words)."""
    today = office.clock.today()
    since = date(today.year - 1, 1, 1)
    with office.store.reading() as connection:
        items = due_on(connection, today, since)
    return tuple(
        (item.period.key, item.period.title)
        for item in sorted(items, key=lambda item: item.period.last, reverse=True)
        if item.late and item.kind == kind and body_id in (None, item.body_id)
    )


def notices(office: Office, year: int) -> tuple[str, ...]:
    """What the year's plan should look at beside the counts: the secretary gives a 党课 at least once a year."""
    today = min(office.clock.today(), date(year, 12, 31))
    with office.store.reading() as connection:
        members = load_members(connection)
        names = {one.name for one in members if "书记" in posts_on(one, today, None)}
        lessons = shelf_of_meetings.of_kind(connection, LESSON, date(year, 1, 1), date(year, 12, 31))
    if not names or any(lesson.chair in names for lesson in lessons):
        return ()
    return (f"{year}年还没有登记由书记主讲的党课;书记每年至少讲一次党课(支部工作条例第十六条)。",)


def set_duty(office: Office, body_id: int, kind: str, every: Every, times: int, *, owed: bool = True) -> Changes:
    """What one body owes, apart from the office's table. Raises UserFault for a number that cannot be."""
    if not 1 <= times <= 31:
        raise UserFault("次数要填 1 到 31。", "不要求召开的,请选“不要求”。", place="次数")
    with office.work("set_duty", f"设定{kind}的召开次数") as work:
        if body_id not in load_bodies(work.connection) or kind not in kinds():
            raise UserFault("这一项已经不在了。", "请刷新后再试。")
        shelf.set_duty(work, body_id, kind, every, times, owed=owed)
        return office.keep(work)


def reset_duty(office: Office, body_id: int, kind: str) -> Changes:
    """Back to the office's table."""
    with office.work("reset_duty", f"恢复{kind}的召开次数") as work:
        shelf.reset_duty(work, body_id, kind)
        return office.keep(work)


def recurrences(office: Office) -> tuple[Recurrence, ...]:
    """Fixed days, in the order in which they were set."""
    with office.store.reading() as connection:
        return load_recurrences(connection)


def set_recurrence(office: Office, draft: RecurrenceDraft, recurrence_id: int | None = None) -> Changes:
    """A fixed day (固定日) of a body for a kind of meeting; with an id, that one changed.

    Raises UserFault for a day that is none.
    """
    if not is_rule(draft.day_rule):
        raise UserFault("固定日没有看懂。", "请从列表里选,例如每月5日、每月第一个星期六。", place="固定日")
    if draft.kind not in kinds():
        raise UserFault("还没有选会议类型。", "请选一种会议。", place="会议类型")
    with office.work("set_recurrence", f"{draft.kind}固定在{in_words(draft.day_rule)}") as work:
        body_id = draft.body_id or need_branch(work)
        shelf.set_recurrence(work, recurrence_id, draft, body_id)
        return office.keep(work)


def remove_recurrence(office: Office, recurrence_id: int) -> Changes:
    with office.work("remove_recurrence", "取消固定日") as work:
        work.delete("meeting_recurrence", [recurrence_id])
        return office.keep(work)


def fixed_days(office: Office, first: date, last: date) -> tuple[MeetingDraft, ...]:
    """Plans that fixed days suggest for a span and that are not there yet, in order of their days."""
    with office.store.reading() as connection:
        return _missing_plans(connection, first, last)


def plan_fixed(office: Office, first: date, last: date) -> Changes:
    """Plan what the fixed days ask for in a span, in one change. Raises UserFault when all of it is there."""
    with office.work("plan_fixed_days", "按固定日列计划") as work:
        drafts = _missing_plans(work.connection, first, last)
        if not drafts:
            raise UserFault("这段时间的固定日都已经列入计划。", "可以换一段时间,或先设定固定日。")
        for draft in drafts:
            add_meeting(work, draft, State.PLANNED, office.clock.today())
        work.title = f"按固定日列入{len(drafts)}次会议计划"
        return office.keep(work)


def plan_many(office: Office, drafts: Sequence[MeetingDraft]) -> Changes:
    """The year's plan, several meetings in one change. Raises UserFault naming the first field that cannot be."""
    with office.work("plan_meetings", f"列入{len(drafts)}次会议计划") as work:
        for draft in drafts:
            add_meeting(work, draft, State.PLANNED, office.clock.today())
        work.title = f"列入{len(drafts)}次会议计划"
        return office.keep(work)


def due_on(connection: Connection, today: date, since: date) -> tuple[DueItem, ...]:
    """For services that have a connection already."""
    rosters = Rosters(connection)
    found = load_duties(connection, rosters)
    owes = load_owed(connection, rosters, today)
    first = period_of(Every.YEAR, since).first
    last = period_of(Every.YEAR, today).last
    return law.due_items(found, law.by_series(load_occurrences(connection, first, last)), owes, today, since)


def _missing_plans(connection: Connection, first: date, last: date) -> tuple[MeetingDraft, ...]:
    """Fixed days on which nothing of their kind is held or planned in the period they lie in."""
    found = []
    for one in load_recurrences(connection):
        begin, end = max(first, one.since or first), min(last, one.until or last)
        for day in days(one.day_rule, begin, end):
            every = Every.WEEK if one.day_rule.startswith("E") else Every.MONTH
            period = period_of(every, day)
            there = shelf_of_meetings.in_span(connection, one.kind, one.body_id, period.first, period.last)
            if not there:
                found.append(MeetingDraft(one.kind, day, one.body_id, one.starts, "", one.place))
    return tuple(sorted(found, key=lambda draft: (draft.held_on, draft.kind)))


def period_words(key: str) -> str:
    """2026年7月, for a key that stands in a meeting; '' for none."""
    found = period_named(key) if key else None
    return found.title if found else ""
