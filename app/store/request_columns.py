"""Requests read column by column: what the book keeps of each, made ready by SQLite where it can."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

_SHORT = " || ".join(f"CASE WHEN h.{part} <> '' THEN h.{part} || '-' ELSE '' END" for part in ("building", "unit"))
SELECT = (
    "SELECT r.id, r.number, r.received_on, coalesce(r.due_on, ''), CASE WHEN r.caller = '' THEN char(1114111) "
    "ELSE r.caller_sort END, coalesce(g.rank, 3652059), coalesce(r.closed_on, ''), coalesce(r.visited_on, ''), "
    "coalesce(r.household_id, 0), "
    "lower(r.words || char(10) || r.caller || char(10) || r.address || char(10) || r.handler || char(10) || "
    "r.category), lower(r.number || ' ' || r.caller_keys || ' ' || r.phone || ' ' || "
    f"CASE WHEN h.id IS NULL THEN '' ELSE '@' || {_SHORT} || h.room END), "
    "r.state, r.channel, r.category, r.grade, coalesce(g.name, ''), r.outcome, "
    "CASE WHEN r.satisfaction <> '' THEN r.satisfaction WHEN r.closed THEN '未回访' ELSE '未办结' END, "
    "substr(r.received_on, 1, 7), r.handler, "
    "1, NOT r.closed, r.late_before OR r.closed AND coalesce(r.closed_on > r.due_on, 0), r.whistles > 0, r.round > 1 "
    "FROM request r LEFT JOIN household h ON h.id = r.household_id LEFT JOIN grid g ON g.id = r.grid_id"
)
WORDS = ("state", "channel", "category", "grade", "grid", "outcome", "satisfaction", "month", "handler")
MARKS = ("alive", "open", "late_closed", "whistled", "reopened")
LAST = date.max.toordinal()
NO_CALLER = "\U0010ffff"
_LISTS = 11  # columns before the words


class _Days(dict[str, int]):
    """Days as ordinals; few of them come very often."""

    def __missing__(self, text: str) -> int:
        found = self[text] = date.fromisoformat(text).toordinal()
        return found


class Table:
    """Rows of SELECT, made columns."""

    def __init__(self) -> None:
        self._days = _Days({"": 0})

    def parts(self, rows: Sequence[Sequence[Any]]) -> tuple[list[list[Any]], list[list[str]], list[list[int]]]:
        """(lists, words, marks) of rows, each a column."""
        width = _LISTS + len(WORDS) + len(MARKS)
        columns: list[list[Any]] = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(width)]
        ordinal = self._days.__getitem__
        for place in (2, 3, 6, 7):
            columns[place] = list(map(ordinal, columns[place]))
        columns[3] = [due or LAST for due in columns[3]]
        columns[10] = [
            f"{coded} {said.encode('ascii', 'replace').decode()}"
            for coded, said in zip(columns[10], columns[9], strict=True)
        ]
        lists = [*columns[:_LISTS], list(map(str, columns[0]))]
        return lists, columns[_LISTS : _LISTS + len(WORDS)], columns[_LISTS + len(WORDS) :]
