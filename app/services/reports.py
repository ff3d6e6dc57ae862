"""The monthly report: drafted, looked at, signed, issued, kept."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.base.clock import month_end
from app.base.errors import UserFault
from app.base.files import write_atomically
from app.models.figures import MonthlyFacts
from app.models.register import EventKind, ReportEvent
from app.models.reports import IssuedFile, IssuedReport, ReportWords
from app.rules.colours import load_label_rules
from app.services import identities, month_before, month_paper, register, signers
from app.services.coverage import figures_with as visit_figures
from app.services.coverage import year_with as visit_year
from app.services.meeting_figures import deliberation_report, meeting_report
from app.services.office import Office, Report, silent
from app.services.request_figures import request_report
from app.services.volunteer_figures import volunteer_report
from app.store import register as events
from app.store import reports as shelf
from app.store.figures import population
from app.store.month_words import words_of
from app.store.people import load_organisation

if TYPE_CHECKING:
    from app.store.work import Work

DRAFT = "草稿"
KINDS = ("pdf", "xlsx")
_MOST_DRAFTS = 3
_LONGEST_NAME = 70  # characters, of three bytes each: a file name has 255 bytes, a path on Windows 260 characters


def draft_month(
    office: Office, year: int, month: int, words: ReportWords | None = None, serial: str = DRAFT
) -> MonthlyFacts:
    """The facts of a month as they stand now. Raises UserFault for a month that has not begun."""
    today = office.clock.today()
    if not 1 <= month <= 12 or (year, month) > (today.year, today.month):
        raise UserFault("这个月还没有到。", "请选择本月或以前的月份。", place=f"{year}年{month}月")
    words = words or ReportWords()
    facts = office.drafts.get((year, month, today))
    if facts is None:
        facts = _counted(office, year, month, today)
        if len(office.drafts) >= _MOST_DRAFTS:
            office.drafts.clear()
        office.drafts[year, month, today] = facts
    return replace(facts, serial=serial, key_work=words.key_work.strip(), next_plan=words.next_plan.strip())


def _counted(office: Office, year: int, month: int, today: date) -> MonthlyFacts:
    """Every figure of a month, counted anew."""
    last = month_end(year, month)
    before = month_end(*month_before.month_before(year, month))
    rules = load_label_rules()
    with office.store.reading() as connection:
        organisation = load_organisation(connection)
        now, earlier = population(connection, (last, before), rules, names_of=last)
        visits = visit_figures(office, connection, date(year, month, 1), last)
        requests = request_report(office, connection, year, month)
        meetings = meeting_report(connection, year, month)
        deliberations = deliberation_report(connection, year, month)
        volunteers = volunteer_report(connection, year, month)
        so_far = visit_year(connection, last) if visits is not None else None
        facts = MonthlyFacts(
            branch=organisation.branch,
            street=organisation.street,
            year=year,
            month=month,
            serial=DRAFT,
            made_on=today,
            now=now,
            before=earlier,
            preparer=organisation.preparer,
            reviewer=organisation.reviewer,
            leader=organisation.secretary,
            visits=visits,
            requests=requests,
            meetings=meetings,
            deliberations=deliberations,
            volunteers=volunteers,
            visits_year=so_far,
        )
        return replace(facts, earlier=month_before.numbers(office, connection, facts, earlier))


def preview_month(office: Office, year: int, month: int, words: ReportWords | None = None) -> bytes:
    """The unsigned PDF of a draft."""
    return month_paper.pdf(office, draft_month(office, year, month, words), month_paper.choices(office))


def issue_month(
    office: Office,
    year: int,
    month: int,
    words: ReportWords | None = None,
    report: Report | None = None,
    *,
    reason: str = "",
) -> IssuedReport:
    """Freeze the month's facts, make both files and the street's forms, let the first signer sign, enter them all.

    A month that was issued before is corrected: the new report names its forerunner, the forerunner says by which it
    was put right, and `reason` why. Nothing is kept if anything fails. Raises UserFault when there is nothing to report
    yet, or the certificate cannot sign.
    """
    from app.reports.digest import facts_json
    from app.reports.monthly import monthly_workbook
    from app.services import street_forms_month

    report = report or silent
    with office.store.reading() as connection:
        serial = shelf.next_serial(connection, year, month)
        words = words if words is not None else words_of(connection, year, month)
    forerunner = latest_of(office, year, month)
    facts = draft_month(office, year, month, words, serial)
    facts = replace(facts, corrects=forerunner.serial if forerunner else None)
    if not facts.now.households.numerator:
        raise UserFault("还没有住户,月报没有内容。", "请先导入台账或新增住户。")
    chain = _chain(office, facts)
    signers.require_usable(chain[0], office)  # before the work of setting pages
    report(0, 4)
    now = office.clock.now().replace(microsecond=0)
    frozen = facts_json(facts)
    digest = hashlib.sha256(frozen).hexdigest()
    pdf = month_paper.pdf(office, facts, month_paper.choices(office), digest, lambda done, of: report(done, 4 * of))
    report(1, 4)
    workbook = monthly_workbook(facts)
    forms = street_forms_month.of_report(office, facts)
    names = {kind: file_name(facts, kind) for kind in KINDS} | {kind: name for kind, (name, _) in forms.items()}
    names = dict(zip(names, street_forms_month.told_apart(names.values()), strict=True))
    report(2, 4)
    signed = register.put_signature(
        office,
        {"pdf": pdf, "xlsx": workbook} | {kind: content for kind, (_, content) in forms.items()},
        chain[0],
        f"{facts.title} {serial}",
        tuple(one.role for one in chain),
        now,
    )
    report(3, 4)
    issued = IssuedReport(
        id=0,
        serial=serial,
        year=year,
        month=month,
        issued_at=now,
        signer=facts.branch,
        facts_sha256=digest,
        files=tuple(
            IssuedFile(kind, name, hashlib.sha256(signed.contents[kind]).hexdigest()) for kind, name in names.items()
        ),
    )
    said = f"更正 {forerunner.serial} 号," if forerunner else ""
    with office.work("issue_report", f"{said}签发{year}年{month}月月报 {serial}") as work:
        report_id = shelf.add_report(work, issued, frozen.decode(), signed.contents)
        _note(work, report_id, facts.branch, signed.event, forerunner, " ".join(reason.split()))
        office.keep(work)
    report(4, 4)
    return replace(issued, id=report_id)


def _note(
    work: Work, report_id: int, branch: str, signed: ReportEvent, forerunner: IssuedReport | None, reason: str
) -> None:
    """What befell the new report, and the one before it that it puts right."""
    if forerunner is not None:
        for here, kind, other in (
            (report_id, EventKind.CORRECTS, forerunner.id),
            (forerunner.id, EventKind.CORRECTED, report_id),
        ):
            events.add_event(work, here, ReportEvent(kind, signed.at, note=reason), other_id=other)
    events.add_event(work, report_id, ReportEvent(EventKind.MADE, signed.at, branch))
    events.add_event(work, report_id, signed)


def latest_of(office: Office, year: int, month: int) -> IssuedReport | None:
    """The report of a month that holds: the last that was issued; None while there is none."""
    return next((one for one in issued(office) if (one.year, one.month) == (year, month)), None)


def _chain(office: Office, facts: MonthlyFacts) -> tuple[signers.Signatory, ...]:
    """All who are to sign, in turn. Where the unit's name has changed it is given a new certificate."""
    identities.unit(office, facts.branch, facts.street)
    with office.store.reading() as connection:
        return signers.chain(connection)


