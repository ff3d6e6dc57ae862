"""What the office changed in the rule tables that come with the program, and how it likes its lists."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from app.models.tables.base import Row


class RuleEditRow(Row, table=True):
    """One cell of a rule table that the office set itself; the table's own value stays in the file."""

    __tablename__ = "rule_edit"
    __table_args__ = (UniqueConstraint("rule", "row_key", "field"),)

    id: int = Field(primary_key=True)
    rule: str
    row_key: str
    field: str
    value: str


class ListViewRow(Row, table=True):
    """A saved view of a list: filter, columns and their order, sorting, as JSON."""

    __tablename__ = "list_view"
    __table_args__ = (UniqueConstraint("page", "name"),)

    id: int = Field(primary_key=True)
    page: str
    name: str
    content: str
