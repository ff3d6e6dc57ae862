"""The port through which the map is seen: what is shown, at which zoom, where; without mouse and keys."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.rules.elevation.paints import make_look
from app.rules.elevation.placing import Placing, Rect
from app.rules.elevation.sizes import LARGEST, SMALLEST, Lines, Sizes, fit
from app.ui.colours.canvas import Canvas
from app.ui.colours.pixels import PixelArea
from app.ui.colours.scene import Scene
from app.ui.theme import look as theme_look

_STEP = 1.25
LARGEST_FIT = 64
_LARGEST_ALONE = 110  # one building by itself: marks and rooms are read at ease


class MapPort(PixelArea):
    """Sizes within are device pixels, those of the window's own measure only at its edge (`door_rect`, `door_at`)."""

    _ready = False  # Qt tells of its first fonts before __init__ is through

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene = Scene()
        self.placing: Placing | None = None
        self.chosen: int | None = None  # a door, as its place in the plan
        self.chosen_building: int | None = None
        self.hovered: int | None = None
        self._canvas: Canvas | None = None
        self.lines: Lines = ()
        self._monochrome = False
        self.fitted = True
        self.setFrameShape(self.Shape.NoFrame)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._ready = True

    # what is chosen

    @property
    def chosen_household(self) -> int | None:
        return None if self.chosen is None else self.scene.household(self.chosen)

    def choose_household(self, household_id: int | None) -> None:
        """Mark a door and bring it into sight, without telling it as the person's choice."""
        door = self.scene.plan.door_of_household.get(household_id) if household_id is not None else None
        self.choose(door)

    def choose(self, door: int | None) -> None:
        self.chosen, self.chosen_building = door, None
        if door is not None and self.placing is not None:
            self.setAccessibleDescription(self.scene.summary(door))
            self.bring_into_sight(self.placing.door_rect(door))
        self.viewport().update()

    def choose_building(self, building: int) -> None:
        """Put the cursor on a building's name."""
        assert self.placing is not None
        self.chosen, self.chosen_building = None, building
        self.setAccessibleDescription(self.scene.building_summary(building))
        self.bring_into_sight(self.placing.title_rect(building))
        self.viewport().update()

    def show_monochrome(self, on: bool) -> None:
        self._monochrome = on
        self.paint_anew()

    # zoom and place

    def fit(self) -> None:
        """Everything at once."""
        self.fitted = True
        size = self.pixels(self.viewport().size())
        largest = LARGEST_FIT if self.scene.shown.building is None else _LARGEST_ALONE
        sizes, self.lines = fit(self.scene.plan, size.width(), size.height(), self.scale(), largest)
        self.place(sizes)

    def zoom(self, steps: int, at: QPoint | None = None) -> None:
        """Larger or smaller by steps of a quarter, keeping what is under `at` (in the viewport) where it is."""
        if self.placing is None:
            return
        cell = self.placing.sizes.cell
        for _ in range(abs(steps)):
            cell = max(cell + 1, round(cell * _STEP)) if steps > 0 else min(cell - 1, round(cell / _STEP))
        cell = max(SMALLEST, min(round(LARGEST * self.scale()), cell))
        if cell == self.placing.sizes.cell or not self.scene.plan.buildings:
            return
        at = self.pixel(at if at is not None else self.viewport().rect().center())
        spot = at + self.origin()
        door = self.placing.door_at(spot.x(), spot.y())
        number = self.placing.building_at(spot.x(), spot.y()) or 0
        before = self.placing.tiles[number] if door is None else self.placing.door_rect(door)
        self.fitted = False
        self.place(Sizes(cell, self.scale()))
        after = self.placing.tiles[number] if door is None else self.placing.door_rect(door)
        x = after.x + (spot.x() - before.x) * after.width // max(1, before.width)
        y = after.y + (spot.y() - before.y) * after.height // max(1, before.height)
        self.scroll_to(x - at.x(), y - at.y())

    def door_rect(self, door: int) -> QRect:
        """Where a door is in the viewport, in the window's own measure."""
        assert self.placing is not None
        return self.in_window(self.placing.door_rect(door))

    def title_rect(self, building: int) -> QRect:
        assert self.placing is not None
        return self.in_window(self.placing.title_rect(building))

    def door_at(self, place: QPoint) -> int | None:
        return None if self.placing is None else self.placing.door_at(*self.spot(place))

    # Qt's own

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        if self._canvas is None or self.placing is None:
            painter.fillRect(event.rect(), theme_look().colour("card"))
            return
        ratio = self.devicePixelRatioF()
        painter.scale(1 / ratio, 1 / ratio)
        origin = self.origin()
        painter.translate(-origin)
        corner, size = self.pixel(event.rect().topLeft()) + origin, self.pixels(event.rect().size())
        self._canvas.paint(painter, Rect(corner.x() - 1, corner.y() - 1, size.width() + 2, size.height() + 2))
        if self.hovered is not None and self.hovered != self.chosen:
            self.paint_frame(painter, self.placing.door_rect(self.hovered), 1)
        if self.chosen is not None:
            self.paint_frame(painter, self.placing.door_rect(self.chosen), 3)
        if self.chosen_building is not None:
            self.paint_frame(painter, self.placing.title_rect(self.chosen_building), 2)
        self.paint_gesture(painter)

    def paint_gesture(self, _painter: QPainter) -> None:
        """What the hand is doing, over the map."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.fitted:
            self.fit()
        elif self.placing is not None:
            self.set_bars(self.placing.width, self.placing.height)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and self._ready:
            self.fit() if event.type() is QEvent.Type.FontChange else self.paint_anew()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(800, 480)

    # within

    def recolour(self) -> None:
        """The same doors in other colours: only what changed is painted."""
        if self._canvas is not None:
            self._canvas.recolour(self.scene.keys())
            self.viewport().update()

    def recolour_some(self, households: Iterable[int]) -> None:
        """A few doors in other colours."""
        if self._canvas is not None:
            of = self.scene.plan.door_of_household
            doors = [of[household] for household in households if household in of]
            self._canvas.change({door: self.scene.key(door) for door in doors})
            self.viewport().update()

    def paint_anew(self) -> None:
        if self.placing is None or self.scene.picture is None:
            return
        look = make_look(self.scene.picture.legend, dark=theme_look().dark, monochrome=self._monochrome)
        self._canvas = Canvas(self.placing, look, self.scene.keys(), self.font(), places=self.scene.spare)
        self.viewport().update()

    def paint_frame(self, painter: QPainter, rect: Rect, width: int) -> None:
        """A frame just outside a door, so that none of its colours is covered."""
        assert self._canvas is not None
        thick = max(1, round(width * self.scale()))
        box = QRect(*rect)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._canvas.look.accent), 1))
        for edge in range(1, thick + 1):
            painter.drawRect(box.adjusted(-edge, -edge, edge - 1, edge - 1))

    def place(self, sizes: Sizes) -> None:
        self.placing = Placing(self.scene.plan, sizes, self.lines)
        self.set_bars(self.placing.width, self.placing.height)
        self.paint_anew()
