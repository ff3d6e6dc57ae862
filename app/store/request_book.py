"""Every request in a few narrow columns in memory: what a list filters, seeks, sorts and counts by.

A byte a request and word, so that a filter is one pass of `bytes.translate`; a line of text a request, so that any
words are found in a constant time. Read once, then only what the journal says has moved, undo and import included.
"""

from __future__ import annotations

import json
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from heapq import nsmallest
from typing import Any

from sqlalchemy import Connection

from app.base.resources import rule_table
from app.models.requests import State
from app.rules.request_words import categories
from app.store.request_columns import LAST, MARKS, NO_CALLER, SELECT, WORDS, Table
from app.store.request_flags import Column, Flags, both, count, either, places

_MOVED = (
    "SELECT table_name, first_row, last_row FROM journal WHERE seq > ? AND (table_name IN ('request', 'grid') "
    "OR table_name = 'household' AND before <> '') LIMIT 2000"
)
_BEHIND = "SELECT id FROM request WHERE household_id BETWEEN ? AND ? LIMIT 1000"
_MOST_MOVED = 500  # from then on everything is read anew
_FEW = 3_000  # so many are sorted by themselves; more are picked out of the whole order


class RequestBook:
    """Handed out by the office. `refresh` is asked before anything else, inside one reading of the store.

    Lists by place: `ids`, `id_texts`, and `received`, `due`, `closed`, `visited` as ordinals (no `due`: the last day,
    no other: 0), `doors` (0: none). `columns`: words by place.
    """

    def __init__(self) -> None:
        self._seq = -1
        self._table = Table()
        self._ranks = {
            "state": {state.value: rank for rank, state in enumerate(State)},
            "grade": {row["grade"]: rank for rank, row in enumerate(rule_table("request_grades"))},
            "category": {name: rank for rank, name in enumerate(categories())},
        }
        self._take_all([])

    # reading ------------------------------------------------------------------------------------------------------

    def refresh(self, connection: Connection) -> None:
        """Learn what has moved since; everything at the first time."""
        cursor: Any = connection.connection.cursor()
        cursor.execute("SELECT coalesce(max(seq), 0) FROM journal")
        newest = cursor.fetchone()[0]
        if newest != self._seq:
            moved = self._moved(cursor) if 0 <= self._seq < newest else None
            if moved is None:
                cursor.execute(f"{SELECT} ORDER BY r.id")
                self._take_all(cursor.fetchall())
            elif moved:
                cursor.execute(
                    f"{SELECT} WHERE r.id IN (SELECT value FROM json_each(?)) ORDER BY r.id", (json.dumps([*moved]),)
                )
                self._take(moved, cursor.fetchall())
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

    def _take_all(self, rows: Sequence[Sequence[Any]]) -> None:
        """Everything anew, column by column."""
        lists, words, marks = self._table.parts(rows)
        self._lists = lists
        self.ids: list[int] = lists[0]
        self.numbers: list[str] = lists[1]
        self.received: list[int] = lists[2]
        self.due: list[int] = lists[3]
        self.callers: list[str] = lists[4]
        self.grids: list[int] = lists[5]
        self.closed: list[int] = lists[6]
        self.visited: list[int] = lists[7]
        self.doors: list[int] = lists[8]
        self._said: list[str] = lists[9]
        self._coded: list[str] = lists[10]
        self.id_texts: list[str] = lists[11]
        self.columns = {name: Column(column) for name, column in zip(WORDS, words, strict=True)}
        self._marks = {name: bytearray(column) for name, column in zip(MARKS, marks, strict=True)}
        self._place = {one: place for place, one in enumerate(self.ids)}
        self._orders: dict[str, list[int]] = {}
        self._late: tuple[date, Flags] | None = None

    def _take(self, moved: set[int], rows: Sequence[Sequence[Any]]) -> None:
        """Some rows anew; those that are gone are marked so, and keep their place."""
        known = [self._place[one] for one in moved if one in self._place]
        for name, order in self._orders.items():
            key = self._key(name)
            for place in known:
                if self._marks["alive"][place]:
                    del order[bisect_left(order, key(place), key=key)]
        for place in known:
            self._marks["alive"][place] = 0
        lists, words, marks = self._table.parts(rows)
        for index, row in enumerate(rows):
            place = self._place.setdefault(row[0], len(self._place))
            for own, part in zip((*self._lists, *self._marks.values()), (*lists, *marks), strict=True):
                if place == len(own):
                    own.append(part[index])
                else:
                    own[place] = part[index]
            for column, part in zip(self.columns.values(), words, strict=True):
                column.put(place, part[index])
        for name, order in self._orders.items():
            key = self._key(name)
            for row in rows:
                insort(order, self._place[row[0]], key=key)
        self._late = None

    # sets of requests ---------------------------------------------------------------------------------------------

    def all(self) -> Flags:
        return bytes(self._marks["alive"])

    def open(self) -> Flags:
        return both(bytes(self._marks["open"]), self.all())

    def whistled(self) -> Flags:
        return both(bytes(self._marks["whistled"]), self.all())

    def reopened(self) -> Flags:
        """Those with more than one round."""
        return both(bytes(self._marks["reopened"]), self.all())

    def late(self, today: date) -> Flags:
        """Past the limit today, closed late, or closed late in an earlier round."""
        if self._late is None or self._late[0] != today:
            now = today.toordinal()
            past = bytes([due < now for due in self.due])
            late = either(both(past, self.open()), bytes(self._marks["late_closed"]))
            self._late = (today, both(late, self.all()))
        return self._late[1]

    def received_in(self, first: date | None, last: date | None) -> Flags:
        """Received from `first` to `last`; whole months by their word, days of the others one by one."""
        if first is None and last is None:
            return self.all()
        low, high = first or date.min, last or date.max
        months = self.columns["month"].words()
        edges = {f"{low:%Y-%m}", f"{high:%Y-%m}"} if low > date.min else {f"{high:%Y-%m}"}
        whole = [month for month in months if f"{low:%Y-%m}" < month < f"{high:%Y-%m}" or _inside(month, low, high)]
        found = bytearray(self.columns["month"].flags(whole))
        for place in places(self.columns["month"].flags(edges)):
            if low.toordinal() <= self.received[place] <= high.toordinal():
                found[place] = 1
        return both(bytes(found), self.all())

    def among(self, ids: Iterable[int]) -> Flags:
        """Where these ids are; those that are not there are passed over."""
        return self.flags_of(place for one in ids if (place := self._place.get(one)) is not None)

    def flags_of(self, chosen: Iterable[int]) -> Flags:
        found = bytearray(len(self.ids))
        for place in chosen:
            found[place] = 1
        return bytes(found)

    def place(self, request_id: int) -> int | None:
        return self._place.get(request_id)

    def with_words(self, terms: Sequence[str], among: Flags) -> Flags:
        """Where every term stands, in lower case and half width; a door is '@3-2-1101', or the beginning of it."""
        for term in terms:
            lines = self._coded if term.isascii() else self._said
            if count(among) < len(lines) // 4:
                found = bytearray(len(lines))
                for place in places(among):
                    found[place] = term in lines[place]
                among = bytes(found)
            else:
                among = both(among, bytes([term in line for line in lines]))
        return among

    def with_department(self, name: str) -> Flags:
        """Those that lie with a department, alone or with others."""
        column = self.columns["handler"]
        return column.flags(word for word in column.words() if name in word.split("、"))

    def in_use(self, name: str) -> list[str]:
        """Words of a column that stand in it now, the most used first."""
        column, alive = self.columns[name], self.all()
        counted = {word: count(both(alive, column.flags((word,)))) for word in column.words()}
        return sorted((word for word, number in counted.items() if number), key=lambda word: -counted[word])

    def first(self, among: Flags, keys: Sequence[int], number: int) -> list[int]:
        """Ids of the `number` places with the least of `keys`, those of a kind by place."""
        return [self.ids[place] for place in nsmallest(number, places(among), key=keys.__getitem__)]

    def last(self, among: Flags, keys: Sequence[int], number: int) -> list[int]:
        """Ids of the `number` places with the most of `keys`, the newest first."""
        ordered = sorted(places(among), key=keys.__getitem__) if keys is not self.ids else places(among)
        return [self.ids[place] for place in ordered[: -number - 1 : -1]]

    # order --------------------------------------------------------------------------------------------------------

    def page(self, among: Flags, sort: str, *, descending: bool, offset: int, limit: int) -> list[int]:
        """Ids of a page of these places in this order; what has nothing to sort by stands last either way."""
        total = count(among)
        if total < min(_FEW, len(self.ids) // 2):
            order = sorted(places(among), key=self._key(sort))
        else:
            order = self._order(sort)
            if total < len(order):
                order = [place for place in order if among[place]]
        last = bisect_left(order, True, key=lambda place: self._blank(sort, place)) if descending else 0
        window = range(offset, min(offset + limit, len(order)))
        shown = (order[last - 1 - index] if index < last else order[index] for index in window)
        return [self.ids[place] for place in shown]

    def _blank(self, sort: str, place: int) -> bool:
        """Nothing to sort by: no limit, no caller, no grid."""
        if sort == "due":
            return bool(self.due[place] == LAST)
        if sort == "caller":
            return bool(self.callers[place] >= NO_CALLER)
        return sort == "grid" and bool(self.grids[place] >= LAST)

    def _order(self, sort: str) -> list[int]:
        """All places in an order, kept from then on."""
        order = self._orders.get(sort)
        if order is None:
            alive = places(self.all())
            keys = self._first_key(sort)
            if sort in self._ranks or sort == "grid":
                alive.sort(key=self.received.__getitem__)
            alive.sort(key=keys.__getitem__)
            order = self._orders[sort] = alive
        return order

    def _first_key(self, sort: str) -> Sequence[Any]:
        """What a sort looks at first, by place."""
        if sort in self._ranks:
            ranks, column = self._ranks[sort], self.columns[sort]
            by_word = {word: ranks.get(word, LAST) for word in column.words()}
            return [by_word[column.word(place)] for place in range(len(self.ids))]
        named: dict[str, list[Any]] = {
            "number": self.numbers, "due": self.due, "id": self.ids, "caller": self.callers, "grid": self.grids,
        }  # fmt: skip
        return named.get(sort, self.received)

    def _key(self, sort: str) -> Callable[[int], tuple[Any, ...]]:
        """The same order as a key of one place."""
        if sort in self._ranks:
            ranks, column, received = self._ranks[sort], self.columns[sort], self.received
            return lambda place: (ranks.get(column.word(place), LAST), received[place], place)
        first = self._first_key(sort)
        if sort == "grid":
            received = self.received
            return lambda place: (first[place], received[place], place)
        return lambda place: (first[place], place)


def _inside(month: str, low: date, high: date) -> bool:
    """Whether the whole month lies between two days, themselves included."""
    year, number = map(int, month.split("-"))
    first = date(year, number, 1)
    after = date(year + number // 12, number % 12 + 1, 1)
    return low <= first and after.toordinal() - 1 <= high.toordinal()
