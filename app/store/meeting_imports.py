"""An accepted ledger of meetings, written in runs; and what a plan is held against."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection

from app.models.meeting_drafts import AgendaDraft, MinutesDraft, ResolutionDraft, Said
from app.models.meeting_import import KnownMeeting, MeetingOp, StagedMeeting
from app.models.meetings import Came, Role, State
from app.models.roster import Scope
from app.rules.meeting_kinds import kinds, scope_of
from app.store.journal import Value
from app.store.meeting_numbers import Rosters, settle
from app.store.meeting_parts import ATTENDANCE_COLUMNS, write_agenda, write_resolutions
from app.store.meetings import next_ordinal, touch
from app.store.roster import need_branch
from app.store.work import Work

Report = Callable[[int, int], None]
Resolved = Callable[[StagedMeeting], tuple[tuple[str, int | None, int | None, int | None], ...]]
_HEAD = (
    "kind", "body_id", "state", "held_on", "starts", "ends", "ordinal", "topic", "place", "chair", "recorder",
    "stands_for", "words", "source", "said_should", "said_came", "said_voters", "said_voters_came",
)  # fmt: skip
_COLUMNS = ("id", *_HEAD, "should", "came", "excused", "absent", "unrecorded", "voters", "voters_came", "revision")
_RESOLUTION = (
    "id", "meeting_id", "rank", "agenda", "words", "occasion", "in_favour", "against", "abstained", "verdict",
    "sentence",
)  # fmt: skip


def known_meetings(connection: Connection) -> tuple[KnownMeeting, ...]:
    """Every meeting, as far as a ledger can speak of it."""
    people: dict[int, dict[str, tuple[str, str]]] = {}
    for row in connection.exec_driver_sql(
        "SELECT meeting_id, name, state, reason FROM attendance WHERE state <> '未登记' ORDER BY meeting_id, rank"
    ):
        people.setdefault(row[0], {})[row[1]] = (row[2], row[3])
    agenda: dict[int, list[str]] = {}
    for row in connection.exec_driver_sql("SELECT meeting_id, title FROM agenda_item ORDER BY meeting_id, rank"):
        agenda.setdefault(row[0], []).append(row[1])
    resolutions: dict[int, list[tuple[str, int | None, int | None, int | None]]] = {}
    for row in connection.exec_driver_sql(
        "SELECT meeting_id, words, in_favour, against, abstained FROM resolution ORDER BY meeting_id, rank"
    ):
        resolutions.setdefault(row[0], []).append((row[1], row[2], row[3], row[4]))
    rows = connection.exec_driver_sql(
        "SELECT id, kind, body_id, held_on, starts, ends, place, chair, recorder, topic, words, stands_for, "
        "said_should, said_came, said_voters, said_voters_came, state FROM meeting ORDER BY id"
    )
    return tuple(
        KnownMeeting(
            id=row[0],
            kind=row[1],
            body_id=row[2],
            held_on=date.fromisoformat(row[3]),
            starts=row[4],
            ends=row[5],
            place=row[6],
            chair=row[7],
            recorder=row[8],
            topic=row[9],
            words=row[10],
            stands_for=row[11],
            said=Said(row[12], row[13], row[14], row[15]),
            signed=row[16] == State.SIGNED,
            planned=row[16] == State.PLANNED,
            people=people.get(row[0], {}),
            agenda=tuple(agenda.get(row[0], ())),
            resolutions=tuple(resolutions.get(row[0], ())),
        )
        for row in rows
    )


def apply(work: Work, operations: Sequence[MeetingOp], resolved: Resolved, report: Report) -> None:
    """Write the operations: new meetings in runs, changes one by one. `report(done, of)` counts operations."""
    fresh = sorted(
        (op for op in operations if op.meeting_id is None),
        key=lambda op: (op.staged.held_on, op.staged.starts or "", op.staged.row),
    )
    rosters = _add(work, fresh, resolved)
    report(len(fresh), len(operations))
    for done, op in enumerate((op for op in operations if op.meeting_id is not None), start=len(fresh) + 1):
        _change(work, op, resolved, rosters)
        report(done, len(operations))


def _add(work: Work, operations: Sequence[MeetingOp], resolved: Resolved) -> Rosters:
    branch = need_branch(work) if operations else 0
    rosters = Rosters(work.connection)
    ordinals = _Ordinals(work.connection)
    first = work.next_id("meeting")
    heads: list[tuple[Value, ...]] = []
    agenda: list[tuple[Value, ...]] = []
    resolutions: list[tuple[Value, ...]] = []
    people: list[tuple[Value, ...]] = []
    starts = {table: work.next_id(table) for table in ("agenda_item", "resolution", "attendance")}
    for meeting_id, op in enumerate(operations, start=first):
        staged, body_id = op.staged, op.body_id or branch
        ordinal = ordinals.next(staged.kind, body_id, staged.held_on.year)
        heads.append((meeting_id, *_head(staged, body_id, ordinal), 0, 0, 0, 0, 0, 0, 0, 0))
        for rank, title in enumerate(staged.agenda, start=1):
            agenda.append((starts["agenda_item"] + len(agenda), meeting_id, rank, title, "", ""))
        occasion = _occasion(staged)
        for rank, (words, *votes) in enumerate(resolved(staged), start=1):
            how = occasion if votes[0] is not None else ""
            resolutions.append(
                (starts["resolution"] + len(resolutions), meeting_id, rank, 0, words, how, *votes, "", "")
            )
        for rank, line in enumerate(_people(staged, body_id, rosters), start=1):
            people.append((starts["attendance"] + len(people), meeting_id, *line, rank))
    work.insert("meeting", _COLUMNS, heads)
    work.insert("agenda_item", ("id", "meeting_id", "rank", "title", "reporter", "words"), agenda)
    work.insert("resolution", _RESOLUTION, resolutions)
    work.insert("attendance", ATTENDANCE_COLUMNS, people)
    settle(work, range(first, first + len(operations)), rosters)
    return rosters


class _Ordinals:
    """Which of its kind and body in a year the next one is, counted on from what is there."""

    def __init__(self, connection: Connection) -> None:
        rows = connection.exec_driver_sql(
            "SELECT kind, body_id, substr(held_on, 1, 4), max(ordinal) FROM meeting GROUP BY 1, 2, 3"
        )
        self._last = {(row[0], row[1], int(row[2])): int(row[3]) for row in rows}

    def next(self, kind: str, body_id: int, year: int) -> int:
        key = (kind, body_id, year)
        self._last[key] = self._last.get(key, 0) + 1
        return self._last[key]


def _head(staged: StagedMeeting, body_id: int, ordinal: int) -> tuple[Value, ...]:
    said = staged.said
    return (
        staged.kind, body_id, State.DRAFT.value, staged.held_on.isoformat(), staged.starts or "", staged.ends or "",
        ordinal, staged.topic or "", staged.place or "", staged.chair or "", staged.recorder or "", staged.stands_for,
        staged.words or "", "台账", said.should, said.came, said.voters, said.voters_came,
    )  # fmt: skip


def _people(staged: StagedMeeting, body_id: int, rosters: Rosters) -> list[tuple[Value, ...]]:
    """(member, name, role, state, reason, votes, post): whoever the ledger names, found on the roster of the day."""
    roster = rosters.of(staged.held_on, scope_of(staged.kind), body_id)
    due = {entry.name: entry for entry in roster.entries}
    found: list[tuple[Value, ...]] = []
    for person in staged.people:
        entry = due.get(person.name)
        votes = int(entry.votes) if entry else 0
        post = "、".join(entry.posts) if entry else ""
        member = entry.member_id if entry else None
        found.append((member, person.name, Role.SHOULD.value, person.state.value, person.reason, votes, post))
    named = {person.name for person in staged.people}
    found += [
        (None, name, Role.GUEST.value, Came.PRESENT.value, "", 0, "") for name in staged.guests if name not in named
    ]
    return found


def _change(work: Work, op: MeetingOp, resolved: Resolved, rosters: Rosters) -> None:
    assert op.meeting_id is not None
    assert op.body_id is not None
    staged, meeting_id = op.staged, op.meeting_id
    touch(work, meeting_id, {**op.facts, "state": State.DRAFT.value, **_numbered(work, op)})
    if "agenda" in op.parts:
        write_agenda(work, meeting_id, tuple(AgendaDraft(title) for title in staged.agenda))
    if "resolutions" in op.parts:
        how = _occasion(staged)
        drafts = tuple(
            ResolutionDraft(words, how if yes is not None else "", yes, no, abstained)
            for words, yes, no, abstained in resolved(staged)
        )
        write_resolutions(work, meeting_id, MinutesDraft(resolutions=drafts))
    if "people" in op.parts:
        _rewrite_people(work, meeting_id, staged, op.body_id, rosters)
    settle(work, [meeting_id], rosters)


def _numbered(work: Work, op: MeetingOp) -> dict[str, Value]:
    """A plan that was held gets its number."""
    there = work.connection.exec_driver_sql("SELECT ordinal FROM meeting WHERE id = ?", (op.meeting_id,)).scalar_one()
    if there:
        return {}
    year = op.staged.held_on.year
    return {"ordinal": next_ordinal(work.connection, op.staged.kind, op.body_id or 0, year)}


def _rewrite_people(work: Work, meeting_id: int, staged: StagedMeeting, body_id: int, rosters: Rosters) -> None:
    """Whoever the ledger names gets its word; the others stay as they are."""
    rows = work.connection.exec_driver_sql("SELECT id, name FROM attendance WHERE meeting_id = ?", (meeting_id,))
    there = {row[1]: row[0] for row in rows}
    changes: Mapping[int, Mapping[str, Value]] = {
        there[person.name]: {"state": person.state.value, "reason": person.reason}
        for person in staged.people
        if person.name in there
    }
    work.update_many("attendance", changes)
    fresh = [line for line in _people(staged, body_id, rosters) if line[1] not in there]
    first = work.next_id("attendance")
    work.insert(
        "attendance",
        ATTENDANCE_COLUMNS,
        [(first + place, meeting_id, *line, len(there) + place + 1) for place, line in enumerate(fresh)],
    )


def _occasion(staged: StagedMeeting) -> str:
    known = kinds().get(staged.kind)
    return known.occasion if known and known.scope is not Scope.INVITED else ""
