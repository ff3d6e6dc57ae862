"""Volunteers as a sign-in knows them: who is on duty, who belongs to the team, where else somebody served that day."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from app.models.service import Proposed
from app.rules.masking import mask_phone
from app.rules.names import name_keys
from app.rules.service import Elsewhere
from app.store.service_lists import NAME, PERSON, fetch


def elsewhere(
    connection: Connection, session_id: int, day: date, volunteer_ids: Iterable[int]
) -> dict[int, list[Elsewhere]]:
    """Where these were signed in on that day beside this session."""
    found: dict[int, list[Elsewhere]] = {}
    rows = fetch(
        connection,
        "SELECT p.volunteer_id, s.title, p.starts, p.ends FROM service_record p "
        "JOIN service_session s ON s.id = p.session_id WHERE p.day = ? AND p.session_id <> ? AND p.minutes > 0 "
        "AND p.volunteer_id IN (SELECT value FROM json_each(?)) ORDER BY p.id",
        (day.isoformat(), session_id, json.dumps(sorted(set(volunteer_ids)))),
    )
    for row in rows:
        found.setdefault(row[0], []).append(Elsewhere(row[1], row[2], row[3]))
    return found


def names_of(connection: Connection, volunteer_ids: Iterable[int]) -> dict[int, str]:
    """Names by id; who is gone is not in it."""
    rows = fetch(
        connection,
        f"SELECT v.id, {NAME} FROM {PERSON} WHERE v.id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(set(volunteer_ids))),),
    )
    return {row[0]: row[1] for row in rows}


def proposed(connection: Connection, volunteer_ids: Sequence[int]) -> tuple[Proposed, ...]:
    """Those who may sign in, in the order given."""
    return _people(connection, "v.id IN (SELECT value FROM json_each(?))", json.dumps(list(volunteer_ids)), {})


def on_duty(connection: Connection, shift_id: int) -> tuple[Proposed, ...]:
    """Those on a shift, by name."""
    rows = fetch(connection, "SELECT volunteer_id, skill FROM duty WHERE shift_id = ?", (shift_id,))
    skills = {row[0]: row[1] for row in rows}
    return _people(connection, "v.id IN (SELECT value FROM json_each(?))", json.dumps(list(skills)), skills)


def team_members(connection: Connection, team_id: int, day: date) -> tuple[Proposed, ...]:
    """Those of a team who serve on a day, by name: joined, not gone, alive."""
    on = day.isoformat()
    where = (
        f"v.team_id = ? AND (v.joined_on IS NULL OR v.joined_on <= '{on}') "
        f"AND (v.left_on IS NULL OR v.left_on >= '{on}') AND (r.died IS NULL OR r.died >= '{on}')"
    )
    return _people(connection, where, team_id, {})


def team_names(connection: Connection) -> tuple[tuple[int, str], ...]:
    """(id, name) of the teams that are, by name."""
    rows = fetch(connection, 'SELECT id, name FROM volunteer_team WHERE "until" IS NULL ORDER BY sort, name', ())
    return tuple((row[0], row[1]) for row in rows)


def _people(connection: Connection, where: str, value: Any, skills: Mapping[int, str]) -> tuple[Proposed, ...]:
    rows = fetch(
        connection,
        f"SELECT v.id, {NAME}, coalesce(t.name, ''), coalesce(nullif(v.phone, ''), r.phone, '') FROM {PERSON} "
        f"WHERE {where} ORDER BY v.id",
        (value,),
    )
    rows.sort(key=lambda row: name_keys(row[1]).sort)
    return tuple(Proposed(row[0], row[1], row[2], mask_phone(row[3]), skills.get(row[0], "")) for row in rows)
