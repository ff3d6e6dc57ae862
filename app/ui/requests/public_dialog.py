"""每月公示: the answers of a month for the notice board, names and doors hidden; printed, saved, or as a table."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QWidget

from app.models.ledgers import Ledger
from app.ui.desk import Desk
from app.ui.requests.papers import public_ledger, public_list
from app.ui.requests.sheet import SheetDialog
from app.ui.widgets.exporting import ExportDialog
from app.ui.widgets.plain import button

_MONTHS = 24
NOTE = "姓名、电话和门牌都遮住了,可以对外张贴。张贴前请再看一眼内容里有没有写出谁家的事。"


class PublicDialog(SheetDialog):
    """Opens at last month; Alt+M goes to the months."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        today = desk.clock.today()
        last = today.year * 12 + today.month - 2
        counts = [last + 1, *range(last, last - _MONTHS + 1, -1)]
        self.months = [(count // 12, count % 12 + 1) for count in counts]
        self.month_box = QComboBox()
        self.month_box.addItems([f"{year}年{month}月" for year, month in self.months])
        self.month_box.setCurrentIndex(1)
        self.month_box.setAccessibleName("月份")
        self.month_box.setToolTip("选择月份(Alt+M)")
        year, month = self.months[1]
        super().__init__(desk, _title(year, month), public_list(year, month), parent, note=NOTE)
        self.add_widget(self.month_box)
        self.add_widget(button("存成表格…", self.export, key="Ctrl+E", tip="导出这份公示的表格"))
        self.month_box.activated.connect(lambda _place: self._show_month())
        QShortcut(QKeySequence("Alt+M"), self).activated.connect(self.month_box.setFocus)

    @property
    def month(self) -> tuple[int, int]:
        return self.months[self.month_box.currentIndex()]

    def choose_month(self, year: int, month: int) -> None:
        self.month_box.setCurrentIndex(self.months.index((year, month)))
        self._show_month()

    def export(self) -> None:
        year, month = self.month

        def make(office: Any, _full: bool) -> Ledger:
            return public_ledger(year, month)(office)

        ExportDialog(self._desk, make, _title(year, month), self).open()

    def _show_month(self) -> None:
        self.show_other(_title(*self.month), public_list(*self.month))


def _title(year: int, month: int) -> str:
    return f"{year}年{month}月诉求公示"
