"""The list of full exports."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime

from sqlalchemy import Connection

from app.models.ledgers import PastExport
from app.store.work import Work

_COLUMNS = "id, at, title, columns, row_count, file_name, purpose, recipient"


def add_export(work: Work, export: PastExport) -> int:
    """Note one; its id is given here."""
    values = {field.name: getattr(export, field.name) for field in fields(export) if field.name != "id"}
    values["at"] = export.at.isoformat(sep=" ")
    values["row_count"] = values.pop("rows")
    return work.add("export_log", values)


def past_exports(connection: Connection) -> tuple[PastExport, ...]:
    """All of them, the newest first."""
    rows = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM export_log ORDER BY id DESC")
    return tuple(PastExport(row[0], datetime.fromisoformat(row[1]), *row[2:]) for row in rows)
