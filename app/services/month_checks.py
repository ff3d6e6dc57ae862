"""What is missing or odd for a month's report."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.base.clock import month_end
from app.models.month_desk import MonthCheck
from app.rules.month_checks import TABLE, checks, read_rules
from app.services.month_before import month_before
from app.services.office import Office
from app.services.rules import read_table
from app.store import month_checks as shelf
from app.store.reports import issued_reports

if TYPE_CHECKING:
    from app.models.figures import MonthlyFacts
    from app.store.connection import Connection


def of_facts(office: Office, connection: Connection, facts: MonthlyFacts) -> tuple[MonthCheck, ...]:
    """Every check of the month, for services that have its facts and a connection already."""
    first, last = date(facts.year, facts.month, 1), month_end(facts.year, facts.month)
    found = shelf.found(connection, first, last, office.clock.today())
    rules = read_rules(row.values for row in read_table(connection, TABLE).rows)
    issued = {(report.year, report.month) for report in issued_reports(connection)}
    before = month_before(facts.year, facts.month)
    earlier = any(when < before for when in issued)  # a branch that begins with this month owes none before
    return checks(facts, found, rules, before_issued=before in issued or not earlier)
