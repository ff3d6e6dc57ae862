"""Tiers that persons set, and pairings, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from app.models.visits import CareDraft, CareEntry, Pairing, PairingDraft, Tier
from app.store.journal import Value
from app.store.visits import day
from app.store.work import Work, stored

_CARE = 'SELECT id, household_id, tier, reason, since, "until" FROM care_entry'
_PAIRING = (
    "SELECT id, household_id, coalesce((SELECT name FROM resident r WHERE r.id = resident_id), member), resident_id, "
    'member_agreed, household_agreed, since, "until", note FROM pairing'
)  # a member who is a resident is called as they are called now


def care_of(connection: Connection, household_id: int) -> tuple[CareEntry, ...]:
    """Tiers that persons set for a door, the newest first."""
    rows = connection.exec_driver_sql(f"{_CARE} WHERE household_id = ? ORDER BY since DESC, id DESC", (household_id,))
    return tuple(
        CareEntry(row[0], row[1], Tier(row[2]), row[3], date.fromisoformat(row[4]), day(row[5])) for row in rows
    )


def add_care(work: Work, draft: CareDraft) -> int:
    return work.add(
        "care_entry",
        {
            "household_id": draft.household_id,
            "tier": draft.tier.value,
            "reason": draft.reason,
            "since": stored(draft.since),
            "until": stored(draft.until),
        },
    )


def pairings_of(connection: Connection, household_id: int | None = None) -> tuple[Pairing, ...]:
    """Pairings of a door, or all: those that hold first, then the newest."""
    where, values = ("", ()) if household_id is None else (" WHERE household_id = ?", (household_id,))
    rows = connection.exec_driver_sql(f'{_PAIRING}{where} ORDER BY "until" IS NOT NULL, since DESC, id DESC', values)
    return tuple(_pairing(row) for row in rows)


def pairing(connection: Connection, pairing_id: int) -> Pairing | None:
    row = connection.exec_driver_sql(f"{_PAIRING} WHERE id = ?", (pairing_id,)).one_or_none()
    return None if row is None else _pairing(row)


def _pairing(row: Sequence[Any]) -> Pairing:
    agreed = (day(row[4]), day(row[5]))
    return Pairing(row[0], row[1], row[2], row[3], *agreed, date.fromisoformat(row[6]), day(row[7]), row[8])


def add_pairing(work: Work, draft: PairingDraft) -> int:
    assert draft.since is not None
    return work.add("pairing", {"household_id": draft.household_id, **_pairing_values(draft), "until": None})


def change_pairing(work: Work, pairing_id: int, draft: PairingDraft) -> None:
    work.update("pairing", pairing_id, _pairing_values(draft))


def end_pairings_of(work: Work, resident_id: int, died: date) -> None:
    """Whoever has died answers for no door any more."""
    found = work.connection.exec_driver_sql(
        'SELECT id, since, note FROM pairing WHERE resident_id = ? AND ("until" IS NULL OR "until" > ?)',
        (resident_id, died.isoformat()),
    ).fetchall()
    for pairing_id, since, note in found:
        said = "结束:党员去世"
        noted = note if said in note else f"{note};{said}" if note else said
        work.update("pairing", pairing_id, {"until": max(since, died.isoformat()), "note": noted})


def candidate(connection: Connection, resident_id: int, household_id: int) -> tuple[str, str, bool] | None:
    """(name, politics, whether they live behind this door) of somebody who is to answer for it."""
    row = connection.exec_driver_sql(
        "SELECT r.name, r.politics, EXISTS (SELECT 1 FROM residency s WHERE s.resident_id = r.id "
        'AND s.household_id = ? AND s."until" IS NULL) FROM resident r WHERE r.id = ?',
        (household_id, resident_id),
    ).one_or_none()
    return None if row is None else (row[0], row[1], bool(row[2]))


def _pairing_values(draft: PairingDraft) -> dict[str, Value]:
    return {
        "resident_id": draft.resident_id,
        "member": draft.member,
        "member_agreed": stored(draft.member_agreed),
        "household_agreed": stored(draft.household_agreed),
        "since": stored(draft.since),
        "note": draft.note,
    }
