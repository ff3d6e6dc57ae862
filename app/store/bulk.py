"""Thousands of new doors in one go: rows are gathered table by table and written in runs.

What follows from a new door (labels, search) is worked out from the draft at hand, not read back.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.models.colours import Override
from app.models.households import HouseholdDraft, ResidentDraft
from app.models.importing import HouseholdOp, PersonOp
from app.rules.colours import Stay, Use, load_label_rules
from app.rules.doors import floor_and_slot, place_key
from app.store import derived
from app.store.journal import Value
from app.store.work import Work, stored

HOUSEHOLD_COLUMNS = (
    "id", "estate", "building", "unit", "room", "grid_id", "sold", "owner", "note", "place", "floor", "slot",
)  # fmt: skip
RESIDENT_FIELDS = (
    "name", "id_number", "birth", "sex", "ethnic", "politics", "phone", "unit_person", "disability", "aid", "note",
)  # fmt: skip
_COLUMNS = {
    "household": HOUSEHOLD_COLUMNS,
    "resident": ("id", *RESIDENT_FIELDS),
    "residency": ("id", "household_id", "resident_id", "relation", "since", "until"),
    "occupancy": ("id", "household_id", "kind", "since", "until"),
    "label_override": ("id", "household_id", "label", "judgement", "reason", "evidence", "since", "until"),
}


class Bulk:
    """New rows, gathered; ids are given out here, so that rows can point at each other."""

    def __init__(self, work: Work, today: date) -> None:
        self._work = work
        self._today = today
        self._rules = load_label_rules()
        self._rows: dict[str, list[tuple[Value, ...]]] = {table: [] for table in _COLUMNS}
        self._next = {table: work.next_id(table) for table in _COLUMNS}
        self._laid = derived.Laid([], [])
        self._settled: list[int] = []

    def new_door(self, op: HouseholdOp, grids: Mapping[str, int]) -> int:
        """A door that is not there yet, with everyone behind it."""
        draft, key = op.draft, op.draft.door
        floor, slot = floor_and_slot(key.room)
        place = place_key(key)
        door = self._add(
            "household", key.estate, key.building, key.unit, key.room, grids.get(draft.grid or ""), stored(draft.sold),
            draft.owner or "", draft.note or "", place, floor, slot,
        )  # fmt: skip
        uses = []
        if draft.occupancy is not None:
            self.occupancy(door, draft)
            uses.append(Use(draft.occupancy, draft.occupancy_since, draft.lease_until))
        here = [(self.person(door, person), person.draft) for person in op.people]
        self.judge(door, op)
        if all(person.resident_id is None and person.joins for person in op.people):
            overrides = [
                Override(0, door, item.label, item.judgement, item.reason, item.evidence) for item in op.overrides
            ]
            stays = [_stay(person) for _, person in here]
            self._laid.labels.extend(derived.interval_values(door, uses, stays, overrides, self._rules))
            searched = [
                (who, person.name, person.phone or "", person.id_number or "")
                for who, person in here
                if (person.since is None or person.since <= self._today)
                and (person.until is None or person.until >= self._today)
            ]
            self._laid.entries.extend(derived.search_values(door, key, place, searched))
            self._settled.append(door)
        return door

    def occupancy(self, door: int, draft: HouseholdDraft, since: date | None = None) -> None:
        assert draft.occupancy is not None
        first = draft.occupancy_since or since
        self._add("occupancy", door, draft.occupancy.value, stored(first), stored(draft.lease_until))

    def person(self, door: int, person: PersonOp) -> int:
        """A new person's row, and the residency of whoever joins; returns the person's id."""
        draft, resident = person.draft, person.resident_id
        if resident is None:
            resident = self._add(
                "resident", draft.name, draft.id_number or "", draft.birth.isoformat() if draft.birth else None,
                draft.sex or "", draft.ethnic or "", draft.politics or "", draft.phone or "",
                None if draft.unit_person is None else int(draft.unit_person),
                draft.disability or "", draft.aid or "", draft.note or "",
            )  # fmt: skip
        if person.joins:
            since = draft.since or (self._today if person.resident_id is not None else None)
            self._add("residency", door, resident, draft.relation or "", stored(since), stored(draft.until))
        return resident

    def judge(self, door: int, op: HouseholdOp) -> None:
        for item in op.overrides:
            self._add(
                "label_override", door, item.label.value, item.judgement.value, item.reason, item.evidence, None, None
            )

    def write(self) -> None:
        for table, rows in self._rows.items():
            self._work.insert(table, _COLUMNS[table], rows)
        derived.lay_down(self._work.connection, self._laid)
        self._work.settled(self._settled)

    def _add(self, table: str, *values: Value) -> int:
        row_id = self._next[table]
        self._next[table] = row_id + 1
        self._rows[table].append((row_id, *values))
        return row_id


def _stay(draft: ResidentDraft) -> Stay:
    return Stay(
        draft.name,
        draft.birth,
        draft.politics or "",
        draft.aid or "",
        draft.disability or "",
        draft.since,
        draft.until,
    )
