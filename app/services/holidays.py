"""Holiday tables: which years are known, and taking a new year's table in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.base.errors import UserFault
from app.importing.holidays import read_holidays
from app.importing.reading import read_workbook
from app.models.changes import NOTHING, Changes
from app.models.working_days import Holiday, HolidayPlan
from app.rules.working_days import published_holidays
from app.services.office import Office
from app.store import holidays as shelf
from app.store.request_rules import load_calendar, own_holidays


def years(office: Office) -> tuple[int, ...]:
    """Years for which a table is there; in all others only weekends are known."""
    with office.store.reading() as connection:
        return tuple(sorted(load_calendar(connection).years))


def table(office: Office, year: int) -> tuple[Holiday, ...]:
    """The days of a year that are not as their weekday says, in order; of two entries the office's own."""
    with office.store.reading() as connection:
        days = {one.day: one for one in (*published_holidays(), *own_holidays(connection))}
    return tuple(days[day] for day in sorted(days) if day.year == year)


def plan(office: Office, path: Path) -> HolidayPlan:
    """What a holiday table (日期, 类型, 名称; XLSX or CSV) would change. Nothing is written.

    Raises UserFault when the file holds no such table.
    """
    days, errors = read_holidays(read_workbook(path))
    with office.store.reading() as connection:
        known = {one.day: one for one in (*published_holidays(), *own_holidays(connection))}
    return HolidayPlan(
        source=path.name,
        new=tuple(one for one in days if one.day not in known),
        changed=tuple((known[one.day], one) for one in days if one.day in known and _differs(known[one.day], one)),
        same=sum(one.day in known and not _differs(known[one.day], one) for one in days),
        errors=errors,
        years=tuple(sorted({one.day.year for one in days})),
    )


def accept(office: Office, plan: HolidayPlan) -> Changes:
    """Write the table and every limit that moves with it in one change. Raises UserFault while a cell is unreadable."""
    if plan.errors:
        raise UserFault("表里还有看不懂的格子,没有写入。", "请在表里改正后再导入。", place=plan.source)
    days = (*plan.new, *(replace(new, name=new.name or old.name) for old, new in plan.changed))
    if not days:
        return NOTHING
    with office.work("import_holidays", f"导入节假日表 {plan.source}({len(days)} 天)") as work:
        shelf.write_holidays(work, days)
        shelf.settle_limits(work, min(one.day for one in days))
        return office.keep(work)


def _differs(known: Holiday, stated: Holiday) -> bool:
    """A name that is not stated changes nothing."""
    return known.kind != stated.kind or bool(stated.name and stated.name != known.name)
