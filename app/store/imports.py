"""An accepted import, written in bulk; and what a plan is held against."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import Connection

from app.models.households import DoorKey, HouseholdDraft, HouseholdRecord, Member, ResidentDraft
from app.models.importing import HouseholdOp, KnownHousehold, KnownStore, PersonOp
from app.rules.stays import dwellings
from app.store.bulk import RESIDENT_FIELDS, Bulk
from app.store.journal import Value
from app.store.records import load_overrides, load_records
from app.store.work import Work, stored


def known_store(connection: Connection, today: date) -> KnownStore:
    """Every door with its present occupancy and members; everyone ever registered by ID number, with the door they live
    behind now, or else lived behind last."""
    overrides = load_overrides(connection)
    doors: dict[DoorKey, KnownHousehold] = {}
    people: dict[str, tuple[int, int]] = {}
    for record in load_records(connection):
        members = _present(record, today)
        occupancy = next((span for span in record.occupancies if span.holds_on(today)), None)
        judged = frozenset((item.label, item.judgement) for item in overrides.get(record.household.id, ()))
        doors[record.household.door] = KnownHousehold(record.household, occupancy, members, judged)
        for member in record.members:
            number = member.resident.id_number
            if number and (number not in people or member in members):
                people[number] = (record.household.id, member.resident.id)
    return KnownStore(doors, people)


def _present(record: HouseholdRecord, today: date) -> tuple[Member, ...]:
    """Who lives there now; a stay is dated from when its person moved in, whatever relation it was spent in."""
    here = [member for member in record.members if member.residency.holds_on(today)]
    if len(here) == len(record.members):
        return tuple(here)
    came = {stay.id: one.since for one in dwellings(record.members) for stay in one.stays}
    return tuple(
        replace(member, residency=replace(member.residency, since=came[member.residency.id])) for member in here
    )


def has_doors(connection: Connection) -> bool:
    return connection.exec_driver_sql("SELECT 1 FROM household LIMIT 1").first() is not None


def apply(work: Work, operations: Sequence[HouseholdOp], today: date, report: Callable[[int, int], None]) -> None:
    """Write the operations: new rows in runs, changes row by row. `report(done, of)` counts operations."""
    grids = grid_ids(work, [op.draft.grid for op in operations if op.draft.grid])
    bulk = Bulk(work, today)
    changed_doors: dict[int, Mapping[str, Value]] = {}
    changed_people: dict[int, Mapping[str, Value]] = {}
    for count, op in enumerate(operations):
        if count % 500 == 0:
            report(count, len(operations))
        if op.household_id is None:
            door = bulk.new_door(op, grids)
        else:
            door = op.household_id
            if values := household_values(op.draft, grids):
                changed_doors[door] = values
            if op.draft.occupancy is not None:
                since = op.draft.occupancy_since or today
                make_room(work, door, since, op.draft.lease_until, today)
                bulk.occupancy(door, op.draft, since)
            for person in op.people:
                bulk.person(door, person)
            bulk.judge(door, op)
        for person in op.people:
            if person.resident_id is not None:
                changed_people[person.resident_id] = resident_values(person.draft)
                _residency(work, door, person, today)
    bulk.write()
    work.update_many("household", changed_doors)
    work.update_many("resident", changed_people)
    report(len(operations), len(operations))


def grid_ids(work: Work, names: Sequence[str]) -> dict[str, int]:
    """Ids of grids by name; those not known yet are added, ranked in the order in which they are met."""
    known = {row[1]: row[0] for row in work.connection.exec_driver_sql("SELECT id, name FROM grid")}
    first = work.next_id("grid")
    new = [name for name in dict.fromkeys(names) if name not in known]
    rows: list[list[Value]] = [[first + n, name, grid_rank(name)] for n, name in enumerate(new)]
    work.insert("grid", ("id", "name", "rank"), rows)
    return known | {str(row[1]): int(str(row[0])) for row in rows}


def grid_rank(name: str) -> int:
    """第一网格 before 第十网格: the number in the name, Chinese or Arabic; grids without one come last."""
    digits = "".join(character for character in name if character.isdecimal())
    if digits:
        return int(digits)
    value = 0
    for character in name:
        place = "零一二三四五六七八九".find(character)
        if place >= 0:
            value += place
        elif character == "十":
            value = (value or 1) * 10
        elif value:
            break
    return value or 10_000


def household_values(draft: HouseholdDraft, grids: Mapping[str, int]) -> dict[str, Value]:
    """The columns that a draft states."""
    values: dict[str, Value] = {}
    if draft.grid is not None:
        values["grid_id"] = grids.get(draft.grid)
    for name in ("sold", "owner", "note"):
        if (value := getattr(draft, name)) is not None:
            values[name] = stored(value)
    return values


def resident_values(draft: ResidentDraft) -> dict[str, Value]:
    """The columns that a draft states; the name is always stated."""
    return {name: stored(value) for name in RESIDENT_FIELDS if (value := getattr(draft, name)) is not None}


def make_room(work: Work, household_id: int, since: date, until: date | None, today: date) -> None:
    """Uses of a door make room for one from `since` to `until`: those before end the day before, those inside go.

    One that reaches past an end that is over goes on after it. What follows a lease that still runs is not known.
    """
    day = since.isoformat()
    rows = work.connection.exec_driver_sql(
        'SELECT id, kind, since, "until", note FROM occupancy '
        'WHERE household_id = ? AND ("until" IS NULL OR "until" >= ?)',
        (household_id, day),
    ).fetchall()
    last = until.isoformat() if until else None
    for row_id, kind, begun, ends, note in rows:
        if last is not None and begun is not None and begun > last:
            continue
        if since > date.min and (begun is None or begun < day):
            work.update("occupancy", row_id, {"until": (since - timedelta(days=1)).isoformat()})
        else:
            work.delete("occupancy", [row_id])
        if until is not None and until < today and (ends is None or ends > until.isoformat()):
            after = (until + timedelta(days=1)).isoformat()
            work.add(
                "occupancy", {"household_id": household_id, "kind": kind, "since": after, "until": ends, "note": note}
            )


def _first_stay(work: Work, row_id: int) -> int:
    """The stay with which somebody moved in, of the stays that lead up to this one without a gap."""
    earlier = work.connection.exec_driver_sql(
        "SELECT a.id FROM residency a JOIN residency b ON a.household_id = b.household_id "
        "AND a.resident_id = b.resident_id WHERE b.id = ? AND a.\"until\" = date(b.since, '-1 day')",
        (row_id,),
    ).scalar()
    return row_id if earlier is None else _first_stay(work, int(earlier))


def _residency(work: Work, household_id: int, person: PersonOp, today: date) -> None:
    """Someone known: what the ledger says of the stay behind this door, or the end of the stay behind another one."""
    draft = person.draft
    said: dict[str, Value] = {
        name: stored(value) for name in ("relation", "since", "until") if (value := getattr(draft, name)) is not None
    }
    eve = ((draft.since or today) - timedelta(days=1)).isoformat()
    rows = work.connection.exec_driver_sql(
        'SELECT id, household_id, since FROM residency WHERE resident_id = ? AND ("until" IS NULL OR "until" >= ?)',
        (person.resident_id, today.isoformat()),
    ).fetchall()
    for row_id, door, begun in rows:
        if door == household_id and said:
            since = said.pop("since", None)
            work.update("residency", row_id, said)
            if since is not None:
                work.update("residency", _first_stay(work, row_id), {"since": since})
        elif door != household_id and person.joins and begun is not None and begun > eve:
            work.delete("residency", [row_id])  # by the ledger they never lived there
        elif door != household_id and person.joins:
            work.update("residency", row_id, {"until": eve})
