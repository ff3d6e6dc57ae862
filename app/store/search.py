"""Search as you type: a few long texts in memory, one of names, the others of what is typed in ASCII.

Substring search of CPython runs over a hundred thousand residents in a few milliseconds and stops at the first page; an
index in the file would cost each import a second and still fall back to a scan for one or two characters. Digits have
so few shapes that nearly every place looks like a beginning: from four on they are sought in pairs (`store.digits`).
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from sqlalchemy import Connection

from app.store.digits import Digits, is_number
from app.store.list_index import ListIndex

Found = tuple[int, int, int]  # entry id, household id, resident id
_BEFORE_A_WORD = frozenset((" ", "\n", ""))  # names stand at the beginning of their line
_SHORT = 2
_REBUILD_AT = 2000  # changed doors after which the texts are built anew
_SELECT = (  # whole columns, put together by SQLite: a hundred thousand rows never become Python objects
    "SELECT group_concat(id), group_concat(household_id), group_concat(resident_id), group_concat(name, char(10)), "
    "group_concat(spellings, char(10)), group_concat(numbers, char(10)), group_concat(door, char(10)) "
    "FROM (SELECT * FROM search_entry{where} ORDER BY place, id)"
)


class _Lines:
    """One long text with a line an entry."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = array("q", (0,) if text else ())
        at = text.find("\n")
        while at >= 0:
            self.starts.append(at + 1)
            at = text.find("\n", at + 1)

    def find(self, needle: str) -> Iterator[tuple[int, bool]]:
        """(line, whether a word of it begins so) of lines that contain `needle`, in order, each once."""
        text, starts = self.text, self.starts
        at = text.find(needle)
        while at >= 0:
            line = bisect_right(starts, at) - 1
            yield line, text[at - 1 : at] in _BEFORE_A_WORD
            if line + 1 == len(starts):
                return
            at = text.find(needle, starts[line + 1])

    def has(self, line: int, needle: str) -> bool:
        end = self.starts[line + 1] if line + 1 < len(self.starts) else len(self.text)
        return self.text.find(needle, self.starts[line], end) >= 0


class Texts:
    """Entries in order of their doors: names, spellings, numbers and doors each as a text, so that each is short."""

    def __init__(self, columns: Sequence[str | None] = (None,) * 7) -> None:
        """`columns` as `_SELECT` gives them; None where there is no entry."""
        self.ids, self.doors, self.people = (
            array("q", map(int, column.split(",")) if column else ()) for column in columns[:3]
        )
        self._names, self._spellings, self._numbers, self._doors = (_Lines(column or "") for column in columns[3:])
        self._digits = Digits(self._numbers.text.split("\n"))
        self._rooms = "-".join(
            dict.fromkeys(self._doors.text.replace("\n", "-").split("-"))
        )  # each part of a door once

    def fields(self, needle: str) -> tuple[_Lines | Digits, ...]:
        """Where something of this kind can stand."""
        if needle.startswith("@"):
            return (self._doors,)
        if not needle.isascii():
            return (self._names, self._doors)
        if is_number(needle):
            return (self._digits, self._doors) if needle in self._rooms else (self._digits,)
        if any(character.isdigit() for character in needle):
            return (self._numbers, self._doors)
        return (self._spellings, self._numbers) if needle == "x" else (self._spellings,)


class SearchIndex:
    """Built from one narrow query when it is first needed; changed doors are searched in a small text of their own.

    `lines` are the same entries as columns, for filters and sorting.
    """

    def __init__(self) -> None:
        self.lines = ListIndex()
        self._whole: Texts | None = None
        self._fresh = Texts()
        self._stale: set[int] = set()

    def changed(self, household_ids: Iterable[int]) -> None:
        """These doors are no longer as the texts have them."""
        household_ids = frozenset(household_ids)
        self.lines.changed(household_ids)
        if self._whole is None:
            return
        self._stale.update(household_ids)
        self._fresh = Texts()
        if len(self._stale) > _REBUILD_AT:
            self._whole = None
            self._stale.clear()

    def warm(self, connection: Connection) -> None:
        """Read the texts if they are not there, and the changed doors if there are any."""
        if self._whole is None:
            self._whole = Texts(connection.exec_driver_sql(_SELECT.format(where="")).one())
            self._stale.clear()
            self._fresh = Texts()
        elif self._stale and not self._fresh.ids:
            marks = ", ".join("?" * len(self._stale))
            query = _SELECT.format(where=f" WHERE household_id IN ({marks})")
            self._fresh = Texts(connection.exec_driver_sql(query, tuple(self._stale)).one())

    def find(
        self,
        connection: Connection,
        terms: Sequence[str],
        limit: int,
        fits: Callable[[Found], object] = lambda _hit: True,
    ) -> list[Found]:
        """At most `limit` entries that fit and contain every term, those first where a word begins so.

        Terms are in lower case and half width; a door is '@3-2-1101', or the beginning of it.
        """
        self.warm(connection)
        assert self._whole is not None
        if not terms:
            return []
        found: dict[int, Found] = {}
        for texts, skip in ((self._fresh, frozenset()), (self._whole, self._stale)):
            for line in _lines(texts, terms):
                hit = (texts.ids[line], texts.doors[line], texts.people[line])
                if hit[1] not in skip and hit[0] not in found and fits(hit):
                    found[hit[0]] = hit
                if len(found) >= limit:
                    return list(found.values())
        return list(found.values())


def _lines(texts: Texts, terms: Sequence[str]) -> Iterator[int]:
    """Lines with every term; those where a word begins with the longest term come first."""
    first, *others = sorted(terms, key=len, reverse=True)

    def fits(line: int) -> bool:
        return all(any(field.has(line, other) for field in texts.fields(other)) for other in others)

    if (
        len(first) <= _SHORT and first.isascii()
    ):  # very many hits: find the good ones first, and stop when there are enough
        for field in texts.fields(first):
            yield from (line for line, _ in field.find(f" {first}") if fits(line))
        for field in texts.fields(first):
            yield from (line for line, _ in field.find(first) if fits(line))
        return
    later: list[int] = []
    for field in texts.fields(first):
        for line, begins in field.find(first):
            if not fits(line):
                continue
            if begins:
                yield line
            else:
                later.append(line)
    yield from later
