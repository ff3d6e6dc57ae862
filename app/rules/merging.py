"""Two entries become one person: which value stays in each field, and how stays behind the same door come together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.base.clock import chinese_date
from app.models.duplicates import Difference
from app.models.households import Residency, Resident
from app.rules.colours import load_label_rules
from app.rules.id_numbers import as_eighteen, read_id_number
from app.rules.masking import mask_certificate, mask_id_number, mask_phone
from app.rules.stays import DAY

_TITLES = {
    "name": "姓名", "sex": "性别", "birth": "出生日期", "id_number": "身份证号", "phone": "联系电话", "ethnic": "民族",
    "politics": "政治面貌", "unit_person": "居民类别", "disability": "残疾", "aid": "救助类型", "note": "备注",
    "died": "去世日期",
}  # fmt: skip
FIELDS = tuple(_TITLES)
_CERTIFICATE = 20  # characters of a certificate's number; words such as 肢体残疾二级 say less


def differences(kept: Resident, gone: Resident) -> tuple[Difference, ...]:
    """Every field that one of them has, masked. What only the other entry knows is proposed to be taken over, and what
    gives a label wins over what gives none."""
    return tuple(_difference(field, kept, gone) for field in FIELDS if _known(kept, field) or _known(gone, field))


def _difference(field: str, kept: Resident, gone: Resident) -> Difference:
    mine, other = _masked(field, getattr(kept, field)), _masked(field, getattr(gone, field))
    same = getattr(kept, field) == getattr(gone, field)
    if not same and mine == other:
        mine, other = f"{mine}(遮盖的几位不同)", f"{other}(遮盖的几位不同)"
    joined = field == "note" and not same and _known(kept, field) and _known(gone, field)
    return Difference(field, _TITLES[field], mine, other, same, field in proposed(kept, gone), joined)


def proposed(kept: Resident, gone: Resident) -> frozenset[str]:
    """Fields in which the other entry's value is the better one."""
    return frozenset(field for field in FIELDS if _known(gone, field) and _better(field, kept, gone))


def _better(field: str, kept: Resident, gone: Resident) -> bool:
    if not _known(kept, field):
        return True
    rules = load_label_rules()
    mine, other = getattr(kept, field), getattr(gone, field)
    if field == "politics":
        return other in rules.party_politics and mine not in rules.party_politics
    if field == "aid":
        return other in rules.aid_kinds and mine not in rules.aid_kinds
    if field == "disability":
        return len(other) == _CERTIFICATE and len(mine) != _CERTIFICATE
    return field == "id_number" and len(mine) == 15 and as_eighteen(mine) == other


def merged(kept: Resident, gone: Resident, taken: Collection[str], today: date) -> Resident:
    """The person that stays: the values of `taken` are the other entry's, and so is what `kept` does not know.

    Notes come together unless the other's was taken; birth and sex follow an ID number that says them.
    """
    values: dict[str, Any] = {}
    for field in FIELDS:
        if _known(gone, field) and (field in taken or not _known(kept, field)):
            values[field] = getattr(gone, field)
    if "note" not in values and _known(gone, "note") and gone.note not in kept.note:
        values["note"] = f"{kept.note};{gone.note}"
    person = replace(kept, **values)
    read = read_id_number(person.id_number, today=today) if person.id_number else None
    if read is None or read.error:
        return person
    return replace(person, birth=read.birth or person.birth, sex=read.sex or person.sex)


def _known(person: Resident, field: str) -> bool:
    return getattr(person, field) not in ("", None)


def _masked(field: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    masks: dict[str, Callable[[str], str]] = {
        "id_number": mask_id_number,
        "phone": mask_phone,
        "disability": mask_certificate,
    }
    if field in masks:
        return masks[field](value)
    if field == "unit_person":
        return "单位人" if value else "社会人"
    return chinese_date(value) if isinstance(value, date) else str(value)


# stays --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class StayPlan:
    """`changed`: stays as they become, the person's who is kept; `dropped`: ids of those another one now covers."""

    changed: tuple[Residency, ...]
    dropped: tuple[int, ...]


def unite_stays(kept: Iterable[Residency], gone: Iterable[Residency], kept_id: int) -> StayPlan:
    """The stays of both as one person's. Behind the same door days that both cover count once: the stay of the one who
    is kept grows over them, its relation to the head stays, and a relation that is not known is filled."""
    own = {stay.id: stay for stay in kept}
    before = dict(own)
    dropped = []
    for other in sorted(gone, key=_order):
        meeting = sorted((stay for stay in own.values() if _overlap(stay, other)), key=_order)
        if not meeting:
            own[other.id] = replace(other, resident_id=kept_id)
            continue
        own.update((stay.id, stay) for stay in _grown(meeting, other))
        dropped.append(other.id)
    changed = tuple(stay for stay in own.values() if before.get(stay.id) != stay)
    return StayPlan(changed, tuple(dropped))


def _grown(meeting: list[Residency], other: Residency) -> Iterator[Residency]:
    """Stays of one door, in order, such that together they cover `other` too and do not overlap more than before."""
    since = min((stay.since or date.min) for stay in (meeting[0], other))
    until = max((stay.until or date.max) for stay in (*meeting, other))
    for place, stay in enumerate(meeting):
        first = since if place == 0 else stay.since or date.min
        last = until if place == len(meeting) - 1 else stay.until or date.max
        if place < len(meeting) - 1:
            following = meeting[place + 1].since or date.min
            last = following - DAY if last < following else last
        notes = (stay.note, other.note) if place == 0 and other.note not in stay.note else (stay.note,)
        yield replace(
            stay,
            since=None if first == date.min else first,
            until=None if last == date.max else last,
            relation=stay.relation or other.relation,
            note=";".join(filter(None, notes)),
        )


def _overlap(one: Residency, other: Residency) -> bool:
    return (
        one.household_id == other.household_id
        and (one.since or date.min) <= (other.until or date.max)
        and (other.since or date.min) <= (one.until or date.max)
    )


def _order(stay: Residency) -> tuple[date, int]:
    return stay.since or date.min, stay.id
