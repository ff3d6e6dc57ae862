"""The use cases: one verb, one function; the only door of ui and cli.

A service module is imported when it is first named (`services.households.list_rows`), on the thread that needs it,
so that the window is painted before the libraries behind it are loaded.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.services import accounts as accounts
    from app.services import colours as colours
    from app.services import figures as figures
    from app.services import home as home
    from app.services import households as households
    from app.services import importing as importing
    from app.services import journal as journal
    from app.services import reports as reports
    from app.services import safekeeping as safekeeping
    from app.services import verifying as verifying


def __getattr__(name: str) -> ModuleType:
    if name.startswith("_"):
        raise AttributeError(name)
    return import_module(f"app.services.{name}")
