"""What the page 走访 asks for, and the frozen rows it shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.models.visits import CareEntry, Due, Need, Pairing, Tier, Visit


class Horizon(StrEnum):
    """How far the list of whom to visit looks ahead."""

    OVERDUE = "逾期未访"
    WEEK = "7天内"
    MONTH = "30天内"


DAYS_AHEAD = {Horizon.OVERDUE: -1, Horizon.WEEK: 7, Horizon.MONTH: 30}


@dataclass(frozen=True)
class DueQuery:
    """Whom to visit. `member`: only doors that this Party member answers for. `ids`: only these doors, due or not;
    so are the doors that `text` finds by name, pinyin or any spelling of the door.

    `sort`: need (late before early, the strictest tier first), walk (the order of one walk), due, door, tier or last.
    """

    text: str = ""
    horizon: Horizon = Horizon.WEEK
    grid: str | None = None
    tier: Tier | None = None
    member: str = ""
    visitor: str = ""
    ids: frozenset[int] | None = None
    sort: str = "need"
    descending: bool = False
    offset: int = 0
    limit: int = 200


@dataclass(frozen=True)
class DueLine:
    """One door to visit. `late`: days past the due day, negative while it is still to come; None: nothing is due."""

    household_id: int
    door: str
    grid: str
    name: str
    people: int
    tier: Tier
    why: str
    by_person: bool
    due_on: date | None
    late: int | None
    last_met: date | None
    last_visitor: str
    member: str


@dataclass(frozen=True)
class DuePage:
    """`overdue`, `week`, `month`: doors within each horizon under the same narrowing. `doors`: all that there are."""

    lines: tuple[DueLine, ...]
    total: int
    overdue: int
    week: int
    month: int
    doors: int = 0


@dataclass(frozen=True)
class VisitQuery:
    """Visits that were made. `first` and `last` are days, both included. `ids`: only these visits."""

    first: date | None = None
    last: date | None = None
    grid: str | None = None
    visitor: str = ""
    met: bool | None = None
    needs_open: bool = False
    household_id: int | None = None
    ids: frozenset[int] | None = None
    sort: str = "day"
    descending: bool = True
    offset: int = 0
    limit: int = 200


@dataclass(frozen=True)
class VisitLine:
    """One visit in the list."""

    id: int
    household_id: int
    door: str
    grid: str
    visited_on: date
    visitor: str
    purpose: str
    met: bool
    findings: str
    next_on: date | None
    needs: tuple[Need, ...]


@dataclass(frozen=True)
class VisitPage:
    lines: tuple[VisitLine, ...]
    total: int


@dataclass(frozen=True)
class PairQuery:
    """Pairings that hold, or with `ended` those that have ended."""

    member: str = ""
    grid: str | None = None
    ended: bool = False


@dataclass(frozen=True)
class PairLine:
    """One pairing in the list. `visited_on`: the last visit to that door at which somebody was at home."""

    id: int
    household_id: int
    member: str
    resident_id: int | None
    door: str
    grid: str
    name: str
    tier: Tier
    member_agreed: date | None
    household_agreed: date | None
    since: date
    until: date | None
    note: str
    visited_on: date | None
    due_on: date | None
    late: int | None


@dataclass(frozen=True)
class FormChoices:
    """What filters and forms offer: grids, those who visit, members who answer for doors, usual purposes, reasons for a
    tier with the tier each usually means."""

    grids: tuple[str, ...]
    visitors: tuple[str, ...]
    members: tuple[str, ...]
    purposes: tuple[str, ...]
    reasons: tuple[tuple[str, Tier], ...]


@dataclass(frozen=True)
class MemberHit:
    """A Party member found as the name is typed, with the door where they live."""

    resident_id: int
    name: str
    door: str


@dataclass(frozen=True)
class CareCard:
    """What the card of a door tells of its care. Visits and entries the newest first."""

    due: Due
    vacant: bool
    entries: tuple[CareEntry, ...]
    pairings: tuple[Pairing, ...]
    visits: tuple[Visit, ...]


@dataclass(frozen=True)
class VisitsShown:
    """What a figure hands to the page 走访: exactly the visits behind it, and what the figure is called."""

    ids: frozenset[int]
    title: str
