"""A request (诉求) from the day it is taken down to the return visit: drafts, steps, rounds, whistles, and what forms
offer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class State(StrEnum):
    """How far a request has come."""

    RECEIVED = "受理"
    ASSIGNED = "分办"
    WHISTLED = "吹哨"
    HANDLING = "办理"
    CLOSED = "办结"
    VISITED = "回访"


OPEN_STATES = (State.RECEIVED, State.ASSIGNED, State.WHISTLED, State.HANDLING)


class Verb(StrEnum):
    """A step of its life. Which follows which stands in resources/rules/request_steps.csv."""

    RECEIVE = "receive"
    ASSIGN = "assign"
    WHISTLE = "whistle"
    REPORT_IN = "report_in"
    ANSWER = "answer"
    CALL_OFF = "call_off"
    HANDLE = "handle"
    AGREE = "agree"
    REGRADE = "regrade"
    PAUSE = "pause"
    RESUME = "resume"
    CLOSE = "close"
    VISIT = "visit"
    REOPEN = "reopen"
    NOTE = "note"


@dataclass(frozen=True)
class RequestDraft:
    """A request as it is taken down. `category` and `grade` None: proposed from the words.

    `household_id` None: an unknown voice, or a place without a door (`address` in words). `grid` None: the household's.
    `number` None: the office's own next one. `origin`: where it comes from, such as ('visit_need', 12).
    `agreed_on`: the day that was agreed on (特定). `received_time` 'HH:MM' or ''.
    """

    received_on: date
    channel: str
    words: str
    category: str | None = None
    grade: str | None = None
    household_id: int | None = None
    resident_id: int | None = None
    caller: str = ""
    phone: str = ""
    address: str = ""
    grid: str | None = None
    origin: tuple[str, int] | None = None
    number: str | None = None
    received_time: str = ""
    agreed_on: date | None = None


@dataclass(frozen=True)
class StepDraft:
    """One step. `on` None: today. `departments`: to whom it is assigned, who is whistled for, who reports or answers.

    `outcome` for 办结, `satisfaction` for 回访, `grade` for 调整分级, `agreed_on` for 约定期限; `words` are the why of
    an outcome that needs one.
    """

    verb: Verb
    on: date | None = None
    time: str = ""
    who: str = ""
    words: str = ""
    departments: tuple[str, ...] = ()
    outcome: str = ""
    satisfaction: str = ""
    grade: str = ""
    agreed_on: date | None = None


@dataclass(frozen=True)
class Step:
    """One step as it stands. `on` None: a ledger taken in does not say when. `letter`: the whistle's number.

    `days`: the limit in working days that a receipt, a new grade or a reopening brought, as the rule stood that day;
    None by agreement. `stops`: the clock stands still from this pause (or whistle) on, by the rule of that day.
    """

    id: int
    verb: Verb
    on: date | None
    time: str = ""
    who: str = ""
    words: str = ""
    department: str = ""
    letter: str = ""
    outcome: str = ""
    satisfaction: str = ""
    grade: str = ""
    agreed_on: date | None = None
    days: int | None = None
    stops: bool = False


@dataclass(frozen=True)
class Round:
    """One handling of a request."""

    round: int
    opened_on: date
    due_on: date | None = None
    closed: bool = False
    closed_on: date | None = None
    outcome: str = ""
    satisfaction: str = ""
    visited_on: date | None = None

    @property
    def late(self) -> bool:
        """Closed after its limit. One that is still open is late by the day it is looked at."""
        return self.closed and self.due_on is not None and self.closed_on is not None and self.closed_on > self.due_on


@dataclass(frozen=True)
class Whistle:
    """吹哨 to one department. `id` is the row's (0 while it is not stored)."""

    id: int
    round: int
    letter: str
    department: str
    blown_on: date | None
    reported_on: date | None = None
    answered: bool = False
    answered_on: date | None = None
    called_off: bool = False

    @property
    def waiting(self) -> bool:
        return not self.answered and not self.called_off


@dataclass(frozen=True)
class Life:
    """What follows from the steps of a request. `days`: its limit in working days, None by agreement."""

    state: State
    grade: str
    rounds: tuple[Round, ...]
    whistles: tuple[Whistle, ...] = ()
    handler: str = ""
    stopped: bool = False
    agreed_on: date | None = None
    days: int | None = None
    paused: bool = False

    @property
    def now(self) -> Round:
        return self.rounds[-1]

    @property
    def waiting(self) -> tuple[Whistle, ...]:
        return tuple(one for one in self.whistles if one.waiting and one.round == self.now.round)


@dataclass(frozen=True)
class Missing:
    """A step and why it cannot be taken now; '' when it can."""

    verb: Verb
    title: str
    why: str
    needs: tuple[str, ...]
    optional: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """What the words suggest. '' where they suggest nothing; `because`: the keywords that were met."""

    category: str = ""
    grade: str = ""
    department: str = ""
    because: tuple[str, ...] = ()


@dataclass(frozen=True)
class GradeLimit:
    """A grade, its way of handling, and its limit in working days; None: by agreement."""

    grade: str
    way: str
    days: int | None


@dataclass(frozen=True)
class Choices:
    """What the forms offer. `departments` are those that exist today."""

    channels: tuple[str, ...]
    categories: tuple[str, ...]
    grades: tuple[GradeLimit, ...]
    departments: tuple[str, ...]
    outcomes: tuple[str, ...]
    satisfactions: tuple[str, ...]


@dataclass(frozen=True)
class Department:
    """A department that can be whistled for. `own`: the office added or changed it."""

    name: str
    duty: str = ""
    dissolved_on: date | None = None
    note: str = ""
    own: bool = False
