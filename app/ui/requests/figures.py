"""Which figures the page of statistics shows, what their shares are called, and the same as a ledger and as lines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from app.models.drawings import Mark, Paint, Role, Series
from app.models.figures import Figure
from app.models.ledgers import Ledger, LedgerColumn
from app.models.requests import MonthTrend, RequestFigures

# attribute of RequestFigures, what the tile is called, what its share is called
TILES = (
    ("received", "受理", ""),
    ("handled", "办结", "办结率"),
    ("open", "在办", "占受理"),
    ("late", "超时", "占受理"),
    ("late_open", "超时未办结", "占在办"),
    ("late_closed", "超时办结", "占办结"),
    ("whistles", "吹哨", ""),
    ("answers", "答卷", "响应率"),
    ("hard_settled", "难题解决", "占吹哨难题"),
    ("disputes", "纠纷", "占受理"),
    ("disputes_mediated", "纠纷调解成功", "调解率"),
    ("visited", "已回访", "占办结"),
    ("satisfied", "满意和基本满意", "满意率"),
    ("reopened", "重新办理", ""),
)
UNITS = {"whistles": "次", "answers": "次"}
BREAKDOWNS = (
    ("by_channel", "按来源"),
    ("by_category", "按类别"),
    ("by_grade", "按分级"),
    ("by_grid", "按网格"),
    ("by_month", "按受理月份"),
    ("by_outcome", "按办理结果"),
    ("by_satisfaction", "按回访结果"),
    ("by_department", "按部门:答卷/吹哨"),
)


def trend_series(months: tuple[MonthTrend, ...]) -> tuple[Series, ...]:
    """受理, 办结 and 超时 by month of receipt; a month opens what was received in it."""

    def line(title: str, pick: Callable[[MonthTrend], Figure], role: Role) -> Series:
        marks = tuple(
            Mark(_short_month(one.month), pick(one).numerator, f"trend.{one.month}", pick(one).percent)
            for one in months
        )
        return Series(title, marks, Paint(role))

    return (
        line("受理", lambda one: one.received, Role.FIRST),
        line("办结", lambda one: one.handled, Role.SECOND),
        line("超时", lambda one: one.late, Role.ACCENT),
    )


def figures_ledger(figures: RequestFigures, period: str) -> Ledger:
    """Every figure on a line: what, how many, of how many, which share."""
    columns = (
        LedgerColumn("group", "项目", 40),
        LedgerColumn("title", "名称", 50),
        LedgerColumn("number", "数", 24, number=True),
        LedgerColumn("of", "占多少件的", 28),
        LedgerColumn("percent", "占比", 24),
    )
    rows: list[tuple[str | int, ...]] = []
    for name, title, rate in TILES:
        rows.append(_line(rate or "总数", title, getattr(figures, name)))
    for name, title in BREAKDOWNS:
        rows += [_line(title, figure.title, figure) for figure in getattr(figures, name).values()]
    return Ledger("诉求统计", period, columns, tuple(rows))


def _line(group: str, title: str, figure: Figure) -> tuple[str | int, ...]:
    of = "" if figure.denominator is None else str(figure.denominator)
    return group, title, figure.numerator, of, figure.percent


def _short_month(month: str) -> str:
    """2026-01 as 26年1月."""
    day = date.fromisoformat(f"{month}-01")
    return f"{day.year % 100}年{day.month}月"
