"""Departments as this office knows them, laid over the list that comes with the program."""

from __future__ import annotations

from datetime import date

from app.base.errors import UserFault
from app.models.requests import Department
from app.store.request_rules import load_departments
from app.store.work import Work, stored


def save_department(work: Work, department: Department) -> int:
    """Add a department, or change one of that name."""
    values = {"duty": department.duty, "dissolved_on": stored(department.dissolved_on), "note": department.note}
    row = work.connection.exec_driver_sql("SELECT id FROM department WHERE name = ?", (department.name,)).one_or_none()
    if row is None:
        return work.add("department", {"name": department.name, **values})
    work.update("department", row[0], values)
    return int(row[0])


def department_of(work: Work, name: str) -> Department:
    """Raises UserFault when no department is called so."""
    found = load_departments(work.connection).get(name)
    if found is None:
        raise UserFault(f"部门名单里没有“{name}”。", "请刷新后再试。", place="部门")
    return found


def last_whistle(work: Work, name: str) -> date | None:
    """The day of the last whistle, report or answer of a department."""
    row = work.connection.exec_driver_sql(
        "SELECT max(done_on) FROM request_step WHERE department = ? AND verb IN ('whistle', 'report_in', 'answer')",
        (name,),
    ).scalar_one()
    return date.fromisoformat(row) if row else None
