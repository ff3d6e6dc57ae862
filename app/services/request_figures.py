"""Figures of requests: for the statistics page, the report and scripts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.base.clock import month_end
from app.models.requests import MonthTrend, RequestFigures, RequestReport
from app.rules import request_words
from app.rules.request_figures import ALL, YEAR, Scope, request_figures, trend
from app.rules.request_moves import outcomes
from app.services.office import Office
from app.store.lists import grid_names
from app.store.request_figures import any_received, counts
from app.store.request_rules import load_law

if TYPE_CHECKING:
    from app.store.connection import Connection

_SATISFACTIONS = ("满意", "基本满意", "不满意", "未回访", "未办结")


def statistics(office: Office, since: date | None, until: date, as_of: date | None = None) -> RequestFigures:
    """Everything that is counted of what was received from `since` (None: ever) to `until`, as things stood at the end
    of `as_of` (None: today)."""
    with office.store.reading() as connection:
        return figures_of(office, connection, since, until, as_of or office.clock.today())


def page(office: Office, since: date | None, until: date) -> tuple[RequestFigures, tuple[MonthTrend, ...]]:
    """Figures and trend as things stand now, counted once: what the page of statistics shows."""
    as_of = office.clock.today()
    with office.store.reading() as connection:
        counted = counts(connection, office.requests, since, until, as_of, months=True)
        return request_figures(since, until, as_of, counted, _orders(connection)), trend(counted)


def figures_of(
    office: Office, connection: Connection, since: date | None, until: date, as_of: date, scope: Scope = ALL
) -> RequestFigures:
    """For services that have a connection already."""
    counted = counts(connection, office.requests, since, until, as_of)
    return request_figures(since, until, as_of, counted, _orders(connection), scope)


def by_month(office: Office, since: date | None, until: date, as_of: date | None = None) -> tuple[MonthTrend, ...]:
    """The trend: of each month's receipts, how many were handled, late, and satisfied."""
    with office.store.reading() as connection:
        as_of = as_of or office.clock.today()
        return trend(counts(connection, office.requests, since, until, as_of, months=True))


def request_report(office: Office, connection: Connection, year: int, month: int) -> RequestReport | None:
    """诉求办理 of a month's report, as of its last day; None where nothing was ever taken down until then."""
    last = month_end(year, month)
    if not any_received(connection, last):
        return None
    return RequestReport(
        month=figures_of(office, connection, date(year, month, 1), last, last),
        year=figures_of(office, connection, date(year, 1, 1), last, last, YEAR),
    )


def keyed(office: Office, as_of: date) -> dict[str, object] | None:
    """The figures of everything received up to a day, by the keys that scripts know; None: nothing was ever taken
    down, so nothing can be said."""
    figures = statistics(office, None, as_of, as_of)
    return as_keys(figures) if figures.received.numerator else None


def as_keys(figures: RequestFigures) -> dict[str, object]:
    """The figures by the keys that scripts know."""
    by = {
        name: {key: one.numerator for key, one in getattr(figures, name).items()}
        for name in ("by_channel", "by_category", "by_month", "by_satisfaction")
    }
    return {
        "received": figures.received.numerator,
        "handled": figures.handled.numerator,
        "handled_percent": figures.handled.percent,
        "open": figures.open.numerator,
        "whistles": figures.whistles.numerator,
        "answered": figures.answers.numerator,
        "answered_percent": figures.answers.percent,
        "hard_cases_settled": figures.hard_settled.numerator,
        "hard_cases_percent": figures.hard_settled.percent,
        "disputes_mediated": figures.disputes_mediated.numerator,
        "by_channel": by["by_channel"],
        "by_kind": by["by_category"],
        "by_month": by["by_month"],
        "satisfaction": by["by_satisfaction"],
    }


def _orders(connection: Connection) -> dict[str, tuple[str, ...]]:
    return {
        "channel": request_words.channels(),
        "category": request_words.categories(),
        "grade": tuple(load_law(connection).grades),
        "grid": grid_names(connection),
        "outcome": tuple(outcomes()),
        "satisfaction": _SATISFACTIONS,
    }
