"""The desk of a month's report: one call for all that the page shows, and the words and choices that are kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.base.clock import month_end
from app.base.errors import UserFault
from app.base.files import write_atomically
from app.models.changes import Changes
from app.models.month_desk import MonthDesk, Part, ReportChoices, Suggestion
from app.models.reports import ReportWords
from app.models.street_forms import FormBook
from app.rules.month_words import suggestions
from app.services import month_checks, month_paper, reports
from app.services.month_before import month_before
from app.services.office import Office
from app.store import month_words as shelf
from app.store.month_suggestions import recorded
from app.store.public_names import known_names
from app.store.reports import issued_reports

if TYPE_CHECKING:
    from app.models.figures import MonthlyFacts
    from app.store.connection import Connection

_LONGEST = 20_000


def desk(office: Office, year: int, month: int) -> MonthDesk:
    """The month as it stands. Raises UserFault for a month that has not begun."""
    from app.services import street_forms_month

    facts = reports.draft_month(office, year, month)
    forms = street_forms_month.checks(office, facts)
    with office.store.reading() as connection:
        return MonthDesk(
            facts=facts,
            checks=(*month_checks.of_facts(office, connection, facts), *forms),
            words=shelf.words_of(connection, year, month),
            suggestions=_suggestions(connection, facts),
            choices=shelf.choices(connection),
            reports=issued_reports(connection),
        )


def preview(office: Office, year: int, month: int, said: ReportWords | None = None) -> tuple[bytes, FormBook]:
    """The unsigned PDF of a draft, and its workbook read back from its very bytes. `said` None: what was kept."""
    from app.reports.monthly import monthly_workbook
    from app.reports.street_form_read import read_form

    facts = reports.draft_month(office, year, month, said if said is not None else words(office, year, month))
    paper = month_paper.pdf(office, facts, month_paper.choices(office))
    return paper, read_form("月报.xlsx", monthly_workbook(facts))


def issued_book(office: Office, report_id: int) -> FormBook:
    """The workbook of an issued report, read from its bytes. Raises UserFault when it is not there."""
    from app.reports.street_form_read import read_form

    return read_form("月报.xlsx", reports.file_bytes(office, report_id, "xlsx"))


def save_word(office: Office, year: int, month: int, said: ReportWords | None, folder: Path) -> Path:
    """The month as it stands now as a Word document for editing, into a folder.

    Raises EnvironmentFault when the folder is gone, read-only or full, or the file is open elsewhere.
    """
    facts = reports.draft_month(office, year, month, said if said is not None else words(office, year, month))
    name = reports.file_name(facts, "docx").replace(f"({facts.serial})", "(可编辑稿)")
    return write_atomically(folder / name, month_paper.docx(facts))


def words(office: Office, year: int, month: int) -> ReportWords:
    """What was kept for a month."""
    with office.store.reading() as connection:
        return shelf.words_of(connection, year, month)


def keep_words(office: Office, year: int, month: int, said: ReportWords) -> Changes:
    """Keep what was typed for a month; nothing happens when it is the same. Raises UserFault when it is too long."""
    for part, text in ((Part.KEY_WORK, said.key_work), (Part.NEXT_PLAN, said.next_plan)):
        if len(text) > _LONGEST:
            raise UserFault(f"写得太长,最多 {_LONGEST} 个字。", "请写短一些,或者放到附件里。", place=part.value)
    with office.work("month_words", f"写{year}年{month}月月报的话") as work:
        shelf.put_words(work, year, month, ReportWords(said.key_work.strip(), said.next_plan.strip()))
        return office.keep(work)


def choices(office: Office) -> ReportChoices:
    with office.store.reading() as connection:
        return shelf.choices(connection)


def choose(office: Office, wanted: ReportChoices) -> Changes:
    """With a title page or without, and which ledgers stand behind the report, from now on."""
    with office.work("report_choice", "选择月报的封面和附件") as work:
        shelf.put_choices(work, wanted)
        return office.keep(work)


def _suggestions(connection: Connection, facts: MonthlyFacts) -> tuple[Suggestion, ...]:
    year, month = facts.year, facts.month
    after = (year, month + 1) if month < 12 else (year + 1, 1)
    found = recorded(connection, (date(year, month, 1), month_end(year, month)), (date(*after, 1), month_end(*after)))
    planned = shelf.words_of(connection, *month_before(year, month)).next_plan
    return suggestions(facts, found, known_names(connection, found.words()), planned)
