"""The visit sheet for the pocket: doors in the order of the walk, with nothing on it that could shame anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class SheetDoor:
    """One door. `name` is masked, `why` in general words. '' and None are left out."""

    door: str
    name: str
    tier: str
    why: str
    due_on: date | None
    last_met: date | None


@dataclass(frozen=True)
class VisitSheet:
    """`visitor` '' leaves a line to write on. `made_on` is the day of printing."""

    branch: str
    made_on: date
    visitor: str
    doors: tuple[SheetDoor, ...]


@dataclass(frozen=True)
class PrintedSheet:
    """A sheet that left the house. `left`: its doors for which no visit since then has been taken down."""

    id: int
    printed_on: date
    visitor: str
    doors: tuple[int, ...]
    left: tuple[int, ...]
