"""May a change be taken back that is not the last? Only when nothing that came after it stands on what it wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from app.base.errors import UserFault
from app.store import journal
from app.store.journal import Entry

_ENOUGH = 100  # later changes that are named; nobody reads more
_LONGEST_RUN = 1000  # rows that one entry covers at most (store.work)


class Later(NamedTuple):
    """A later change, as it is called."""

    change_id: int
    title: str


_Run = tuple[str, int, int]  # table, first and last row


class _Tie(NamedTuple):
    """`table`.`column` holds ids of `parent`; where `kind` names a column, only in rows that say `parent` there."""

    table: str
    column: str
    parent: str
    kind: str = ""


def in_the_way(connection: Connection, change_id: int) -> tuple[Later, ...]:
    """Later changes, the newest first, that touched the same columns of the same rows, or point at rows this one made.

    Changes that were taken back themselves, and the taking back, count for nothing. Some are enough.
    """
    void = journal.taken_back(connection)
    neutral = {change_id, *void, *void.values()}
    entries = journal.entries_of(connection, change_id)
    own = [(entry.table, entry.first, entry.last) for entry in entries if not entry.before]
    found: set[int] = set()
    for entry in entries:
        for other in _standing_on(connection, entry, change_id, own):
            if other not in neutral:
                found.add(other)
            if len(found) > _ENOUGH:
                return named(connection, found)
    return named(connection, found)


@contextmanager
def contradictions() -> Iterator[None]:
    """What the store itself refuses, a door that is there again for one, in words."""
    try:
        yield
    except IntegrityError:
        raise UserFault(
            "后来登记的内容和这次变更有关,不能单独撤销这一次。", "请用“撤销”(Ctrl+Z)从最近的一步步退回。"
        ) from None


def named(connection: Connection, change_ids: Iterable[int]) -> tuple[Later, ...]:
    heads = (journal.head_of(connection, one) for one in sorted(change_ids, reverse=True))
    return tuple(Later(head.change_id, head.title) for head in heads if head is not None)


def later_at_doors(connection: Connection, change_id: int, household_ids: Iterable[int]) -> tuple[Later, ...]:
    """Later changes that stand and touched one of these doors, the newest first."""
    void = journal.taken_back(connection)
    neutral = {*void, *void.values()}
    found: set[int] = set()
    for door in household_ids:
        rows = connection.exec_driver_sql(
            "SELECT change_id FROM change_door WHERE household_id = ? AND change_id > ?", (door, change_id)
        )
        found.update(row[0] for row in rows if row[0] not in neutral)
    return named(connection, found)


def doors_of(connection: Connection, change_id: int) -> set[int]:
    """Doors that a change touched; those that came in by an import are not among them."""
    rows = connection.exec_driver_sql("SELECT DISTINCT household_id FROM change_door WHERE change_id = ?", (change_id,))
    return {row[0] for row in rows}


def count_doors(connection: Connection, change_id: int) -> int:
    """How many doors a change touched, those that it made among them."""
    new = connection.exec_driver_sql(
        "SELECT first_row, last_row FROM journal WHERE change_id = ? AND table_name = 'household' AND before = ''",
        (change_id,),
    ).fetchall()
    others = [door for door in doors_of(connection, change_id) if not any(a <= door <= b for a, b in new)]
    made: int = sum(last - first + 1 for first, last in new)
    return made + len(others)


def _standing_on(connection: Connection, entry: Entry, change_id: int, own: Sequence[_Run]) -> Iterator[int]:
    columns = _changed_columns(entry) if entry.before and entry.after else None
    rows = connection.exec_driver_sql(
        "SELECT change_id, first_row, last_row, before, after FROM journal WHERE table_name = ? "
        "AND last_row BETWEEN ? AND ? AND first_row <= ? AND change_id > ?",
        (entry.table, entry.first, entry.last + _LONGEST_RUN - 1, entry.last, change_id),
    )
    for other, first, last, before, after in rows:
        later = Entry(entry.table, first, last, before, after)
        if columns is None or not before or not after or columns & _changed_columns(later):
            yield other
    if not entry.before:
        yield from _pointing_at(connection, entry, own)
    elif not entry.after:
        yield from _parents_gone(connection, entry)


def _changed_columns(entry: Entry) -> frozenset[str]:
    columns, before = journal.read_image(entry.before)
    _, after = journal.read_image(entry.after)
    return frozenset(
        column
        for old, new in zip(before, after, strict=True)
        for column, a, b in zip(columns, old, new, strict=True)
        if a != b
    )


def _pointing_at(connection: Connection, entry: Entry, own: Sequence[_Run]) -> Iterator[int]:
    """Other changes that made rows which point at the rows this entry made; `own`: rows of the change itself."""
    for tie in _ties(connection):
        if tie.parent != entry.table:
            continue
        meant = f" AND {tie.kind} = '{tie.parent}'" if tie.kind else ""
        rows = connection.exec_driver_sql(
            f"SELECT id FROM {tie.table} WHERE {tie.column} BETWEEN ? AND ?{meant}", (entry.first, entry.last)
        ).fetchall()
        for (row_id,) in rows:
            if any(table == tie.table and first <= row_id <= last for table, first, last in own):
                continue
            made = _made_by(connection, tie.table, row_id)
            if made is not None:
                yield made


def _parents_gone(connection: Connection, entry: Entry) -> Iterator[int]:
    """Changes that removed what the rows of this entry point at."""
    columns, rows = journal.read_image(entry.before)
    for tie in _ties(connection):
        if tie.table != entry.table or tie.column not in columns:
            continue
        place = columns.index(tie.column)
        kind = columns.index(tie.kind) if tie.kind else None
        meant = [row for row in rows if kind is None or row[kind] == tie.parent]
        for parent in {row[place] for row in meant if row[place] is not None}:
            there = connection.exec_driver_sql(f"SELECT 1 FROM {tie.parent} WHERE id = ?", (parent,)).first()
            if there is None:
                yield from _removed_by(connection, tie.parent, int(str(parent)))


def _made_by(connection: Connection, table: str, row_id: int) -> int | None:
    """The change that wrote a row which is there, last."""
    found = _runs_with(connection, table, row_id, "before = ''")
    return max(found, default=None)


def _removed_by(connection: Connection, table: str, row_id: int) -> list[int]:
    found = _runs_with(connection, table, row_id, "after = ''")
    return [max(found)] if found else []


def _runs_with(connection: Connection, table: str, row_id: int, condition: str) -> list[int]:
    rows = connection.exec_driver_sql(
        "SELECT change_id FROM journal WHERE table_name = ? AND last_row BETWEEN ? AND ? AND first_row <= ? "
        f"AND {condition}",
        (table, row_id, row_id + _LONGEST_RUN - 1, row_id),
    )
    return [int(row[0]) for row in rows]


def _ties(connection: Connection) -> tuple[_Tie, ...]:
    """What points at what, of the tables that are journalled (derived rows go and come by themselves)."""
    tables = tuple(
        str(row[0]) for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
    )
    return _BY_KIND + tuple(
        _Tie(table, str(key[3]), str(key[2]))
        for table in tables
        if table not in _DERIVED
        for key in connection.exec_driver_sql(f"PRAGMA foreign_key_list({table})").fetchall()
    )


_DERIVED = frozenset(("label_interval", "search_entry"))
_BY_KIND = (  # what a request came of: the store knows no foreign key for it
    _Tie("request", "origin_id", "visit_need", "origin_kind"),
    _Tie("request", "origin_id", "patrol_finding", "origin_kind"),
)
