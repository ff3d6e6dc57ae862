"""Icons as strokes in the colour of the look, from resources/icons/icons.txt: sharp, and no image format to load."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

from app.base.resources import resource
from app.ui.theme import look

SIDE = 24
_ARGUMENTS = {"M": 2, "L": 2, "C": 6, "Z": 0, "O": 3, "R": 5}


def icon(name: str, *, size: int = 20) -> QIcon:
    """The icon in the text colour, and in the accent colour for what is chosen."""
    at = look()
    made = QIcon()
    made.addPixmap(_pixmap(name, at.px(size), at.hex("text")), QIcon.Mode.Normal, QIcon.State.Off)
    made.addPixmap(_pixmap(name, at.px(size), at.hex("accent")), QIcon.Mode.Normal, QIcon.State.On)
    made.addPixmap(_pixmap(name, at.px(size), at.hex("disabled")), QIcon.Mode.Disabled, QIcon.State.Off)
    return made


def icon_size(size: int = 20) -> QSize:
    return QSize(look().px(size), look().px(size))


def app_icon() -> QIcon:
    """Seven doors in the seven colours: the mark of the house."""
    from app.rules.legend import load_legend

    pixmap = QPixmap(64, 64)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setPen(Qt.PenStyle.NoPen)
    for place, entry in enumerate(load_legend()):
        painter.setBrush(QColor(entry.colour))
        painter.drawRect(QRectF(4 + place * 8, 8, 7, 48))
    painter.end()
    return QIcon(pixmap)


@lru_cache(maxsize=64)
def strokes(name: str) -> QPainterPath:
    """The path of an icon on a square of SIDE."""
    return _parse(_texts()[name])


@lru_cache(maxsize=1)
def _texts() -> dict[str, str]:
    lines = resource("icons", "icons.txt").read_text(encoding="utf-8").splitlines()
    named = (line.partition(" ") for line in lines if line and not line.startswith("#"))
    return {name: rest for name, _, rest in named}


def _parse(text: str) -> QPainterPath:
    path = QPainterPath()
    parts = iter(text.split())
    for verb in parts:
        numbers = [float(next(parts)) for _ in range(_ARGUMENTS[verb])]
        if verb == "M":
            path.moveTo(*numbers)
        elif verb == "L":
            path.lineTo(*numbers)
        elif verb == "C":
            path.cubicTo(*numbers)
        elif verb == "Z":
            path.closeSubpath()
        elif verb == "O":
            path.addEllipse(QPointF(numbers[0], numbers[1]), numbers[2], numbers[2])
        else:
            path.addRoundedRect(QRectF(*numbers[:4]), numbers[4], numbers[4])
    return path


def _pixmap(name: str, side: int, colour: str) -> QPixmap:
    ratio = 2.0  # drawn double: sharp on screens of 100 to 200 %
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(side / SIDE, side / SIDE)
    pen = QPen(QColor(colour), 1.7)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPath(strokes(name))
    painter.end()
    return pixmap
