"""The columns of all entries, kept up to date: read when they are first needed, mended where doors have changed."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import compress, groupby
from typing import Any

from sqlalchemy import Connection

from app.store.entries import Column, Words, no_words, read_columns

_READ_ANEW_AT = 300  # changed doors after which reading everything is the shorter way
Segment = tuple[bool, int, int]  # (a new piece, from, to)
Keys = tuple[bytes, Sequence[int] | None]  # a byte an entry to sort by first (255: blank), finer numbers within a byte


class ListIndex:
    """`columns` are those of `read_columns`; `words` tells what the codes in them stand for."""

    def __init__(self) -> None:
        self.columns: dict[str, Column] = {}
        self.words: Words = no_words()
        self.keys: dict[str, Keys] = {}  # of columns that were sorted by
        self._day: date | None = None
        self._stale: set[int] = set()
        self._by_name: array[int] | None = None
        self._ranks: Sequence[int] | None = None
        self._places: dict[int, int] | None = None

    def __len__(self) -> int:
        return len(self.columns["id"]) if self.columns else 0

    @property
    def ready(self) -> bool:
        """Whether nothing has to be read before the columns can be used today."""
        return bool(self.columns) and not self._stale

    def changed(self, household_ids: Iterable[int]) -> None:
        """These doors are no longer as the columns have them."""
        if self.columns:
            self._stale.update(household_ids)

    def warm(self, connection: Connection, day: date) -> None:
        """Bring the columns up to date."""
        if not self.columns or self._day != day or len(self._stale) > _READ_ANEW_AT:
            self.words = no_words()
            self.columns = read_columns(connection, day, self.words)
            self._day = day
            self._by_name = None
        elif self._stale:
            self._mend(connection, day)
        else:
            return
        self._stale.clear()
        self.keys.clear()
        self._ranks = self._places = None

    def names(self, connection: Connection) -> Sequence[int]:
        """Rank of each entry in the order of names by pinyin."""
        if self._by_name is None:
            found = connection.exec_driver_sql(
                "SELECT group_concat(id) FROM (SELECT id FROM search_entry ORDER BY sort, place, id)"
            ).scalar_one()
            self._by_name = array("q", map(int, found.split(",") if found else ()))
        if self._ranks is None:
            rank = dict(zip(self._by_name, range(len(self._by_name)), strict=True))
            self._ranks = array("i", map(rank.__getitem__, self.columns["id"]))
        return self._ranks

    def places(self) -> dict[int, int]:
        """Entry id -> its place in the columns."""
        if self._places is None:
            self._places = dict(zip(self.columns["id"], range(len(self)), strict=True))
        return self._places

    def _mend(self, connection: Connection, day: date) -> None:
        """Cut the changed doors out and put them in again as they are now."""
        stale, doors = self._stale, self.columns["door"]
        fresh = read_columns(connection, day, self.words, stale)
        kept = list(compress(range(len(doors)), [door not in stale for door in doors]))
        if self._by_name is not None:
            gone = set(compress(self.columns["id"], map(stale.__contains__, doors)))
            self._by_name = _named(connection, self._by_name, gone, fresh["id"])
        place_of = _looked_up(connection, "household", "place")
        cuts = []
        for door, run in groupby(range(len(fresh["door"])), fresh["door"].__getitem__):
            first, *rest = run
            before = bisect_left(kept, place_of(door), key=lambda n: place_of(doors[n]))
            cuts.append((before, first, first + 1 + len(rest)))
        segments = list(_segments(kept, cuts))
        self.columns = {name: _joined(self.columns[name], fresh[name], segments) for name in self.columns}


def _segments(kept: Sequence[int], cuts: Sequence[tuple[int, int, int]]) -> Iterator[Segment]:
    """Old and new pieces in their order. `cuts`: (how many of `kept` come before, from, to of a new piece)."""
    done = 0
    for before, start, stop in sorted(cuts):
        yield from _runs(kept[done:before])
        yield True, start, stop
        done = before
    yield from _runs(kept[done:])


def _runs(places: Sequence[int]) -> Iterator[Segment]:
    """Unbroken runs of rising places."""
    start = 0
    while start < len(places):
        behind = places[start] - start
        stop = bisect_right(range(len(places)), behind, start, key=lambda n: places[n] - n)
        yield False, places[start], places[stop - 1] + 1
        start = stop


def _joined(old: Column, new: Column, segments: Sequence[Segment]) -> Column:
    pieces = [(new if fresh else old)[start:stop] for fresh, start, stop in segments]
    if isinstance(old, bytes):
        return b"".join(pieces)
    whole = array(old.typecode)
    for piece in pieces:
        whole.extend(piece)
    return whole


def _named(connection: Connection, order: array[int], gone: set[int], new: Iterable[int]) -> array[int]:
    """The order of names without those gone and with those that are new."""
    kept = array("q", [entry for entry in order if entry not in gone])
    sort_of = _looked_up(
        connection, "search_entry", "sort || char(30) || place || char(30) || printf('%012d', id)"
    )  # as it is read anew
    for entry in new:
        kept.insert(bisect_left(kept, sort_of(entry), key=sort_of), entry)
    return kept


def _looked_up(connection: Connection, table: str, column: str) -> Callable[[int], str]:
    cursor = connection.connection.cursor()

    def text_of(row_id: int) -> str:
        row: Any = cursor.execute(f"SELECT {column} FROM {table} WHERE id = ?", (row_id,)).fetchone()
        return str(row[0])

    return text_of
