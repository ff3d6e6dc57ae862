"""Every line a list can show, as columns in memory: a person behind a door, or a door without people (person 0).

A column is a byte string or an array with an element an entry, in the order of the doors. SQLite puts whole columns
together, so that a hundred thousand rows never become Python objects.
"""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain, compress, repeat
from operator import ne
from typing import TypeAlias

from sqlalchemy import Connection

from app.models.colours import LABELS
from app.models.households import Occupancy
from app.store.moving_in import moved_in_before

Column: TypeAlias = "bytes | array[int]"
NONE = 255  # in a byte: no age, no end of a lease
TEXTS = ("grid", "estate", "building", "occupancy", "sex", "politics", "ethnic", "aid", "relation", "unit_person")
DATES = ("birth", "since", "lease_until")  # whole numbers such as 19461101; 0 where unknown
HEAD = "户主"
_IDS = ("id", "door", "person")
_YES_NO = ("disability", "id_number", "phone")  # the last two: not registered
_MOST = 254
_LIVES = '({0}.since IS NULL OR {0}.since <= :day) AND ({0}."until" IS NULL OR {0}."until" >= :day)'
_DIGITS = bytes(max(code - 48, 0) if code < 58 else 0 for code in range(256))
_BITS = {label.value: 1 << place for place, label in enumerate(LABELS)}


def _number(column: str) -> str:
    return f"coalesce(replace({column}, '-', ''), 0)"


_SQL = {
    "id": "e.id",
    "door": "e.household_id",
    "person": "e.resident_id",
    "disability": "coalesce(r.disability <> '', 0)",
    "id_number": "coalesce(r.id_number = '', 0)",
    "phone": "coalesce(r.phone = '', 0)",
    "birth": _number("r.birth"),
    "since": _number("s.since"),
    "lease_until": f"CASE o.kind WHEN '{Occupancy.LET}' THEN {_number('o.until')} ELSE 0 END",
    "grid": "coalesce(g.name, '')",
    "estate": "h.estate",
    "building": "h.building",
    "occupancy": "coalesce(o.kind, '')",
    "sex": "coalesce(r.sex, '')",
    "politics": "coalesce(r.politics, '')",
    "ethnic": "coalesce(r.ethnic, '')",
    "aid": "coalesce(r.aid, '')",
    "relation": "coalesce(s.relation, '')",
    "unit_person": "CASE r.unit_person WHEN 1 THEN '单位人' WHEN 0 THEN '社会人' ELSE '' END",
}
_BETWEEN = ("char(30)", "''")  # one digit needs nothing between
_SELECT = (
    "SELECT "
    + ", ".join(f"group_concat({sql}, {_BETWEEN[name in _YES_NO]})" for name, sql in _SQL.items())
    + " FROM (SELECT id, household_id, resident_id FROM search_entry{where} ORDER BY place, id) e "
    "LEFT JOIN household h ON h.id = e.household_id LEFT JOIN grid g ON g.id = h.grid_id "
    "LEFT JOIN resident r ON r.id = e.resident_id "
    "LEFT JOIN residency s ON s.id = (SELECT x.id FROM residency x WHERE x.household_id = e.household_id "
    f"AND x.resident_id = e.resident_id AND {_LIVES.format('x')} ORDER BY x.id LIMIT 1) "
    "LEFT JOIN occupancy o ON o.id = (SELECT y.id FROM occupancy y WHERE y.household_id = e.household_id "
    f"AND {_LIVES.format('y')} ORDER BY y.id DESC LIMIT 1)"
)
_LABELS = 'SELECT household_id, label FROM label_interval WHERE since <= :day AND "until" >= :day'
_CLAIMS = "SELECT household_id, 1 FROM label_override WHERE judgement = 'claim'"
_DOORS = " household_id IN (SELECT value FROM json_each(:doors))"


class Vocabulary(dict[str, int]):
    """Texts of one column and the codes they were given, in the order they were met."""

    def __missing__(self, text: str) -> int:
        self[text] = code = len(self)
        return code


Words = dict[str, Vocabulary]


def no_words() -> Words:
    return {name: Vocabulary() for name in TEXTS}


