"""The legend: how each of the seven labels looks everywhere. Kept light, for the first page needs it."""

from __future__ import annotations

from functools import lru_cache

from app.base.resources import rule_table
from app.models.colours import Label, LegendEntry


@lru_cache(maxsize=1)
def load_legend() -> tuple[LegendEntry, ...]:
    """The default legend in the order of its ranks."""
    entries = (
        LegendEntry(Label(row["label"]), row["mark"], row["colour"], row["hatch"], int(row["rank"]))
        for row in rule_table("legend")
    )
    return tuple(sorted(entries, key=lambda entry: entry.rank))
