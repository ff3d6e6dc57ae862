"""The journal: one mechanism for history on a card, undo and redo, audit, and restore of what was removed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from app.models.changes import Finding, HistoryEntry, UndoState

Value = str | int | bytes | None
START = "0" * 64  # the hash before the first entry
# What has left the house is not taken back, it is corrected.
FINAL_VERBS = (
    "set_up",
    "issue_report",
    "make_identity",
    "export_full",
    "print_visit_sheet",
    "issue_certificate",
    "sign_report",
    "hand_in_report",
    "take_receipt",
    "receive_packages",
    "import_identity",
    "know_signer",
    "set_seal",
)
# What stands in a ledger of its own is reversed there: undo stops at it, and says so.
REVERSED_VERBS = ("enter_points", "reverse_points")
TAKE_BACK = "take_back"  # the verb of taking back a change that is not the last
UNDO_DEPTH = 300  # changes that can be taken back one after the other


@dataclass(frozen=True)
class Entry:
    """A run of rows of one table, changed alike. `before`/`after`: ((columns), (rows)) or None."""

    table: str
    first: int
    last: int
    before: str
    after: str


@dataclass(frozen=True)
class Head:
    """Who did what when; the same for all entries of one change."""

    change_id: int
    at: str
    actor: str
    verb: str
    title: str
    undoes: int | None


def image(columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> str:
    """Rows as they stand in `before` or `after`."""
    return json.dumps({"columns": columns, "rows": rows}, ensure_ascii=False, separators=(",", ":"))


def read_image(text_: str) -> tuple[list[str], list[list[Value]]]:
    """Columns and rows of an image; '' has none."""
    if not text_:
        return [], []
    body = json.loads(text_)
    return body["columns"], body["rows"]


def digest(previous: str, seq: int, head: Head, entry: Entry) -> str:
    """SHA-256 over the entry before and everything that this one says, as a JSON list."""
    parts = (
        previous, seq, head.change_id, head.at, head.actor, head.verb, head.title, head.undoes,
        entry.table, entry.first, entry.last, entry.before, entry.after,
    )  # fmt: skip
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def next_change_id(connection: Connection) -> int:
    return int(connection.execute(text("SELECT coalesce(max(change_id), 0) + 1 FROM journal")).scalar_one())


def append(connection: Connection, head: Head, entries: Sequence[Entry]) -> None:
    """Chain entries to the journal, in the transaction that makes the change."""
    last = connection.execute(text("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1")).one_or_none()
    seq, previous = (last.seq, last.hash) if last else (0, START)
    rows = []
    for entry in entries:
        seq += 1
        hashed = digest(previous, seq, head, entry)
        rows.append(
            (seq, head.change_id, head.at, head.actor, head.verb, head.title, head.undoes,
             entry.table, entry.first, entry.last, entry.before, entry.after, previous, hashed)
        )  # fmt: skip
        previous = hashed
    connection.exec_driver_sql(f"INSERT INTO journal VALUES ({', '.join('?' * 14)})", rows)


def note_doors(connection: Connection, change_id: int, household_ids: Iterable[int]) -> None:
    """Doors whose history tells of this change."""
    rows = [(door, change_id) for door in sorted(household_ids)]
    if rows:
        connection.exec_driver_sql("INSERT INTO change_door (household_id, change_id) VALUES (?, ?)", rows)


def entries_of(connection: Connection, change_id: int) -> list[Entry]:
    rows = connection.execute(
        text("SELECT table_name, first_row, last_row, before, after FROM journal WHERE change_id = :id ORDER BY seq"),
        {"id": change_id},
    )
    return [Entry(*row) for row in rows]


def stacks(connection: Connection) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """(undo, redo): changes that can be taken back and done again, the next one last, each (change id, title).

    Taking back a change is itself a change that names it; doing it again is a change that takes back the taking back.
    One that was chosen out of the history is a change like any other: what came after it stays done.
    """
    rows = connection.execute(
        text(
            "SELECT change_id, title, undoes, verb FROM (SELECT change_id, min(title) AS title, "
            f"min(undoes) AS undoes, min(verb) AS verb FROM journal WHERE verb NOT IN {FINAL_VERBS} "
            "GROUP BY change_id ORDER BY change_id DESC LIMIT :depth) ORDER BY change_id"
        ),
        {"depth": UNDO_DEPTH},
    )
    undo: list[tuple[int, str]] = []
    redo: list[tuple[int, str]] = []
    for change_id, title, undoes, verb in rows:
        if undoes is None or verb == TAKE_BACK:
            undo.append((change_id, title))
            redo.clear()
        elif undo and undo[-1][0] == undoes:
            redo.append((change_id, undo.pop()[1]))
        elif redo and redo[-1][0] == undoes:
            undo.append((change_id, redo.pop()[1]))
    return undo, redo


def taken_back(connection: Connection) -> dict[int, int]:
    """Changes that are taken back as things stand -> the change that did it; one that was done again is not."""
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT change_id, undoes FROM journal WHERE undoes IS NOT NULL ORDER BY change_id DESC"
    )
    void: dict[int, int] = {}
    for change_id, undoes in rows:
        if change_id not in void:
            void[undoes] = change_id
    return void


def head_of(connection: Connection, change_id: int) -> Head | None:
    """Who did what when in a change; None when there is no such change."""
    row = connection.exec_driver_sql(
        "SELECT change_id, at, actor, verb, title, undoes FROM journal WHERE change_id = ? LIMIT 1", (change_id,)
    ).one_or_none()
    return None if row is None else Head(*row)


def undo_state(connection: Connection) -> UndoState:
    undo, redo = stacks(connection)
    return UndoState(undo[-1][1] if undo else None, redo[-1][1] if redo else None)


def replay(connection: Connection) -> dict[str, dict[int, dict[str, Value]]]:
    """The rows of every table as the journal tells them, change by change: table -> id -> column -> value."""
    tables: dict[str, dict[int, dict[str, Value]]] = {}
    entries = connection.execute(
        text("SELECT table_name, first_row, last_row, before, after FROM journal ORDER BY seq")
    )
    for table, first, last, _before, after in entries:
        rows = tables.setdefault(table, {})
        if not after:
            for number in range(first, last + 1):
                rows.pop(number, None)
            continue
        columns, images = read_image(after)
        for image_ in images:
            rows.setdefault(int(str(image_[0])), {}).update(zip(columns, image_, strict=True))
    return tables


def recent(connection: Connection, limit: int) -> tuple[HistoryEntry, ...]:
    """The last changes, the newest first."""
    rows = connection.execute(
        text(
            "SELECT change_id, min(at), min(actor), min(title) FROM journal GROUP BY change_id "
            "ORDER BY change_id DESC LIMIT :limit"
        ),
        {"limit": limit},
    )
    return tuple(HistoryEntry(row[0], datetime.fromisoformat(row[1]), row[2], row[3]) for row in rows)


def check(connection: Connection) -> Iterator[Finding]:
    """Every entry that does not follow from the one before it, or whose content is not what was written (G29)."""
    previous = START
    expected = 1
    rows = connection.execute(
        text(
            "SELECT seq, change_id, at, actor, verb, title, undoes, table_name, first_row, last_row, before, after, "
            "previous, hash FROM journal ORDER BY seq"
        )
    )
    for row in rows:
        head = Head(row.change_id, row.at, row.actor, row.verb, row.title, row.undoes)
        entry = Entry(row.table_name, row.first_row, row.last_row, row.before, row.after)
        if row.seq != expected:
            yield Finding("journal", f"操作记录第 {expected} 条不见了。")
        elif row.previous != previous:
            yield Finding("journal", f"操作记录第 {row.seq} 条与前一条接不上。")
        if row.hash != digest(row.previous, row.seq, head, entry):
            yield Finding("journal", f"操作记录第 {row.seq} 条被改动过({row.at},{row.title})。")
        previous = row.hash
        expected = row.seq + 1


def moment(now: datetime) -> str:
    """Local time to the second, as the journal keeps it."""
    return now.replace(microsecond=0).isoformat(sep=" ")
