"""Is everything as it should be: the file, the ties between rows, the journal, and what is laid down of the colours."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection

from app.models.changes import Finding
from app.store import certificates, derived, journal, points


def check_store(connection: Connection, today: date) -> Iterator[Finding]:
    """Everything that is not in order; nothing when all is well."""
    yield from _file(connection)
    yield from journal.check(connection)
    yield from _rows(connection)
    yield from _reports(connection)
    yield from _attachments(connection)
    yield from certificates.check(connection)
    yield from points.check(connection)
    yield from _derived(connection, today)


def _file(connection: Connection) -> Iterator[Finding]:
    for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check"):
        yield Finding("file", f"资料文件有损坏的页:{row[0]}")
    for row in connection.exec_driver_sql("PRAGMA integrity_check"):
        if row[0] != "ok":
            yield Finding("file", f"资料文件内部不一致:{row[0]}")
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Finding("file", f"{row[0]} 第 {row[1]} 条指向的记录不存在。")


def _rows(connection: Connection) -> Iterator[Finding]:
    """Rows that are not as the journal tells them: changed, added or removed past the program."""
    for table, told in journal.replay(connection).items():
        cursor = connection.exec_driver_sql(f"SELECT * FROM {table}")
        columns = list(cursor.keys())
        there = {row[0]: dict(zip(columns, row, strict=True)) for row in cursor}
        for number in sorted(told.keys() | there.keys()):
            row, said = there.get(number), told.get(number)
            if row is None or said is None:
                yield Finding(
                    "journal", f"{table} 第 {number} 条与操作记录不符:{'多出' if said is None else '缺少'}一条。"
                )
            elif any(row[name] != value for name, value in said.items() if name in row):
                yield Finding("journal", f"{table} 第 {number} 条与操作记录不符。")


def _reports(connection: Connection) -> Iterator[Finding]:
    """Issued files and facts whose digests are no longer those in the register."""
    for serial, kind, sha256, content in connection.exec_driver_sql(
        "SELECT r.serial, f.kind, f.sha256, f.content FROM issued_file f JOIN issued_report r ON r.id = f.report_id"
    ):
        if hashlib.sha256(content).hexdigest() != sha256:
            yield Finding("reports", f"月报 {serial} 的 {kind.upper()} 文件被改动过。")
    for serial, sha256, facts in connection.exec_driver_sql(
        "SELECT r.serial, r.facts_sha256, f.facts FROM issued_facts f JOIN issued_report r ON r.id = f.report_id"
    ):
        if hashlib.sha256(facts.encode()).hexdigest() != sha256:
            yield Finding("reports", f"月报 {serial} 的数字底稿被改动过。")


def _attachments(connection: Connection) -> Iterator[Finding]:
    """Papers whose bytes are gone, or are no longer those that were attached; blanks of the street likewise."""
    for topic, kept, named, said in (
        ("attachments", "attachment_content", "attachment", "附件“{}”的内容被改动过,或已经不在。"),
        ("forms", "street_form_content", "street_form", "街道表格“{}”的空表被改动过,或已经不在。"),
    ):
        there = set()
        for sha256, content in connection.exec_driver_sql(f"SELECT sha256, content FROM {kept}"):
            if hashlib.sha256(content).hexdigest() == sha256:
                there.add(sha256)
        for name, sha256 in connection.exec_driver_sql(f"SELECT name, sha256 FROM {named} ORDER BY id"):
            if sha256 not in there:
                yield Finding(topic, said.format(name))


def _derived(connection: Connection, today: date) -> Iterator[Finding]:
    labels, entries = derived.stored(connection)
    doors = [row[0] for row in connection.exec_driver_sql("SELECT id FROM household ORDER BY id")]
    for door, (intervals, searched) in zip(doors, derived.derive(connection, None, today), strict=True):
        if intervals != labels.pop(door, []):
            yield Finding("colours", f"第 {door} 户的标签与记录不一致。")
        if searched != entries.pop(door, []):
            yield Finding("search", f"第 {door} 户的查找内容与记录不一致。", serious=False)
    for door in labels.keys() | entries.keys():
        yield Finding("colours", f"第 {door} 户的标签没有对应的住户。")
