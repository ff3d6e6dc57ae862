"""The office's own values in the rule tables."""

from __future__ import annotations

from sqlalchemy import Connection

from app.store.work import Work


def edits_of(connection: Connection, rule: str) -> dict[tuple[str, str], str]:
    """(row key, field) -> value, of one table."""
    rows = connection.exec_driver_sql("SELECT row_key, field, value FROM rule_edit WHERE rule = ?", (rule,))
    return {(row[0], row[1]): row[2] for row in rows}


def set_edit(work: Work, rule: str, row_key: str, field: str, value: str | None) -> None:
    """Lay a value over the table's own; None takes it away again."""
    found = work.connection.exec_driver_sql(
        "SELECT id FROM rule_edit WHERE rule = ? AND row_key = ? AND field = ?", (rule, row_key, field)
    ).one_or_none()
    if value is None:
        work.delete("rule_edit", [found[0]] if found else [])
    elif found:
        work.update("rule_edit", found[0], {"value": value})
    else:
        work.add("rule_edit", {"rule": rule, "row_key": row_key, "field": field, "value": value})
