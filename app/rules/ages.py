"""Ages by completed years, on the solar birthday."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from app.base.resources import rule_table


def birthday(birth: date, age: int) -> date:
    """The day on which someone born on `birth` completes `age` years; 29 February falls on 1 March in common years."""
    year = birth.year + age
    try:
        return birth.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def age_on(birth: date, day: date) -> int:
    """Completed years on `day`; on the birthday the person has the new age."""
    years = day.year - birth.year
    return years if birthday(birth, years) <= day else years - 1


def born_by(day: date, age: int) -> date:
    """The latest birth date of those who have completed `age` years on `day`, so that a query can compare births.

    The 1 March rule makes 28 February safe: whoever is born on 29 February comes of age on 1 March.
    """
    try:
        return day.replace(year=day.year - age)
    except ValueError:  # day is 29 February, the birth year has none
        return date(day.year - age, 2, 28)


@lru_cache(maxsize=1)
def age_groups() -> dict[str, int]:
    """The ages from which the population is counted, whatever the label rules say: aged_60, aged_80."""
    return {row["group"]: int(row["age"]) for row in rule_table("age_groups")}
