"""The board of one kind: a column a state, the soonest due first."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.models.wishes import WishBoard, WishColumn, WishLine
from app.ui.volunteers.wishes_telling import WishTicket
from app.ui.widgets.board import BoardArea, TicketColumn
from app.ui.widgets.rows import Column, RowsModel

_TICKET = (Column[WishLine]("ticket", "内容", lambda row: f"{row.number} {row.title}", tip=lambda row: row.title),)
_WIDTH = 148
COLUMNS = 5


class StateColumn(TicketColumn):
    """One state; where it holds more tickets than are shown, the list has the others."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(RowsModel(_TICKET, None), WishTicket(), _WIDTH, parent)

    def show_column(self, found: WishColumn) -> None:
        self.name.setText(found.title)
        self.tickets.setAccessibleName(f"{found.title}的")
        late = sum(1 for row in found.rows if row.late)
        self.late.setText(f"逾期 {late}" if late else "")
        self.show_rows(len(found.rows), found.rows)
        self.count.setText(str(found.total))
        more = found.total - len(found.rows)
        self.count.setToolTip(f"先列出 {len(found.rows)} 件,另有 {more} 件请看列表" if more > 0 else "")


class WishBoardArea(BoardArea):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for _ in range(COLUMNS):
            self.add_column(StateColumn())

    def show_board(self, board: WishBoard) -> None:
        for place, column in enumerate(self.places):
            assert isinstance(column, StateColumn)
            column.setVisible(place < len(board.columns))
            if place < len(board.columns):
                column.show_column(board.columns[place])
