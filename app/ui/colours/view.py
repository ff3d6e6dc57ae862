"""The map under the hand: wheel, mouse and keyboard all through."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QCursor, QKeyEvent, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from app.base.errors import UserFault
from app.rules.elevation import moving
from app.ui.colours.gestures import Band, Carry, Gesture, Pan
from app.ui.colours.menu import map_menu
from app.ui.colours.picking import PickingMap

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier


class MapView(PickingMap):
    """`opened(household_id)` by click or Enter, `moved(household_id)` by the arrows, `picked()` when other doors are
    picked out. While doors are laid out (`laying`), `placed(places)` and `refused(UserFault)` tell what a hand did."""

    opened = Signal(int)
    moved = Signal(int)
    entered = Signal(object)  # (estate, building) to look at alone
    placed = Signal(object)
    refused = Signal(object)
    switch_pressed = Signal(int)  # a digit: the n-th switch of the legend

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.laying = False
        self._gesture: Gesture | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName("七彩图")
        self.setToolTipDuration(20_000)

    # going about

    def enter_building(self) -> None:
        building = self.building_in_hand
        if building is not None:
            self.entered.emit(self.scene.plan.buildings[building].key)

    def click(self, place: QPoint, *, picking: bool) -> None:
        """A door is opened or, `picking`, picked out; so are the floor and the building whose name is clicked."""
        if self.placing is None:
            return
        spot = self.spot(place)
        door, title, floor = self.placing.door_at(*spot), self.placing.title_at(*spot), self.placing.floor_at(*spot)
        if door is not None:
            self.choose(door)
            if picking:
                self.toggle(door)
            else:
                self.opened.emit(self.scene.household(door))
        elif title is not None:
            self.choose_building(title)
            if picking:
                self.pick_building()
        elif floor is not None and picking:
            building, row = floor
            elevation = self.scene.plan.buildings[building]
            self.pick(self.scene.showing(self.scene.plan.floor_cells(elevation, elevation.numbers[row])))

    # Qt's own

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & _CONTROL:
            self.zoom(1 if event.angleDelta().y() > 0 else -1, event.position().toPoint())
            event.accept()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        place = event.position().toPoint()
        door = self.door_at(place)
        if self.laying and door is not None:
            self._gesture = Carry(self, place, door)
        elif event.modifiers() & _SHIFT:
            self._gesture = Band(self, place)
        else:
            self._gesture = Pan(self, place, picking=bool(event.modifiers() & _CONTROL))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if self._gesture is None:
            self._hover(place)
        else:
            self._gesture.move(place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.release(event.position().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Twice on a building's name: that building alone. The first click has put the cursor there."""
        title = None if self.placing is None else self.placing.title_at(*self.spot(event.position().toPoint()))
        if title is not None and not self.laying:
            self.entered.emit(self.scene.plan.buildings[title].key)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover_door(None)
        QToolTip.hideText()
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Mouse and (door := self.door_at(event.pos())) is not None:
            self.choose(door)
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        place = self.viewport().mapToGlobal(self.focus_point()) if by_key else event.globalPos()
        map_menu(self).popup(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        done = self._key(Qt.Key(key), modifiers)
        if done is None:
            super().keyPressEvent(event)
        else:
            done()

    def paint_gesture(self, painter: QPainter) -> None:
        if self._gesture is not None:
            self._gesture.paint(painter)

    # within

    def _key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> Callable[[], object] | None:
        """What a key does; None when it is nobody's here."""
        if key in _ARROWS and not modifiers & _CONTROL and self.scene.plan.doors and self.placing is not None:
            if modifiers & _ALT:
                return (lambda: self._carry(*_ARROWS[key])) if self.laying else None
            return lambda: self._step(*_ARROWS[key], picking=bool(modifiers & _SHIFT))
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if modifiers & _CONTROL or self.chosen is None:
                return self.enter_building
            return lambda: self.opened.emit(self.chosen_household)
        if modifiers & _CONTROL:
            return self.pick_all if key == Qt.Key.Key_A else None
        if modifiers & _ALT:
            return None
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            return lambda: self.switch_pressed.emit(key - Qt.Key.Key_1)
        plain: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Plus: lambda: self.zoom(1, self.focus_point()),
            Qt.Key.Key_Equal: lambda: self.zoom(1, self.focus_point()),
            Qt.Key.Key_Minus: lambda: self.zoom(-1, self.focus_point()),
            Qt.Key.Key_0: self.fit,
            Qt.Key.Key_PageDown: lambda: self.next_building(1),
            Qt.Key.Key_PageUp: lambda: self.next_building(-1),
            Qt.Key.Key_Space: lambda: self.toggle(self.chosen) if self.chosen is not None else None,
            Qt.Key.Key_F: self.pick_floor,
            Qt.Key.Key_U: self.pick_unit,
            Qt.Key.Key_B: self.pick_building,
        }
        return plain.get(key)

    def next_building(self, by: int) -> None:
        """The cursor goes from building to building; where one is looked at alone, the next one is."""
        if self.placing is None or self.scene.picture is None or not self.scene.plan.buildings:
            return
        alone = self.scene.shown.building
        if alone is not None:
            keys = [(one.estate, one.building) for one in self.scene.neighbours()]
            place = keys.index(alone) + by
            if 0 <= place < len(keys):
                self.entered.emit(keys[place])
            return
        here = self.building_in_hand
        self.choose_building(0 if here is None else self.placing.next_building(here, by))

    def _step(self, across: int, down: int, *, picking: bool) -> None:
        assert self.placing is not None
        before = self.chosen
        if before is None:
            inside = self.scene.plan.buildings[self.chosen_building or 0].doors
            door = inside[-1] if inside else 0
        else:
            door = self.placing.neighbour(before, across, down)
        self.choose(door)
        if picking:
            self.pick(self.scene.showing([one for one in (before, door) if one is not None]))
        else:
            self.moved.emit(self.scene.household(door))

    def _carry(self, across: int, down: int) -> None:
        if self.chosen is None:
            return
        try:
            places = moving.step(self.scene.plan, self.chosen, across, down)
        except UserFault as fault:
            self.refused.emit(fault)
            return
        if places:
            self.placed.emit(places)

    def focus_point(self) -> QPoint:
        return self.viewport().rect().center() if self.chosen is None else self.door_rect(self.chosen).center()

    def _hover(self, place: QPoint) -> None:
        door = self.door_at(place)
        if door is not None:
            if door != self.hovered:
                self._hover_door(door)
                QToolTip.showText(QCursor.pos(), self.scene.summary(door), self.viewport())
            return
        was = self.hovered
        self._hover_door(None)
        title = None if self.placing is None else self.placing.title_at(*self.spot(place))
        if title is not None and self.scene.shown.building is None:
            QToolTip.showText(QCursor.pos(), self.scene.building_summary(title), self.viewport())
        elif was is not None or QToolTip.isVisible():
            QToolTip.hideText()

    def _hover_door(self, door: int | None) -> None:
        before, self.hovered = self.hovered, door
        for one in (before, door):
            if one is not None and before != door:
                self.viewport().update(self.door_rect(one).adjusted(-4, -4, 4, 4))
