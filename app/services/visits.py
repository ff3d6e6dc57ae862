"""走访: taken down one by one or a sheet at a time, put right, listed.

Tiers and pairings are in `services.care`, whom to visit next in `services.rounds`, what is counted in
`services.coverage`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.requests import RequestDraft
from app.models.visit_views import VisitPage, VisitQuery
from app.models.visits import Need, Visit, VisitDraft
from app.rules.visit_drafts import DATE, DOOR, DoorThen, check_visit
from app.services.care import standing
from app.services.coverage import figures as figures
from app.services.office import Office
from app.store import visit_lists as lists
from app.store import visits as shelf
from app.store.connection import Connection
from app.store.requests import add_request
from app.store.work import Work

CHANNEL = "网格员走访"


def overdue(office: Office, as_of: date) -> frozenset[int]:
    """Household ids whose visit is overdue on a day: it was due on an earlier one."""
    today = office.clock.today()
    with office.store.reading() as connection:
        now = standing(office, connection, today)
    if as_of != today:
        return office.care.overdue_on(as_of)
    day = as_of.toordinal()
    return frozenset(door for door, state in now.items() if 0 < state.due < day)


def of_household(office: Office, household_id: int) -> tuple[Visit, ...]:
    """The visits of a door, the newest first."""
    with office.store.reading() as connection:
        return shelf.visits_of(connection, household_id)


def visit(office: Office, visit_id: int) -> Visit:
    with office.store.reading() as connection:
        return _visit(connection, visit_id)


def made(office: Office, query: VisitQuery) -> VisitPage:
    """A page of the visits that were made."""
    with office.store.reading() as connection:
        return VisitPage(*lists.visit_page(connection, query))


def visitors(office: Office) -> tuple[str, ...]:
    """Names of those who visit, the most frequent first: each one alone, however they went."""
    with office.store.reading() as connection:
        written = lists.visitors(connection)
    return tuple(dict.fromkeys(name for visitor in written for name in lists.names_in(visitor)))


def faults(office: Office, drafts: Sequence[VisitDraft]) -> dict[int, UserFault]:
    """What is wrong with rows of the quick table, by place; nothing is kept."""
    with office.store.reading() as connection:
        return _checked(connection, drafts, office.clock.today())[1]


def record(office: Office, draft: VisitDraft) -> Changes:
    """One visit. Raises UserFault that names the field."""
    return record_many(office, (draft,))


def record_many(office: Office, drafts: Sequence[VisitDraft]) -> Changes:
    """Many visits as one change. Needs that are to be requests become requests in the same change.

    Raises UserFault when a row cannot stand, and keeps none; `faults` says which rows.
    """
    if not drafts:
        raise UserFault("还没有填写走访。", "请至少填写一户。")
    today = office.clock.today()
    with office.work("record_visits", f"登记走访 {_doors(office, drafts)}") as work:
        checked, wrong = _checked(work.connection, drafts, today)
        for fault in wrong.values():
            raise fault
        ids = shelf.add_visits(work, checked)
        there = {one.id: one.needs for one in shelf.visits_by_id(work.connection, ids)}
        for visit_id, draft in zip(ids, checked, strict=True):
            _make_requests(work, there[visit_id], draft, today)
        return replace(office.keep(work), made=tuple(ids))


def edit(office: Office, visit_id: int, draft: VisitDraft) -> Changes:
    """A visit put right. Raises UserFault that names the field, or for a need that has become a request."""
    today = office.clock.today()
    with office.work("edit_visit", "修改走访记录") as work:
        found = _visit(work.connection, visit_id)
        checked, wrong = _checked(work.connection, (draft,), today, besides=visit_id)
        for fault in wrong.values():
            raise fault
        kept = {need.id for need in draft.needs}
        _check_free([need for need in found.needs if need.id not in kept])
        if draft.household_id != found.household_id:
            _check_free(found.needs, "换到别的户")
        ids = shelf.change_visit(work, found, checked[0])
        there = {need.id: need for need in _visit(work.connection, visit_id).needs}
        _make_requests(work, [there[need_id] for need_id in ids], checked[0], today)
        return office.keep(work)


def remove(office: Office, visit_ids: Iterable[int]) -> Changes:
    """Visits that were entered by mistake. Raises UserFault when one of their needs has become a request or a wish."""
    with office.work("remove_visits", "删除走访记录") as work:
        found = shelf.visits_by_id(work.connection, visit_ids)
        _check_free([need for one in found for need in one.needs])
        shelf.remove_visits(work, found)
        return office.keep(work)


def settle_need(office: Office, need_id: int, settled: bool = True) -> Changes:
    """A need is dealt with today, or is open again. Raises UserFault for one that has become a request."""
    with office.work("settle_need", "需求已解决" if settled else "需求改为未解决") as work:
        found = _need(work.connection, need_id)
        if settled:
            _check_free([found], "另记为已解决")
        on = office.clock.today().isoformat() if settled else None
        work.update("visit_need", need_id, {"settled_on": on})
        return office.keep(work)


def need_to_request(office: Office, need_id: int) -> Changes:
    """An open need becomes a request, received today."""
    today = office.clock.today()
    with office.work("need_to_request", "需求转为诉求") as work:
        need = _need(work.connection, need_id)
        if need.passed_on or need.settled_on is not None:
            raise UserFault("这项需求已经办了或转过了。", "请刷新后再看。")
        request = add_request(work, _request(need, today), today)
        return replace(office.keep(work), made=(request,))


def _checked(
    connection: Connection, drafts: Sequence[VisitDraft], today: date, *, besides: int | None = None
) -> tuple[list[VisitDraft], dict[int, UserFault]]:
    """The drafts as they will be kept, and what is wrong with which of them."""
    then = shelf.doors_then(connection, [(draft.household_id, draft.visited_on) for draft in drafts], besides)
    checked: list[VisitDraft] = []
    wrong: dict[int, UserFault] = {}
    taken: set[tuple[int, date, str]] = set()
    for place, draft in enumerate(drafts):
        try:
            checked.append(_check_one(draft, then.get((draft.household_id, draft.visited_on)), today, taken))
        except UserFault as fault:
            wrong[place] = fault
    return checked, wrong


def _check_one(draft: VisitDraft, then: DoorThen | None, today: date, taken: set[tuple[int, date, str]]) -> VisitDraft:
    if then is None:
        raise UserFault("这户不在登记里。", "请核对门牌,或先新增这户。", place=DOOR)
    found = check_visit(draft, today=today, door=then)
    key = (found.household_id, found.visited_on, found.visitor)
    if key in taken:
        raise UserFault("表里这户这一天已经有一行。", "请删去多出来的一行,或改日期。", place=DATE)
    taken.add(key)
    return found


def _make_requests(work: Work, needs: Sequence[Need], draft: VisitDraft, today: date) -> None:
    """Needs in the order of the draft become requests where it says so, received on the day of the visit."""
    for need, said in zip(needs, draft.needs, strict=True):
        if said.as_request and need.request_id is None:
            add_request(work, _request(need, draft.visited_on), today)


def _request(need: Need, received: date) -> RequestDraft:
    return RequestDraft(
        received_on=received,
        channel=CHANNEL,
        words=need.words,
        household_id=need.household_id,
        origin=("visit_need", need.id),
    )


def _check_free(needs: Iterable[Need], what: str = "删除") -> None:
    """Raises UserFault when a need that is to go, or to go to another door, has become a request or a wish."""
    for need in needs:
        if need.passed_on:
            raise UserFault(
                f"需求“{need.words[:12]}”已转为{need.passed_on},不能{what}。",
                "请保留这项需求,办理情况记在那里。",
                place="需求",
            )


def _visit(connection: Connection, visit_id: int) -> Visit:
    found = shelf.visits_by_id(connection, (visit_id,))
    if not found:
        raise UserFault("这条走访记录已经不在了。", "请刷新后再试。")
    return found[0]


def _need(connection: Connection, need_id: int) -> Need:
    found = shelf.need(connection, need_id)
    if found is None:
        raise UserFault("这项需求已经不在了。", "请刷新后再试。")
    return found


def _doors(office: Office, drafts: Sequence[VisitDraft]) -> str:
    """The door in words, or how many."""
    doors = {draft.household_id for draft in drafts}
    if len(doors) > 1:
        return f"{len(doors)} 户"
    with office.store.reading() as connection:
        return shelf.door_title(connection, doors.pop()) or "1 户"
