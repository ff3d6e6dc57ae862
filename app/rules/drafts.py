"""What must be true of a door or a person before it is stored, whoever typed it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

from app.base.errors import Doubt, UserFault
from app.models.households import DoorKey, HouseholdDraft, ResidentDraft
from app.rules.addresses import read_address
from app.rules.doors import floor_and_slot, floors_beside
from app.rules.id_numbers import OLDEST, read_id_number

_LONGEST_NAME = 30
_HOUSEHOLD_TEXTS = ("grid", "owner", "note")
_RESIDENT_TEXTS = (
    "name", "id_number", "sex", "ethnic", "politics", "phone", "disability", "aid", "relation", "note",
)  # fmt: skip


def check_household(draft: HouseholdDraft) -> HouseholdDraft:
    """The draft with its texts on one line. Raises UserFault naming the field."""
    door = draft.door
    door = DoorKey(*map(_one_line, (door.estate, door.building, door.unit, door.room)))
    draft = replace(draft, door=door, **_texts(draft, _HOUSEHOLD_TEXTS))
    if not draft.door.room:
        raise UserFault("还没有填写房号。", "请填写房号,例如 101。", place="房号")
    if draft.lease_until and draft.occupancy_since and draft.lease_until < draft.occupancy_since:
        raise UserFault("租期结束早于开始。", "请检查日期。", place="租期")
    return draft


def check_resident(draft: ResidentDraft, *, today: date) -> ResidentDraft:
    """The draft with its texts on one line, its ID number normalised, and birth and sex taken from it.

    Raises UserFault naming the field.
    """
    draft = replace(draft, **_texts(draft, _RESIDENT_TEXTS))
    name = draft.name
    if not name:
        raise UserFault("还没有填写姓名。", "请填写姓名。", place="姓名")
    if len(name) > _LONGEST_NAME:
        raise UserFault(f"姓名超过 {_LONGEST_NAME} 个字。", "请检查是否把几个人写在了一起。", place="姓名")
    if draft.id_number:
        read = read_id_number(draft.id_number, today=today)
        if read.error:
            raise UserFault(read.error, read.remedy, place="身份证号")
        draft = replace(draft, id_number=read.number, birth=read.birth or draft.birth, sex=read.sex or draft.sex)
    _check_dates(draft, today)
    return draft


def check_floor(door: DoorKey, floors: Collection[int]) -> None:
    """A building has floors that follow each other; `floors`: those of its other doors.

    Raises Doubt for a floor that is none of them and not next to them: a slip of the hand, or a ledger half entered.
    """
    floor, _ = floor_and_slot(door.room)
    if not floors or floor in floors or floor in floors_beside(floors):
        return
    lowest, highest = min(floors), max(floors)
    here = f"{lowest} 层" if lowest == highest else f"{lowest} 到 {highest} 层"
    raise Doubt(
        f"{door.building_title or '这里'}登记的是 {here},没有 {floor} 层。",
        f"{door.room} 会画到第 {floor} 层;写错了请改房号。",
        place="房号",
    )


def door_beside(words: str, beside: DoorKey) -> DoorKey | None:
    """The door that `words` name, of the same estate, building or unit as `beside` where they do not say; None when
    they name no room."""
    place = read_address(words.upper())
    if place is None or not place.room:
        return None
    if not place.building and not place.unit:
        return replace(beside, room=place.room)
    if not place.building:
        return replace(beside, unit=place.unit, room=place.room)
    return DoorKey(place.estate or beside.estate, place.building, place.unit, place.room)


def check_judgement(reason: str, since: date | None, until: date | None) -> None:
    """A judgement has a reason, and does not end before it begins. Raises UserFault naming the field."""
    if not reason.strip():
        raise UserFault("还没有写明理由。", "请写一句为什么这样认定。", place="理由")
    if since is not None and until is not None and until < since:
        raise UserFault("结束日期早于开始日期。", "请检查日期。", place="结束日期")


def _texts(draft: HouseholdDraft | ResidentDraft, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: _one_line(text) for name in names if (text := getattr(draft, name)) is not None}


def _one_line(text: str) -> str:
    """What was pasted from a table brings tabs and line ends along."""
    return " ".join(text.split())


def _check_dates(draft: ResidentDraft, today: date) -> None:
    birth = draft.birth
    if birth is not None and birth > today:
        raise UserFault("出生日期在今天之后。", "请检查出生日期。", place="出生日期")
    if birth is not None and today.year - birth.year > OLDEST:
        raise UserFault(f"出生日期早于 {OLDEST} 年前。", "请检查出生日期。", place="出生日期")
    if birth is not None and draft.since is not None and draft.since < birth:
        raise UserFault("迁入日期早于出生日期。", "请检查这两个日期。", place="迁入日期")
    if draft.since is not None and draft.until is not None and draft.until < draft.since:
        raise UserFault("迁出日期早于迁入日期。", "请检查这两个日期。", place="迁出日期")
