"""Where a figure of 志愿服务 opens: the part of the page of volunteers, and what to ask it for."""

from __future__ import annotations

from app.models.figures import Figure
from app.models.volunteer_figures import VolunteersShown
from app.models.volunteers import VolunteerQuery
from app.models.wishes import WishQuery

OF = ("sessions", "service", "volunteers", "shifts", "wishes")  # what such a figure may be of


def figure_page(figure: Figure) -> tuple[str, object]:
    """The page of volunteers, its part, and the question."""
    ids = frozenset(figure.ids)
    if figure.of == "volunteers":
        return "volunteers", ("people", VolunteerQuery(ids=ids, gone=True))
    if figure.of == "wishes":
        return "volunteers", ("wishes", WishQuery(ids=ids))
    part = "shifts" if figure.of == "shifts" else "hours"
    return "volunteers", (part, VolunteersShown(figure.of, ids, figure.title))
