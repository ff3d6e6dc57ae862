"""The population of a day: looked at, put on paper, and the names behind each number."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app.models.population import EVERYWHERE, AgeingLevel, Asked, Members, PopulationView, Scope
from app.models.rules import RuleRow
from app.rules.population import month_days
from app.services import rules
from app.services.office import Office
from app.store import population as shelf
from app.store.people import load_organisation


def view(office: Office, day: date, scope: Scope = EVERYWHERE, before: date | None = None) -> PopulationView:
    """Ages, shares and the labels of the 24 months up to `day`; `before`: a day to compare with, None for none."""
    with office.store.reading() as connection:
        days = month_days(day)
        return PopulationView(
            branch=load_organisation(connection).branch,
            now=shelf.population_structure(connection, day, scope),
            before=shelf.population_structure(connection, before, scope) if before else None,
            days=days,
            trends=shelf.label_trends(connection, days, scope),
            levels=_levels(rules.read_table(connection, "ageing_levels").rows),
        )


def members(office: Office, asked: Asked, scope: Scope = EVERYWHERE) -> Members:
    """Who is behind one number of the view of this scope."""
    today = office.clock.today()
    with office.store.reading() as connection:
        ids = shelf.members(connection, asked, scope)
        away = asked.by_person and asked.day != today
        return Members(asked, ids, shelf.not_here(connection, ids, today) if away else 0)


def _levels(rows: Iterable[RuleRow]) -> tuple[AgeingLevel, ...]:
    """The lowest first, whatever the office has made of them."""
    found = (AgeingLevel(row.values["level"], int(row.values["from_percent"]), row.values["source"]) for row in rows)
    return tuple(sorted(found, key=lambda level: level.from_percent))
