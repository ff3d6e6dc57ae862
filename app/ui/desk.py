"""What every page is given: the worker, the bus, the way to other pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.base.clock import Clock
from app.base.paths import Paths
from app.ui.bus import Bus
from app.ui.jobs import Jobs


@dataclass
class Desk:
    """Handed to each page by the main window. `open_page(key, argument)` shows another page, e.g. ('households', query)."""

    jobs: Jobs
    bus: Bus
    paths: Paths
    clock: Clock
    open_page: Callable[[str, object], None]
    tell: Callable[[str], None]  # a passing message at the window's foot
