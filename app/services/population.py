"""The population of a day: looked at, put on paper, and the names behind each number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from app.base.errors import UserFault
from app.base.files import write_atomically
from app.models.ledgers import Ledger
from app.models.population import EVERYWHERE, AgeingLevel, Asked, LabelTrend, Members, PopulationView, Scope
from app.models.rules import RuleRow
from app.rules.population import month_days
from app.rules.population_numbers import numbers_ledger
from app.services import colours, rules
from app.services.office import Office
from app.store import population as shelf
from app.store.people import load_organisation


def view(office: Office, day: date, scope: Scope = EVERYWHERE, before: date | None = None) -> PopulationView:
    """Ages, shares and the labels of the 24 months up to `day`; `before`: a day to compare with, None for none."""
    days = month_days(day)
    with office.store.reading() as connection:
        now = shelf.population_structure(connection, day, scope)
        doors = now.whole.households.numerator
        trends = shelf.label_trends(connection, days, scope, doors)
        found = PopulationView(
            branch=load_organisation(connection).branch,
            now=now,
            before=shelf.population_structure(connection, before, scope) if before else None,
            days=days,
            trends=_compared(trends, shelf.label_trends(connection, (before,), scope, doors)) if before else trends,
            levels=_levels(rules.read_table(connection, "ageing_levels").rows),
        )
    return replace(found, legend=colours.legend(office))


def members(office: Office, asked: Asked, scope: Scope = EVERYWHERE) -> Members:
    """Who is behind one number of the view of this scope."""
    today = office.clock.today()
    with office.store.reading() as connection:
        ids = shelf.members(connection, asked, scope)
        away = asked.by_person and asked.day != today
        return Members(asked, ids, shelf.not_here(connection, ids, today) if away else 0)


def paper(office: Office, day: date, scope: Scope = EVERYWHERE, before: date | None = None) -> bytes:
    """人口结构 as a PDF of A4. Raises UserFault when there is nobody to draw."""
    from app.reports.population_pdf import population_pdf

    found = view(office, day, scope, before)
    if not found.now.whole.residents.numerator:
        raise UserFault("这一天没有登记居民,没有可以打印的内容。", "请换一天,或换一个网格、小区。")
    return population_pdf(found, office.clock.today())


def save(office: Office, path: Path, day: date, scope: Scope = EVERYWHERE, before: date | None = None) -> Path:
    """The paper as a file; one of that name is replaced when the new one is whole."""
    return write_atomically(path, paper(office, day, scope, before))


def ledger(office: Office, day: date, scope: Scope = EVERYWHERE, before: date | None = None) -> Ledger:
    """Every number of the view as rows for an export."""
    return numbers_ledger(view(office, day, scope, before))


def _compared(trends: tuple[LabelTrend, ...], before: tuple[LabelTrend, ...]) -> tuple[LabelTrend, ...]:
    """Both in the order of the seven labels."""
    return tuple(replace(trend, before=old.points[0]) for trend, old in zip(trends, before, strict=True))


def _levels(rows: Iterable[RuleRow]) -> tuple[AgeingLevel, ...]:
    """The lowest first, whatever the office has made of them."""
    found = (AgeingLevel(row.values["level"], int(row.values["from_percent"]), row.values["source"]) for row in rows)
    return tuple(sorted(found, key=lambda level: level.from_percent))
