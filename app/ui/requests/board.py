"""看板: a column a state, the soonest limits first; arrows go through the columns and from one to the next."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.models.requests import Board, BoardColumn, RequestPage, RequestQuery, RequestRow, State
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.requests import asking
from app.ui.requests.focus import nothing_else_has_focus
from app.ui.requests.tickets import TicketDelegate
from app.ui.theme import look
from app.ui.widgets.plain import set_tone, words
from app.ui.widgets.rows import Column, RowsModel
from app.ui.widgets.states import StateView

PAGE = 50
_CLOSED = (State.CLOSED, State.VISITED)
_TICKET = (Column[RequestRow]("ticket", "诉求", lambda row: f"{row.number} {row.words}", tip=lambda row: row.words),)


class StateColumn(QWidget):
    """One state: its name, how many, how many late, and the tickets, read as they come into view."""

    chosen = Signal(object)
    opened = Signal(object)
    aside = Signal(int)  # -1 to the column at the left, 1 to the right

    def __init__(self, state: State, ask: Callable[[State, int], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.request_state = state
        self.total = 0
        self.name = words(state.value)
        self.name.setObjectName("card_title")
        self.count = words("", "muted")
        self.late = words("", "red")
        self.model: RowsModel[RequestRow] = RowsModel(_TICKET, self, page=PAGE)
        self.model.page_wanted.connect(partial(ask, state))
        self.tickets = _Tickets(self)
        self.tickets.setModel(self.model)
        self.tickets.setAccessibleName(f"{state.value}的诉求")
        self.tickets.clicked.connect(self._choose)
        self.tickets.entered_row.connect(self._choose)
        self.tickets.opened_row.connect(self._open)
        self.tickets.aside.connect(self.aside)
        head = QHBoxLayout()
        head.setContentsMargins(4, 0, 4, 0)
        head.setSpacing(8)
        head.addWidget(self.name)
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.late)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.tickets, 1)
        self.set_sizes()

    def set_sizes(self) -> None:
        self.setMinimumWidth(look().px(168))

    def show_column(self, found: BoardColumn) -> None:
        """Counts and first tickets; the cursor stays with its request."""
        kept = self.current()
        bar = self.tickets.verticalScrollBar().value()
        self.total = found.total
        self.count.setText(str(found.total))
        self.late.setText(f"超时 {found.late}" if found.late else "")
        set_tone(self.late, "amber" if self.request_state in _CLOSED else "red")
        self.model.start_pages(found.total, found.rows)
        if kept is not None:
            place = self.model.find(lambda row: row.id == kept.id)
            if place >= 0:
                self.tickets.setCurrentIndex(self.model.index(place, 0))
        self.tickets.verticalScrollBar().setValue(bar)

    def current(self) -> RequestRow | None:
        return self.model.row(self.tickets.currentIndex().row())

    def take_focus(self) -> None:
        self.tickets.setFocus()
        if self.current() is None and self.total:
            self.tickets.setCurrentIndex(self.model.index(0, 0))

    def _choose(self, index: QModelIndex) -> None:
        row = self.model.row(index.row())
        if row is not None:
            self.chosen.emit(row)

    def _open(self, index: QModelIndex) -> None:
        row = self.model.row(index.row())
        if row is not None:
            self.opened.emit(row)


class _Tickets(QTableView):
    """One column of tickets. A table: its rows all have one height, so a hundred thousand cost what ten do."""

    entered_row = Signal(QModelIndex)
    opened_row = Signal(QModelIndex)
    aside = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._delegate = TicketDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.doubleClicked.connect(self.opened_row)
        self._set_sizes()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.aside.emit(-1 if key == Qt.Key.Key_Left else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened_row.emit(self.currentIndex())
        else:
            before = self.currentIndex().row()
            super().keyPressEvent(event)
            if self.currentIndex().row() != before:
                self.entered_row.emit(self.currentIndex())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_delegate"):
            self._set_sizes()

    def _set_sizes(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._delegate.height())


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
        inside = QWidget()
        inside.setObjectName("canvas")
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.columns = {state: StateColumn(state, self._read_page) for state in State}
        for place, column in enumerate(self.columns.values()):
            row.addWidget(column, 1)
            column.chosen.connect(self.chosen)
            column.opened.connect(self.opened)
            column.aside.connect(partial(self._go_aside, place))
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
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
        """To the first column that has anything; a board that is still being read takes it when it is there."""
        self._wants_focus = True
        for column in self.columns.values():
            if column.total:
                self._wants_focus = False
                column.take_focus()
                return

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "columns"):
            for column in self.columns.values():
                column.set_sizes()

    def _go_aside(self, place: int, step: int) -> None:
        """To the next column in that direction that has tickets."""
        columns = list(self.columns.values())
        place += step
        while 0 <= place < len(columns):
            if columns[place].total:
                columns[place].take_focus()
                self.area.ensureWidgetVisible(columns[place])
                row = columns[place].current()
                if row is not None:
                    self.chosen.emit(row)
                return
            place += step

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
