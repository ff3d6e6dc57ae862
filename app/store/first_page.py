"""The first page, read with nothing but SQLCipher: SQLAlchemy takes longer to load than the window has to appear."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.models.colours import LABELS
from app.models.home import HomeFigures
from app.store.cipher import Raw


def home_figures(raw: Raw, as_of: date, year: int, month: int) -> HomeFigures:
    """What the first page answers. `year`, `month`: the month whose report is due."""
    day = as_of.isoformat()

    def one(sql: str, *values: object) -> tuple[Any, ...]:
        row: tuple[Any, ...] = raw.execute(sql, values).fetchone()
        return row

    held = raw.execute('SELECT household_id, label FROM label_interval WHERE since <= ? AND "until" >= ?', (day, day))
    doors: set[int] = set()
    counts: dict[str, int] = {}
    for door, label in held.fetchall():
        doors.add(door)
        counts[label] = counts.get(label, 0) + 1
    branch, street = one("SELECT branch, street FROM organisation WHERE id = 1")
    households, with_grid = one("SELECT count(*), count(grid_id) FROM household")
    (residents,) = one(
        "SELECT count(DISTINCT resident_id) FROM residency WHERE (since IS NULL OR since <= ?) "
        'AND ("until" IS NULL OR "until" >= ?)',
        day,
        day,
    )
    recent = raw.execute(
        "SELECT title FROM journal WHERE verb <> 'set_up' GROUP BY change_id ORDER BY change_id DESC LIMIT 5"
    )
    return HomeFigures(
        branch=branch,
        street=street,
        as_of=as_of,
        households=households,
        residents=residents,
        counts={label: counts.get(label.value, 0) for label in LABELS},
        distinct=len(doors),
        without_grid=households - with_grid,
        claims=one("SELECT count(*) FROM label_override WHERE judgement = 'claim'")[0],
        report_year=year,
        report_month=month,
        report_issued=one("SELECT count(*) FROM issued_report WHERE year = ? AND month = ?", year, month)[0] > 0,
        recent=tuple(row[0] for row in recent),
    )


def certificates_kept(raw: Raw) -> int:
    """How many certificates lie in the store: after a restored backup some are not laid down beside it yet."""
    kept = "SELECT (SELECT count(*) FROM signing_identity) + (SELECT count(*) FROM known_signer)"
    return int(raw.execute(kept).fetchone()[0])
