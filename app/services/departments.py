"""Departments of the street that can be whistled for (吹哨部门)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.requests import Department
from app.services.office import Office
from app.store import departments as shelf
from app.store.request_rules import load_departments

_LONGEST = 30


def listing(office: Office) -> tuple[Department, ...]:
    """All departments, those that were dissolved too."""
    with office.store.reading() as connection:
        return tuple(load_departments(connection).values())


def save(office: Office, name: str, duty: str = "", note: str = "") -> Changes:
    """Add a department, or change what is noted of one. Raises UserFault for a name that cannot be one."""
    name, duty, note = (" ".join(text.split()) for text in (name, duty, note))
    if not name:
        raise UserFault("还没有填写部门名称。", "请填写部门的名称。", place="部门")
    if len(name) > _LONGEST or "、" in name:
        raise UserFault("部门名称太长,或写了几个部门。", f"请一次写一个,最多 {_LONGEST} 个字。", place="部门")
    with office.work("save_department", f"登记部门 {name}") as work:
        known = load_departments(work.connection).get(name, Department(name))
        shelf.save_department(work, replace(known, duty=duty, note=note))
        return office.keep(work)


def dissolve(office: Office, name: str, on: date) -> Changes:
    """From this day on nobody can whistle for it. Raises UserFault when it was whistled for, or answered, later."""
    with office.work("dissolve_department", f"撤销部门 {name}") as work:
        known = shelf.department_of(work, name)
        last = shelf.last_whistle(work, name)
        if last is not None and last >= on:
            what = f"{chinese_date(last)}还登记过{name}的吹哨或答卷。"
            raise UserFault(what, "请核对撤销的日期。", place="撤销日期")
        shelf.save_department(work, replace(known, dissolved_on=on))
        return office.keep(work)


def restore(office: Office, name: str) -> Changes:
    """It was not dissolved after all."""
    with office.work("restore_department", f"恢复部门 {name}") as work:
        shelf.save_department(work, replace(shelf.department_of(work, name), dissolved_on=None))
        return office.keep(work)
