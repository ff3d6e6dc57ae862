"""What forms and ledgers bring in of a meeting; checked by `app.rules.meeting_drafts`.

Times are 'HH:MM' or ''. Ranks begin at 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.models.meetings import Came, Role


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
