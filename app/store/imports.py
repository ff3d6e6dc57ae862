"""An accepted import, written in bulk; and what a plan is held against."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import Connection

from app.models.households import DoorKey, HouseholdDraft, ResidentDraft
from app.models.importing import HouseholdOp, KnownHousehold, KnownStore, PersonOp
from app.rules.doors import floor_and_slot, place_key
from app.store.journal import Value
from app.store.records import load_overrides, load_records
from app.store.work import Work, stored

HOUSEHOLD_COLUMNS = (
    "id", "estate", "building", "unit", "room", "grid_id", "sold", "owner", "note", "place", "floor", "slot",
)  # fmt: skip
RESIDENT_FIELDS = (
    "name", "id_number", "birth", "sex", "ethnic", "politics", "phone", "unit_person", "disability", "aid", "note",
)  # fmt: skip
_NULLABLE = frozenset(("birth", "unit_person"))


def known_store(connection: Connection, today: date) -> KnownStore:
    """Every door with its present occupancy and members, by door and by ID number."""
    overrides = load_overrides(connection)
    doors: dict[DoorKey, KnownHousehold] = {}
    people: dict[str, tuple[int, int]] = {}
    for record in load_records(connection):
        members = tuple(member for member in record.members if member.residency.holds_on(today))
        occupancy = next((span for span in record.occupancies if span.holds_on(today)), None)
        judged = frozenset((item.label, item.judgement) for item in overrides.get(record.household.id, ()))
        doors[record.household.door] = KnownHousehold(record.household, occupancy, members, judged)
        for member in members:
            if member.resident.id_number:
                people[member.resident.id_number] = (record.household.id, member.resident.id)
    return KnownStore(doors, people)


def has_doors(connection: Connection) -> bool:
    return connection.exec_driver_sql("SELECT 1 FROM household LIMIT 1").first() is not None


def apply(work: Work, operations: Sequence[HouseholdOp], today: date, report: Callable[[int, int], None]) -> None:
    """Write the operations: new rows in runs, changes one by one. `report(done, of)` counts operations."""
    grids = grid_ids(work, [op.draft.grid for op in operations if op.draft.grid])
    bulk = _Bulk(work, today)
    changed_doors: dict[int, Mapping[str, Value]] = {}
    changed_people: dict[int, Mapping[str, Value]] = {}
    for count, op in enumerate(operations):
        if count % 500 == 0:
            report(count, len(operations))
        if op.household_id is None:
            door = bulk.household(op.draft, grids)
        else:
            door = op.household_id
            if values := household_values(op.draft, grids):
                changed_doors[door] = values
            if op.draft.occupancy is not None:
                change_occupancy(work, bulk, door, op.draft, today)
        for person in op.people:
            if person.resident_id is not None and (values := resident_values(person.draft)):
                changed_people[person.resident_id] = values
            bulk.person(door, person)
            if person.resident_id is not None:
                _residency(work, door, person, today)
        for override in op.overrides:
            bulk.overrides.append(
                [bulk.next("label_override"), door, override.label.value, override.judgement.value, override.reason,
                 override.evidence, None, None]
            )  # fmt: skip
    bulk.write()
    work.update_many("household", changed_doors)
    work.update_many("resident", changed_people)
    report(len(operations), len(operations))


class _Bulk:
    """New rows, gathered table by table; ids are given out here, so that rows can point at each other."""

    def __init__(self, work: Work, today: date) -> None:
        self._work = work
        self._today = today
        self._ids: dict[str, int] = {}
        self.households: list[list[Value]] = []
        self.residents: list[list[Value]] = []
        self.residencies: list[list[Value]] = []
        self.occupancies: list[list[Value]] = []
        self.overrides: list[list[Value]] = []

    def next(self, table: str) -> int:
        if table not in self._ids:
            self._ids[table] = self._work.next_id(table)
        self._ids[table] += 1
        return self._ids[table] - 1

    def household(self, draft: HouseholdDraft, grids: Mapping[str, int]) -> int:
        row_id = self.next("household")
        door = draft.door
        floor, slot = floor_and_slot(door.room)
        self.households.append(
            [row_id, door.estate, door.building, door.unit, door.room, grids.get(draft.grid or ""), stored(draft.sold),
             draft.owner or "", draft.note or "", place_key(door), floor, slot]
        )  # fmt: skip
        if draft.occupancy is not None:
            self.occupancy(row_id, draft)
        return row_id

    def occupancy(self, household_id: int, draft: HouseholdDraft, since: date | None = None) -> None:
        assert draft.occupancy is not None
        self.occupancies.append(
            [self.next("occupancy"), household_id, draft.occupancy.value, stored(draft.occupancy_since or since),
             stored(draft.lease_until)]
        )  # fmt: skip

    def person(self, household_id: int, person: PersonOp) -> None:
        """A new person's row, and the residency of whoever joins."""
        resident_id = person.resident_id
        draft = person.draft
        if resident_id is None:
            resident_id = self.next("resident")
            self.residents.append([
                resident_id, draft.name, draft.id_number or "", draft.birth.isoformat() if draft.birth else None,
                draft.sex or "", draft.ethnic or "", draft.politics or "", draft.phone or "",
                None if draft.unit_person is None else int(draft.unit_person),
                draft.disability or "", draft.aid or "", draft.note or "",
            ])  # fmt: skip
        if person.joins:
            since = draft.since or (self._today if person.resident_id is not None else None)
            self.residencies.append(
                [
                    self.next("residency"),
                    household_id,
                    resident_id,
                    draft.relation or "",
                    stored(since),
                    stored(draft.until),
                ]
            )

    def write(self) -> None:
        work = self._work
        work.insert("household", HOUSEHOLD_COLUMNS, self.households)
        work.insert("resident", ("id", *RESIDENT_FIELDS), self.residents)
        work.insert("residency", ("id", "household_id", "resident_id", "relation", "since", "until"), self.residencies)
        work.insert("occupancy", ("id", "household_id", "kind", "since", "until"), self.occupancies)
        work.insert(
            "label_override",
            ("id", "household_id", "label", "judgement", "reason", "evidence", "since", "until"),
            self.overrides,
        )


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


