"""Search as you type: two long texts in memory, one of names, one of everything that is typed in ASCII.

Substring search of CPython runs over a hundred thousand residents in a few milliseconds and stops at the first page; an
index in the file would cost each import a second and still fall back to a scan for one or two characters.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection

Found = tuple[int, int, int]  # entry id, household id, resident id
_REBUILD_AT = 2000  # changed doors after which the texts are built anew
_SELECT = "SELECT id, household_id, resident_id, name, keys FROM search_entry"


class Texts:
    """Entries in order of their doors, as two texts with a line an entry, and where each line begins."""

    def __init__(self, rows: Iterable[Sequence[object]]) -> None:
        self.ids = array("q")
        self.doors = array("q")
        self.people = array("q")
        names: list[str] = []
        keys: list[str] = []
        self._name_starts, self._key_starts = array("q"), array("q")
        name_at = key_at = 0
        for entry_id, door, person, name, key in rows:
            self.ids.append(int(str(entry_id)))
            self.doors.append(int(str(door)))
            self.people.append(int(str(person)))
            self._name_starts.append(name_at)
            self._key_starts.append(key_at)
            names.append(str(name))
            keys.append(str(key))
            name_at += len(names[-1]) + 1
            key_at += len(keys[-1]) + 1
        self._names = "\n".join(names)
        self._keys = "\n".join(keys)

    def find(self, needle: str, *, names: bool) -> Iterator[int]:
        """Lines that contain `needle`, in order, each once."""
        text, starts = (self._names, self._name_starts) if names else (self._keys, self._key_starts)
        at = text.find(needle)
        while at >= 0:
            line = bisect_right(starts, at) - 1
            yield line
            if line + 1 == len(starts):
                return
            at = text.find(needle, starts[line + 1])

    def line_has(self, line: int, needle: str) -> bool:
        """Whether an entry contains `needle` in its name or its keys."""
        return any(
            needle in text[starts[line] : starts[line + 1] if line + 1 < len(starts) else len(text)]
            for text, starts in ((self._names, self._name_starts), (self._keys, self._key_starts))
        )


class SearchIndex:
    """Built from one narrow query when it is first needed; changed doors are searched in a small text of their own."""

    def __init__(self) -> None:
        self._whole: Texts | None = None
        self._fresh = Texts(())
        self._stale: set[int] = set()

    def changed(self, household_ids: Iterable[int]) -> None:
        """These doors are no longer as the texts have them."""
        if self._whole is None:
            return
        self._stale.update(household_ids)
        self._fresh = Texts(())
        if len(self._stale) > _REBUILD_AT:
            self._whole = None
            self._stale.clear()

    def warm(self, connection: Connection) -> None:
        """Read the texts if they are not there, and the changed doors if there are any."""
        if self._whole is None:
            self._whole = Texts(connection.exec_driver_sql(f"{_SELECT} ORDER BY place, id"))
            self._stale.clear()
            self._fresh = Texts(())
        elif self._stale and not self._fresh.ids:
            marks = ", ".join("?" * len(self._stale))
            query = f"{_SELECT} WHERE household_id IN ({marks}) ORDER BY place, id"
            self._fresh = Texts(connection.exec_driver_sql(query, tuple(self._stale)))

    def find(self, connection: Connection, terms: Sequence[str], limit: int) -> list[Found]:
        """At most `limit` entries that contain every term, best first: those where a spelling, number or door begins so.

        Terms are in lower case and half width; a door is '@3-2-1101', or the beginning of it.
        """
        self.warm(connection)
        assert self._whole is not None
        if not terms:
            return []
        found: dict[int, Found] = {}
        for texts, skip in ((self._fresh, frozenset()), (self._whole, self._stale)):
            for line in _lines(texts, terms):
                if texts.doors[line] not in skip:
                    found.setdefault(texts.ids[line], (texts.ids[line], texts.doors[line], texts.people[line]))
                if len(found) >= limit:
                    return list(found.values())
        return list(found.values())


def _lines(texts: Texts, terms: Sequence[str]) -> Iterator[int]:
    first, *others = sorted(terms, key=len, reverse=True)
    passes = [(first, True)] if not first.isascii() else [(f" {first}", False), (first, False)]
    for needle, names in passes:
        for line in texts.find(needle, names=names):
            if all(texts.line_has(line, other) for other in others):
                yield line
