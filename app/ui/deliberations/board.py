"""议事: a column for each step of a method; a matter stands under the step that comes next."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QWidget

from app.models.deliberations import Board, BoardColumn, MatterLine
from app.ui.theme import look
from app.ui.widgets.board import BoardArea, TicketColumn
from app.ui.widgets.rows import Column, RowsModel
from app.ui.widgets.tickets import PAD, WRAP, TicketDelegate, two_lines

_TICKET = (Column[MatterLine]("ticket", "事项", lambda row: f"{row.number} {row.title}", tip=lambda row: row.title),)
_WIDTH = 144
PAGE = 100


class MatterTicket(TicketDelegate):
    """Number, the title in two lines, what is to be minded."""

    def paint_row(self, painter: QPainter, frame: QRect, row: Any) -> None:
        at = look()
        inside = frame.adjusted(at.px(PAD), at.px(PAD), -at.px(PAD), -at.px(PAD))
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
        painter.drawText(box, WRAP, two_lines(row.title, QFontMetrics(painter.font()), inside.width()))
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


class StepColumn(TicketColumn):
    """The matters whose next step it is; the last column those that are done."""

    def __init__(self, ask: Callable[[int], None], parent: QWidget | None = None) -> None:
        model: RowsModel[MatterLine] = RowsModel(_TICKET, page=PAGE)
        super().__init__(model, MatterTicket(), _WIDTH, parent)
        model.page_wanted.connect(ask)

    def show_column(self, found: BoardColumn, number: int) -> None:
        done = found.title == "已完成"
        self.name.setText(found.title if done else f"{number}. {found.title}")
        self.name.setToolTip("已经走完或终止的" if done else f"下一步是“{found.title}”的事项")
        self.tickets.setAccessibleName(f"{found.title}的事项")
        self.show_rows(found.total, found.rows)


class MattersBoard(BoardArea):
    """The columns of one method. `ask(place, offset)`: further tickets of a column came into view."""

    def __init__(self, ask: Callable[[int, int], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ask = ask

    def show_board(self, board: Board) -> None:
        while len(self.places) < len(board.columns):
            self.add_column(StepColumn(partial(self._ask, len(self.places))))
        for number, column in enumerate(self.places):
            column.setVisible(number < len(board.columns))
            if number < len(board.columns) and isinstance(column, StepColumn):
                column.show_column(board.columns[number], number + 1)
