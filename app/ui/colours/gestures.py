"""What the mouse does on the map between press and release: pan and click, pick out by a rectangle, carry a door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.base.errors import UserFault
from app.rules.elevation import moving
from app.rules.elevation.placing import Rect
from app.ui.theme import look

if TYPE_CHECKING:
    from app.ui.colours.view import MapView

_STILL = 6  # pixels that a click may wander


class Pan:
    """Moves the map; let go where it began, it is a click."""

    def __init__(self, view: MapView, start: QPoint, *, picking: bool) -> None:
        self._view, self._last, self._picking = view, start, picking
        self._dragged = False

    def move(self, place: QPoint) -> None:
        moved = place - self._last
        if self._dragged or moved.manhattanLength() > _STILL:
            self._dragged = True
            self._last = place
            across, down = self._view.horizontalScrollBar(), self._view.verticalScrollBar()
            across.setValue(across.value() - moved.x())
            down.setValue(down.value() - moved.y())

    def release(self, place: QPoint) -> None:
        if not self._dragged:
            self._view.click(place, picking=self._picking)

    def paint(self, painter: QPainter) -> None:
        """Nothing over the map."""


class Band:
    """A rectangle; the doors in it that the filter shows are picked out."""

    def __init__(self, view: MapView, start: QPoint) -> None:
        self._view, self._start, self._end = view, start, start

    def move(self, place: QPoint) -> None:
        self._end = place
        self._view.viewport().update()

    def release(self, place: QPoint) -> None:
        self._end = place
        placing = self._view.placing
        if placing is not None:
            self._view.pick(self._view.scene.showing(placing.doors_in(self._area())))
        self._view.viewport().update()

    def paint(self, painter: QPainter) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, style in ((look().colour("card"), Qt.PenStyle.SolidLine), (look().colour("link"), _DASHES)):
            painter.setPen(QPen(colour, 2, style))
            painter.drawRect(QRect(*self._area()))

    def _area(self) -> Rect:
        (x1, y1), (x2, y2) = self._view.spot(self._start), self._view.spot(self._end)
        return Rect(min(x1, x2), min(y1, y2), abs(x2 - x1) + 1, abs(y2 - y1) + 1)


_DASHES = Qt.PenStyle.DashLine


class Carry:
    """A door is taken to another cell of its building; let go where it began, it is a click."""

    def __init__(self, view: MapView, start: QPoint, door: int) -> None:
        self._view, self._start, self._door = view, start, door
        self._cell: tuple[int, int, int] | None = None

    def move(self, place: QPoint) -> None:
        placing = self._view.placing
        if placing is not None and (place - self._start).manhattanLength() > _STILL:
            self._cell = placing.cell_at(*self._view.spot(place))
            self._view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self._view.viewport().update()

    def release(self, place: QPoint) -> None:
        self.move(place)
        self._view.viewport().unsetCursor()
        self._view.viewport().update()
        if self._cell is None:
            if (place - self._start).manhattanLength() <= _STILL:
                self._view.click(place, picking=False)
            return
        _, column, row = self._cell
        try:
            places = moving.put(self._view.scene.plan, self._door, column, row)
        except UserFault as fault:
            self._view.refused.emit(fault)
            return
        self._view.choose(self._door)
        if places:
            self._view.placed.emit(places)

    def paint(self, painter: QPainter) -> None:
        placing = self._view.placing
        if self._cell is not None and placing is not None:
            box = QRect(*placing.cell_rect(*self._cell))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(look().colour("link")), 4))
            painter.drawRect(box)


Gesture = Pan | Band | Carry
