"""What the papers of requests are made of."""

from __future__ import annotations

import json
from datetime import date

from sqlalchemy import Connection

from app.base.clock import month_end
from app.base.errors import UserFault
from app.models.households import DoorKey
from app.models.request_papers import PublicAnswer, PublicAnswers, WhistleLetter
from app.rules.masking import mask_name, mask_phone
from app.rules.public_words import public_words
from app.rules.tables import with_edits
from app.store.people import load_organisation
from app.store.request_cards import whistles_of
from app.store.request_rules import load_calendar, load_law
from app.store.request_steps import day, steps_of
from app.store.rules import edits_of

_HEAD = (
    "SELECT r.number, r.received_on, r.category, r.grade, r.caller, r.phone, r.words, r.address, r.household_id, "
    "h.estate, h.building, h.unit, h.room, d.round, d.due_on "
    "FROM request r LEFT JOIN household h ON h.id = r.household_id "
    "JOIN request_round d ON d.request_id = r.id WHERE r.id = ? ORDER BY d.round"
)
_ANSWERED = (
    "SELECT r.received_on, r.category, r.words, r.caller, d.closed_on, d.outcome, r.household_id FROM request_round d "
    "JOIN request r ON r.id = d.request_id WHERE d.closed_on BETWEEN ? AND ? ORDER BY d.closed_on, r.id"
)


def whistle_letters(
    connection: Connection, request_id: int, whistle_ids: frozenset[int] | None, made_on: date
) -> tuple[WhistleLetter, ...]:
    """The letters of a request's whistles (None: those of the last round that were not called off).

    Raises UserFault when there are none.
    """
    rows = connection.exec_driver_sql(_HEAD, (request_id,)).fetchall()
    whistles = [one for one in whistles_of(connection, request_id) if not one.called_off]
    if whistle_ids is None:
        whistles = [one for one in whistles if one.round == rows[-1][13]] if rows else []
    chosen = [one for one in whistles if whistle_ids is None or one.id in whistle_ids]
    if not chosen:
        raise UserFault("这件诉求没有吹哨,没有吹哨单可打印。", "请先登记吹哨。")
    limits = {row[13]: day(row[14]) for row in rows}
    head = rows[-1]
    grade = load_law(connection).grades.get(head[3])
    calendar = load_calendar(connection)
    received = date.fromisoformat(head[1])
    said = {step.letter: step.words for step in steps_of(connection, request_id) if step.letter}
    branch = load_organisation(connection).branch
    return tuple(
        WhistleLetter(
            branch=branch,
            letter=one.letter,
            department=one.department,
            others=tuple(
                other.department
                for other in whistles
                if other.round == one.round and other.blown_on == one.blown_on and other.id != one.id
            ),
            blown_on=one.blown_on,
            number=head[0],
            received_on=received,
            category=head[2],
            grade=head[3],
            way=grade.way if grade else "",
            caller=mask_name(head[4]),
            phone=mask_phone(head[5]),
            door=DoorKey(*head[9:13]).long if head[8] else head[7],
            words=head[6],
            said=said.get(one.letter, ""),
            due_on=limits[one.round],
            weekends_only=calendar.weekends_only(received, limits[one.round] or received),
            made_on=made_on,
        )
        for one in chosen
    )


def public_answers(connection: Connection, year: int, month: int, made_on: date) -> PublicAnswers:
    """What was closed in a month, masked; categories that touch personal matters are only counted."""
    first, last = date(year, month, 1), month_end(year, month)
    table = with_edits("request_categories", edits_of(connection, "request_categories"))
    private = {row.key for row in table.rows if row.values["public"] == "否"}
    rows = connection.exec_driver_sql(_ANSWERED, (first.isoformat(), last.isoformat())).fetchall()
    neighbours = _names_behind(connection, [row[6] for row in rows if row[6]])
    answers = tuple(
        PublicAnswer(
            date.fromisoformat(row[0]),
            row[1],
            public_words(row[2], (row[3], *neighbours.get(row[6], ()))),
            mask_name(row[3]),
            date.fromisoformat(row[4]),
            row[5],
        )
        for row in rows
        if row[1] not in private
    )
    return PublicAnswers(load_organisation(connection).branch, year, month, answers, len(rows) - len(answers), made_on)


def _names_behind(connection: Connection, household_ids: list[int]) -> dict[int, list[str]]:
    """Everyone who lives or lived behind these doors: the words may name them."""
    found: dict[int, list[str]] = {}
    for door, name in connection.exec_driver_sql(
        "SELECT s.household_id, r.name FROM residency s JOIN resident r ON r.id = s.resident_id "
        "WHERE s.household_id IN (SELECT value FROM json_each(?))",
        (json.dumps(household_ids),),
    ):
        found.setdefault(door, []).append(name)
    return found
