"""组织生活: meetings, who came, what was said, resolved and charged, as a reader of the store gets them.

What forms and ledgers bring in is `meeting_drafts`, the whole of one meeting `meeting_cards`. Times are 'HH:MM' or ''.
Ranks begin at 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.models.figures import Figure
from app.models.quorum import Count, Ruling
from app.models.roster import Scope


class State(StrEnum):
    """How far a meeting has come. From SIGNED on it is locked: corrections are appended."""

    PLANNED = "计划"
    DRAFT = "草稿"
    CHECKED = "已核对"
    SIGNED = "已签字"


HELD_STATES = (State.DRAFT, State.CHECKED, State.SIGNED)


class Came(StrEnum):
    """Whether somebody came. Not recorded is not absent."""

    PRESENT = "出席"
    EXCUSED = "请假"
    ABSENT = "缺席"
    UNKNOWN = "未登记"


class Role(StrEnum):
    SHOULD = "应到"
    GUEST = "列席"


@dataclass(frozen=True)
class MeetingKind:
    """A row of the table of kinds. `occasion`: the row of the quorum table its votes go by, '' when it takes none.

    `short`: as it is said (支委会). `report`: the section of the monthly report it is counted in.
    """

    kind: str
    short: str
    scope: Scope
    occasion: str
    report: str
    source: str


@dataclass(frozen=True)
class Attendance:
    """One line of the attendance table."""

    id: int
    member_id: int | None
    name: str
    role: Role
    state: Came
    reason: str = ""
    votes: bool = False
    post: str = ""


@dataclass(frozen=True)
class Agenda:
    id: int
    rank: int
    title: str
    reporter: str = ""
    words: str = ""


@dataclass(frozen=True)
class Speech:
    id: int
    rank: int
    speaker: str
    gist: str
    dissent: bool = False
    agenda: int = 0


@dataclass(frozen=True)
class Resolution:
    """A resolution with what the quorum table says of its vote."""

    id: int
    rank: int
    words: str
    occasion: str
    count: Count
    ruling: Ruling | None
    agenda: int = 0
    eligible: int | None = None
    attended: int | None = None


@dataclass(frozen=True)
class ActionNote:
    """What was said of an open item. `meeting_id` None: between meetings."""

    id: int
    noted_on: date
    words: str
    closes: bool
    meeting_id: int | None = None
    meeting_title: str = ""


@dataclass(frozen=True)
class Action:
    """待办. `origin`: the meeting it began in, in words. `late`: open past its day as of the day it was asked for."""

    id: int
    meeting_id: int
    origin: str
    opened_on: date
    words: str
    owner: str
    due_on: date | None
    closed_on: date | None
    late: bool = False
    notes: tuple[ActionNote, ...] = ()


@dataclass(frozen=True)
class ActionQuery:
    """`open_only`, `late` as of `as_of` (None: today). `ids`: behind a figure."""

    open_only: bool = True
    late: bool = False
    text: str = ""
    body_id: int | None = None
    ids: frozenset[int] | None = None
    as_of: date | None = None
    offset: int = 0
    limit: int = 200


@dataclass(frozen=True)
class ActionPage:
    rows: tuple[Action, ...]
    total: int


@dataclass(frozen=True)
class Correction:
    id: int
    made_on: date
    who: str
    words: str


@dataclass(frozen=True)
class Attachment:
    """`kind`: pdf, jpg, png, docx and the like, by what the file is."""

    id: int
    name: str
    kind: str
    size: int
    sha256: str
    added_on: date
    note: str = ""


@dataclass(frozen=True)
class MeetingLine:
    """One line of the list. `title`: 2026年第3次支部委员会会议; without an ordinal the kind alone."""

    id: int
    kind: str
    body_id: int
    body_name: str
    scope: Scope
    title: str
    state: State
    held_on: date
    starts: str
    ends: str
    ordinal: int
    topic: str
    place: str
    chair: str
    recorder: str
    stands_for: str
    should: int
    came: int
    excused: int
    absent: int
    unrecorded: int
    voters: int
    voters_came: int
    open_actions: int = 0
    attachments: int = 0
    corrections: int = 0
    by_name: bool = True  # False: the numbers are those of a ledger

    @property
    def attendance(self) -> Figure:
        """Came of should."""
        return Figure(f"meeting.{self.id}.attendance", "出席率", self.came, self.should, of="meetings", ids=(self.id,))


@dataclass(frozen=True)
class MeetingPage:
    rows: tuple[MeetingLine, ...]
    total: int


@dataclass(frozen=True)
class MeetingQuery:
    """What a list shows. `kinds`, `states` empty: all. `days`: first and last. `made_up`: only 补开. `text`: topic,
    place, persons, agenda, resolutions. `sort`: day, kind, state or rate."""

    text: str = ""
    kinds: frozenset[str] = frozenset()
    states: frozenset[State] = frozenset()
    body_id: int | None = None
    member_id: int | None = None
    days: tuple[date | None, date | None] = (None, None)
    ids: frozenset[int] | None = None
    made_up: bool = False
    sort: str = "day"
    descending: bool = True
    offset: int = 0
    limit: int = 200
