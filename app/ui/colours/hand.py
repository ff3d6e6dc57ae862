"""The hand that draws the map on the screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QLineF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from app.rules.elevation import painter as elevation
from app.rules.elevation.paints import Look
from app.rules.elevation.surface import Align, Box, Segment

_WHOLE = Qt.TextFlag.TextDontClip
_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | _WHOLE,
    "centre": Qt.AlignmentFlag.AlignCenter | _WHOLE,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | _WHOLE,
}


class Hand:
    """A `Surface` whose unit is a pixel of the painter. The painter's font is taken over, in the sizes asked for."""

    def __init__(self, painter: QPainter) -> None:
        self._painter = painter
        self._base = painter.font()
        self._fonts: dict[tuple[int, bool], QFont] = {}
        self._metrics: dict[tuple[int, bool], QFontMetrics] = {}

    def rects(self, colour: str, boxes: Sequence[Box]) -> None:
        if boxes:
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(QColor(colour))
            self._painter.drawRects([QRectF(*box) for box in boxes])

    def frames(self, colour: str, boxes: Sequence[Box], weight: int = 1) -> None:
        if not boxes:
            return
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(QPen(QColor(colour), 1))
        for edge in range(weight):
            inner = 2 * edge + 1
            rings = [QRectF(x + edge, y + edge, w - inner, h - inner) for x, y, w, h in boxes if w >= inner <= h]
            self._painter.drawRects(rings)

    def lines(self, colour: str, segments: Sequence[Segment], weight: float = 1.0) -> None:
        if segments:
            self._painter.setPen(QPen(QColor(colour), weight))
            self._painter.drawLines([QLineF(*segment) for segment in segments])

    def words(
        self, colour: str, size: int, items: Iterable[tuple[Box, str]], *, bold: bool = False, align: Align = "centre"
    ) -> None:
        painter = self._painter
        painter.setFont(self._font(size, bold))
        painter.setPen(QColor(colour))
        flags = _ALIGN[align]
        for box, text in items:
            painter.drawText(QRect(*box), flags, text)

    def width(self, text: str, size: int, *, bold: bool = False) -> float:
        metrics = self._metrics.get((size, bold))
        if metrics is None:
            metrics = self._metrics[size, bold] = QFontMetrics(self._font(size, bold))
        return metrics.horizontalAdvance(text)

    def _font(self, size: int, bold: bool) -> QFont:
        font = self._fonts.get((size, bold))
        if font is None:
            font = QFont(self._base)
            font.setPixelSize(size)
            font.setBold(bold)
            self._fonts[size, bold] = font
        return font


def paint_swatch(painter: QPainter, look: Look, label: int, box: Box, scale: float) -> None:
    """One label's colour, hatch and mark, as the legend shows it; `box` at most 28 * `scale` high."""
    elevation.paint_swatch(Hand(painter), look, label, box, scale)