def issued(office: Office) -> tuple[IssuedReport, ...]:
    """The register, the newest first."""
    with office.store.reading() as connection:
        return shelf.issued_reports(connection)


def file_bytes(office: Office, report_id: int, kind: str) -> bytes:
    """The very bytes that were issued, years later too."""
    with office.store.reading() as connection:
        content = shelf.file_content(connection, report_id, kind)
    if content is None:
        raise UserFault("登记簿里没有这份文件。", "请刷新后再试。")
    return content


def save_files(office: Office, report_id: int, folder: Path) -> tuple[Path, ...]:
    """Both files of an issued report into a folder; a file of that name is replaced only when the new one is whole."""
    found = next((item for item in issued(office) if item.id == report_id), None)
    if found is None:
        raise UserFault("登记簿里没有这份月报。", "请刷新后再试。")
    return tuple(write_atomically(folder / file.name, file_bytes(office, report_id, file.kind)) for file in found.files)


def pictures(pdf: bytes, dpi: float) -> list[tuple[int, int, bytes]]:
    """Each page as (width, height, pixels as QImage Format_RGB32 has them)."""
    from app.reports.pictures import page_pictures

    return list(page_pictures(pdf, dpi=dpi))


def file_name(facts: MonthlyFacts, kind: str) -> str:
    """大院社区党委2026年10月工作月报(2026-10-01).pdf, without what a file's name may not hold."""
    plain = "".join("_" if character in '\\/:*?"<>|' else character for character in facts.title[:_LONGEST_NAME])
    return f"{plain}({facts.serial}).{kind}"
