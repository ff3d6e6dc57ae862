"""What left the house with whole ID numbers and phones."""

from __future__ import annotations

from sqlmodel import Field

from app.models.tables.base import Row


class ExportRow(Row, table=True):
    """A full export: never updated and never undone. `columns`: their titles, '、' between."""

    __tablename__ = "export_log"

    id: int = Field(primary_key=True)
    at: str
    title: str
    columns: str
    row_count: int
    file_name: str
    purpose: str
    recipient: str
