"""Saved views of lists, as rows."""

from __future__ import annotations

from sqlalchemy import Connection

from app.store.work import Work

Kept = tuple[int, str, str]  # id, name, content


def views_of(connection: Connection, page: str) -> tuple[Kept, ...]:
    """Those of one page, in the order in which they were saved."""
    rows = connection.exec_driver_sql("SELECT id, name, content FROM list_view WHERE page = ? ORDER BY id", (page,))
    return tuple((row[0], row[1], row[2]) for row in rows)


def put_view(work: Work, page: str, name: str, content: str) -> None:
    """Add a view, or put it in the place of the one of this name."""
    known = {kept[1]: kept[0] for kept in views_of(work.connection, page)}
    if name in known:
        work.update("list_view", known[name], {"content": content})
    else:
        work.add("list_view", {"page": page, "name": name, "content": content})


def view_named(connection: Connection, view_id: int) -> tuple[str, str] | None:
    """(page, name) of a view; None when it is gone."""
    row = connection.exec_driver_sql("SELECT page, name FROM list_view WHERE id = ?", (view_id,)).one_or_none()
    return None if row is None else (row[0], row[1])
