"""Ledgers that leave the house: exactly what a page shows, as a workbook, on paper, or as plain text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.base.errors import UserFault
from app.base.files import write_atomically
from app.models.ledgers import Ledger, PastExport
from app.services.office import Office, Report, silent
from app.store import exports as shelf
from app.store.people import load_organisation

KINDS = (".xlsx", ".pdf", ".csv")


def save(
    office: Office, ledger: Ledger, path: Path, report: Report = silent, *, purpose: str = "", recipient: str = ""
) -> Path:
    """Write a ledger as .xlsx, .pdf or .csv by the suffix of `path`; the file is replaced when the new one is whole.

    A full ledger needs `purpose` and `recipient` and is noted in the list of exports, in the same step as the file.
    Raises UserFault for an unknown suffix, a character that no font has, a full ledger without purpose and recipient;
    EnvironmentFault when the file is open elsewhere, the folder read-only or the disk full.
    """
    kind = path.suffix.lower()
    if kind not in KINDS:
        raise UserFault("不认识这种文件。", "请选择表格(.xlsx)、打印件(.pdf)或纯文本表(.csv)。", place=path.name)
    purpose, recipient = " ".join(purpose.split()), " ".join(recipient.split())
    if ledger.full and not (purpose and recipient):
        raise UserFault("导出完整号码要写明用途和接收人。", "请填写这两项,或者选择遮盖号码。", place="用途和接收人")
    data = _bytes(office, ledger, kind, report)
    if not ledger.full:
        return write_atomically(path, data)
    with office.work("export_full", f"导出完整号码:{ledger.title}(交给{recipient})") as work:
        shelf.add_export(work, _noted(office, ledger, path, purpose, recipient))
        write_atomically(path, data)
        office.keep(work)
    return path


def log(office: Office) -> tuple[PastExport, ...]:
    """Full exports so far, the newest first."""
    with office.store.reading() as connection:
        return shelf.past_exports(connection)


def _bytes(office: Office, ledger: Ledger, kind: str, report: Report) -> bytes:
    from app.reports.ledger import Column, LedgerSheet

    with office.store.reading() as connection:
        unit = load_organisation(connection).branch
    columns = tuple(
        Column(column.title, column.width_mm, "right" if column.number else "left", text=not column.number)
        for column in ledger.columns
    )
    sheet = LedgerSheet(ledger.title, unit, ledger.period, columns)
    whole = max(len(ledger.rows), 1)

    def told(done: int) -> None:
        report(done, whole)

    told(0)
    if kind == ".csv":
        from app.reports.ledger_csv import ledger_csv

        data = ledger_csv(sheet, ledger.rows, progress=told)
    elif kind == ".xlsx":
        from app.reports.ledger_sheet import ledger_workbook

        data = ledger_workbook(sheet, ledger.rows, progress=told)
    else:
        from app.reports.ledger_pdf import ledger_pdf

        rows = [tuple(map(str, row)) for row in ledger.rows]
        data = ledger_pdf(sheet, rows, progress=told, made_on=office.clock.today())
    told(whole)
    return data


def _noted(office: Office, ledger: Ledger, path: Path, purpose: str, recipient: str) -> PastExport:
    blank = PastExport(0, office.clock.now().replace(microsecond=0), ledger.title, "", 0, path.name, "", "")
    columns = "、".join(column.title for column in ledger.columns)
    return replace(blank, columns=columns, rows=len(ledger.rows), purpose=purpose, recipient=recipient)
