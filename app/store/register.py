"""What befell issued reports, and the bytes of each stage."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection

from app.models.register import EventKind, ReportEvent
from app.models.reports import IssuedReport
from app.models.signers import Role
from app.store.journal import Value, moment
from app.store.work import Work


def add_event(work: Work, report_id: int, event: ReportEvent, *, other_id: int | None = None) -> None:
    """Note what befell a report."""
    work.add(
        "report_event",
        {
            "report_id": report_id,
            "at": event.at.isoformat(sep=" ", timespec="seconds"),
            "kind": event.kind.value,
            "role": event.role.value if event.role else "",
            "who": event.who,
            "fingerprint": event.fingerprint,
            "note": event.note,
            "other_id": other_id,
        },
    )


def add_files(work: Work, report_id: int, contents: Mapping[str, tuple[str, bytes]]) -> None:
    """The bytes of a further stage: (name, content) by kind. The earlier ones stay."""
    for kind, (name, content) in contents.items():
        noted: dict[str, Value] = {
            "report_id": report_id,
            "kind": kind,
            "name": name,
            "sha256": hashlib.sha256(content).hexdigest(),
        }
        work.keep("issued_file", {**noted, "content": content}, noted=noted)


def events(connection: Connection, reports: tuple[IssuedReport, ...]) -> dict[int, tuple[ReportEvent, ...]]:
    """Events by report, the oldest first. What an earlier version issued was made and signed in one by the unit."""
    serials = {report.id: report.serial for report in reports}
    found: dict[int, list[ReportEvent]] = {report.id: [] for report in reports}
    rows = connection.exec_driver_sql(
        "SELECT report_id, kind, at, who, role, fingerprint, note, other_id FROM report_event ORDER BY id"
    )
    for report_id, kind, at, who, role, fingerprint, note, other_id in rows:
        if report_id in found:
            event = ReportEvent(
                EventKind(kind),
                datetime.fromisoformat(at),
                who,
                Role(role) if role else None,
                fingerprint,
                note,
                serials.get(other_id, ""),
            )
            found[report_id].append(event)
    for report in reports:
        if not any(event.kind is EventKind.MADE for event in found[report.id]):
            made = ReportEvent(EventKind.MADE, report.issued_at, report.signer)
            signed = ReportEvent(EventKind.SIGNED, report.issued_at, report.signer, Role.UNIT)
            found[report.id] = [made, signed, *found[report.id]]
    return {report_id: tuple(told) for report_id, told in found.items()}


def stages(connection: Connection, report_id: int, kind: str) -> tuple[bytes, ...]:
    """The bytes of one file at each stage, the oldest first."""
    rows = connection.exec_driver_sql(
        "SELECT content FROM issued_file WHERE report_id = ? AND kind = ? ORDER BY id", (report_id, kind)
    )
    return tuple(bytes(row[0]) for row in rows)


def facts_text(connection: Connection, report_id: int) -> str:
    """The frozen facts as canonical JSON; '' where there is no such report."""
    row = connection.exec_driver_sql("SELECT facts FROM issued_facts WHERE report_id = ?", (report_id,)).one_or_none()
    return "" if row is None else str(row[0])


def add_received(work: Work, rows: list[dict[str, Value]], at: datetime) -> None:
    """Packages that were taken in on the street's side."""
    if rows:
        columns = ["id", *rows[0], "received_at"]
        first, when = work.next_id("received_report"), moment(at)
        work.insert("received_report", columns, [[first + n, *row.values(), when] for n, row in enumerate(rows)])


def received_branches(connection: Connection) -> tuple[str, ...]:
    """Every branch that ever handed in here."""
    rows = connection.exec_driver_sql("SELECT DISTINCT branch FROM received_report ORDER BY branch")
    return tuple(row[0] for row in rows)


def received_serials(connection: Connection) -> dict[tuple[str, int, int], str]:
    """The last serial that was accepted, by branch, year and month."""
    rows = connection.exec_driver_sql(
        "SELECT branch, year, month, max(serial) FROM received_report WHERE verdict = 'accepted' "
        "GROUP BY branch, year, month"
    )
    return {(row[0], int(row[1]), int(row[2])): row[3] for row in rows}


def received_fingerprints(connection: Connection) -> dict[str, frozenset[str]]:
    """Under which certificates each branch was accepted."""
    found: dict[str, set[str]] = {}
    for branch, mark in connection.exec_driver_sql(
        "SELECT DISTINCT branch, fingerprint FROM received_report WHERE verdict = 'accepted'"
    ):
        found.setdefault(branch, set()).add(mark)
    return {branch: frozenset(marks) for branch, marks in found.items()}
