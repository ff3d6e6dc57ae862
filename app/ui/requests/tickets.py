"""A request as a small ticket on the board: number and limit, its words in two lines, who and where."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.models.requests import RequestRow
from app.ui.requests import telling
from app.ui.theme import look
from app.ui.widgets.rows import ROW_ROLE

_PAD, _GAP, _LINES = 8, 4, 4


class TicketDelegate(QStyledItemDelegate):
    """Four lines; a bar at the left and a word in the same colour where the limit is at hand or past."""

    def height(self) -> int:
        """Of every ticket, in the look of now."""
        at = look()
        return QFontMetrics(at.font()).height() * _LINES + at.px(2 * _PAD + _GAP) + at.px(_GAP)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        at = look()
        row = index.data(ROW_ROLE)
        frame = QRectF(option.rect).adjusted(1, 1, -1, -1 - at.px(_GAP))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(at.colour("link" if focused else "line"), 2 if focused else 1))
        painter.setBrush(at.colour("chosen" if chosen else "card"))
        painter.drawRoundedRect(frame, 6, 6)
        if isinstance(row, RequestRow):
            self._paint_row(painter, frame.toRect(), row)
        else:  # asking for its text is what makes the model read its page
            painter.setPen(at.colour("muted"))
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, str(index.data()))
        painter.restore()

    def _paint_row(self, painter: QPainter, frame: QRect, row: RequestRow) -> None:
        at = look()
        tone = telling.limit_tone(row)
        if tone:
            bar = QRectF(frame.left() + 1, frame.top() + at.px(6), at.px(3), frame.height() - at.px(12))
            painter.fillRect(bar, at.colour(tone))
        inside = frame.adjusted(at.px(_PAD + 2), at.px(_PAD), -at.px(_PAD), -at.px(_PAD))
        font, bold = at.font(), at.font(bold=True)
        line = QFontMetrics(font).height()
        limit = telling.limit_now(row)
        top = QRect(inside.left(), inside.top(), inside.width(), line)
        painter.setFont(bold)
        said = QFontMetrics(bold).horizontalAdvance(limit)
        number = QFontMetrics(font).horizontalAdvance(row.number)
        if limit:
            painter.setPen(at.colour(tone or "muted"))
            painter.setFont(bold if tone else font)
            painter.drawText(top, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, limit)
        painter.setFont(font)
        painter.setPen(at.colour("muted"))
        if not limit or number + said + at.px(8) <= inside.width():
            painter.drawText(top, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, row.number)
        painter.setPen(at.colour("text"))
        words = QRect(inside.left(), top.bottom() + at.px(_GAP // 2), inside.width(), line * 2)
        painter.drawText(words, _WRAP, _two_lines(telling.one_line(row.words), QFontMetrics(font), inside.width()))
        foot = QRect(inside.left(), words.bottom() + at.px(_GAP // 2), inside.width(), line)
        painter.setPen(at.colour("muted"))
        before = telling.BEFORE if row.late_before and not row.late_days else ""
        where = " ".join(part for part in (before, row.category, row.caller, row.door) if part)
        elided = QFontMetrics(font).elidedText(where, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)


_WRAP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWrapAnywhere)


def _two_lines(words: str, metrics: QFontMetrics, width: int) -> str:
    """As much as stands in two lines, broken where the first is full."""
    end = len(words)
    while end and metrics.horizontalAdvance(words[:end]) > width:
        end -= 1
    if end == len(words):
        return words
    return f"{words[:end]}\n{metrics.elidedText(words[end:].lstrip(), Qt.TextElideMode.ElideRight, width)}"
