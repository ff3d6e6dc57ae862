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


def as_keys(figures: PopulationFigures) -> dict[str, object]:
    """The figures by the keys that scripts know. None: never recorded, so nothing can be said."""
    return {
        "as_of": figures.as_of.isoformat(),
        "households": figures.households.numerator,
        "residents": figures.residents.numerator,
        "categories": {label.value: figure.numerator for label, figure in figures.labels.items()},
        "labelled_total": sum(figure.numerator for figure in figures.labels.values()),
        "distinct_households": figures.distinct.numerator,
        "by_grid": {
            grid.grid: {
                "户数": grid.households.numerator,
                **{label.value: figure.numerator for label, figure in grid.labels.items()},
            }
            for grid in figures.grids
        },
        "combinations": {name: figure.numerator for name, figure in figures.combinations.items()},
        "aged_60_plus": figures.aged_60.numerator,
        "aged_60_plus_percent": figures.aged_60.percent,
        "aged_80_plus": figures.aged_80.numerator,
        "party_members": figures.party_members.numerator,
        "disabled": figures.disabled.numerator,
        "aided": figures.aided.numerator,
        "unit_people_percent": figures.unit_people.percent if figures.unit_people else None,
        "sold_percent": figures.sold.percent if figures.sold else None,
        "rented_percent": figures.let.percent,
        "rare_names": list(figures.rare_names),
    }
