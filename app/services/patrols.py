"""四方巡查: the weekly round, what it found, and the week's list of work."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.patrols import FindingDraft, Patrol, PatrolDraft, WeekWork
from app.rules.patrols import check_patrol, week_of
from app.services.office import Office
from app.store import patrols as shelf
from app.store.request_lists import week_ids
from app.store.request_rows import request_rows, weekends_only
from app.store.request_rules import load_calendar


def record(office: Office, draft: PatrolDraft) -> Changes:
    """A round with parties, findings and the huddle's words; `made` is its id. Raises UserFault naming the field."""
    today = office.clock.today()
    draft = check_patrol(draft, today=today)
    with office.work("record_patrol", f"登记{chinese_date(draft.on)}四方巡查") as work:
        patrol_id = shelf.add_patrol(work, draft, today)
        return replace(office.keep(work), made=(patrol_id,))


def change(office: Office, patrol_id: int, draft: PatrolDraft) -> Changes:
    """Day, route, parties and minutes of a round; its findings stay as they are."""
    draft = check_patrol(replace(draft, findings=()), today=office.clock.today())
    with office.work("change_patrol", f"修改{chinese_date(draft.on)}四方巡查") as work:
        shelf.change_patrol(work, patrol_id, draft)
        return office.keep(work)


def remove(office: Office, patrol_id: int) -> Changes:
    """A round that was entered by mistake. Raises UserFault when a finding of it became a request."""
    with office.work("remove_patrol", "删除四方巡查") as work:
        shelf.remove_patrol(work, patrol_id)
        return office.keep(work)


def add_finding(office: Office, patrol_id: int, finding: FindingDraft) -> Changes:
    """Something more that a round had found; `made` is its id."""
    today = office.clock.today()
    with office.work("add_finding", "补记巡查发现") as work:
        found = shelf.patrols(work.connection, "id = ?", (patrol_id,))
        if not found:
            raise UserFault("这次巡查已经不在了。", "请刷新后再试。")
        (patrol,) = found
        draft = check_patrol(PatrolDraft(patrol.on, patrol.parties, findings=(finding,)), today=today)
        finding_id = shelf.add_finding(work, patrol_id, patrol.on, draft.findings[0], today)
        return replace(office.keep(work), made=(finding_id,))


def make_request(office: Office, finding_id: int) -> Changes:
    """A finding becomes a request; `made` is the request's id."""
    with office.work("finding_to_request", "巡查发现转为诉求") as work:
        request_id = shelf.make_request(work, finding_id, office.clock.today())
        return replace(office.keep(work), made=(request_id,))


def settle_finding(office: Office, finding_id: int, on: date | None) -> Changes:
    """A finding was put right on that day; None takes it back. Raises UserFault for a day to come."""
    today = office.clock.today()
    if on is not None and on > today:
        raise UserFault("解决的日期还没有到。", "请改成今天或以前的日期。", place="解决日期")
    with office.work("settle_finding", "巡查发现已解决" if on else "巡查发现改回未解决") as work:
        (found, *_) = shelf.findings(work.connection, "f.id = ?", (finding_id,)) or (None,)
        if found is None:
            raise UserFault("这条发现已经不在了。", "请刷新后再试。")
        if found.request_id is not None:
            raise UserFault(f"这条发现已转成诉求 {found.request_number}。", "请在那件诉求里登记办结。")
        work.update("patrol_finding", finding_id, {"settled_on": on.isoformat() if on else None})
        return office.keep(work)


def listing(office: Office, since: date | None = None, until: date | None = None) -> tuple[Patrol, ...]:
    """Rounds in a period, the newest first."""
    values = ((since or date.min).isoformat(), (until or date.max).isoformat())
    with office.store.reading() as connection:
        return shelf.patrols(connection, "patrolled_on BETWEEN ? AND ?", values)


def week(office: Office, day: date | None = None) -> WeekWork:
    """The list of work of the week a day lies in (today's by default), and of the work done in it."""
    first, last = week_of(day or office.clock.today())
    with office.store.reading() as connection:
        calendar = load_calendar(connection)
        to_do, done = week_ids(connection, first, last)
        today = office.clock.today()
        due, closed = (request_rows(connection, ids, today, calendar) for ids in (to_do, done))
        open_findings = shelf.findings(
            connection,
            "f.settled_on IS NULL AND r.id IS NULL AND f.patrol_id IN (SELECT id FROM patrol WHERE patrolled_on <= ?)",
            (last.isoformat(),),
        )
        settled = shelf.findings(connection, "f.settled_on BETWEEN ? AND ?", (first.isoformat(), last.isoformat()))
        return WeekWork(
            first=first,
            last=last,
            to_do=due,
            done=closed,
            findings_open=open_findings,
            findings_done=settled,
            patrols=shelf.patrols(connection, "patrolled_on BETWEEN ? AND ?", (first.isoformat(), last.isoformat())),
            weekends_only=weekends_only((*due, *closed), calendar),
        )
