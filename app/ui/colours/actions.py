"""What can be done with the doors that are picked out on the map: visit, put into a grid, export."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.models.ledgers import Ledger
from app.models.queries import ListQuery
from app.models.visits import VisitMany
from app.rules.list_columns import USUAL_OF_DOORS
from app.ui.colours.line import MapLine
from app.ui.desk import Desk

Picked = Callable[[], frozenset[int]]


class PickedActions:
    """Adds its buttons to the line above the map; `picked()` tells the household ids when one is pressed."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        self._desk, self._page = desk, page
        self._picked: Picked = frozenset

    def add_to(self, line: MapLine, picked: Picked) -> None:
        self._picked = picked
        line.add_action("登记走访", "Alt+V", "把选中的住户一起登记走访", self.visit)
        line.add_action("放入网格…", "Alt+W", "把选中的住户放入一个网格", self.assign)
        line.add_action("导出…", "Ctrl+E", "把选中的住户导出成表格", self.export)

    def visit(self) -> None:
        if households := self._picked():
            self._desk.open_page("visits", VisitMany(households))

    def assign(self) -> None:
        if households := self._picked():
            from app.ui.colours.grid_dialog import GridDialog

            GridDialog(self._desk, households, self._page).open()

    def export(self) -> None:
        households = self._picked()
        if not households:
            return
        from app.ui.widgets.exporting import ExportDialog

        ExportDialog(
            self._desk, lambda office, full: _ledger(office, households, full), "选中的住户", self._page
        ).open()


def _ledger(office: Any, households: frozenset[int], full: bool) -> Ledger:
    """The doors as the list of doors shows them."""
    from app import services

    query = ListQuery(by_person=False, ids=households)
    made: Ledger = services.lists.ledger(office, query, USUAL_OF_DOORS, "住户名单", full=full)
    return made
