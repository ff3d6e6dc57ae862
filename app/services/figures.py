"""Figures of a day, made once for screen, paper and workbook."""

from __future__ import annotations

from datetime import date

from app.models.figures import PopulationFigures
from app.rules.colours import load_label_rules
from app.services.office import Office
from app.store import figures as shelf


def population(office: Office, as_of: date) -> PopulationFigures:
    """Everything that is counted of doors and people on `as_of`, past or coming."""
    with office.store.reading() as connection:
        return shelf.population(connection, (as_of,), load_label_rules())[0]


def keyed(office: Office, as_of: date) -> dict[str, object]:
    """The figures of a day by the keys that scripts know, rare names included."""
    with office.store.reading() as connection:
        rare = shelf.rare_names(connection, as_of)
    return as_keys(population(office, as_of)) | {"rare_names": list(rare)}


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
    }
