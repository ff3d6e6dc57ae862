"""志愿服务时长: sessions as they were, who served in them and how long, and what was put right later.

Days and texts as in the store: times are 'HH:MM' or '', minutes are of actual service, travel excluded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class SessionDraft:
    """场次: what was served on one day. `shift_id` or `activity_id` where it comes from the roster or an activity.

    `leader`: 活动负责人, `recorder`: 记录人. `closed_on`: an old ledger's session is closed from the start.
    `source`: the file it was taken from, '' where it was signed in here.
    """

    day: date
    title: str
    starts: str = ""
    ends: str = ""
    place: str = ""
    team_id: int | None = None
    activity_id: int | None = None
    shift_id: int | None = None
    leader: str = ""
    recorder: str = ""
    words: str = ""
    source: str = ""
    closed_on: date | None = None


@dataclass(frozen=True)
class RecordDraft:
    """服务记录: one volunteer in a session. `content`: what this one did, '' for what the session was."""

    volunteer_id: int
    minutes: int
    starts: str = ""
    ends: str = ""
    content: str = ""


@dataclass(frozen=True)
class SignLine:
    """A line of the sign-in table as it was filled in: whoever came. Times '' and minutes None are the session's.

    `record_id`: the record it was until now, None for a new one.
    """

    volunteer_id: int
    starts: str = ""
    ends: str = ""
    minutes: int | None = None
    content: str = ""
    record_id: int | None = None


@dataclass(frozen=True)
class CorrectionDraft:
    """更正 of a record of a closed session; `minutes` 0: there was no service. Times None stay as they are."""

    record_id: int
    minutes: int
    reason: str
    asked_by: str = ""
    starts: str | None = None
    ends: str | None = None


@dataclass(frozen=True)
class SessionLine:
    """A session in a list: `heads` different volunteers, `minutes` of all of them."""

    id: int
    day: date
    title: str
    starts: str
    ends: str
    place: str
    team: str
    heads: int
    minutes: int
    corrections: int
    closed_on: date | None
    source: str = ""

    @property
    def open(self) -> bool:
        return self.closed_on is None


@dataclass(frozen=True)
class SessionQuery:
    """Which sessions; all of what is given must hold. `words` is found in title, place or team."""

    since: date | None = None
    until: date | None = None
    words: str = ""
    team_id: int | None = None
    open_only: bool = False
    ids: frozenset[int] | None = None
    volunteer_id: int | None = None
    limit: int = 500
    offset: int = 0


@dataclass(frozen=True)
class SessionPage:
    """The newest first, and what all that were found come to."""

    lines: tuple[SessionLine, ...]
    total: int
    person_times: int
    minutes: int


@dataclass(frozen=True)
class Correction:
    """更正: who asked, when, why, and the minutes before and after."""

    id: int
    record_id: int
    asked_on: date
    asked_by: str
    before: int
    after: int
    reason: str


@dataclass(frozen=True)
class ServiceRecord:
    """One volunteer's service. `minutes` as corrected last."""

    id: int
    session_id: int
    volunteer_id: int
    name: str
    team: str
    day: date
    title: str
    place: str
    starts: str
    ends: str
    minutes: int
    content: str
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True)
class Proposed:
    """Somebody who may sign in: on duty, a member of the team, or walked in. `phone` is masked."""

    volunteer_id: int
    name: str
    team: str = ""
    phone: str = ""
    skill: str = ""


@dataclass(frozen=True)
class SessionCard:
    """A session to be looked at: `expected` are those on duty of whom nothing was signed in."""

    id: int
    draft: SessionDraft
    line: SessionLine
    records: tuple[ServiceRecord, ...]
    expected: tuple[Proposed, ...] = ()


@dataclass(frozen=True)
class Unsigned:
    """A shift whose day has come and for which nobody was signed in."""

    shift_id: int
    day: date
    title: str
    starts: str
    ends: str
    place: str
    heads: int
    on_duty: int
