"""Wishes in words: columns of the list, the limit, the ticket of the board."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from app.base.clock import chinese_date
from app.models.wishes import Kind, State, WishLine
from app.ui.meetings.telling import day_or_blank
from app.ui.theme import look
from app.ui.widgets.rows import Column
from app.ui.widgets.tickets import GAP, PAD, WRAP, TicketDelegate, two_lines

_SOON = 3  # days


def limit_words(row: WishLine) -> str:
    """逾期 3 天, 今天到期, 还有 5 天; '' where nothing is awaited."""
    if row.days_left is None:
        return ""
    if row.days_left < 0:
        return f"逾期 {-row.days_left} 天"
    return "今天到期" if row.days_left == 0 else f"还有 {row.days_left} 天"


def limit_tone(row: WishLine) -> str:
    if row.days_left is None or row.days_left > _SOON:
        return ""
    return "red" if row.days_left < 0 else "amber"


def end_words(row: WishLine) -> str:
    """What the last line of a ticket says at the right: the limit, or how it ended."""
    if row.kind is Kind.OFFER and row.open:
        return f"选用 {row.picks} 次" if row.picks else ""
    if row.state is State.CONFIRMED:
        return row.satisfaction
    if row.state is State.DONE:
        return "待确认"
    return limit_words(row)


def whose(row: WishLine) -> str:
    """Whose it is: the door, and the name where one is known."""
    return " ".join(part for part in (row.door, row.name) if part)


COLUMNS = (
    Column[WishLine]("number", "编号", lambda row: row.number, width=144, sortable=False),
    Column[WishLine]("kind", "类别", lambda row: row.kind.value, width=72, sortable=False),
    Column[WishLine]("title", "内容", lambda row: row.title, width=240, tip=lambda row: row.title, sortable=False),
    Column[WishLine]("state", "进展", lambda row: row.state_words, width=80, sortable=False),
    Column[WishLine]("limit", "期限", limit_words, width=96, tone=limit_tone, sortable=False),
    Column[WishLine]("whose", "住户", whose, width=240, sortable=False),
    Column[WishLine]("taker", "认领", lambda row: row.taker, width=112, sortable=False),
    Column[WishLine]("opened", "登记日期", lambda row: chinese_date(row.opened_on), width=128, sortable=False),
    Column[WishLine]("due", "期限日期", lambda row: day_or_blank(row.due_on), width=128, sortable=False),
    Column[WishLine]("done", "完成日期", lambda row: day_or_blank(row.done_on), width=128, sortable=False),
    Column[WishLine]("confirmed", "确认日期", lambda row: day_or_blank(row.confirmed_on), width=128, sortable=False),
    Column[WishLine]("satisfaction", "满意度", lambda row: row.satisfaction, width=80, sortable=False),
)
SHOWN = ("number", "title", "state", "limit", "whose", "taker", "opened", "satisfaction")


class WishTicket(TicketDelegate):
    """Number and limit, the title in two lines, whose it is and who has it."""

    def paint_row(self, painter: QPainter, frame: QRect, row: Any) -> None:
        at = look()
        tone = limit_tone(row)
        if tone:
            bar = QRectF(frame.left() + 1, frame.top() + at.px(6), at.px(3), frame.height() - at.px(12))
            painter.fillRect(bar, at.colour(tone))
        inside = frame.adjusted(at.px(PAD + 2), at.px(PAD), -at.px(PAD), -at.px(PAD))
        font = at.font()
        metrics = QFontMetrics(font)
        line, left = metrics.height(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font)
        end = end_words(row)
        wide = metrics.horizontalAdvance(end) + at.px(8) if end else 0
        top = QRect(inside.left(), inside.top(), inside.width(), line)
        painter.setPen(at.colour(tone or ("green" if row.state is State.CONFIRMED else "muted")))
        painter.drawText(top, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, end)
        painter.setPen(at.colour("muted"))
        number = row.number if metrics.horizontalAdvance(row.number) + wide <= inside.width() else _short(row.number)
        painter.drawText(top, left, metrics.elidedText(number, Qt.TextElideMode.ElideLeft, inside.width() - wide))
        painter.setPen(at.colour("text"))
        title = QRect(inside.left(), top.bottom() + at.px(GAP // 2), inside.width(), line * 2)
        painter.drawText(title, WRAP, two_lines(row.title, metrics, inside.width()))
        foot = QRect(inside.left(), title.bottom() + at.px(GAP // 2), inside.width(), line)
        painter.setPen(at.colour("muted"))
        said = " → ".join(part for part in (row.place, row.taker) if part)
        painter.drawText(foot, left, metrics.elidedText(said, Qt.TextElideMode.ElideRight, inside.width()))


def _short(number: str) -> str:
    """1号 of 心愿〔2026〕1号: the kind stands above the board, and the year is mostly this one."""
    return number.rpartition("〕")[2]
