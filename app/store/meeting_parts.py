"""What belongs to a meeting, as rows: attendance, agenda, speeches, resolutions, corrections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from app.models.meetings import (
    Agenda,
    Attendance,
    Came,
    Correction,
    MinutesDraft,
    PersonDraft,
    Resolution,
    Role,
    Speech,
)
from app.models.quorum import Count, QuorumRule
from app.rules.quorum import rule_on
from app.store.journal import Value
from app.store.work import Work

ATTENDANCE_COLUMNS = ("id", "meeting_id", "member_id", "name", "role", "state", "reason", "votes", "post", "rank")
PARTS = ("attendance", "agenda_item", "speech", "resolution", "correction", "signed_minutes")


def attendance_of(connection: Connection, meeting_id: int) -> tuple[Attendance, ...]:
    """Those who should attend by their rank, then the guests."""
    rows = connection.exec_driver_sql(
        "SELECT id, member_id, name, role, state, reason, votes, post FROM attendance WHERE meeting_id = ? "
        "ORDER BY role = '列席', rank, id",
        (meeting_id,),
    )
    return tuple(
        Attendance(row[0], row[1], row[2], Role(row[3]), Came(row[4]), row[5], bool(row[6]), row[7]) for row in rows
    )


def add_people(work: Work, meeting_id: int, people: Sequence[PersonDraft], votes: Mapping[int, bool]) -> None:
    """New lines of the attendance table after those that are there. `votes` by member id."""
    if not people:
        return
    first = work.next_id("attendance")
    rank = int(
        work.connection.exec_driver_sql(
            "SELECT coalesce(max(rank), 0) FROM attendance WHERE meeting_id = ?", (meeting_id,)
        ).scalar_one()
    )
    rows = [
        (first + place, meeting_id, person.member_id, person.name, person.role.value, person.state.value,
         person.reason, int(votes.get(person.member_id or 0, False)), person.post, rank + place + 1)
        for place, person in enumerate(people)
    ]  # fmt: skip
    work.insert("attendance", ATTENDANCE_COLUMNS, rows)


def agenda_of(connection: Connection, meeting_id: int) -> tuple[Agenda, ...]:
    return tuple(
        Agenda(*row)
        for row in connection.exec_driver_sql(
            "SELECT id, rank, title, reporter, words FROM agenda_item WHERE meeting_id = ? ORDER BY rank, id",
            (meeting_id,),
        )
    )


def speeches_of(connection: Connection, meeting_id: int) -> tuple[Speech, ...]:
    rows = connection.exec_driver_sql(
        "SELECT id, rank, speaker, gist, dissent, agenda FROM speech WHERE meeting_id = ? ORDER BY rank, id",
        (meeting_id,),
    )
    return tuple(Speech(row[0], row[1], row[2], row[3], bool(row[4]), row[5]) for row in rows)


def resolutions_of(
    connection: Connection, meeting_id: int, voters: int, voters_came: int, rules: Mapping[str, QuorumRule]
) -> tuple[Resolution, ...]:
    """Resolutions with their rulings, by the meeting's own numbers where a vote has none of its own."""
    rows = connection.exec_driver_sql(
        "SELECT id, rank, words, occasion, in_favour, against, abstained, eligible, attended, area_total, area_joined, "
        "area_for, agenda FROM resolution WHERE meeting_id = ? ORDER BY rank, id",
        (meeting_id,),
    )
    return tuple(_resolution(row, voters, voters_came, rules) for row in rows)


def _resolution(row: Any, voters: int, voters_came: int, rules: Mapping[str, QuorumRule]) -> Resolution:
    count = Count(
        voters if row[7] is None else row[7], voters_came if row[8] is None else row[8], *row[4:7], *row[9:12]
    )
    rule = rules.get(row[3])
    ruling = rule_on(rule, count) if rule else None
    return Resolution(row[0], row[1], row[2], row[3], count, ruling, row[12], row[7], row[8])


def corrections_of(connection: Connection, meeting_id: int) -> tuple[Correction, ...]:
    rows = connection.exec_driver_sql(
        "SELECT id, made_on, who, words FROM correction WHERE meeting_id = ? ORDER BY id", (meeting_id,)
    )
    return tuple(Correction(row[0], date.fromisoformat(row[1]), row[2], row[3]) for row in rows)


def write_minutes(work: Work, meeting_id: int, draft: MinutesDraft) -> None:
    """Agenda, speeches and resolutions as the form has them; what it no longer names is removed."""
    _write(
        work,
        "agenda_item",
        meeting_id,
        [(item.id, {"title": item.title, "reporter": item.reporter, "words": item.words}) for item in draft.agenda],
    )
    _write(
        work,
        "speech",
        meeting_id,
        [
            (item.id, {"speaker": item.speaker, "gist": item.gist, "dissent": int(item.dissent), "agenda": item.agenda})
            for item in draft.speeches
        ],
    )
    names = (
        "words", "occasion", "in_favour", "against", "abstained", "eligible", "attended", "area_total", "area_joined",
        "area_for", "agenda",
    )  # fmt: skip
    _write(
        work,
        "resolution",
        meeting_id,
        [(item.id, {name: getattr(item, name) for name in names}) for item in draft.resolutions],
    )


def _write(work: Work, table: str, meeting_id: int, drafts: Sequence[tuple[int | None, dict[str, Value]]]) -> None:
    """Rows of one table of a meeting in the order of the drafts; ids that are of another meeting are new rows."""
    rows = work.connection.exec_driver_sql(f"SELECT id FROM {table} WHERE meeting_id = ?", (meeting_id,))
    there = {int(row[0]) for row in rows}
    kept = {row_id for row_id, _ in drafts if row_id in there}
    work.delete(table, sorted(there - kept))
    extra: dict[str, Value] = {"verdict": "", "sentence": ""} if table == "resolution" else {}
    for rank, (row_id, values) in enumerate(drafts, start=1):
        if row_id is not None and row_id in kept:
            work.update(table, row_id, {"rank": rank, **values})
        else:
            work.add(table, {"meeting_id": meeting_id, "rank": rank, **values, **extra})


def remove_meeting(work: Work, meeting_id: int) -> None:
    """The meeting with everything that belongs to it."""
    connection = work.connection
    actions = [
        row[0] for row in connection.exec_driver_sql("SELECT id FROM action_item WHERE meeting_id = ?", (meeting_id,))
    ]
    notes = connection.exec_driver_sql("SELECT id, action_id FROM action_note").fetchall()
    work.delete("action_note", [row[0] for row in notes if row[1] in set(actions)])
    work.delete("action_item", actions)
    for table in PARTS:
        rows = connection.exec_driver_sql(f"SELECT id FROM {table} WHERE meeting_id = ?", (meeting_id,))
        work.delete(table, [row[0] for row in rows])
    files = connection.exec_driver_sql(
        "SELECT id FROM attachment WHERE owner = 'meeting' AND owner_id = ?", (meeting_id,)
    )
    work.delete("attachment", [row[0] for row in files])
    work.delete("meeting", [meeting_id])
