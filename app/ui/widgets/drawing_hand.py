"""The hand that draws on the screen: shapes of a drawing by a painter, in the colours of the look."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from app.models.drawings import TEXT, Anchor, Drawing, Line, Paint, Polyline, Rect, Role, Text
from app.rules.hatches import hatch_lines
from app.ui.theme import BODY, look

_HATCH_PERIOD = 5.0
_LIGHT = {
    Role.FIRST: "#2F6FA8",
    Role.SECOND: "#C9784A",
    Role.THIRD: "#9A968F",
}
_DARK = {
    Role.FIRST: "#6FA8DC",
    Role.SECOND: "#E0A27A",
    Role.THIRD: "#8F8C88",
}
_NAMED = {
    Role.TEXT: "text",
    Role.MUTED: "muted",
    Role.LINE: "line",
    Role.AXIS: "strong_line",
    Role.BEFORE: "text",
    Role.ACCENT: "accent",
}


def unit() -> float:
    """Pixels a unit of a drawing takes in the look of now: the body text is 14 units high."""
    return QFontInfo(look().font(BODY)).pixelSize() / TEXT


def colour_of(role: Role) -> QColor:
    at = look()
    own = (_DARK if at.dark else _LIGHT).get(role)
    return QColor(own) if own else at.colour(_NAMED[role])


def _tint(colour: QColor) -> QColor:
    """A third of the colour over the card's ground, opaque."""
    ground = look().colour("card")
    parts = zip(
        (ground.red(), ground.green(), ground.blue()), (colour.red(), colour.green(), colour.blue()), strict=True
    )
    return QColor(*(round(under + (over - under) / 3) for under, over in parts))


def picture(drawing: Drawing, size: QSize, ratio: float) -> QPixmap:
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_drawing(painter, drawing, unit(), ratio)
    painter.end()
    return pixmap


def paint_drawing(painter: QPainter, drawing: Drawing, scale: float, ratio: float = 1.0) -> None:
    """All shapes at `scale` pixels a unit; upright and level edges fall on device pixels (`ratio` of them a pixel)."""
    hand = _Hand(painter, scale, ratio)
    for shape in drawing.shapes:
        match shape:
            case Rect():
                hand.rect(shape)
            case Line():
                hand.line(shape)
            case Polyline():
                hand.polyline(shape)
            case Text():
                hand.text(shape)


class _Hand:
    def __init__(self, painter: QPainter, scale: float, ratio: float) -> None:
        self._painter = painter
        self._scale = scale
        self._ratio = ratio
        self._fonts: dict[tuple[float, bool], QFont] = {}
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)

    def rect(self, shape: Rect) -> None:
        left, top = self._snap(shape.x), self._snap(shape.y)
        right, bottom = self._snap(shape.x + shape.width), self._snap(shape.y + shape.height)
        path = QPainterPath()
        path.addRect(QRectF(left, top, max(right - left, 0.0), max(bottom - top, 0.0)))
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._paint(path, shape.paint, (shape.x, shape.y, shape.width, shape.height))

    def line(self, shape: Line) -> None:
        straight = shape.x1 == shape.x2 or shape.y1 == shape.y2
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing, not straight)
        self._painter.setPen(self._pen(colour_of(shape.role), shape.weight, shape.dashed))
        if straight:
            ends = (
                QPointF(self._snap(shape.x1), self._snap(shape.y1)),
                QPointF(self._snap(shape.x2), self._snap(shape.y2)),
            )
        else:
            ends = self._place(shape.x1, shape.y1), self._place(shape.x2, shape.y2)
        self._painter.drawLine(*ends)

    def polyline(self, shape: Polyline) -> None:
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        polygon = QPolygonF([self._place(x, y) for x, y in shape.points])
        if shape.paint is None:
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.setPen(self._pen(colour_of(shape.role), shape.weight, shape.dashed))
            self._painter.drawPolyline(polygon)
            return
        path = QPainterPath()
        path.addPolygon(polygon)
        path.closeSubpath()
        xs, ys = [x for x, _ in shape.points], [y for _, y in shape.points]
        self._paint(path, shape.paint, (min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)))

    def text(self, shape: Text) -> None:
        font = self._font(shape.size, shape.bold)
        self._painter.setFont(font)
        self._painter.setPen(colour_of(shape.role))
        metrics = self._painter.fontMetrics()
        wide = metrics.horizontalAdvance(shape.words)
        shift = {Anchor.START: 0.0, Anchor.MIDDLE: wide / 2, Anchor.END: float(wide)}[shape.anchor]
        base = shape.y * self._scale + (metrics.ascent() - metrics.descent()) / 2
        self._painter.drawText(QPointF(round(shape.x * self._scale - shift), round(base)), shape.words)

    def _paint(self, path: QPainterPath, paint: Paint, box: tuple[float, float, float, float]) -> None:
        painter = self._painter
        colour = QColor(paint.colour) if paint.colour else colour_of(paint.role)
        if not paint.solid:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self._pen(colour, 1.5, dashed=True))
            painter.drawPath(path)
            return
        painter.fillPath(path, _tint(colour) if paint.pale else colour)
        if paint.hatch and not paint.pale:
            painter.save()
            painter.setClipPath(path)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(self._pen(look().colour("card"), 1.0, dashed=False))
            for x1, y1, x2, y2 in hatch_lines(paint.hatch, *box, _HATCH_PERIOD):
                painter.drawLine(self._place(x1, y1), self._place(x2, y2))
            painter.restore()

    def _pen(self, colour: QColor, weight: float, dashed: bool) -> QPen:
        pen = QPen(colour, max(1.0, round(weight * self._scale)))
        if dashed:
            pen.setDashPattern([3.0, 2.5])
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        return pen

    def _font(self, size: float, bold: bool) -> QFont:
        if (size, bold) not in self._fonts:
            font = look().font(BODY, bold=bold)
            font.setPixelSize(max(1, round(size * self._scale)))
            self._fonts[size, bold] = font
        return self._fonts[size, bold]

    def _place(self, x: float, y: float) -> QPointF:
        return QPointF(x * self._scale, y * self._scale)

    def _snap(self, length: float) -> float:
        """The nearest edge of a device pixel."""
        return round(length * self._scale * self._ratio) / self._ratio
