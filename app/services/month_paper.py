"""The month's paper, workbook and Word copy out of its facts, as this office hands them in: with or without a title
page, with the ledgers it has chosen behind the report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.models.month_desk import ReportChoices
from app.rules.legend import load_legend
from app.services.office import Office, Report, silent
from app.store import month_words as shelf

if TYPE_CHECKING:
    from app.models.figures import MonthlyFacts
    from app.reports.monthly import AttachedLedger


def pdf(
    office: Office, facts: MonthlyFacts, choices: ReportChoices, digest: str = "", report: Report = silent
) -> bytes:
    """The unsigned PDF. `report` is told how far the attached ledgers are; it may raise to stop.

    Raises UserFault for a character that no font has.
    """
    from app.reports.monthly import monthly_pdf

    attached = _attached(office, facts, choices.attached, report)
    whole = max(sum(len(one.rows) for one in attached), 1)
    return monthly_pdf(
        facts,
        load_legend(),
        digest=digest,
        cover=choices.cover,
        attached=attached,
        progress=lambda done: report(done, whole),
    )


def choices(office: Office) -> ReportChoices:
    """What this office has chosen."""
    with office.store.reading() as connection:
        return shelf.choices(connection)


def docx(facts: MonthlyFacts) -> bytes:
    """The same words, tables and charts for Word, without code and digest."""
    from app.reports.monthly import monthly_docx

    return monthly_docx(facts, load_legend())


def _attached(office: Office, facts: MonthlyFacts, kinds: Sequence[str], report: Report) -> list[AttachedLedger]:
    """The chosen ledgers of the month that have a row, masked."""
    from app.reports.monthly import AttachedLedger
    from app.services import binder  # a report without ledgers does without the rooms they are read from

    found = []
    for kind in kinds:
        report(0, 1)
        ledger = binder.ledger(office, kind, facts.year, facts.month)
        if ledger.rows:
            sheet = binder.sheet_of(ledger, facts.branch)
            found.append(AttachedLedger(sheet, [tuple(map(str, row)) for row in ledger.rows]))
    return found
