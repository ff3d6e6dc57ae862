"""What the figures of visits are made of: visits, needs and pairings of a period, each in one query."""

from __future__ import annotations

from datetime import date

from app.models.figures import Ids
from app.rules.visit_figures import Asked, Made
from app.store.visit_days import Fetch


def anything(fetch: Fetch) -> bool:
    """Whether a visit, a tier or a pairing was ever recorded: if not, the report leaves the section out."""
    return any(fetch(f"SELECT 1 FROM {table} LIMIT 1", ()) for table in ("visit", "care_entry", "pairing"))


def grids(fetch: Fetch) -> dict[int, str]:
    """Grids in their order."""
    return dict(fetch("SELECT id, name FROM grid ORDER BY rank, name", ()))


def visits_within(fetch: Fetch, first: date, last: date) -> list[Made]:
    rows = fetch(
        "SELECT id, household_id, met FROM visit WHERE visited_on BETWEEN ? AND ? ORDER BY visited_on, id",
        (first.isoformat(), last.isoformat()),
    )
    return [Made(row[0], row[1], bool(row[2])) for row in rows]


def visited_within(fetch: Fetch, first: date, last: date) -> tuple[Ids, Ids, Ids]:
    """(households where somebody was met, visits with, visits without), in a settled order."""
    days = (first.isoformat(), last.isoformat())
    within = "FROM visit WHERE visited_on BETWEEN ? AND ?"
    doors = fetch(
        f"SELECT group_concat(door) FROM (SELECT DISTINCT household_id AS door {within} AND met ORDER BY household_id)",
        days,
    )
    made = fetch(
        "SELECT group_concat(id) FILTER (WHERE met), group_concat(id) FILTER (WHERE NOT met) "
        f"FROM (SELECT id, met {within} ORDER BY visited_on, id)",
        days,
    )
    return Ids(doors[0][0] or ""), Ids(made[0][0] or ""), Ids(made[0][1] or "")


def needs_within(fetch: Fetch, first: date, last: date) -> list[Asked]:
    """Needs said at the visits of the days, with what has become of them by now."""
    rows = fetch(
        "SELECT n.visit_id, n.settled_on IS NOT NULL OR coalesce(max(r.closed), 0), max(r.id) IS NOT NULL "
        "FROM visit v JOIN visit_need n ON n.visit_id = v.id "
        "LEFT JOIN request r ON r.origin_kind = 'visit_need' AND r.origin_id = n.id "
        "WHERE v.visited_on BETWEEN ? AND ? GROUP BY n.id ORDER BY n.id",
        (first.isoformat(), last.isoformat()),
    )
    return [Asked(row[0], bool(row[1]), bool(row[2])) for row in rows]


def paired_within(fetch: Fetch, first: date, last: date) -> list[int]:
    """Doors that were paired on some day of the period."""
    rows = fetch(
        'SELECT DISTINCT household_id FROM pairing WHERE since <= ? AND ("until" IS NULL OR "until" >= ?) '
        "ORDER BY household_id",
        (last.isoformat(), first.isoformat()),
    )
    return [row[0] for row in rows]
