"""Volunteers and their teams as rows. Of one who is a resident, what is personal is read in the resident's row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from app.base.errors import UserFault
from app.models.volunteers import HALVES, Dual, DualDraft, Leave, Slots, Team, TeamDraft, Volunteer, VolunteerDraft
from app.rules.names import name_keys
from app.store.journal import Value
from app.store.work import Work, stored

BRIGADE = "红马甲志愿服务大队"  # how the 大队 is called until the office says otherwise
_VOLUNTEER = (
    "SELECT v.id, coalesce(r.name, v.name), v.team_id, coalesce(t.name, ''), v.skills, v.weekly_limit, v.joined_on, "
    "v.left_on, v.left_why, v.resident_id, coalesce(r.sex, v.sex), coalesce(r.birth, v.birth), "
    "coalesce(r.id_number, v.id_number), coalesce(r.phone, v.phone), coalesce(r.politics, v.politics), v.unit, v.post, "
    "v.note, v.sort, r.died FROM volunteer v LEFT JOIN resident r ON r.id = v.resident_id "
    "LEFT JOIN volunteer_team t ON t.id = v.team_id"
)
_TIMES = (
    "SELECT volunteer_id, sum(1 << ((weekday - 1) * 3 + CASE half WHEN '上午' THEN 0 WHEN '下午' THEN 1 ELSE 2 END)) "
    "FROM volunteer_availability{} GROUP BY volunteer_id"
)
_LEAVE = 'SELECT volunteer_id, id, since, "until", reason FROM volunteer_leave{} ORDER BY since, id'
_PAIR = "SELECT one_id, other_id FROM volunteer_pair ORDER BY id"
_DUAL = (
    "SELECT volunteer_id, id, unit, registered_on, claimed_post, claimed_on, reported_on, report, \"until\" "
    "FROM dual_registration{} ORDER BY coalesce(\"until\", '9999'), coalesce(registered_on, ''), id"
)  # fmt: skip
_TEAM = 'SELECT id, name, parent_id, focus, captain_id, since, "until" FROM volunteer_team'


def load(connection: Connection, ids: Iterable[int] | None = None) -> tuple[Volunteer, ...]:
    """Volunteers with everything the rules ask for, by pinyin; None loads all, those who have left too."""
    marks = () if ids is None else (json.dumps(sorted(set(ids))),)
    own, theirs = ("", "") if ids is None else (f" WHERE v.id{_AMONG}", f" WHERE volunteer_id{_AMONG}")
    times = {row[0]: read_mask(row[1]) for row in _rows(connection, _TIMES.format(theirs), marks)}
    leaves: dict[int, tuple[Leave, ...]] = {}
    for row in _rows(connection, _LEAVE.format(theirs), marks):
        leave = Leave(row[1], date.fromisoformat(row[2]), date.fromisoformat(row[3]), row[4])
        leaves[row[0]] = (*leaves.get(row[0], ()), leave)
    pairs: dict[int, tuple[int, ...]] = {}
    for one, other in _rows(connection, _PAIR):
        pairs[one] = (*pairs.get(one, ()), other)
        pairs[other] = (*pairs.get(other, ()), one)
    duals = {row[0]: _dual(row) for row in _rows(connection, _DUAL.format(theirs), marks)}  # the last one stays
    found = []
    for row in _rows(connection, _VOLUNTEER + own, marks):
        died, left, why = _day(row[19]), _day(row[7]), row[8]
        if died is not None and (left is None or died < left):
            left, why = died, "去世"
        found.append(
            Volunteer(
                row[0], row[1], row[2], row[3], tuple(row[4].split("、")) if row[4] else (), times.get(row[0]),
                leaves.get(row[0], ()), row[5], _day(row[6]), left, why, pairs.get(row[0], ()), row[9], row[10],
                _day(row[11]), row[12], row[13], row[14], row[15], row[16], duals.get(row[0]), row[17],
                _sort(row[18], row[1]), died,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.sort, one.id)))


def one(connection: Connection, volunteer_id: int) -> Volunteer:
    """Raises UserFault when they are not there."""
    found = load(connection, [volunteer_id])
    if not found:
        raise UserFault("这名志愿者已经不在名册里了。", "请刷新后再试。")
    return found[0]


def teams(connection: Connection) -> dict[int, Team]:
    """Every team by id, the 大队 first, then by pinyin."""
    found = [
        Team(row[0], row[1], row[2], row[3], row[4], _day(row[5]), _day(row[6])) for row in _rows(connection, _TEAM)
    ]
    found.sort(key=lambda team: (team.parent_id is not None, name_keys(team.name).sort, team.id))
    return {team.id: team for team in found}


def duals(connection: Connection, volunteer_id: int | None = None) -> list[tuple[int, Dual]]:
    """(volunteer id, registration), oldest first."""
    where, marks = ("", ()) if volunteer_id is None else (" WHERE volunteer_id = ?1", (volunteer_id,))
    return [(row[0], _dual(row)) for row in _rows(connection, _DUAL.format(where), marks)]


def need_brigade(work: Work) -> int:
    """The id of the 大队, which is made when there is none yet."""
    found = next((team for team in teams(work.connection).values() if team.parent_id is None), None)
    return found.id if found is not None else add_team(work, TeamDraft(BRIGADE), None)


def add_team(work: Work, draft: TeamDraft, parent_id: int | None) -> int:
    return work.add("volunteer_team", {**team_values(draft), "parent_id": parent_id})


def team_values(draft: TeamDraft) -> dict[str, Value]:
    """A team as it is stored, but for its place under another."""
    return {
        "name": draft.name,
        "sort": name_keys(draft.name).sort,
        "focus": draft.focus,
        "captain_id": draft.captain_id,
        "since": stored(draft.since),
        "until": stored(draft.until),
    }


COLUMNS = (
    "resident_id", "name", "sort", "sex", "birth", "id_number", "phone", "politics", "unit", "team_id", "post",
    "skills", "weekly_limit", "joined_on", "note",
)  # fmt: skip


def values_of(draft: VolunteerDraft, name: str) -> dict[str, Value]:
    """A volunteer as stored; `name`: the resident's where there is one. What is personal is kept once only."""
    own = draft.resident_id is None
    return {
        "resident_id": draft.resident_id,
        "name": name if own else "",
        "sort": name_keys(name).sort,
        "sex": draft.sex if own else "",
        "birth": stored(draft.birth) if own else None,
        "id_number": draft.id_number if own else "",
        "phone": draft.phone if own else "",
        "politics": draft.politics if own else "",
        "unit": draft.unit,
        "team_id": draft.team_id,
        "post": draft.post,
        "skills": "、".join(draft.skills),
        "weekly_limit": draft.weekly_limit,
        "joined_on": stored(draft.joined_on),
        "note": draft.note,
    }


