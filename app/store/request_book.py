"""Every request in a few narrow columns in memory: what a list filters, seeks, sorts and counts by.

A byte a request and column, so that a filter is one pass of `bytes.translate`; a line of text a request, so that any
word is found in a constant time. Read once, then only what the journal says has moved, undo and import included.
"""

from __future__ import annotations

import json
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection

from app.base.resources import rule_table
from app.models.households import DoorKey
from app.models.requests import State
from app.rules.request_words import categories
from app.store.requests import day

Flags = bytes  # a byte a place: 1 in, 0 out
_SELECT = (
    "SELECT r.id, r.number, r.received_on, r.channel, r.category, r.words, r.grade, r.household_id, r.address, "
    "r.caller, r.caller_sort, r.caller_keys, r.phone, g.name, g.rank, r.state, r.due_on, r.handler, r.closed, "
    "r.closed_on, r.outcome, r.satisfaction, r.late_before, r.visited_on, r.round, r.whistles, "
    "h.building, h.unit, h.room "
    "FROM request r LEFT JOIN household h ON h.id = r.household_id LEFT JOIN grid g ON g.id = r.grid_id"
)
_MOVED = (
    "SELECT table_name, first_row, last_row FROM journal WHERE seq > ? AND (table_name IN ('request', 'grid') "
    "OR table_name = 'household' AND before <> '') LIMIT 2000"
)
_BEHIND = "SELECT id FROM request WHERE household_id BETWEEN ? AND ? LIMIT 1000"
_MOST_MOVED = 500  # from then on everything is read anew
_OTHERS = 255  # the code of values beyond the first 255 of a column
_LAST = date.max.toordinal()


class _Column:
    """One value a request, as a byte."""

    def __init__(self) -> None:
        self.codes = bytearray()
        self._code: dict[str, int] = {}
        self._values: list[str] = []
        self._others: dict[int, str] = {}

    def put(self, place: int, value: str) -> None:
        code = self._code.get(value)
        self._others.pop(place, None)
        if code is None and len(self._values) < _OTHERS:
            code = self._code[value] = len(self._values)
            self._values.append(value)
        elif code is None:
            code = _OTHERS
            self._others[place] = value
        if place == len(self.codes):
            self.codes.append(code)
        else:
            self.codes[place] = code

    def flags(self, values: Iterable[str]) -> Flags:
        """Where one of these values stands."""
        wanted = frozenset(values)
        table = bytearray(256)
        for value in wanted & self._code.keys():
            table[self._code[value]] = 1
        found = self.codes.translate(bytes(table))
        for place, value in self._others.items():
            if value in wanted:
                found[place] = 1
        return bytes(found)

    def value(self, place: int) -> str:
        code = self.codes[place]
        return self._others[place] if code == _OTHERS else self._values[code]

    def values(self) -> list[str]:
        """Every value that stands, or once stood, in it."""
        return [*self._values, *dict.fromkeys(self._others.values())]


class _Entry(NamedTuple):
    """What is sorted and counted by; days as ordinals, 0 where there is none."""

    id: int
    number: str
    received: int
    due: int
    caller: str
    grid: int
    closed: int
    visited: int


