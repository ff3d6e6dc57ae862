"""A door as it gathers from its rows, and what becomes of it when all rows are in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from app.importing.remarks import facts_in
from app.models.colours import Label
from app.models.households import DoorKey, HouseholdDraft, Occupancy, ResidentDraft
from app.models.importing import FailedRow, RowError, StagedHousehold, StagedPerson
from app.rules.addresses import Place
from app.rules.terms import certificate

DOOR_FACTS = ("grid", "occupancy", "sold", "owner", "lease_until", "occupancy_since", "note")
DoorFacts = tuple[Any, ...]  # values of DOOR_FACTS as one row states them
NO_FACTS: DoorFacts = (None,) * len(DOOR_FACTS)
_VACANT = DOOR_FACTS.index("occupancy")
_new = object.__new__


@dataclass
class Desk:
    """Where the rows of a workbook come together. `seen`: ID number -> sheet, row of its first bearer."""

    today: date
    ledger_date: date
    houses: dict[Place, House] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)
    failed: list[FailedRow] = field(default_factory=list)
    seen: dict[str, tuple[str, int]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


class House:
    """One door while its rows are gathered. `facts` are those of the first rows that state them."""

    __slots__ = (
        "alternatives", "cells", "claims", "door", "facts", "grid", "people", "remarks", "row", "sheet", "vacant_at",
        "warnings", "whole",
    )  # fmt: skip

    def __init__(self, place: Place, sheet: str, row: int, grid: str, *, labelled: bool) -> None:
        self.door = place
        self.sheet = sheet
        self.row = row
        self.grid = grid
        self.cells: Mapping[str, str] | None = None  # of the row without people that states the door
        self.facts: DoorFacts = NO_FACTS
        self.people: list[StagedPerson] = []
        self.claims: set[Label] | None = set() if labelled else None
        self.alternatives: dict[str, list[tuple[object, int]]] | None = None
        self.remarks: list[tuple[int | None, str]] | None = None  # place in `people`, None for the household; text
        self.warnings: tuple[str, ...] = ()
        self.vacant_at: tuple[int, str] | None = None  # row and title of the cell that says 空置

    @property
    def short(self) -> str:
        return "-".join(filter(None, self.door[1:]))

    def remark(self, place: int | None, text: str) -> None:
        """Keep a remark of a person, or of the household, for its facts."""
        if self.remarks is None:
            self.remarks = []
        self.remarks.append((place, text))

    def state(self, facts: DoorFacts, row: int) -> None:
        """Take in one row's door facts; where rows disagree all values are kept for the plan to choose from."""
        if self.facts is NO_FACTS:
            self.facts = facts
            if facts[-1]:
                self.remark(None, facts[-1])
            return
        merged = list(self.facts)
        for place, value in enumerate(facts):
            if value is None or value == merged[place]:
                continue
            name = DOOR_FACTS[place]
            if merged[place] is None:
                merged[place] = value
                if name == "note":
                    self.remark(None, value)
            else:
                if self.alternatives is None:
                    self.alternatives = {}
                self.alternatives.setdefault(name, [(merged[place], self.row)]).append((value, row))
        self.facts = tuple(merged)


def door_key(place: Place) -> DoorKey:
    """The door of a place, made without the frozen class's own constructor."""
    door = _new(DoorKey)
    door.__dict__.update(estate=place[0], building=place[1], unit=place[2], room=place[3])
    return door


def finished(house: House, desk: Desk) -> StagedHousehold | None:
    """The staged household; None where no row of it can be taken in, or 空置 and people stand side by side (G06)."""
    if not house.people and house.cells is None:
        return None
    facts: dict[str, Any] = dict(zip(DOOR_FACTS, house.facts, strict=True))
    if facts["grid"] is None:
        facts["grid"] = house.grid or None
    for name, stated in (house.alternatives or {}).items():
        facts[name] = _edited(stated, len(house.people))
    if house.claims:
        _let_or_vacant_by_label(house, facts)
    if house.people and (facts["occupancy"] is Occupancy.VACANT or _says_vacant(house)):
        _refuse_vacant(house, desk)
        return None
    if len(house.people) > 1:
        _drop_doubles(house, desk)
    if house.remarks:
        _apply_remarks(house, facts)
    draft = _new(HouseholdDraft)
    draft.__dict__.update(facts)
    draft.__dict__["door"] = door_key(house.door)
    staged = _new(StagedHousehold)
    staged.__dict__.update(
        sheet=house.sheet,
        row=house.row,
        draft=draft,
        people=tuple(house.people),
        claims=None if house.claims is None else frozenset(house.claims),
        cells=house.cells if house.cells is not None else house.people[0].cells,
        warnings=(*house.warnings, *_disagreements(house)) if house.alternatives else house.warnings,
        alternatives={name: tuple(values) for name, values in house.alternatives.items()} if house.alternatives else {},
    )
    return staged


