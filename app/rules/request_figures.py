"""The figures of requests: the only place where one is made, each with what it is of (DOMAIN 5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from app.models.figures import Figure
from app.models.request_counts import Counted, RequestCounts
from app.models.requests import MonthTrend, RequestFigures

NO_GRID = "未分网格"
OF = "requests"


class Scope(NamedTuple):
    """Which of several sets of figures beside each other: part of the keys, and words before the titles."""

    key: str
    words: str


ALL, YEAR = Scope("", ""), Scope("year.", "今年以来")


def request_figures(
    since: date | None,
    until: date,
    as_of: date,
    counts: RequestCounts,
    orders: Mapping[str, Iterable[str]],
    scope: Scope = ALL,
) -> RequestFigures:
    """Figures out of counts . `orders`: how breakdowns by channel, category,
    grade, grid, outcome and satisfaction are ordered; values that are not named stand behind, the most frequent first.
    """

    def figure(key: str, title: str, counted: Counted, denominator: int | None = None) -> Figure:
        return _figure(f"{scope.key}{key}", f"{scope.words}{title}", counted, denominator)

    received, handled, open_ = counts.received[0], counts.handled[0], counts.open[0]
    letters = counts.whistles

    def by(name: str, title: Callable[[str], str] = str) -> dict[str, Figure]:
        found = counts.breakdowns[name]
        return {
            title(value): figure(f"{name}.{title(value)}", title(value), found[value], received)
            for value in _ordered(found, orders.get(name, ()))
        }

    return RequestFigures(
        since=since,
        until=until,
        as_of=as_of,
        received=figure("received", "受理", counts.received),
        handled=figure("handled", "办结", counts.handled, received),
        open=figure("open", "在办", counts.open, received),
        late=figure("late", "超时", counts.late, received),
        late_open=figure("late_open", "超时未办结", counts.late_open, open_),
        late_closed=figure("late_closed", "超时办结", counts.late_closed, handled),
        whistles=figure("whistles", "吹哨", (letters.letters, letters.ids)),
        answers=figure("answers", "答卷", (letters.answered, letters.ids), letters.letters),
        hard_cases=figure("hard_cases", "吹哨难题", counts.hard_cases, received),
        hard_settled=figure("hard_settled", "难题解决", counts.hard_settled, counts.hard_cases[0]),
        disputes=figure("disputes", "纠纷", counts.disputes, received),
        disputes_mediated=figure("disputes_mediated", "纠纷调解成功", counts.disputes_mediated, counts.disputes[0]),
        visited=figure("visited", "已回访", counts.visited, handled),
        satisfied=figure("satisfied", "满意和基本满意", counts.satisfied, counts.visited[0]),
        reopened=figure("reopened", "重新办理", counts.reopened),
        by_channel=by("channel"),
        by_category=by("category"),
        by_grade=by("grade"),
        by_grid=by("grid", lambda name: name or NO_GRID),
        by_month={
            month: figure(f"month.{month}", _month(month), counts.breakdowns["month"][month], received)
            for month in sorted(counts.breakdowns["month"])
        },
        by_outcome=by("outcome", lambda name: name or "未办结"),
        by_satisfaction=by("satisfaction"),
        by_department={
            name: figure(f"department.{name}", name, (one.answered, one.ids), one.letters)
            for name, one in counts.by_department.items()
        },
    )


def trend(counts: RequestCounts) -> tuple[MonthTrend, ...]:
    """Month by month, of what was received in it."""
    return tuple(
        MonthTrend(
            month=month,
            received=_figure(f"trend.{month}.received", f"{_month(month)}受理", parts["received"]),
            handled=_figure(f"trend.{month}.handled", f"{_month(month)}办结", parts["handled"], parts["received"][0]),
            late=_figure(f"trend.{month}.late", f"{_month(month)}超时", parts["late"], parts["received"][0]),
            satisfied=_figure(
                f"trend.{month}.satisfied", f"{_month(month)}满意和基本满意", parts["satisfied"], parts["visited"][0]
            ),
        )
        for month, parts in counts.by_month.items()
    )


def _figure(key: str, title: str, counted: Counted, denominator: int | None = None) -> Figure:
    return Figure(f"requests.{key}", title, counted[0], denominator, OF, counted[1])


def _ordered(found: Mapping[str, Counted], order: Iterable[str]) -> list[str]:
    known = [name for name in order if name in found]
    others = [name for name in found if name not in known]
    return known + sorted(others, key=lambda name: (-found[name][0], name))


def _month(text: str) -> str:
    """2026-03 -> 2026年3月."""
    year, month = text.split("-")
    return f"{year}年{int(month)}月"
