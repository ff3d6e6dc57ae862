"""Words of a month and the office's choices for its report."""

from __future__ import annotations

from sqlalchemy import Connection

from app.models.month_desk import ReportChoices
from app.models.reports import ReportWords
from app.store.work import Work


def words_of(connection: Connection, year: int, month: int) -> ReportWords:
    """What was kept for a month; blank where nothing was."""
    row = connection.exec_driver_sql(
        "SELECT key_work, next_plan FROM month_words WHERE year = ? AND month = ?", (year, month)
    ).one_or_none()
    return ReportWords() if row is None else ReportWords(row[0], row[1])


def put_words(work: Work, year: int, month: int, words: ReportWords) -> None:
    values = {"key_work": words.key_work, "next_plan": words.next_plan}
    row = work.connection.exec_driver_sql(
        "SELECT id FROM month_words WHERE year = ? AND month = ?", (year, month)
    ).one_or_none()
    if row is not None:
        work.update("month_words", row[0], values)
    elif words != ReportWords():
        work.add("month_words", {"year": year, "month": month, **values})


def choices(connection: Connection) -> ReportChoices:
    found: dict[str, str] = {
        row[0]: row[1] for row in connection.exec_driver_sql("SELECT name, value FROM report_choice")
    }
    attached = tuple(filter(None, found.get("attached", "").split("、")))
    return ReportChoices(bool(found.get("cover")), attached)


def put_choices(work: Work, wanted: ReportChoices) -> None:
    rows = work.connection.exec_driver_sql("SELECT name, id FROM report_choice")
    known: dict[str, int] = {row[0]: row[1] for row in rows}
    for name, value in (("cover", "1" if wanted.cover else ""), ("attached", "、".join(wanted.attached))):
        if name in known:
            work.update("report_choice", known[name], {"value": value})
        elif value:
            work.add("report_choice", {"name": name, "value": value})
