"""A volunteer may be a resident: one person, not two records. Finding, joining, parting; and who serves together."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from app.base.errors import UserFault
from app.models.households import DoorKey
from app.models.volunteers import LinkProposal, Volunteer
from app.rules.id_numbers import other_form
from app.rules.names import name_keys
from app.store.journal import Value
from app.store.work import Work, stored

PERSONAL = ("sex", "birth", "id_number", "phone", "politics")
_PERSON = f"id, name, {', '.join(PERSONAL)}, died"


class Person(NamedTuple):
    """A resident as far as a volunteer can be one. Birth as stored."""

    id: int
    name: str
    sex: str
    birth: str | None
    id_number: str
    phone: str
    politics: str
    died: str | None


def person(connection: Connection, resident_id: int) -> Person:
    """Raises UserFault when they are gone."""
    row = connection.exec_driver_sql(f"SELECT {_PERSON} FROM resident WHERE id = ?", (resident_id,)).one_or_none()
    if row is None:
        raise UserFault("这位居民已经不在登记里了。", "请重新选择。", place="姓名")
    return Person(*row)


def alike(connection: Connection, names: Iterable[str], numbers: Iterable[str]) -> list[Person]:
    """Residents alive who bear one of the names, or have one of the ID numbers in either of its forms."""
    forms = {form for number in numbers if number for form in (number, other_form(number))}
    rows = connection.exec_driver_sql(
        f"SELECT {_PERSON} FROM resident WHERE died IS NULL AND (name IN (SELECT value FROM json_each(?1)) "
        "OR (id_number <> '' AND id_number IN (SELECT value FROM json_each(?2))))",
        (json.dumps(sorted(set(names)), ensure_ascii=False), json.dumps(sorted(forms))),
    )
    return [Person(*row) for row in rows]


def doors(connection: Connection, resident_ids: Iterable[int], today: date) -> dict[int, str]:
    """Where residents live today; of two doors the first."""
    found: dict[int, str] = {}
    for row in connection.exec_driver_sql(
        "SELECT s.resident_id, h.estate, h.building, h.unit, h.room FROM residency s JOIN household h "
        "ON h.id = s.household_id WHERE s.resident_id IN (SELECT value FROM json_each(?1)) "
        'AND (s.since IS NULL OR s.since <= ?2) AND (s."until" IS NULL OR s."until" >= ?2) ORDER BY s.id',
        (json.dumps(sorted(set(resident_ids))), today.isoformat()),
    ):
        found.setdefault(row[0], DoorKey(*row[1:5]).long)
    return found


def taken(connection: Connection) -> frozenset[int]:
    """Residents who are a volunteer already."""
    rows = connection.exec_driver_sql("SELECT resident_id FROM volunteer WHERE resident_id IS NOT NULL")
    return frozenset(row[0] for row in rows)


def proposals(connection: Connection, people: Iterable[Volunteer], today: date) -> tuple[LinkProposal, ...]:
    """Volunteers who stand alone, and the residents they may be: the same ID number, else name and birth. The sure
    ones first, then by pinyin."""
    loose = [one for one in people if one.resident_id is None and one.serves_on(today)]
    if not loose:
        return ()
    free = taken(connection)
    known = [
        one
        for one in alike(connection, (one.name for one in loose), (one.id_number for one in loose))
        if one.id not in free
    ]
    by_number = {form: one for one in known if one.id_number for form in (one.id_number, other_form(one.id_number))}
    by_name: dict[str, list[Person]] = {}
    for there in known:
        by_name.setdefault(there.name, []).append(there)
    at = doors(connection, (one.id for one in known), today)
    found = []
    for one in loose:
        for there, why, sure in _may_be(one, by_number, by_name):
            found.append(
                LinkProposal(one.id, one.name, one.team, there.id, there.name, at.get(there.id, ""), why, sure)
            )
    return tuple(
        sorted(found, key=lambda one: (not one.sure, name_keys(one.name).sort, one.volunteer_id, one.resident_id))
    )


def _may_be(
    one: Volunteer, by_number: Mapping[str, Person], by_name: Mapping[str, list[Person]]
) -> Iterator[tuple[Person, str, bool]]:
    there = by_number.get(one.id_number) if one.id_number else None
    if there is not None:
        same = there.name == one.name
        yield there, "身份证号相同" if same else f"身份证号相同,但住户登记里叫{there.name}", same
        return
    for there in by_name.get(one.name, ()):
        if one.birth is not None and there.birth == one.birth.isoformat() and not (there.id_number and one.id_number):
            yield there, "姓名和出生日期相同", False
        elif one.phone and there.phone == one.phone and not (there.id_number and one.id_number):
            yield there, "姓名和电话相同", False


def doubles(connection: Connection, one: Volunteer) -> list[int]:
    """Other entries with the same ID number, or the same name and telephone."""
    found = {other for other, _ in with_number(connection, one.id_number)} if one.id_number else set()
    if one.phone:
        found.update(with_phone(connection, one.name, one.phone))
    return sorted(found - {one.id})


def with_number(connection: Connection, number: str) -> list[tuple[int, str]]:
    """(id, name) of volunteers with this ID number, their own or their entry's as a resident."""
    rows = connection.exec_driver_sql(
        "SELECT v.id, coalesce(r.name, v.name) FROM volunteer v LEFT JOIN resident r ON r.id = v.resident_id "
        "WHERE coalesce(r.id_number, v.id_number) IN (?, ?)",
        (number, other_form(number)),
    )
    return [(row[0], row[1]) for row in rows]


