"""One meeting whole: its card, with what does not fit in it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection

from app.models.changes import HistoryEntry
from app.models.meeting_cards import MeetingCard
from app.rules.meeting_findings import findings, moves
from app.store import meeting_parts as parts
from app.store import meetings as shelf
from app.store.actions import actions_of, carried_into
from app.store.attachments import attachments_of
from app.store.meeting_numbers import Rosters
from app.store.meeting_rules import load_quorum


def load_card(connection: Connection, meeting_id: int, today: date) -> MeetingCard:
    """Raises UserFault when it is not there."""
    line = shelf.line(connection, meeting_id)
    draft, signed_on = shelf.draft_of(connection, meeting_id)
    rules = load_quorum(connection)
    people = parts.attendance_of(connection, meeting_id)
    resolutions = parts.resolutions_of(connection, meeting_id, rules)
    roster = Rosters(connection).of(line.held_on, line.scope, line.body_id)
    found = findings(line, draft, people, resolutions, roster, rules, today)
    matters = connection.exec_driver_sql(
        "SELECT DISTINCT m.id, m.title FROM matter m JOIN matter_step s ON s.matter_id = m.id WHERE s.meeting_id = ? "
        "ORDER BY m.id",
        (meeting_id,),
    )
    return MeetingCard(
        line=line,
        draft=draft,
        attendance=people,
        agenda=parts.agenda_of(connection, meeting_id),
        speeches=parts.speeches_of(connection, meeting_id),
        resolutions=resolutions,
        actions=actions_of(connection, meeting_id, today),
        carried=carried_into(connection, meeting_id, today),
        corrections=parts.corrections_of(connection, meeting_id),
        attachments=attachments_of(connection, "meeting", meeting_id),
        findings=found,
        moves=moves(line, resolutions, rules, today),
        matters=tuple((row[0], row[1]) for row in matters),
        history=history(connection, meeting_id),
        signed_on=signed_on,
    )


def history(connection: Connection, meeting_id: int) -> tuple[HistoryEntry, ...]:
    """Changes that touched the meeting, the newest first: every verb on it touches its head."""
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT change_id, at, actor, title FROM journal WHERE table_name = 'meeting' "
        "AND first_row <= ? AND last_row >= ? ORDER BY change_id DESC",
        (meeting_id, meeting_id),
    )
    return tuple(HistoryEntry(row[0], datetime.fromisoformat(row[1]), row[2], row[3]) for row in rows)
