"""What a ledger of service says, and what would happen if it were taken in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.models.importing import Fate, PlannedRow, RowError


@dataclass(frozen=True)
class Stretch:
    """Service of one day: times as 'HH:MM', '' where they are not said; minutes of actual service."""

    day: date
    starts: str
    ends: str
    minutes: int


@dataclass(frozen=True)
class Server:
    """Somebody who served, as far as a row names them; the phone may be masked."""

    name: str
    phone: str = ""
    id_number: str = ""
    team: str = ""


@dataclass(frozen=True)
class StagedService:
    """One row as understood: who served, when. A service past midnight is one stretch a day. '' is not stated."""

    sheet: str
    row: int
    servers: tuple[Server, ...]
    stretches: tuple[Stretch, ...]
    title: str
    place: str = ""
    content: str = ""
    leader: str = ""
    recorder: str = ""
    warnings: tuple[str, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class ServiceStaging:
    """A whole workbook, understood. `failed`: rows that cannot be taken in; `notes` are for the page."""

    source: str
    services: tuple[StagedService, ...]
    failed: tuple[PlannedRow, ...]
    errors: tuple[RowError, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class KnownRecord:
    """A record as the store has it."""

    id: int
    volunteer_id: int
    session_id: int
    day: date
    title: str
    starts: str
    ends: str
    minutes: int


@dataclass(frozen=True)
class NewRecord:
    """A record to be written. `volunteer_id` None: of the new volunteer `server`. `session_id` None: of a new session,
    which those of the same day and title share."""

    volunteer_id: int | None
    server: Server
    stretch: Stretch
    title: str
    session_id: int | None = None
    place: str = ""
    content: str = ""
    leader: str = ""
    recorder: str = ""


@dataclass(frozen=True)
class ChangedRecord:
    """A record that is put right, with what is said of it as the reason."""

    record_id: int
    before: int
    stretch: Stretch


ServiceOp = NewRecord | ChangedRecord


@dataclass(frozen=True)
class ServicePlan:
    """Everything an import would do. Accepting it writes `operations` in one change with one undo.

    `rows`: `door` is the day, `name` who with the activity. `people`: named in the ledger and in no roster yet.
    """

    source: str
    rows: tuple[PlannedRow, ...]
    errors: tuple[RowError, ...]
    operations: tuple[ServiceOp, ...]
    people: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def count(self, fate: Fate) -> int:
        return sum(row.fate is fate for row in self.rows)
