"""By what a list is sorted: for each column the keys that put its entries in order, blank ones last."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from functools import lru_cache

from sqlalchemy import Connection

from app.base.resources import rule_table
from app.models.colours import LABELS
from app.rules.doors import natural
from app.rules.names import name_keys
from app.store.entries import NONE, TEXTS, Column
from app.store.list_index import Keys, ListIndex

_TABLES = {"politics": "politics", "ethnic": "ethnic", "aid": "aid_kinds", "relation": "relations", "sex": "sexes",
           "occupancy": "occupancy", "unit_person": "residents"}  # fmt: skip
_BLANK = 0xFFFF
_HEAPS = 64
_KEPT = ("name", "birth", "since", "lease_until", *TEXTS)  # what is worth keeping until a door changes


def sort_keys(index: ListIndex, connection: Connection, sort: str) -> Keys | None:
    """Keys of all entries; None for the order of the doors, and for a column that has no order."""
    if sort not in index.keys:
        found = _keys(index, connection, sort)
        if found is None or sort not in _KEPT:
            return found
        index.keys[sort] = found
    return index.keys[sort]


def _keys(index: ListIndex, connection: Connection, sort: str) -> Keys | None:
    columns = index.columns
    if sort == "name":
        ranks, step = index.names(connection), len(index) // _HEAPS + 1
        return bytes([rank // step for rank in ranks]), ranks
    if sort in TEXTS:
        return _text_keys(columns[sort], _ranks(index.words[sort], sort, connection))
    if sort in ("birth", "since", "lease_until"):
        return _dated(columns[sort])
    if sort == "last_visit":
        return _dated(list(map(_last_visits(connection).get, columns["door"], [0] * len(index))))
    if sort == "age":
        return _as_bytes(columns["age"]), None
    if sort == "people":
        return _as_bytes(columns["housemates"]), None
    if sort == "disability":
        return _as_bytes(columns["disability"]).translate(bytes((NONE, 0)) + bytes(254)), None
    if sort == "labels":
        return _as_bytes(columns["labels"]).translate(_label_ranks()), None
    return None


def _as_bytes(column: Column) -> bytes:
    assert isinstance(column, bytes)
    return column


def _ranks(words: Mapping[str, int], name: str, connection: Connection) -> dict[int, int]:
    """Code -> rank: as the rule tables have the terms, grids in their own order, the rest by pinyin."""
    if name == "grid":
        known = [row[0] for row in connection.exec_driver_sql("SELECT name FROM grid ORDER BY rank, name")]
    else:
        known = [row["term"] for row in rule_table(_TABLES[name])] if name in _TABLES else []
    place = {term: number for number, term in enumerate(known)}

    def key(text: str) -> tuple[int, str]:
        return place.get(text, len(place)), natural(text) if text[0].isascii() else f"~{name_keys(text).sort}"

    ranks = {words[text]: rank for rank, text in enumerate(sorted(filter(None, words), key=key))}
    return ranks | ({words[""]: _BLANK} if "" in words else {})


def _text_keys(column: Column, ranks: Mapping[int, int]) -> Keys:
    assert not isinstance(column, bytes)
    if len(ranks) < NONE and max(ranks, default=0) <= NONE:
        low = column.tobytes()[0 if sys.byteorder == "little" else 1 :: 2]
        return low.translate(bytes(min(ranks.get(code, 0), NONE) for code in range(256))), None
    return _roughly([ranks[code] for code in column], len(ranks))


def _roughly(numbers: Sequence[int], most: int) -> Keys:
    """Numbers below `most`, or blank: a few dozen heaps, of which a page needs one or two."""
    step = most // _HEAPS + 1
    return bytes([min(number // step, NONE) for number in numbers]), numbers


def _dated(days: Sequence[int]) -> Keys:
    """Dates such as 19461101: by the year first; 0 is blank."""
    return bytes([min(max(day // 10_000 - 1850, 0), NONE - 1) if day else NONE for day in days]), days


@lru_cache(maxsize=1)
def _label_ranks() -> bytes:
    """Sets of labels as bits -> rank: those with the first label first; none is blank."""
    most = 1 << len(LABELS)
    mirrored = {bits: int(f"{bits:0{len(LABELS)}b}"[::-1], 2) for bits in range(most)}
    return bytes(NONE if not bits else most - mirrored[bits] for bits in range(most)) + bytes(256 - most)


def _last_visits(connection: Connection) -> dict[int, int]:
    """Door -> when somebody was last met there."""
    rows = connection.exec_driver_sql("SELECT household_id, max(visited_on) FROM visit WHERE met GROUP BY household_id")
    return {row[0]: int(row[1].replace("-", "")) for row in rows}
