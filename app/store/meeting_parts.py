"""What belongs to a meeting, as rows: attendance, agenda, speeches, resolutions, corrections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection

from app.models.meeting_drafts import AgendaDraft, MinutesDraft, PersonDraft
from app.models.meetings import Agenda, Attendance, Came, Correction, Resolution, Role, Speech
from app.models.quorum import Count, QuorumRule, Verdict
from app.rules.quorum import rule_on
from app.store.actions import remove_note
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


class Voters(NamedTuple):
    """Of a meeting: with a vote, of those present, and of those not recorded."""

    eligible: int
    attended: int
    unrecorded: int


def voters_of(connection: Connection, meeting_id: int) -> Voters:
    """Where numbers were said instead of names and those who came with a vote were not, all of them may have come."""
    row = connection.exec_driver_sql(
        "SELECT m.voters, m.voters_came, (SELECT count(*) FROM attendance a WHERE a.meeting_id = m.id AND a.votes "
        "AND a.role = '应到' AND a.state = '未登记'), coalesce(m.said_should, m.said_came, m.said_voters) IS NOT NULL "
        "AND m.said_voters_came IS NULL FROM meeting m WHERE m.id = ?",
        (meeting_id,),
    ).one()
    return Voters(row[0], row[1], row[0] - row[1] if row[3] else row[2])


def resolutions_of(connection: Connection, meeting_id: int, rules: Mapping[str, QuorumRule]) -> tuple[Resolution, ...]:
    """Resolutions with their rulings, by the meeting's own numbers where a vote has none of its own."""
    rows = connection.exec_driver_sql(
        "SELECT id, rank, words, occasion, in_favour, against, abstained, eligible, attended, area_total, area_joined, "
        "area_for, agenda, verdict, sentence FROM resolution WHERE meeting_id = ? ORDER BY rank, id",
        (meeting_id,),
    ).fetchall()
    voters = voters_of(connection, meeting_id) if rows else Voters(0, 0, 0)
    return tuple(_resolution(row, voters, rules) for row in rows)


def _resolution(row: Any, voters: Voters, rules: Mapping[str, QuorumRule]) -> Resolution:
    count = count_of(voters, row[4], row[5], row[6], row[7], row[8], (row[9], row[10], row[11]))
    rule = rules.get(row[3])
    ruling = rule_on(rule, count) if rule else None
    if ruling is not None and row[13]:  # signed: what was ruled stands, whatever the table says by now
        ruling = replace(ruling, verdict=Verdict(row[13]), sentence=row[14])
    return Resolution(row[0], row[1], row[2], row[3], count, ruling, row[12], row[7], row[8])


def count_of(
    voters: Voters,
    in_favour: int | None,
    against: int | None,
    abstained: int | None,
    eligible: int | None,
    attended: int | None,
    areas: tuple[int | None, int | None, int | None],
) -> Count:
    """A vote's count; numbers of its own win over those of the meeting."""
    return Count(
        voters.eligible if eligible is None else eligible,
        voters.attended if attended is None else attended,
        in_favour,
        against,
        abstained,
        *areas,
        unrecorded=voters.unrecorded if eligible is None and attended is None else 0,
    )


def corrections_of(connection: Connection, meeting_id: int) -> tuple[Correction, ...]:
    rows = connection.exec_driver_sql(
        "SELECT id, made_on, who, words FROM correction WHERE meeting_id = ? ORDER BY id", (meeting_id,)
    )
    return tuple(Correction(row[0], date.fromisoformat(row[1]), row[2], row[3]) for row in rows)


def write_minutes(work: Work, meeting_id: int, draft: MinutesDraft) -> None:
    """Agenda, speeches and resolutions as the form has them; what it no longer names is removed."""
    write_agenda(work, meeting_id, draft.agenda)
    _write(
        work,
        "speech",
        meeting_id,
        [
            (item.id, {"speaker": item.speaker, "gist": item.gist, "dissent": int(item.dissent), "agenda": item.agenda})
            for item in draft.speeches
        ],
    )
    write_resolutions(work, meeting_id, draft)


def write_resolutions(work: Work, meeting_id: int, draft: MinutesDraft) -> None:
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


def write_agenda(work: Work, meeting_id: int, items: Sequence[AgendaDraft]) -> None:
    """What is on the agenda, in this order; what it no longer names is removed."""
    values: list[tuple[int | None, dict[str, Value]]] = [
        (item.id, {"title": item.title, "reporter": item.reporter, "words": item.words}) for item in items
    ]
    _write(work, "agenda_item", meeting_id, values)


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


def follow_series(work: Work, meeting_id: int, kind: str, body_id: int, held_on: date) -> None:
    """Items that began in a meeting belong to its series, and to its day."""
    rows = work.connection.exec_driver_sql("SELECT id FROM action_item WHERE meeting_id = ?", (meeting_id,)).fetchall()
    values: dict[str, Value] = {"kind": kind, "body_id": body_id, "opened_on": held_on.isoformat()}
    if rows:
        work.update_many("action_item", {row[0]: values for row in rows})


def named_by_matter(connection: Connection, meeting_id: int) -> bool:
    row = connection.exec_driver_sql("SELECT 1 FROM matter_step WHERE meeting_id = ? LIMIT 1", (meeting_id,)).first()
    return row is not None


def remove_meeting(work: Work, meeting_id: int) -> None:
    """The meeting with everything that belongs to it."""
    connection = work.connection
    said = connection.exec_driver_sql("SELECT id FROM action_note WHERE meeting_id = ?", (meeting_id,)).fetchall()
    for row in said:
        remove_note(work, row[0])
    actions = connection.exec_driver_sql("SELECT id FROM action_item WHERE meeting_id = ?", (meeting_id,)).fetchall()
    work.delete("action_item", [row[0] for row in actions])
    for table in PARTS:
        rows = connection.exec_driver_sql(f"SELECT id FROM {table} WHERE meeting_id = ?", (meeting_id,))
        work.delete(table, [row[0] for row in rows])
    files = connection.exec_driver_sql(
        "SELECT id FROM attachment WHERE owner = 'meeting' AND owner_id = ?", (meeting_id,)
    )
    work.delete("attachment", [row[0] for row in files])
    work.delete("meeting", [meeting_id])
