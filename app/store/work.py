"""The unit of work: rows are written here and nowhere else, so that each is journalled and every colour follows.

Nothing is kept unless `commit()` is called. Values are as they are stored: text, whole numbers, None; dates as
YYYY-MM-DD.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection

from app.base.errors import UserFault
from app.models.changes import NOTHING, Changes
from app.store import derived, journal
from app.store.engine import Store
from app.store.journal import Entry, Head, Value

_RUN = 1000  # rows an entry: long enough to be cheap, short enough to be read for one row's history
_SLICES = {
    "signing_identity": "people",
    "organisation": "people",
    "issued_report": "reports",
    "issued_file": "reports",
    "month_words": "reports",
    "report_choice": "reports",
    "report_event": "reports",
    "signer_role": "reports",
    "seal_image": "reports",
    "known_signer": "reports",
    "received_report": "reports",
    "care_entry": "visits",
    "pairing": "visits",
    "visit": "visits",
    "visit_need": "visits",
    "visit_sheet": "visits",
    "request": "requests",
    "request_step": "requests",
    "request_round": "requests",
    "request_whistle": "requests",
    "department": "requests",
    "holiday": "requests",
    "patrol": "requests",
    "patrol_party": "requests",
    "patrol_finding": "requests",
    "mediation": "requests",
    "mediation_party": "requests",
    "party_body": "people",
    "party_member": "people",
    "member_span": "people",
    "meeting": "meetings",
    "attendance": "meetings",
    "agenda_item": "meetings",
    "speech": "meetings",
    "resolution": "meetings",
    "action_item": "meetings",
    "action_note": "meetings",
    "correction": "meetings",
    "signed_minutes": "meetings",
    "attachment": "meetings",
    "attachment_content": "meetings",
    "meeting_recurrence": "meetings",
    "body_cadence": "meetings",
    "matter": "deliberations",
    "matter_step": "deliberations",
    "pool_person": "deliberations",
    "pool_draw": "deliberations",
    "publication": "deliberations",
    "volunteer_team": "volunteers",
    "volunteer": "volunteers",
    "volunteer_availability": "volunteers",
    "volunteer_leave": "volunteers",
    "volunteer_pair": "volunteers",
    "dual_registration": "volunteers",
    "volunteer_activity": "volunteers",
    "activity_need": "volunteers",
    "volunteer_shift": "volunteers",
    "duty": "volunteers",
    "duty_swap": "volunteers",
    "duty_wish": "volunteers",
    "duty_month": "volunteers",
    "service_session": "volunteers",
    "service_record": "volunteers",
    "service_correction": "volunteers",
    "service_certificate": "volunteers",
    "service_posting": "volunteers",
    "point_entry": "volunteers",
    "volunteer_evaluation": "volunteers",
    "wish": "volunteers",
    "wish_step": "volunteers",
    "street_form": "forms",
    "street_form_content": "forms",
    "street_form_binding": "forms",
    "rule_edit": "rules",
    "list_view": "views",
    "export_log": "exports",
}  # whatever is not named here belongs to the households
_IN_RUNS = frozenset(("attendance",))  # many are changed at once, and no card tells the fields of one row
# never changed, never deleted, by no undo either: but for whose they are, when two entries of one person become one
_ADDED_ONLY = {"point_entry": frozenset(("volunteer_id",))}
_DOOR_TABLES = frozenset(("residency", "occupancy", "label_override"))
# told on a door's card; they move no colour
_BESIDE = frozenset(("care_entry", "pairing", "visit", "visit_need", "request"))


class Work:
    """One change, open until it is committed or dropped."""

    def __init__(
        self, connection: Connection, verb: str, title: str, actor: str, now: datetime, undoes: int | None
    ) -> None:
        self.connection = connection
        self._head = Head(journal.next_change_id(connection), journal.moment(now), actor, verb, title, undoes)
        self._today = now.date()
        self._entries: list[Entry] = []
        self._doors: set[int] = set()
        self._beside: set[int] = set()
        self._people: set[int] = set()
        self._tables: set[str] = set()
        self._settled: set[int] = set()

    @property
    def change_id(self) -> int:
        return self._head.change_id

    @property
    def title(self) -> str:
        """What undo calls this change; a verb may settle it when it knows whom it is about."""
        return self._head.title

    @title.setter
    def title(self, title: str) -> None:
        self._head = replace(self._head, title=title)

    def next_id(self, table: str) -> int:
        """The id the next new row of `table` will have: never one that a row has had before, taken back or not."""
        there = self.connection.exec_driver_sql(
            f"SELECT max(coalesce((SELECT max(id) FROM {table}), 0), "
            "coalesce((SELECT max(last_row) FROM journal WHERE table_name = ?), 0))",
            (table,),
        ).scalar_one()
        here = max((entry.last for entry in self._entries if entry.table == table), default=0)
        return max(int(there), here) + 1

    def insert(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> None:
        """New rows, ids first and running without a gap; `columns` begins with 'id'."""
        if not rows:
            return
        marks = ", ".join("?" * len(columns))
        self.connection.exec_driver_sql(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", [tuple(row) for row in rows]
        )
        for run in _runs(rows):
            self._entries.append(Entry(table, _id(run[0]), _id(run[-1]), "", journal.image(columns, run)))
        if table == "resident":  # a new person changes a door only by a residency, which is a row of its own
            self._tables.add(table)
        else:
            self._touch(table, columns, rows)

    def add(self, table: str, values: Mapping[str, Value]) -> int:
        """One new row; returns its id."""
        row_id = self.next_id(table)
        self.insert(table, ["id", *values], [[row_id, *values.values()]])
        return row_id

    def update(self, table: str, row_id: int, values: Mapping[str, Value]) -> bool:
        """Change the columns that differ; False when nothing did. Raises UserFault when the row is gone."""
        return self.update_many(table, {row_id: values}) > 0

    def update_many(self, table: str, changes: Mapping[int, Mapping[str, Value]]) -> int:
        """Change rows by id, each in its own columns; returns how many truly changed."""
        changed = 0
        by_columns: dict[tuple[str, ...], dict[int, Mapping[str, Value]]] = {}
        for row_id, values in changes.items():
            by_columns.setdefault(tuple(values), {})[row_id] = values
        for columns, group in by_columns.items():
            changed += self._update_alike(table, columns, group)
        return changed

    def _update_alike(self, table: str, columns: tuple[str, ...], group: dict[int, Mapping[str, Value]]) -> int:
        _only_added(table, columns)
        names = ("id", *columns)
        old = {_id(row): row for row in self._read(table, names, list(group))}
        if len(old) < len(group):
            raise UserFault("这条记录已经不在了。", "请刷新后再试。")
        rows: list[tuple[Value, ...]] = [(row_id, *values.values()) for row_id, values in sorted(group.items())]
        new = {_id(row): row for row in rows if tuple(old[_id(row)]) != row}
        if not new:
            return 0
        sets = ", ".join(f"{column} = ?" for column in columns)
        self.connection.exec_driver_sql(
            f"UPDATE {table} SET {sets} WHERE id = ?", [(*row[1:], row[0]) for row in new.values()]
        )
        for run in _runs(list(new.values())) if table in _IN_RUNS else [[row] for row in new.values()]:
            before, after = journal.image(names, [old[_id(row)] for row in run]), journal.image(names, run)
            self._entries.append(Entry(table, _id(run[0]), _id(run[-1]), before, after))
        self._touch(table, names, [old[row_id] for row_id in new])
        self._touch(table, names, list(new.values()))
        if table in _DOOR_TABLES | _BESIDE and "household_id" not in columns:
            moved = self._doors if table in _DOOR_TABLES else self._beside
            moved.update(self._column(table, "household_id", list(new)))
        return len(new)

    def keep(self, table: str, values: Mapping[str, Value], *, noted: Mapping[str, Value] | None = None) -> None:
        """A frozen row: a part of an issued report, a key. The journal does not repeat it;
        `noted` is what it says of it, where no other entry of this change does."""
        marks = ", ".join("?" * len(values))
        row_id = self.next_id(table)
        self.connection.exec_driver_sql(
            f"INSERT INTO {table} (id, {', '.join(values)}) VALUES (?, {marks})", (row_id, *values.values())
        )
        if noted is not None:
            image = journal.image(["id", *noted], [[row_id, *noted.values()]])
            self._entries.append(Entry(table, row_id, row_id, "", image))
            self._tables.add(table)

    def delete(self, table: str, row_ids: Sequence[int]) -> None:
        """Remove rows; their whole content stays in the journal."""
        columns = self._columns(table)
        rows = self._read(table, columns, row_ids)
        if not rows:
            return
        _only_added(table)
        self._touch(table, columns, rows)
        self.connection.exec_driver_sql(f"DELETE FROM {table} WHERE id = ?", [(_id(row),) for row in rows])
        for run in _runs(rows):
            self._entries.append(Entry(table, _id(run[0]), _id(run[-1]), journal.image(columns, run), ""))

    def take_back(self, change_id: int) -> None:
        """Do the reverse of a change, entry by entry, the last first."""
        for entry in reversed(journal.entries_of(self.connection, change_id)):
            columns, before = journal.read_image(entry.before)
            _, after = journal.read_image(entry.after)
            if not entry.before:
                self.delete(entry.table, list(range(entry.first, entry.last + 1)))
            elif not entry.after:
                self.insert(entry.table, columns, before)
            else:
                self.update_many(
                    entry.table,
                    {_id(old): _changed(columns, old, new) for old, new in zip(before, after, strict=True)},
                )

    def settled(self, household_ids: Iterable[int]) -> None:
        """What follows from these new doors has been laid down already."""
        self._settled.update(household_ids)

    def commit(self) -> Changes:
        """Keep it: work the colours out anew where they may have moved, chain the journal, end the transaction."""
        if not self._entries:
            self.connection.rollback()
            return NOTHING
        if self._people:
            self._doors.update(derived.doors_of(self.connection, self._people))
        derived.refresh(self.connection, self._doors - self._settled, self._today)
        journal.append(self.connection, self._head, self._entries)
        journal.note_doors(self.connection, self.change_id, (self._doors - self._settled) | self._beside)
        self.connection.commit()
        slices = frozenset(_SLICES.get(table, "households") for table in self._tables)
        kept = self._head.verb in (*journal.FINAL_VERBS, *journal.REVERSED_VERBS)
        return Changes(self.change_id, self._head.title, slices, frozenset(self._doors | self._beside), kept=kept)

    def _touch(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> None:
        self._tables.add(table)
        if table == "household":
            self._doors.update(_id(row) for row in rows)
        elif table == "resident":
            self._people.update(_id(row) for row in rows)
        elif table in _DOOR_TABLES | _BESIDE and "household_id" in columns:
            place = list(columns).index("household_id")
            moved = self._doors if table in _DOOR_TABLES else self._beside
            moved.update(door for row in rows if isinstance(door := row[place], int))

    def _columns(self, table: str) -> list[str]:
        return [str(row[1]) for row in self.connection.exec_driver_sql(f"PRAGMA table_info({table})")]

    def _read(self, table: str, columns: Sequence[str], row_ids: Sequence[int]) -> list[Sequence[Value]]:
        found: list[Sequence[Value]] = []
        for part in _parts(row_ids):
            marks = ", ".join("?" * len(part))
            query = f"SELECT {', '.join(columns)} FROM {table} WHERE id IN ({marks}) ORDER BY id"
            found.extend(tuple(row) for row in self.connection.exec_driver_sql(query, tuple(part)))
        return found

    def _column(self, table: str, column: str, row_ids: Sequence[int]) -> list[int]:
        return [int(str(row[1])) for row in self._read(table, ("id", column), row_ids) if row[1] is not None]


@contextmanager
def work(
    store: Store, *, verb: str, title: str, now: datetime, actor: str = "本机", undoes: int | None = None
) -> Iterator[Work]:
    """Begin a change. It is dropped unless the block commits it."""
    with store.writing() as connection:
        yield Work(connection, verb, title, actor, now, undoes)


def stored(value: object) -> Value:
    """A value of a draft as it is stored."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return int(value)
    if value is None or isinstance(value, (str, int, bytes)):
        return value
    raise TypeError(type(value).__name__)


