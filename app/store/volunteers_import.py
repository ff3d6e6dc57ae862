"""An accepted roster of volunteers, written; and what a plan is held against."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from sqlalchemy import Connection

from app.models.volunteer_import import Neighbour, StagedVolunteer, VolunteerOp
from app.models.volunteers import TeamDraft, VolunteerDraft
from app.store import volunteers as shelf
from app.store import volunteers_links as links
from app.store.journal import Value
from app.store.work import Work, stored

Report = Callable[[int, int], None]
_LEFT = ("left_on", "left_why")


def neighbours(
    connection: Connection, names: Iterable[str], numbers: Iterable[str], today: date
) -> tuple[Neighbour, ...]:
    """Residents alive who bear one of the names or ID numbers."""
    found = links.alike(connection, names, numbers)
    doors = links.doors(connection, (one.id for one in found), today)
    taken = links.taken(connection)
    return tuple(
        Neighbour(
            one.id, one.name, one.id_number, None if one.birth is None else date.fromisoformat(one.birth), one.phone,
            one.sex, one.politics, doors.get(one.id, ""), one.id in taken,
        )
        for one in found
    )  # fmt: skip


def apply(work: Work, operations: Sequence[VolunteerOp], new_teams: Sequence[str], today: date, report: Report) -> None:
    """Write the operations: new volunteers all at once, then those who are there one by one, then who leads whom."""
    if new_teams:
        brigade = shelf.need_brigade(work)
        for name in new_teams:
            shelf.add_team(work, TeamDraft(name), brigade)
    teams = {team.name: team.id for team in shelf.teams(work.connection).values()}
    fresh = [op for op in operations if op.volunteer_id is None]
    ids = _add(work, fresh, teams)
    report(len(fresh), len(operations))
    for done, op in enumerate((op for op in operations if op.volunteer_id is not None), start=len(fresh) + 1):
        _change(work, op, teams)
        report(done, len(operations))
    for op in operations:
        volunteer_id = ids.get(id(op), op.volunteer_id)
        if "captain" in op.parts and volunteer_id is not None:
            _lead(work, volunteer_id, today)


def _add(work: Work, operations: Sequence[VolunteerOp], teams: dict[str, int]) -> dict[int, int]:
    """id(op) -> the id of the volunteer it became."""
    first = work.next_id("volunteer")
    rows: list[tuple[Value, ...]] = []
    times = []
    duals: list[tuple[Value, ...]] = []
    first_dual = work.next_id("dual_registration")
    made: dict[int, int] = {}
    for place, op in enumerate(operations):
        volunteer_id, staged = first + place, op.staged
        made[id(op)] = volunteer_id
        name = staged.name
        if op.resident_id is not None:
            there = links.person(work.connection, op.resident_id)
            links.fill_blanks(work, there, op.resident_facts)
            name = there.name
        draft = _draft(staged, op.resident_id, teams.get(str(op.facts.get("team") or "")))
        values = shelf.values_of(draft, name)
        rows.append((volunteer_id, *values.values(), stored(staged.left_on), staged.left_why))
        if staged.availability:
            times.append((volunteer_id, staged.availability))
        if staged.dual is not None:
            dual = shelf.dual_values(staged.dual)
            duals.append((first_dual + len(duals), volunteer_id, *dual.values()))
    work.insert("volunteer", ("id", *shelf.COLUMNS, *_LEFT), rows)
    shelf.add_times(work, times)
    work.insert("dual_registration", ("id", "volunteer_id", *_DUAL), duals)
    return made


_DUAL = ("unit", "registered_on", "claimed_post", "claimed_on", "reported_on", "report", "until")


def _draft(staged: StagedVolunteer, resident_id: int | None, team_id: int | None) -> VolunteerDraft:
    return VolunteerDraft(
        staged.name,
        resident_id,
        staged.sex or "",
        staged.birth,
        staged.id_number,
        staged.phone if staged.phone and "*" not in staged.phone else "",
        staged.politics or "",
        staged.unit or "",
        team_id,
        staged.post or "",
        staged.skills,
        staged.availability,
        staged.weekly_limit,
        staged.joined_on,
        staged.note or "",
    )


def _change(work: Work, op: VolunteerOp, teams: dict[str, int]) -> None:
    assert op.volunteer_id is not None
    one = shelf.one(work.connection, op.volunteer_id)
    if op.resident_id is not None:
        there = links.person(work.connection, op.resident_id)
        links.fill_blanks(work, there, op.resident_facts)
        links.join(work, one, links.person(work.connection, op.resident_id))
    facts: dict[str, Value] = {column: value for column, value in op.facts.items() if column != "team"}
    if "team" in op.facts:
        facts["team_id"] = teams.get(str(op.facts["team"]))
    if facts:
        work.update("volunteer", one.id, facts)
    staged = op.staged
    if "times" in op.parts:
        shelf.set_times(work, one.id, staged.availability)
    if "dual" in op.parts and staged.dual is not None:
        said = {column: value for column, value in shelf.dual_values(staged.dual).items() if value}
        if one.dual is None:
            work.add("dual_registration", {"volunteer_id": one.id, **shelf.dual_values(staged.dual)})
        else:
            work.update("dual_registration", one.dual.id, said)


def _lead(work: Work, volunteer_id: int, today: date) -> None:
    """They lead their team, where they still serve."""
    one = shelf.one(work.connection, volunteer_id)
    if one.team_id is not None and one.serves_on(today):
        work.update("volunteer_team", one.team_id, {"captain_id": one.id})
