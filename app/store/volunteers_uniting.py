"""Two entries of one volunteer become one, and an entry goes that nothing tells of."""

from __future__ import annotations

from sqlalchemy import Connection

from app.models.volunteers import Volunteer
from app.store.duplicates import pointing_at
from app.store.journal import Value
from app.store.volunteers_links import PERSONAL, add_pair
from app.store.work import Work, stored

_OWN = frozenset(("volunteer_availability", "volunteer_leave", "volunteer_pair", "dual_registration", "duty_wish"))
_ONCE = {
    "volunteer_availability": ("weekday", "half"),
    "duty": ("shift_id",),
    "service_record": ("session_id", "starts"),
    "volunteer_evaluation": ("period", "level"),
}  # columns that, with the volunteer, may stand once only


def has_records(connection: Connection, volunteer_id: int) -> bool:
    """Whether anything beyond their own entry tells of them: shifts, service, points, wishes."""
    return any(
        connection.exec_driver_sql(f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1", (volunteer_id,)).first()
        for table, column in pointing_at(connection, "volunteer")
        if table not in _OWN
    )


def remove(work: Work, volunteer_id: int) -> None:
    """The entry and what belongs to it alone; a team whose captain they were has none."""
    for table, column in pointing_at(work.connection, "volunteer"):
        rows = work.connection.exec_driver_sql(f"SELECT id FROM {table} WHERE {column} = ?", (volunteer_id,))
        work.delete(table, [row[0] for row in rows])
    leads = work.connection.exec_driver_sql("SELECT id FROM volunteer_team WHERE captain_id = ?", (volunteer_id,)).all()
    work.update_many("volunteer_team", {row[0]: {"captain_id": None} for row in leads})
    work.delete("volunteer", [volunteer_id])


def unite(work: Work, kept: Volunteer, gone: Volunteer) -> None:
    """Two entries of one volunteer become one: whatever points at the one that goes belongs to the other, its blanks
    are filled, and the entry goes. Of what may stand once only, that of the entry that stays does."""
    _drop_pairs(work, kept.id, gone.id)
    for table, column in pointing_at(work.connection, "volunteer"):
        rows = work.connection.exec_driver_sql(f"SELECT id FROM {table} WHERE {column} = ?", (gone.id,)).fetchall()
        ids = [row[0] for row in rows]
        if table in _ONCE:
            ids = _without_doubles(work, table, kept.id, gone.id, ids)
        work.update_many(table, {row_id: {column: kept.id} for row_id in ids})
    leads = work.connection.exec_driver_sql("SELECT id FROM volunteer_team WHERE captain_id = ?", (gone.id,)).fetchall()
    work.update_many("volunteer_team", {row[0]: {"captain_id": kept.id} for row in leads})
    work.delete("volunteer", [gone.id])
    facts = _filled(kept, gone)
    if facts:
        work.update("volunteer", kept.id, facts)


def _filled(kept: Volunteer, gone: Volunteer) -> dict[str, Value]:
    """What the entry that stays does not say and the other does. Whoever still serves by one of them still serves."""
    fields = ["team_id", "unit", "post", "weekly_limit", "note"]
    if kept.resident_id is None:
        fields += PERSONAL
    facts: dict[str, Value] = {
        field: stored(getattr(gone, field)) for field in fields if not getattr(kept, field) and getattr(gone, field)
    }
    skills = tuple(dict.fromkeys((*kept.skills, *gone.skills)))
    if skills != kept.skills:
        facts["skills"] = "、".join(skills)
    if gone.joined_on is not None and (kept.joined_on is None or gone.joined_on < kept.joined_on):
        facts["joined_on"] = stored(gone.joined_on)
    if kept.left_on is not None and gone.left_on is None and kept.died is None:
        facts |= {"left_on": None, "left_why": ""}
    return facts


def _without_doubles(work: Work, table: str, kept_id: int, gone_id: int, ids: list[int]) -> list[int]:
    """Rows that can be given to the entry that stays; those it has itself are dropped, their corrections kept."""
    columns = ", ".join(_ONCE[table])
    read = f"SELECT id, {columns} FROM {table} WHERE volunteer_id = ?"
    there = {tuple(row[1:]): row[0] for row in work.connection.exec_driver_sql(read, (kept_id,))}
    doubles = {
        row[0]: there[tuple(row[1:])]
        for row in work.connection.exec_driver_sql(read, (gone_id,))
        if tuple(row[1:]) in there
    }
    for gone_row, kept_row in doubles.items():
        for child, column in pointing_at(work.connection, table):
            rows = work.connection.exec_driver_sql(f"SELECT id FROM {child} WHERE {column} = ?", (gone_row,)).fetchall()
            work.update_many(child, {row[0]: {column: kept_row} for row in rows})
    work.delete(table, list(doubles))
    return [row_id for row_id in ids if row_id not in doubles]


def _drop_pairs(work: Work, kept_id: int, gone_id: int) -> None:
    """Wishes to serve together of the entry that goes are wishes of the one that stays, each once."""
    rows = work.connection.exec_driver_sql(
        "SELECT id, one_id, other_id FROM volunteer_pair WHERE ?1 IN (one_id, other_id)", (gone_id,)
    ).fetchall()
    work.delete("volunteer_pair", [row[0] for row in rows])
    for other in {row[1] + row[2] - gone_id for row in rows} - {kept_id}:
        add_pair(work, kept_id, other)