def _edited(stated: list[tuple[object, int]], people: int) -> object:
    """The value to believe where rows of a door disagree.

    One edited cell among several is the edit, so the value in fewer rows wins, and the first row where they are even.
    The store is not asked: the same ledger must always say the same.
    """
    first, others = stated[0][0], [value for value, _ in stated[1:]]
    counts: dict[object, int] = {first: max(people, len(stated)) - len(others)}
    for value in others:
        counts[value] = counts.get(value, 0) + 1
    return min(counts, key=counts.__getitem__)


def _let_or_vacant_by_label(house: House, facts: dict[str, Any]) -> None:
    assert house.claims is not None
    if facts["occupancy"] is not None:
        return
    if Label.VACANT in house.claims and not (Label.LET in house.claims and house.people):
        facts["occupancy"] = Occupancy.VACANT
    elif Label.LET in house.claims:
        facts["occupancy"] = Occupancy.LET


def _says_vacant(house: House) -> bool:
    return any(value is Occupancy.VACANT for value, _ in (house.alternatives or {}).get("occupancy", ()))


def _refuse_vacant(house: House, desk: Desk) -> None:
    row, title = house.vacant_at or (house.row, "居住状态")
    for person in house.people:
        where = "本行" if person.row == row else f"第 {row} 行"
        name = person.draft.name
        desk.errors.append(
            RowError(
                person.sheet, person.row, title, Occupancy.VACANT.value,
                f"{where}“{title}”写的是空置,本行“姓名”却登记了 {name}:空置的房屋不能有人居住。",
                "请改正居住状态,或删去已经搬走的人。",
            )
        )  # fmt: skip
        desk.failed.append(FailedRow(person.sheet, person.row, house.short, name, person.cells))


def _drop_doubles(house: House, desk: Desk) -> None:
    """The same person twice behind one door, without ID numbers to tell: the second is an error."""
    names = [person.draft.name for person in house.people]
    if len(set(names)) == len(names):
        return
    kept: list[StagedPerson] = []
    for person in house.people:
        twin = next((other for other in kept if _same_without_numbers(other.draft, person.draft)), None)
        if twin is None:
            kept.append(person)
            continue
        place = f"第 {twin.row} 行" if twin.sheet == person.sheet else f"“{twin.sheet}”第 {twin.row} 行"
        reason = f"{person.draft.name}与{place}重复。"
        desk.errors.append(RowError(person.sheet, person.row, "姓名", person.draft.name, reason, "请删去其中一行。"))
        desk.failed.append(FailedRow(person.sheet, person.row, house.short, person.draft.name, person.cells))
    house.people = kept


def _same_without_numbers(one: ResidentDraft, other: ResidentDraft) -> bool:
    if one.name != other.name or (one.id_number and other.id_number):
        return False
    return one.birth is None or other.birth is None or one.birth == other.birth


def _apply_remarks(house: House, facts: dict[str, Any]) -> None:
    names = tuple(person.draft.name for person in house.people)
    for place, text in house.remarks or ():
        for fact in facts_in(text, names):
            if fact.field == "owner":
                facts["owner"] = facts["owner"] or fact.value
                continue
            bearer = names.index(fact.name) if fact.name else place
            if bearer is None and len(names) == 1:
                bearer = 0
            if bearer is None and names:
                bearer = 0
                house.warnings += (f"备注“{text}”没有写明是谁,暂记在 {names[0]} 名下。",)
            if bearer is not None and bearer < len(names):
                house.people[bearer] = _with_fact(house.people[bearer], fact.field, fact.value)


def _with_fact(person: StagedPerson, name: str, value: str) -> StagedPerson:
    """A column's own statement wins over the remark, except that words in a remark fill out a bare tick."""
    old = getattr(person.draft, name)
    if old is not None and not (old in ("残疾", "困难") or (name == "disability" and certificate(value))):
        return person
    changed: dict[str, Any] = {name: value}
    return replace(person, draft=replace(person.draft, **changed))


def _disagreements(house: House) -> tuple[str, ...]:
    titles = {"grid": "网格", "occupancy": "居住状态", "sold": "是否已售", "owner": "产权人", "note": "备注"}
    return tuple(
        f"同一户的“{titles.get(name, name)}”前后不一致:"
        + "、".join(f"{shown(value)}(第 {row} 行)" for value, row in values)
        for name, values in (house.alternatives or {}).items()
    )


def shown(value: object) -> str:
    """A value in the words of the window."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)
