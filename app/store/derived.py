"""What follows from the records and is laid down beside them: label intervals and search entries of each door."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection

from app.models.colours import Override
from app.models.households import DoorKey, Occupancy
from app.rules.colours import LabelRules, Stay, Use, label_spans, load_label_rules
from app.rules.names import name_keys
from app.store.records import load_overrides, narrow_rows

OPEN_SINCE, OPEN_UNTIL = "0001-01-01", "9999-12-31"
_LAST = date.max.toordinal()
_DOORS = "SELECT id, building, unit, room, place FROM household"
_USES = 'SELECT household_id, kind, since, "until" FROM occupancy'
_STAYS = (
    "SELECT s.household_id AS household_id, s.resident_id, r.name, r.birth, r.politics, r.aid, r.disability, "
    's.since, s."until", r.phone, r.id_number FROM residency s JOIN resident r ON r.id = s.resident_id'
)

IntervalValues = tuple[int, str, str, str, str]
SearchValues = tuple[int, int, str, str, str, str, str, str]


def refresh(connection: Connection, household_ids: Iterable[int], today: date) -> None:
    """Work out the labels and search entries of these doors anew; who has left by `today` is not searched for."""
    ids = sorted(household_ids)
    if not ids:
        return
    _forget(connection, ids)
    laid = Laid([], [])
    for interval_rows, search_rows in derive(connection, ids, today):
        laid.labels.extend(interval_rows)
        laid.entries.extend(search_rows)
    lay_down(connection, laid)


class Laid(NamedTuple):
    """Derived rows of some doors, ready to be written."""

    labels: list[IntervalValues]
    entries: list[SearchValues]


def lay_down(connection: Connection, laid: Laid) -> None:
    """Write derived rows of doors that have none."""
    labels, entries = laid
    if labels:
        connection.exec_driver_sql(
            'INSERT INTO label_interval (household_id, label, since, "until", evidence) VALUES (?, ?, ?, ?, ?)', labels
        )
    if entries:
        connection.exec_driver_sql(
            "INSERT INTO search_entry (household_id, resident_id, name, spellings, numbers, door, sort, place) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            entries,
        )


def derive(
    connection: Connection, household_ids: Sequence[int] | None, today: date
) -> Iterator[tuple[list[IntervalValues], list[SearchValues]]]:
    """For each door what its records make of it: label intervals, and search entries. None: every door.

    Reads the few columns that count, not whole records: an import works thousands of doors out in one go.
    """
    overrides = load_overrides(connection, household_ids)
    rules = load_label_rules()
    uses: dict[int, list[Use]] = {}
    for door, kind, since, until in narrow_rows(connection, _USES, "household_id", household_ids):
        uses.setdefault(door, []).append(Use(Occupancy(kind), _day(since), _day(until)))
    people: dict[int, list[tuple[Any, ...]]] = {}
    for row in narrow_rows(connection, _STAYS, "household_id", household_ids):
        people.setdefault(row[0], []).append(row)
    day = today.isoformat()
    for door, building, unit, room, place in narrow_rows(connection, _DOORS, "id", household_ids):
        here = people.get(door, ())
        stays = [Stay(row[2], _day(row[3]), row[4], row[5], row[6], _day(row[7]), _day(row[8])) for row in here]
        yield (
            interval_values(door, uses.get(door, ()), stays, overrides.get(door, ()), rules),
            search_values(
                door,
                DoorKey("", building, unit, room),
                place,
                [(row[1], row[2], row[9], row[10]) for row in here if _lives(row, day)],
            ),
        )


def interval_values(
    door: int, uses: Iterable[Use], stays: Iterable[Stay], overrides: Sequence[Override], rules: LabelRules
) -> list[IntervalValues]:
    """The door's intervals as they are stored."""
    return [
        (door, label.value, _since(first), _until(end), evidence)
        for label, first, end, evidence in label_spans(uses, stays, overrides, rules)
    ]


def search_values(
    door: int, key: DoorKey, place: str, people: Sequence[tuple[int, str, str, str]]
) -> list[SearchValues]:
    """One entry for each (id, name, phone, ID number); one for the door alone when there is nobody.

    In lower case, a blank before each word: every spelling of the name; phone and ID number; the door after '@'.
    Each stays on one line, whatever a cell held: the search texts have a line an entry.
    """
    at = f"@{key.short.lower()}"
    if not people:
        return [(door, 0, "", "", "", f" {at}", "", place)]
    found = []
    for person, name, phone, number in people:
        keys, sort = name_keys(name)
        if not phone.isdecimal():
            phone = " ".join(phone.split())
        found.append((door, person, name, f" {keys}", f" {phone} {number.lower()}", f" {at}", sort, place))
    return found


def _lives(row: tuple[Any, ...], day: str) -> bool:
    return (row[7] is None or row[7] <= day) and (row[8] is None or row[8] >= day)


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


def stored(connection: Connection) -> tuple[dict[int, list[IntervalValues]], dict[int, list[SearchValues]]]:
    """What is laid down, by door: for the check that holds it against the records."""
    labels: dict[int, list[IntervalValues]] = {}
    for row in connection.exec_driver_sql(
        'SELECT household_id, label, since, "until", evidence FROM label_interval ORDER BY id'
    ):
        labels.setdefault(row[0], []).append((row[0], row[1], row[2], row[3], row[4]))
    entries: dict[int, list[SearchValues]] = {}
    for row in connection.exec_driver_sql(
        "SELECT household_id, resident_id, name, spellings, numbers, door, sort, place FROM search_entry ORDER BY id"
    ):
        entries.setdefault(row[0], []).append(tuple(row))
    return labels, entries


def stale_doors(connection: Connection, today: date) -> set[int]:
    """Doors whose search entries are of an earlier day: someone has left or come since, as was written down."""
    day = today.isoformat()
    left = connection.exec_driver_sql(
        "SELECT e.household_id FROM search_entry e JOIN residency s ON s.household_id = e.household_id "
        'AND s.resident_id = e.resident_id WHERE (s."until" < ? OR s.since > ?) AND NOT EXISTS (SELECT 1 FROM '
        "residency x WHERE x.household_id = s.household_id AND x.resident_id = s.resident_id AND (x.since IS NULL OR "
        'x.since <= ?) AND (x."until" IS NULL OR x."until" >= ?))',  # a new relation is a new row
        (day, day, day, day),
    )
    come = connection.exec_driver_sql(
        'SELECT s.household_id FROM residency s WHERE (s.since IS NULL OR s.since <= ?) AND (s."until" IS NULL OR '
        's."until" >= ?) AND NOT EXISTS (SELECT 1 FROM search_entry e WHERE e.household_id = s.household_id '
        "AND e.resident_id = s.resident_id)",
        (day, day),
    )
    return {row[0] for rows in (left, come) for row in rows}


def _forget(connection: Connection, ids: Sequence[int]) -> None:
    for table in ("label_interval", "search_entry"):
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE household_id = ?", [(door,) for door in ids])


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _since(first: int) -> str:
    return OPEN_SINCE if first <= 0 else date.fromordinal(first).isoformat()


def _until(end: int) -> str:
    return OPEN_UNTIL if end > _LAST else date.fromordinal(end - 1).isoformat()
