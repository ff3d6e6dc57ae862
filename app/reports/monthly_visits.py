"""走访关爱 in the monthly report: the same figures for paper, workbook and screen."""

from __future__ import annotations

from collections.abc import Iterator

from app.base.clock import chinese_date
from app.models.figures import Figure
from app.models.visit_figures import VisitFigures, VisitGroup
from app.reports.monthly_facts import Indicator

TABLE_TITLES = ("分类", "应走访户数", "已走访户数", "走访率")


def visit_words(figures: VisitFigures) -> list[str]:
    """What the section says before its table. What was not recorded (needs, pairings) is not spoken of."""
    due, visited = figures.due, figures.visited
    rate = f"，走访率{visited.percent}（已走访户数除以应走访户数）" if visited.percent else ""
    missed = f"，上门未遇{figures.missed.numerator}次" if figures.missed.numerator else ""
    first = (
        f"本月应走访{due.numerator}户，其中已走访{visited.numerator}户{rate}。"
        f"共走访{figures.households.numerator}户、{figures.made.numerator}次{missed}。"
    )
    if figures.needs.numerator:
        first += (
            f"收集需求{figures.needs.numerator}项，其中已解决{figures.settled.numerator}项，"
            f"转为诉求办理{figures.requests.numerator}项。"
        )
    first += f"截至{chinese_date(figures.as_of)}，逾期未走访{figures.overdue.numerator}户。"
    if not figures.paired.numerator:
        return [first]
    paired = figures.paired_visited
    return [
        first,
        f"党员联户结对{figures.paired.numerator}户，本月走访{paired.numerator}户，占结对户的{paired.percent}。",
    ]


def visit_rows(figures: VisitFigures) -> list[tuple[str, Figure, Figure]]:
    """(name, due, visited) of tiers, then of grids where there are several; the whole last."""
    groups: list[VisitGroup] = [*figures.tiers, *(figures.grids if len(figures.grids) > 1 else ())]
    return [*((group.name, group.due, group.visited) for group in groups), ("合计", figures.due, figures.visited)]


def visit_indicators(figures: VisitFigures) -> list[Indicator]:
    """One line a figure, for the workbook."""
    return list(_indicators(figures))


def _indicators(figures: VisitFigures) -> Iterator[Indicator]:
    yield Indicator("应走访户", figures.due, "户")
    yield Indicator("已走访", figures.visited, "户", "应走访户")
    yield Indicator("走访户数", figures.households, "户")
    yield Indicator("走访次数", figures.made, "次")
    yield Indicator("上门未遇", figures.missed, "次")
    yield Indicator("收集需求", figures.needs, "项")
    yield Indicator("需求已解决", figures.settled, "项", "收集需求")
    yield Indicator("需求转为诉求", figures.requests, "项", "收集需求")
    yield Indicator(f"逾期未走访（{chinese_date(figures.as_of)}）", figures.overdue, "户")
    yield Indicator("党员联户结对", figures.paired, "户")
    yield Indicator("结对户已走访", figures.paired_visited, "户", "结对户")
    for group in (*figures.tiers, *figures.grids):
        yield Indicator(f"{group.name}应走访户", group.due, "户")
        yield Indicator(f"{group.name}已走访", group.visited, "户", f"{group.name}应走访户")
