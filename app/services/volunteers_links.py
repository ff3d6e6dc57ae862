"""A volunteer who is a resident is one person: proposed, joined, parted; and two entries of one volunteer united."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.volunteers import LinkProposal, Volunteer, VolunteerName
from app.rules.id_numbers import read_id_number
from app.services.office import Office
from app.services.volunteers_lists import name_of
from app.store import volunteers as shelf
from app.store import volunteers_links as links
from app.store import volunteers_uniting as uniting
from app.store.work import Work


def proposals(office: Office, volunteer_id: int | None = None) -> tuple[LinkProposal, ...]:
    """Volunteers and the residents they may be, the sure ones (same ID number and name) first; of all, or of one."""
    today = office.clock.today()
    with office.store.reading() as connection:
        if volunteer_id is None:
            return office.volunteers.fresh(connection, today).proposed(connection, today)
        return links.proposals(connection, shelf.load(connection, [volunteer_id]), today)


def who_is(office: Office, name: str, id_number: str = "", birth: date | None = None) -> tuple[LinkProposal, ...]:
    """Residents somebody may be who is just being entered, as a form asks; `volunteer_id` is 0."""
    today = office.clock.today()
    number = read_id_number(id_number, today=today).number if id_number else ""
    with office.store.reading() as connection:
        return links.proposals(connection, (Volunteer(0, name, id_number=number, birth=birth),), today)


def link(office: Office, pairs: Sequence[tuple[int, int]]) -> Changes:
    """(volunteer, resident) become one person each. What a resident's entry lacks is filled in from the volunteer's.

    Raises UserFault when a resident is a volunteer already, has died, or somebody is gone.
    """
    with office.work("link_volunteers", "关联居民") as work:
        for volunteer_id, resident_id in pairs:
            one, there = shelf.one(work.connection, volunteer_id), links.person(work.connection, resident_id)
            _must_be_free(work, one, there)
            links.join(work, one, there)
            work.title = f"志愿者{one.name}关联居民" if len(pairs) == 1 else f"{len(pairs)} 名志愿者关联居民"
        return office.keep(work)


def unlink(office: Office, volunteer_id: int) -> Changes:
    """They are two persons after all; the volunteer takes along what is known. Raises UserFault without a link."""
    with office.work("unlink_volunteer", "取消关联居民") as work:
        one = shelf.one(work.connection, volunteer_id)
        if one.resident_id is None:
            raise UserFault(f"{one.name}没有关联居民。", "不用取消。")
        work.title = f"志愿者{one.name}取消关联居民"
        links.part(work, one)
        return office.keep(work)


def twins(office: Office, volunteer_id: int) -> tuple[VolunteerName, ...]:
    """Other entries that may be the same volunteer: same ID number, or same name and telephone."""
    with office.store.reading() as connection:
        one = shelf.one(connection, volunteer_id)
        found = links.doubles(connection, one)
        return tuple(name_of(other, office.clock.today()) for other in shelf.load(connection, found)) if found else ()


def unite(office: Office, kept_id: int, gone_id: int) -> Changes:
    """Two entries of one volunteer become one: shifts, hours and points of the other belong to it from now on.

    Raises UserFault when both are one, one is gone, or they are two different residents.
    """
    if kept_id == gone_id:
        raise UserFault("这是同一条登记。", "请选两条不同的登记。")
    with office.work("unite_volunteers", "合并志愿者") as work:
        kept, gone = shelf.one(work.connection, kept_id), shelf.one(work.connection, gone_id)
        if kept.resident_id is not None and gone.resident_id is not None:
            raise UserFault(
                f"{kept.name}和{gone.name}关联着两位不同的居民。", "是同一个人的,请先在住户里合并这两位居民。"
            )
        work.title = f"合并志愿者{kept.name}的两条登记"
        if gone.resident_id is not None:
            there = links.person(work.connection, gone.resident_id)
            links.part(work, gone)
            links.join(work, kept, there)
            kept, gone = shelf.one(work.connection, kept_id), replace(gone, resident_id=None)
        uniting.unite(work, kept, gone)
        return office.keep(work)


def residents_merged(work: Work, kept_id: int, gone_id: int) -> None:
    """Two residents become one person: where both serve, their two entries become one before."""
    kept, gone = (shelf.of_resident(work.connection, one) for one in (kept_id, gone_id))
    if kept is not None and gone is not None:
        uniting.unite(work, shelf.one(work.connection, kept), shelf.one(work.connection, gone))


def _must_be_free(work: Work, one: Volunteer, there: links.Person) -> None:
    if one.resident_id is not None:
        raise UserFault(f"{one.name}已经关联居民。", "要换一位的,请先取消关联。")
    holder = shelf.of_resident(work.connection, there.id)
    if holder is not None:
        raise UserFault(
            f"居民{there.name}已经是另一名志愿者。", "是同一个人登记了两次的,请在志愿者卡里合并。", place="居民"
        )
    if there.died is not None:
        raise UserFault(f"{there.name}在住户登记里已去世。", "请核对是不是同名的另一个人。", place="居民")
