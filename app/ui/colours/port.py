"""The port through which the map is seen: what is shown, at which zoom, where; without mouse and keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.models.views import MapFilter, MapPicture
from app.rules.elevation.choosing import label_names
from app.rules.elevation.paints import make_look
from app.rules.elevation.placing import Placing, Rect
from app.rules.elevation.plan import alike
from app.rules.elevation.sizes import LARGEST, SMALLEST, Lines, Sizes, fit
from app.ui.colours.canvas import Canvas
from app.ui.colours.pixels import PixelArea
from app.ui.colours.scene import Scene
from app.ui.theme import look as theme_look

_STEP = 1.25
_LARGEST_FIT = 64
_LARGEST_ALONE = 110  # one building by itself: marks and rooms are read at ease


class _Sight(NamedTuple):
    """Where one was: zoom, whether everything was in sight, and the corner."""

    sizes: Sizes
    lines: Lines
    fitted: bool
    corner: tuple[int, int]


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
        self._lines: Lines = ()
        self._monochrome = False
        self._fitted = True
        self._overview: _Sight | None = None
        self.setFrameShape(self.Shape.NoFrame)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._ready = True

    # what is shown

    def show_picture(self, picture: MapPicture) -> None:
        """Other facts: zoom and place stay, also when doors have come or gone."""
        first, before = self.placing is None, self.scene.plan
        household, anchor = self.chosen_household, self._anchor()
        self.scene.show_picture(picture)
        self._remember(household)
        if self.placing is not None and alike(before, self.scene.plan):
            self.placing.plan = self.scene.plan
            self.recolour()
        elif first or self._fitted:
            self.fit()
        else:
            self._place_again(anchor)

    def show_day(self, day: date, labels: Mapping[int, int]) -> None:
        self.scene.show_day(day, labels)
        self.recolour()

    def show_filter(self, shown: MapFilter) -> None:
        """Doors that the filter leaves out step back; other places come into sight whole."""
        household = self.chosen_household
        entered = shown.building is not None and self.scene.shown.building is None
        left = shown.building is None and self.scene.shown.building is not None
        sight = self._where()
        if not self.scene.show_filter(shown):
            self.recolour()
            return
        self._remember(household)
        if entered:
            self._overview = sight
        if left and self._overview is not None and not self._overview.fitted:
            self._go_back(self._overview)
        else:
            self.fit()

    def show_spare(self, on: bool) -> None:
        """With empty places around the building, or without."""
        household = self.chosen_household
        self.scene.show_spare(on)
        self._remember(household)
        self.fit()

    def show_monochrome(self, on: bool) -> None:
        self._monochrome = on
        self.paint_anew()

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
            self.setAccessibleDescription(self.summary(door))
            self.bring_into_sight(self.placing.door_rect(door))
        self.viewport().update()

    def choose_building(self, building: int) -> None:
        """Put the cursor on a building's name."""
        assert self.placing is not None
        self.chosen, self.chosen_building = None, building
        self.setAccessibleDescription(self.building_summary(building))
        self.bring_into_sight(self.placing.title_rect(building))
        self.viewport().update()

    def summary(self, door: int) -> str:
        """What is said of a door on the map: where it is, its labels, what is due; nothing of a person."""
        scene = self.scene
        household = scene.household(door)
        lines = [scene.plan.title_of(door), label_names(scene.masks[door]) or "没有标签"]
        if household in scene.overdue:
            lines.append("走访逾期")
        if number := scene.hot.get(household):
            lines.append(f"近12个月诉求 {number} 件")
        return "\n".join(lines)

    def building_summary(self, building: int) -> str:
        elevation = self.scene.plan.buildings[building]
        doors = elevation.doors
        labelled = sum(1 for door in doors if self.scene.masks[door])
        return f"{elevation.title}:{len(doors)} 户,有标签的 {labelled} 户\n双击只看这一栋(回车)"

    # zoom and place

    def fit(self) -> None:
        """Everything at once."""
        self._fitted = True
        size = self.pixels(self.viewport().size())
        largest = _LARGEST_FIT if self.scene.shown.building is None else _LARGEST_ALONE
        sizes, self._lines = fit(self.scene.plan, size.width(), size.height(), self.scale(), largest)
        self._place(sizes)

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
        self._fitted = False
        self._place(Sizes(cell, self.scale()))
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
        if self._fitted:
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

    def _remember(self, household: int | None) -> None:
        """The plan is another one: the chosen door has another number."""
        self.chosen = self.scene.plan.door_of_household.get(household) if household is not None else None
        self.chosen_building = self.hovered = None

    def _place(self, sizes: Sizes) -> None:
        self.placing = Placing(self.scene.plan, sizes, self._lines)
        self.set_bars(self.placing.width, self.placing.height)
        self.paint_anew()

    def _anchor(self) -> tuple[int, int, int] | None:
        """(household, where its door is in the viewport): what stays where it is when other doors come and go."""
        if self.placing is None or not self.scene.plan.doors:
            return None
        sight = self.sight()
        door = self.chosen
        if door is None or not self.placing.door_rect(door).meets(sight):
            building = self.placing.building_at(*sight.centre) or 0
            door = next(iter(self.scene.plan.buildings[building].doors), 0)
        rect = self.placing.door_rect(door)
        return self.scene.household(door), rect.x - sight.x, rect.y - sight.y

    def _place_again(self, anchor: tuple[int, int, int] | None) -> None:
        """The same zoom for other doors, with the anchor where it was."""
        assert self.placing is not None
        sizes = self.placing.sizes
        size = self.pixels(self.viewport().size())
        _, self._lines = fit(self.scene.plan, size.width(), size.height(), self.scale(), _LARGEST_FIT)
        self._place(sizes)
        door = self.scene.plan.door_of_household.get(anchor[0]) if anchor else None
        if anchor is not None and door is not None:
            rect = self.placing.door_rect(door)
            self.scroll_to(rect.x - anchor[1], rect.y - anchor[2])

    def _where(self) -> _Sight | None:
        if self.placing is None:
            return None
        origin = self.origin()
        return _Sight(self.placing.sizes, self._lines, self._fitted, (origin.x(), origin.y()))

    def _go_back(self, sight: _Sight) -> None:
        self._fitted, self._overview = sight.fitted, None
        if sum(map(len, sight.lines)) != len(self.scene.plan.buildings):  # buildings came or went meanwhile
            self.fit()
            return
        self._lines = sight.lines
        self._place(sight.sizes)
        self.scroll_to(*sight.corner)
