"""A page of the list: which rows, and in what order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import compress

from sqlalchemy import Connection

from app.models.queries import MOST_FOUND, ListQuery
from app.models.views import ListPage
from app.store.list_index import ListIndex
from app.store.list_order import sort_keys
from app.store.list_rows import Key, read_rows
from app.store.search import Found, SearchIndex
from app.store.selecting import matches, pick

_ALL = 10_000_000


def list_page(
    connection: Connection, search: SearchIndex, query: ListQuery, terms: Sequence[str], today: date
) -> ListPage:
    """The asked-for rows. `terms`: what every row must contain, as `SearchIndex.find` takes them; none for all rows.

    In the order of the doors a search gives its best hits first, and no more than MOST_FOUND of them.
    """
    keys, total = page_keys(connection, search, query, terms, today)
    return ListPage(tuple(read_rows(connection, keys, today, by_person=query.by_person)), total)


def all_keys(
    connection: Connection, search: SearchIndex, query: ListQuery, terms: Sequence[str], today: date
) -> list[Key]:
    """Every row of the list in its order, whatever page is asked for."""
    return page_keys(connection, search, replace(query, offset=0, limit=_ALL), terms, today)[0]


def page_keys(
    connection: Connection, search: SearchIndex, query: ListQuery, terms: Sequence[str], today: date
) -> tuple[list[Key], int]:
    """Keys of the page's rows, and how many rows there are in all."""
    index, best_first = search.lines, query.sort == "door"
    if best_first and not query.narrowing:
        if terms:
            return _page_of(search.find(connection, terms, MOST_FOUND), query)
        if not index.ready:
            return _plain_page(connection, query)  # right after an import: no need to wait for the columns
    index.warm(connection, today)
    flags = matches(index, query)
    if terms and best_first:
        return _page_of(search.find(connection, terms, MOST_FOUND, _fitting(index, query, flags)), query)
    if terms:
        flags = _and_found(index, query, search.find(connection, terms, _ALL), flags)
    places, total = pick(flags, sort_keys(index, connection, query.sort), query)
    doors, people = index.columns["door"], index.columns["person"]
    return [(doors[n], people[n] if query.by_person else 0) for n in places], total


def _plain_page(connection: Connection, query: ListQuery) -> tuple[list[Key], int]:
    """The whole list in the order of its doors, straight off an index."""
    down = " DESC" if query.descending else ""
    if query.by_person:
        total = connection.exec_driver_sql("SELECT count(*) FROM search_entry WHERE resident_id > 0").scalar_one()
        select = (
            f"SELECT household_id, resident_id FROM search_entry WHERE resident_id > 0 ORDER BY place{down}, id{down}"
        )
    else:
        total = connection.exec_driver_sql("SELECT count(*) FROM household").scalar_one()
        select = f"SELECT id, 0 FROM household ORDER BY place{down}"
    rows = connection.exec_driver_sql(f"{select} LIMIT ? OFFSET ?", (query.limit, query.offset))
    return [(row[0], row[1]) for row in rows], total


def _page_of(found: list[Found], query: ListQuery) -> tuple[list[Key], int]:
    """The page of what the words have found, best first."""
    if query.by_person:
        keys = [(door, person) for _, door, person in found if person]
    else:
        keys = [(door, 0) for door in dict.fromkeys(door for _, door, _ in found)]
    if query.descending:
        keys.reverse()
    return keys[query.offset : query.offset + query.limit], len(keys)


def _fitting(index: ListIndex, query: ListQuery, flags: bytes) -> Callable[[Found], object]:
    """Whether the filters let a hit through."""
    if query.by_person:
        places = index.places()
        return lambda hit: flags[places[hit[0]]]
    doors = set(compress(index.columns["door"], flags))
    return lambda hit: hit[1] in doors


def _and_found(index: ListIndex, query: ListQuery, found: list[Found], flags: bytes) -> bytes:
    """The flags of what the words have found too."""
    hit = {entry for entry, _, _ in found} if query.by_person else {door for _, door, _ in found}
    column = index.columns["id" if query.by_person else "door"]
    return bytes(flag and here in hit for flag, here in zip(flags, column, strict=True))


def grid_names(connection: Connection) -> tuple[str, ...]:
    """Grids in their order."""
    return tuple(row[0] for row in connection.exec_driver_sql("SELECT name FROM grid ORDER BY rank, name"))


def estate_names(connection: Connection) -> tuple[str, ...]:
    """Estates (小区) that doors are registered under; doors without one do not count."""
    found = connection.exec_driver_sql("SELECT DISTINCT estate FROM household WHERE estate <> '' ORDER BY estate")
    return tuple(row[0] for row in found)
