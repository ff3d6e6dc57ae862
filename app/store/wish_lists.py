"""Lists of wishes: the page, the board, one card, what would meet what, and what hangs on the notice board."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from app.base.errors import UserFault
from app.models.households import DoorKey
from app.models.wishes import (
    OPEN_STATES,
    Kind,
    PublicWish,
    State,
    Suggestion,
    WishBoard,
    WishCard,
    WishChoices,
    WishColumn,
    WishLine,
    WishQuery,
)
from app.rules import wishes as law
from app.rules.masking import mask_name
from app.rules.public_text import masked_text
from app.store import wishes as shelf
from app.store.public_names import known_names

_DOOR = "coalesce(h.building || CASE WHEN h.unit <> '' THEN '-' || h.unit ELSE '' END || '-' || h.room, '')"
_FROM = (
    "FROM wish w LEFT JOIN household h ON h.id = w.household_id LEFT JOIN resident p ON p.id = w.resident_id "
    "LEFT JOIN volunteer v ON v.id = w.volunteer_id LEFT JOIN resident r ON r.id = v.resident_id "
    "LEFT JOIN volunteer_team t ON t.id = w.team_id"
)
_TAKER = "coalesce(r.name, nullif(v.name, ''), t.name, w.unit)"
_SEARCHED = (
    f"w.number || ' ' || w.title || ' ' || w.words || ' ' || {_DOOR} || ' ' || coalesce(p.name, '') || ' ' "
    f"|| coalesce({_TAKER}, '')"
)
_LINE = (
    "SELECT w.id, w.number, w.kind, w.state, w.title, w.opened_on, w.due_on, "
    f"h.estate, coalesce(p.name, ''), {_TAKER}, w.household_id, w.claimed_on, w.done_on, w.confirmed_on, "
    "w.satisfaction, CASE WHEN w.kind = '服务' THEN (SELECT count(*) FROM wish m WHERE m.matched_id = w.id) "
    "ELSE 0 END, "
    f"h.building, h.unit, h.room {_FROM}"
)
_ORDER = " ORDER BY w.state IN ('已确认', '已撤回'), w.due_on, w.id"
_LATE = "w.kind <> '服务' AND w.due_on < ? AND w.state IN ('待认领', '已认领', '办理中')"
_COLUMNS = (State.WAITING, State.CLAIMED, State.DOING, State.DONE, State.CONFIRMED)
_SUGGESTED = 6


def page(connection: Connection, query: WishQuery, today: date) -> tuple[tuple[WishLine, ...], int]:
    """(the lines, how many in all): open ones first, the soonest due first."""
    where, values = _where(query, today)
    total = connection.exec_driver_sql(f"SELECT count(*) {_FROM} WHERE {where}", tuple(values)).scalar_one()
    rows = connection.exec_driver_sql(
        f"{_LINE} WHERE {where}{_ORDER} LIMIT ? OFFSET ?", (*values, query.limit, query.offset)
    )
    return tuple(_line(row, today) for row in rows), int(total)


def board(connection: Connection, kind: Kind, today: date, shown: int) -> WishBoard:
    """Every state of a kind with how many are in it, and the first of them; of confirmed ones the last."""
    tally = connection.exec_driver_sql("SELECT state, count(*) FROM wish WHERE kind = ? GROUP BY state", (kind.value,))
    counts = {row[0]: int(row[1]) for row in tally}
    columns = []
    for state in _COLUMNS if kind is not Kind.OFFER else _COLUMNS[:1]:
        order = " ORDER BY w.confirmed_on DESC, w.id DESC" if state is State.CONFIRMED else _ORDER
        rows = connection.exec_driver_sql(
            f"{_LINE} WHERE w.kind = ? AND w.state = ?{order} LIMIT ?", (kind.value, state.value, shown)
        )
        lines = tuple(_line(row, today) for row in rows)
        columns.append(WishColumn(state, law.state_words(kind, state), counts.get(state.value, 0), lines))
    return WishBoard(kind, tuple(columns), counts.get(State.WITHDRAWN.value, 0))


def line(connection: Connection, wish_id: int, today: date) -> WishLine:
    """Raises UserFault when it is gone."""
    row = connection.exec_driver_sql(f"{_LINE} WHERE w.id = ?", (wish_id,)).one_or_none()
    if row is None:
        raise UserFault("这一件已经不在了。", "请刷新后再试。")
    return _line(row, today)


def card(connection: Connection, wish_id: int, today: date) -> WishCard:
    """All that is known of one. Raises UserFault when it is gone."""
    head = line(connection, wish_id, today)
    draft, state = shelf.draft_of(connection, wish_id)
    matched = connection.exec_driver_sql(
        "SELECT m.id, m.number, m.title FROM wish w JOIN wish m ON m.id = w.matched_id WHERE w.id = ?", (wish_id,)
    ).one_or_none()
    picked = connection.exec_driver_sql(
        f"SELECT w.id, w.number, {_DOOR} || ' ' || w.state {_FROM} WHERE w.matched_id = ? ORDER BY w.id DESC",
        (wish_id,),
    ).fetchall()
    request = connection.exec_driver_sql("SELECT number FROM request WHERE id = ?", (draft.request_id,)).scalar()
    need = connection.exec_driver_sql("SELECT words FROM visit_need WHERE id = ?", (draft.need_id,)).scalar()
    return WishCard(
        head,
        draft,
        shelf.steps_of(connection, wish_id),
        law.moves(draft.kind, state),
        suggestions(connection, wish_id, draft.kind, state, f"{draft.title}{draft.words}", today),
        None if matched is None else (matched[0], matched[1], matched[2]),
        tuple((row[0], row[1], row[2]) for row in picked),
        request or "",
        need or "",
    )


def suggestions(
    connection: Connection, wish_id: int, kind: Kind, state: State, text: str, today: date
) -> tuple[Suggestion, ...]:
    """What would meet it while it waits: offers, teams and volunteers by their words; of an offer, what waits."""
    if state is not State.WAITING:
        return ()
    found: list[Suggestion] = []
    if kind is Kind.OFFER:
        waiting = connection.exec_driver_sql(
            f"SELECT w.id, w.number, w.title, w.words, {_DOOR} {_FROM} WHERE w.state = '待认领' "
            "AND w.kind IN ('微心愿', '需求') AND w.id <> ? ORDER BY w.due_on",
            (wish_id,),
        )
        for row in waiting:
            met = law.met_words(f"{row[2]}{row[3]}", text)
            if met:
                found.append(Suggestion("wish", row[0], row[2], met, f"{row[1]} {row[4]}".strip()))
        return tuple(found[:_SUGGESTED])
    if kind is not Kind.PROJECT:
        found.extend(_offers(connection, text))
    found.extend(_teams(connection, text, today))
    found.extend(_volunteers(connection, text, today))
    return tuple(sorted(found, key=lambda one: -len(one.because))[:_SUGGESTED])


def choices(connection: Connection, today: date) -> WishChoices:
    teams = connection.exec_driver_sql(
        'SELECT id, name FROM volunteer_team WHERE "until" IS NULL OR "until" >= ? '
        "ORDER BY parent_id IS NOT NULL, sort, id",
        (today.isoformat(),),
    ).fetchall()
    units = connection.exec_driver_sql(
        "SELECT unit, count(*) FROM wish WHERE unit <> '' GROUP BY unit ORDER BY count(*) DESC, unit LIMIT 30"
    )
    return WishChoices(tuple((row[0], row[1]) for row in teams), tuple(row[0] for row in units))


def late_count(connection: Connection, today: date) -> int:
    """How many are past their day and not done."""
    found = connection.exec_driver_sql(f"SELECT count(*) FROM wish w WHERE {_LATE}", (today.isoformat(),))
    return int(found.scalar_one())


def public(connection: Connection, kind: Kind) -> tuple[tuple[PublicWish, ...], int]:
    """(what is open, masked; how many were confirmed): no door, and of people only what masking leaves."""
    rows = connection.exec_driver_sql(
        f"SELECT w.number, w.title, w.state, w.opened_on, w.due_on, coalesce(r.name, nullif(v.name, '')), "
        f"coalesce(t.name, w.unit) {_FROM} WHERE w.kind = ? AND w.state IN ({_marks(OPEN_STATES)}){_ORDER}",
        (kind.value, *(state.value for state in OPEN_STATES)),
    ).fetchall()
    confirmed = connection.exec_driver_sql(
        "SELECT count(*) FROM wish WHERE kind = ? AND state = '已确认'", (kind.value,)
    ).scalar_one()
    found = tuple(
        PublicWish(
            row[0],
            kind.value,
            masked_text(row[1], known_names(connection, row[1])),
            law.state_words(kind, State(row[2])),
            date.fromisoformat(row[3]),
            _day(row[4]),
            mask_name(row[5]) if row[5] else row[6] or "",
        )
        for row in rows
    )
    return found, int(confirmed)


def _offers(connection: Connection, text: str) -> list[Suggestion]:
    rows = connection.exec_driver_sql(
        f"SELECT w.id, w.number, w.title, w.words, {_TAKER} {_FROM} WHERE w.kind = '服务' AND w.state = '待认领' "
        "ORDER BY w.id"
    )
    return [
        Suggestion("offer", row[0], row[2], met, f"{row[1]} {row[4]}".strip())
        for row in rows
        if (met := law.met_words(text, (row[2], row[3])))
    ]


def _teams(connection: Connection, text: str, today: date) -> list[Suggestion]:
    rows = connection.exec_driver_sql(
        'SELECT id, name, focus FROM volunteer_team WHERE "until" IS NULL OR "until" >= ?', (today.isoformat(),)
    )
    return [
        Suggestion("team", row[0], row[1], met, "小分队")
        for row in rows
        if (met := law.met_words(text, (row[1].removesuffix("小分队").removesuffix("服务"), row[2])))
    ]


def _volunteers(connection: Connection, text: str, today: date) -> list[Suggestion]:
    rows = connection.exec_driver_sql(
        "SELECT v.id, coalesce(r.name, v.name), v.skills, coalesce(t.name, '') FROM volunteer v "
        "LEFT JOIN resident r ON r.id = v.resident_id LEFT JOIN volunteer_team t ON t.id = v.team_id "
        "WHERE v.skills <> '' AND (v.left_on IS NULL OR v.left_on >= ?) ORDER BY v.sort, v.id",
        (today.isoformat(),),
    )
    return [
        Suggestion("volunteer", row[0], row[1], met, row[3])
        for row in rows
        if (met := law.met_words(text, row[2].split("、")))
    ]


def _where(query: WishQuery, today: date) -> tuple[str, list[Any]]:
    parts: list[str] = ["1"]
    values: list[Any] = []
    for column, chosen in (("w.kind", query.kinds), ("w.state", query.states)):
        if chosen:
            parts.append(f"{column} IN ({_marks(chosen)})")
            values.extend(sorted(one.value for one in chosen))
    for column, value in (("w.household_id", query.household_id), ("w.volunteer_id", query.volunteer_id),
                          ("w.team_id", query.team_id)):  # fmt: skip
        if value is not None:
            parts.append(f"{column} = ?")
            values.append(value)
    if query.ids is not None:
        parts.append("w.id IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(sorted(query.ids)))
    if query.open is not None:
        parts.append(f"w.state {'IN' if query.open else 'NOT IN'} ({_marks(OPEN_STATES)})")
        values.extend(state.value for state in OPEN_STATES)
    if query.late:
        parts.append(_LATE)
        values.append(today.isoformat())
    for sign, day in zip((">=", "<="), query.days, strict=True):
        if day is not None:
            parts.append(f"w.opened_on {sign} ?")
            values.append(day.isoformat())
    for word in query.text.split():
        parts.append(f"instr({_SEARCHED}, ?) > 0")
        values.append(word)
    return " AND ".join(parts), values


def _marks(values: Sequence[object] | frozenset[Any]) -> str:
    return ", ".join("?" * len(values))


def _line(row: Any, today: date) -> WishLine:
    kind, state = Kind(row[2]), State(row[3])
    due = _day(row[6])
    running = kind is not Kind.OFFER and state in OPEN_STATES and state is not State.DONE
    return WishLine(
        row[0], row[1], kind, state, law.state_words(kind, state), row[4], date.fromisoformat(row[5]), due,
        DoorKey(row[7], *row[16:19]).long if row[10] is not None else "",
        row[8], row[9] or "", row[10], _day(row[11]), _day(row[12]), _day(row[13]), row[14],
        late=running and due is not None and due < today,
        days_left=(due - today).days if running and due is not None else None,
        picks=row[15],
        place=DoorKey(row[7], *row[16:19]).short if row[10] is not None else "",
    )  # fmt: skip


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
