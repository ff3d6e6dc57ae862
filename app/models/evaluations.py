"""三级评价: what residents, the branch and the committee think of a volunteer in a period, each out of 100."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Level:
    """居民, 支部 or 党委, and how much its score counts beside the others'."""

    level: str
    weight: int
    source: str = ""


@dataclass(frozen=True)
class Grade:
    """优秀 from 90, and so on down."""

    grade: str
    from_score: int
    source: str = ""


@dataclass(frozen=True)
class EvaluationLaw:
    levels: tuple[Level, ...]
    grades: tuple[Grade, ...]


@dataclass(frozen=True)
class EvaluationDraft:
    """One score. `score` None takes back what was there."""

    volunteer_id: int
    level: str
    score: int | None
    words: str = ""
    given_by: str = ""


@dataclass(frozen=True)
class Evaluation:
    """A volunteer in a period: scores by level, those that are there. `total` in tenths of a point, once all levels
    have given theirs; `grade` goes with it. `words`: what was said, by level."""

    volunteer_id: int
    name: str
    team: str
    scores: Mapping[str, int]
    words: Mapping[str, str]
    total: int | None
    grade: str
    missing: tuple[str, ...]
    given_on: date | None = None

    @property
    def total_words(self) -> str:
        """92.5; '' while a level is missing."""
        return "" if self.total is None else f"{self.total // 10}.{self.total % 10}"


@dataclass(frozen=True)
class EvaluationTable:
    """Everybody who serves in the period, by pinyin. `period`: '2026-10', '2026-Q3' or '2026'."""

    period: str
    title: str
    law: EvaluationLaw
    rows: tuple[Evaluation, ...]
