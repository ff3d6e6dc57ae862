"""Sessions of volunteers and who served in them, as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Connection

from app.base.errors import UserFault
from app.models.service import RecordDraft, SessionDraft
from app.store.journal import Value
from app.store.work import Work, stored

SESSION_COLUMNS = (
    "day", "title", "starts", "ends", "place", "team_id", "activity_id", "shift_id", "leader", "recorder", "words",
    "source", "closed_on",
)  # fmt: skip
_RECORD = ("session_id", "volunteer_id", "day", "starts", "ends", "minutes", "content")


def add_session(work: Work, draft: SessionDraft) -> int:
    """One new session; returns its id. The draft was checked by `rules.service` or by an import."""
    return work.add("service_session", session_values(draft))


def add_record(work: Work, session_id: int, draft: RecordDraft) -> int:
    """One volunteer in a session; returns the record's id. Raises UserFault when the same one is there at that time."""
    return add_records(work, session_id, [draft])[0]


def add_records(work: Work, session_id: int, drafts: Sequence[RecordDraft]) -> list[int]:
    """Volunteers in a session that is there; returns the ids of the records, in the order of `drafts`.

    Raises UserFault when one would stand there twice from the same time, or when the session is gone.
    """
    day = day_of(work.connection, session_id)
    there = work.connection.exec_driver_sql(
        "SELECT volunteer_id, starts FROM service_record WHERE session_id = ?", (session_id,)
    )
    _once([*((row[0], row[1]) for row in there), *((one.volunteer_id, one.starts) for one in drafts)])
    first = work.next_id("service_record")
    rows = [_record_row(first + place, session_id, day, one) for place, one in enumerate(drafts)]
    work.insert("service_record", ("id", *_RECORD), rows)
    return [first + place for place in range(len(drafts))]


def put_back(work: Work, session_id: int, again: Mapping[int, RecordDraft]) -> None:
    """Records that were taken out in this change, under the ids they had."""
    day = day_of(work.connection, session_id)
    work.insert(
        "service_record",
        ("id", *_RECORD),
        [_record_row(row_id, session_id, day, one) for row_id, one in sorted(again.items())],
    )


def add_many(work: Work, sessions: Sequence[tuple[SessionDraft, Sequence[RecordDraft]]]) -> tuple[list[int], list[int]]:
    """New sessions with their records, fast: (ids of the sessions, ids of the records), in the order given.

    Raises UserFault when a volunteer would stand in one session twice from the same time.
    """
    first_session, first_record = work.next_id("service_session"), work.next_id("service_record")
    heads: list[tuple[Value, ...]] = []
    records: list[tuple[Value, ...]] = []
    for place, (draft, drafts) in enumerate(sessions):
        _once([(one.volunteer_id, one.starts) for one in drafts])
        session_id, day = first_session + place, draft.day.isoformat()
        heads.append((session_id, *session_values(draft).values()))
        for one in drafts:
            records.append(_record_row(first_record + len(records), session_id, day, one))
    work.insert("service_session", ("id", *SESSION_COLUMNS), heads)
    work.insert("service_record", ("id", *_RECORD), records)
    return (
        [first_session + place for place in range(len(heads))],
        [first_record + place for place in range(len(records))],
    )


def known_records(connection: Connection, since: date, until: date) -> list[tuple[int, int, str, int, str, int]]:
    """What is there in a span, for an import to compare with:
    (record id, volunteer id, day, session id, starts, minutes), in the order of ids."""
    rows = connection.exec_driver_sql(
        "SELECT id, volunteer_id, day, session_id, starts, minutes FROM service_record WHERE day BETWEEN ? AND ? "
        "ORDER BY id",
        (since.isoformat(), until.isoformat()),
    )
    return [(row[0], row[1], row[2], row[3], row[4], row[5]) for row in rows]


def known_sessions(connection: Connection, since: date, until: date) -> dict[tuple[str, str], int]:
    """(day, title) -> the session's id, the first where there are several."""
    rows = connection.exec_driver_sql(
        "SELECT day, title, min(id) FROM service_session WHERE day BETWEEN ? AND ? GROUP BY day, title",
        (since.isoformat(), until.isoformat()),
    )
    return {(row[0], row[1]): row[2] for row in rows}


def day_of(connection: Connection, session_id: int) -> str:
    """YYYY-MM-DD. Raises UserFault when the session is gone."""
    row = connection.exec_driver_sql("SELECT day FROM service_session WHERE id = ?", (session_id,)).one_or_none()
    if row is None:
        raise UserFault("这个场次已经不在了。", "请刷新后再试。")
    return str(row[0])


def session_values(draft: SessionDraft) -> dict[str, Value]:
    """A session as it is stored."""
    return {column: stored(getattr(draft, column)) for column in SESSION_COLUMNS}


def _record_row(row_id: int, session_id: int, day: str, one: RecordDraft) -> tuple[Value, ...]:
    return row_id, session_id, one.volunteer_id, day, one.starts, one.ends, one.minutes, one.content


def _once(keys: Sequence[tuple[int, str]]) -> None:
    if len(set(keys)) < len(keys):
        raise UserFault("同一名志愿者在同一场次里登记了两次。", "请删去重复的一行,或写上不同的起止时间。")
