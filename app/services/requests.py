"""Requests (诉求): taken down, moved step by step, listed; the card of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.requests import (
    Board,
    Choices,
    MyDay,
    Proposal,
    RequestCard,
    RequestDraft,
    RequestPage,
    RequestQuery,
    RequestRow,
    StepDraft,
    Verb,
)
from app.rules import request_words
from app.rules.request_moves import outcomes, satisfactions
from app.rules.requests import step_rules
from app.services.lists import normal_words, search_terms
from app.services.office import Office
from app.store import request_cards as cards
from app.store import request_lists as lists
from app.store import requests as shelf
from app.store.request_figures import hot_spots as _hot_spots
from app.store.request_rows import request_rows, whole_phones
from app.store.request_rules import load_calendar, load_departments, load_law

SHOWN = 50  # rows in a column of the board and in a list of the day


def take_down(office: Office, draft: RequestDraft, *, departments: Sequence[str] = ()) -> Changes:
    """Take a request down; `made` is its id. Category and grade are proposed from the words where they are None.

    `departments`: it is assigned to them in the same change, on the day of its receipt. Raises UserFault naming the
    field that lacks or cannot be.
    """
    today = office.clock.today()
    with office.work("take_down", "登记诉求") as work:
        request_id = shelf.add_request(work, draft, today)
        if departments:
            assign = StepDraft(Verb.ASSIGN, draft.received_on, draft.received_time, departments=tuple(departments))
            shelf.take_step(work, request_id, assign, today)
        return replace(office.keep(work), made=(request_id,))


def take_step(office: Office, request_id: int, draft: StepDraft) -> Changes:
    """One step of its life: 分办, 吹哨, 报到, 答卷, 办理, 办结, 回访, 重新办理 and the rest of `Verb`.

    Raises UserFault saying what is missing: an earlier step, a field, a department, a possible day.
    """
    title = step_rules()[draft.verb].title
    with office.work(draft.verb.value, f"{title} {_number(office, request_id)}") as work:
        shelf.take_step(work, request_id, draft, office.clock.today())
        return office.keep(work)


def take_steps(office: Office, request_ids: Iterable[int], draft: StepDraft) -> Changes:
    """The same step for several requests in one change; when one of them cannot take it, none does, and it is named."""
    chosen = list(dict.fromkeys(request_ids))
    with office.work(draft.verb.value, f"{step_rules()[draft.verb].title} {len(chosen)} 件诉求") as work:
        for request_id in chosen:
            try:
                shelf.take_step(work, request_id, draft, office.clock.today())
            except UserFault as fault:
                number = cards.number_of(work.connection, request_id)
                raise UserFault(fault.what, f"{fault.remedy}这几件都没有改动。", place=number or fault.place) from fault
        return office.keep(work)


def correct(office: Office, request_id: int, draft: RequestDraft) -> Changes:
    """Put right what was taken down: words, caller, place, category, day. A grade changes by its own step.

    None and '' in the draft mean what they say: nothing is kept from before but the number where it is None.
    """
    with office.work("correct_request", f"修改诉求 {_number(office, request_id)}") as work:
        shelf.correct_request(work, request_id, draft, office.clock.today())
        return office.keep(work)


def remove(office: Office, request_id: int) -> Changes:
    """Remove a request that was taken down by mistake. Raises UserFault when a mediation belongs to it."""
    with office.work("remove_request", f"删除诉求 {_number(office, request_id)}") as work:
        shelf.remove_request(work, request_id)
        return office.keep(work)


def card(office: Office, request_id: int) -> RequestCard:
    """All that is known of one request, with the steps that can be taken now and why the others cannot."""
    with office.store.reading() as connection:
        return cards.card(connection, request_id, office.clock.today())


def list_rows(office: Office, query: RequestQuery) -> RequestPage:
    """A page of requests; words are looked for in content, number, caller, pinyin, telephone, door and department."""
    words = normal_words(query.text)
    ways = (words.split(), search_terms(words)) if words else ()  # 2026-0001 is a number and could be a door
    with office.store.reading() as connection:
        calendar = load_calendar(connection)
        return lists.list_page(connection, office.requests, query, ways, office.clock.today(), calendar)


def phones(office: Office, request_ids: Sequence[int]) -> dict[int, str]:
    """Whole telephones, for a ledger that leaves the house with purpose and recipient (`services.ledgers`)."""
    with office.store.reading() as connection:
        return whole_phones(connection, request_ids)


def board(office: Office, shown: int = SHOWN) -> Board:
    """Every state with how many are in it and how many late, and the first of them."""
    with office.store.reading() as connection:
        calendar = load_calendar(connection)
        return lists.board(connection, office.requests, office.clock.today(), calendar, shown)


def my_day(office: Office, shown: int = SHOWN) -> MyDay:
    """What today asks for: overdue, due today, waiting for a department, return visits to make."""
    with office.store.reading() as connection:
        return lists.my_day(connection, office.requests, office.clock.today(), load_calendar(connection), shown)


def of_household(office: Office, household_id: int) -> tuple[RequestRow, ...]:
    """A door's requests, the newest first."""
    with office.store.reading() as connection:
        ids = lists.ids_of_household(connection, household_id)
        return request_rows(connection, ids, office.clock.today(), load_calendar(connection))


def warm(office: Office) -> None:
    """Read what lists are made of before they are asked for."""
    with office.store.reading() as connection:
        office.requests.refresh(connection)


def propose(_office: Office, words: str) -> Proposal:
    """Category, grade and department that the words suggest; a person's choice goes before."""
    return request_words.propose(words)


def choices(office: Office) -> Choices:
    """What forms offer today; categories and channels that only this office uses stand behind the usual ones."""
    today = office.clock.today()
    with office.store.reading() as connection:
        law, departments = load_law(connection), load_departments(connection)
        office.requests.refresh(connection)
        own_channels, own_categories = (office.requests.in_use(name) for name in ("channel", "category"))
    return Choices(
        channels=tuple(dict.fromkeys((*request_words.channels(), *own_channels))),
        categories=tuple(dict.fromkeys((*request_words.categories(), *own_categories))),
        grades=tuple(law.grades.values()),
        departments=tuple(
            name for name, one in departments.items() if one.dissolved_on is None or one.dissolved_on > today
        ),
        outcomes=tuple(outcomes()),
        satisfactions=satisfactions(),
    )


def _number(office: Office, request_id: int) -> str:
    with office.store.reading() as connection:
        number = cards.number_of(connection, request_id)
    if not number:
        raise UserFault("这件诉求已经不在了。", "请刷新后再试。")
    return number


def due_on(office: Office, received_on: date, grade: str) -> tuple[date | None, tuple[int, ...]]:
    """The limit a request of this grade would have, for the form; and years in between without a holiday table."""
    with office.store.reading() as connection:
        days, calendar = load_law(connection).days(grade), load_calendar(connection)
    if days is None:
        return None, ()
    due = calendar.after(received_on, days)
    return due, calendar.weekends_only(received_on, due)


def hot_spots(office: Office, since: date, until: date) -> dict[int, int]:
    """Household id -> number of requests received in the period, of doors that had any."""
    with office.store.reading() as connection:
        return _hot_spots(connection, office.requests, since, until)
