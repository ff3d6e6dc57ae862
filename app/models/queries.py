"""What a page asks a list for. A file of its own, for the first page builds its links with it."""

from __future__ import annotations

from dataclasses import dataclass, fields

from app.models.colours import Label

MOST_FOUND = 500  # hits of a search that are shown; more would not be read by anyone
ANY = "*"  # any value but a blank one
NOWHERE = ""  # a blank: without a grid, not registered
MISSING = ("id_number", "phone", "birth")  # what may be sought as not registered
_NO_FILTER = frozenset(("text", "by_person", "sort", "descending", "offset", "limit"))
_OF_PEOPLE = frozenset(
    ("age_from", "age_to", "sex", "politics", "ethnic", "aid", "disability", "unit_person", "heads", "missing")
)


@dataclass(frozen=True)
class ListQuery:
    """What a list shows. `by_person` False: a row a door, shown when one person behind it fits everything asked of
    people.

    `ids`: household ids (or resident ids when `by_person`) behind a figure, None for all. `claims`: only doors where a
    ledger's claim waits to be settled. `labels`: doors that carry all of them today. Of the values in `occupancy`,
    `politics`, `ethnic` and `aid` any one will do, none means all; ANY stands for every value but a blank one. Ages in
    completed years, both ends included. `heads`: only 户主. `alone`: who lives there alone. `lease_within`: days until
    the lease ends. `missing`: all of these (of MISSING) are not registered. `sort`: key of a column.
    """

    text: str = ""
    by_person: bool = True
    labels: frozenset[Label] = frozenset()
    grid: str | None = None
    ids: frozenset[int] | None = None
    claims: bool = False
    sort: str = "door"
    descending: bool = False
    offset: int = 0
    limit: int = 200
    estate: str | None = None
    building: str | None = None
    occupancy: frozenset[str] = frozenset()
    age_from: int | None = None
    age_to: int | None = None
    sex: str | None = None
    politics: frozenset[str] = frozenset()
    ethnic: frozenset[str] = frozenset()
    aid: frozenset[str] = frozenset()
    disability: bool | None = None
    unit_person: bool | None = None
    heads: bool = False
    alone: bool = False
    lease_within: int | None = None
    missing: frozenset[str] = frozenset()

    @property
    def narrowing(self) -> frozenset[str]:
        """Names of the fields, words apart, that make the list shorter than everything."""
        return frozenset(
            field.name
            for field in fields(self)
            if field.name not in _NO_FILTER and getattr(self, field.name) != field.default
        )

    @property
    def asks_of_people(self) -> bool:
        """Whether one person must fit, not only the door."""
        return bool(self.narrowing & _OF_PEOPLE)


@dataclass(frozen=True)
class SavedView:
    """A list as someone wants to see it again: filter, columns in their order, sorting. `id` 0: brought by the program.

    `query` carries no words, ids or paging.
    """

    id: int
    name: str
    query: ListQuery
    columns: tuple[str, ...]

    @property
    def own(self) -> bool:
        """Saved by the office itself."""
        return self.id > 0
