"""会议记录: what is printed of a meeting. Frozen when it is signed; blanks print as blanks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class AbsentFact:
    name: str
    state: str
    reason: str = ""


@dataclass(frozen=True)
class PersonFact:
    """A line of the attendance table. `came`: 出席, 请假, 缺席 or 未登记."""

    name: str
    post: str
    came: str
    reason: str = ""
    votes: bool = False


@dataclass(frozen=True)
class ItemFact:
    """议题 with what was reported and said on it, each speech as (speaker, gist, dissent)."""

    title: str
    reporter: str = ""
    words: str = ""
    speeches: tuple[tuple[str, str, bool], ...] = ()


@dataclass(frozen=True)
class ResolutionFact:
    words: str
    sentence: str = ""
    source: str = ""


@dataclass(frozen=True)
class ActionFact:
    """`origin` '' for one that began in this meeting; `said`: what was reported of it here."""

    words: str
    owner: str = ""
    due_on: date | None = None
    origin: str = ""
    said: str = ""
    closed_on: date | None = None


@dataclass(frozen=True)
class MinutesFacts:
    """Everything that the minutes say."""

    organisation: str
    body: str
    title: str
    kind: str
    held_on: date
    starts: str = ""
    ends: str = ""
    place: str = ""
    chair: str = ""
    recorder: str = ""
    topic: str = ""
    words: str = ""
    made_up_for: str = ""
    should: int | None = None
    came: int | None = None
    voters: int | None = None
    voters_came: int | None = None
    people: tuple[PersonFact, ...] = ()
    guests: tuple[PersonFact, ...] = ()
    absent: tuple[AbsentFact, ...] = ()
    unrecorded: tuple[str, ...] = ()
    items: tuple[ItemFact, ...] = ()
    speeches: tuple[tuple[str, str, bool], ...] = ()
    resolutions: tuple[ResolutionFact, ...] = ()
    actions: tuple[ActionFact, ...] = ()
    carried: tuple[ActionFact, ...] = ()
    corrections: tuple[tuple[date, str, str], ...] = ()
    attachments: tuple[str, ...] = ()
    state: str = ""
    signed_on: date | None = None
