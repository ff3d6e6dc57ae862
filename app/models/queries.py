"""What a page asks a list for. A file of its own, for the first page builds its links with it."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.colours import Label

MOST_FOUND = 500  # hits of a search that are shown; more would not be read by anyone


@dataclass(frozen=True)
class ListQuery:
    """What a list shows. `by_person` False: a row a door.

    `ids`: household ids (or resident ids when `by_person`) behind a figure, None for all. `claims`: only doors where a
    ledger's claim waits to be settled. `labels`: doors that carry all of them today. `sort`: door, name, grid, age or
    people.
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
