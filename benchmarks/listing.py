"""The list at 100,000 residents: first pages by every column, filters in combination, duplicates, after a change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app import services
from app.models.colours import Label
from app.models.households import ResidentDraft
from app.models.queries import ANY, ListQuery
from app.rules.list_columns import columns_of
from app.services.office import Office
from benchmarks.stores import opened

FRAME = 0.0167
_PAGE = 100
_NARROWED = (
    ListQuery(age_from=80),
    ListQuery(age_from=60, alone=True, sex="女", sort="age", descending=True),
    ListQuery(labels=frozenset({Label.LET}), grid="第一网格", politics=frozenset({"中共党员"}), sort="name"),
    ListQuery(aid=frozenset({ANY}), disability=False, heads=True, sort="name"),
    ListQuery(by_person=False, occupancy=frozenset({"出租"}), sort="people", descending=True),
    ListQuery(by_person=False, age_from=80, sex="女", sort="name"),
    ListQuery(text="王", sex="女", age_from=60),
)
Pair = tuple[str, Callable[[], object], None, float]


def pairs() -> list[Pair]:
    office = opened(45_000)
    services.lists.warm_search(office)
    sorts = [column.key for column in columns_of(by_person=True) if column.sortable]
    by_column = [ListQuery(sort=sort, descending=down) for sort in sorts for down in (False, True)]
    return [
        _pages(office, "list: first page by each column", by_column),
        _pages(office, "list: first page, filters combined", _NARROWED),
        ("list: first page after a change of one person", _changed(office), None, 0.1),
        ("duplicates among 100,000 people", lambda: services.duplicates.find(office), None, 3.0),
    ]


def _pages(office: Office, name: str, queries: tuple[ListQuery, ...] | list[ListQuery]) -> Pair:
    """All queries in a row; the target is a frame for each."""
    asked = [replace(query, limit=_PAGE) for query in queries]

    def once() -> object:
        return [services.lists.list_rows(office, query).total for query in asked]

    return f"{name} ({len(asked)} lists)", once, None, FRAME * len(asked)


def _changed(office: Office) -> Callable[[], object]:
    query = ListQuery(sort="name", limit=_PAGE)
    (row, *_) = services.lists.list_rows(office, query).rows
    number = 0

    def once() -> object:
        nonlocal number
        number += 1
        draft = ResidentDraft(row.name, note=f"第 {number} 次")
        services.households.save_resident(office, row.household_id, draft, row.resident_id)
        return services.lists.list_rows(office, query).total

    return once
