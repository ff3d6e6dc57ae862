"""The desk of a month's report: what is missing or odd, what people write, what their records suggest."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.models.figures import Figure, MonthlyFacts
from app.models.reports import IssuedReport, ReportWords


class Level(StrEnum):
    """MISSING: the report would be short of something; ODD: it may be right, and wants a look."""

    MISSING = "缺"
    ODD = "疑"


@dataclass(frozen=True)
class MonthCheck:
    """One thing to mend or to look at. `words` says what it is, `hint` what to do.

    `figure` opens the records it is about; where there are none, `page` and `part` name where it is mended.
    """

    key: str
    level: Level
    words: str
    hint: str
    figure: Figure | None = None
    page: str = ""
    part: str = ""


class Part(StrEnum):
    """Which of the two sections of words."""

    KEY_WORK = "重点工作"
    NEXT_PLAN = "下月计划"


@dataclass(frozen=True)
class Suggestion:
    """A line that a record gives, without names or numbers of people; `source` says which record."""

    part: Part
    words: str
    source: str


@dataclass(frozen=True)
class ReportChoices:
    """How this office hands its report in: with a title page, with which ledgers behind it (keys of the binder)."""

    cover: bool = False
    attached: tuple[str, ...] = ()


@dataclass(frozen=True)
class MonthDesk:
    """All that the page of a month shows; `words` as they were kept, `reports` the register, the newest first."""

    facts: MonthlyFacts
    checks: tuple[MonthCheck, ...]
    words: ReportWords
    suggestions: tuple[Suggestion, ...]
    choices: ReportChoices
    reports: tuple[IssuedReport, ...]
