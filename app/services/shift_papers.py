"""What a roster is on paper and in files: one A4 for the wall, slips, a workbook, calendars, the month's plan."""

from __future__ import annotations

from pathlib import Path

from app.base.errors import UserFault
from app.base.files import write_atomically
from app.models.shifts import DutySheet
from app.services import activities, shifts
from app.services.office import Office
from app.store.people import load_organisation


def sheet(office: Office, year: int, month: int) -> DutySheet:
    """Raises UserFault when the month has no shifts."""
    with office.store.reading() as connection:
        roster = shifts.read_month(connection, year, month)
        branch = load_organisation(connection).branch
    if not roster.standing:
        raise UserFault(f"{year}年{month}月还没有班次。", "请先生成班次再打印。")
    return DutySheet(branch, office.clock.now(), roster)


def roster_pdf(office: Office, year: int, month: int) -> bytes:
    from app.reports.duty_roster import duty_roster_pdf

    return duty_roster_pdf(sheet(office, year, month))


def slips_pdf(office: Office, year: int, month: int) -> bytes:
    """Raises UserFault while nobody is on the roster."""
    from app.reports.duty_slips import duty_slips_pdf

    found = sheet(office, year, month)
    if not any(shift.duties for shift in found.roster.standing):
        raise UserFault(f"{year}年{month}月还没有排人。", "请先排班,再打印排班条。")
    return duty_slips_pdf(found)


def plan_pdf(office: Office, year: int, month: int) -> bytes:
    from app.reports.duty_plan import duty_plan_pdf

    return duty_plan_pdf(activities.plan(office, year, month))


def save(office: Office, path: Path, year: int, month: int, volunteer_id: int | None = None) -> Path:
    """By the path's suffix: .xlsx, .ics (of one volunteer, or of all) or .pdf."""
    found = sheet(office, year, month)
    suffix = path.suffix.lower()
    if suffix == ".ics":
        from app.reports.duty_calendar import duty_calendar

        return write_atomically(path, duty_calendar(found, volunteer_id))
    if suffix == ".xlsx":
        from app.reports.duty_book import duty_book

        return write_atomically(path, duty_book(found))
    from app.reports.duty_roster import duty_roster_pdf

    return write_atomically(path, duty_roster_pdf(found))
