"""先看看示例: the bundled ledger, taken in as an import that one undo takes back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.base.resources import resource
from app.models.changes import Changes
from app.ui.desk import Desk


def demo_ledger() -> Path | None:
    """The bundled example; None when it was left out."""
    return next(iter(sorted(resource("demo").glob("*.xlsx"))), None)


def take_in_demo(desk: Desk) -> None:
    """Import the example; pages fill as with any import."""
    ledger = demo_ledger()
    if ledger is None:
        return
    desk.tell("正在放入示例住户…")

    def work(office: Any) -> Changes:
        from app import services

        preview = services.importing.plan_households(office, ledger)
        return services.importing.accept(office, preview.plan)

    desk.change(work, lambda _changes: desk.tell("这些是示例住户。看完按 Ctrl+Z,就全部撤去。"))
