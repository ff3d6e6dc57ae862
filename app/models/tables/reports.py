"""Reports that left the house, the branch's signing identity, and what was learnt of workbook layouts."""

from __future__ import annotations

from sqlmodel import Field

from app.models.tables.base import Row


class IssuedReportRow(Row, table=True):
    """A report that was issued. It is never updated and never undone."""

    __tablename__ = "issued_report"

    id: int = Field(primary_key=True)
    serial: str = Field(unique=True)
    year: int = Field(index=True)
    month: int
    issued_at: str
    signer: str
    facts_sha256: str


class IssuedFactsRow(Row, table=True):
    """The facts of an issued report as canonical JSON; their SHA-256 stands in the report's row and in its QR code."""

    __tablename__ = "issued_facts"

    id: int = Field(primary_key=True)
    report_id: int = Field(foreign_key="issued_report.id", index=True)
    facts: str


class IssuedFileRow(Row, table=True):
    __tablename__ = "issued_file"

    id: int = Field(primary_key=True)
    report_id: int = Field(foreign_key="issued_report.id", index=True)
    kind: str
    name: str
    sha256: str
    content: bytes


class IdentityRow(Row, table=True):
    """The branch's key and certificate (PEM). The key exists nowhere outside the encrypted store."""

    __tablename__ = "signing_identity"

    id: int = Field(primary_key=True)
    key_pem: bytes
    cert_pem: bytes
    origin: str | None = None  # 'imported', or made here


class LayoutRow(Row, table=True):
    """How a person mapped the columns of a workbook whose header has this signature: JSON header -> field."""

    __tablename__ = "import_layout"

    id: int = Field(primary_key=True)
    signature: str = Field(unique=True)
    mapping: str


class SignerRoleRow(Row, table=True):
    """Which identity signs in which role; a role without a row has no signer of its own. 'unit' is the branch's own."""

    __tablename__ = "signer_role"

    id: int = Field(primary_key=True)
    role: str = Field(unique=True)
    identity_id: int = Field(foreign_key="signing_identity.id")


class ReportEventRow(Row, table=True):
    """What befell an issued report: made, signed, handed in, receipt, corrected. Never updated and never undone.

    `role` and `fingerprint`: of who signed. `other_id`: the other report of a correction.
    """

    __tablename__ = "report_event"

    id: int = Field(primary_key=True)
    report_id: int = Field(foreign_key="issued_report.id", index=True)
    at: str
    kind: str
    role: str
    who: str
    fingerprint: str
    note: str
    other_id: int | None = Field(foreign_key="issued_report.id")


class SealImageRow(Row, table=True):
    """The seal's picture as the user supplied it. The last row counts; one of width 0 takes the picture away."""

    __tablename__ = "seal_image"

    id: int = Field(primary_key=True)
    name: str
    width_mm: int
    added_at: str
    content: bytes


class KnownSignerRow(Row, table=True):
    """A certificate (PEM) this office trusts. A copy lies beside the store, so that `verify` needs no password."""

    __tablename__ = "known_signer"

    id: int = Field(primary_key=True)
    fingerprint: str = Field(unique=True)
    name: str
    street: str
    added_on: str
    cert_pem: str


class ReceivedReportRow(Row, table=True):
    """A branch's package that was taken in here, on the street's side."""

    __tablename__ = "received_report"

    id: int = Field(primary_key=True)
    branch: str
    street: str
    year: int = Field(index=True)
    month: int
    serial: str
    corrects: str
    fingerprint: str
    manifest_sha256: str
    received_at: str
    verdict: str
