"""What the page of a month asks the worker for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.models.changes import Changes
from app.models.month_desk import MonthDesk, ReportChoices
from app.models.register import RegisterEntry
from app.models.reports import IssuedReport, ReportWords
from app.models.street_forms import FormBook
from app.ui.jobs import Report
from app.ui.reports.pages import Picture
from app.ui.reports.register import reading

_PREVIEW_DPI = 110

Files = tuple[list[Picture], FormBook]


def desk(office: Any, year: int, month: int) -> MonthDesk:
    from app import services

    return services.month_desk.desk(office, year, month)


def keep(office: Any, year: int, month: int, said: ReportWords) -> Changes:
    from app import services

    return services.month_desk.keep_words(office, year, month, said)


def choose(office: Any, wanted: ReportChoices) -> Changes:
    from app import services

    return services.month_desk.choose(office, wanted)


def preview(office: Any, year: int, month: int, said: ReportWords | None) -> Files:
    """Pictures of the pages, and the workbook's cells."""
    from app import services

    pdf, book = services.month_desk.preview(office, year, month, said)
    return services.reports.pictures(pdf, _PREVIEW_DPI), book


def issued_files(office: Any, report: IssuedReport) -> Files:
    """The same of what was issued, from its very bytes."""
    from app import services

    pages = services.reports.pictures(reading(report, "pdf")(office), _PREVIEW_DPI)
    return pages, services.month_desk.issued_book(office, report.id)


def issue(office: Any, year: int, month: int, said: ReportWords | None, report: Report, reason: str) -> RegisterEntry:
    """What was issued, with whoever has yet to sign it."""
    from app import services

    made = services.reports.issue_month(office, year, month, said, report, reason=reason)
    return services.register.entry(office, made.id)


def save(office: Any, report_id: int, folder: Path) -> tuple[Path, ...]:
    from app import services

    return services.reports.save_files(office, report_id, folder)


def save_word(office: Any, year: int, month: int, said: ReportWords | None, folder: Path) -> Path:
    from app import services

    return services.month_desk.save_word(office, year, month, said, folder)


def save_ledgers(office: Any, year: int, month: int, folder: Path, report: Report) -> tuple[Path, ...]:
    from app import services

    return services.binder.save_all(office, year, month, folder, report=report)
