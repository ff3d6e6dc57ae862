"""One day's population, in a handful of indexed queries."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from app.rules.ages import born_by
from app.rules.colours import LabelRules
from app.rules.figures import PopulationRows
from app.rules.names import is_rare

_DOORS = (
    "SELECT h.id, coalesce(g.name, ''), h.sold FROM household h LEFT JOIN grid g ON g.id = h.grid_id ORDER BY h.place"
)
_LABELLED = 'SELECT household_id, label FROM label_interval WHERE since <= :day AND "until" >= :day ORDER BY household_id, label'
_PEOPLE = (
    "SELECT r.id, r.name, r.birth <= :born_60, r.birth <= :born_80, r.politics, r.disability <> '', r.aid, r.unit_person "
    "FROM resident r WHERE (r.died IS NULL OR r.died >= :day) AND r.id IN (SELECT resident_id FROM residency "
    'WHERE (since IS NULL OR since <= :day) AND ("until" IS NULL OR "until" >= :day)) ORDER BY r.id'
)


def population_rows(connection: Connection, as_of: date, rules: LabelRules) -> PopulationRows:
    """What `rules.figures.population_figures` is made from; 80 and 60 are the thresholds of the label rules."""
    day = as_of.isoformat()
    doors = [(row[0], row[1], None if row[2] is None else bool(row[2])) for row in connection.exec_driver_sql(_DOORS)]
    labelled = [(row[0], row[1]) for row in connection.exec_driver_sql(_LABELLED, {"day": day})]
    grid_order = [row[0] for row in connection.exec_driver_sql("SELECT name FROM grid ORDER BY rank, name")]
    born = {
        "day": day,
        "born_60": born_by(as_of, rules.empty_nest_age).isoformat(),
        "born_80": born_by(as_of, rules.aged_age).isoformat(),
    }
    people = [tuple(row) for row in connection.exec_driver_sql(_PEOPLE, born)]
    return PopulationRows(
        doors=doors,
        labelled=labelled,
        residents=tuple(person[0] for person in people),
        aged_60=tuple(person[0] for person in people if person[2]),
        aged_80=tuple(person[0] for person in people if person[3]),
        party_members=tuple(person[0] for person in people if person[4] in rules.party_politics),
        disabled=tuple(person[0] for person in people if person[5]),
        aided=tuple(person[0] for person in people if person[6] in rules.aid_kinds),
        unit_people=tuple(person[0] for person in people if person[7]),
        unit_stated=sum(person[7] is not None for person in people),
        rare_names=tuple(sorted({person[1] for person in people if is_rare(person[1])})),
        grid_order=grid_order,
    )
