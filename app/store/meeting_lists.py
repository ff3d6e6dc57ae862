"""Lists of meetings, filtered and sorted in SQL; and what was written before, for forms to offer."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection

from app.models.meetings import MeetingPage, MeetingQuery
from app.store.meetings import lines

_ORDERS = {
    "day": "m.held_on {way}, m.starts {way}, m.id {way}",
    "kind": "m.kind {way}, m.held_on DESC, m.id DESC",
    "state": "m.state {way}, m.held_on DESC, m.id DESC",
    "rate": "CASE WHEN m.should THEN m.came * 1.0 / m.should END {way}, m.held_on DESC, m.id DESC",
    "place": "m.place {way}, m.held_on DESC, m.id DESC",
}
_WORDS = (
    "instr(m.topic, ?1) OR instr(m.place, ?1) OR instr(m.chair, ?1) OR instr(m.recorder, ?1) OR instr(m.kind, ?1) "
    "OR instr(m.words, ?1) OR m.id IN (SELECT meeting_id FROM agenda_item WHERE instr(title, ?1) OR instr(words, ?1)) "
    "OR m.id IN (SELECT meeting_id FROM resolution WHERE instr(words, ?1)) "
    "OR m.id IN (SELECT meeting_id FROM speech WHERE instr(speaker, ?1) OR instr(gist, ?1)) "
    "OR m.id IN (SELECT meeting_id FROM action_item WHERE instr(words, ?1) OR instr(owner, ?1))"
)


def meeting_page(connection: Connection, query: MeetingQuery) -> MeetingPage:
    """One page of a list, and how many there are in all."""
    where, values = _where(query)
    total = connection.exec_driver_sql(f"SELECT count(*) FROM meeting m WHERE {where}", tuple(values)).scalar_one()
    order = _ORDERS.get(query.sort, _ORDERS["day"]).format(way="DESC" if query.descending else "ASC")
    ids = [
        row[0]
        for row in connection.exec_driver_sql(
            f"SELECT m.id FROM meeting m WHERE {where} ORDER BY {order} LIMIT {int(query.limit)} "
            f"OFFSET {int(query.offset)}",
            tuple(values),
        )
    ]
    found = {line.id: line for line in lines(connection, "m.id IN (SELECT value FROM json_each(?))", [json.dumps(ids)])}
    return MeetingPage(tuple(found[number] for number in ids), int(total))


def used_words(connection: Connection) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Places, and chairs and recorders, of the last hundred meetings, the most used first."""
    recent = "(SELECT place, chair, recorder FROM meeting ORDER BY held_on DESC, id DESC LIMIT 100)"
    places = connection.exec_driver_sql(
        f"SELECT place FROM {recent} WHERE place <> '' GROUP BY place ORDER BY count(*) DESC, place LIMIT 20"
    )
    people = connection.exec_driver_sql(
        f"SELECT name FROM (SELECT chair AS name FROM {recent} UNION ALL SELECT recorder FROM {recent}) "
        "WHERE name <> '' GROUP BY name ORDER BY count(*) DESC, name LIMIT 20"
    )
    return tuple(row[0] for row in places), tuple(row[0] for row in people)


def _where(query: MeetingQuery) -> tuple[str, list[Any]]:
    """The text is parameter 1 wherever it stands, so it comes first."""
    parts: list[str] = []
    values: list[Any] = [query.text.strip()]

    def among(column: str, options: list[Any]) -> None:
        parts.append(f"{column} IN (SELECT value FROM json_each(?{len(values) + 1}))")
        values.append(json.dumps(options, ensure_ascii=False))

    def holds(condition: str, value: object) -> None:
        parts.append(condition.format(f"?{len(values) + 1}"))
        values.append(value)

    parts.append(f"({_WORDS})" if query.text.strip() else "?1 = ''")
    if query.kinds:
        among("m.kind", sorted(query.kinds))
    if query.states:
        among("m.state", sorted(query.states))
    if query.ids is not None:
        among("m.id", sorted(query.ids))
    if query.body_id is not None:
        holds("m.body_id = {}", query.body_id)
    if query.member_id is not None:
        holds("m.id IN (SELECT meeting_id FROM attendance WHERE member_id = {})", query.member_id)
    first, last = query.days
    if first is not None:
        holds("m.held_on >= {}", first.isoformat())
    if last is not None:
        holds("m.held_on <= {}", last.isoformat())
    if query.made_up:
        parts.append("m.stands_for <> ''")
    return " AND ".join(parts), values
