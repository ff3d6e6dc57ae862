"""What a roster of volunteers says, and what would happen if it were taken in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.models.importing import Fate, PlannedRow, RowError
from app.models.volunteers import DualDraft, Slots


@dataclass(frozen=True)
class StagedVolunteer:
    """One row as understood. None and () are 'not stated': they never overwrite.

    `phone` and `id_number` may be masked (138****0000): they tell people apart then, and are not written. `dual`: what
    is said of 双报到; `no_dual`: the row says no to it. `captain`: leads `team`.
    """

    sheet: str
    row: int
    name: str
    id_number: str = ""
    masked_number: str = ""
    sex: str | None = None
    birth: date | None = None
    phone: str | None = None
    politics: str | None = None
    team: str | None = None
    captain: bool = False
    skills: tuple[str, ...] = ()
    availability: Slots | None = None
    unit: str | None = None
    dual: DualDraft | None = None
    post: str | None = None
    weekly_limit: int | None = None
    joined_on: date | None = None
    left_on: date | None = None
    left_why: str = ""
    note: str | None = None
    warnings: tuple[str, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class VolunteerStaging:
    """A whole workbook, understood. `failed`: rows that cannot be taken in; `notes` are for the page."""

    source: str
    volunteers: tuple[StagedVolunteer, ...]
    failed: tuple[PlannedRow, ...]
    errors: tuple[RowError, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Neighbour:
    """A resident who may be a volunteer, with where they live. `volunteer`: is one already."""

    id: int
    name: str
    id_number: str
    birth: date | None
    phone: str
    sex: str
    politics: str
    door: str
    volunteer: bool


@dataclass(frozen=True)
class VolunteerOp:
    """Write one volunteer. `volunteer_id` None is a new one. `resident_id`: becomes one person with that resident.
    `facts`: columns that change of one who is there; `resident_facts`: blanks that are filled in the resident's entry;
    `parts` ('times', 'dual', 'captain') what else of `staged` is written."""

    volunteer_id: int | None
    staged: StagedVolunteer
    resident_id: int | None = None
    facts: Mapping[str, str | int | None] = field(default_factory=dict)
    resident_facts: Mapping[str, str | int | None] = field(default_factory=dict)
    parts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class VolunteerPlan:
    """Everything an import would do. Accepting it writes `operations` in one change with one undo.

    `rows`: `door` is the team. `teams`: named in the roster and not there yet.
    """

    source: str
    rows: tuple[PlannedRow, ...]
    errors: tuple[RowError, ...]
    operations: tuple[VolunteerOp, ...]
    teams: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def count(self, fate: Fate) -> int:
        return sum(row.fate is fate for row in self.rows)
