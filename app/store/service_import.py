"""An accepted ledger of service, written; and what a plan is held against."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from sqlalchemy import Connection

from app.models.service import RecordDraft, SessionDraft
from app.models.service_import import ChangedRecord, KnownRecord, NewRecord, Server, ServiceOp
from app.models.volunteers import VolunteerDraft
from app.rules.id_numbers import read_id_number
from app.rules.volunteers import find_team
from app.store import service as shelf
from app.store import volunteers
from app.store.work import Work, stored

Report = Callable[[int, int], None]


def known_records(connection: Connection, since: date, until: date) -> list[KnownRecord]:
    """Every record of a span with its session's title."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute(
            "SELECT r.id, r.volunteer_id, r.session_id, r.day, s.title, r.starts, r.ends, r.minutes "
            "FROM service_record r JOIN service_session s ON s.id = r.session_id WHERE r.day BETWEEN ? AND ? "
            "ORDER BY r.id",
            (since.isoformat(), until.isoformat()),
        )
        return [
            KnownRecord(row[0], row[1], row[2], date.fromisoformat(row[3]), row[4], row[5], row[6], row[7])
            for row in cursor.fetchall()
        ]
    finally:
        cursor.close()


def apply(work: Work, operations: Sequence[ServiceOp], source: str, today: date, report: Report) -> None:
    """Write the operations: people no roster knew, sessions with their records, then what is put right.

    A session of an old ledger is closed from the start. A change of a record stays to be seen as its correction.
    """
    fresh = [op for op in operations if isinstance(op, NewRecord)]
    people = _enter(work, fresh, today)
    groups: dict[tuple[int | None, date, str], list[NewRecord]] = {}
    for op in fresh:
        groups.setdefault((op.session_id, op.stretch.day, op.title), []).append(op)
    new = [(_session(ops, source, today), [_draft(op, people) for op in ops]) for (known, _, _), ops in groups.items()
           if known is None]  # fmt: skip
    shelf.add_many(work, new)
    report(len(fresh), len(operations))
    for (known, _, _), ops in groups.items():
        if known is not None:
            shelf.add_records(work, known, [_draft(op, people) for op in ops])
    for changed in operations:
        if isinstance(changed, ChangedRecord):
            _put_right(work, changed, source, today)


def _enter(work: Work, fresh: Sequence[NewRecord], today: date) -> dict[Server, int]:
    """New volunteers of whom the ledger tells, each once."""
    made: dict[tuple[str, str, str], int] = {}
    found: dict[Server, int] = {}
    teams = tuple(volunteers.teams(work.connection).values())
    for op in fresh:
        if op.volunteer_id is not None or op.server in found:
            continue
        server = op.server
        phone = "" if "*" in server.phone else server.phone
        number = "" if "*" in server.id_number else read_id_number(server.id_number, today=today).number
        key = (server.name, phone, number)
        if key not in made:
            read = read_id_number(number, today=today) if number else None
            team = find_team(server.team, teams) if server.team else None
            draft = VolunteerDraft(
                server.name, None, read.sex if read else "", read.birth if read else None, number, phone,
                team_id=team.id if team else None,
            )  # fmt: skip
            values = volunteers.values_of(draft, server.name)
            made[key] = work.add("volunteer", {**values, "left_on": None, "left_why": ""})
        found[server] = made[key]
    return found


def _session(ops: Sequence[NewRecord], source: str, today: date) -> SessionDraft:
    """The session that records of one day and title were of: from its first beginning to its last end."""
    first = ops[0]
    starts = min((op.stretch.starts for op in ops if op.stretch.starts), default="")
    ends = max((op.stretch.ends for op in ops if op.stretch.ends), default="")
    place, leader, recorder = (
        next((text for op in ops if (text := getattr(op, name))), "") for name in ("place", "leader", "recorder")
    )
    contents = {op.content for op in ops}
    return SessionDraft(
        first.stretch.day, first.title, starts, ends, place, leader=leader, recorder=recorder,
        words=contents.pop() if len(contents) == 1 else "", source=source, closed_on=today,
    )  # fmt: skip


def _draft(op: NewRecord, people: dict[Server, int]) -> RecordDraft:
    stretch = op.stretch
    who = op.volunteer_id if op.volunteer_id is not None else people[op.server]
    return RecordDraft(who, stretch.minutes, stretch.starts, stretch.ends, op.content)


def _put_right(work: Work, op: ChangedRecord, source: str, today: date) -> None:
    stretch = op.stretch
    work.update(
        "service_record", op.record_id, {"starts": stretch.starts, "ends": stretch.ends, "minutes": stretch.minutes}
    )
    if stretch.minutes != op.before:
        work.add(
            "service_correction",
            {
                "record_id": op.record_id,
                "asked_on": stored(today),
                "asked_by": "",
                "before": op.before,
                "after": stretch.minutes,
                "reason": f"按导入的台账更正({source})"[:200],
            },
        )
