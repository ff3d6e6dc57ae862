"""What the first page shows. A file of its own, for the window waits for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from app.models.colours import Label


@dataclass(frozen=True)
class HomeFigures:
    """What the first page answers at a glance; read without the heavy libraries, so that it is there at once.

    `report_month` is the month whose report is due (last month) and `report_issued` whether it has left the house.
    """

    branch: str
    street: str
    as_of: date
    households: int
    residents: int
    counts: dict[Label, int]
    distinct: int
    without_grid: int
    claims: int
    report_year: int
    report_month: int
    report_issued: bool
    recent: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class DueCounts:
    """What waits in the other rooms; read once the first page stands. Counts of doors, requests, meetings, items."""

    visits_overdue: int = 0
    requests_late: int = 0
    requests_today: int = 0
    requests_waiting: int = 0
    return_visits: int = 0
    meetings_overdue: int = 0
    meetings_due: int = 0
    actions_overdue: int = 0
    wishes_late: int = 0
    shifts_unsigned: int = 0
    sessions_open: int = 0
    postings_ending: int = 0
