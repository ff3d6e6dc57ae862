"""What is counted of requests, each figure with what it is of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.models.figures import Figure


@dataclass(frozen=True)
class RequestFigures:
    """All that is counted of the requests received from `since` to `until`, as things stood at the end of `as_of`.

    Figures carry request ids (of_='requests'). `whistles` and `answers` count letters; their ids are the requests'.
    """

    since: date | None
    until: date
    as_of: date
    received: Figure
    handled: Figure
    open: Figure
    late: Figure
    late_open: Figure
    late_closed: Figure
    whistles: Figure
    answers: Figure
    hard_cases: Figure
    hard_settled: Figure
    disputes: Figure
    disputes_mediated: Figure
    visited: Figure
    satisfied: Figure
    reopened: Figure
    by_channel: Mapping[str, Figure] = field(default_factory=dict)
    by_category: Mapping[str, Figure] = field(default_factory=dict)
    by_grade: Mapping[str, Figure] = field(default_factory=dict)
    by_grid: Mapping[str, Figure] = field(default_factory=dict)
    by_month: Mapping[str, Figure] = field(default_factory=dict)
    by_outcome: Mapping[str, Figure] = field(default_factory=dict)
    by_satisfaction: Mapping[str, Figure] = field(default_factory=dict)
    by_department: Mapping[str, Figure] = field(default_factory=dict)

    def figures(self) -> list[Figure]:
        """The sums, then by channel, category, grade, grid, outcome, satisfaction and department."""
        parts = (
            self.by_channel, self.by_category, self.by_grade, self.by_grid, self.by_outcome, self.by_satisfaction,
            self.by_department,
        )  # fmt: skip
        return [*self.sums(), *(figure for part in parts for figure in part.values())]

    def sums(self) -> list[Figure]:
        """What is counted of all of them."""
        return [getattr(self, name) for name in _SUMS]


@dataclass(frozen=True)
class RequestReport:
    """诉求办理 in a monthly report: what was received in the month, and in the year up to its end; as of that day."""

    month: RequestFigures
    year: RequestFigures

    def figures(self) -> list[Figure]:
        """Every figure of the month, then the sums of the year, in the order of the report."""
        month = self.month
        return [*month.sums(), *month.by_channel.values(), *month.by_category.values(), *self.year.sums()]


_SUMS = (
    "received", "handled", "open", "late", "late_open", "late_closed", "whistles", "answers", "hard_cases",
    "hard_settled", "disputes", "disputes_mediated", "visited", "satisfied",
)  # fmt: skip


@dataclass(frozen=True)
class MonthTrend:
    """One month of the trend: received in it, and of those handled, late and satisfied."""

    month: str
    received: Figure
    handled: Figure
    late: Figure
    satisfied: Figure
