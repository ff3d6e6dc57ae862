"""Figures of a day, made once for screen, paper and workbook."""

from __future__ import annotations

from datetime import date

from app.models.figures import PopulationFigures
from app.rules.colours import load_label_rules
from app.rules.figures import population_figures
from app.services.office import Office
from app.store.figures import population_rows


def population(office: Office, as_of: date) -> PopulationFigures:
    """Everything that is counted of doors and people on `as_of`, past or coming."""
    with office.store.reading() as connection:
        return population_figures(as_of, population_rows(connection, as_of, load_label_rules()))
