"""A population counted in a few passes, and the people or doors behind one number, looked up when asked for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Connection

from app.models.colours import LABELS, Label
from app.models.figures import Figure
from app.models.population import LAST_BAND, MEN, WOMEN, Asked, LabelTrend, Scope, Structure, Topic
from app.rules.ages import age_groups, born_by
from app.rules.population import YEARS, Cell, Place, structure
from app.store.figures import fetch

_HERE = '(s.since IS NULL OR s.since <= :day) AND (s."until" IS NULL OR s."until" >= :day)'
_LIVING = (
    "FROM residency s CROSS JOIN resident r ON r.id = s.resident_id CROSS JOIN household h ON h.id = s.household_id "
    f"WHERE {_HERE} AND (r.died IS NULL OR r.died >= :day)"
)
# The age as the 1 March rule has it: of two dates in one year the later text is the later day.
_AGE = "max(-1, :year - CAST(r.birth AS INTEGER) - (substr(r.birth, 6) > :rest))"
_SEXES = ("", MEN, WOMEN)
_UNITS = (False, True, None)
_AGES, _UNKNOWN_AGE = 400, 399
_CODE = (
    f"((coalesce(h.grid_id, 0) * 3 + CASE r.sex WHEN '{MEN}' THEN 1 WHEN '{WOMEN}' THEN 2 ELSE 0 END) * 3 "
    f"+ coalesce(r.unit_person, 2)) * {_AGES} + coalesce(min({_AGE} + 1, {_UNKNOWN_AGE - 1}), {_UNKNOWN_AGE})"
)
_CONDITIONS = {
    Topic.RESIDENTS: "1",
    Topic.BAND: "r.sex = :sex AND r.birth <= :born AND (:open OR r.birth > :older)",
    Topic.NO_SEX: f"r.birth <= :day AND r.sex NOT IN ('{MEN}', '{WOMEN}')",
    Topic.NO_BIRTH: "r.birth IS NULL",
    Topic.UNBORN: "r.birth > :day",
    Topic.AGED_60: "r.birth <= :born",
    Topic.AGED_80: "r.birth <= :born",
    Topic.UNIT_PEOPLE: "r.unit_person = 1",
    Topic.OTHER_PEOPLE: "r.unit_person = 0",
    Topic.UNIT_UNKNOWN: "r.unit_person IS NULL",
}
_SOLD = {Topic.HOUSEHOLDS: "1", Topic.SOLD: "h.sold = 1", Topic.UNSOLD: "h.sold = 0"}

Values = dict[str, str | int]


def population_structure(connection: Connection, day: date, scope: Scope) -> Structure:
    """The structure of a scope on a day, past or coming."""
    grids = {row[0]: row[1] for row in fetch(connection, "SELECT id, name FROM grid ORDER BY rank, name")}
    whole, places = Place(), defaultdict[str, Place](Place)
    where, values = _scope(scope)
    values["day"] = day.isoformat()
    _count_people(connection, where, values, day, grids, whole, places)
    counted = fetch(connection, f"SELECT grid_id, sold, count(*) FROM household h WHERE 1{where} GROUP BY 1, 2", values)
    for grid, sold, number in counted:
        kind = None if sold is None else bool(sold)
        whole.doors[kind] += number
        places[grids.get(grid, "")].doors[kind] += number
    values["label"] = Label.LET.value
    let = (
        "SELECT h.grid_id, count(*) FROM label_interval i JOIN household h ON h.id = i.household_id "
        f'WHERE i.since <= :day AND i."until" >= :day AND i.label = :label{where} GROUP BY 1'
    )
    for grid, number in fetch(connection, let, values):
        whole.let += number
        places[grids.get(grid, "")].let += number
    return structure(day, scope, whole, places, tuple(grids.values()))


def label_trends(connection: Connection, days: Sequence[date], scope: Scope, doors: int) -> tuple[LabelTrend, ...]:
    """Doors that carry each label on each of the days, which stand in their order: one look at the intervals.

    `doors`: all of the scope, of which the labelled ones are a share.
    """
    texts = [day.isoformat() for day in days]
    where, values = _scope(scope)
    values |= {"first": texts[0], "last": texts[-1]}
    join = " JOIN household h ON h.id = i.household_id" if where else ""
    alike = (
        'SELECT i.label, max(i.since, :first), min(i."until", :last), count(*) FROM label_interval i'
        f'{join} WHERE i.since <= :last AND i."until" >= :first{where} GROUP BY 1, 2, 3'
    )
    counts: dict[str, list[int]] = {label.value: [0] * len(texts) for label in LABELS}
    for label, since, until, number in fetch(connection, alike, values):
        held = counts[label]
        for place, text in enumerate(texts):
            if since <= text <= until:
                held[place] += number
    return tuple(
        LabelTrend(
            label,
            tuple(
                Figure(Asked(Topic.LABEL, day, label.value).key, label.value, number, doors)
                for day, number in zip(days, counts[label.value], strict=True)
            ),
        )
        for label in LABELS
    )


def members(connection: Connection, asked: Asked, scope: Scope) -> frozenset[int]:
    """Ids of the residents or doors that a figure has counted."""
    where, values = _scope(scope if asked.grid is None else Scope(asked.grid, scope.estate))
    values["day"] = asked.day.isoformat()
    if asked.by_person:
        values |= _people_values(asked)
        query = f"SELECT s.resident_id {_LIVING} AND ({_CONDITIONS[asked.topic]}){where}"
    elif asked.topic in _SOLD:
        query = f"SELECT h.id FROM household h WHERE {_SOLD[asked.topic]}{where}"
    else:
        values["label"] = asked.value if asked.topic is Topic.LABEL else Label.LET.value
        query = (
            "SELECT h.id FROM label_interval i JOIN household h ON h.id = i.household_id "
            f'WHERE i.since <= :day AND i."until" >= :day AND i.label = :label{where}'
        )
    return frozenset(row[0] for row in fetch(connection, query, values))


def not_here(connection: Connection, residents: Iterable[int], today: date) -> int:
    """How many of these people do not live behind any door today, and so stand on no list."""
    here = f"SELECT s.resident_id FROM residency s WHERE {_HERE}"
    living = {row[0] for row in fetch(connection, here, {"day": today.isoformat()})}
    return len(frozenset(residents) - living)


def _count_people(
    connection: Connection,
    where: str,
    values: Values,
    day: date,
    grids: dict[int, str],
    whole: Place,
    places: defaultdict[str, Place],
) -> None:
    """Count every stay, in one pass and as one text; then take back those of people who live behind several doors."""
    said = values | {"year": day.year, "rest": day.isoformat()[5:]}
    stays = fetch(connection, f"SELECT group_concat({_CODE}) {_LIVING}{where}", said)[0][0]
    for code, number in Counter(stays.split(",") if stays else ()).items():
        grid, cell = _decoded(int(code))
        whole.people[cell] += number
        places[grids.get(grid, "")].people[cell] += number
    several = f"SELECT s.resident_id FROM residency s WHERE {_HERE} GROUP BY 1 HAVING count(*) > 1"
    again = fetch(connection, f"SELECT s.resident_id, {_CODE} {_LIVING}{where} AND r.id IN ({several})", said)
    seen: set[tuple[int, int | None]] = set()
    for person, code in again:
        grid, cell = _decoded(code)
        if (person, None) in seen:
            whole.people[cell] -= 1
        if (person, grid) in seen:
            places[grids.get(grid, "")].people[cell] -= 1
        seen |= {(person, None), (person, grid)}


def _decoded(code: int) -> tuple[int, Cell]:
    """Grid id (0 none) and cell."""
    rest, age = divmod(code, _AGES)
    rest, unit = divmod(rest, 3)
    grid, sex = divmod(rest, 3)
    return grid, Cell(_SEXES[sex], _UNITS[unit], None if age == _UNKNOWN_AGE else age - 1)


def _people_values(asked: Asked) -> Values:
    if asked.topic is Topic.BAND:
        sex, first = asked.value[0], int(asked.value[1:])
        return {
            "sex": sex,
            "born": born_by(asked.day, first).isoformat(),
            "older": born_by(asked.day, first + YEARS).isoformat(),
            "open": first >= LAST_BAND,
        }
    least = age_groups().get(asked.topic)
    return {} if least is None else {"born": born_by(asked.day, least).isoformat()}


def _scope(scope: Scope) -> tuple[str, Values]:
    """Conditions on a door `h`, each with its AND before it."""
    where, values = "", Values()
    if scope.grid == "":
        where += " AND h.grid_id IS NULL"
    elif scope.grid is not None:
        where += " AND h.grid_id = (SELECT id FROM grid WHERE name = :grid)"
        values["grid"] = scope.grid
    if scope.estate is not None:
        where += " AND h.estate = :estate"
        values["estate"] = scope.estate
    return where, values