def _only_added(table: str, columns: Sequence[str] = ()) -> None:
    """Refuses to change these columns of a table whose rows are only added; none are named: to delete."""
    if table in _ADDED_ONLY and (not columns or not _ADDED_ONLY[table].issuperset(columns)):
        raise UserFault("红色账户里的记录不能改,也不能删。", "记错了请冲销那一笔,再重新登记。")


def _id(row: Sequence[Value]) -> int:
    assert isinstance(row[0], int)
    return row[0]


def _changed(columns: Sequence[str], old: Sequence[Value], new: Sequence[Value]) -> dict[str, Value]:
    """What stood in the columns that a change moved: another change may have moved the others since."""
    return {column: a for column, a, b in zip(columns, old, new, strict=True) if a != b}


def _runs(rows: Sequence[Sequence[Value]]) -> Iterator[Sequence[Sequence[Value]]]:
    """Rows in runs of unbroken ids, none longer than an entry should be."""
    if _id(rows[-1]) - _id(rows[0]) == len(rows) - 1:  # ids rise, so nothing is missing
        yield from (rows[place : place + _RUN] for place in range(0, len(rows), _RUN))
        return
    start = 0
    for place in range(1, len(rows) + 1):
        if place == len(rows) or place - start == _RUN or _id(rows[place]) != _id(rows[place - 1]) + 1:
            yield rows[start:place]
            start = place


def _parts(row_ids: Sequence[int]) -> Iterator[tuple[int, ...]]:
    ordered = sorted(row_ids)
    for start in range(0, len(ordered), 500):
        yield tuple(ordered[start : start + 500])
