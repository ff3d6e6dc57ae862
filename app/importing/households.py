"""Staging: from sheets and layouts to households with people, errors and warnings; the store is not asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from app.importing.houses import Desk, finished
from app.importing.layout import SheetLayout
from app.importing.pace import without_collector
from app.importing.raw import RawWorkbook
from app.importing.sheets import stage_sheet
from app.models.importing import Staging


def stage_households(raw: RawWorkbook, layouts: Sequence[SheetLayout], *, today: date) -> Staging:
    """Everything the workbook states, understood. Bad rows become errors; they never stop the others.

    A person's ID number may stand in a workbook once: the second row is an error that names the first.
    """
    ledger_date = latest(layout.context.dated for layout in layouts if layout.use)
    desk = Desk(today, ledger_date or today, notes=list(raw.notes))
    with without_collector():
        for layout in layouts:
            if layout.use:
                stage_sheet(raw.sheets[layout.index], layout, desk)
            elif raw.sheets[layout.index].rows:
                desk.notes.append(f"工作表“{layout.sheet}”没有录入:{layout.why}。")
        households = tuple(staged for house in desk.houses.values() if (staged := finished(house, desk)) is not None)
    return Staging(
        raw.source, households, tuple(desk.errors), ledger_date, failed=tuple(desk.failed), notes=tuple(desk.notes)
    )


def latest(days: Iterable[date | None]) -> date | None:
    """The latest of some dates, None when there is none."""
    return max((day for day in days if day is not None), default=None)
