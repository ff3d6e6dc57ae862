"""微心愿, 需求清单 and 服务清单, 领办项目: written down, claimed from both sides, done, confirmed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.wishes import (
    Kind,
    PublicWishes,
    State,
    Verb,
    WishBoard,
    WishCard,
    WishChoices,
    WishDraft,
    WishLine,
    WishPage,
    WishQuery,
    WishStepDraft,
)
from app.rules import wishes as law
from app.services.office import Office
from app.store import wish_lists as lists
from app.store import wishes as shelf
from app.store.people import load_organisation

if TYPE_CHECKING:
    from app.store.work import Work

SHOWN = 60  # tickets in a column of the board


def add(office: Office, draft: WishDraft) -> Changes:
    """Write one down; `made` is its id. Raises UserFault naming the field that lacks or cannot be."""
    with office.work("add_wish", f"登记{draft.kind.value}") as work:
        made = shelf.add_wish(work, draft, office.clock.today())
        work.title = f"登记{_number(work, made)} {draft.title[:16]}"
        return replace(office.keep(work), made=(made,))


def edit(office: Office, wish_id: int, draft: WishDraft) -> Changes:
    """Put right what was written down; kind and number stay."""
    with office.work("edit_wish", "修改") as work:
        shelf.change_wish(work, wish_id, draft, office.clock.today())
        work.title = f"修改{_number(work, wish_id)}"
        return office.keep(work)


def take_step(office: Office, wish_id: int, draft: WishStepDraft) -> Changes:
    """认领, 开始办理, 完成, 确认, 退回 and the rest of `Verb`. 完成 lays 开始办理 down before it where that is missing.

    Raises UserFault saying what is missing: an earlier step, a field, a possible day, a claimer who still serves.
    """
    return take_steps(office, [wish_id], draft)


def take_steps(office: Office, wish_ids: Iterable[int], draft: WishStepDraft) -> Changes:
    """The same step for several in one change; when one of them cannot take it, none does, and it is named."""
    chosen = list(dict.fromkeys(wish_ids))
    title = law.step_rules()[draft.verb].title
    with office.work(f"wish_{draft.verb.value}", title) as work:
        for wish_id in chosen:
            try:
                shelf.take_step(work, wish_id, draft, office.clock.today())
            except UserFault as fault:
                if len(chosen) == 1:
                    raise
                raise UserFault(
                    fault.what, f"{fault.remedy}这几件都没有改动。", place=_number(work, wish_id) or fault.place
                ) from fault
        work.title = f"{title}{_number(work, chosen[0]) if len(chosen) == 1 else f' {len(chosen)} 件'}"
        return office.keep(work)


def pick(
    office: Office,
    offer_id: int,
    household_id: int,
    *,
    resident_id: int | None = None,
    on: date | None = None,
    words: str = "",
) -> Changes:
    """住户选用: a household picks an offer. It becomes a 需求 that the provider has taken on; `made` is its id.

    Raises UserFault when the offer is offered no more, or who offers it has left.
    """
    today = office.clock.today()
    day = on or today
    with office.work("pick_offer", "选用服务") as work:
        offer, _state = shelf.draft_of(work.connection, offer_id)
        shelf.provider(work.connection, offer_id)
        draft = WishDraft(Kind.NEED, offer.title, day, words, household_id, resident_id)
        made = shelf.add_wish(work, draft, today)
        shelf.take_step(work, made, WishStepDraft(Verb.CLAIM, day, offer_id=offer_id), today)
        work.title = f"选用{offer.number}:{_number(work, made)}"
        return replace(office.keep(work), made=(made,))


def remove(office: Office, wish_id: int) -> Changes:
    """One that was written down by mistake. Raises UserFault for an offer that households picked."""
    with office.work("remove_wish", "删除") as work:
        work.title = f"删除{_number(work, wish_id)}"
        shelf.remove_wish(work, wish_id)
        return office.keep(work)


def page(office: Office, query: WishQuery | None = None) -> WishPage:
    with office.store.reading() as connection:
        return WishPage(*lists.page(connection, query or WishQuery(), office.clock.today()))


def board(office: Office, kind: Kind, shown: int = SHOWN) -> WishBoard:
    with office.store.reading() as connection:
        return lists.board(connection, kind, office.clock.today(), shown)


def card(office: Office, wish_id: int) -> WishCard:
    """All that is known of one, with the steps that can be taken and why the others cannot. Raises UserFault when it
    is gone."""
    with office.store.reading() as connection:
        return lists.card(connection, wish_id, office.clock.today())


def of_household(office: Office, household_id: int) -> tuple[WishLine, ...]:
    """What a door wished and needed: open ones first."""
    with office.store.reading() as connection:
        return lists.page(connection, WishQuery(household_id=household_id, limit=1000), office.clock.today())[0]


def of_volunteer(office: Office, volunteer_id: int) -> tuple[WishLine, ...]:
    """What a volunteer took on or offers: open ones first."""
    with office.store.reading() as connection:
        return lists.page(connection, WishQuery(volunteer_id=volunteer_id, limit=1000), office.clock.today())[0]


def offers(office: Office) -> tuple[WishLine, ...]:
    """The 服务清单: what is offered now."""
    query = WishQuery(kinds=frozenset({Kind.OFFER}), states=frozenset({State.WAITING}), limit=1000)
    with office.store.reading() as connection:
        return lists.page(connection, query, office.clock.today())[0]


def choices(office: Office) -> WishChoices:
    """What forms offer."""
    with office.store.reading() as connection:
        return lists.choices(connection, office.clock.today())


def late(office: Office) -> int:
    """How many are past their day and not done."""
    with office.store.reading() as connection:
        return lists.late_count(connection, office.clock.today())


def from_request(office: Office, request_id: int, kind: Kind = Kind.WISH) -> WishDraft:
    """A draft out of a request's words and door. Raises UserFault when the request is gone."""
    with office.store.reading() as connection:
        row = connection.exec_driver_sql(
            "SELECT words, household_id, resident_id FROM request WHERE id = ?", (request_id,)
        ).one_or_none()
    if row is None:
        raise UserFault("这件诉求已经不在了。", "请刷新后再试。")
    return _drafted(office, kind, row[0], row[1], row[2], request_id=request_id)


