"""A store in memory for the planning tests: accept a plan, then hold the next workbook against what it left."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from app.importing.households import stage_households
from app.importing.layout import understand
from app.importing.planning import plan_import
from app.importing.reading import read_workbook
from app.models.colours import Judgement, Label
from app.models.households import (
    DoorKey,
    Household,
    HouseholdRecord,
    Member,
    Occupancy,
    OccupancySpan,
    Residency,
    Resident,
)
from app.models.importing import HouseholdOp, ImportPlan, KnownHousehold, KnownStore, PersonOp, Staging
from app.rules.ages import age_on
from app.rules.colours import labels_on, load_label_rules

TODAY = date(2026, 10, 31)
DATA = Path(__file__).parents[1] / "data"
EMPTY = KnownStore({}, {})


def staged(path: Path, today: date = TODAY) -> Staging:
    raw = read_workbook(path)
    return stage_households(raw, understand(raw), today=today)


def plan(staging: Staging, known: KnownStore = EMPTY, **options: Any) -> ImportPlan:
    return plan_import(staging, known, today=TODAY, label_rules=load_label_rules(), **options)


def accept(plan: ImportPlan, known: KnownStore = EMPTY) -> KnownStore:
    """What a store would hold after the plan: only the not-None fields are written, a move closes the old residency."""
    doors = {door.household.id: door for door in known.doors.values()}
    people = {member.resident.id: member.resident for door in doors.values() for member in door.members}
    for operation in plan.operations:
        _write(operation, doors, people)
    return KnownStore(
        {door.household.door: door for door in doors.values()},
        {
            member.resident.id_number: (door.household.id, member.resident.id)
            for door in doors.values()
            for member in door.members
            if member.resident.id_number
        },
    )


def _write(operation: HouseholdOp, doors: dict[int, KnownHousehold], people: dict[int, Resident]) -> None:
    draft = operation.draft
    identity = operation.household_id or max(doors, default=0) + 1
    here = doors.get(identity) or KnownHousehold(Household(identity, draft.door, ""), None, ())
    stated = {
        name: getattr(draft, name) for name in ("grid", "sold", "owner", "note") if getattr(draft, name) is not None
    }
    span = here.occupancy
    if draft.occupancy is not None:
        span = OccupancySpan(0, identity, draft.occupancy, draft.occupancy_since, draft.lease_until)
    elif span is not None and (draft.lease_until or draft.occupancy_since):
        span = replace(span, until=draft.lease_until or span.until, since=draft.occupancy_since or span.since)
    overrides = here.overrides | {(one.label, one.judgement) for one in operation.overrides}
    doors[identity] = replace(here, household=replace(here.household, **stated), occupancy=span, overrides=overrides)
    for person in operation.people:
        _write_person(person, identity, doors, people)


def _write_person(
    operation: PersonOp, household: int, doors: dict[int, KnownHousehold], people: dict[int, Resident]
) -> None:
    identity = operation.resident_id or max(people, default=0) + 1
    stated = {
        name: value
        for name, value in vars(operation.draft).items()
        if value is not None and name not in {"relation", "since", "until"}
    }
    people[identity] = replace(people.get(identity) or Resident(identity, ""), **stated)
    residency = Residency(0, household, identity)
    for door in list(doors.values()):
        for member in door.members:
            if member.resident.id == identity:
                if door.household.id == household:
                    residency = member.residency
                gone = tuple(one for one in door.members if one is not member)
                doors[door.household.id] = replace(door, members=gone)
    if operation.draft.until is not None:
        return
    kept = {name: value for name in ("relation", "since") if (value := getattr(operation.draft, name)) is not None}
    here = doors[household]
    member = Member(people[identity], replace(residency, **kept))
    doors[household] = replace(here, members=(*here.members, member))


def counts(known: KnownStore, day: date = TODAY) -> dict[str, Any]:
    """The figures of expected.json from a store in memory."""
    rules = load_label_rules()
    labels: Counter[str] = Counter()
    combinations: Counter[str] = Counter()
    grids: dict[str, Counter[str]] = {}
    for door in known.doors.values():
        spans = (door.occupancy,) if door.occupancy else ()
        proved = set(labels_on(HouseholdRecord(door.household, spans, door.members), day, rules))
        proved |= {label for label, judgement in door.overrides if judgement is Judgement.ADD}
        named = [label.value for label in Label if label in proved]
        labels.update(named)
        combinations["、".join(named)] += 1
        grids.setdefault(door.household.grid, Counter()).update(["户数", *named])
    people = [member.resident for door in known.doors.values() for member in door.members]
    ages = [age_on(person.birth, day) for person in people if person.birth]
    return {
        "households": len(known.doors),
        "residents": len(people),
        "categories": dict(labels),
        "by_grid": {grid: dict(found) for grid, found in grids.items()},
        "combinations": dict(combinations),
        "aged_60_plus": sum(age >= 60 for age in ages),
        "aged_80_plus": sum(age >= 80 for age in ages),
        "party_members": sum(person.politics in rules.party_politics for person in people),
        "disabled": sum(bool(person.disability) for person in people),
        "aided": sum(bool(person.aid) for person in people),
        "let": sum(
            door.occupancy is not None and door.occupancy.kind is Occupancy.LET for door in known.doors.values()
        ),
    }


def door(short: str, estate: str = "") -> DoorKey:
    return DoorKey(estate, *short.split("-"))
