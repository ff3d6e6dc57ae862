"""组织生活: meetings from plan to signed minutes.

Drafts come in from forms and ledgers and are checked by `app.rules.meeting_drafts`; rows are what a reader of the store
gets. Times are 'HH:MM' or ''. Ranks begin at 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.models.changes import HistoryEntry
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
class Said:
    """Numbers that were written down without names: of an old ledger, or of a meeting without a roster."""

    should: int | None = None
    came: int | None = None
    voters: int | None = None
    voters_came: int | None = None


@dataclass(frozen=True)
class AgendaDraft:
    title: str
    reporter: str = ""
    words: str = ""
    id: int | None = None


@dataclass(frozen=True)
class SpeechDraft:
    """`agenda`: place (from 1) of the item it belongs to in the same draft; 0 for none."""

    speaker: str
    gist: str
    dissent: bool = False
    agenda: int = 0
    id: int | None = None


@dataclass(frozen=True)
class ResolutionDraft:
    """`occasion` '': agreed without a vote. `eligible`, `attended` None: the meeting's own numbers."""

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
    agenda: int = 0
    id: int | None = None


@dataclass(frozen=True)
class ActionDraft:
    words: str
    owner: str = ""
    due_on: date | None = None
    id: int | None = None


@dataclass(frozen=True)
class PersonDraft:
    """Somebody at a meeting who is not there by the roster: a guest, or somebody invited."""

    name: str
    role: Role = Role.GUEST
    state: Came = Came.PRESENT
    reason: str = ""
    post: str = ""
    member_id: int | None = None


@dataclass(frozen=True)
class MeetingDraft:
    """The head of a meeting. `body_id` None: the first branch. `stands_for`: the period it makes up for (补开).

    `ordinal` None: the next of its kind in the year. `said` is for meetings without names. `agenda` and `invited` count
    when it is new.
    """

    kind: str
    held_on: date
    body_id: int | None = None
    starts: str = ""
    ends: str = ""
    place: str = ""
    chair: str = ""
    recorder: str = ""
    topic: str = ""
    stands_for: str = ""
    words: str = ""
    ordinal: int | None = None
    said: Said | None = None
    agenda: tuple[AgendaDraft, ...] = ()
    invited: tuple[PersonDraft, ...] = ()


@dataclass(frozen=True)
class MinutesDraft:
    """What was dealt with, whole, as the form has it; what it no longer names is removed."""

    agenda: tuple[AgendaDraft, ...] = ()
    speeches: tuple[SpeechDraft, ...] = ()
    resolutions: tuple[ResolutionDraft, ...] = ()
    actions: tuple[ActionDraft, ...] = ()
    words: str = ""


@dataclass(frozen=True)
class Mark:
    """Whether somebody came, by the id of their line."""

    attendance_id: int
    state: Came
    reason: str = ""


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


@dataclass(frozen=True)
class Move:
    """A step of its life, and why it cannot be taken now; '' when it can."""

    verb: str
    title: str
    why: str = ""


@dataclass(frozen=True)
class MeetingCard:
    """All that is known of one meeting. `draft`: its head, to fill a form. `carried`: open items of earlier meetings of
    the series. `findings`: what does not fit, in sentences. `moves`: hold, check, send_back, sign, correct."""

    line: MeetingLine
    draft: MeetingDraft
    attendance: tuple[Attendance, ...]
    agenda: tuple[Agenda, ...]
    speeches: tuple[Speech, ...]
    resolutions: tuple[Resolution, ...]
    actions: tuple[Action, ...]
    carried: tuple[Action, ...]
    corrections: tuple[Correction, ...]
    attachments: tuple[Attachment, ...]
    findings: tuple[str, ...]
    moves: tuple[Move, ...]
    matters: tuple[tuple[int, str], ...] = ()
    history: tuple[HistoryEntry, ...] = ()
    signed_on: date | None = None

    @property
    def locked(self) -> bool:
        return self.line.state is State.SIGNED

    @property
    def minutes(self) -> MinutesDraft:
        """Its contents as a form has them."""
        return MinutesDraft(
            agenda=tuple(AgendaDraft(item.title, item.reporter, item.words, item.id) for item in self.agenda),
            speeches=tuple(
                SpeechDraft(item.speaker, item.gist, item.dissent, item.agenda, item.id) for item in self.speeches
            ),
            resolutions=tuple(_as_draft(item) for item in self.resolutions),
            actions=tuple(ActionDraft(item.words, item.owner, item.due_on, item.id) for item in self.actions),
            words=self.draft.words,
        )


def _as_draft(item: Resolution) -> ResolutionDraft:
    count = item.count
    return ResolutionDraft(
        item.words, item.occasion, count.in_favour, count.against, count.abstained, item.eligible, item.attended,
        count.area_total, count.area_joined, count.area_for, item.agenda, item.id,
    )  # fmt: skip


@dataclass(frozen=True)
class MeetingChoices:
    """What the forms offer: kinds, occasions of votes (key, title), places, chairs and recorders used before."""

    kinds: tuple[MeetingKind, ...]
    occasions: tuple[tuple[str, str], ...]
    places: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
