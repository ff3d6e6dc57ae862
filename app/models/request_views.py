"""Requests as pages show them, telephones masked: lists, the board, the day, the card of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.models.changes import HistoryEntry
from app.models.request_life import OPEN_STATES, Life, Missing, RequestDraft, State, Step


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
    wishes: tuple[tuple[int, str], ...] = ()  # (id, number) of what it was turned into
    matters: tuple[tuple[int, str], ...] = ()  # (id, number and title) of what was taken up for deliberation from it
    history: tuple[HistoryEntry, ...] = ()
    weekends_only: tuple[int, ...] = ()
