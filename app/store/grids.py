"""Which grid (网格) a door belongs to, as rows."""

from __future__ import annotations

from collections.abc import Iterable

from app.store.imports import grid_ids
from app.store.work import Work


def assign_grid(work: Work, household_ids: Iterable[int], name: str) -> int:
    """Put doors into a grid, added when it is new; '' takes them out of any. Returns how many truly moved."""
    grid = grid_ids(work, [name])[name] if name else None
    return work.update_many("household", {door: {"grid_id": grid} for door in household_ids})
