"""The seven-colour map of any day."""

from __future__ import annotations

from datetime import date

from app.models.colours import LegendEntry
from app.models.views import MapPicture
from app.rules.legend import load_legend
from app.services.office import Office
from app.store.colours import map_picture


def picture(office: Office, as_of: date) -> MapPicture:
    """Every door with its labels on `as_of`, by building, as people walk past them."""
    with office.store.reading() as connection:
        return map_picture(connection, as_of, load_legend())


def legend(_office: Office) -> tuple[LegendEntry, ...]:
    return load_legend()
