"""Visits, needs, tiers set by persons, and pairings, as rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from app.models.visits import CareDraft, CareEntry, Need, Pairing, PairingDraft, Tier, Visit, VisitDraft
from app.store.care import Fetch
from app.store.journal import Value
from app.store.work import Work, stored

_VISIT = "SELECT id, household_id, visited_on, visitor, purpose, met, findings, next_on FROM visit"
_NEED = "SELECT id, visit_id, household_id, words, settled_on FROM visit_need"
_CARE = 'SELECT id, household_id, tier, reason, since, "until" FROM care_entry'
_PAIRING = (
    'SELECT id, household_id, member, resident_id, member_agreed, household_agreed, since, "until", note FROM pairing'
)
AMONG = "IN (SELECT value FROM json_each(?))"


def fetcher(connection: Connection) -> Fetch:
    """Rows as the driver gives them."""

    def fetch(sql: str, values: tuple[Any, ...] = ()) -> list[Any]:
        cursor = connection.connection.cursor()
        try:
            cursor.execute(sql, values)
            return list(cursor.fetchall())
        finally:
            cursor.close()

    return fetch


def visits_of(connection: Connection, household_id: int) -> tuple[Visit, ...]:
    """All visits of a door, the newest first."""
    return _visits(connection, "household_id = ?", (household_id,))


def visits_by_id(connection: Connection, visit_ids: Iterable[int]) -> tuple[Visit, ...]:
    return _visits(connection, f"id {AMONG}", (ids_json(visit_ids),))


def _visits(connection: Connection, where: str, values: tuple[Any, ...]) -> tuple[Visit, ...]:
    rows = connection.exec_driver_sql(f"{_VISIT} WHERE {where} ORDER BY visited_on DESC, id DESC", values).fetchall()
    needs: dict[int, list[Need]] = {}
    query = f"{_NEED} WHERE visit_id {AMONG} ORDER BY id"
    for row in connection.exec_driver_sql(query, (ids_json(row[0] for row in rows),)):
        needs.setdefault(row[1], []).append(Need(row[0], row[1], row[2], row[3], day(row[4])))
    return tuple(
        Visit(row[0], row[1], date.fromisoformat(row[2]), row[3], row[4], bool(row[5]), row[6], day(row[7]),
              tuple(needs.get(row[0], ())))
        for row in rows
    )  # fmt: skip


def add_visits(work: Work, drafts: Sequence[VisitDraft]) -> list[int]:
    """New visits with their needs, in two runs of rows; returns their ids in order."""
    first, need_id = work.next_id("visit"), work.next_id("visit_need")
    ids = list(range(first, first + len(drafts)))
    work.insert(
        "visit",
        ("id", "household_id", "visited_on", "visitor", "purpose", "met", "findings", "next_on"),
        [
            (visit_id, draft.household_id, stored(draft.visited_on), draft.visitor, draft.purpose, int(draft.met),
             draft.findings, stored(draft.next_on))
            for visit_id, draft in zip(ids, drafts, strict=True)
        ],
    )  # fmt: skip
    needs = [(visit_id, draft, need) for visit_id, draft in zip(ids, drafts, strict=True) for need in draft.needs]
    work.insert(
        "visit_need",
        ("id", "visit_id", "household_id", "words", "settled_on"),
        [
            (need_id + place, visit_id, draft.household_id, need.words,
             stored(draft.visited_on) if need.settled else None)
            for place, (visit_id, draft, need) in enumerate(needs)
        ],
    )  # fmt: skip
    return ids


def change_visit(work: Work, visit: Visit, draft: VisitDraft) -> list[int]:
    """A visit as the form has it now; needs that the form no longer names are removed. Returns the ids of the needs
    in the order of the draft."""
    work.update(
        "visit",
        visit.id,
        {
            "household_id": draft.household_id,
            "visited_on": stored(draft.visited_on),
            "visitor": draft.visitor,
            "purpose": draft.purpose,
            "met": int(draft.met),
            "findings": draft.findings,
            "next_on": stored(draft.next_on),
        },
    )
    there = {need.id: need for need in visit.needs}
    kept = {need.id for need in draft.needs if need.id is not None}
    work.delete("visit_need", [need_id for need_id in there if need_id not in kept])
    ids = []
    for need in draft.needs:
        earlier = there.get(need.id or 0)
        settled = stored((earlier and earlier.settled_on) or draft.visited_on) if need.settled else None
        values: dict[str, Value] = {"household_id": draft.household_id, "words": need.words, "settled_on": settled}
        if earlier is None:
            ids.append(work.add("visit_need", {"visit_id": visit.id, **values}))
        else:
            work.update("visit_need", earlier.id, values)
            ids.append(earlier.id)
    return ids


def remove_visits(work: Work, visits: Sequence[Visit]) -> None:
    work.delete("visit_need", [need.id for visit in visits for need in visit.needs])
    work.delete("visit", [visit.id for visit in visits])


def need(connection: Connection, need_id: int) -> Need | None:
    row = connection.exec_driver_sql(f"{_NEED} WHERE id = ?", (need_id,)).one_or_none()
    return None if row is None else Need(row[0], row[1], row[2], row[3], day(row[4]))


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


def _pairing_values(draft: PairingDraft) -> dict[str, Value]:
    return {
        "resident_id": draft.resident_id,
        "member": draft.member,
        "member_agreed": stored(draft.member_agreed),
        "household_agreed": stored(draft.household_agreed),
        "since": stored(draft.since),
        "note": draft.note,
    }


def ids_json(ids: Iterable[int]) -> str:
    return json.dumps(list(ids))


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
