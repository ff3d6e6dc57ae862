"""A request as a small ticket on the board: number and limit, its words in two lines, who and where."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from app.ui.requests import telling
from app.ui.theme import look
from app.ui.widgets.tickets import GAP, PAD, WRAP, TicketDelegate, two_lines


class RequestTicket(TicketDelegate):
    """Four lines; a bar at the left and a word in the same colour where the limit is at hand or past."""

    def paint_row(self, painter: QPainter, frame: QRect, row: Any) -> None:
        at = look()
        tone = telling.limit_tone(row)
        if tone:
            bar = QRectF(frame.left() + 1, frame.top() + at.px(6), at.px(3), frame.height() - at.px(12))
            painter.fillRect(bar, at.colour(tone))
        inside = frame.adjusted(at.px(PAD + 2), at.px(PAD), -at.px(PAD), -at.px(PAD))
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
        words = QRect(inside.left(), top.bottom() + at.px(GAP // 2), inside.width(), line * 2)
        painter.drawText(words, WRAP, two_lines(telling.one_line(row.words), QFontMetrics(font), inside.width()))
        foot = QRect(inside.left(), words.bottom() + at.px(GAP // 2), inside.width(), line)
        painter.setPen(at.colour("muted"))
        before = telling.BEFORE if row.late_before and not row.late_days else ""
        where = " ".join(part for part in (before, row.category, row.caller, row.door) if part)
        elided = QFontMetrics(font).elidedText(where, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)
