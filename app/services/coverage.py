"""Coverage of visits: households visited of those that were due, by tier, grid and month."""

from __future__ import annotations

from datetime import date

from app.models.visit_figures import VisitFigures, VisitYear
from app.rules.visit_figures import Door, visit_figures, visit_year
from app.services.care import standing
from app.services.office import Office
from app.store import visit_figures as shelf
from app.store.connection import Connection
from app.store.visits import fetcher


def figures(office: Office, first: date, last: date) -> VisitFigures | None:
    """走访关爱 of a period; None where no visit, tier or pairing was ever recorded."""
    with office.store.reading() as connection:
        return figures_with(office, connection, first, last)


def figures_with(
    office: Office, connection: Connection, first: date, last: date, *, with_late: bool = True
) -> VisitFigures | None:
    """For services that have a connection already. `with_late` False: nobody asks who was overdue on the last day."""
    fetch = fetcher(connection)
    if not shelf.anything(fetch):
        return None
    today = office.clock.today()
    day = min(last, today)
    now = standing(office, connection, today)
    book = office.care
    late: frozenset[int]
    if not with_late:
        late = frozenset()
    elif day == today:
        late = frozenset(door for door, state in now.items() if 0 < state.due < day.toordinal())
    else:
        late = book.overdue_on(day)
    before = first.toordinal() - 1
    grids = shelf.grids(fetch)
    doors = (
        Door(
            door,
            grids.get(book.where[door].grid, ""),
            book.spans(door),
            state.since,
            (met := book.days.last(door, before)),
            book.days.agreed(door, met, before),
            door in late,
        )
        for door, state in now.items()
    )
    return visit_figures(
        (first, last),
        doors,
        shelf.visits_within(fetch, first, last),
        shelf.needs_within(fetch, first, last),
        shelf.paired_within(fetch, first, last),
        book.rules,
        list(grids.values()),
        as_of=day,
    )


def year_with(connection: Connection, last: date) -> VisitYear | None:
    """走访关爱 from New Year to `last`; None where no visit, tier or pairing was ever recorded."""
    fetch = fetcher(connection)
    if not shelf.anything(fetch):
        return None
    first = date(last.year, 1, 1)
    return visit_year(*shelf.visited_within(fetch, first, last), shelf.needs_within(fetch, first, last))
