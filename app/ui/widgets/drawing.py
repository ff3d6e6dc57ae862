"""Drawings on the screen: crisp, in the colours of the look, with places that open what is behind a number."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from app.models.drawings import Drawing, Region
from app.ui.theme import BODY, look
from app.ui.widgets.drawing_hand import picture, unit

MakeDrawing = Callable[[float, float], Drawing]  # width and height in units


class DrawingView(QWidget):
    """Shows what `make` draws for the room there is. `opened(key)` by click, Enter or Space; arrows move about.

    The picture is kept: only a new size, look or drawing is painted anew.
    """

    opened = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None, *, least: tuple[int, int] = (240, 160)) -> None:
        """`name`: what a reader of the screen calls it. `least`: the smallest room in units; a drawing that comes out
        higher than the room it was given gets the room it wants."""
        super().__init__(parent)
        self._name = name
        self._least = least
        self._make: MakeDrawing | None = None
        self._drawing: Drawing | None = None
        self._made_for = QSize()
        self._picture: QPixmap | None = None
        self._chosen: Region | None = None
        self._hovered: Region | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)

    def show_drawing(self, make: MakeDrawing | None) -> None:
        """Draw by `make` from now on; None shows nothing."""
        self._make = make
        self._forget()
        self._ask_for_room()

    @property
    def drawing(self) -> Drawing | None:
        """What is shown in the room of now."""
        if self._drawing is None and self._make is not None and self.width() > 0:
            self._drawing = self._make(self.width() / unit(), self.height() / unit())
            self._made_for = self.size()
            keyed = [region for region in self._drawing.regions if region.key]
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if keyed else Qt.FocusPolicy.NoFocus)
        return self._drawing

    @property
    def chosen(self) -> Region | None:
        """The place the arrow keys are at; it stays with its key when the picture is drawn anew."""
        if self._chosen is not None and self.drawing is not None and self._chosen not in self.drawing.regions:
            key = self._chosen.key
            self._chosen = next((region for region in self.drawing.regions if region.key == key), None)
        return self._chosen

    def choose(self, region: Region) -> None:
        self._chosen = region
        self.setAccessibleDescription(region.title)
        self._scroll_to(region)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(self._least[0] * unit() * 1.3), round(self._least[1] * unit() * 1.3))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(self._least[0] * unit()), round(self._least[1] * unit()))

    # events

    def paintEvent(self, _event: QPaintEvent) -> None:
        drawing = self.drawing
        if drawing is None:
            return
        if self._picture is None:
            self._picture = picture(drawing, self.size(), self.devicePixelRatioF())
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        if self._hovered not in drawing.regions:
            self._hovered = None
        chosen = self.chosen if self.hasFocus() else None
        self._frame(painter, self._hovered, 1)
        self._frame(painter, chosen, 2)
        self._caption(painter, self._hovered or chosen)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size() != self._made_for:
            self._forget()
            self._ask_for_room()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._forget()
            self._ask_for_room()
            self.updateGeometry()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position())
        opens = found if found is not None and found.key else None
        self.setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)
        if found != self._hovered:
            self._hovered = found
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hovered = None
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and found is not None and found.key:
            self.choose(found)
            self.opened.emit(found.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._step(*_STEPS[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            keyed = self._keyed()
            if keyed:
                self.choose(keyed[0 if key == Qt.Key.Key_Home else -1])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.chosen is not None:
            self.opened.emit(self.chosen.key)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self.chosen is None and (keyed := self._keyed()):
            self.choose(keyed[0])
        super().focusInEvent(event)
        self.update()

    # within

    def _step(self, right: int, down: int) -> None:
        """To the nearest place in that direction, one that lies straight ahead before one at the side."""
        keyed, here = self._keyed(), self.chosen
        if here is None:
            if keyed:
                self.choose(keyed[0])
            return
        x, y = here.x + here.width / 2, here.y + here.height / 2
        ahead: list[tuple[float, Region]] = []
        for region in keyed:
            across, along = region.x + region.width / 2 - x, region.y + region.height / 2 - y
            forward, aside = across * right + along * down, abs(across * down) + abs(along * right)
            if forward > 0.5:
                ahead.append((forward + 3 * aside, region))
        if ahead:
            self.choose(min(ahead, key=lambda one: one[0])[1])

    def _keyed(self) -> list[Region]:
        return [region for region in self.drawing.regions if region.key] if self.drawing else []

    def _at(self, place: QPointF) -> Region | None:
        """The topmost place under the pointer."""
        if self.drawing is None:
            return None
        x, y = place.x() / unit(), place.y() / unit()
        return next((region for region in reversed(self.drawing.regions) if region.holds(x, y)), None)

    def _scroll_to(self, region: Region) -> None:
        """Bring a place into sight where the drawing is taller than the window."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        inside = above.widget() if above is not None else None
        if above is None or inside is None:
            return
        at = unit()
        middle = self.mapTo(
            inside,
            QPoint(round((region.x + region.width / 2) * at), round((region.y + region.height / 2) * at)),
        )
        above.ensureVisible(middle.x(), middle.y(), 0, round(region.height * at / 2) + 8)

    def _frame(self, painter: QPainter, region: Region | None, weight: int) -> None:
        if region is None:
            return
        at = unit()
        painter.setPen(QPen(look().colour("link"), weight))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        box = QRectF(region.x * at, region.y * at, region.width * at, region.height * at)
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))

    def _caption(self, painter: QPainter, region: Region | None) -> None:
        """What the pointer or the arrow keys are at, in words beside it: under it, or above where there is no room."""
        if region is None or not region.title:
            return
        at = unit()
        painter.setFont(look().font(BODY))
        room = QRectF(0, 0, self.width() - 16 * at, self.height())
        words = painter.boundingRect(room, Qt.TextFlag.TextWrapAnywhere, region.title)
        box = words.adjusted(-8 * at, -4 * at, 8 * at, 4 * at)
        middle = (region.x + region.width / 2) * at
        left = min(max(middle - box.width() / 2, 0.0), self.width() - box.width() - 1)
        top = (region.y + region.height + 4) * at
        if top + box.height() > self.height():
            top = max((region.y - 4) * at - box.height(), 0.0)
        box.moveTo(round(left), round(top))
        painter.setPen(QPen(look().colour("strong_line"), 1))
        painter.setBrush(look().colour("card"))
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(look().colour("text"))
        inner = box.adjusted(8 * at, 4 * at, -8 * at, -4 * at)
        painter.drawText(inner.adjusted(0, 0, 2, 2), Qt.TextFlag.TextWrapAnywhere, region.title)

    def _ask_for_room(self) -> None:
        """At this width, at least as high as the drawing is when it is given no height at all."""
        if self._make is None or self.width() <= 0:
            return
        wanted = max(self._make(self.width() / unit(), 0.0).height, float(self._least[1]))
        self.setMinimumHeight(math.ceil(wanted * unit()))

    def _forget(self) -> None:
        self._drawing = None
        self._picture = None
        self.update()


_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
