"""附件 as rows: what it is in one table, its bytes once each in another that the journal does not repeat."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from app.models.meetings import Attachment
from app.store.work import Work, stored

_COLUMNS = "id, name, kind, size, sha256, added_on, note"


def attachments_of(connection: Connection, owner: str, owner_id: int) -> tuple[Attachment, ...]:
    """Of a 'meeting' or a 'matter_step', in the order in which they came."""
    rows = connection.exec_driver_sql(
        f"SELECT {_COLUMNS} FROM attachment WHERE owner = ? AND owner_id = ? ORDER BY id", (owner, owner_id)
    )
    return tuple(Attachment(row[0], row[1], row[2], row[3], row[4], date.fromisoformat(row[5]), row[6]) for row in rows)


def owner_of(connection: Connection, attachment_id: int) -> tuple[str, int] | None:
    row = connection.exec_driver_sql(
        "SELECT owner, owner_id FROM attachment WHERE id = ?", (attachment_id,)
    ).one_or_none()
    return None if row is None else (row[0], int(row[1]))


def content_of(connection: Connection, attachment_id: int) -> tuple[str, bytes] | None:
    """(name, bytes), or None when it is not there."""
    row = connection.exec_driver_sql(
        "SELECT a.name, c.content FROM attachment a JOIN attachment_content c ON c.sha256 = a.sha256 WHERE a.id = ?",
        (attachment_id,),
    ).one_or_none()
    return None if row is None else (row[0], bytes(row[1]))


def add_attachment(
    work: Work, owner: str, owner_id: int, name: str, kind: str, content: bytes, today: date, note: str
) -> int:
    """The bytes are kept once, however often they are attached."""
    sha256 = hashlib.sha256(content).hexdigest()
    there = work.connection.exec_driver_sql("SELECT 1 FROM attachment_content WHERE sha256 = ?", (sha256,)).first()
    if there is None:
        work.keep("attachment_content", {"sha256": sha256, "content": content})
    return work.add(
        "attachment",
        {
            "owner": owner,
            "owner_id": owner_id,
            "name": name,
            "kind": kind,
            "size": len(content),
            "sha256": sha256,
            "added_on": stored(today),
            "note": note,
        },
    )


def remove_attachments(work: Work, attachment_ids: Sequence[int]) -> None:
    """The bytes stay: an undo may ask for them."""
    work.delete("attachment", attachment_ids)
