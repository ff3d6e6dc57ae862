"""A figure with what it is of, printed in full: 981 件, 办结率 85.68%(981/1145)."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.models.figures import Figure
from app.ui.theme import BODY, look
from app.ui.widgets.tiles import FigureTile


class ShareTile(FigureTile):
    """`rate` is what the share is called; '' where there is none."""

    def __init__(self, title: str, rate: str = "", *, unit: str = "件", parent: QWidget | None = None) -> None:
        self._rate, self._share = rate, ""
        super().__init__(title, unit=unit, parent=parent)
        self.figure: Figure | None = None

    def show_figure(self, figure: Figure) -> None:
        self.figure = figure
        self._share = share_words(self._rate, figure)
        self.set_figure(figure.numerator)
        self.updateGeometry()
        self.setToolTip(f"按回车看是哪些诉求。{self._share}" if figure.numerator else self._share)
        self.setAccessibleDescription(self._share)

    @property
    def share(self) -> str:
        return self._share

    def sizeHint(self) -> QSize:
        at = look()
        width = QFontMetrics(at.font(BODY)).horizontalAdvance(self._share) + at.px(26)
        return QSize(max(width, super().sizeHint().width()), at.px(104))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        at = look()
        painter = QPainter(self)
        painter.setFont(at.font(BODY))
        painter.setPen(at.colour("muted"))
        left = at.px(13)
        place = QRectF(left, self.height() - at.px(32), self.width() - 2 * left, at.px(24))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._share)
        painter.end()


def share_words(rate: str, figure: Figure) -> str:
    """办结率 85.68%(981/1145); with nothing to divide by, it says so."""
    if not rate:
        return ""
    if not figure.denominator:
        return f"{rate} 没有可算的"
    return f"{rate} {figure.percent}({figure.numerator}/{figure.denominator})"
