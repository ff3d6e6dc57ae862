"""The port through which the map is seen: what is shown, at which zoom, where; without mouse and keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from app.models.colours import LABELS
from app.models.views import MapPicture
from app.ui.colours.canvas import Canvas, keys_of
from app.ui.colours.look import make_look
from app.ui.colours.placing import LARGEST, SMALLEST, Placing, Sizes, fit
from app.ui.colours.plan import Plan, make_plan
from app.ui.theme import look as theme_look

_STEP = 1.25


class MapPort(QAbstractScrollArea):
    """Sizes within are device pixels, those of the window's own measure only at its edge (`door_rect`, `door_at`)."""

    plan: Plan | None = None  # Qt tells of its first fonts before __init__ is through

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture: MapPicture | None = None
        self.placing: Placing | None = None
        self.chosen: int | None = None  # a door, as its place in the plan
        self.hovered: int | None = None
        self._canvas: Canvas | None = None
        self._lines: tuple[tuple[int, ...], ...] = ()
        self._wanted = 0
        self._grid: str | None = None
        self._monochrome = False
        self._fitted = True
        self.setFrameShape(self.Shape.NoFrame)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def show_picture(self, picture: MapPicture) -> None:
        """Another month or other facts: place and zoom stay as long as the doors are the same."""
        before = self.plan
        household = self.chosen_household
        self.picture = picture
        self.plan = make_plan(picture, self._grid)
        self.chosen = self.plan.door_of_household.get(household) if household is not None else None
        self.hovered = None
        same = before is not None and before.places == self.plan.places and before.buildings == self.plan.buildings
        if same and self.placing is not None:
            self._place(self.placing.sizes)
        else:
            self.fit()

    def show_wanted(self, mask: int) -> None:
        """Doors that do not carry all of these labels step back."""
        self._wanted = mask
        self._paint_anew()

    def show_grid(self, grid: str | None) -> None:
        self._grid = grid
        if self.picture is not None:
            self.placing = None
            self.show_picture(self.picture)

    def show_monochrome(self, on: bool) -> None:
        self._monochrome = on
        self._paint_anew()

    @property
    def chosen_household(self) -> int | None:
        return None if self.chosen is None or self.plan is None else self.plan.doors[self.chosen].household_id

    def choose_household(self, household_id: int | None) -> None:
        """Mark a door and bring it into sight, without telling it as the person's choice."""
        door = self.plan.door_of_household.get(household_id) if self.plan and household_id is not None else None
        self._choose(door)

    def fit(self) -> None:
        """Everything at once."""
        if self.plan is None:
            return
        self._fitted = True
        size = self._pixels(self.viewport().size())
        sizes, self._lines = fit(self.plan, size.width(), size.height(), self._scale())
        self._place(sizes)

    def zoom(self, steps: int, at: QPoint | None = None) -> None:
        """Larger or smaller by steps of a quarter, keeping what is under `at` (in the viewport) where it is."""
        if self.placing is None:
            return
        cell = self.placing.sizes.cell
        for _ in range(abs(steps)):
            cell = max(cell + 1, round(cell * _STEP)) if steps > 0 else min(cell - 1, round(cell / _STEP))
        cell = max(SMALLEST, min(round(LARGEST * self._scale()), cell))
        if cell == self.placing.sizes.cell:
            return
        anchor = self._pixel(at if at is not None else self.viewport().rect().center())
        spot = anchor + self._origin()
        door = self.placing.door_at(spot.x(), spot.y())
        number = self.placing.building_at(spot.x(), spot.y()) or 0
        before = self.placing.tiles[number] if door is None else self.placing.door_rect(door)
        self._fitted = False
        self._place(Sizes(cell, self._scale()))
        after = self.placing.tiles[number] if door is None else self.placing.door_rect(door)
        x = after.x() + (spot.x() - before.x()) * after.width() // max(1, before.width())
        y = after.y() + (spot.y() - before.y()) * after.height() // max(1, before.height())
        self._scroll_to(x - anchor.x(), y - anchor.y())

    def door_rect(self, door: int) -> QRect:
        """Where a door is in the viewport, in the window's own measure."""
        assert self.placing is not None
        ratio = self.devicePixelRatioF()
        rect = self.placing.door_rect(door).translated(-self._origin())
        return QRect(
            round(rect.x() / ratio), round(rect.y() / ratio), round(rect.width() / ratio), round(rect.height() / ratio)
        )

    def door_at(self, place: QPoint) -> int | None:
        if self.placing is None:
            return None
        spot = self._pixel(place) + self._origin()
        return self.placing.door_at(spot.x(), spot.y())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        if self._canvas is None or self.placing is None:
            painter.fillRect(event.rect(), theme_look().colour("card"))
            return
        ratio = self.devicePixelRatioF()
        painter.scale(1 / ratio, 1 / ratio)
        origin = self._origin()
        painter.translate(-origin)
        sight = QRect(self._pixel(event.rect().topLeft()), self._pixels(event.rect().size()))
        sight.adjust(-1, -1, 1, 1)
        self._canvas.paint(painter, sight.translated(origin))
        if self.hovered is not None and self.hovered != self.chosen:
            self._paint_frame(painter, self.hovered, 1)
        if self.chosen is not None:
            self._paint_frame(painter, self.chosen, 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitted:
            self.fit()
        else:
            self._set_bars()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and self.plan is not None:
            self.fit() if event.type() is QEvent.Type.FontChange else self._paint_anew()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(800, 480)

    def summary(self, door: int) -> str:
        """What is said of a door on the map: where it is and its labels, nothing of a person."""
        assert self.plan is not None
        mask = self.plan.masks[door]
        labels = "、".join(label.value for n, label in enumerate(LABELS) if mask >> n & 1)
        return f"{self.plan.title_of(door)}\n{labels or '没有标签'}"

    def _choose(self, door: int | None) -> None:
        self.chosen = door
        if door is not None and self.placing is not None:
            self.setAccessibleDescription(self.summary(door))
            self._bring_into_sight(self.placing.door_rect(door))
        self.viewport().update()

    def _bring_into_sight(self, rect: QRect) -> None:
        sight = QRect(self._origin(), self._pixels(self.viewport().size()))
        margin = 24
        x = min(sight.x(), rect.left() - margin) if rect.left() < sight.left() else sight.x()
        x = max(x, rect.right() + margin - sight.width()) if rect.right() > sight.right() else x
        y = min(sight.y(), rect.top() - margin) if rect.top() < sight.top() else sight.y()
        y = max(y, rect.bottom() + margin - sight.height()) if rect.bottom() > sight.bottom() else y
        self._scroll_to(x, y)

    def _place(self, sizes: Sizes) -> None:
        assert self.plan is not None
        self.placing = Placing(self.plan, sizes, self._lines)
        self._set_bars()
        self._paint_anew()

    def _paint_anew(self) -> None:
        if self.placing is None or self.plan is None or self.picture is None:
            return
        look = make_look(self.picture.legend, dark=theme_look().dark, monochrome=self._monochrome)
        self._canvas = Canvas(self.placing, look, keys_of(self.plan.masks, self._wanted), self.font())
        self.viewport().update()

    def _set_bars(self) -> None:
        if self.placing is None:
            return
        size = self._pixels(self.viewport().size())
        ratio = self.devicePixelRatioF()
        for bar, whole, seen in (
            (self.horizontalScrollBar(), self.placing.width, size.width()),
            (self.verticalScrollBar(), self.placing.height, size.height()),
        ):
            bar.setPageStep(round(seen / ratio))
            bar.setSingleStep(40)
            bar.setRange(0, max(0, round((whole - seen) / ratio)))

    def _scroll_to(self, x: int, y: int) -> None:
        ratio = self.devicePixelRatioF()
        self.horizontalScrollBar().setValue(round(x / ratio))
        self.verticalScrollBar().setValue(round(y / ratio))

    def _origin(self) -> QPoint:
        """The map's point at the viewport's corner, in pixels."""
        return self._pixel(QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value()))

    def _scale(self) -> float:
        return theme_look().scale * self.devicePixelRatioF()

    def _pixel(self, point: QPoint) -> QPoint:
        ratio = self.devicePixelRatioF()
        return QPoint(round(point.x() * ratio), round(point.y() * ratio))

    def _pixels(self, size: QSize) -> QSize:
        ratio = self.devicePixelRatioF()
        return QSize(round(size.width() * ratio), round(size.height() * ratio))

    def _paint_frame(self, painter: QPainter, door: int, width: int) -> None:
        """A frame just outside a door, so that none of its colours is covered."""
        assert self.placing is not None
        assert self._canvas is not None
        thick = max(1, round(width * self._scale()))
        rect = self.placing.door_rect(door)
        accent = self._canvas.look.accent
        for edge in range(1, thick + 1):
            ring = rect.adjusted(-edge, -edge, edge - 1, edge - 1)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(accent, 1))
            painter.drawRect(ring)