class RequestBook:
    """Handed out by the office. `refresh` is asked before anything else, inside one reading of the store."""

    COLUMNS = ("state", "channel", "category", "grade", "grid", "outcome", "satisfaction", "month")

    def __init__(self) -> None:
        self._seq = -1
        self._ranks = {
            "state": {state.value: rank for rank, state in enumerate(State)},
            "grade": {row["grade"]: rank for rank, row in enumerate(rule_table("request_grades"))},
            "category": {name: rank for rank, name in enumerate(categories())},
        }
        self._clear()

    def _clear(self) -> None:
        self.columns = {name: _Column() for name in self.COLUMNS}
        self.entries: list[_Entry] = []
        self._place: dict[int, int] = {}
        self._alive = bytearray()
        self._late_closed = bytearray()
        self._open = bytearray()
        self._said: list[str] = []
        self._coded: list[str] = []
        self._handlers: list[str] = []
        self.whistled = bytearray()
        self.reopened: set[int] = set()
        self.id_texts: list[str] = []
        self._orders: dict[str, list[int]] = {}
        self._late: tuple[date, Flags] | None = None

    def refresh(self, connection: Connection) -> None:
        """Learn what has moved since; everything at the first time."""
        cursor: Any = connection.connection.cursor()
        cursor.execute("SELECT coalesce(max(seq), 0) FROM journal")
        newest = cursor.fetchone()[0]
        if newest != self._seq:
            moved = self._moved(cursor) if 0 <= self._seq < newest else None
            if moved is None:
                self._read_all(cursor)
            elif moved:
                self._read(cursor, moved)
            self._seq = newest
        cursor.close()

    def _moved(self, cursor: Any) -> set[int] | None:
        """Requests that have moved, or whose doors have; None when it is too many, or a grid has."""
        found: set[int] = set()
        cursor.execute(_MOVED, (self._seq,))
        for table, first, last in cursor.fetchall():
            if table == "grid" or last - first > _MOST_MOVED:
                return None
            if table == "household":
                cursor.execute(_BEHIND, (first, last))
                found.update(row[0] for row in cursor.fetchall())
            else:
                found.update(range(first, last + 1))
            if len(found) > _MOST_MOVED:
                return None
        return found

    def _read_all(self, cursor: Any) -> None:
        self._clear()
        cursor.execute(f"{_SELECT} ORDER BY r.id")
        for row in cursor.fetchall():
            self._put(len(self.entries), row)

    def _read(self, cursor: Any, moved: set[int]) -> None:
        known = [self._place[one] for one in moved if one in self._place]
        for name, order in self._orders.items():
            key = self._key(name)
            for place in known:
                if self._alive[place]:
                    del order[bisect_left(order, key(place), key=key)]
        cursor.execute(
            f"{_SELECT} WHERE r.id IN (SELECT value FROM json_each(?)) ORDER BY r.id", (json.dumps([*moved]),)
        )
        rows = cursor.fetchall()
        for place in known:
            self._alive[place] = 0
        for row in rows:
            self._put(self._place.get(row[0], len(self.entries)), row)
        for name, order in self._orders.items():
            key = self._key(name)
            for row in rows:
                insort(order, self._place[row[0]], key=key)
        self._late = None

    def _put(self, place: int, row: Any) -> None:
        (
            one, number, received, channel, category, words, grade, household, address, caller, sort, keys, phone,
            grid, rank, state, due_text, handler, closed, closed_text, outcome, satisfaction, late_before,
            visited_text, round_, whistles, *door,
        ) = row  # fmt: skip
        due, closed_on = day(due_text), day(closed_text)
        late = bool(late_before) or bool(closed and due and closed_on and closed_on > due)
        entry = _Entry(
            one,
            number,
            date.fromisoformat(received).toordinal(),
            due.toordinal() if due else _LAST,
            sort or "\U0010ffff",
            _LAST if rank is None else rank,
            closed_on.toordinal() if closed_on else 0,
            visited.toordinal() if (visited := day(visited_text)) else 0,
        )
        stated = satisfaction or ("未回访" if closed else "未办结")
        for name, value in zip(
            self.COLUMNS, (state, channel, category, grade, grid or "", outcome, stated, received[:7]), strict=True
        ):
            self.columns[name].put(place, value)
        said = f"{words}\n{caller}\n{address}\n{handler}\n{category}".lower()
        at = f"@{DoorKey('', *door).short}" if household else ""
        coded = f"{number} {keys} {phone} {at}".lower()
        if place == len(self.entries):
            self.entries.append(entry)
            self._place[one] = place
            self._said.append(said)
            self._coded.append(coded)
            self._handlers.append(handler)
            self._alive.append(1)
            self._open.append(not closed)
            self._late_closed.append(late)
            self.whistled.append(whistles > 0)
            self.id_texts.append(str(one))
        else:
            self.entries[place], self._said[place], self._coded[place] = entry, said, coded
            self._handlers[place] = handler
            self._alive[place], self._open[place], self._late_closed[place] = 1, not closed, late
            self.whistled[place] = whistles > 0
        (self.reopened.add if round_ > 1 else self.reopened.discard)(place)

    def in_use(self, name: str) -> list[str]:
        """Values of a column that stand in it now, the most used first."""
        column, alive = self.columns[name], self.all()
        counted = {value: both(alive, column.flags((value,))).count(1) for value in column.values()}
        return sorted((value for value, count in counted.items() if count), key=lambda value: -counted[value])

    def all(self) -> Flags:
        return bytes(self._alive)

    def open(self) -> Flags:
        return both(bytes(self._open), self.all())

    def late(self, today: date) -> Flags:
        """Past the limit today, closed late, or closed late in an earlier round."""
        if self._late is None or self._late[0] != today:
            now = today.toordinal()
            found = bytearray(self._late_closed)
            at = self._open.find(1)
            while at >= 0:
                if self.entries[at].due < now:
                    found[at] = 1
                at = self._open.find(1, at + 1)
            self._late = (today, bytes(found))
        return self._late[1]

    def received(self, first: date | None, last: date | None) -> Flags:
        low = first.toordinal() if first else 0
        high = last.toordinal() if last else _LAST
        return bytes([low <= entry.received <= high for entry in self.entries])

    def place(self, request_id: int) -> int | None:
        return self._place.get(request_id)

    def among(self, ids: Iterable[int]) -> Flags:
        found = bytearray(len(self.entries))
        for one in ids:
            place = self._place.get(one)
            if place is not None:
                found[place] = 1
        return bytes(found)

    def with_words(self, terms: Sequence[str], among: Flags) -> Flags:
        """Where every term stands, in lower case and half width; a door is '@3-2-1101', or the beginning of it."""
        for term in terms:
            found = bytes([term in line for line in self._coded]) if term.isascii() else bytes(len(among))
            if not term.startswith("@"):
                found = either(found, bytes([term in line for line in self._said]))
            among = both(among, found)
        return among

    def with_department(self, name: str) -> Flags:
        return bytes([name in handler for handler in self._handlers])

    def page(self, among: Flags, sort: str, *, descending: bool, offset: int, limit: int) -> list[int]:
        """Ids of a page of these places in this order; what has nothing to sort by stands last either way."""
        order = self._order(sort)
        if descending:
            last = len(order)
            if sort in ("due", "caller", "grid"):
                last = bisect_left(order, True, key=lambda place: self._blank(sort, place))
            order = [*reversed(order[:last]), *order[last:]]
        if among.count(1) == len(order):
            places = order[offset : offset + limit]
        else:
            places = [place for place in order if among[place]][offset : offset + limit]
        return [self.entries[place].id for place in places]

    def _blank(self, sort: str, place: int) -> bool:
        entry = self.entries[place]
        return (
            entry.due == _LAST
            if sort == "due"
            else entry.grid == _LAST
            if sort == "grid"
            else entry.caller >= "\U0010ffff"
        )

    def _order(self, sort: str) -> list[int]:
        order = self._orders.get(sort)
        if order is None:
            order = sorted((place for place, alive in enumerate(self._alive) if alive), key=self._key(sort))
            self._orders[sort] = order
        return order

    def _key(self, sort: str) -> Callable[[int], tuple[Any, ...]]:
        entries, rank = self.entries, self._rank
        keys: dict[str, Callable[[int], tuple[Any, ...]]] = {
            "number": lambda place: (entries[place].number, place),
            "due": lambda place: (entries[place].due, place),
            "id": lambda place: (place,),
            "caller": lambda place: (entries[place].caller, place),
            "grid": lambda place: (entries[place].grid, entries[place].received, place),
            "category": lambda place: (rank("category", place), entries[place].received, place),
            "grade": lambda place: (rank("grade", place), entries[place].received, place),
            "state": lambda place: (rank("state", place), entries[place].received, place),
        }
        return keys.get(sort, lambda place: (entries[place].received, place))

    def _rank(self, name: str, place: int) -> int:
        return self._ranks[name].get(self.columns[name].value(place), _LAST)


def both(one: Flags, other: Flags) -> Flags:
    """Where both are 1."""
    return (int.from_bytes(one, "little") & int.from_bytes(other, "little")).to_bytes(len(one), "little")


def either(one: Flags, other: Flags) -> Flags:
    return (int.from_bytes(one, "little") | int.from_bytes(other, "little")).to_bytes(len(one), "little")
