"""What departments and holiday tables ask of the worker."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.models.changes import Changes
from app.models.ledgers import Ledger, LedgerColumn
from app.models.working_days import HolidayPlan


def restore_department(name: str) -> Callable[[Any], Changes]:
    def work(office: Any) -> Changes:
        from app import services

        done: Changes = services.departments.restore(office, name)
        return done

    return work


def holiday_plan(path: Path) -> Callable[[Any], HolidayPlan]:
    def work(office: Any) -> HolidayPlan:
        from app import services

        found: HolidayPlan = services.holidays.plan(office, path)
        return found

    return work


def accept_holidays(plan: HolidayPlan) -> Callable[[Any], Changes]:
    def work(office: Any) -> Changes:
        from app import services

        done: Changes = services.holidays.accept(office, plan)
        return done

    return work


def save_holidays(year: int, target: Path) -> Callable[[Any], str]:
    """A year's table as a workbook that can be taken in again; the name of the file."""

    def work(office: Any) -> str:
        from app import services

        columns = (LedgerColumn("day", "日期", 40), LedgerColumn("kind", "类型", 30), LedgerColumn("name", "名称", 40))
        days = services.holidays.table(office, year)
        rows = tuple((one.day.isoformat(), one.kind, one.name) for one in days)
        saved: Path = services.ledgers.save(office, Ledger(f"{year}年节假日表", f"{year}年", columns, rows), target)
        return saved.name

    return work