def with_phone(connection: Connection, name: str, phone: str) -> list[int]:
    """Volunteers of this name and telephone."""
    rows = connection.exec_driver_sql(
        "SELECT v.id FROM volunteer v LEFT JOIN resident r ON r.id = v.resident_id "
        "WHERE coalesce(r.name, v.name) = ? AND coalesce(r.phone, v.phone) = ?",
        (name, phone),
    )
    return [row[0] for row in rows]


def fill_blanks(work: Work, there: Person, said: Mapping[str, Value]) -> None:
    """What a resident's entry lacks is filled in; what it says stays."""
    facts = {field: value for field in PERSONAL if (value := said.get(field)) and not getattr(there, field)}
    if facts:
        work.update("resident", there.id, facts)


def join(work: Work, one: Volunteer, there: Person) -> None:
    """From now on they are one person: what is personal is kept with the resident."""
    fill_blanks(work, there, personal_of(one))
    blank: dict[str, Value] = {"sex": "", "birth": None, "id_number": "", "phone": "", "politics": ""}
    sort = name_keys(there.name).sort
    work.update("volunteer", one.id, {"resident_id": there.id, "name": "", "sort": sort, **blank})


def part(work: Work, one: Volunteer) -> None:
    """They are not the same person, or are kept apart: the volunteer takes along what is known of them."""
    work.update("volunteer", one.id, {"resident_id": None, "name": one.name, "sort": one.sort, **personal_of(one)})


def personal_of(one: Volunteer) -> dict[str, Value]:
    """What is kept with the resident where there is one."""
    return {field: stored(getattr(one, field)) for field in PERSONAL}


def add_pair(work: Work, one: int, other: int) -> None:
    """They would rather serve together; said once, whoever says it."""
    first, second = min(one, other), max(one, other)
    there = work.connection.exec_driver_sql(
        "SELECT 1 FROM volunteer_pair WHERE one_id = ? AND other_id = ?", (first, second)
    ).first()
    if there is None and first != second:
        work.add("volunteer_pair", {"one_id": first, "other_id": second})


def set_pairs(work: Work, volunteer_id: int, others: set[int]) -> None:
    """With whom one would rather serve: just these."""
    rows = work.connection.exec_driver_sql(
        "SELECT id, one_id + other_id - ?1 FROM volunteer_pair WHERE ?1 IN (one_id, other_id)", (volunteer_id,)
    ).fetchall()
    work.delete("volunteer_pair", [row[0] for row in rows if row[1] not in others])
    for other in sorted(others - {row[1] for row in rows}):
        add_pair(work, volunteer_id, other)
