"""The history of one door: the changes that touched it, its people and their stays, newest first, a page at a time.

A card opens while the person watches: runs of many rows tell nothing of one row but that it is new or gone, so their
images are never read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from app.models.changes import HistoryEntry
from app.store import journal
from app.store.journal import FINAL_VERBS, REVERSED_VERBS, Value

PAGE = 12
_LONGEST_RUN = 1000  # rows that one entry covers at most (store.work)
_TITLES = {
    "estate": "小区", "building": "楼栋", "unit": "单元", "room": "房号", "sold": "是否已售", "owner": "产权人",
    "note": "备注", "name": "姓名", "id_number": "身份证号", "birth": "出生日期", "sex": "性别", "ethnic": "民族",
    "politics": "政治面貌", "phone": "联系电话", "unit_person": "居民类别", "disability": "残疾", "aid": "救助",
    "relation": "与户主关系", "since": "开始", "until": "结束", "kind": "居住状态", "died": "去世日期", "label": "标签",
    "judgement": "认定", "reason": "理由", "grid_id": "网格", "floor": "楼层", "slot": "位置",
}  # fmt: skip
_JUDGED = {"add": "有", "remove": "没有", "claim": "待核实"}

Fields = tuple[tuple[str, str, str], ...]


def history(
    connection: Connection, household_id: int, resident_ids: Sequence[int], before: int | None = None, limit: int = PAGE
) -> tuple[tuple[HistoryEntry, ...], bool]:
    """A page of the changes older than `before` (None: the newest), and whether there are older ones still."""
    wanted = _rows_of(connection, household_id, resident_ids)
    ids = _in_runs(connection, wanted)
    for table, rows in wanted.items():
        ids.update(row[0] for row in _singles(connection, "change_id", table, rows))
    touched = connection.exec_driver_sql("SELECT change_id FROM change_door WHERE household_id = ?", (household_id,))
    ids.update(row[0] for row in touched)
    ordered = sorted((one for one in ids if before is None or one < before), reverse=True)
    page = ordered[:limit]
    fields = _fields_of(connection, wanted, page)
    void = journal.taken_back(connection)
    return tuple(_entry(connection, one, fields, void) for one in page), len(ordered) > limit


def _fields_of(connection: Connection, wanted: Mapping[str, Sequence[int]], page: Sequence[int]) -> dict[int, Fields]:
    """What the changes of a page did to single rows of this door."""
    grids = {int(row[0]): str(row[1]) for row in connection.exec_driver_sql("SELECT id, name FROM grid")}
    fields: dict[int, Fields] = {}
    for table, rows in wanted.items():
        for change_id, before, after in _singles(connection, "change_id, before, after", table, rows, page):
            if before and after:
                fields[change_id] = fields.get(change_id, ()) + _fields(before, after, grids)
    return fields


def _entry(
    connection: Connection, change_id: int, fields: Mapping[int, Fields], void: Mapping[int, int]
) -> HistoryEntry:
    head = journal.head_of(connection, change_id)
    assert head is not None
    return HistoryEntry(
        change_id,
        datetime.fromisoformat(head.at),
        head.actor,
        head.title,
        fields.get(change_id, ()),
        void.get(change_id),
        head.verb in FINAL_VERBS or head.verb in REVERSED_VERBS,
    )


def _rows_of(connection: Connection, household_id: int, resident_ids: Sequence[int]) -> dict[str, list[int]]:
    """Rows that tell of this door, by table; whoever was merged into one of its people is told with them."""
    wanted: dict[str, list[int]] = {"household": [household_id], "resident": [*resident_ids]}
    for table in ("residency", "occupancy", "label_override"):
        rows = connection.exec_driver_sql(f"SELECT id FROM {table} WHERE household_id = ?", (household_id,))
        wanted[table] = [row[0] for row in rows]
    new = wanted["resident"]
    while new:
        marks = ", ".join("?" * len(new))
        rows = connection.exec_driver_sql(f"SELECT gone_id FROM resident_merge WHERE kept_id IN ({marks})", tuple(new))
        new = [row[0] for row in rows if row[0] not in wanted["resident"]]
        wanted["resident"] = [*wanted["resident"], *new]
    return {table: rows for table, rows in wanted.items() if rows}


def _singles(
    connection: Connection, columns: str, table: str, rows: Sequence[int], changes: Sequence[int] | None = None
) -> Sequence[Any]:
    """`columns` of the entries of one row each, of some changes or of all."""
    values: tuple[object, ...] = (table, *rows)
    condition = f"table_name = ? AND last_row IN ({', '.join('?' * len(rows))}) AND first_row = last_row"
    if changes is not None:
        condition += f" AND change_id IN ({', '.join('?' * len(changes))})"
        values += tuple(changes)
    return connection.exec_driver_sql(
        f"SELECT {columns} FROM journal WHERE {condition} ORDER BY seq", values
    ).fetchall()


def _in_runs(connection: Connection, wanted: Mapping[str, Iterable[int]]) -> set[int]:
    """Changes that made or removed one of the rows among many."""
    found: set[int] = set()
    for table, rows in wanted.items():
        for row_id in rows:
            runs = connection.exec_driver_sql(
                "SELECT change_id FROM journal WHERE table_name = ? AND last_row BETWEEN ? AND ? AND first_row <= ? "
                "AND first_row < last_row",
                (table, row_id, row_id + _LONGEST_RUN - 1, row_id),
            )
            found.update(row[0] for row in runs)
    return found


def _fields(before: str, after: str, grids: Mapping[int, str]) -> Fields:
    """(title, old, new) of the columns that differ."""
    columns, (old,) = journal.read_image(before)
    _, (new,) = journal.read_image(after)
    return tuple(
        (_TITLES[column], _words(column, a, grids), _words(column, b, grids))
        for column, a, b in zip(columns, old, new, strict=True)
        if a != b and column in _TITLES
    )


def _words(column: str, value: Value, grids: Mapping[int, str]) -> str:
    if value is None:
        return ""
    if column == "grid_id":
        return grids.get(int(value), "")
    if column == "sold":
        return "是" if value else "否"
    if column == "unit_person":
        return "单位人" if value else "社会人"
    if column == "judgement":
        return _JUDGED.get(str(value), "")
    return str(value)
