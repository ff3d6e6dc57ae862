"""What can be done with the doors that are picked out on the map: visit, put into a grid, export."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.base.clock import chinese_date
from app.models.ledgers import Ledger, LedgerColumn
from app.models.queries import ListQuery
from app.models.visits import VisitMany
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
    """The doors as a table, in the order of a walk; phones are whole only when `full`."""
    from app import services

    query = ListQuery(by_person=False, ids=households)
    rows = services.lists.chosen_rows(office, query, whole=full)
    period = f"截至{chinese_date(office.clock.today())}"
    cells = [
        (
            row.door, row.grid, row.name, row.phone, row.people, row.occupancy,
            "、".join(label.value for label in row.labels),
        )
        for row in rows
    ]  # fmt: skip
    return Ledger("选中的住户", period, _COLUMNS, cells, full=full)


_COLUMNS = (
    LedgerColumn("door", "门牌", 62),
    LedgerColumn("grid", "网格", 26),
    LedgerColumn("name", "户主", 24),
    LedgerColumn("phone", "联系电话", 30),
    LedgerColumn("people", "人数", 14, number=True),
    LedgerColumn("occupancy", "居住状态", 22),
    LedgerColumn("labels", "标签", 62),
)
