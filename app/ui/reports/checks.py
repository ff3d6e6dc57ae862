"""What is missing or odd this month, a line each; Enter opens where it is mended."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.month_desk import Level, MonthCheck
from app.ui.desk import Desk
from app.ui.reports.figures import names_page
from app.ui.widgets.plain import words
from app.ui.widgets.rows import Column, RowsModel
from app.ui.widgets.states import StateView
from app.ui.widgets.table import RowsView

_SAID = {Level.MISSING: "要补", Level.ODD: "要核对"}


class ChecksView(QWidget):
    """`counted(missing, odd)` after each filling; `month_wanted((year, month))`: another month is to be done first."""

    counted = Signal(int, int)
    month_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.missing = 0
        self._month: tuple[int, int] | None = None
        self.model: RowsModel[MonthCheck] = RowsModel(
            (
                Column("level", "", lambda row: _SAID[row.level], width=64, tone=_tone),
                Column("words", "内容", lambda row: row.words, width=300, tip=lambda row: row.words),
                Column("hint", "怎么办", lambda row: row.hint, width=240, tip=lambda row: row.hint),
            )
        )
        self.table = RowsView(self.model, sorting=False)
        self.table.setAccessibleName("签发前的检查")
        self.table.opened.connect(self.open)
        self.states = StateView(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(words("缺什么、哪里不寻常(按回车或双击,打开补登或核对的地方)", "muted", wrap=True))
        column.addWidget(self.states, 1)

    def show_checks(self, checks: Sequence[MonthCheck], month: tuple[int, int]) -> None:
        self._month = month
        self.model.set_rows(checks)
        if checks:
            self.states.show_content()
            self.table.choose_row(0)
        else:
            self.states.show_empty("没有缺的,也没有不寻常的", "看过预览,按 Ctrl+回车 签发。")
        self.missing = sum(check.level is Level.MISSING for check in checks)
        self.counted.emit(self.missing, len(checks) - self.missing)

    def open(self, check: MonthCheck) -> None:
        """Where it is mended: the records themselves, or the page that keeps them."""
        if check.figure is not None:
            self._desk.open_page(*names_page(check.figure, self._month))
        elif check.page == "reports" and check.part[:1].isdigit():
            year, _, month = check.part.partition("-")
            self.month_wanted.emit((int(year), int(month)))
        else:
            self._desk.open_page(check.page, check.part or None)


def _tone(check: MonthCheck) -> str:
    return "red" if check.level is Level.MISSING else "amber"
