"""走访关爱: whom to visit, what was found there, who answers for whom."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from app.models.visits import Visit
from app.rules.visits import CareRules, care_rules
from app.services.office import Office
from app.services.rules import read_table
from app.store import visits as shelf
from app.store.care import Standing


def overdue(office: Office, as_of: date) -> frozenset[int]:
    """Household ids whose visit is overdue on a day: it was due on an earlier one."""
    day = as_of.toordinal()
    with office.store.reading() as connection:
        found = standing(office, connection, as_of)
    return frozenset(door for door, state in found.items() if 0 < state.due < day)


def of_household(office: Office, household_id: int) -> tuple[Visit, ...]:
    """The visits of a door, the newest first."""
    with office.store.reading() as connection:
        return shelf.visits_of(connection, household_id)


def standing(office: Office, connection: Connection, as_of: date) -> dict[int, Standing]:
    """Every door on a day; for services that have a connection already."""
    return dict(office.care.standing(shelf.fetcher(connection), as_of, lambda: rules_of(connection)))


def rules_of(connection: Connection) -> CareRules:
    """The tables of care with the office's own values in them."""
    tiers, labels, reasons = (
        [row.values for row in read_table(connection, name).rows]
        for name in ("care_tiers", "care_labels", "care_reasons")
    )
    return care_rules(tiers, labels, reasons)
