"""What follows from the records and is laid down beside them: the label intervals and the search entries of each door."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Connection, text

from app.models.colours import Override
from app.models.households import HouseholdRecord
from app.rules.colours import intervals, load_label_rules
from app.rules.doors import place_key
from app.rules.names import name_keys, sort_key
from app.store.journal import Value
from app.store.records import load_overrides, load_records

OPEN_SINCE, OPEN_UNTIL = "0001-01-01", "9999-12-31"

IntervalValues = tuple[int, str, str, str, str]
SearchValues = tuple[int, int, str, str, str, str]


def refresh(connection: Connection, household_ids: Iterable[int], today: date) -> None:
    """Work out the labels and search entries of these doors anew; who has left by `today` is not searched for."""
    ids = sorted(household_ids)
    if not ids:
        return
    _forget(connection, ids)
    overrides = load_overrides(connection, ids)
    labels: list[IntervalValues] = []
    entries: list[SearchValues] = []
    for record in load_records(connection, ids):
        labels.extend(interval_values(record, overrides.get(record.household.id, ())))
        entries.extend(search_values(record, today))
    if labels:
        connection.exec_driver_sql(
            'INSERT INTO label_interval (household_id, label, since, "until", evidence) VALUES (?, ?, ?, ?, ?)', labels
        )
    if entries:
        connection.exec_driver_sql(
            "INSERT INTO search_entry (household_id, resident_id, name, keys, sort, place) VALUES (?, ?, ?, ?, ?, ?)",
            entries,
        )


def interval_values(record: HouseholdRecord, overrides: Sequence[Override]) -> list[IntervalValues]:
    """The door's intervals as they are stored."""
    return [
        (
            record.household.id,
            found.label.value,
            found.since.isoformat() if found.since else OPEN_SINCE,
            found.until.isoformat() if found.until else OPEN_UNTIL,
            found.evidence,
        )
        for found in intervals(record, overrides, load_label_rules())
    ]


def search_values(record: HouseholdRecord, today: date) -> list[SearchValues]:
    """One entry a person who lives or will live there; one for the door alone when there is nobody.

    `keys` is ASCII: each spelling of the name after a blank, phone, ID number, and the door after '@'.
    """
    door = record.household
    place = place_key(door.door)
    address = f"@{door.door.short.lower()}" if door.door.short.isascii() else ""
    found = [
        (
            door.id,
            member.resident.id,
            member.resident.name,
            f" {name_keys(member.resident.name)} {member.resident.phone} {member.resident.id_number.lower()} {address} ",
            sort_key(member.resident.name),
            place,
        )
        for member in record.members
        if member.residency.until is None or member.residency.until >= today
    ]
    return found or [(door.id, 0, "", f" {address} ", "", place)]


def doors_of(connection: Connection, resident_ids: Iterable[int]) -> set[int]:
    """Every door behind which one of these people lives or lived."""
    ids = sorted(resident_ids)
    found: set[int] = set()
    for start in range(0, len(ids), 400):
        part = tuple(ids[start : start + 400])
        marks = ", ".join("?" * len(part))
        query = f"SELECT DISTINCT household_id FROM residency WHERE resident_id IN ({marks})"
        found.update(row[0] for row in connection.exec_driver_sql(query, part))
    return found


def stored_intervals(connection: Connection) -> dict[int, list[tuple[Value, ...]]]:
    """What is laid down, by door: for the check that holds it against the records."""
    found: dict[int, list[tuple[Value, ...]]] = {}
    rows = connection.execute(
        text('SELECT household_id, label, since, "until", evidence FROM label_interval ORDER BY id')
    )
    for row in rows:
        found.setdefault(row[0], []).append(tuple(row))
    return found


def _forget(connection: Connection, ids: Sequence[int]) -> None:
    for table in ("label_interval", "search_entry"):
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE household_id = ?", [(door,) for door in ids])
