"""组织生活: meetings from plan to signed minutes, what they decided, and what is to be done. Unknown texts are '',
unknown days and numbers NULL; times are 'HH:MM'."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from app.models.tables.base import Row


class MeetingRow(Row, table=True):
    """One meeting of a body. `ordinal`: which of its kind in the year, 0 while it is a plan. `stands_for`: the period
    that it makes up for (补开), such as 2026-07, 2026-Q3 or 2026.

    `said_...`: numbers of a ledger or of a meeting without a roster; where they stand, they are what counts.
    From `should` on the numbers follow from them or from the attendance, and stand still once it is signed. Every verb
    on a meeting raises `revision`, so that none is taken back from under a later one.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        Index("ix_meeting_day", "held_on", "starts", "id"),
        Index("ix_meeting_series", "kind", "body_id", "held_on"),
        Index("ix_meeting_state", "state", "held_on"),
        Index("ix_meeting_body", "body_id", "held_on"),
    )

    id: int = Field(primary_key=True)
    kind: str
    body_id: int = Field(foreign_key="party_body.id")
    state: str
    held_on: date
    starts: str = ""
    ends: str = ""
    ordinal: int = 0
    topic: str = ""
    place: str = ""
    chair: str = ""
    recorder: str = ""
    stands_for: str = ""
    words: str = ""
    source: str = ""
    said_should: int | None = None
    said_came: int | None = None
    said_voters: int | None = None
    said_voters_came: int | None = None
    should: int = 0
    came: int = 0
    excused: int = 0
    absent: int = 0
    unrecorded: int = 0
    voters: int = 0
    voters_came: int = 0
    signed_on: date | None = None
    revision: int = 0


class AttendanceRow(Row, table=True):
    """Somebody who should attend (role 应到) or sits in (列席). A body with a roster has a row for each of its roster
    of that day. `votes`: had a vote that day. `name` is the name at that time."""

    __tablename__ = "attendance"
    __table_args__ = (
        Index("ix_attendance_meeting", "meeting_id", "rank"),
        Index("ix_attendance_member", "member_id", "state"),
    )

    id: int = Field(primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id")
    member_id: int | None = Field(default=None, foreign_key="party_member.id")
    name: str
    role: str
    state: str
    reason: str = ""
    votes: bool = False
    post: str = ""
    rank: int = 0


class AgendaRow(Row, table=True):
    """议题: what was on the agenda, who brought it in, and what was reported."""

    __tablename__ = "agenda_item"

    id: int = Field(primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    rank: int = 0
    title: str
    reporter: str = ""
    words: str = ""


class SpeechRow(Row, table=True):
    """发言: the gist of what somebody said, dissent included. `agenda`: rank of the item it belongs to, 0 for none."""

    __tablename__ = "speech"

    id: int = Field(primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    rank: int = 0
    agenda: int = 0
    speaker: str
    gist: str
    dissent: bool = False


class ResolutionRow(Row, table=True):
    """决议 with its vote. `occasion`: row of the quorum table, '' where nothing was voted on. `eligible`, `attended`:
    where they differ from the meeting's own numbers (owners, residents' delegates). Areas in hundredths of a square
    metre. `verdict` and `sentence` are laid down when the meeting is signed."""

    __tablename__ = "resolution"

    id: int = Field(primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    rank: int = 0
    agenda: int = 0
    words: str
    occasion: str = ""
    in_favour: int | None = None
    against: int | None = None
    abstained: int | None = None
    eligible: int | None = None
    attended: int | None = None
    area_total: int | None = None
    area_joined: int | None = None
    area_for: int | None = None
    verdict: str = ""
    sentence: str = ""


class ActionRow(Row, table=True):
    """待办: what a meeting charged somebody with; it comes up in each further meeting of its series until closed.

    `kind` and `body_id` are those of the meeting it began in: the series.
    """

    __tablename__ = "action_item"
    __table_args__ = (Index("ix_action_open", "closed_on", "due_on"), Index("ix_action_series", "kind", "body_id"))

    id: int = Field(primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    kind: str
    body_id: int = Field(foreign_key="party_body.id")
    rank: int = 0
    words: str
    owner: str = ""
    due_on: date | None = None
    opened_on: date
    closed_on: date | None = None


class ActionNoteRow(Row, table=True):
    """What was said of an open item: at a later meeting, or between meetings (`meeting_id` NULL)."""

    __tablename__ = "action_note"

    id: int = Field(primary_key=True)
    action_id: int = Field(foreign_key="action_item.id", index=True)
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id", index=True)
    noted_on: date
    words: str
    closes: bool = False


class CorrectionRow(Row, table=True):
    """更正: what is appended to minutes that are signed."""

    __tablename__ = "correction"

    id: int = Field(primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    made_on: date
    who: str
    words: str


class SignedMinutesRow(Row, table=True):
    """The minutes as they were signed, whole, as JSON; printed from here ever after."""

    __tablename__ = "signed_minutes"

    id: int = Field(primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", unique=True)
    sha256: str
    facts: str


class AttachmentRow(Row, table=True):
    """附件 of a meeting, or of a step of a matter. The bytes lie in `attachment_content` under their digest."""

    __tablename__ = "attachment"
    __table_args__ = (Index("ix_attachment_owner", "owner", "owner_id"),)

    id: int = Field(primary_key=True)
    owner: str
    owner_id: int
    name: str
    kind: str
    size: int
    sha256: str
    added_on: date
    note: str = ""


class AttachmentContentRow(Row, table=True):
    """Bytes of attachments, once each. The journal does not repeat them; they stay while an undo may ask for them."""

    __tablename__ = "attachment_content"

    id: int = Field(primary_key=True)
    sha256: str = Field(unique=True)
    content: bytes


class RecurrenceRow(Row, table=True):
    """固定日: the day on which a body holds meetings of a kind, `day_rule` as in `app.rules.recurrence`."""

    __tablename__ = "meeting_recurrence"

    id: int = Field(primary_key=True)
    body_id: int = Field(foreign_key="party_body.id", index=True)
    kind: str
    day_rule: str
    starts: str = ""
    place: str = ""
    since: date | None = None
    until: date | None = None


class BodyCadenceRow(Row, table=True):
    """What one body owes where it differs from the office's table: `times` in each `every`, or nothing (`owed` 0)."""

    __tablename__ = "body_cadence"
    __table_args__ = (UniqueConstraint("body_id", "kind"),)

    id: int = Field(primary_key=True)
    body_id: int = Field(foreign_key="party_body.id")
    kind: str
    every: str
    times: int
    owed: bool = True
