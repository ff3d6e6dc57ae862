"""The journal: history, undo, audit and restore in one append-only table."""

from __future__ import annotations

from sqlalchemy import Index, text
from sqlmodel import Field

from app.models.tables.base import Row


class JournalRow(Row, table=True):
    """One entry covers a run of rows `first_row`..`last_row` of one table, changed alike by one change.

    `before` and `after` are JSON {"columns": [...], "rows": [[...], ...]}; `before` '' means the rows are new,
    `after` '' that they are gone. `undoes` names the change that this one takes back. `hash` is SHA-256
    over everything before it.
    """

    __tablename__ = "journal"
    __table_args__ = (
        Index("ix_journal_rows", "table_name", "last_row"),
        Index("ix_journal_runs", "table_name", "last_row", sqlite_where=text("first_row < last_row")),
        Index("ix_journal_undoes", "undoes", "change_id", sqlite_where=text("undoes IS NOT NULL")),
    )

    seq: int = Field(primary_key=True)
    change_id: int = Field(index=True)
    at: str
    actor: str
    verb: str
    title: str
    undoes: int | None = None
    table_name: str
    first_row: int
    last_row: int
    before: str = ""
    after: str = ""
    previous: str
    hash: str


class ChangeDoorRow(Row, table=True):
    """Doors that a change touched, so that a card finds its history in one look, rows that are gone included. Doors
    taken in by an import are found by their own rows; nothing is told here that the journal does not tell."""

    __tablename__ = "change_door"
    __table_args__ = (Index("ix_change_door_change", "change_id"), {"sqlite_with_rowid": False})

    household_id: int = Field(primary_key=True)
    change_id: int = Field(primary_key=True)
