"""Verbs on one door and its people, as rows."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from app.models.colours import Judgement, Label, LabelInterval
from app.models.households import DoorKey, HouseholdDraft, ResidentDraft
from app.rules.doors import floor_and_slot, place_key
from app.rules.id_numbers import other_form
from app.store.imports import grid_ids, household_values, resident_values
from app.store.journal import Value
from app.store.stays import begin
from app.store.work import Work, stored


def find_door(connection: Connection, door: DoorKey) -> int | None:
    row = connection.exec_driver_sql(
        "SELECT id FROM household WHERE estate = ? AND building = ? AND unit = ? AND room = ?",
        (door.estate, door.building, door.unit, door.room),
    ).one_or_none()
    return None if row is None else int(row[0])


def floors(connection: Connection, door: DoorKey, but: int | None = None) -> frozenset[int]:
    """Floors on which the building of a door has doors now; `but`: a door that does not count."""
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT floor FROM household WHERE estate = ? AND building = ? AND id <> ?",
        (door.estate, door.building, but or 0),
    )
    return frozenset(int(row[0]) for row in rows)


def add_household(work: Work, draft: HouseholdDraft) -> int:
    values = household_values(draft, grid_ids(work, [draft.grid] if draft.grid else []))
    household_id = work.add("household", {**_door_values(draft.door), "owner": "", "note": "", **values})
    if draft.occupancy is not None:
        add_occupancy(work, household_id, draft.occupancy.value, draft.occupancy_since, draft.lease_until)
    return household_id


def change_household(work: Work, household_id: int, draft: HouseholdDraft) -> None:
    values = household_values(draft, grid_ids(work, [draft.grid] if draft.grid else []))
    work.update("household", household_id, {**renamed(work.connection, household_id, draft.door), **values})


def same_grid(work: Work, household_id: int, beside: int) -> None:
    """A new door belongs to the grid of the door it came from."""
    found = work.connection.exec_driver_sql(
        "SELECT grid_id FROM household WHERE id = ?", (beside,)
    ).scalar_one_or_none()
    work.update("household", household_id, {"grid_id": found})


def add_occupancy(work: Work, household_id: int, kind: str, since: date | None, until: date | None) -> None:
    work.add(
        "occupancy",
        {"household_id": household_id, "kind": kind, "since": stored(since), "until": stored(until)},
    )


def add_resident(work: Work, household_id: int, draft: ResidentDraft, note: str = "") -> int:
    """A new person with a stay behind a door; `note` is the stay's."""
    blank: dict[str, Value] = dict.fromkeys(
        ("id_number", "sex", "ethnic", "politics", "phone", "disability", "aid", "note"), ""
    )
    resident_id = work.add("resident", {**blank, **resident_values(draft)})
    begin(work, household_id, resident_id, draft.relation or "", draft.since, draft.until, note)
    return resident_id


def move_in(work: Work, household_id: int, resident_id: int, draft: ResidentDraft, note: str = "") -> None:
    """Someone who is known; what the draft states of them is brought up to date."""
    work.update("resident", resident_id, resident_values(draft))
    begin(work, household_id, resident_id, draft.relation or "", draft.since, draft.until, note)


def change_resident(work: Work, household_id: int, resident_id: int, draft: ResidentDraft, today: date) -> None:
    """What the draft states of a person; of the stay behind this door, the one of today is meant, else the last."""
    work.update("resident", resident_id, resident_values(draft))
    values = {
        name: stored(value) for name in ("relation", "since", "until") if (value := getattr(draft, name)) is not None
    }
    rows = work.connection.exec_driver_sql(
        "SELECT id FROM residency WHERE household_id = ? AND resident_id = ? ORDER BY (since IS NULL OR since <= ?) "
        'AND ("until" IS NULL OR "until" >= ?) DESC, id DESC LIMIT 1',
        (household_id, resident_id, stored(today), stored(today)),
    ).fetchall()
    if values and rows:
        work.update("residency", rows[0][0], values)


def add_override(
    work: Work,
    household_id: int,
    label: Label,
    judgement: Judgement,
    reason: str,
    since: date | None,
    until: date | None,
) -> None:
    """A later judgement on the same label takes the place of the earlier one."""
    earlier = work.connection.exec_driver_sql(
        "SELECT id FROM label_override WHERE household_id = ? AND label = ?", (household_id, label.value)
    ).fetchall()
    work.delete("label_override", [row[0] for row in earlier])
    work.add(
        "label_override",
        {
            "household_id": household_id,
            "label": label.value,
            "judgement": judgement.value,
            "reason": reason,
            "evidence": "人工认定",
            "since": stored(since),
            "until": stored(until),
        },
    )


def intervals_of(connection: Connection, household_id: int) -> tuple[LabelInterval, ...]:
    """The laid-down labels of one door."""
    rows = connection.exec_driver_sql(
        'SELECT label, since, "until", evidence FROM label_interval WHERE household_id = ? ORDER BY id', (household_id,)
    )
    return tuple(
        LabelInterval(
            Label(row[0]),
            None if row[1] == "0001-01-01" else date.fromisoformat(row[1]),
            None if row[2] == "9999-12-31" else date.fromisoformat(row[2]),
            row[3],
        )
        for row in rows
    )


def _door_values(door: DoorKey) -> dict[str, Value]:
    floor, slot = floor_and_slot(door.room)
    return {
        "estate": door.estate, "building": door.building, "unit": door.unit, "room": door.room,
        "place": place_key(door), "floor": floor, "slot": slot,
    }  # fmt: skip


def renamed(connection: Connection, household_id: int, door: DoorKey) -> dict[str, Value]:
    """The columns of a door's name. A door keeps its place in the elevation, which a person may have chosen, unless
    its room was renamed."""
    row = connection.exec_driver_sql(
        "SELECT room, floor, slot FROM household WHERE id = ?", (household_id,)
    ).one_or_none()
    values = _door_values(door)
    if row is not None and row[0] == door.room:
        values |= {"place": place_key(door, row[1]), "floor": row[1], "slot": row[2]}
    return values


class Holder(NamedTuple):
    """Who has an ID number, and where they live or lived last; `until` None: they live there still."""

    resident_id: int
    name: str
    door: str
    until: date | None

    def lives_on(self, day: date) -> bool:
        return self.until is None or self.until >= day


def find_person(connection: Connection, id_number: str) -> Holder | None:
    """Whoever has this ID number, in its old form of 15 digits or its new one of 18."""
    row = connection.exec_driver_sql(
        'SELECT r.id, r.name, h.estate, h.building, h.unit, h.room, s."until" FROM resident r '
        "LEFT JOIN residency s ON s.resident_id = r.id LEFT JOIN household h ON h.id = s.household_id "
        'WHERE r.id_number IN (?, ?) ORDER BY s."until" IS NULL DESC, s."until" DESC, s.id DESC LIMIT 1',
        (id_number, other_form(id_number)),
    ).one_or_none()
    if row is None:
        return None
    until = None if row[6] is None else date.fromisoformat(row[6])
    return Holder(int(row[0]), row[1], DoorKey(*(part or "" for part in row[2:6])).long, until)


def label_of_override(connection: Connection, override_id: int) -> str:
    """The label a judgement is about; '' when it is gone."""
    found = connection.exec_driver_sql("SELECT label FROM label_override WHERE id = ?", (override_id,)).scalar()
    return str(found or "")
