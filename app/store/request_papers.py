"""What the papers of requests are made of."""

from __future__ import annotations

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
from app.store.public_names import known_names
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
    "SELECT r.received_on, r.category, r.words, r.caller, d.closed_on, d.outcome FROM request_round d "
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
            words=_hidden(head[6], head[4], head[5]),
            said=_hidden(said.get(one.letter, ""), head[4], head[5]),
            due_on=limits[one.round],
            weekends_only=calendar.weekends_only(received, limits[one.round] or received),
            made_on=made_on,
        )
        for one in chosen
    )


def public_answers(connection: Connection, year: int, month: int, made_on: date) -> PublicAnswers:
    """What was closed in a month, masked, whoever of those the office knows the words may name; categories that touch
    personal matters are only counted."""
    first, last = date(year, month, 1), month_end(year, month)
    table = with_edits("request_categories", edits_of(connection, "request_categories"))
    private = {row.key for row in table.rows if row.values["public"] == "否"}
    rows = connection.exec_driver_sql(_ANSWERED, (first.isoformat(), last.isoformat())).fetchall()
    names = known_names(connection, "\n".join(row[2] for row in rows if row[1] not in private))
    answers = tuple(
        PublicAnswer(
            date.fromisoformat(row[0]),
            row[1],
            public_words(row[2], (row[3], *names)),
            mask_name(row[3]),
            date.fromisoformat(row[4]),
            row[5],
        )
        for row in rows
        if row[1] not in private
    )
    return PublicAnswers(load_organisation(connection).branch, year, month, answers, len(rows) - len(answers), made_on)


def _hidden(words: str, caller: str, phone: str) -> str:
    """What the letter masks of the caller is masked in the words too."""
    for text, mask in ((phone, mask_phone), (caller, mask_name)):
        if len(text) > 1:
            words = words.replace(text, mask(text))
    return words
