"""What is due, in words, from the first page's figures. Pure, so that every case is a line in a test."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.home import HomeFigures
from app.models.queries import ListQuery


@dataclass(frozen=True)
class DueItem:
    """One line: `mark` is the word that carries the colour; `page` and `argument` are where it is settled."""

    mark: str
    tone: str
    text: str
    action: str
    page: str
    argument: object = None


def due_items(figures: HomeFigures) -> tuple[DueItem, ...]:
    """In the order of urgency; what is in order is said too."""
    items = [_report(figures)]
    if figures.without_grid:
        query = ListQuery(by_person=False, grid="")
        items.append(
            DueItem("待补", "amber", f"{figures.without_grid} 户还没有划分网格", "去补充", "households", query)
        )
    if figures.claims:
        text = f"{figures.claims} 处台账标注待核实:与登记的情况不一致"
        query = ListQuery(by_person=False, claims=True)
        items.append(DueItem("待核", "amber", text, "去核实", "households", (query, "台账标注待核实")))
    return tuple(items)


def _report(figures: HomeFigures) -> DueItem:
    month = (figures.report_year, figures.report_month)
    name = f"{figures.report_year}年{figures.report_month}月月报"
    if figures.report_issued:
        return DueItem("已办", "green", f"{name}已经签发", "查看", "reports", month)
    return DueItem("待办", "red", f"{name}还没有签发", "去做月报", "reports", month)
