"""The register of issued reports, the branch's signing identity, and remembered workbook layouts."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import Connection

from app.models.reports import IssuedFile, IssuedReport
from app.models.signers import Role
from app.store import signers
from app.store.journal import Value
from app.store.work import Work


def next_serial(connection: Connection, year: int, month: int) -> str:
    """2026-10-01: year, month, and how many reports of that month have been issued, counting this one."""
    count = connection.exec_driver_sql(
        "SELECT count(*) FROM issued_report WHERE year = ? AND month = ?", (year, month)
    ).scalar_one()
    return f"{year}-{month:02d}-{int(count) + 1:02d}"


def add_report(work: Work, report: IssuedReport, facts: str, contents: dict[str, bytes]) -> int:
    """A frozen row with its files; `contents` by kind."""
    report_id = work.add(
        "issued_report",
        {
            "serial": report.serial,
            "year": report.year,
            "month": report.month,
            "issued_at": report.issued_at.isoformat(sep=" ", timespec="seconds"),
            "signer": report.signer,
            "facts_sha256": report.facts_sha256,
        },
    )
    work.keep("issued_facts", {"report_id": report_id, "facts": facts})
    for file in report.files:
        noted: dict[str, Value] = {"report_id": report_id, "kind": file.kind, "name": file.name, "sha256": file.sha256}
        work.keep("issued_file", {**noted, "content": contents[file.kind]}, noted=noted)
    return report_id


def issued_reports(connection: Connection) -> tuple[IssuedReport, ...]:
    """The register, the newest first."""
    files: dict[int, dict[str, IssuedFile]] = {}  # by kind, the last stage
    stages = "SELECT report_id, kind, name, sha256 FROM issued_file WHERE kind <> 'receipt' ORDER BY id"
    for row in connection.exec_driver_sql(stages):
        files.setdefault(row[0], {})[row[1]] = IssuedFile(row[1], row[2], row[3])
    rows = connection.exec_driver_sql(
        "SELECT id, serial, year, month, issued_at, signer, facts_sha256 FROM issued_report ORDER BY id DESC"
    )
    return tuple(
        IssuedReport(
            row[0],
            row[1],
            row[2],
            row[3],
            datetime.fromisoformat(row[4]),
            row[5],
            row[6],
            tuple(files.get(row[0], {}).values()),
        )
        for row in rows
    )


def file_content(connection: Connection, report_id: int, kind: str) -> bytes | None:
    """The very bytes that were issued, as the last signer left them."""
    row = connection.exec_driver_sql(
        "SELECT content FROM issued_file WHERE report_id = ? AND kind = ? ORDER BY id DESC LIMIT 1", (report_id, kind)
    ).one_or_none()
    return None if row is None else bytes(row[0])


def load_identity(connection: Connection) -> tuple[bytes, bytes] | None:
    """(key PEM, certificate PEM) with which the branch itself signs."""
    chosen = signers.roles(connection).get(Role.UNIT)
    found = next((one for one in signers.identities(connection) if one.id == chosen), None)
    return None if found is None else (found.key_pem, found.cert_pem)


def save_identity(work: Work, key_pem: bytes, cert_pem: bytes, fingerprint: str) -> None:
    """The branch's own identity from now on."""
    signers.assign(work, Role.UNIT, signers.add_identity(work, key_pem, cert_pem, fingerprint))


def load_layouts(connection: Connection) -> dict[str, dict[str, str]]:
    """Remembered mappings by the signature of the header."""
    rows = connection.exec_driver_sql("SELECT signature, mapping FROM import_layout")
    return {row[0]: json.loads(row[1]) for row in rows}


def remember_layout(connection: Connection, signature: str, mapping: dict[str, str]) -> None:
    body = json.dumps(mapping, ensure_ascii=False)
    connection.exec_driver_sql("DELETE FROM import_layout WHERE signature = ?", (signature,))
    connection.exec_driver_sql("INSERT INTO import_layout (signature, mapping) VALUES (?, ?)", (signature, body))
