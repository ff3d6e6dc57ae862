"""One day's population, in a handful of indexed queries. Ids leave the file as text: nobody may ever look at them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from app.models.figures import Ids, PopulationFigures
from app.rules.ages import age_groups, born_by
from app.rules.colours import LabelRules
from app.rules.figures import Counted, People, population_figures
from app.rules.names import is_rare

_DOORS = "SELECT CAST(id AS TEXT), grid_id, sold FROM household ORDER BY id"
_LABELLED = (
    'SELECT CAST(household_id AS TEXT), label, since, "until" FROM label_interval '
    'WHERE since <= :last AND "until" >= :first'
)
_LIVING = (
    "FROM resident WHERE (died IS NULL OR died >= :day) AND id IN (SELECT resident_id FROM residency "
    'WHERE (since IS NULL OR since <= :day) AND ("until" IS NULL OR "until" >= :day))'
)


def population(
    connection: Connection, days: Sequence[date], rules: LabelRules, *, names_of: date | None = None
) -> tuple[PopulationFigures, ...]:
    """All figures of each day, past or coming. `names_of`: the one day whose figures carry ids; None: all."""
    grids = dict(fetch(connection, "SELECT id, name FROM grid ORDER BY rank, name"))
    doors = [(door, grids.get(grid), sold) for door, grid, sold in fetch(connection, _DOORS)]
    span = {"first": min(days).isoformat(), "last": max(days).isoformat()}
    intervals = fetch(connection, _LABELLED, span)

    def figures(day: date) -> PopulationFigures:
        named = names_of is None or day == names_of
        on = day.isoformat()
        labelled = [(door, label) for door, label, since, until in intervals if since <= on <= until]
        people = _people(connection, day, rules, with_ids=named)
        return population_figures(day, doors, labelled, people, list(grids.values()), with_ids=named)

    return tuple(figures(day) for day in days)


def rare_names(connection: Connection, as_of: date) -> tuple[str, ...]:
    """Names of the day's residents that old printers and forms may not know, in order of code points."""
    names = fetch(connection, f"SELECT DISTINCT name {_LIVING}", {"day": as_of.isoformat()})
    return tuple(sorted(name for (name,) in names if is_rare(name)))


def _people(connection: Connection, as_of: date, rules: LabelRules, *, with_ids: bool) -> People:
    """One pass over the residents."""
    values = {
        "day": as_of.isoformat(),
        "born_60": born_by(as_of, age_groups()["aged_60"]).isoformat(),
        "born_80": born_by(as_of, age_groups()["aged_80"]).isoformat(),
    }
    tests = {
        "residents": "1",
        "aged_60": "birth <= :born_60",
        "aged_80": "birth <= :born_80",
        "party_members": f"politics IN ({_marks('politics', rules.party_politics, values)})",
        "disabled": "disability <> ''",
        "aided": f"aid IN ({_marks('aid', rules.aid_kinds, values)})",
        "unit_people": "unit_person",
    }
    if with_ids:
        columns = ", ".join(f"group_concat(CASE WHEN {test} THEN id END)" for test in tests.values())
    else:
        columns = ", ".join(f"sum({test})" for test in tests.values())
    stated, *row = fetch(connection, f"SELECT count(unit_person), {columns} {_LIVING}", values)[0]
    found: dict[str, Counted] = {}
    for name, value in zip(tests, row, strict=True):
        ids = Ids(value or "") if with_ids else Ids()
        found[name] = (len(ids) if with_ids else value or 0, ids)
    return People(**found, unit_stated=stated)


def _marks(name: str, words: frozenset[str], values: dict[str, str]) -> str:
    """Marks for a list of words, which are put into `values`."""
    for number, word in enumerate(sorted(words)):
        values[f"{name}_{number}"] = word
    return ", ".join(f":{name}_{number}" for number in range(len(words)))


def fetch(connection: Connection, sql: str, values: Mapping[str, object] | None = None) -> list[Any]:
    """All rows as the driver gives them: tens of thousands are read for one report."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute(sql, values or {})
        return list(cursor.fetchall())
    finally:
        cursor.close()
