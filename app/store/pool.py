"""The pool of 1+5+N and its draws, as rows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import Connection

from app.models.deliberations import Draw, PoolDraft, PoolPerson
from app.rules.names import name_keys
from app.rules.pool import pool_kinds
from app.store.journal import Value
from app.store.work import Work, stored

_PERSON = 'SELECT id, name, kind, expertise, phone, resident_id, since, "until" FROM pool_person'


def pool(connection: Connection) -> tuple[PoolPerson, ...]:
    """Everyone who is or was in it, by kind, then by pinyin; phones as they are stored."""
    rows = connection.exec_driver_sql(f"{_PERSON} ORDER BY sort, id")
    order = list(pool_kinds())
    found = [_person(row) for row in rows]
    return tuple(sorted(found, key=lambda person: order.index(person.kind) if person.kind in order else 99))


def pool_values(draft: PoolDraft) -> dict[str, Value]:
    return {
        "name": draft.name,
        "sort": name_keys(draft.name).sort,
        "kind": draft.kind,
        "expertise": "、".join(draft.expertise),
        "phone": draft.phone,
        "resident_id": draft.resident_id,
        "since": stored(draft.since),
        "until": stored(draft.until),
    }


def add_draw(
    work: Work,
    matter_id: int,
    on: date,
    seed: str,
    expertise: Sequence[str],
    pool: Sequence[PoolPerson],
    drawn: Sequence[PoolPerson],
) -> int:
    """The draw with pool and drawn as they stand now, telephones left out."""
    return work.add(
        "pool_draw",
        {
            "matter_id": matter_id,
            "drawn_on": stored(on),
            "seed": seed,
            "expertise": "、".join(expertise),
            "pool": _snapshot(pool),
            "drawn": _snapshot(drawn),
        },
    )


def draws_of(connection: Connection, matter_id: int) -> tuple[Draw, ...]:
    """Draws of a matter, the first first."""
    rows = connection.exec_driver_sql(
        "SELECT id, drawn_on, seed, expertise, pool, drawn FROM pool_draw WHERE matter_id = ? ORDER BY id", (matter_id,)
    )
    return tuple(_draw(row) for row in rows)


def _draw(row: Any) -> Draw:
    drawn = _people(row[5])
    there = {person.kind for person in drawn}
    missing = tuple(kind for kind, core in pool_kinds().items() if core and kind not in there)
    words = tuple(word for word in row[3].split("、") if word)
    return Draw(row[0], date.fromisoformat(row[1]), row[2], words, _people(row[4]), drawn, missing)


def _snapshot(people: Sequence[PoolPerson]) -> str:
    kept = [{**asdict(person), "phone": "", "since": None, "until": None} for person in people]
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def _people(text: str) -> tuple[PoolPerson, ...]:
    return tuple(PoolPerson(**{**one, "expertise": tuple(one["expertise"])}) for one in json.loads(text))


def _person(row: Any) -> PoolPerson:
    words = tuple(word for word in row[3].split("、") if word)
    return PoolPerson(row[0], row[1], row[2], words, row[4], row[5], _day(row[6]), _day(row[7]))


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