def change_occupancy(work: Work, bulk: _Bulk, household_id: int, draft: HouseholdDraft, today: date) -> None:
    """The present use ends the day before the new one begins."""
    since = draft.occupancy_since or today
    end_spans(work, "occupancy", household_id, since)
    bulk.occupancy(household_id, draft, since)


def end_spans(work: Work, table: str, household_id: int, since: date) -> None:
    """Spans of a door that reach into `since` end the day before; those that begin later are replaced."""
    day = since.isoformat()
    rows = work.connection.exec_driver_sql(
        f'SELECT id, since FROM {table} WHERE household_id = ? AND ("until" IS NULL OR "until" >= ?)',
        (household_id, day),
    ).fetchall()
    gone = [row[0] for row in rows if since == date.min or (row[1] is not None and row[1] >= day)]
    if since > date.min:
        eve = (since - timedelta(days=1)).isoformat()
        work.update_many(table, {row[0]: {"until": eve} for row in rows if row[0] not in gone})
    work.delete(table, gone)


def _residency(work: Work, household_id: int, person: PersonOp, today: date) -> None:
    """Someone known: a changed relation behind the same door, or the end of the stay behind another one."""
    eve = (today - timedelta(days=1)).isoformat()
    rows = work.connection.exec_driver_sql(
        'SELECT id, household_id FROM residency WHERE resident_id = ? AND ("until" IS NULL OR "until" >= ?)',
        (person.resident_id, today.isoformat()),
    ).fetchall()
    for row_id, door in rows:
        if door == household_id and person.draft.relation is not None:
            work.update("residency", row_id, {"relation": person.draft.relation})
        elif door != household_id and person.joins:
            work.update("residency", row_id, {"until": eve})
