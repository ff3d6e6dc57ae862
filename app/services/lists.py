"""Lists of people and doors, and the search that narrows them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from app.base.clock import chinese_date
from app.models.households import DoorKey
from app.models.ledgers import Ledger
from app.models.queries import ListQuery
from app.models.views import ListPage, ListRow
from app.rules.addresses import read_address
from app.rules.list_columns import NUMBERS, ledger_columns, ledger_rows
from app.rules.list_queries import conditions
from app.services.office import Office, Report, silent
from app.store.list_rows import read_rows
from app.store.lists import all_keys, estate_names, grid_names, list_page

_AT_ONCE = 2000  # rows that are read between two reports of progress
_MOST_SAID = 30  # characters of conditions that find room beside the day
_ADDRESS_MARKS = "-#栋幢座楼单室号"


def list_rows(office: Office, query: ListQuery) -> ListPage:
    """A page of people or doors; the words of the query are looked for as `search` does."""
    today = office.clock.today()
    office.settle()
    with office.store.reading() as connection:
        return list_page(connection, office.search, query, _terms(query), today)


def chosen_rows(
    office: Office,
    query: ListQuery,
    spans: Sequence[tuple[int, int]] | None = None,
    *,
    whole: bool = False,
    report: Report = silent,
) -> tuple[ListRow, ...]:
    """Rows of the list by their numbers, `spans` being (first, last + 1) each; None for all of them.

    `whole`: ID numbers, phones and birth dates are not masked. `report` counts rows; it may raise to stop.
    """
    today = office.clock.today()
    office.settle()
    with office.store.reading() as connection:
        keys = all_keys(connection, office.search, query, _terms(query), today)
        if spans is not None:
            keys = [key for first, last in spans for key in keys[first:last]]
        rows: list[ListRow] = []
        for start in range(0, len(keys), _AT_ONCE):
            report(start, len(keys))
            part = keys[start : start + _AT_ONCE]
            rows.extend(read_rows(connection, part, today, by_person=query.by_person, whole=whole))
        return tuple(rows)


def ledger(
    office: Office,
    query: ListQuery,
    columns: Sequence[str],
    title: str,
    *,
    full: bool = False,
    spans: Sequence[tuple[int, int]] | None = None,
    report: Report = silent,
) -> Ledger:
    """The list as it is shown, ready to leave the house: these columns in this order; `spans` as in `chosen_rows`."""
    rows = chosen_rows(office, query, spans, whole=full, report=report)
    said = "、".join(condition.words for condition in conditions(query))
    period = f"截至{chinese_date(office.clock.today())}"
    return Ledger(
        title=title,
        period=f"{period}({said})" if 0 < len(said) <= _MOST_SAID else period,
        columns=ledger_columns(columns, by_person=query.by_person),
        rows=ledger_rows(columns, rows),
        full=full and bool(NUMBERS & frozenset(columns)),
    )


def _terms(query: ListQuery) -> list[str]:
    words = normal_words(query.text)
    return search_terms(words) if words else []


def search(office: Office, text: str, limit: int = 50) -> ListPage:
    """The first `limit` found by name, pinyin, initials, phone, part of the ID number, or any spelling of a door."""
    return list_rows(office, ListQuery(text=text, limit=limit))


def warm_search(office: Office) -> None:
    """Read the search texts and the columns before the first key is struck."""
    office.settle()
    with office.store.reading() as connection:
        office.search.warm(connection)
        office.search.lines.warm(connection, office.clock.today())
        office.search.lines.names(connection)


def grids(office: Office) -> tuple[str, ...]:
    """Names of the grids in their order."""
    with office.store.reading() as connection:
        return grid_names(connection)


def estates(office: Office) -> tuple[str, ...]:
    """Names of the estates (小区) that have doors."""
    with office.store.reading() as connection:
        return estate_names(connection)


def doors(office: Office, text: str, limit: int = 20) -> tuple[tuple[int, str], ...]:
    """(household id, door) of doors that the words find."""
    page = list_rows(office, ListQuery(text=text, by_person=False, limit=limit))
    return tuple((row.household_id, row.door) for row in page.rows)


def normal_words(text: str) -> str:
    """Half width, lower case, single blanks; rare characters stay the code points they are."""
    narrow = "".join(
        unicodedata.normalize("NFKC", c) if "\uff00" <= c <= "\uffef" or c == "\u3000" else c for c in text
    )
    return " ".join(narrow.lower().split())


def search_terms(words: str) -> list[str]:
    """What every hit must contain; an address in any spelling becomes the door as search texts have it."""
    whole = _door(words.replace(" ", ""))
    if whole and _door(words.split()[0]):
        return [whole]
    return [_door(word) or word for word in words.split()]


def _door(word: str) -> str:
    """'@3-2-1101' for 3栋2单元1101室; '' when the word is no address, or a bare number that could be anything."""
    if not any(mark in word for mark in _ADDRESS_MARKS):
        return ""
    place = read_address(word.upper())
    if place is None or not (place.building or place.unit):
        return ""
    return f"@{DoorKey('', place.building, place.unit, place.room).short.lower()}"
