"""红色账户: points as they are entered, what their caps leave of them, a volunteer's ledger, and the ranking.

Points are whole numbers. A reversal (冲销) stands beside what it takes back, with the points the other way round.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Unit(StrEnum):
    """What the points of a kind are given for."""

    TIMES = "每次"
    HOURS = "每小时"
    ONCE = "一次"


class Span(StrEnum):
    """What a ranking is by."""

    MONTH = "本月"
    YEAR = "本年"
    TOTAL = "累计"


@dataclass(frozen=True)
class PointKind:
    """A row of the rule table, the office's own values in it. `cap`: at most so many points a person and year."""

    kind: str
    unit: Unit
    points: int
    cap: int
    evidence: bool
    source: str

    @property
    def words(self) -> str:
        """每次 2 分,每年最多 120 分."""
        return f"{self.unit.value} {self.points} 分,每年最多 {self.cap} 分"


@dataclass(frozen=True)
class PointsDraft:
    """Points for one or many people: (volunteer id, how many times or hours). `sure`: entered though the same kind
    stands on that day already. `minutes`, by volunteer, say the hours of a session."""

    day: date
    kind: str
    people: tuple[tuple[int, int], ...]
    evidence: str = ""
    reason: str = ""
    entered_by: str = ""
    session_id: int | None = None
    sure: bool = False


@dataclass(frozen=True)
class Award:
    """What one person is given: `asked` by the rule, `points` after the cap, of which `room` was left this year.

    `why`: what keeps this person from being given any; '' when nothing does. `twice`: the same stands there already.
    """

    volunteer_id: int
    name: str
    team: str
    count: int
    asked: int
    points: int
    room: int
    why: str = ""
    twice: bool = False

    @property
    def said(self) -> str:
        """要记 6 分,今年这一项还能记 2 分,记 2 分."""
        if self.why:
            return self.why
        if self.points < self.asked:
            left = f"今年这一项还能记 {self.room} 分" if self.room else "今年这一项已到上限"
            return f"要记 {self.asked} 分,{left},记 {self.points} 分"
        return "这天已经记过同一项,请核对是不是记重了" if self.twice else ""


@dataclass(frozen=True)
class Awards:
    """What a draft comes to, before it is entered."""

    kind: PointKind
    awards: tuple[Award, ...]

    @property
    def asked(self) -> int:
        return sum(one.asked for one in self.awards)

    @property
    def points(self) -> int:
        return sum(one.points for one in self.awards)

    @property
    def cut(self) -> tuple[Award, ...]:
        return tuple(one for one in self.awards if not one.why and one.points < one.asked)

    @property
    def refused(self) -> tuple[Award, ...]:
        return tuple(one for one in self.awards if one.why)

    @property
    def said(self) -> str:
        """30 人,应记 60 分,按每年上限实记 56 分(2 人到了上限)."""
        told = f"{len(self.awards)} 人,共 {self.points} 分"
        if self.cut:
            told = f"{len(self.awards)} 人,应记 {self.asked} 分,按每年上限实记 {self.points} 分"
            told += f"({len(self.cut)} 人到了上限)"
        return told


@dataclass(frozen=True)
class PointEntry:
    """A line of a ledger. `reverses_id`: it takes that entry back; `reversed_by`: it was taken back by that one."""

    id: int
    volunteer_id: int
    name: str
    day: date
    kind: str
    points: int
    asked: int
    reason: str
    evidence: str
    entered_by: str
    entered_on: date
    reverses_id: int | None = None
    reversed_by: int | None = None
    session_id: int | None = None
    session: str = ""

    @property
    def can_be_reversed(self) -> bool:
        return self.reverses_id is None and self.reversed_by is None


@dataclass(frozen=True)
class Sums:
    """Points of one volunteer: in the month, from January to its end, and in all until its end."""

    month: int = 0
    year: int = 0
    total: int = 0

    def of(self, span: Span) -> int:
        if span is Span.MONTH:
            return self.month
        return self.year if span is Span.YEAR else self.total


@dataclass(frozen=True)
class Star:
    """星级 that is reached with so many points in all."""

    stars: int
    title: str
    points: int
    source: str = ""


@dataclass(frozen=True)
class Standing:
    """A line of the ranking; who has the same points has the same place. `score`: the evaluation of the span, in
    tenths, None where it is not complete. `left`: no longer serves."""

    place: int
    volunteer_id: int
    name: str
    team: str
    sums: Sums
    star: Star | None
    sort: str = ""
    score: int | None = None
    grade: str = ""
    left: bool = False


@dataclass(frozen=True)
class Ranking:
    """`others`: volunteers who have no points in the span and are not listed."""

    year: int
    month: int
    span: Span
    rows: tuple[Standing, ...]
    others: int = 0


@dataclass(frozen=True)
class PointLedger:
    """One volunteer's account: entries the newest first; `room`: what each kind still leaves this year."""

    volunteer_id: int
    name: str
    team: str
    sums: Sums
    star: Star | None
    next_star: Star | None
    entries: tuple[PointEntry, ...]
    room: Mapping[str, int]


@dataclass(frozen=True)
class SessionToAward:
    """A session of which some have no points yet: (volunteer id, name, team, minutes)."""

    session_id: int
    day: date
    title: str
    place: str
    people: tuple[tuple[int, str, str, int], ...]
    given: int = 0


@dataclass(frozen=True)
class BoardWish:
    """What an honour board shows: everybody down to `places`, whole names only where `whole` says that they agreed.
    `paper` A4 or A3, upright."""

    year: int
    month: int
    span: Span = Span.MONTH
    places: int = 10
    whole: bool = False
    paper: str = "A4"
