"""What was counted of requests, before figures are made of it: numbers with the ids of the requests behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.models.figures import Ids

Counted = tuple[int, Ids]


@dataclass(frozen=True)
class Letters:
    """Whistle letters to one department (or to all), those answered, and the requests behind them."""

    letters: int
    answered: int
    ids: Ids


@dataclass(frozen=True)
class RequestCounts:
    """Counts with ids of requests. `breakdowns`: name of the column -> word -> count. `by_month`: of each month's
    receipts what is received, handled, late, visited and satisfied; empty unless it was asked for."""

    received: Counted
    handled: Counted
    open: Counted
    late: Counted
    late_open: Counted
    late_closed: Counted
    hard_cases: Counted
    hard_settled: Counted
    disputes: Counted
    disputes_mediated: Counted
    visited: Counted
    satisfied: Counted
    reopened: Counted
    whistles: Letters
    by_department: Mapping[str, Letters]
    breakdowns: Mapping[str, Mapping[str, Counted]]
    by_month: Mapping[str, Mapping[str, Counted]]
