"""The seven colours (七彩图): labels of a door, when they hold, and on what evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Label(StrEnum):
    """The seven labels in the order of the source list (孝感 老市委大院, 2020). The value is what is printed."""

    PARTY = "党员户"
    EMPTY_NEST = "空巢户"
    AGED = "高龄户"
    HARDSHIP = "困难户"
    DISABLED = "残疾户"
    LET = "出租户"
    VACANT = "空置户"


LABELS: tuple[Label, ...] = tuple(Label)


@dataclass(frozen=True, order=True)
class LabelInterval:
    """From `since` to `until` (both days included; None is open) a door carries `label`, proved by `evidence`."""

    label: Label
    since: date | None
    until: date | None
    evidence: str

    def holds_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Judgement(StrEnum):
    """What a person says against or beside the rule."""

    ADD = "add"
    REMOVE = "remove"
    CLAIM = "claim"  # a ledger said so, the facts contradict it; waits for a person and changes no colour


@dataclass(frozen=True)
class Override:
    """A person's judgement on one label of one door; `since`/`until` inclusive, None open. `id` 0 until stored."""

    id: int
    household_id: int
    label: Label
    judgement: Judgement
    reason: str
    evidence: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Turn:
    """What would change a label: on `day`, or (None) whenever it happens."""

    day: date | None
    words: str


@dataclass(frozen=True)
class Explanation:
    """Why a door has a label on a day, or has it not; `since` and `until` are those of the label where it has it.

    `reasons` and `turns` are whole sentences that name persons: for the screen only. `rule` says what is asked,
    `source` who says so.
    """

    label: Label
    holds: bool
    since: date | None
    until: date | None
    reasons: tuple[str, ...]
    rule: str
    source: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True)
class LegendEntry:
    """How one label looks everywhere: colour as #RRGGBB, one-character mark, hatch name for black and white.

    `public`: it may be seen on a chart that anyone passes.
    """

    label: Label
    mark: str
    colour: str
    hatch: str
    rank: int
    public: bool = False
