"""Holiday tables: which days people work on, and what a table that is to be taken in says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.models.importing import RowError

OFF, WORK = "放假", "上班"


@dataclass(frozen=True)
class Holiday:
    """A day that is not as its weekday says: `kind` 放假 or 上班. `own`: from a table this office took in."""

    day: date
    kind: str
    name: str = ""
    own: bool = False


@dataclass(frozen=True)
class HolidayPlan:
    """A holiday table as understood. Days `new`, `changed` (old, new) and `same`; nothing is written yet."""

    source: str
    new: tuple[Holiday, ...]
    changed: tuple[tuple[Holiday, Holiday], ...]
    same: int
    errors: tuple[RowError, ...]
    years: tuple[int, ...]
