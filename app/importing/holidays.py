"""A holiday table in: 日期, 类型, 名称, in any order, a day or a span of days a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from app.base.errors import UserFault
from app.base.resources import rule_table
from app.importing.headers import Header, find_header
from app.importing.raw import Cell, RawSheet, RawWorkbook
from app.importing.rows import is_aside
from app.importing.titles import title_key
from app.importing.values import as_text
from app.models.importing import RowError
from app.models.working_days import OFF, WORK, Holiday
from app.rules.dates import Precision, read_date
from app.rules.terms import narrow

_SPAN = re.compile(r"(.+?)(?:至|到|—|–|~|~|--)(.+)")
_LONGEST_SPAN = 31
_YEARS = range(2000, 2100)


def read_holidays(raw: RawWorkbook) -> tuple[tuple[Holiday, ...], tuple[RowError, ...]]:
    """Every day that the table states, and the cells that cannot be read. Raises UserFault where there is no table."""
    days: dict[date, Holiday] = {}
    errors: list[RowError] = []
    found = False
    for sheet in raw.sheets:
        header = find_header(sheet, lambda text: _field(text) is not None)
        columns = _columns(header) if header else {}
        if header is None or not {"date", "kind"} <= columns.keys():
            continue
        found = True
        for number, row in enumerate(sheet.rows[header.last + 1 :], header.last + 2):
            _read_row(sheet, number, row, columns, header, days, errors)
    if not found:
        raise UserFault(
            "没有在里面找到节假日表。", "表头里要有“日期”和“类型”(放假或上班),还可以有“名称”。", place=raw.source
        )
    return tuple(sorted(days.values(), key=lambda one: one.day)), tuple(errors)


def _read_row(
    sheet: RawSheet,
    number: int,
    row: Sequence[Cell],
    columns: dict[str, int],
    header: Header,
    days: dict[date, Holiday],
    errors: list[RowError],
) -> None:
    when, what = row[columns["date"]], as_text(row[columns["kind"]])
    name = as_text(row[columns["name"]]) if "name" in columns else ""
    if (as_text(when) == "" and not what) or is_aside(as_text(when)):
        return

    def error(field: str, reason: str, remedy: str) -> None:
        column = columns[field]
        errors.append(RowError(sheet.name, number, header.titles[column], as_text(row[column]), reason, remedy))

    kind = _words().get(narrow(what))
    if kind is None:
        error("kind", "看不出是放假还是上班。", "请写“放假”或“上班”。")
        return
    span = _span(when)
    if span is None:
        error("date", "看不懂的日期。", "请写成 2027-01-01;几天可以写成 2027-02-05至2027-02-11。")
        return
    for day in span:
        other = days.get(day)
        if other is not None and other.kind != kind:
            error("date", f"{day.isoformat()} 在表里既是放假又是上班。", "请核对后只留一个。")
            return
        days[day] = Holiday(day, kind, name, own=True)


def _span(cell: Cell) -> list[date] | None:
    """The days a cell names; None when it names none, or too many to be a holiday."""
    one = _day(cell)
    if one is not None:
        return [one]
    match = _SPAN.fullmatch(narrow(as_text(cell)))
    first = _day(match[1]) if match else None
    if match is None or first is None:
        return None
    last = _day(match[2]) or _day(f"{first.year}年{match[2]}") or _day(f"{first.year}年{first.month}月{match[2]}")
    if last is None or not 0 <= (last - first).days < _LONGEST_SPAN:
        return None
    return [first + timedelta(days=count) for count in range((last - first).days + 1)]


def _day(cell: object) -> date | None:
    found = read_date(cell if isinstance(cell, (date, float, int)) else str(cell))
    return found.day if found and found.precision is Precision.DAY and found.day.year in _YEARS else None


def _columns(header: Header) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, title in enumerate(header.leaves):
        field = _field(title)
        if field is not None:
            found.setdefault(field, column)
    return found


def _field(title: str) -> str | None:
    word = _words().get(title_key(title))
    return word if word in ("date", "kind", "name") else None


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    """Words -> date, kind, name, 放假 or 上班; the titles go before."""
    found: dict[str, str] = {}
    for row in rule_table("holiday_words"):
        for word in row["words"].split("|"):
            found.setdefault(title_key(word), row["field"])
    assert {OFF, WORK} <= set(found.values())
    return found