def set_times(work: Work, volunteer_id: int, slots: Slots | None) -> None:
    """When they can come; None: never asked."""
    rows = work.connection.exec_driver_sql(
        "SELECT id, weekday, half FROM volunteer_availability WHERE volunteer_id = ?", (volunteer_id,)
    ).fetchall()
    there = {(row[1], row[2]): row[0] for row in rows}
    wanted = slots or frozenset()
    work.delete("volunteer_availability", [row_id for slot, row_id in there.items() if slot not in wanted])
    add_times(work, [(volunteer_id, frozenset(slot for slot in wanted if slot not in there))])


def add_times(work: Work, many: Iterable[tuple[int, Slots]]) -> None:
    """New availability of many volunteers at once."""
    first = work.next_id("volunteer_availability")
    slots = [(person, day, half.value) for person, found in many for day, half in sorted(found)]
    rows = [(first + place, *slot) for place, slot in enumerate(slots)]
    work.insert("volunteer_availability", ("id", "volunteer_id", "weekday", "half"), rows)


def dual_values(draft: DualDraft) -> dict[str, Value]:
    return {
        "unit": draft.unit,
        "registered_on": stored(draft.registered_on),
        "claimed_post": draft.claimed_post,
        "claimed_on": stored(draft.claimed_on),
        "reported_on": stored(draft.reported_on),
        "report": draft.report,
        "until": stored(draft.until),
    }


def of_resident(connection: Connection, resident_id: int) -> int | None:
    """The volunteer that a resident is."""
    row = connection.exec_driver_sql("SELECT id FROM volunteer WHERE resident_id = ?", (resident_id,)).one_or_none()
    return None if row is None else int(row[0])


def led_by(connection: Connection, volunteer_id: int) -> list[int]:
    """Teams whose captain they are."""
    rows = connection.exec_driver_sql("SELECT id FROM volunteer_team WHERE captain_id = ?", (volunteer_id,))
    return [int(row[0]) for row in rows]


def team_in_use(connection: Connection, team_id: int) -> bool:
    """Whether people, activities, shifts, sessions or other teams belong to a team."""
    tables = ("volunteer", "volunteer_activity", "volunteer_shift", "service_session")
    return any(
        connection.exec_driver_sql(f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1", (team_id,)).first()
        for table, column in (*((table, "team_id") for table in tables), ("volunteer_team", "parent_id"))
    )


@lru_cache(maxsize=4096)
def read_mask(mask: int) -> Slots:
    """Bits of a week, three a day, as slots."""
    return frozenset(
        (day + 1, half) for day in range(7) for place, half in enumerate(HALVES) if mask >> (day * 3 + place) & 1
    )


_AMONG = " IN (SELECT value FROM json_each(?1))"


def _rows(connection: Connection, sql: str, values: Sequence[object] = ()) -> list[Any]:
    """Rows as the driver gives them: every page of 志愿 asks for its people."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute(sql, tuple(values))
        return list(cursor.fetchall())
    finally:
        cursor.close()


def _sort(kept: str, name: str) -> str:
    """Where a name stands; a resident's name may have been put right since."""
    return kept if kept.endswith(f" {name}") else name_keys(name).sort


def _dual(row: Any) -> Dual:
    return Dual(row[1], row[2], _day(row[3]), row[4], _day(row[5]), _day(row[6]), row[7], _day(row[8]))


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
