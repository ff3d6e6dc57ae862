"""Stays, uses and whole doors, changed row by row in a unit of work; and what a person's stays are held against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from app.models.households import DoorKey, Occupancy, Residency
from app.rules.merging import unite_stays
from app.rules.stays import DAY, TWO_DOORS, Dwelling
from app.store.imports import make_room
from app.store.journal import Value
from app.store.work import Work, stored

_OWN = frozenset(("residency", "occupancy", "label_override", "label_interval"))  # what goes with the door itself
LEFT = ("迁往", "租约到期")  # how a note says that a stay has ended
_STAY = 's.id, s.household_id, s.resident_id, s.relation, s.since, s."until", s.note'


def begin(
    work: Work, household_id: int, resident_id: int, relation: str, since: date | None, until: date | None, note: str
) -> int:
    """A new stay; returns its id."""
    return work.add(
        "residency",
        {
            "household_id": household_id, "resident_id": resident_id, "relation": relation,
            "since": stored(since), "until": stored(until), "note": note,
        },
    )  # fmt: skip


def end(work: Work, dwelling: Dwelling, until: date, note: str = "") -> None:
    """The dwelling ends on `until`, a day not before its first; stays that begin later were only planned, and go."""
    kept = [stay for stay in dwelling.stays if stay.since is None or stay.since <= until]
    work.delete("residency", [stay.id for stay in dwelling.stays if stay not in kept])
    last = kept[-1]
    values: dict[str, Value] = {"until": until.isoformat()}
    if note:
        values["note"] = ";".join(part for part in (_arrival(last.note), note) if part)
    work.update("residency", last.id, values)


def relate(work: Work, stay: Residency, relation: str, on: date) -> None:
    """From `on` the person stands in another relation; what was before stays written down."""
    if stay.relation == relation or (stay.until is not None and stay.until < on):
        return
    if stay.since is not None and stay.since >= on:
        work.update("residency", stay.id, {"relation": relation})
        return
    work.update("residency", stay.id, {"until": (on - DAY).isoformat()})
    begin(work, stay.household_id, stay.resident_id, relation, on, stay.until, stay.note)


def span(work: Work, dwelling: Dwelling, since: date | None, until: date | None, note: str = "") -> None:
    """The dwelling lasted from `since` to `until`; stays of it that lie outside go."""
    kept = [
        stay
        for stay in dwelling.stays
        if (stay.since or date.min) <= (until or date.max) and (since or date.min) <= (stay.until or date.max)
    ] or [dwelling.stays[0]]
    work.delete("residency", [stay.id for stay in dwelling.stays if stay not in kept])
    changes: dict[int, dict[str, Value]] = {stay.id: {} for stay in kept}
    changes[kept[0].id]["since"] = stored(since)
    changes[kept[-1].id]["until"] = stored(until)
    if note:
        said = [part for part in kept[-1].note.split(";") if part and not part.startswith(TWO_DOORS)]
        changes[kept[-1].id]["note"] = ";".join((note, *said))
    for stay_id, values in changes.items():
        if values:
            work.update("residency", stay_id, values)


def lay_use(
    work: Work, household_id: int, kind: Occupancy, since: date | None, until: date | None, today: date, note: str = ""
) -> None:
    """From `since` (None: always so far) a door is used so; earlier uses make room. UNKNOWN: nobody says how."""
    make_room(work, household_id, since or date.min, until, today)
    if kind is not Occupancy.UNKNOWN:
        work.add(
            "occupancy",
            {
                "household_id": household_id, "kind": kind.value,
                "since": stored(since), "until": stored(until), "note": note,
            },
        )  # fmt: skip


def stays_of(connection: Connection, resident_ids: Iterable[int]) -> dict[int, tuple[str, list[tuple[Residency, str]]]]:
    """Name and every stay, with the words for its door, of each of these persons."""
    found: dict[int, tuple[str, list[tuple[Residency, str]]]] = {}
    ids = sorted(resident_ids)
    for start in range(0, len(ids), 400):
        part = tuple(ids[start : start + 400])
        rows = connection.exec_driver_sql(
            f"SELECT {_STAY}, r.name, h.estate, h.building, h.unit, h.room FROM residency s "
            "JOIN resident r ON r.id = s.resident_id JOIN household h ON h.id = s.household_id "
            f"WHERE s.resident_id IN ({', '.join('?' * len(part))}) ORDER BY s.id",
            part,
        )
        for row in rows:
            since, until = (None if day is None else date.fromisoformat(day) for day in row[4:6])
            stay = Residency(row[0], row[1], row[2], row[3], since, until, row[6])
            found.setdefault(row[2], (row[7], []))[1].append((stay, DoorKey(*row[8:12]).long))
    return found


def door_of_stay(connection: Connection, residency_id: int) -> int | None:
    row = connection.exec_driver_sql("SELECT household_id FROM residency WHERE id = ?", (residency_id,)).one_or_none()
    return None if row is None else int(row[0])


def doors_of_person(connection: Connection, resident_id: int) -> tuple[int, ...]:
    """Every door behind which this person lives or lived."""
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT household_id FROM residency WHERE resident_id = ? ORDER BY household_id", (resident_id,)
    )
    return tuple(int(row[0]) for row in rows)


def kept_records(connection: Connection, household_id: int) -> bool:
    """Whether something outside the door's own rows points at it: visits, care, pairings, requests."""
    tables = [row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        if table in _OWN:
            continue
        for key in connection.exec_driver_sql(f"PRAGMA foreign_key_list({table})").fetchall():
            if key[2] != "household":
                continue
            found = connection.exec_driver_sql(
                f"SELECT 1 FROM {table} WHERE {key[3]} = ? LIMIT 1", (household_id,)
            ).first()
            if found is not None:
                return True
    return False


def remove_door(work: Work, household_id: int) -> None:
    """The door with its uses and judgements; nobody may have a stay behind it."""
    for table in ("occupancy", "label_override"):
        rows = work.connection.exec_driver_sql(f"SELECT id FROM {table} WHERE household_id = ?", (household_id,))
        work.delete(table, [row[0] for row in rows.fetchall()])
    work.delete("household", [household_id])


def hand_over(work: Work, household_id: int, into_id: int, relations: Mapping[int, str]) -> None:
    """Stays and judgements of a door become those of another one; a label that is judged there already stays so.
    Whoever was written down behind both lived behind one door: the stays become one.

    What is known of the door itself comes over where the other one says nothing.
    """
    theirs, own = _stays_behind(work, household_id), _stays_behind(work, into_id)
    for person, moved in theirs.items():
        plan = unite_stays(own.get(person, ()), [_moved(stay, into_id, twice=person in own) for stay in moved], person)
        work.delete("residency", plan.dropped)
        for stay in plan.changed:
            told = relations.get(stay.id, stay.relation)
            values: dict[str, Value] = {"household_id": into_id, "relation": told, "note": stay.note}
            work.update("residency", stay.id, {**values, "since": stored(stay.since), "until": stored(stay.until)})
    judged = work.connection.exec_driver_sql(
        "SELECT id FROM label_override WHERE household_id = ? "
        "AND label NOT IN (SELECT label FROM label_override WHERE household_id = ?)",
        (household_id, into_id),
    )
    for (override,) in judged.fetchall():
        work.update("label_override", override, {"household_id": into_id})
    _hand_over_facts(work, household_id, into_id)


def _stays_behind(work: Work, household_id: int) -> dict[int, list[Residency]]:
    """By person."""
    found: dict[int, list[Residency]] = {}
    rows = work.connection.exec_driver_sql(f"SELECT {_STAY} FROM residency s WHERE s.household_id = ?", (household_id,))
    for row in rows:
        since, until = (None if day is None else date.fromisoformat(day) for day in row[4:6])
        found.setdefault(row[2], []).append(Residency(row[0], row[1], row[2], row[3], since, until, row[6]))
    return found


def _moved(stay: Residency, into_id: int, *, twice: bool) -> Residency:
    """The stay behind the other door; why there were two doors says nothing when both are one."""
    parts = [part for part in stay.note.split(";") if not (twice and part.startswith(TWO_DOORS))]
    return replace(stay, household_id=into_id, note=";".join(parts))


def _hand_over_facts(work: Work, household_id: int, into_id: int) -> None:
    """Grid, owner, whether it was sold, and how it is used, where the other door does not say; notes come together."""
    columns = ("grid_id", "sold", "owner", "note")
    query = f"SELECT {', '.join(columns)} FROM household WHERE id = ?"
    gone, kept = (work.connection.exec_driver_sql(query, (door,)).one() for door in (household_id, into_id))
    values: dict[str, Value] = {
        column: theirs
        for column, theirs, own in zip(columns, gone, kept, strict=True)
        if own in (None, "") and theirs not in (None, "")
    }
    if kept[3] and gone[3] and gone[3] not in kept[3]:
        values["note"] = f"{kept[3]};{gone[3]}"
    if values:
        work.update("household", into_id, values)
    uses = work.connection.exec_driver_sql(
        "SELECT id FROM occupancy WHERE household_id = ? "
        "AND NOT EXISTS (SELECT 1 FROM occupancy WHERE household_id = ?)",
        (household_id, into_id),
    ).fetchall()
    work.update_many("occupancy", {row[0]: {"household_id": into_id} for row in uses})


def _arrival(note: str) -> str:
    """A stay's note without how it ended: where its person came from, and why there are two doors."""
    return ";".join(part for part in note.split(";") if not part.startswith(LEFT))
