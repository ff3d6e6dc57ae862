"""1+5+N: the pool and the draw, kept as it was made. One verb, one entry, one undo."""

from __future__ import annotations

import secrets
from dataclasses import replace

from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.deliberations import DrawDraft, PoolDraft, PoolPerson
from app.rules import pool as law
from app.rules.deliberations import methods
from app.rules.masking import mask_phone
from app.services.office import Office
from app.store import pool as shelf
from app.store.deliberations import matter_line
from app.store.people import load_organisation


def kinds() -> tuple[str, ...]:
    """The five, and the interested parties."""
    return tuple(law.pool_kinds())


def people(office: Office, *, gone: bool = False) -> tuple[PoolPerson, ...]:
    """The pool as of today, by kind and pinyin, phones masked; `gone`: also who was in it once."""
    with office.store.reading() as connection:
        found = shelf.pool(connection)
    here = found if gone else law.there_on(found, office.clock.today())
    shown = {person.id for person in here}
    return tuple(replace(person, phone=mask_phone(person.phone)) for person in found if person.id in shown)


def add(office: Office, draft: PoolDraft) -> Changes:
    """Somebody into the pool. Raises UserFault naming the field."""
    with office.work("add_pool_person", "加入议事库") as work:
        checked = law.check_person(draft)
        work.title = f"{checked.name}加入议事库"
        work.add("pool_person", shelf.pool_values(checked))
        return office.keep(work)


def edit(office: Office, person_id: int, draft: PoolDraft) -> Changes:
    """Put somebody right, or end their time in it. A phone that comes back masked stays as it is."""
    with office.work("edit_pool_person", "修改议事库") as work:
        known = next((person for person in shelf.pool(work.connection) if person.id == person_id), None)
        if known is None:
            raise UserFault("这个人已经不在议事库里了。", "请刷新后再试。")
        if draft.phone == mask_phone(known.phone):
            draft = replace(draft, phone=known.phone)
        checked = law.check_person(draft)
        work.title = f"修改议事库:{checked.name}"
        work.update("pool_person", person_id, shelf.pool_values(checked))
        return office.keep(work)


def remove(office: Office, person_id: int) -> Changes:
    """Somebody entered by mistake; draws that were made keep their names."""
    with office.work("remove_pool_person", "移出议事库") as work:
        work.delete("pool_person", [person_id])
        return office.keep(work)


def draw(office: Office, draft: DrawDraft) -> Changes:
    """Draw 1+5+N for a matter; pool, wish, seed and result are kept as they are.

    Raises UserFault for a method without a draw, a matter that is over, or an empty pool.
    """
    today = office.clock.today()
    with office.work("draw_pool", "抽取议事人员") as work:
        line = matter_line(work.connection, draft.matter_id, today)
        if not methods()[line.method].draws:
            raise UserFault(f"{line.method_title}不抽取议事人员。", "五步说事法才从议事库里抽取。")
        if not line.open:
            raise UserFault("这个事项已经结束。", "请刷新后再试。")
        if not 0 <= draft.parties <= 50:
            raise UserFault("利益相关方人数要填 0 到 50。", "请改一改。", place="利益相关方")
        there = law.there_on(shelf.pool(work.connection), today)
        if not there:
            raise UserFault("议事库里还没有人。", "请先登记五类人员和利益相关方。")
        seed = draft.seed.strip() or secrets.token_hex(4)
        drawn, _ = law.draw(there, draft.expertise, draft.parties, seed)
        shelf.add_draw(work, draft.matter_id, today, seed, draft.expertise, there, drawn)
        work.title = f"为“{line.title[:20]}”抽取议事人员"
        return office.keep(work)


def draw_sheet(office: Office, matter_id: int, draw_id: int) -> bytes:
    """抽取记录 as a PDF: who was in the pool, what was wanted, who was drawn. Raises UserFault when it is gone."""
    from app.reports.draw_sheet import draw_pdf

    with office.store.reading() as connection:
        line = matter_line(connection, matter_id, office.clock.today())
        found = next((one for one in shelf.draws_of(connection, matter_id) if one.id == draw_id), None)
        branch = load_organisation(connection).branch
    if found is None:
        raise UserFault("这次抽取已经不在了。", "请刷新后再试。")
    return draw_pdf(found, line, branch)
