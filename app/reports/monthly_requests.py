"""诉求办理 in the monthly report: the same figures for paper, workbook and screen."""

from __future__ import annotations

from collections.abc import Iterator

from app.base.clock import chinese_date
from app.models.figures import Figure
from app.models.requests import RequestFigures, RequestReport
from app.reports.monthly_facts import Indicator

TABLE_TITLES = ("来源", "受理件数", "占受理", "类别", "受理件数", "占受理")


def request_words(report: RequestReport) -> list[str]:
    """What the section says before its table: the month, then the year so far. What did not happen is not spoken of."""
    month, year = report.month, report.year
    on = chinese_date(month.as_of)
    if not month.received.numerator:
        first = "本月没有受理群众诉求。"
    else:
        first = f"本月受理群众诉求{month.received.numerator}件，截至{on}{_ending(month)}。"
    words = [first]
    if year.received.numerator > month.received.numerator:
        words.append(f"今年以来受理{year.received.numerator}件，截至{on}{_ending(year)}。")
    return words


def _ending(figures: RequestFigures) -> str:
    """，办结981件，办结率85.68%（办结除以受理），在办164件…"""
    parts = [
        f"办结{figures.handled.numerator}件，办结率{figures.handled.percent}（办结除以受理）",
        f"在办{figures.open.numerator}件",
        f"超时{figures.late.numerator}件（其中未办结{figures.late_open.numerator}件）",
    ]
    if figures.whistles.numerator:
        answered = figures.answers
        parts.append(
            f"吹哨{figures.whistles.numerator}次，答卷{answered.numerator}次，"
            f"吹哨响应率{answered.percent}（答卷除以吹哨）"
        )
        parts.append(
            f"解决吹哨难题{figures.hard_settled.numerator}件，"
            f"占吹哨难题{figures.hard_cases.numerator}件的{figures.hard_settled.percent}"
        )
    if figures.disputes.numerator:
        parts.append(f"纠纷{figures.disputes.numerator}件，调解成功{figures.disputes_mediated.numerator}件")
    if figures.visited.numerator:
        parts.append(
            f"已回访{figures.visited.numerator}件，满意率{figures.satisfied.percent}（满意和基本满意除以已回访）"
        )
    return "，" + "；".join(parts)


def request_rows(figures: RequestFigures) -> list[tuple[str, ...]]:
    """Channels on the left and categories on the right, the whole last."""
    left = [_cells(name, one) for name, one in figures.by_channel.items()]
    right = [_cells(name, one) for name, one in figures.by_category.items()]
    high = max(len(left), len(right))
    blank = ("", "", "")
    whole = _cells("合计", figures.received)
    rows = [
        (*one, *other)
        for one, other in zip(left + [blank] * (high - len(left)), right + [blank] * (high - len(right)), strict=True)
    ]
    return [*rows, (*whole[:2], "", *whole[:2], "")]


def _cells(name: str, figure: Figure) -> tuple[str, str, str]:
    return name, str(figure.numerator), figure.percent


def request_indicators(report: RequestReport) -> list[Indicator]:
    """One line a figure, for the workbook: the month, then the year so far."""
    return [*_indicators("本月", report.month), *_indicators("今年以来", report.year)]


def _indicators(when: str, figures: RequestFigures) -> Iterator[Indicator]:
    def line(name: str, figure: Figure, unit: str = "件", of: str = "") -> Indicator:
        return Indicator(f"{when}{name}", figure, unit, of)

    yield line("受理", figures.received)
    yield line("办结", figures.handled, of="受理")
    yield line("在办", figures.open, of="受理")
    yield line("超时", figures.late, of="受理")
    yield line("超时未办结", figures.late_open, of="在办")
    yield line("超时办结", figures.late_closed, of="办结")
    yield line("吹哨", figures.whistles, "次")
    yield line("答卷", figures.answers, "次", "吹哨")
    yield line("吹哨难题", figures.hard_cases, of="受理")
    yield line("难题解决", figures.hard_settled, of="吹哨难题")
    yield line("纠纷", figures.disputes, of="受理")
    yield line("纠纷调解成功", figures.disputes_mediated, of="纠纷")
    yield line("已回访", figures.visited, of="办结")
    yield line("满意和基本满意", figures.satisfied, of="已回访")
    for name, figure in (*figures.by_channel.items(), *figures.by_category.items()):
        yield line(f"受理：{name}", figure, of="受理")
