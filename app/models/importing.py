"""What a household workbook says, and what would happen if it were taken in.

Staged: understood, but held against nothing. Plan: held against the store; nothing is written until it is accepted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.models.colours import Judgement, Label
from app.models.households import DoorKey, Household, HouseholdDraft, Member, OccupancySpan, ResidentDraft


@dataclass(frozen=True)
class RowError:
    """A cell that cannot be taken in. `row` counts as Excel does, from 1; `column` is the header's own words."""

    sheet: str
    row: int
    column: str
    value: str
    reason: str
    remedy: str = ""


@dataclass(frozen=True)
class StagedPerson:
    """One person as understood from one row (several persons may stand in one cell).

    `cells`: header -> what was written.
    `birth_parts`: how much of the birth date was written (3 day, 2 month, 1 year).
    `denies`: labels this row says no to.
    """

    sheet: str
    row: int
    draft: ResidentDraft
    cells: Mapping[str, str] = field(default_factory=dict, repr=False)
    warnings: tuple[str, ...] = ()
    birth_parts: int = 3
    denies: frozenset[Label] = frozenset()


@dataclass(frozen=True)
class StagedHousehold:
    """A door, everyone behind it, and the labels the ledger ticks. `claims` None: this ledger has no label columns.

    `alternatives`: where rows of the door disagree, every value of that field of `draft` with the row that states it.
    """

    sheet: str
    row: int
    draft: HouseholdDraft
    people: tuple[StagedPerson, ...] = ()
    claims: frozenset[Label] | None = None
    cells: Mapping[str, str] = field(default_factory=dict, repr=False)
    warnings: tuple[str, ...] = ()
    alternatives: Mapping[str, tuple[tuple[object, int], ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class FailedRow:
    """A row that cannot be taken in as it stands; its reasons are the RowErrors of the same sheet and row."""

    sheet: str
    row: int
    door: str
    name: str
    cells: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Staging:
    """A whole workbook, understood. `ledger_date`: the date the form itself bears. `notes`: what was left out."""

    source: str
    households: tuple[StagedHousehold, ...]
    errors: tuple[RowError, ...]
    ledger_date: date | None = None
    failed: tuple[FailedRow, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class KnownHousehold:
    """A door as the store has it now: the row, its present occupancy, its present members."""

    household: Household
    occupancy: OccupancySpan | None
    members: tuple[Member, ...]
    overrides: frozenset[tuple[Label, Judgement]] = frozenset()


@dataclass(frozen=True)
class KnownStore:
    """What a plan is held against. `doors` by door; `person_by_id_number` leads to (household id, resident id)."""

    doors: Mapping[DoorKey, KnownHousehold]
    person_by_id_number: Mapping[str, tuple[int, int]]


class Fate(StrEnum):
    """What will happen to a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    ERROR = "error"
    ASK = "ask"


@dataclass(frozen=True)
class Change:
    """One cell's old and new value, in the words of the window."""

    title: str
    old: str
    new: str


@dataclass(frozen=True)
class PlannedRow:
    """What one row of the workbook will do. For ASK, `question` is put to the person; unanswered rows are not written.

    `choices`: the answers that can be given, as (answer, words of the window).
    """

    sheet: str
    row: int
    fate: Fate
    door: str
    name: str
    changes: tuple[Change, ...] = ()
    warnings: tuple[str, ...] = ()
    question: str = ""
    cells: Mapping[str, str] = field(default_factory=dict, repr=False)
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Difference:
    """A tick that the people's facts contradict (or a colour the ledger left unticked), shown and kept, not obeyed."""

    sheet: str
    row: int
    door: str
    label: Label
    ledger_says: bool
    reason: str


@dataclass(frozen=True)
class PersonOp:
    """Write one person: `resident_id` None is a new one. Only the not-None fields of `draft` are written."""

    resident_id: int | None
    draft: ResidentDraft
    joins: bool  # a residency behind this door is to be opened


@dataclass(frozen=True)
class OverrideOp:
    label: Label
    judgement: Judgement
    reason: str
    evidence: str


@dataclass(frozen=True)
class HouseholdOp:
    """Write one door: `household_id` None is a new one. Only the not-None fields of `draft` are written."""

    household_id: int | None
    draft: HouseholdDraft
    people: tuple[PersonOp, ...] = ()
    overrides: tuple[OverrideOp, ...] = ()


@dataclass(frozen=True)
class ImportPlan:
    """Everything an import would do. Accepting it writes `operations` in one transaction with one undo."""

    source: str
    rows: tuple[PlannedRow, ...]
    errors: tuple[RowError, ...]
    differences: tuple[Difference, ...]
    operations: tuple[HouseholdOp, ...]

    def count(self, fate: Fate) -> int:
        return sum(row.fate is fate for row in self.rows)
