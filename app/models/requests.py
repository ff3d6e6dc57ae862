"""Requests (诉求): a resident's word, from the day it is taken down to the return visit.

Drafts come in from forms and ledgers; rows are what a reader of the store gets, with phones masked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.models.changes import HistoryEntry
from app.models.figures import Figure


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
class RequestRow:
    """One line of a list. `phone` is masked. `late_days`: working days past the limit, 0 in time (or no limit).

    `satisfaction`: 满意, 基本满意, 不满意, 未回访 (closed) or 未办结. `days_left`: working days to the limit, None when
    closed, stopped or without one.
    """

    id: int
    number: str
    received_on: date
    channel: str
    category: str
    words: str
    grade: str
    household_id: int | None
    resident_id: int | None
    door: str
    caller: str
    phone: str
    grid: str
    state: State
    round: int
    due_on: date | None
    stopped: bool
    handler: str
    waiting: int
    closed_on: date | None
    outcome: str
    satisfaction: str
    late_days: int
    days_left: int | None
    late_before: bool = False

    @property
    def late(self) -> bool:
        return self.late_days > 0 or self.late_before

    @property
    def open(self) -> bool:
        return self.state in OPEN_STATES


@dataclass(frozen=True)
class RequestPage:
    """`weekends_only`: years in it for which no holiday table is there (G30): the page says so."""

    rows: tuple[RequestRow, ...]
    total: int
    weekends_only: tuple[int, ...] = ()


@dataclass(frozen=True)
class RequestQuery:
    """What a list shows. `states` empty: all. `text`: words, number, caller, pinyin, phone or any spelling of a door.

    `late`: True only what is past its limit, open or closed late. `ids`: behind a figure, None for all. `days`: first
    and last day of receipt. `sort`: number, received, due, caller, category, grade, grid, state, or id (as taken down).
    """

    text: str = ""
    states: frozenset[State] = frozenset()
    channel: str | None = None
    category: str | None = None
    grade: str | None = None
    grid: str | None = None
    department: str | None = None
    outcome: str | None = None
    satisfaction: str | None = None
    late: bool = False
    household_id: int | None = None
    ids: frozenset[int] | None = None
    days: tuple[date | None, date | None] = (None, None)
    sort: str = "received"
    descending: bool = True
    offset: int = 0
    limit: int = 200


@dataclass(frozen=True)
class BoardColumn:
    """One state of the board: how many in all, how many late, and those shown (the soonest limit first)."""

    state: State
    total: int
    late: int
    rows: tuple[RequestRow, ...]


@dataclass(frozen=True)
class Board:
    columns: tuple[BoardColumn, ...]
    weekends_only: tuple[int, ...] = ()


@dataclass(frozen=True)
class DayList:
    """One list of my day: how many in all and those shown."""

    total: int
    rows: tuple[RequestRow, ...]


@dataclass(frozen=True)
class MyDay:
    """What the day asks for: overdue, due today, waiting for a department, return visits to make."""

    on: date
    overdue: DayList
    due_today: DayList
    waiting: DayList
    visits: DayList
    weekends_only: tuple[int, ...] = ()


@dataclass(frozen=True)
class Missing:
    """A step and why it cannot be taken now; '' when it can."""

    verb: Verb
    title: str
    why: str
    needs: tuple[str, ...]
    optional: tuple[str, ...] = ()


@dataclass(frozen=True)
class RequestCard:
    """All that is known of one request. `phone` is masked; `origin_title` says in words where it comes from.

    `moves`: every step, with why it cannot be taken. `late_words` such as '已超时 3 个工作日'; '' in time.
    """

    row: RequestRow
    draft: RequestDraft
    life: Life
    steps: tuple[Step, ...]
    moves: tuple[Missing, ...]
    late_words: str
    origin_title: str = ""
    mediations: tuple[int, ...] = ()
    history: tuple[HistoryEntry, ...] = ()
    weekends_only: tuple[int, ...] = ()


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


@dataclass(frozen=True)
class RequestFigures:
    """All that is counted of the requests received from `since` to `until`, as things stood at the end of `as_of`.

    Figures carry request ids (of_='requests'). `whistles` and `answers` count letters; their ids are the requests'.
    """

    since: date | None
    until: date
    as_of: date
    received: Figure
    handled: Figure
    open: Figure
    late: Figure
    late_open: Figure
    late_closed: Figure
    whistles: Figure
    answers: Figure
    hard_cases: Figure
    hard_settled: Figure
    disputes: Figure
    disputes_mediated: Figure
    visited: Figure
    satisfied: Figure
    reopened: Figure
    by_channel: Mapping[str, Figure] = field(default_factory=dict)
    by_category: Mapping[str, Figure] = field(default_factory=dict)
    by_grade: Mapping[str, Figure] = field(default_factory=dict)
    by_grid: Mapping[str, Figure] = field(default_factory=dict)
    by_month: Mapping[str, Figure] = field(default_factory=dict)
    by_outcome: Mapping[str, Figure] = field(default_factory=dict)
    by_satisfaction: Mapping[str, Figure] = field(default_factory=dict)
    by_department: Mapping[str, Figure] = field(default_factory=dict)


@dataclass(frozen=True)
class RequestReport:
    """诉求办理 in a monthly report: what was received in the month, and in the year up to its end; as of that day."""

    month: RequestFigures
    year: RequestFigures

    def figures(self) -> list[Figure]:
        """Every figure of the month, then the sums of the year, in the order of the report."""
        month = self.month
        sums = [getattr(part, name) for part in (self.month, self.year) for name in _SUMS]
        return [*sums[: len(_SUMS)], *month.by_channel.values(), *month.by_category.values(), *sums[len(_SUMS) :]]


_SUMS = (
    "received", "handled", "open", "late", "late_open", "late_closed", "whistles", "answers", "hard_cases",
    "hard_settled", "disputes", "disputes_mediated", "visited", "satisfied",
)  # fmt: skip


@dataclass(frozen=True)
class MonthTrend:
    """One month of the trend: received in it, and of those handled, late and satisfied."""

    month: str
    received: Figure
    handled: Figure
    late: Figure
    satisfied: Figure
