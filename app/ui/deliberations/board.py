"""议事: a column for each step of a method; a matter stands under the step that comes next."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.models.deliberations import Board, BoardColumn, MatterLine
from app.ui.theme import look
from app.ui.widgets.plain import words
from app.ui.widgets.rows import ROW_ROLE, Column, RowsModel

_PAD, _LINES = 8, 4
_TICKET = (Column[MatterLine]("ticket", "事项", lambda row: f"{row.number} {row.title}", tip=lambda row: row.title),)


class MatterDelegate(QStyledItemDelegate):
    """Number and days, the title in two lines, what is to be minded."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        at = look()
        return QSize(at.px(120), QFontMetrics(at.font()).height() * _LINES + at.px(2 * _PAD + 8))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        at = look()
        row = index.data(ROW_ROLE)
        frame = QRectF(option.rect).adjusted(1, 1, -1, -1 - at.px(4))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(at.colour("link" if focused else "line"), 2 if focused else 1))
        painter.setBrush(at.colour("chosen" if chosen else "card"))
        painter.drawRoundedRect(frame, 6, 6)
        if isinstance(row, MatterLine):
            inside = frame.toRect().adjusted(at.px(_PAD), at.px(_PAD), -at.px(_PAD), -at.px(_PAD))
            _paint_matter(painter, inside, row)
        painter.restore()


def _paint_matter(painter: QPainter, inside: QRect, row: MatterLine) -> None:
    at = look()
    metrics = QFontMetrics(at.font())
    line = metrics.height()
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    top = QRect(inside.left(), inside.top(), inside.width(), line)
    painter.setFont(at.font())
    painter.setPen(at.colour("muted"))
    painter.drawText(top, left, metrics.elidedText(row.number, Qt.TextElideMode.ElideRight, inside.width()))
    painter.setPen(at.colour("text"))
    painter.setFont(at.font(bold=row.important))
    box = QRect(inside.left(), top.bottom() + at.px(2), inside.width(), line * 2)
    painter.drawText(box, _WRAP, _two_lines(row.title, QFontMetrics(painter.font()), inside.width()))
    foot = QRect(inside.left(), box.bottom() + at.px(2), inside.width(), line)
    said, tone = foot_words(row)
    painter.setFont(at.font())
    painter.setPen(at.colour(tone))
    painter.drawText(foot, left, metrics.elidedText(said, Qt.TextElideMode.ElideRight, inside.width()))


def foot_words(row: MatterLine) -> tuple[str, str]:
    """The last line of a ticket and its colour: a warning, how it ended, or how long nothing was done."""
    if row.given_up:
        return "已终止", "muted"
    if row.warning:
        return row.warning, "amber"
    if not row.open:
        return ("已公示" if row.published else "已完成"), "green"
    mark = "重要 " if row.important else ""
    if not row.idle_days:
        return f"{mark}今天有进展", "muted"
    return f"{mark}{row.idle_days} 天没有进展", "amber" if row.idle_days > 30 else "muted"


class StepColumn(QWidget):
    chosen = Signal(object)
    opened = Signal(object)
    aside = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = words("")
        self.name.setObjectName("card_title")
        self.count = words("", "muted")
        self.model: RowsModel[Any] = RowsModel(_TICKET, self)
        self.tickets = _Tickets(self)
        self.tickets.setModel(self.model)
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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.tickets, 1)
        self.setMinimumWidth(look().px(144))

    def show_column(self, found: BoardColumn, number: int) -> None:
        kept = self.current()
        done = found.title == "已完成"
        self.name.setText(found.title if done else f"{number}. {found.title}")
        self.name.setToolTip("已经走完或终止的" if done else f"下一步是“{found.title}”的事项")
        self.tickets.setAccessibleName(f"{found.title}的事项")
        self.count.setText(str(found.total))
        self.model.set_rows(found.rows)
        if kept is not None:
            place = self.model.find(lambda row: row.id == kept.id)
            if place >= 0:
                self.tickets.setCurrentIndex(self.model.index(place, 0))

    def current(self) -> MatterLine | None:
        return self.model.row(self.tickets.currentIndex().row())

    def take_focus(self) -> None:
        self.tickets.setFocus()
        if self.current() is None and self.model.rowCount():
            self.tickets.setCurrentIndex(self.model.index(0, 0))

    def _choose(self, index: QModelIndex) -> None:
        row = self.model.row(index.row())
        if row is not None:
            self.chosen.emit(row)

    def _open(self, index: QModelIndex) -> None:
        row = self.model.row(index.row())
        if row is not None:
            self.opened.emit(row)


class _Tickets(QListView):
    entered_row = Signal(QModelIndex)
    opened_row = Signal(QModelIndex)
    aside = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setItemDelegate(MatterDelegate(self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setObjectName("tickets")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(self.opened_row)

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
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.scheduleDelayedItemsLayout()


class BoardArea(QScrollArea):
    """The columns of one method, side by side. `chosen(line)`, `opened(line)`."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns: list[StepColumn] = []
        inside = QWidget()
        inside.setObjectName("canvas")
        self._row = QHBoxLayout(inside)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)

    def show_board(self, board: Board) -> None:
        while len(self.columns) < len(board.columns):
            made = StepColumn()
            made.chosen.connect(self.chosen)
            made.opened.connect(self.opened)
            made.aside.connect(partial(self._go_aside, len(self.columns)))
            self.columns.append(made)
            self._row.addWidget(made, 1)
        for number, column in enumerate(self.columns):
            column.setVisible(number < len(board.columns))
            if number < len(board.columns):
                column.show_column(board.columns[number], number + 1)

    def take_focus(self) -> None:
        shown = [column for column in self.columns if not column.isHidden()]
        full = next((column for column in shown if column.model.rowCount()), None)
        if full is not None:
            full.take_focus()

    def _go_aside(self, place: int, by: int) -> None:
        """To the next column that holds something."""
        place += by
        while 0 <= place < len(self.columns) and not self.columns[place].isHidden():
            if self.columns[place].model.rowCount():
                self.columns[place].take_focus()
                self.ensureWidgetVisible(self.columns[place])
                current = self.columns[place].current()
                if current is not None:
                    self.chosen.emit(current)
                return
            place += by


_WRAP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWrapAnywhere)


def _two_lines(text: str, metrics: QFontMetrics, width: int) -> str:
    end = len(text)
    while end and metrics.horizontalAdvance(text[:end]) > width:
        end -= 1
    if end == len(text):
        return text
    return f"{text[:end]}\n{metrics.elidedText(text[end:], Qt.TextElideMode.ElideRight, width)}"
