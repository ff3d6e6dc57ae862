"""The map under the hand: wheel, mouse and keyboard all through."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QCursor, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from app.ui.colours.port import MapPort

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class MapView(MapPort):
    """`opened(household_id)` by click or Enter, `moved(household_id)` by the arrows."""

    opened = Signal(int)
    moved = Signal(int)
    label_pressed = Signal(int)  # a digit: the n-th label's filter

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grabbed: QPoint | None = None
        self._dragged = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName("七彩图")
        self.setToolTipDuration(20_000)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1, event.position().toPoint())
            event.accept()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._grabbed, self._dragged = event.position().toPoint(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if self._grabbed is None:
            self._hover(self.door_at(place))
            return
        if self._dragged or (place - self._grabbed).manhattanLength() > 6:
            self._dragged = True
            moved = place - self._grabbed
            self._grabbed = place
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - moved.x())
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() - moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        clicked = self._grabbed is not None and not self._dragged
        self._grabbed = None
        if not clicked:
            return
        door = self.door_at(event.position().toPoint())
        if door is not None and self.plan is not None:
            self._choose(door)
            self.opened.emit(self.plan.doors[door].household_id)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _ARROWS and self.placing is not None and self.plan is not None and self.plan.doors:
            self._step(*_ARROWS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen_household is not None:
            self.opened.emit(self.chosen_household)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(1, self._focus_point())
        elif key == Qt.Key.Key_Minus:
            self.zoom(-1, self._focus_point())
        elif key == Qt.Key.Key_0:
            self.fit()
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_7 and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.label_pressed.emit(key - Qt.Key.Key_1)
        else:
            super().keyPressEvent(event)

    def _step(self, across: int, down: int) -> None:
        assert self.placing is not None
        assert self.plan is not None
        door = 0 if self.chosen is None else self.placing.neighbour(self.chosen, across, down)
        self._choose(door)
        self.moved.emit(self.plan.doors[door].household_id)

    def _focus_point(self) -> QPoint:
        return self.viewport().rect().center() if self.chosen is None else self.door_rect(self.chosen).center()

    def _hover(self, door: int | None) -> None:
        if door == self.hovered:
            return
        before, self.hovered = self.hovered, door
        for one in (before, door):
            if one is not None:
                self.viewport().update(self.door_rect(one).adjusted(-4, -4, 4, 4))
        if door is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(QCursor.pos(), self.summary(door), self.viewport())
