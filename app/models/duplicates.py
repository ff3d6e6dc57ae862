"""One person entered twice: who looks like whom, why, and what becomes of both entries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Person(NamedTuple):
    """What two entries are compared by. `doors`: everywhere the person lives or lived."""

    id: int
    name: str
    id_number: str
    birth: date | None
    sex: str
    doors: tuple[int, ...]


@dataclass(frozen=True)
class Pair:
    """Two entries that may be one person, `first` the smaller id. `reasons`: what is alike; `doubts`: what is not."""

    first: int
    second: int
    reasons: tuple[str, ...]
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class PairRow:
    """A pair as a list shows it: numbers masked, `doors` where each lives or lived last."""

    pair: Pair
    names: tuple[str, str]
    doors: tuple[str, str]
    id_numbers: tuple[str, str]


@dataclass(frozen=True)
class Difference:
    """One field of two entries as a person may see it. `same`: nothing to decide.

    `take`: the other entry's value is proposed for the one that is kept. `joined`: both values stand there afterwards.
    """

    field: str
    title: str
    kept: str
    gone: str
    same: bool
    take: bool
    joined: bool = False


@dataclass(frozen=True)
class Comparison:
    """Two entries side by side. `kept_stays`, `gone_stays`: where each lived from when to when, in words."""

    kept_id: int
    gone_id: int
    differences: tuple[Difference, ...]
    kept_stays: tuple[str, ...]
    gone_stays: tuple[str, ...]
    two_doors: str = ""  # what would be refused without a reason
