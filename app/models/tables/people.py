"""The organisation whose store this is (one row, id 1)."""

from __future__ import annotations

from sqlmodel import Field

from app.models.tables.base import Row


class OrganisationRow(Row, table=True):
    __tablename__ = "organisation"

    id: int = Field(primary_key=True)
    branch: str
    street: str
    secretary: str = ""
    preparer: str = ""
    reviewer: str = ""
