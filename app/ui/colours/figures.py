"""Counts of what the map shows: a door once for each label (标签户数), and once at all (去重户数)."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.colours import LABELS
from app.ui.colours.plan import Plan


@dataclass(frozen=True)
class Counted:
    """`counts` in the order of LABELS; `matching` doors carry all labels that are filtered for."""

    counts: list[int]
    distinct: int
    total: int
    matching: int


def counted(plan: Plan, wanted: int = 0) -> Counted:
    """Count doors by their sets of labels: at most 128 different ones, however many doors."""
    by_mask = [(mask, plan.masks.count(mask)) for mask in set(plan.masks)]
    return Counted(
        [sum(times for mask, times in by_mask if mask >> n & 1) for n in range(len(LABELS))],
        sum(times for mask, times in by_mask if mask),
        len(plan.masks),
        sum(times for mask, times in by_mask if mask & wanted == wanted),
    )
