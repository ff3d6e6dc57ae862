"""Whole doors out of the store: the input of the colour rule, of the card, and of an import's comparison."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from app.models.colours import Judgement, Label, Override
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

_SOME = 400  # ids that fit one IN list
_HOUSEHOLD = (
    "SELECT h.id, h.estate, h.building, h.unit, h.room, coalesce(g.name, ''), h.sold, h.owner, h.note, h.floor, h.slot "
    "FROM household h LEFT JOIN grid g ON g.id = h.grid_id"
)
_MEMBER = (
    "SELECT s.household_id, r.id, r.name, r.id_number, r.birth, r.sex, r.ethnic, r.politics, r.phone, r.unit_person, "
    "r.disability, r.aid, r.note, r.died, s.id, s.resident_id, s.relation, s.since, s.until, s.note "
    "FROM residency s JOIN resident r ON r.id = s.resident_id"
)
_OCCUPANCY = "SELECT household_id, id, kind, since, until, note FROM occupancy"
_OVERRIDE = "SELECT household_id, id, label, judgement, reason, evidence, since, until FROM label_override"


def load_records(connection: Connection, household_ids: Sequence[int] | None = None) -> Iterator[HouseholdRecord]:
    """Records in order of id; None loads every door. Ids that do not exist are passed over."""
    doors = [_household(row) for row in narrow_rows(connection, _HOUSEHOLD, "h.id", household_ids)]
    spans: dict[int, list[OccupancySpan]] = {}
    for row in narrow_rows(connection, _OCCUPANCY, "household_id", household_ids):
        span = OccupancySpan(row[1], row[0], Occupancy(row[2]), _day(row[3]), _day(row[4]), row[5])
        spans.setdefault(span.household_id, []).append(span)
    members: dict[int, list[Member]] = {}
    for row in narrow_rows(connection, _MEMBER, "s.household_id", household_ids):
        members.setdefault(row[0], []).append(_member(row))
    for door in doors:
        yield HouseholdRecord(door, tuple(spans.get(door.id, ())), tuple(members.get(door.id, ())))


def load_overrides(connection: Connection, household_ids: Sequence[int] | None = None) -> dict[int, list[Override]]:
    """Judgements by door."""
    found: dict[int, list[Override]] = {}
    for row in narrow_rows(connection, _OVERRIDE, "household_id", household_ids):
        override = Override(
            row[1], row[0], Label(row[2]), Judgement(row[3]), row[4], row[5], _day(row[6]), _day(row[7])
        )
        found.setdefault(override.household_id, []).append(override)
    return found


def narrow_rows(
    connection: Connection, select: str, column: str, ids: Sequence[int] | None
) -> Iterator[tuple[Any, ...]]:
    """Rows of `select` (no WHERE, no ORDER) whose `column`, its first, is among `ids`, in the order they were written.

    Past some thousands of ids one pass over the table is cheaper than many lists.
    """
    table = "s.id" if " s JOIN" in select else "h.id" if " h LEFT" in select else "id"
    if ids is None or len(ids) > 10 * _SOME:
        cursor = connection.connection.cursor()
        try:
            cursor.execute(f"{select} ORDER BY {table}")
            if ids is None:
                yield from cursor.fetchall()
            else:
                wanted = frozenset(ids)
                yield from (row for row in cursor.fetchall() if row[0] in wanted)
        finally:
            cursor.close()
        return
    ordered = sorted(ids)
    for start in range(0, len(ordered), _SOME):
        part = tuple(ordered[start : start + _SOME])
        marks = ", ".join("?" * len(part))
        for row in connection.exec_driver_sql(f"{select} WHERE {column} IN ({marks}) ORDER BY {table}", part):
            yield tuple(row)


def _household(row: tuple[Any, ...]) -> Household:
    sold = None if row[6] is None else bool(row[6])
    return Household(row[0], DoorKey(row[1], row[2], row[3], row[4]), row[5], sold, row[7], row[8], row[9], row[10])


def _member(row: tuple[Any, ...]) -> Member:
    resident = Resident(
        row[1], row[2], row[3], _day(row[4]), row[5], row[6], row[7], row[8],
        None if row[9] is None else bool(row[9]), row[10], row[11], row[12], _day(row[13]),
    )  # fmt: skip
    return Member(resident, Residency(row[14], row[0], row[15], row[16], _day(row[17]), _day(row[18]), row[19]))


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)
