"""What every page is given: the worker, the bus, the way to other pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.base.clock import Clock
from app.base.paths import Paths
from app.models.changes import Changes
from app.ui.bus import Bus
from app.ui.jobs import Job, Jobs


@dataclass
class Desk:
    """Handed to each page by the main window. `open_page(key, argument)` shows a page, e.g. ('households', query)."""

    jobs: Jobs
    bus: Bus
    paths: Paths
    clock: Clock
    open_page: Callable[[str, object], None]
    tell: Callable[[str], None]  # a passing message at the window's foot

    def change(
        self,
        work: Callable[[Any], Changes],
        done: Callable[[Changes], None] = lambda _: None,
        *,
        failed: Callable[[BaseException], None] | None = None,
    ) -> Job[Changes]:
        """Queue a verb that changes records; then tell every page what moved, and the person what was done."""

        def landed(changes: Changes) -> None:
            self.bus.changed.emit(changes)
            if changes.title:
                self.tell(f"已完成:{changes.title}。{'' if changes.kept else '按 Ctrl+Z 可以撤销。'}")
            done(changes)

        return self.jobs.run(work, landed, failed=failed)

    def trouble(self, error: BaseException) -> None:
        """Show a trouble in words; for those who catch one themselves."""
        self.jobs.fail(error)
