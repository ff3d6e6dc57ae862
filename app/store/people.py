"""The organisation's own row."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import Connection

from app.models.people import Organisation
from app.store.work import Work, stored

_FIELDS = ("branch", "street", "secretary", "preparer", "reviewer")


def load_organisation(connection: Connection) -> Organisation:
    row = connection.exec_driver_sql(f"SELECT {', '.join(_FIELDS)} FROM organisation WHERE id = 1").one()
    return Organisation(*row)


def save_organisation(work: Work, organisation: Organisation, *, new: bool = False) -> None:
    values = {name: stored(value) for name, value in asdict(organisation).items()}
    if new:
        work.add("organisation", values)
    else:
        work.update("organisation", 1, values)
