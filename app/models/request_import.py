"""What a ledger of requests says, and what would happen if it were taken in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from app.models.households import DoorKey
from app.models.importing import Fate, PlannedRow, RowError
from app.models.requests import Step


class When(NamedTuple):
    """A day with the time of day as 'HH:MM', '' where none is written."""

    day: date
    time: str = ""


@dataclass(frozen=True)
class StagedRequest:
    """One row as understood. None: not stated; it never overwrites.

    `number` '' where the ledger has none. `place`: the door its address names. `closed` None: the row does not say.
    `outcome_words`: what the cell said beyond the term. `agreed`: a limit that the ledger states.
    """

    sheet: str
    row: int
    number: str
    received: When
    words: str
    channel: str | None = None
    category: str | None = None
    grade: str | None = None
    caller: str | None = None
    phone: str | None = None
    address: str | None = None
    place: DoorKey | None = None
    grid: str | None = None
    departments: tuple[str, ...] = ()
    whistled: When | None = None
    reported: When | None = None
    answered: When | None = None
    handler: str | None = None
    closed: bool | None = None
    closed_at: When | None = None
    outcome: str | None = None
    outcome_words: str = ""
    satisfaction: str | None = None
    unvisited: bool = False  # it says that nobody asked afterwards
    visited: When | None = None
    agreed: date | None = None
    note: str | None = None
    warnings: tuple[str, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class RequestStaging:
    """A whole workbook, understood. `failed`: rows that cannot be taken in. `notes`: what was proposed or left out."""

    source: str
    requests: tuple[StagedRequest, ...]
    failed: tuple[PlannedRow, ...]
    errors: tuple[RowError, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class KnownRequest:
    """A request as the store has it, with its steps. `plain`: one round, nothing that a ledger cannot say."""

    id: int
    number: str
    received_on: date
    received_time: str
    channel: str
    category: str
    words: str
    household_id: int | None
    resident_id: int | None
    caller: str
    phone: str
    address: str
    grid: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class RequestOp:
    """Write one request. `request_id` None is a new one. `facts`: columns of its row that are stated or change, in the
    store's own words but 'grid' by name; `steps`: every step it has from then on, None where they stay as they are."""

    request_id: int | None
    facts: Mapping[str, str | int | None]
    steps: tuple[Step, ...] | None


@dataclass(frozen=True)
class RequestPlan:
    """Everything an import would do. Accepting it writes `operations` in one change with one undo.

    `rows`: `door` is the door or address, `name` the number and the caller. `departments`: named in the ledger and not
    in the list yet. `notes` are for the page.
    """

    source: str
    rows: tuple[PlannedRow, ...]
    errors: tuple[RowError, ...]
    operations: tuple[RequestOp, ...]
    departments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def count(self, fate: Fate) -> int:
        return sum(row.fate is fate for row in self.rows)
