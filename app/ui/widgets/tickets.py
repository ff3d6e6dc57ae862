"""A ticket of a board: a framed piece of four lines. What stands in it is the slice's own."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui.theme import look
from app.ui.widgets.rows import ROW_ROLE

PAD, GAP, _LINES = 8, 4, 4
WRAP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWrapAnywhere)


class TicketDelegate(QStyledItemDelegate):
    """Subclasses paint a row into its frame."""

    def height(self) -> int:
        """Of every ticket, in the look of now."""
        at = look()
        return QFontMetrics(at.font()).height() * _LINES + at.px(2 * PAD + GAP) + at.px(GAP)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        at = look()
        row = index.data(ROW_ROLE)
        frame = QRectF(option.rect).adjusted(1, 1, -1, -1 - at.px(GAP))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(at.colour("link" if focused else "line"), 2 if focused else 1))
        painter.setBrush(at.colour("chosen" if chosen else "card"))
        painter.drawRoundedRect(frame, 6, 6)
        if row is not None:
            self.paint_row(painter, frame.toRect(), row)
        else:  # asking for its text is what makes the model read its page
            painter.setPen(at.colour("muted"))
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, str(index.data()))
        painter.restore()

    @abstractmethod
    def paint_row(self, painter: QPainter, frame: QRect, row: Any) -> None:
        """The four lines of a ticket."""


def two_lines(words: str, metrics: QFontMetrics, width: int) -> str:
    """As much as stands in two lines, broken where the first is full."""
    end = len(words)
    while end and metrics.horizontalAdvance(words[:end]) > width:
        end -= 1
    if end == len(words):
        return words
    return f"{words[:end]}\n{metrics.elidedText(words[end:].lstrip(), Qt.TextElideMode.ElideRight, width)}"
