"""Entries of one person: read to be compared, merged row by row, or told apart for good."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection

from app.models.duplicates import Person
from app.models.households import DoorKey, Residency, Resident
from app.store.journal import Value
from app.store.work import Work, stored

_PERSON = "id, name, id_number, birth, sex, ethnic, politics, phone, unit_person, disability, aid, note, died"
_DERIVED = frozenset(("search_entry",))


def people_to_compare(connection: Connection) -> list[Person]:
    """Everyone who was ever registered."""
    cursor = connection.connection.cursor()  # a hundred thousand rows: the driver's are enough
    doors: dict[int, tuple[int, ...]] = {}
    for person, door in cursor.execute("SELECT DISTINCT resident_id, household_id FROM residency").fetchall():
        doors[person] = (*doors.get(person, ()), door)
    rows = cursor.execute("SELECT id, name, id_number, birth, sex FROM resident ORDER BY id").fetchall()
    day = date.fromisoformat
    return [
        Person(row[0], row[1], row[2], day(row[3]) if row[3] else None, row[4], doors.get(row[0], ())) for row in rows
    ]


def told_apart(connection: Connection) -> frozenset[tuple[int, int]]:
    """Pairs of which somebody said that they are two persons."""
    rows = connection.exec_driver_sql("SELECT first_id, second_id FROM resident_not_same")
    return frozenset((row[0], row[1]) for row in rows)


def load_people(connection: Connection, ids: Iterable[int]) -> dict[int, Resident]:
    """Persons by id; ids that do not exist are passed over."""
    rows = _some(connection, f"SELECT {_PERSON} FROM resident WHERE id", ids)
    return {row[0]: _resident(row) for row in rows}


def stays_in_words(connection: Connection, ids: Iterable[int]) -> dict[int, list[tuple[Residency, str]]]:
    """Stays by person, in order of their beginning, each with the words for its door."""
    found: dict[int, list[tuple[Residency, str]]] = {}
    for row in _some(
        connection,
        'SELECT s.id, s.household_id, s.resident_id, s.relation, s.since, s."until", s.note, h.estate, h.building, '
        "h.unit, h.room FROM residency s JOIN household h ON h.id = s.household_id WHERE s.resident_id",
        ids,
    ):
        stay = Residency(row[0], row[1], row[2], row[3], _day(row[4]), _day(row[5]), row[6])
        found.setdefault(row[2], []).append((stay, DoorKey(*row[7:11]).long))
    for stays in found.values():
        stays.sort(key=lambda one: (one[0].since or date.min, one[0].id))
    return found


def pointing_at(connection: Connection, table: str) -> tuple[tuple[str, str], ...]:
    """(table, column) of everything that points at rows of `table`, as the store itself knows it."""
    tables = [row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return tuple(
        (name, row[3])
        for name in sorted(set(tables) - _DERIVED)
        for row in connection.exec_driver_sql(f"PRAGMA foreign_key_list({name})")
        if row[2] == table
    )


def merge_people(work: Work, kept: Resident, gone_id: int, stays: Iterable[Residency], dropped: Iterable[int]) -> None:
    """`kept` as it becomes; whatever points at `gone_id` points at it from now on, and the other entry goes.

    `stays`: those that change, `dropped`: those another one covers.
    """
    work.delete("residency", list(dropped))
    work.update_many("residency", {stay.id: _stay_values(stay) for stay in stays})
    for table, column in pointing_at(work.connection, "resident"):
        rows = work.connection.exec_driver_sql(f"SELECT id FROM {table} WHERE {column} = ?", (gone_id,)).fetchall()
        work.update_many(table, {row[0]: {column: kept.id} for row in rows})
    _move_told_apart(work, kept.id, gone_id)
    work.delete("resident", [gone_id])
    work.update("resident", kept.id, _values(kept))


def note_merge(work: Work, kept_id: int, gone_id: int, today: date) -> None:
    work.add("resident_merge", {"kept_id": kept_id, "gone_id": gone_id, "merged_on": today.isoformat()})


def tell_apart(work: Work, one: int, other: int) -> None:
    """They are two persons: not asked again."""
    pair = (min(one, other), max(one, other))
    if pair not in told_apart(work.connection):
        work.add("resident_not_same", {"first_id": pair[0], "second_id": pair[1]})


def forget_apart(work: Work, one: int, other: int) -> None:
    """Ask again whether they are one."""
    work.delete("resident_not_same", _rows_apart(work.connection, min(one, other), max(one, other)))


def _rows_apart(connection: Connection, first: int, second: int) -> list[int]:
    rows = connection.exec_driver_sql(
        "SELECT id FROM resident_not_same WHERE first_id = ? AND second_id = ?", (first, second)
    )
    return [row[0] for row in rows]


def _move_told_apart(work: Work, kept_id: int, gone_id: int) -> None:
    """Who was told apart from the entry that goes is told apart from the one that stays."""
    others = [first + second - gone_id for first, second in told_apart(work.connection) if gone_id in (first, second)]
    for other in sorted(others):
        forget_apart(work, gone_id, other)
        if other != kept_id:
            tell_apart(work, kept_id, other)


def _stay_values(stay: Residency) -> dict[str, Value]:
    return {
        "resident_id": stay.resident_id,
        "relation": stay.relation,
        "since": stored(stay.since),
        "until": stored(stay.until),
        "note": stay.note,
    }


def _values(person: Resident) -> dict[str, Value]:
    return {name: stored(getattr(person, name)) for name in _PERSON.split(", ")[1:]}


def _resident(row: Any) -> Resident:
    unit = None if row[8] is None else bool(row[8])
    return Resident(
        row[0], row[1], row[2], _day(row[3]), row[4], row[5], row[6], row[7], unit, row[9], row[10], row[11],
        _day(row[12]),
    )  # fmt: skip


def _some(connection: Connection, select: str, ids: Iterable[int]) -> list[Any]:
    """Rows whose last named column is among `ids`."""
    wanted = sorted(set(ids))
    found: list[Any] = []
    for start in range(0, len(wanted), 400):
        part = tuple(wanted[start : start + 400])
        marks = ", ".join("?" * len(part))
        found.extend(tuple(row) for row in connection.exec_driver_sql(f"{select} IN ({marks})", part))
    return found


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
