"""Votes: what was counted, and what the quorum table makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Verdict(StrEnum):
    PASSED = "通过"
    FAILED = "未通过"
    NOT_QUORATE = "不足法定人数"
    OPEN = "未表决"


@dataclass(frozen=True)
class Threshold:
    """A share that must be reached (以上, the number included) or passed (过半, 超过)."""

    share: Fraction
    included: bool

    def met(self, part: int, whole: int) -> bool:
        """False where there is nothing to take a share of."""
        wanted = self.share * whole
        return whole > 0 and (part >= wanted if self.included else part > wanted)


_SHARES = {
    Fraction(1, 2): "二分之一",
    Fraction(2, 3): "三分之二",
    Fraction(3, 4): "四分之三",
    Fraction(4, 5): "五分之四",
    Fraction(1, 3): "三分之一",
}


def share_name(share: Fraction) -> str:
    """二分之一, 三分之二."""
    return _SHARES.get(share, f"{share.numerator}/{share.denominator}")


@dataclass(frozen=True)
class QuorumRule:
    """One row of the quorum table. `scope`: whose vote it is. `of_attendance`, `of_pass`: what each share is of, in
    words that are printed. `of_eligible`: votes are held against all who should attend, not against those who came."""

    occasion: str
    title: str
    scope: str
    attendance: Threshold
    passing: Threshold
    of_eligible: bool
    of_attendance: str
    of_pass: str
    by_area: bool
    source: str


@dataclass(frozen=True)
class Count:
    """What was counted. `eligible`: should attend; `attended`: of those; `unrecorded`: those of whom nobody wrote down
    whether they came. Areas in hundredths of a square metre."""

    eligible: int
    attended: int
    in_favour: int | None = None
    against: int | None = None
    abstained: int | None = None
    area_total: int | None = None
    area_joined: int | None = None
    area_for: int | None = None
    unrecorded: int = 0


@dataclass(frozen=True)
class Ruling:
    """What follows: the verdict, the sentence that says why with rule, numbers and denominator, and the source.

    `quorate` None where nothing can be said of attendance.
    """

    verdict: Verdict
    quorate: bool | None
    sentence: str
    rule: str
    source: str
