"""What a ledger of meetings or a list of members says, and what would happen if it were taken in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.models.importing import Fate, PlannedRow, RowError
from app.models.meeting_drafts import Said
from app.models.meetings import Came


@dataclass(frozen=True)
class StagedPerson:
    """Somebody a cell names as absent or present."""

    name: str
    state: Came
    reason: str = ""


@dataclass(frozen=True)
class StagedVote:
    in_favour: int | None = None
    against: int | None = None
    abstained: int | None = None


@dataclass(frozen=True)
class StagedMeeting:
    """One row as understood. None and () are 'not stated': they never overwrite.

    `group`: as the ledger names it, '' where it does not. `vote_words`: what the vote's cell says beyond its numbers.
    """

    sheet: str
    row: int
    kind: str
    held_on: date
    group: str = ""
    starts: str | None = None
    ends: str | None = None
    place: str | None = None
    chair: str | None = None
    recorder: str | None = None
    topic: str | None = None
    said: Said = field(default_factory=Said)
    people: tuple[StagedPerson, ...] = ()
    guests: tuple[str, ...] = ()
    agenda: tuple[str, ...] = ()
    words: str | None = None
    resolutions: tuple[str, ...] = ()
    vote: StagedVote | None = None
    stands_for: str = ""
    warnings: tuple[str, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class MeetingStaging:
    """A whole workbook, understood. `failed`: rows that cannot be taken in; `notes` are for the page."""

    source: str
    meetings: tuple[StagedMeeting, ...]
    failed: tuple[PlannedRow, ...]
    errors: tuple[RowError, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class KnownMeeting:
    """A meeting as the store has it, as far as a ledger can speak of it."""

    id: int
    kind: str
    body_id: int
    held_on: date
    starts: str
    ends: str
    place: str
    chair: str
    recorder: str
    topic: str
    words: str
    stands_for: str
    said: Said
    signed: bool
    planned: bool
    people: Mapping[str, tuple[str, str]]  # name -> (state, reason)
    agenda: tuple[str, ...]
    resolutions: tuple[tuple[str, int | None, int | None, int | None], ...]


@dataclass(frozen=True)
class MeetingOp:
    """Write one meeting. `meeting_id` None is a new one; of one that is there `facts` are the columns that change and
    `parts` ('people', 'agenda', 'resolutions') what is written anew of `staged`."""

    meeting_id: int | None
    body_id: int | None
    staged: StagedMeeting
    facts: Mapping[str, str | int | None] = field(default_factory=dict)
    parts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class MeetingPlan:
    """Everything an import would do. Accepting it writes `operations` in one change with one undo.

    `rows`: `door` is the kind, `name` the day. `notes` are for the page.
    """

    source: str
    rows: tuple[PlannedRow, ...]
    errors: tuple[RowError, ...]
    operations: tuple[MeetingOp, ...]
    notes: tuple[str, ...] = ()

    def count(self, fate: Fate) -> int:
        return sum(row.fate is fate for row in self.rows)


@dataclass(frozen=True)
class StagedMember:
    """One row of a member list as understood. None: not stated."""

    sheet: str
    row: int
    name: str
    id_number: str = ""
    sex: str | None = None
    birth: date | None = None
    phone: str | None = None
    joined_party: date | None = None
    full_on: date | None = None
    probationary: bool | None = None
    watched: bool = False
    posts: tuple[str, ...] = ()
    post_since: date | None = None
    group: str | None = None
    branch: str | None = None
    since: date | None = None
    from_where: str | None = None
    until: date | None = None
    note: str | None = None
    warnings: tuple[str, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class MemberStaging:
    source: str
    members: tuple[StagedMember, ...]
    failed: tuple[PlannedRow, ...]
    errors: tuple[RowError, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class KnownPerson:
    """A resident, as far as a list of members can name them."""

    id: int
    name: str
    id_number: str
    birth: date | None


@dataclass(frozen=True)
class MemberOp:
    """Write one member. `member_id` None is a new one. `facts` are the columns that change of one that is there;
    `parts` ('group', 'posts', 'full', 'probation', 'watch', 'until') what of the dated facts begins or ends."""

    member_id: int | None
    staged: StagedMember
    resident_id: int | None = None
    facts: Mapping[str, str | int | None] = field(default_factory=dict)
    parts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class MemberPlan:
    """As `MeetingPlan`. `groups`, `branches`: named in the list and not there yet."""

    source: str
    rows: tuple[PlannedRow, ...]
    errors: tuple[RowError, ...]
    operations: tuple[MemberOp, ...]
    groups: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def count(self, fate: Fate) -> int:
        return sum(row.fate is fate for row in self.rows)
