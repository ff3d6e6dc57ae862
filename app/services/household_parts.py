"""What the verbs on people of a door share: whom they are about, how a dwelling ends, who stands how from a day on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.models.households import HouseholdRecord
from app.rules.stays import Dwelling, dwellings
from app.store import stays as shelf_of_stays
from app.store.work import Work

Relations = Mapping[int, str]  # id of a stay -> the relation of its person from a day on
NONE: Relations = {}


def one_door(work: Work, stays: Collection[int]) -> int:
    """The one door behind which all these stays are. Raises UserFault when there is none."""
    if not stays:
        raise UserFault("还没有选人。", "请至少选一位居民。", place="居民")
    doors = {shelf_of_stays.door_of_stay(work.connection, stay) for stay in stays}
    if len(doors) != 1 or None in doors:
        raise UserFault("选中的居住记录已经变了。", "请刷新后再选。")
    (door,) = doors
    assert door is not None
    return door


def chosen_of(record: HouseholdRecord, stays: Iterable[int]) -> tuple[Dwelling, ...]:
    wanted = set(stays)
    return tuple(one for one in dwellings(record.members) if any(stay.id in wanted for stay in one.stays))


def end_dwelling(work: Work, dwelling: Dwelling, until: date, note: str, place: str = "迁出日期") -> None:
    if dwelling.since is not None and until < dwelling.since:
        since = chinese_date(dwelling.since)
        raise UserFault(f"{place}早于迁入日期({dwelling.resident.name},{since})。", "请检查日期。", place=place)
    shelf_of_stays.end(work, dwelling, until, note)


def relate(work: Work, record: HouseholdRecord, relations: Relations, on: date, gone: Iterable[Dwelling]) -> None:
    """New relations of those who live on behind this door."""
    left = {stay.id for dwelling in gone for stay in dwelling.stays}
    for member in record.members:
        stay = member.residency
        if stay.id in relations and stay.id not in left:
            shelf_of_stays.relate(work, stay, relations[stay.id], on)


def names_of(people: Sequence[Dwelling]) -> str:
    """曾伟、李芳; 曾伟等 5 人."""
    names = list(dict.fromkeys(one.resident.name for one in people))
    return "、".join(names) if len(names) <= 2 else f"{names[0]}等{len(names)}人"
