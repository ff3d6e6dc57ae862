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


class LayoutRow(Row, table=True):
    """How a person mapped the columns of a workbook whose header has this signature: JSON header -> field."""

    __tablename__ = "import_layout"

    id: int = Field(primary_key=True)
    signature: str = Field(unique=True)
    mapping: str
