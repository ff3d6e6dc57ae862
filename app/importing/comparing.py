"""What a ledger changes: its stated cells held against the store's, field by field. A blank never overwrites."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.importing.houses import shown
from app.importing.identity import births_agree
from app.models.households import HouseholdDraft, Member, Occupancy
from app.models.importing import Change, KnownHousehold, StagedHousehold, StagedPerson
from app.rules.id_numbers import as_eighteen
from app.rules.terms import certificate

_KINDS = "视听言肢智精多"
_GRADES = "一二三四"
_PERSON_FIELDS = (
    ("name", "姓名"),
    ("id_number", "身份证号"),
    ("birth", "出生日期"),
    ("sex", "性别"),
    ("ethnic", "民族"),
    ("politics", "政治面貌"),
    ("phone", "联系电话"),
    ("unit_person", "居民类别"),
    ("disability", "残疾情况"),
    ("aid", "救助类型"),
    ("note", "备注"),
)


@dataclass(frozen=True)
class Difference:
    """The changes to show, and the values to write (field of the draft -> new value)."""

    changes: tuple[Change, ...]
    values: dict[str, Any]


NO_DIFFERENCE = Difference((), {})


def person_difference(person: StagedPerson, member: Member) -> Difference:
    """What this row changes in a known person and in their residency."""
    draft, resident = person.draft.__dict__, member.resident.__dict__
    changes: list[Change] = []
    values: dict[str, Any] = {}
    for field, title in _PERSON_FIELDS:
        new = draft[field]
        if new is None:
            continue
        old = resident[field]
        if new == old or _means_the_same(field, new, old, person):
            continue
        changes.append(Change(title, _words(field, old), _words(field, new)))
        values[field] = new
    residency = member.residency
    for field, title in (("relation", "与户主关系"), ("since", "入住日期")):
        new, old = draft[field], getattr(residency, field)
        if new is not None and new != old:
            changes.append(Change(title, shown(old), shown(new)))
            values[field] = new
    return Difference(tuple(changes), values) if changes else NO_DIFFERENCE


def _means_the_same(field: str, new: Any, old: Any, person: StagedPerson) -> bool:
    if field == "id_number":
        return bool(old) and len(new) == 15 and as_eighteen(new) == old
    if field == "birth":
        return births_agree(person, old) is True
    if field == "disability":
        return bool(old) and (new == "残疾" or (certificate(old) is not None and certificate_words(old) == new))
    if field == "aid":
        return new == "困难" and bool(old)
    return False


def certificate_words(number: str) -> str:
    """42108719850517155321 -> 听力残疾一级 by its last two digits."""
    kinds = ("视力", "听力", "言语", "肢体", "智力", "精神", "多重")
    return f"{kinds[int(number[18]) - 1]}残疾{_GRADES[int(number[19]) - 1]}级"


def _words(field: str, value: Any) -> str:
    if field == "unit_person" and value is not None:
        return "单位人" if value else "社会人"
    return shown(value)


def household_difference(staged: StagedHousehold, here: KnownHousehold) -> tuple[Difference, dict[str, int]]:
    """What the door's cells change, and the row that each new value stands in.

    Where rows of the door disagree, staging has chosen.
    """
    changes: list[Change] = []
    values: dict[str, Any] = {}
    rows: dict[str, int] = {}
    for field, title, old in _door_values(here):
        new = getattr(staged.draft, field)
        if new is None or new == old:
            continue
        changes.append(Change(title, shown(old), shown(new)))
        values[field] = new
        rows[title] = _row_of(staged, field, new)
    return (Difference(tuple(changes), values) if changes else NO_DIFFERENCE), rows


def _door_values(here: KnownHousehold) -> tuple[tuple[str, str, Any], ...]:
    occupancy = here.occupancy
    kind: Occupancy | None = None
    since: date | None = None
    until: date | None = None
    if occupancy is not None:
        kind, since, until = occupancy.kind, occupancy.since, occupancy.until
    return (
        ("grid", "网格", here.household.grid or None),
        ("occupancy", "居住状态", None if kind is Occupancy.UNKNOWN else kind),
        ("sold", "是否已售", here.household.sold),
        ("owner", "产权人", here.household.owner or None),
        ("lease_until", "租期截止", until),
        ("occupancy_since", "居住状态起始", since),
        ("note", "户备注", here.household.note or None),
    )


def _row_of(staged: StagedHousehold, field: str, value: Any) -> int:
    """The row whose cell states the value; the door's first row where its rows agree."""
    return next((row for other, row in staged.alternatives.get(field, ()) if other == value), staged.row)


def draft_with(staged: StagedHousehold, here: KnownHousehold | None, values: dict[str, Any]) -> HouseholdDraft:
    """The draft to write: for a known door only what changes, under the door's own key."""
    if here is None:
        return staged.draft
    return HouseholdDraft(door=here.household.door, **values)
