"""A board: columns of tickets side by side; arrows go through a column and from one to the next."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.ui.theme import look
from app.ui.widgets.plain import words
from app.ui.widgets.rows import RowsModel
from app.ui.widgets.tickets import TicketDelegate


class TicketColumn(QWidget):
    """Its name, how many, a word at the right, and the tickets. `chosen(row)` as the cursor moves or a ticket is
    clicked, `pressed(row)` when it is clicked, `opened(row)` by Enter or double click, `aside(-1 or 1)` to the column
    at the left or right."""

    chosen = Signal(object)
    pressed = Signal(object)
    opened = Signal(object)
    aside = Signal(int)

    def __init__(
        self, model: RowsModel[Any], delegate: TicketDelegate, width: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.total = 0
        self.name = words("")
        self.name.setObjectName("card_title")
        self.count, self.late = words("", "muted"), words("", "red")
        self.model = model
        self._width = width
        model.setParent(self)
        self.tickets = _Tickets(delegate, self)
        self.tickets.setModel(model)
        self.tickets.clicked.connect(self._choose)
        self.tickets.clicked.connect(self._press)
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
        self.setMinimumWidth(look().px(self._width))

    def show_rows(self, total: int, rows: Any) -> None:
        """The first tickets of so many; the cursor stays with its row."""
        kept = self.current()
        bar = self.tickets.verticalScrollBar().value()
        self.total = total
        self.count.setText(str(total))
        self.model.start_pages(total, rows)
        if kept is not None:
            place = self.model.find(lambda row: row.id == kept.id)
            if place >= 0:
                self.tickets.setCurrentIndex(self.model.index(place, 0))
        self.tickets.verticalScrollBar().setValue(bar)

    def current(self) -> Any:
        return self.model.row(self.tickets.currentIndex().row())

    def take_focus(self) -> None:
        self.tickets.setFocus()
        if self.current() is None and self.total:
            self.tickets.setCurrentIndex(self.model.index(0, 0))

    def _choose(self, index: QModelIndex) -> None:
        row = self.model.row(index.row())
        if row is not None:
            self.chosen.emit(row)

    def _press(self, index: QModelIndex) -> None:
        row = self.model.row(index.row())
        if row is not None:
            self.pressed.emit(row)

    def _open(self, index: QModelIndex) -> None:
        row = self.model.row(index.row())
        if row is not None:
            self.opened.emit(row)


class _Tickets(QTableView):
    """One column of tickets. A table: its rows all have one height, so a hundred thousand cost what ten do."""

    entered_row = Signal(QModelIndex)
    opened_row = Signal(QModelIndex)
    aside = Signal(int)

    def __init__(self, delegate: TicketDelegate, parent: QWidget) -> None:
        super().__init__(parent)
        self._delegate = delegate
        delegate.setParent(self)
        self.setItemDelegate(delegate)
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


class BoardArea(QScrollArea):
    """Columns side by side. `chosen(row)`, `pressed(row)`, `opened(row)`. The column of the cursor stays in sight."""

    chosen = Signal(object)
    pressed = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.places: list[TicketColumn] = []
        self._at: TicketColumn | None = None
        inside = QWidget()
        inside.setObjectName("canvas")
        self._row = QHBoxLayout(inside)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)

    def add_column(self, column: TicketColumn) -> None:
        column.chosen.connect(self.chosen)
        column.pressed.connect(self.pressed)
        column.opened.connect(self.opened)
        column.chosen.connect(partial(self._keep_in_sight, column))
        column.aside.connect(partial(self._go_aside, len(self.places)))
        self.places.append(column)
        self._row.addWidget(column, 1)

    def take_focus(self) -> bool:
        """To the first column that has anything; whether there is one."""
        full = next((column for column in self.places if column.total and not column.isHidden()), None)
        if full is not None:
            full.take_focus()
        return full is not None

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "places"):
            for column in self.places:
                column.set_sizes()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A card that opens beside the board takes room from it."""
        super().resizeEvent(event)
        if self._at is not None:
            self.ensureWidgetVisible(self._at, 0, 0)

    def _keep_in_sight(self, column: TicketColumn, _row: object) -> None:
        self._at = column

    def _go_aside(self, place: int, step: int) -> None:
        """To the next column in that direction that has tickets."""
        place += step
        while 0 <= place < len(self.places):
            column = self.places[place]
            if column.total and not column.isHidden():
                column.take_focus()
                self.ensureWidgetVisible(column)
                row = column.current()
                if row is not None:
                    self.chosen.emit(row)
                return
            place += step
