"""待办事项: what meetings charged somebody with; the overdue first; one key closes it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.models.meetings import Action, ActionPage, ActionQuery
from app.ui.colours.flow import FlowLayout
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.meetings.asking import verb
from app.ui.meetings.columns import ACTIONS
from app.ui.meetings.exporting import open_export
from app.ui.requests.chips import ToggleChip
from app.ui.requests.focus import focus_rows
from app.ui.widgets.plain import button
from app.ui.widgets.rows import RowsModel
from app.ui.widgets.states import StateView
from app.ui.widgets.table import RowsView

_MOST = 10_000


class ActionsView(QWidget):
    """`opened(action)` by Enter: what was done about it. `meeting_wanted(id)`: where it comes from."""

    opened = Signal(object)
    meeting_wanted = Signal(int)
    told = Signal(str)
    cleared = Signal()  # what was typed no longer narrows it

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.query = ActionQuery(limit=_MOST)
        self._latest = Latest(desk.jobs, self)
        self.late = ToggleChip("只看逾期", "Alt+S", "只看过了期限的")
        self.closed = ToggleChip("也看办结的", "Alt+B", "办结的也列出来")
        self.model: RowsModel[Any] = RowsModel(ACTIONS, self)
        self.view = RowsView(self.model)
        self.view.setAccessibleName("待办事项")
        self.state = StateView(self.view)
        self.origin = button("", self._show_all, tip="不再只看这些,看全部")
        self.origin.hide()
        holder = QWidget()
        row = FlowLayout(holder, 8)
        row.addWidget(self.origin)
        for chip in (self.late, self.closed):
            chip.moved.connect(self.load)
            row.addWidget(chip)
        row.addWidget(button("看那次会议", self.open_meeting, key="Alt+H", tip="打开提出这项待办的会议"))
        row.addWidget(button("登记办理情况", self.note, key="Alt+J", tip="写办到哪一步,或办结(回车)"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(holder)
        column.addWidget(self.state, 1)
        self.view.opened.connect(self.opened)

    def refresh(self) -> None:
        self.load()

    def load(self) -> None:
        self.query = replace(self.query, open_only=not self.closed.isChecked(), late=self.late.isChecked(), limit=_MOST)
        if not self.model.rowCount():
            self.state.show_loading("正在读取待办…")
        self._latest.run(
            verb("actions", "page", self.query),
            self._show,
            failed=lambda error: self.state.show_fault(error, self.load),
        )

    def search(self, text: str) -> None:
        if text != self.query.text:
            self.query = replace(self.query, text=text)
            self.load()

    def show_query(self, query: ActionQuery, said: str = "") -> None:
        """A list as somebody else asks for it; `said`: the figure whose items they are."""
        self.origin.setText(f"来自:{said}(共 {len(query.ids or ())} 项)  ×")
        self.origin.setVisible(query.ids is not None)
        self.late.setChecked(query.late)
        self.closed.setChecked(not query.open_only)
        self.query = query
        self.load()

    def take_focus(self) -> None:
        focus_rows(self.view)

    def note(self) -> None:
        row = self.view.current_row()
        if row is not None:
            self.opened.emit(row)

    def open_meeting(self) -> None:
        row = self.view.current_row()
        if row is not None:
            self.meeting_wanted.emit(row.meeting_id)

    def export(self) -> None:
        query = self.query

        def read(office: Any) -> Any:
            return overdue_first(verb("actions", "page", query)(office).rows)

        open_export(self.desk, self.view, "会议待办", f"截至{chinese_date(self.desk.clock.today())}", read)

    def _show(self, page: ActionPage) -> None:
        kept = self.view.current_row()
        rows = overdue_first(page.rows)
        self.model.set_rows(rows)
        place = self.model.find(lambda row: kept is not None and row.id == kept.id)
        if place >= 0:
            self.view.choose_row(place)
        late = sum(row.late for row in rows)
        self.told.emit(f"共 {page.total} 项" + (f",逾期 {late} 项" if late else ""))
        if rows:
            self.state.show_content()
        elif self.query.text or self.query.late:
            self.state.show_empty("没有符合条件的待办。", "可以少选几个条件,或换个写法。", "看全部", self._show_all)
        else:
            self.state.show_empty("没有待办。", "会议上定下要办的事,在会议的“内容”里记下来,办完以前都列在这里。")

    def _show_all(self) -> None:
        self.late.setChecked(False)
        self.origin.hide()
        self.query = ActionQuery(limit=_MOST)
        self.cleared.emit()
        self.load()


def overdue_first(rows: tuple[Action, ...]) -> tuple[Action, ...]:
    """Overdue, then open, then closed; within each as they came."""
    return tuple(sorted(rows, key=lambda row: (row.closed_on is not None, not row.late)))
