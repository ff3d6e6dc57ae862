"""What waits in the other rooms today, for the first page. Read after it stands: these rooms take longer to load."""

from __future__ import annotations

from app.models.home import DueCounts
from app.services import requests, visits
from app.services.office import Office


def counts(office: Office) -> DueCounts:
    """Doors whose visit is overdue; requests that are late, due today, waiting for a department, to be asked about."""
    day = requests.my_day(office, shown=0)
    return DueCounts(
        visits_overdue=len(visits.overdue(office, office.clock.today())),
        requests_late=day.overdue.total,
        requests_today=day.due_today.total,
        requests_waiting=day.waiting.total,
        return_visits=day.visits.total,
    )
