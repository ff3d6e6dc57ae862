"""双报到: who registered here, who has not claimed a post or not reported back."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.models.volunteers import DualLine
from app.rules.volunteers import DUAL_STATES
from app.ui.colours.flow import FlowLayout
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.meetings.asking import verb
from app.ui.requests.chips import Chip
from app.ui.requests.focus import focus_rows
from app.ui.volunteers.people_columns import DUALS
from app.ui.volunteers.people_export import open_people_export
from app.ui.widgets.plain import words
from app.ui.widgets.rows import RowsModel
from app.ui.widgets.states import StateView
from app.ui.widgets.table import RowsView


class DualView(QWidget):
    """`chosen(line)`, `opened(line)`; `told(words)`."""

    chosen = Signal(object)
    opened = Signal(object)
    told = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.text = ""
        self._latest = Latest(desk.jobs, self)
        self.wanted = Chip("情况", "Alt+Q")
        self.wanted.set_choices(DUAL_STATES)
        self.wanted.moved.connect(self.refresh)
        self.counts = words("", "muted")
        self.model: RowsModel[Any] = RowsModel(DUALS, self)
        self.view = RowsView(self.model)
        self.view.setAccessibleName("双报到名单")
        self.state = StateView(self.view)
        holder = QWidget()
        row = FlowLayout(holder, 6)
        row.addWidget(self.wanted)
        row.addWidget(self.counts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(holder)
        column.addWidget(self.state, 1)
        self.view.chosen.connect(self.chosen)
        self.view.opened.connect(self.opened)

    def refresh(self) -> None:
        self._latest.run(self._read(), self._show, failed=lambda error: self.state.show_fault(error, self.refresh))

    def search(self, text: str) -> None:
        if text != self.text:
            self.text = text
            self.refresh()

    def take_focus(self) -> None:
        focus_rows(self.view)

    def export(self) -> None:
        state = f"({self.wanted.value})" if self.wanted.value else ""
        period = f"截至{chinese_date(self.desk.clock.today())}{state}"
        wanted, text = self.wanted.value or "", self.text

        def read(office: Any, whole: bool) -> Any:
            return verb("volunteers_dual", "listing", wanted, text, whole=whole)(office)

        open_people_export(self.desk, self.view, "在职党员双报到名单", period, read, lambda row: int(row.dual.id))

    def _read(self) -> Any:
        return verb("volunteers_dual", "listing", self.wanted.value or "", self.text)

    def _show(self, rows: tuple[DualLine, ...]) -> None:
        self.model.set_rows(rows)
        states = [row.state for row in rows]
        said = [f"{state} {states.count(state)} 名" for state in DUAL_STATES if state in states]
        self.counts.setText(",".join(said))
        self.told.emit(f"共 {len(rows)} 条")
        if rows:
            self.state.show_content()
        elif self.wanted.value or self.text:
            self.state.show_empty(
                "没有这样的双报到登记。", "可以换个情况,或换个写法:姓名、单位、小分队。", "看全部", self._all
            )
        else:
            self.state.show_empty(
                "还没有双报到登记。", "在志愿者的卡片里登记,或导入写有“是否双报到”的花名册。"
            )  # fmt: skip

    def _all(self) -> None:
        self.wanted.choose(None)
        self.text = ""
        self.refresh()
