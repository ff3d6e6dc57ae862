"""The rule tables: what they say here and now, and changing them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.rules import RuleTable
from app.rules.tables import check_value, editable_rules, with_edits
from app.services.office import Office
from app.store import rules as shelf

if TYPE_CHECKING:
    from app.store.connection import Connection


def tables(office: Office) -> tuple[RuleTable, ...]:
    """Every table that may be changed, with the office's own values in it."""
    with office.store.reading() as connection:
        return tuple(read_table(connection, name) for name in editable_rules())


def table(office: Office, name: str) -> RuleTable:
    with office.store.reading() as connection:
        return read_table(connection, name)


def read_table(connection: Connection, name: str) -> RuleTable:
    """For services that have a connection already."""
    return with_edits(name, shelf.edits_of(connection, name))


def edit(office: Office, name: str, row_key: str, field: str, value: str) -> Changes:
    """Change one value; the value that came with the program takes the change away.

    Raises UserFault for a value that cannot be one, or a row that is not there.
    """
    with office.work("edit_rule", "修改规则") as work:
        found = read_table(work.connection, name)
        row = next((row for row in found.rows if row.key == row_key), None)
        column = next((column for column in found.fields if column.name == field), None)
        if row is None or column is None:
            raise UserFault("规则表里没有这一项。", "请刷新后再试。", place=found.title)
        back = value.strip() == row.original[field]  # what came with the program may be what nobody could type
        kept = row.original[field] if back else check_value(column, value)
        shelf.set_edit(work, name, row_key, field, None if kept == row.original[field] else kept)
        return office.keep(work)
