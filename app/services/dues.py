"""What waits in the other rooms today, for the first page. Read after it stands: these rooms take longer to load."""

from __future__ import annotations

from datetime import date

from app.models.cadence import CellState
from app.models.home import DueCounts
from app.models.meetings import ActionQuery
from app.services import actions, cadence, requests, service, visits, wishes
from app.services.office import Office


def counts(office: Office) -> DueCounts:
    """Doors whose visit is overdue; requests that are late, due today, waiting for a department, to be asked about;
    meetings that are owed and neither held nor planned; what meetings asked for and is past its day;
    wishes past theirs; shifts without a sign-in, sessions that were not closed, lists of service that come down."""
    today = office.clock.today()
    day = requests.my_day(office, shown=0)
    owed = cadence.due(office, date(today.year, 1, 1))  # as the year at a glance counts
    unsigned, still_open, ending = service.waiting(office)
    return DueCounts(
        visits_overdue=len(visits.overdue(office, today)),
        requests_late=day.overdue.total,
        requests_today=day.due_today.total,
        requests_waiting=day.waiting.total,
        return_visits=day.visits.total,
        meetings_overdue=sum(item.missing for item in owed if item.late),
        meetings_due=sum(item.missing for item in owed if item.state is CellState.DUE),
        actions_overdue=actions.page(office, ActionQuery(late=True, limit=1)).total,
        wishes_late=wishes.late(office),
        shifts_unsigned=unsigned,
        sessions_open=still_open,
        postings_ending=ending,
    )
