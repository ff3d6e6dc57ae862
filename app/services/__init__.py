"""The use cases: one verb, one function; the only door of ui and cli.

A service module is imported when it is first named (`services.lists.list_rows`), on the thread that needs it,
so that the window is painted before the libraries behind it are loaded.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import (
        accounts,
        actions,
        attachments,
        attendance,
        cadence,
        care,
        colours,
        coverage,
        deliberations,
        departments,
        dues,
        duplicates,
        figures,
        grids,
        holidays,
        home,
        households,
        importing,
        journal,
        ledger_kinds,
        ledgers,
        list_views,
        lists,
        mediations,
        meeting_figures,
        meeting_import,
        meetings,
        member_import,
        members,
        minutes,
        patrols,
        pool,
        population,
        reports,
        request_figures,
        request_import,
        request_papers,
        requests,
        roster,
        rounds,
        rules,
        safekeeping,
        verifying,
        visits,
    )

__all__ = [
    "accounts",
    "actions",
    "attachments",
    "attendance",
    "cadence",
    "care",
    "colours",
    "coverage",
    "deliberations",
    "departments",
    "dues",
    "duplicates",
    "figures",
    "grids",
    "holidays",
    "home",
    "households",
    "importing",
    "journal",
    "ledger_kinds",
    "ledgers",
    "list_views",
    "lists",
    "mediations",
    "meeting_figures",
    "meeting_import",
    "meetings",
    "member_import",
    "members",
    "minutes",
    "patrols",
    "pool",
    "population",
    "reports",
    "request_figures",
    "request_import",
    "request_papers",
    "requests",
    "roster",
    "rounds",
    "rules",
    "safekeeping",
    "verifying",
    "visits",
]


def __getattr__(name: str) -> ModuleType:
    if name not in __all__:
        raise AttributeError(name)
    return import_module(f"app.services.{name}")
