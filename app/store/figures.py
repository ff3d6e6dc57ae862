"""One day's population, in a handful of indexed queries. Ids leave the file as text: nobody may ever look at them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from sqlalchemy import Connection

from app.models.figures import Ids, PopulationFigures
from app.rules.ages import born_by
from app.rules.colours import LabelRules
from app.rules.figures import People, population_figures
from app.rules.names import is_rare

_DOORS = "SELECT CAST(h.id AS TEXT), g.name, h.sold FROM household h LEFT JOIN grid g ON g.id = h.grid_id ORDER BY h.id"
_LABELLED = (
    "SELECT CAST(household_id AS TEXT), label FROM label_interval "
    'WHERE since <= :day AND "until" >= :day ORDER BY household_id'
)
_LIVING = (
    "FROM resident WHERE (died IS NULL OR died >= :day) AND id IN (SELECT resident_id FROM residency "
    'WHERE (since IS NULL OR since <= :day) AND ("until" IS NULL OR "until" >= :day))'
)


def population(connection: Connection, as_of: date, rules: LabelRules) -> PopulationFigures:
    """All figures of a day, past or coming."""
    day = {"day": as_of.isoformat()}
    grids = [row[0] for row in _fetch(connection, "SELECT name FROM grid ORDER BY rank, name")]
    return population_figures(
        as_of, _fetch(connection, _DOORS), _fetch(connection, _LABELLED, day), _people(connection, as_of, rules), grids
    )


def rare_names(connection: Connection, as_of: date) -> tuple[str, ...]:
    """Names of the day's residents with characters that old printers and forms may not have, in order of code points."""
    names = _fetch(connection, f"SELECT DISTINCT name {_LIVING}", {"day": as_of.isoformat()})
    return tuple(sorted(name for (name,) in names if is_rare(name)))


def _people(connection: Connection, as_of: date, rules: LabelRules) -> People:
    """One pass over the residents; 60 and 80 are the thresholds of the label rules."""
    tests = {
        "aged_60": "birth <= :born_60",
        "aged_80": "birth <= :born_80",
        "party_members": "politics IN (SELECT value FROM json_each(:politics))",
        "disabled": "disability <> ''",
        "aided": "aid IN (SELECT value FROM json_each(:aid))",
        "unit_people": "unit_person",
    }
    columns = ", ".join(f"group_concat(CASE WHEN {test} THEN id END)" for test in tests.values())
    values = {
        "day": as_of.isoformat(),
        "born_60": born_by(as_of, rules.empty_nest_age).isoformat(),
        "born_80": born_by(as_of, rules.aged_age).isoformat(),
        "politics": _json(rules.party_politics),
        "aid": _json(rules.aid_kinds),
    }
    row = _fetch(connection, f"SELECT count(unit_person), group_concat(id), {columns} {_LIVING}", values)[0]
    found = {name: Ids(text or "") for name, text in zip(("residents", *tests), row[1:], strict=True)}
    return People(**found, unit_stated=row[0])


def _fetch(connection: Connection, sql: str, values: dict[str, str] | None = None) -> list[Any]:
    """All rows as the driver gives them: tens of thousands are read for one report."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute(sql, values or {})
        return list(cursor.fetchall())
    finally:
        cursor.close()


def _json(words: frozenset[str]) -> str:
    return json.dumps(sorted(words), ensure_ascii=False)