def read_columns(
    connection: Connection, day: date, words: Words, household_ids: Iterable[int] | None = None
) -> dict[str, Column]:
    """The columns of these doors, or of all, as they stand on `day`; new texts get codes in `words`.

    `id`, `door`, `person`; the TEXTS as codes; the DATES; yes or no: disability, claims, and for id_number and phone
    whether they are NOT registered; `labels` a bit each; `age` in years; `lease_days` until a lease ends; `housemates`,
    how many live behind the door; `peopled`, whether the entry is a person; `front`: the one line that stands for its
    door (the head, else the first).
    """
    household_ids = None if household_ids is None else list(household_ids)
    asked = {"day": day.isoformat(), "doors": json.dumps(household_ids)}
    here = household_ids is not None
    row = connection.exec_driver_sql(_SELECT.format(where=f" WHERE{_DOORS}" if here else ""), asked).one()
    whole = dict(zip(_SQL, (text or "" for text in row), strict=True))
    there = bool(whole["id"])
    texts = {name: text.split("\x1e") if there else [] for name, text in whole.items() if name not in _YES_NO}
    columns: dict[str, Column] = {name: array("q", map(int, texts[name])) for name in _IDS}
    columns |= {name: array("i", map(int, texts[name])) for name in DATES}
    columns |= {name: whole[name].encode().translate(_DIGITS) for name in _YES_NO}
    columns |= {name: array("H", map(words[name].__getitem__, texts[name])) for name in TEXTS}
    held: dict[int, int] = {}
    for door, label in connection.exec_driver_sql(_LABELS + (f" AND{_DOORS}" if here else ""), asked):
        held[door] = held.get(door, 0) | _BITS[label]
    claims = {row[0]: 1 for row in connection.exec_driver_sql(_CLAIMS + (f" AND{_DOORS}" if here else ""), asked)}
    earlier = moved_in_before(connection, day.isoformat(), household_ids)
    if earlier:
        columns["since"] = _since(columns, earlier)
    return columns | _worked_out(columns, words, day, held, claims)


def _since(columns: dict[str, Column], earlier: dict[tuple[int, int], str | None]) -> array[int]:
    """The days of moving in, where a stay in another relation went before."""
    since = array("i", columns["since"])
    for place, key in enumerate(zip(columns["door"], columns["person"], strict=True)):
        if key in earlier:
            since[place] = int((earlier[key] or "0").replace("-", ""))
    return since


def _worked_out(
    columns: dict[str, Column], words: Words, day: date, labels: dict[int, int], claims: dict[int, int]
) -> dict[str, Column]:
    """What follows from the columns that were read."""
    doors, people = columns["door"], columns["person"]
    living = Counter(compress(doors, people))
    today = day.year * 10_000 + day.month * 100 + day.day
    ends = {lease: _days_left(lease, day) for lease in set(columns["lease_until"])}
    return {
        "peopled": bytes(map(bool, people)),
        "labels": bytes(map(labels.get, doors, repeat(0))),
        "claims": bytes(map(claims.get, doors, repeat(0))),
        "age": bytes([max(0, min((today - birth) // 10_000, _MOST)) if birth else NONE for birth in columns["birth"]]),
        "lease_days": bytes(map(ends.__getitem__, columns["lease_until"])),
        "housemates": bytes(map(_at_most(living).__getitem__, doors)),
        "front": _fronts(doors, columns["relation"], words["relation"][HEAD]),
    }


def _at_most(living: Counter[int]) -> Counter[int]:
    return Counter({door: min(count, _MOST) for door, count in living.items()})


def _days_left(lease: int, day: date) -> int:
    if not lease:
        return NONE
    return min((date(lease // 10_000, lease // 100 % 100, lease % 100) - day).days, _MOST)


def _fronts(doors: Sequence[int], relations: Sequence[int], head: int) -> bytes:
    """1 for the entry that stands for its door: its head, else whoever was written first."""
    front = bytearray(map(ne, doors, chain((-1,), doors)))
    first = -1
    heads = bytes(map(head.__eq__, relations))
    place = heads.find(1)
    while place >= 0:
        first = front.rfind(1, 0, place + 1)
        if not heads[first] and doors[first] == doors[place]:
            front[first], front[place] = 0, 1
        place = heads.find(1, place + 1)
    return bytes(front)
