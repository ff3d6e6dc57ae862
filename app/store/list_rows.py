"""What stands in the rows of a list: five or six short queries for a page of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from app.base.clock import chinese_date
from app.models.colours import LABELS, Label
from app.models.households import DoorKey, Occupancy
from app.models.views import ListRow
from app.rules.ages import age_on
from app.rules.masking import mask_certificate, mask_id_number, mask_phone
from app.store.moving_in import Span, moved_in

Key = tuple[int, int]  # household id, resident id (0: the row stands for the door)
_IN = "IN (SELECT value FROM json_each(?))"
_LIVES = '(since IS NULL OR since <= ?) AND ("until" IS NULL OR "until" >= ?)'
_ORDER = {label: place for place, label in enumerate(LABELS)}


@dataclass(frozen=True)
class _Page:
    """What was read for some rows, by household or resident id."""

    houses: Mapping[int, Any]
    labels: Mapping[int, list[Label]]
    uses: Mapping[int, Any]
    stays: Mapping[int, list[Any]]
    people: Mapping[int, Any]
    visits: Mapping[int, str]
    earlier: Mapping[Key, str | None]


def read_rows(
    connection: Connection, keys: Sequence[Key], today: date, *, by_person: bool, whole: bool = False
) -> Iterator[ListRow]:
    """A row for each key; a door that is gone has none. `whole`: numbers and birth dates are not masked."""
    page = _read(connection, keys, today)
    for door, person in keys:
        if door in page.houses:
            shown = person if by_person else _head(page.stays.get(door, ()))
            yield _row(page, door, shown, today, whole)


def _read(connection: Connection, keys: Sequence[Key], today: date) -> _Page:
    doors, day = _json({key[0] for key in keys}), today.isoformat()
    cursor = connection.connection.cursor()  # a key is struck: what the driver gives is what is needed

    def fetch(sql: str, *values: Any) -> list[Any]:
        cursor.execute(sql, values)
        return list(cursor.fetchall())

    houses = fetch(
        "SELECT h.id, h.estate, h.building, h.unit, h.room, coalesce(g.name, '') FROM household h "
        f"LEFT JOIN grid g ON g.id = h.grid_id WHERE h.id {_IN}",
        doors,
    )
    labels: dict[int, list[Label]] = {}
    for door, label in fetch(
        f'SELECT household_id, label FROM label_interval WHERE household_id {_IN} AND since <= ? AND "until" >= ?',
        doors, day, day,
    ):  # fmt: skip
        labels.setdefault(door, []).append(Label(label))
    uses = fetch(
        f'SELECT household_id, kind, "until" FROM occupancy WHERE household_id {_IN} AND {_LIVES}', doors, day, day
    )
    stays: dict[int, list[Any]] = {}
    spans: dict[Key, list[Span]] = {}
    for row in fetch(
        'SELECT household_id, resident_id, relation, since, "until" FROM residency '
        f"WHERE household_id {_IN} ORDER BY id",
        doors,
    ):
        spans.setdefault((row[0], row[1]), []).append((row[3], row[4]))
        if (row[3] is None or row[3] <= day) and (row[4] is None or row[4] >= day):
            stays.setdefault(row[0], []).append(row)
    shown = {key[1] for key in keys if key[1]} or {_head(stays.get(key[0], ())) for key in keys}
    people = fetch(
        "SELECT id, name, sex, birth, phone, id_number, ethnic, politics, unit_person, aid, disability "
        f"FROM resident WHERE id {_IN}",
        _json(shown),
    )
    visits = fetch(
        f"SELECT household_id, max(visited_on) FROM visit WHERE household_id {_IN} AND met GROUP BY household_id", doors
    )
    return _Page(
        {row[0]: row for row in houses},
        labels,
        {row[0]: row for row in uses},
        stays,
        {row[0]: row for row in people},
        dict(visits),
        {key: moved_in(found, day) for key, found in spans.items() if len(found) > 1},
    )


_NOBODY = (0, "", "", None, "", "", "", "", None, "", "")


def _row(page: _Page, door: int, shown: int, today: date, whole: bool) -> ListRow:
    house = page.houses[door]
    _, name, sex, birth, phone, number, ethnic, politics, unit, aid, disability = page.people.get(shown, _NOBODY)
    _, kind, until = page.uses.get(door, (door, "", None))
    stay = next((stay for stay in page.stays.get(door, ()) if stay[1] == shown), (door, shown, "", None))
    born = _day(birth)
    return ListRow(
        household_id=door,
        resident_id=shown or None,
        door=DoorKey(*house[1:5]).long,
        grid=house[5],
        name=name,
        relation=stay[2],
        sex=sex,
        age=age_on(born, today) if born else None,
        phone=phone if whole else mask_phone(phone),
        id_number=number if whole else mask_id_number(number),
        occupancy=kind,
        people=len(page.stays.get(door, ())),
        labels=tuple(sorted(page.labels.get(door, ()), key=_ORDER.__getitem__)),
        estate=house[1],
        building=DoorKey(*house[1:5]).building_name,
        birth="" if born is None else chinese_date(born) if whole else f"{born.year}年{born.month}月",
        ethnic=ethnic,
        politics=politics,
        unit_person="" if unit is None else "单位人" if unit else "社会人",
        aid=aid,
        disability=disability if whole else mask_certificate(disability),
        lease_until=_day(until) if kind == Occupancy.LET else None,
        since=_day(page.earlier.get((door, shown), stay[3])),
        last_visit=_day(page.visits.get(door)),
    )


def _head(stays: Sequence[Any]) -> int:
    """The head of the household, else whoever was written first."""
    return next((stay[1] for stay in stays if stay[2] == "户主"), stays[0][1] if stays else 0)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _json(ids: Iterable[int]) -> str:
    return json.dumps(list(ids))
