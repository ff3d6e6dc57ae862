"""The small charts of the monthly report, out of its frozen facts."""

from __future__ import annotations

from collections.abc import Sequence

from app.models.colours import LABELS, LegendEntry
from app.models.drawings import Drawing, Mark, Paint, Role, Series
from app.models.figures import MonthlyFacts
from app.rules.bars import Bar, bars
from app.rules.charts import trend

_LEAST_MONTHS = 3  # a line through fewer says nothing


def label_bars(
    facts: MonthlyFacts, legend: Sequence[LegendEntry], width: float, height: float, *, title: str = ""
) -> Drawing:
    """Each label's share of all doors in its hatch, with a stroke where it stood a month before."""
    hatches = {entry.label: entry.hatch for entry in legend}
    rows = [
        Bar(
            label.value,
            facts.now.labels.get(label),
            facts.before.labels.get(label),
            paint=Paint(Role.FIRST, hatches.get(label, "")),
        )
        for label in LABELS
    ]
    note = "短线和右边一列：与上月末相比，百分点"
    return bars(rows, width, height, title=title, notes=[note], compared=True)


def request_trend(facts: MonthlyFacts, width: float, height: float, *, title: str = "") -> Drawing:
    """Requests received month by month of the year so far."""
    assert facts.requests is not None
    found = facts.requests.year.by_month
    marks = []
    for month in range(1, facts.month + 1):
        figure = found.get(f"{facts.year}-{month:02d}")
        marks.append(Mark(f"{month}月", figure.numerator if figure else 0, figure.key if figure else ""))
    return trend([Series("受理件数", tuple(marks))], width, height, title=title)


def has_request_trend(facts: MonthlyFacts) -> bool:
    return facts.requests is not None and facts.month >= _LEAST_MONTHS and len(facts.requests.year.by_month) > 1


def visit_bars(facts: MonthlyFacts, width: float, height: float, *, title: str = "") -> Drawing:
    """Households visited of those that were due, grid by grid."""
    assert facts.visits is not None
    rows = [Bar(group.name, group.visited) for group in facts.visits.grids]
    return bars(rows, width, height, title=title)


def has_visit_bars(facts: MonthlyFacts) -> bool:
    return facts.visits is not None and len(facts.visits.grids) > 1