def from_need(office: Office, need_id: int, kind: Kind = Kind.WISH) -> WishDraft:
    """A draft out of a need that a visit found. Raises UserFault when it is gone, or was turned into one before."""
    with office.store.reading() as connection:
        row = connection.exec_driver_sql(
            "SELECT n.words, n.household_id, (SELECT number FROM wish WHERE need_id = n.id AND state <> '已撤回') "
            "FROM visit_need n WHERE n.id = ?",
            (need_id,),
        ).one_or_none()
    if row is None:
        raise UserFault("走访里的这项需求已经不在了。", "请刷新后再试。")
    if row[2]:
        raise UserFault(f"这项需求已经转为{row[2]}。", "请打开那一件。")
    return _drafted(office, kind, row[0], row[1], None, need_id=need_id)


def public(office: Office, kind: Kind) -> PublicWishes:
    """What hangs on the notice board: open ones, no door, no name."""
    with office.store.reading() as connection:
        wishes, confirmed = lists.public(connection, kind)
        return PublicWishes(load_organisation(connection).branch, kind, office.clock.today(), wishes, confirmed)


def public_notice(office: Office, kind: Kind) -> bytes:
    """The same as a PDF. Raises UserFault when nothing is open, or for a character that no font has."""
    from app.reports.wish_notice import wish_notice_pdf

    found = public(office, kind)
    if not found.wishes:
        raise UserFault(f"现在没有要张贴的{kind.value}。", "登记以后再打印。")
    return wish_notice_pdf(found)


def _drafted(
    office: Office, kind: Kind, words: str, household_id: int | None, resident_id: int | None,
    *, request_id: int | None = None, need_id: int | None = None,
) -> WishDraft:  # fmt: skip
    """One line is the title; what is longer goes into the words."""
    line = " ".join(words.split())
    short = line if len(line) <= 40 else f"{line[:39]}…"
    return WishDraft(
        kind, short, office.clock.today(), "" if short == line else words.strip(), household_id, resident_id,
        request_id=request_id, need_id=need_id,
    )  # fmt: skip


def _number(work: Work, wish_id: int) -> str:
    row = work.connection.exec_driver_sql("SELECT number FROM wish WHERE id = ?", (wish_id,)).one_or_none()
    if row is None:
        raise UserFault("这一件已经不在了。", "请刷新后再试。")
    return str(row[0])
