"""The first page, without the heavy libraries."""

from __future__ import annotations

from app.models.home import HomeFigures
from app.services.office import Office
from app.store.first_page import home_figures


def home(office: Office) -> HomeFigures:
    """What is there, what is due. The report that is due is last month's."""
    today = office.clock.today()
    year, month = (today.year, today.month - 1) if today.month > 1 else (today.year - 1, 12)
    return home_figures(office.store.raw, today, year, month)
