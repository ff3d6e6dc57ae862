"""What the register asks of the office; runs on the worker."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.models.changes import Changes
from app.models.register import ComparedFigure, RegisterEntry
from app.models.reports import IssuedReport
from app.ui.jobs import Report


def entries(office: Any) -> tuple[RegisterEntry, ...]:
    from app import services

    return services.register.entries(office)


def sign(office: Any, report_id: int, report: Report) -> Changes:
    from app import services

    return services.register.sign_next(office, report_id, report)


def hand_in(office: Any, report_id: int, *, sure: bool) -> Changes:
    from app import services

    return services.packages.hand_in(office, report_id, sure=sure)


def take_receipt(office: Any, file: Path, *, sure: bool) -> Changes:
    from app import services

    return services.packages.take_receipt(office, file, sure=sure)


def correct(office: Any, wrong: IssuedReport, reason: str, report: Report) -> IssuedReport:
    """The same month anew, with the words that were kept for it."""
    from app import services

    said = services.month_desk.words(office, wrong.year, wrong.month)
    return services.reports.issue_month(office, wrong.year, wrong.month, said, report, reason=reason)


def save(office: Any, report_id: int, folder: Path) -> tuple[Path, ...]:
    from app import services

    return services.reports.save_files(office, report_id, folder)


def save_package(office: Any, report_id: int, folder: Path) -> tuple[Path, ...]:
    from app import services

    return (services.packages.save_package(office, report_id, folder),)


def compare(office: Any, first_id: int, second_id: int) -> tuple[ComparedFigure, ...]:
    from app import services

    return services.register.compare(office, first_id, second_id)
