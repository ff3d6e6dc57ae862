"""The legend: how each of the seven labels looks everywhere. Kept light, for the first page needs it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from app.base.resources import rule_table
from app.models.colours import Label, LegendEntry


@lru_cache(maxsize=1)
def load_legend() -> tuple[LegendEntry, ...]:
    """The default legend in the order of its ranks."""
    return legend_of(rule_table("legend"))


def legend_of(rows: Iterable[Mapping[str, str]]) -> tuple[LegendEntry, ...]:
    """A legend from rows of the table, with the office's own values in them or without."""
    entries = (
        LegendEntry(
            Label(row["label"]), row["mark"], row["colour"], row["hatch"], int(row["rank"]), row["public"] == "是"
        )
        for row in rows
    )
    return tuple(sorted(entries, key=lambda entry: entry.rank))
