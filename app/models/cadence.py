"""应召开: what each body owes in a period, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.models.roster import Scope


class Every(StrEnum):
    WEEK = "周"
    MONTH = "月"
    QUARTER = "季度"
    HALF = "半年"
    YEAR = "年"


class CellState(StrEnum):
    """What became of one thing owed. HELD in time; MADE_UP 补开; OVERDUE the period is over; DUE it runs and nothing is
    planned; PLANNED a day is set; COMING the period has not begun; NOT_OWED nothing was owed (yet)."""

    HELD = "已召开"
    MADE_UP = "已补开"
    OVERDUE = "逾期未召开"
    DUE = "待召开"
    PLANNED = "已计划"
    COMING = "未到"
    NOT_OWED = "不要求"


@dataclass(frozen=True)
class Duty:
    """A row of the cadence table as it holds for one body: `times` of `kind` in each `every`.

    `by_default_in`: months (1 to 12) in which it is by custom held, for planning. `owed` False: not asked for.
    """

    kind: str
    scope: Scope
    every: Every
    times: int
    owed: bool
    source: str
    body_id: int
    body_name: str
    by_default_in: tuple[int, ...] = ()
    own: bool = False


@dataclass(frozen=True)
class Period:
    """A week, month, quarter, half or year. `key`: 2026-07, 2026-Q3, 2026-H2, 2026, 2026-W31; ISO weeks."""

    key: str
    every: Every
    first: date
    last: date

    @property
    def title(self) -> str:
        """2026年7月, 2026年第三季度, 2026年下半年, 2026年, 2026年第31周."""
        year, _, part = self.key.partition("-")
        if self.every is Every.MONTH:
            return f"{year}年{int(part)}月"
        if self.every is Every.QUARTER:
            return f"{year}年第{'一二三四'[int(part[1]) - 1]}季度"
        if self.every is Every.HALF:
            return f"{year}年{'上' if part == 'H1' else '下'}半年"
        return f"{year}年第{int(part[1:])}周" if self.every is Every.WEEK else f"{year}年"


@dataclass(frozen=True)
class Occurrence:
    """A meeting as the cadence sees it: no more than it needs."""

    id: int
    kind: str
    body_id: int
    day: date
    planned: bool
    stands_for: str = ""


@dataclass(frozen=True)
class Cell:
    """One period of one duty: of `times` owed, `held` in it and `late` made up afterwards. `ids`: the meetings that
    count for it, planned ones too. `over`: the period had ended."""

    period: Period
    state: CellState
    times: int
    held: int
    late: int
    over: bool
    ids: tuple[int, ...] = ()
    planned_on: date | None = None

    @property
    def missing(self) -> int:
        return max(self.times - self.held - self.late, 0)


@dataclass(frozen=True)
class DutyLine:
    """A year of one duty: a cell a period."""

    duty: Duty
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class YearGlance:
    """A year: a line for each duty, and the kinds that were held without being owed (`extra`: kind -> meeting ids)."""

    year: int
    as_of: date
    lines: tuple[DutyLine, ...]
    extra: tuple[tuple[str, int, tuple[int, ...]], ...] = ()  # (kind, body id, meeting ids)


@dataclass(frozen=True)
class DueItem:
    """Something to be held: what, whose, by when. `late`: the period is over. `planned_on`: a day is set."""

    kind: str
    body_id: int
    body_name: str
    period: Period
    state: CellState
    missing: int
    planned_on: date | None = None
    meeting_id: int | None = None

    @property
    def late(self) -> bool:
        return self.state is CellState.OVERDUE


@dataclass(frozen=True)
class Recurrence:
    """固定日: `day_rule` D5 (the 5th), L1 (the last day), W1-6 (the first Saturday), WL-5 (the last Friday), E7 (each
    Sunday)."""

    id: int
    body_id: int
    kind: str
    day_rule: str
    starts: str = ""
    place: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class RecurrenceDraft:
    kind: str
    day_rule: str
    body_id: int | None = None
    starts: str = ""
    place: str = ""
    since: date | None = None
    until: date | None = None
