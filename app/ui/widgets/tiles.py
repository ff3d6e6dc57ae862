"""A figure that opens what is behind it: number, words, and for a label its colour and mark."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.rules.elevation import paints
from app.ui.theme import BODY, FIGURE, look


class FigureTile(QWidget):
    """Clickable, and reachable by Tab; Enter or Space opens it. `mark` with `colour` is a label's one character."""

    clicked = Signal()

    def __init__(
        self, title: str, *, mark: str = "", colour: str = "", unit: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title, self._mark, self._colour, self._unit = title, mark, colour, unit
        self._number: int | None = None
        self._note = ""
        self._hovered = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name()

    @property
    def number(self) -> int | None:
        return self._number

    def set_figure(self, number: int | None, note: str = "") -> None:
        """None is 'not read yet' and shows a dash."""
        self._number, self._note = number, note
        self._name()
        self.update()

    def sizeHint(self) -> QSize:
        at = look()
        width = (
            QFontMetrics(at.font(BODY)).horizontalAdvance(self._title) + at.px(24) + (at.px(32) if self._mark else 0)
        )
        return QSize(max(width, at.px(108)), at.px(84))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        at = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        focused = self.hasFocus()
        painter.setPen(QPen(at.colour("link" if focused else "line"), 2 if focused else 1))
        painter.setBrush(at.colour("hover" if self._hovered else "card"))
        painter.drawRoundedRect(frame, 8, 8)
        left = frame.left() + at.px(12)
        line = at.px(24)
        top = frame.top() + at.px(10)
        if self._mark:
            side = at.px(24)
            self._paint_mark(painter, QRectF(left, top, side, side))
            left_text = left + side + at.px(8)
        else:
            left_text = left
        painter.setFont(at.font(BODY))
        painter.setPen(at.colour("text"))
        painter.drawText(
            QRectF(left_text, top, frame.right() - left_text, line), Qt.AlignmentFlag.AlignVCenter, self._title
        )
        self._paint_number(painter, QRectF(left, top + line + at.px(4), frame.right() - left - at.px(8), at.px(40)))
        painter.end()

    def _paint_mark(self, painter: QPainter, square: QRectF) -> None:
        ground = QColor(self._colour)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(square, 4, 4)
        painter.setFont(look().font(BODY, bold=True))
        painter.setPen(readable_on(ground))
        painter.drawText(square, Qt.AlignmentFlag.AlignCenter, self._mark)

    def _paint_number(self, painter: QPainter, place: QRectF) -> None:
        at = look()
        big = at.font(FIGURE, bold=True)
        text = "—" if self._number is None else str(self._number)
        painter.setFont(big)
        painter.setPen(at.colour("text" if self._number else "muted"))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        after = place.left() + QFontMetrics(big).horizontalAdvance(text) + at.px(4)
        rest = " ".join(part for part in (self._unit, self._note) if part)
        painter.setFont(at.font(BODY))
        painter.setPen(at.colour("muted"))
        base = QPointF(after, place.center().y() + at.px(9))
        painter.drawText(base, rest)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = False
        self.update()
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def _name(self) -> None:
        number = "" if self._number is None else f" {self._number}{self._unit}"
        self.setAccessibleName(f"{self._title}{number}{self._note}")


def readable_on(ground: QColor) -> QColor:
    """Black or white, whichever is told apart from `ground` more easily."""
    return QColor(paints.readable_on(ground.name()))


def luminance(colour: QColor) -> float:
    """WCAG 2 relative luminance, 0 to 1."""
    return paints.luminance(colour.name())
