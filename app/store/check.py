"""Is everything as it should be: the file, the ties between rows, the journal, and what is laid down of the colours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection

from app.models.changes import Finding
from app.store import derived, journal


def check_store(connection: Connection) -> Iterator[Finding]:
    """Everything that is not in order; nothing when all is well."""
    yield from _file(connection)
    yield from journal.check(connection)
    yield from _colours(connection)


def _file(connection: Connection) -> Iterator[Finding]:
    for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check"):
        yield Finding("file", f"资料文件有损坏的页:{row[0]}")
    for row in connection.exec_driver_sql("PRAGMA integrity_check"):
        if row[0] != "ok":
            yield Finding("file", f"资料文件内部不一致:{row[0]}")
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Finding("file", f"{row[0]} 第 {row[1]} 条指向的记录不存在。")


def _colours(connection: Connection) -> Iterator[Finding]:
    laid_down = derived.stored_intervals(connection)
    doors = [row[0] for row in connection.exec_driver_sql("SELECT id FROM household ORDER BY id")]
    for door, (expected, _) in zip(doors, derived.derive(connection, None, date.today()), strict=True):
        if expected != laid_down.pop(door, []):
            yield Finding("colours", f"第 {door} 户的标签与记录不一致。")
    for door in laid_down:
        yield Finding("colours", f"第 {door} 户的标签没有对应的住户。")
