"""What requests are judged by, with the office's own values in it: limits, the clock, holidays, departments."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from sqlalchemy import Connection

from app.base.resources import rule_table
from app.models.requests import Department
from app.models.working_days import Holiday
from app.rules.requests import Law, law_of
from app.rules.tables import with_edits
from app.rules.working_days import Calendar, published_holidays
from app.store.rules import edits_of


def load_law(connection: Connection) -> Law:
    grades, clock = (
        [row.values for row in with_edits(name, edits_of(connection, name)).rows]
        for name in ("request_grades", "request_clock")
    )
    return law_of(grades, clock)


def load_calendar(connection: Connection) -> Calendar:
    """The published tables with the office's own laid over them; the same one until a table is taken in."""
    return _calendar(own_holidays(connection))


@lru_cache(maxsize=4)
def _calendar(own: tuple[Holiday, ...]) -> Calendar:
    return Calendar((*published_holidays(), *own))


def own_holidays(connection: Connection) -> tuple[Holiday, ...]:
    """Days of the tables that were taken in."""
    rows = connection.exec_driver_sql("SELECT day, kind, name FROM holiday ORDER BY day")
    return tuple(Holiday(date.fromisoformat(row[0]), row[1], row[2], own=True) for row in rows)


def load_departments(connection: Connection) -> dict[str, Department]:
    """The list that comes with the program, then the office's own, each by its name."""
    found = {row["name"]: Department(row["name"], row["duty"]) for row in rule_table("departments")}
    for name, duty, gone, note in connection.exec_driver_sql(
        "SELECT name, duty, dissolved_on, note FROM department ORDER BY id"
    ):
        found[name] = Department(name, duty, date.fromisoformat(gone) if gone else None, note, own=True)
    return found
