"""Issued reports: what left the house, frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class ReportWords:
    """The words people add to a month: 重点工作 and 下月计划. Blank leaves the section out."""

    key_work: str = ""
    next_plan: str = ""


@dataclass(frozen=True)
class IssuedFile:
    """One signed file of a report: 'pdf' or 'xlsx', its name on disk, its SHA-256 as hex."""

    kind: str
    name: str
    sha256: str


@dataclass(frozen=True)
class IssuedReport:
    """A row of the register. `facts_sha256` is the digest of the canonical facts, printed in the QR code."""

    id: int
    serial: str
    year: int
    month: int
    issued_at: datetime
    signer: str
    facts_sha256: str
    files: tuple[IssuedFile, ...]

    @property
    def made_on(self) -> date:
        return self.issued_at.date()
