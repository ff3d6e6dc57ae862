"""The first page, read with nothing but SQLCipher: SQLAlchemy takes longer to load than the window has to appear."""

from __future__ import annotations

from datetime import date

from app.models.colours import LABELS
from app.models.views import HomeFigures
from app.store.cipher import Raw


def home_figures(raw: Raw, as_of: date, year: int, month: int) -> HomeFigures:
    """What the first page answers. `year`, `month`: the month whose report is due."""
    day = as_of.isoformat()

    def one(sql: str, *values: object) -> int:
        return int(raw.execute(sql, values).fetchone()[0])

    labelled = 'FROM label_interval WHERE since <= ? AND "until" >= ?'
    counts = dict(raw.execute(f"SELECT label, count(DISTINCT household_id) {labelled} GROUP BY label", (day, day)))
    branch, street = raw.execute("SELECT branch, street FROM organisation WHERE id = 1").fetchone()
    recent = raw.execute(
        "SELECT title FROM journal WHERE verb <> 'set_up' GROUP BY change_id ORDER BY change_id DESC LIMIT 5"
    )
    return HomeFigures(
        branch=branch,
        street=street,
        as_of=as_of,
        households=one("SELECT count(*) FROM household"),
        residents=one(
            "SELECT count(DISTINCT resident_id) FROM residency WHERE (since IS NULL OR since <= ?) "
            'AND ("until" IS NULL OR "until" >= ?)',
            day,
            day,
        ),
        counts={label: counts.get(label.value, 0) for label in LABELS},
        distinct=one(f"SELECT count(DISTINCT household_id) {labelled}", day, day),
        without_grid=one("SELECT count(*) FROM household WHERE grid_id IS NULL"),
        claims=one("SELECT count(*) FROM label_override WHERE judgement = 'claim'"),
        report_year=year,
        report_month=month,
        report_issued=one("SELECT count(*) FROM issued_report WHERE year = ? AND month = ?", year, month) > 0,
        recent=tuple(row[0] for row in recent),
    )
