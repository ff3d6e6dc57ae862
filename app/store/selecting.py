"""Which entries a query means and in what order: columns translated into yes and no, ANDed as long numbers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import reduce
from itertools import compress, islice
from operator import and_, or_

from app.models.colours import LABELS
from app.models.queries import ANY, MISSING, ListQuery
from app.store.entries import HEAD, NONE, Column
from app.store.list_index import Keys, ListIndex

Bits = int  # a byte an entry, 1 or 0, as one long number
_ALL_BYTES = range(256)


def matches(index: ListIndex, query: ListQuery) -> bytes:
    """1 for each entry whose line is shown, before words are looked for; by door that is the entry in front."""
    columns = index.columns
    of_people = [*_of_people(index, query)]
    of_doors = [*_of_doors(index, query)]
    if query.by_person:
        return _flags(index, [_bits(columns["peopled"]), *of_people, *of_doors])
    if query.asks_of_people:
        fitting = set(compress(columns["door"], _flags(index, [_bits(columns["peopled"]), *of_people])))
        of_doors.append(_bits(bytes(map(fitting.__contains__, columns["door"]))))
    return _flags(index, [_bits(columns["front"]), *of_doors])


def _of_doors(index: ListIndex, query: ListQuery) -> Iterator[Bits]:
    columns = index.columns
    if query.ids is not None:
        yield _bits(bytes(map(query.ids.__contains__, columns["person" if query.by_person else "door"])))
    for name in ("grid", "estate", "building"):
        if (wanted := getattr(query, name)) is not None:
            yield _of_texts(index, name, (wanted,))
    if query.occupancy:
        yield _of_texts(index, "occupancy", query.occupancy)
    if query.claims:
        yield _bits(columns["claims"])
    if query.labels:
        wanted_bits = sum(1 << LABELS.index(label) for label in query.labels)
        yield _of_bytes(columns["labels"], lambda held: held & wanted_bits == wanted_bits)
    if (most := query.lease_within) is not None:
        yield _of_bytes(columns["lease_days"], lambda days: days <= most, last=NONE - 1)
    if query.alone:
        yield _of_bytes(columns["housemates"], lambda people: people == 1)


def _of_people(index: ListIndex, query: ListQuery) -> Iterator[Bits]:
    columns = index.columns
    if query.age_from is not None or query.age_to is not None:
        low, high = query.age_from or 0, NONE if query.age_to is None else query.age_to
        yield _of_bytes(columns["age"], lambda age: low <= age <= high, last=NONE - 1)
    for name in ("politics", "ethnic", "aid"):
        if wanted := getattr(query, name):
            yield _of_texts(index, name, wanted)
    if query.sex is not None:
        yield _of_texts(index, "sex", (query.sex,))
    if query.heads:
        yield _of_texts(index, "relation", (HEAD,))
    if query.unit_person is not None:
        yield _of_texts(index, "unit_person", ("单位人" if query.unit_person else "社会人",))
    if query.disability is not None:
        yield _of_bytes(columns["disability"], lambda held: held == query.disability)
    for name in MISSING:
        if name in query.missing:
            column = columns[name]
            yield _bits(column if isinstance(column, bytes) else bytes(map((0).__eq__, column)))


def _of_texts(index: ListIndex, name: str, wanted: Iterable[str]) -> Bits:
    """Entries whose text is one of those wanted."""
    words, column = index.words[name], index.columns[name]
    codes = {code for text, code in words.items() if text in wanted or (ANY in wanted and text)}
    assert not isinstance(column, bytes)
    halves = column.tobytes()
    return reduce(or_, (_of_code(halves, code) for code in codes), 0)


def _of_code(halves: bytes, code: int) -> Bits:
    """A code has two bytes, in the order of this computer."""
    first, second = code.to_bytes(2, sys.byteorder)
    return _bits(halves[::2].translate(_table(first))) & _bits(halves[1::2].translate(_table(second)))


def _table(code: int) -> bytes:
    return bytes(byte == code for byte in _ALL_BYTES)


def _of_bytes(column: Column, fits: Callable[[int], object], last: int = NONE) -> Bits:
    assert isinstance(column, bytes)
    return _bits(column.translate(bytes(byte <= last and bool(fits(byte)) for byte in _ALL_BYTES)))


def _bits(flags: Column) -> Bits:
    assert isinstance(flags, bytes)
    return int.from_bytes(flags, "little")


def _flags(index: ListIndex, asked: Sequence[Bits]) -> bytes:
    """1 where all that is asked holds."""
    if not asked:
        return b"\x01" * len(index)
    return reduce(and_, asked).to_bytes(len(index), "little")


def pick(flags: bytes, keys: Keys | None, query: ListQuery) -> tuple[list[int], int]:
    """Places of the page's entries in their order, and how many there are in all. Without keys: as doors follow.

    Blank ones (NONE) come last, up or down.
    """
    first, last = query.offset, query.offset + query.limit
    if keys is None:
        way = slice(None, None, -1 if query.descending else 1)
        return list(islice(compress(range(len(flags))[way], flags[way]), first, last)), flags.count(1)
    rough, fine = keys
    chosen = bytes(compress(rough, flags))
    wanted, skipped = _heaps(chosen, query, first, last)
    known = _places(rough, wanted - {NONE}, flags)
    if fine is not None or len(wanted - {NONE}) > 1:
        known.sort(key=(rough if fine is None else fine).__getitem__, reverse=query.descending)
    blank = _places(rough, wanted & {NONE}, flags)
    return [*known, *blank][first - skipped : last - skipped], len(chosen)


def _heaps(chosen: bytes, query: ListQuery, first: int, last: int) -> tuple[set[int], int]:
    """Rough keys of the rows from `first` to `last`, and how many rows come before all of these."""
    wanted: set[int] = set()
    skipped = before = 0
    for code in [*sorted(set(chosen) - {NONE}, reverse=query.descending), NONE]:
        if before >= last:
            break
        count = chosen.count(code)
        if before + count <= first:
            skipped += count
        else:
            wanted.add(code)
        before += count
    return wanted, skipped


def _places(rough: bytes, codes: Collection[int], flags: bytes) -> list[int]:
    """Where one of `codes` stands among what is shown."""
    if not codes:
        return []
    here = _bits(rough.translate(bytes(byte in codes for byte in _ALL_BYTES))) & _bits(flags)
    return list(compress(range(len(flags)), here.to_bytes(len(flags), "little")))
