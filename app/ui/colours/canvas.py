"""The map as the screen keeps it: painted buildings are held, so that scrolling and hovering only copy pixels."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QImage, QPainter

from app.ui.colours.look import Look
from app.ui.colours.painter import DIMMED, Sprites, paint_furniture, paint_sprites
from app.ui.colours.placing import Placing
from app.ui.colours.plan import BETWEEN, EMPTY

_MOST_BYTES = 48_000_000  # held pictures; those out of sight go first


def keys_of(masks: bytes, wanted: int) -> list[int]:
    """What each door is painted as: its labels, DIMMED unless it carries all labels of `wanted`; then the two gaps."""
    table = bytes(mask if mask & wanted == wanted else mask | DIMMED for mask in range(128)) + bytes(128)
    return [*masks.translate(table), BETWEEN, EMPTY]


class Canvas:
    """Paints what is in sight of one placing. A change of filter, look or zoom makes a new canvas."""

    def __init__(self, placing: Placing, look: Look, keys: list[int], font: QFont) -> None:
        self.placing = placing
        self.look = look
        self.keys = keys
        self._font = font
        self._sprites = Sprites(look, placing.sizes, keys[:-2], font)
        self._held: dict[int, QImage] = {}
        self._bytes = 0

    def paint(self, painter: QPainter, sight: QRect) -> None:
        """Draw what lies in `sight`, a rectangle of the map; the painter's origin is the map's corner."""
        painter.fillRect(sight, self.look.paper)
        for number, tile in enumerate(self.placing.tiles):
            if tile.intersects(sight):
                painter.drawImage(tile.topLeft(), self._picture(number, sight))

    def forget(self) -> None:
        """Paint everything anew next time."""
        self._held.clear()
        self._bytes = 0

    def _picture(self, number: int, sight: QRect) -> QImage:
        held = self._held.get(number)
        if held is None:
            held = self._held[number] = self._paint_building(number)
            self._bytes += held.sizeInBytes()
            if self._bytes > _MOST_BYTES:
                self._drop_hidden(sight)
        return held

    def _drop_hidden(self, sight: QRect) -> None:
        for number in list(self._held):
            if not self.placing.tiles[number].intersects(sight):
                self._bytes -= self._held.pop(number).sizeInBytes()

    def _paint_building(self, number: int) -> QImage:
        placing = self.placing
        tile = placing.tiles[number]
        picture = QImage(tile.size(), QImage.Format.Format_RGB32)
        picture.fill(self.look.paper)
        painter = QPainter(picture)
        painter.setFont(self._font)
        corner = (placing.sizes.floors, placing.first_row())
        paint_sprites(painter, placing, self._sprites, self.keys, number, corner)
        paint_furniture(painter, self.look, placing, number, 0, 0)
        painter.end()
        return picture
