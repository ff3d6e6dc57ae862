"""The numbers of the month before, by the keys of the figures: what a month's report is compared with."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.base.clock import month_end
from app.models.figures import Figure, PopulationFigures
from app.rules.meeting_figures import MONTH
from app.services.coverage import figures_with as visit_figures
from app.services.meeting_figures import deliberation, life
from app.services.office import Office
from app.services.request_figures import figures_of
from app.services.volunteer_figures import MONTH as VOLUNTEERS_MONTH
from app.services.volunteer_figures import counted

if TYPE_CHECKING:
    from app.models.figures import MonthlyFacts
    from app.store.connection import Connection


def month_before(year: int, month: int) -> tuple[int, int]:
    return (year, month - 1) if month > 1 else (year - 1, 12)


def numbers(
    office: Office, connection: Connection, facts: MonthlyFacts, population: PopulationFigures
) -> dict[str, int]:
    """Of every figure of the month's own that was counted in the month before as well, the number as things stood
    at its end. A section that the month does not have is not counted for the month before either."""
    year, month = month_before(facts.year, facts.month)
    first, last = date(year, month, 1), month_end(year, month)
    found: list[Figure] = population.figures()
    if facts.visits is not None:
        visits = visit_figures(office, connection, first, last, with_late=False)
        found += [one for one in visits.figures() if one.key != "visits.overdue"] if visits is not None else []
    if facts.requests is not None:
        found += figures_of(office, connection, first, last, last).figures()
    if facts.meetings is not None:
        found += life(connection, first, last, last, MONTH).figures()
    if facts.deliberations is not None:
        found += deliberation(connection, first, last, last, MONTH).figures()
    if facts.volunteers is not None:
        found += counted(connection, first, last, VOLUNTEERS_MONTH).figures()
    return {figure.key: figure.numerator for figure in found}
