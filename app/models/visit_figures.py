"""What is counted of visits in a period. Each figure carries what it is of and the ids behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.models.figures import Figure


@dataclass(frozen=True)
class VisitGroup:
    """One tier, grid or month: households that were to be visited, and of those the visited ones."""

    name: str
    due: Figure
    visited: Figure


@dataclass(frozen=True)
class VisitFigures:
    """走访关爱 of the days from `first` to `last`, both included.

    `due`: households whose visit was due on some day of the period; `visited`: those of them where somebody was met
    (its denominator is `due`); `households`: all that were visited, due or not. `made` and `missed` are visits
    (of='visits'), `needs` and the two after it count needs; their ids are the visits at which they were said.
    `overdue` is as of `as_of`: the last day, or today while the period runs. `by_grid`: `households`, grid by grid.
    """

    first: date
    last: date
    as_of: date
    due: Figure
    visited: Figure
    households: Figure
    made: Figure
    missed: Figure
    needs: Figure
    settled: Figure
    requests: Figure
    overdue: Figure
    paired: Figure
    paired_visited: Figure
    tiers: tuple[VisitGroup, ...]
    grids: tuple[VisitGroup, ...]
    by_grid: Mapping[str, Figure] = field(default_factory=dict)

    def figures(self) -> list[Figure]:
        """Every figure, in the order of the report."""
        whole = [
            self.due,
            self.visited,
            self.households,
            self.made,
            self.missed,
            self.needs,
            self.settled,
            self.requests,
            self.overdue,
            self.paired,
            self.paired_visited,
        ]
        groups = [figure for group in (*self.tiers, *self.grids) for figure in (group.due, group.visited)]
        return [*whole, *groups, *self.by_grid.values()]


@dataclass(frozen=True)
class VisitYear:
    """走访关爱 of the year up to the month's end: what adds up over months. Each household counts once."""

    households: Figure
    made: Figure
    missed: Figure
    needs: Figure
    settled: Figure
    requests: Figure

    def figures(self) -> list[Figure]:
        """Every figure, in the order of the report."""
        return [self.households, self.made, self.missed, self.needs, self.settled, self.requests]
