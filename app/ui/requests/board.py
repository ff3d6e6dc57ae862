"""看板: a column a state, the soonest limits first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.requests import Board, BoardColumn, RequestPage, RequestQuery, RequestRow, State
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.requests import asking
from app.ui.requests.focus import nothing_else_has_focus
from app.ui.requests.tickets import RequestTicket
from app.ui.widgets.board import BoardArea, TicketColumn
from app.ui.widgets.plain import set_tone
from app.ui.widgets.rows import Column, RowsModel
from app.ui.widgets.states import StateView

PAGE = 50
_CLOSED = (State.CLOSED, State.VISITED)
_TICKET = (Column[RequestRow]("ticket", "诉求", lambda row: f"{row.number} {row.words}", tip=lambda row: row.words),)
_WIDTH = 168


class StateColumn(TicketColumn):
    """One state: how many, how many late, and the tickets, read as they come into view."""

    def __init__(self, state: State, ask: Callable[[State, int], None], parent: QWidget | None = None) -> None:
        model: RowsModel[RequestRow] = RowsModel(_TICKET, None, page=PAGE)
        super().__init__(model, RequestTicket(), _WIDTH, parent)
        self.request_state = state
        self.name.setText(state.value)
        self.tickets.setAccessibleName(f"{state.value}的诉求")
        model.page_wanted.connect(partial(ask, state))

    def show_column(self, found: BoardColumn) -> None:
        """Counts and first tickets."""
        self.late.setText(f"超时 {found.late}" if found.late else "")
        set_tone(self.late, "amber" if self.request_state in _CLOSED else "red")
        self.show_rows(found.total, found.rows)


class BoardView(QWidget):
    """`chosen(row)`, `opened(row)`; `told(words, years)` when a board has been read."""

    chosen = Signal(object)
    opened = Signal(object)
    told = Signal(str, tuple)
    take_down_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._latest = Latest(desk.jobs, self)
        self._count = 0
        self._wants_focus = False
        self.area = BoardArea()
        self.columns = {state: StateColumn(state, self._read_page) for state in State}
        for column in self.columns.values():
            self.area.add_column(column)
        self.area.chosen.connect(self.chosen)
        self.area.opened.connect(self.opened)
        self.state = StateView(self.area)
        column_of_all = QVBoxLayout(self)
        column_of_all.setContentsMargins(0, 8, 0, 0)
        column_of_all.addWidget(self.state)

    def refresh(self) -> None:
        self.state.show_loading("正在读取诉求…")
        self._latest.run(asking.board, self.show_board, failed=lambda error: self.state.show_fault(error, self.refresh))

    def show_board(self, board: Board) -> None:
        self._count += 1
        for found in board.columns:
            self.columns[found.state].show_column(found)
        total = sum(found.total for found in board.columns)
        self.told.emit(f"共 {total} 件", board.weekends_only)
        if total:
            self.state.show_content()
            if self._wants_focus and self.isVisible() and nothing_else_has_focus(self):
                self.take_focus()
        else:
            self.state.show_empty(
                "还没有诉求。", "群众说的事,按 Ctrl+N 记下第一件。", "记一件诉求", self.take_down_wanted.emit
            )

    def take_focus(self) -> None:
        """A board that is still being read takes it when it is there."""
        self._wants_focus = not self.area.take_focus()

    def _read_page(self, state: State, offset: int) -> None:
        """Further tickets of a column, in the order in which the first were given."""
        closed = state in _CLOSED
        query = RequestQuery(
            states=frozenset((state,)),
            sort="id" if closed else "due",
            descending=closed,
            offset=offset,
            limit=PAGE,
        )
        count, model = self._count, self.columns[state].model

        def put(page: RequestPage) -> None:
            if count == self._count:
                model.put_page(offset, page.rows)

        def fail(error: BaseException) -> None:
            if count == self._count:
                model.forget_page(offset)
            self.desk.trouble(error)

        work: Callable[[Any], RequestPage] = asking.rows(query)
        self.desk.jobs.run(work, put, failed=fail, owner=self)
