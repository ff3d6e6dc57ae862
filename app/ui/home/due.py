"""What is due, in words, from the first page's figures. Pure, so that every case is a line in a test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.models.home import DueCounts, HomeFigures
from app.models.queries import ListQuery
from app.models.wishes import WishQuery


@dataclass(frozen=True)
class DueItem:
    """One line: `mark` is the word that carries the colour; `page` and `argument` are where it is settled."""

    mark: str
    tone: str
    text: str
    action: str
    page: str
    argument: object = None


def due_items(figures: HomeFigures, counts: DueCounts | None = None) -> tuple[DueItem, ...]:
    """In the order of urgency; what is in order is said too. `counts` None: not read yet."""
    items = [_report(figures), *(_waiting(counts) if counts else ())]
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


def _waiting(counts: DueCounts) -> Iterator[DueItem]:
    """What waits in the rooms of visits and requests; nothing for what is in order."""
    if counts.requests_late:
        yield DueItem("超时", "red", f"{counts.requests_late} 件诉求超过了办理时限", "去办理", "requests", "已超时")
    if counts.requests_today:
        yield DueItem("今天", "amber", f"{counts.requests_today} 件诉求今天到期", "去办理", "requests", "今天到期")
    if counts.visits_overdue:
        yield DueItem("逾期", "red", f"{counts.visits_overdue} 户该走访而没有走访", "去安排", "visits")
    if counts.meetings_overdue:
        yield DueItem("逾期", "red", f"{counts.meetings_overdue} 次会议到期没有召开", "去安排", "meetings")
    if counts.meetings_due:
        yield DueItem("该开", "amber", f"{counts.meetings_due} 次会议本期还没有召开", "去安排", "meetings")
    if counts.actions_overdue:
        yield DueItem("逾期", "red", f"{counts.actions_overdue} 件会议定下的事过了期限", "去督办", "meetings")
    if counts.wishes_late:
        text = f"{counts.wishes_late} 件微心愿、需求或项目过了期限"
        yield DueItem("逾期", "red", text, "去办理", "volunteers", ("wishes", WishQuery(late=True)))
    if counts.shifts_unsigned:
        text = f"{counts.shifts_unsigned} 个班次做完了还没有签到"
        yield DueItem("待记", "amber", text, "去签到", "volunteers", ("hours", "sessions"))
    if counts.sessions_open:
        text = f"{counts.sessions_open} 场服务的签到还没有核对关闭"
        yield DueItem("待核", "amber", text, "去核对", "volunteers", ("hours", "open"))
    if counts.postings_ending:
        text = f"{counts.postings_ending} 次服务时长公示到期"
        yield DueItem("到期", "amber", text, "去查看", "volunteers", ("hours", "postings"))
    if counts.requests_waiting:
        yield DueItem(
            "等待", "amber", f"{counts.requests_waiting} 件诉求在等部门答复", "去查看", "requests", "等部门答卷"
        )
    if counts.return_visits:
        yield DueItem("回访", "amber", f"{counts.return_visits} 件诉求办结后还没有回访", "去回访", "requests", "待回访")


def _report(figures: HomeFigures) -> DueItem:
    month = (figures.report_year, figures.report_month)
    name = f"{figures.report_year}年{figures.report_month}月月报"
    if figures.report_issued:
        return DueItem("已办", "green", f"{name}已经签发", "查看", "reports", month)
    return DueItem("待办", "red", f"{name}还没有签发", "去做月报", "reports", month)
