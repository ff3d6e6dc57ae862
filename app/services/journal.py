"""Undo, redo, and what was done lately."""

from __future__ import annotations

from app.base.errors import UserFault
from app.models.changes import Changes, HistoryEntry, UndoState
from app.services.office import Office
from app.store import journal as store_journal


def state(office: Office) -> UndoState:
    """What undo and redo would do now."""
    with office.store.reading() as connection:
        return store_journal.undo_state(connection)


def undo(office: Office) -> Changes:
    """Take back the last change. Raises UserFault when there is none."""
    with office.store.reading() as connection:
        found, _ = store_journal.stacks(connection)
    if not found:
        raise UserFault("没有可以撤销的操作。")
    return _take_back(office, "undo", f"撤销:{found[-1][1]}", found[-1][0])


def redo(office: Office) -> Changes:
    """Do again what was last taken back. Raises UserFault when there is nothing."""
    with office.store.reading() as connection:
        _, found = store_journal.stacks(connection)
    if not found:
        raise UserFault("没有可以重做的操作。")
    return _take_back(office, "redo", f"重做:{found[-1][1]}", found[-1][0])


def history(office: Office, limit: int = 50) -> tuple[HistoryEntry, ...]:
    """The last changes of all, the newest first."""
    with office.store.reading() as connection:
        return store_journal.recent(connection, limit)


def _take_back(office: Office, verb: str, title: str, change_id: int) -> Changes:
    with office.work(verb, title, undoes=change_id) as work:
        work.take_back(change_id)
        return office.keep(work)
