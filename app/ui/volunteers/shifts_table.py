"""The roster as a table of seats: a week (days across) or a month (days down). Each cell is one place on one shift, so
that a name can be reached by arrows, and carried by mouse or by keys."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QByteArray, QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QDrag,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from app.base.clock import month_end
from app.models.shifts import Roster, Shift
from app.rules.duty_lines import WEEKDAYS
from app.ui.theme import look
from app.ui.volunteers.shifts_cells import Cell, Kind, by_kind, groups_of, head_words, order, seat_words, seats_of, tip
from app.ui.volunteers.shifts_paint import EDGE, GroupedHeader, Ruled

MIME = "application/x-qicai-duty"


def carried(volunteer_id: int, from_id: int = 0) -> QMimeData:
    """Somebody on the way to a shift, from another one or (0) from the list of people."""
    data = QMimeData()
    data.setData(MIME, QByteArray(json.dumps([volunteer_id, from_id]).encode()))
    return data


class SeatTable(QTableWidget):
    """`looked(cell or None)` as the cursor moves; `opened(cell)` by Enter or double click; `left(cell)` by Delete;
    `pinned(cell)` by Ctrl+D; `brought(volunteer, from shift or 0, to shift)` by dropping, or by Ctrl+X and Ctrl+V."""

    looked = Signal(object)
    opened = Signal(object)
    left = Signal(object)
    pinned = Signal(object)
    brought = Signal(int, int, int)
    held = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells: dict[tuple[int, int], Cell] = {}
        self.by_month = False
        self._in_hand: tuple[int, int] | None = None  # cut: volunteer, shift
        self.setAccessibleName("排班表")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setShowGrid(True)
        self.setHorizontalHeader(GroupedHeader(self))
        self.setItemDelegate(Ruled(self))
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setHighlightSections(False)
        # Qt moves the pixels of a head that scrolls; words in the middle of what is seen are drawn anew
        self.horizontalScrollBar().valueChanged.connect(lambda _at: self.horizontalHeader().viewport().update())
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setStyleSheet("QTableWidget::item { padding: 0px 4px; }")
        self.currentCellChanged.connect(lambda row, column, _r, _c: self.looked.emit(self.cells.get((row, column))))
        self.cellDoubleClicked.connect(lambda row, column: self._tell(self.opened, row, column))

    # what is shown

    @property
    def current(self) -> Cell | None:
        return self.cells.get((self.currentRow(), self.currentColumn()))

    def show_week(self, roster: Roster, monday: date) -> None:
        """Days across, a row for each seat of each kind of shift."""
        self._show(roster, [monday + timedelta(days=number) for number in range(7)], by_month=False)

    def show_month(self, roster: Roster) -> None:
        """Days down, a column for each seat."""
        first = date(roster.year, roster.month, 1)
        last = month_end(roster.year, roster.month)
        days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        self._show(roster, days, by_month=True)

    def go_to(self, shift_id: int, volunteer_id: int | None = None) -> bool:
        """Put the cursor on a shift, on the seat of a volunteer (0: on an empty one) where there is such; False when
        the shift is not shown."""
        found = sorted(place for place, cell in self.cells.items() if cell.shift.id == shift_id)
        seats = [place for place in found if volunteer_id == _sitter(self.cells[place])]
        for place in (seats or found)[:1]:
            self.setCurrentCell(*place)
        return bool(found)

    def _show(self, roster: Roster, days: Sequence[date], *, by_month: bool) -> None:
        kept, row, column = self.current, self.currentRow(), self.currentColumn()
        at = by_kind([shift for shift in roster.shifts if days[0] <= shift.day <= days[-1]])
        seats = {kind: max(seats_of(shift) for shift in found.values()) for kind, found in at.items()}
        lines = [(kind, place) for kind in sorted(seats, key=order) for place in range(seats[kind])]
        self.by_month = by_month
        self.blockSignals(True)
        self.clearContents()
        self.setRowCount(len(days) if by_month else len(lines))
        self.setColumnCount(len(lines) if by_month else len(days))
        self._set_heads(days, lines)
        head = self.horizontalHeader()
        assert isinstance(head, GroupedHeader)
        head.groups = groups_of(lines) if by_month else []
        self.cells = {}
        for number, (kind, place) in enumerate(lines):
            for day_number, day in enumerate(days):
                spot = (day_number, number) if by_month else (number, day_number)
                item = self._item(spot, at[kind].get(day), place)
                item.setData(EDGE, ("left" if by_month else "top") if place == 0 and number else "")
                self.setItem(*spot, item)
        self.blockSignals(False)
        self._set_sizes()
        if not (kept is not None and self.go_to(kept.shift.id)) and lines:
            self.setCurrentCell(min(max(row, 0), self.rowCount() - 1), min(max(column, 0), self.columnCount() - 1))
        if kept is not None and (row, column) in self.cells and self.cells[row, column].shift.id == kept.shift.id:
            self.setCurrentCell(row, column)
        if self.current is None and self.cells:  # an empty place says nothing: the first shift of the time shown
            self.setCurrentCell(*min(self.cells, key=lambda spot: spot if by_month else spot[::-1]))
        self.looked.emit(self.current)

    def _set_heads(self, days: Sequence[date], lines: Sequence[tuple[Kind, int]]) -> None:
        # one month's days are told without it; a week may lie in two
        told = [f"{day.day}日 周{WEEKDAYS[day.weekday()]}" for day in days]
        if not self.by_month:
            told = [f"周{WEEKDAYS[day.weekday()]}\n{day.month}月{day.day}日" for day in days]
        counts = Counter(kind for kind, _ in lines)
        kinds = [head_words(kind, place, counts[kind], stacked=self.by_month) for kind, place in lines]
        across, down = (kinds, told) if self.by_month else (told, kinds)
        self.setHorizontalHeaderLabels(across)
        self.setVerticalHeaderLabels(down)
        tips = [f"{kind[0]}-{kind[1]} {kind[2]}" for kind, _ in lines]
        for number, said in enumerate(tips):
            item = self.horizontalHeaderItem(number) if self.by_month else self.verticalHeaderItem(number)
            if item is not None:
                item.setToolTip(said)

    def _item(self, spot: tuple[int, int], shift: Shift | None, place: int) -> QTableWidgetItem:
        item = QTableWidgetItem("")
        item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        ground, ink = "card", "text"
        if shift is not None and place < seats_of(shift):
            duty = shift.duties[place] if place < len(shift.duties) else None
            self.cells[spot] = Cell(shift, duty)
            item.setText(seat_words(shift, duty, place))
            item.setToolTip(tip(shift, duty))
            if shift.cancelled:
                ink = "muted"
            elif duty is not None and duty.clash:
                ground, ink = "red_ground", "red"
            elif duty is None:
                ground, ink = "amber_ground", "amber"
        item.setBackground(QBrush(look().colour(ground)))
        item.setForeground(QBrush(look().colour(ink)))
        return item

    # carrying

    def startDrag(self, _actions: Qt.DropAction) -> None:
        cell = self.current
        if cell is not None and cell.duty is not None and not cell.shift.cancelled:
            drag = QDrag(self)
            drag.setMimeData(carried(cell.duty.volunteer_id, cell.shift.id))
            drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # scrolls near the edge
        cell = self._under(event)
        if event.mimeData().hasFormat(MIME) and cell is not None and not cell.shift.cancelled:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        cell = self._under(event)
        if cell is None or not event.mimeData().hasFormat(MIME):
            event.ignore()
            return
        event.acceptProposedAction()
        volunteer_id, from_id = json.loads(bytes(event.mimeData().data(MIME).data()))
        self.setCurrentCell(*next(spot for spot, one in self.cells.items() if one == cell))
        if from_id != cell.shift.id:
            self.brought.emit(volunteer_id, from_id, cell.shift.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        cell = self.current
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tell(self.opened, self.currentRow(), self.currentColumn())
        elif event.key() == Qt.Key.Key_Delete:
            self._tell(self.left, self.currentRow(), self.currentColumn())
        elif event.key() == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self._tell(self.pinned, self.currentRow(), self.currentColumn())
        elif event.matches(QKeySequence.StandardKey.Cut):
            if cell is not None and cell.duty is not None:
                self._in_hand = (cell.duty.volunteer_id, cell.shift.id)
                self.held.emit(f"已拿起{cell.duty.name}:到另一个班次上按 Ctrl+V 放下。")
        elif event.matches(QKeySequence.StandardKey.Paste):
            if self._in_hand is not None and cell is not None and self._in_hand[1] != cell.shift.id:
                volunteer_id, from_id = self._in_hand
                self._in_hand = None
                self.brought.emit(volunteer_id, from_id, cell.shift.id)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "cells"):
            self._set_sizes()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A card that opens beside it takes room: the seat it is about stays in sight."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def _under(self, event: QDropEvent) -> Cell | None:
        index = self.indexAt(event.position().toPoint())
        return self.cells.get((index.row(), index.column()))

    def _tell(self, signal: object, row: int, column: int) -> None:
        cell = self.cells.get((row, column))
        if cell is not None:
            signal.emit(cell)  # type: ignore[attr-defined] # a bound signal

    def _set_sizes(self) -> None:
        at = look()
        self.verticalHeader().setDefaultSectionSize(at.px(27))
        self.horizontalHeader().setFixedHeight(at.px(46))
        head = self.horizontalHeader()
        if self.by_month:
            head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            head.setDefaultSectionSize(at.px(86))
            self.verticalHeader().setFixedWidth(at.px(92))
        else:
            head.setMinimumSectionSize(at.px(72))
            head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            self.verticalHeader().setFixedWidth(at.px(150))


def _sitter(cell: Cell) -> int:
    """Who sits there; 0: nobody."""
    return cell.duty.volunteer_id if cell.duty is not None else 0
