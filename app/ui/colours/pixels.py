"""A scroll area that counts in device pixels, so that what is drawn in it stays crisp on every screen."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QAbstractScrollArea

from app.rules.elevation.placing import Rect
from app.ui.theme import look as theme_look

_MARGIN = 24  # what is brought into sight is not put at its very edge


class PixelArea(QAbstractScrollArea):
    """Places of the window are in its own measure (QPoint, QRect); those of what is scrolled in pixels (Rect)."""

    def in_window(self, rect: Rect) -> QRect:
        """A rectangle of the map in the viewport, in the window's own measure."""
        ratio, origin = self.devicePixelRatioF(), self.origin()
        return QRect(
            round((rect.x - origin.x()) / ratio), round((rect.y - origin.y()) / ratio),
            round(rect.width / ratio), round(rect.height / ratio),
        )  # fmt: skip

    def spot(self, place: QPoint) -> tuple[int, int]:
        """The map's point under a place of the viewport."""
        found = self.pixel(place) + self.origin()
        return found.x(), found.y()

    def bring_into_sight(self, rect: Rect) -> None:
        sight = self.sight()
        x = min(sight.x, rect.x - _MARGIN) if rect.x < sight.x else sight.x
        x = max(x, rect.right + _MARGIN - sight.width) if rect.right > sight.right else x
        y = min(sight.y, rect.y - _MARGIN) if rect.y < sight.y else sight.y
        y = max(y, rect.bottom + _MARGIN - sight.height) if rect.bottom > sight.bottom else y
        self.scroll_to(x, y)

    def set_bars(self, width: int, height: int) -> None:
        """What is scrolled is so many pixels large."""
        size = self.sight()
        ratio = self.devicePixelRatioF()
        for bar, whole, seen in (
            (self.horizontalScrollBar(), width, size.width),
            (self.verticalScrollBar(), height, size.height),
        ):
            bar.setPageStep(round(seen / ratio))
            bar.setSingleStep(40)
            bar.setRange(0, max(0, round((whole - seen) / ratio)))

    def scroll_to(self, x: int, y: int) -> None:
        ratio = self.devicePixelRatioF()
        self.horizontalScrollBar().setValue(round(x / ratio))
        self.verticalScrollBar().setValue(round(y / ratio))

    def sight(self) -> Rect:
        origin, size = self.origin(), self.pixels(self.viewport().size())
        return Rect(origin.x(), origin.y(), size.width(), size.height())

    def origin(self) -> QPoint:
        """The map's point at the viewport's corner, in pixels."""
        return self.pixel(QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value()))

    def scale(self) -> float:
        return theme_look().scale * self.devicePixelRatioF()

    def pixel(self, point: QPoint) -> QPoint:
        ratio = self.devicePixelRatioF()
        return QPoint(round(point.x() * ratio), round(point.y() * ratio))

    def pixels(self, size: QSize) -> QSize:
        ratio = self.devicePixelRatioF()
        return QSize(round(size.width() * ratio), round(size.height() * ratio))
