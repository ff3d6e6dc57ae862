"""The map as the screen keeps it: painted buildings are held, so that scrolling and hovering only copy pixels."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from app.rules.elevation.blocks import BETWEEN, EMPTY
from app.rules.elevation.furniture import paint_furniture
from app.rules.elevation.painter import BADGE, DIMMED, MOST_BADGE, SELECTED, paint_places
from app.rules.elevation.paints import Look
from app.rules.elevation.placing import Placing, Rect
from app.ui.colours.hand import Hand
from app.ui.colours.sprites import Sprites, paint_sprites

_MOST_BYTES = 48_000_000  # held pictures; those out of sight go first
NOTHING: Mapping[int, int] = {}


def keys_of(
    masks: bytes, shown: bytes, badges: Mapping[int, int] = NOTHING, selected: frozenset[int] = frozenset()
) -> list[int]:
    """What each door is painted as: its labels, DIMMED unless `shown`, with badges (door -> number) and the selected
    doors marked; then the two gaps."""
    keys = [mask if on else mask | DIMMED for mask, on in zip(masks, shown, strict=True)]
    for door, number in badges.items():
        keys[door] |= min(number, MOST_BADGE) * BADGE
    for door in selected:
        keys[door] |= SELECTED
    return [*keys, BETWEEN, EMPTY]


class Canvas:
    """Paints what is in sight of one placing. A change of look or zoom makes a new canvas; of colours, see `recolour`.

    `places`: empty cells are shown as frames, for doors to be moved there.
    """

    def __init__(self, placing: Placing, look: Look, keys: list[int], font: QFont, *, places: bool = False) -> None:
        self.placing = placing
        self.look = look
        self.keys = keys
        self._paper = QColor(look.paper)
        self._font = font
        self._places = places
        self._sprites = Sprites(look, placing.sizes, font)
        self._sprites.add(set(keys))
        self._held: dict[int, QImage] = {}
        self._stale: set[int] = set()  # held, but some door in it has another colour by now
        self._bytes = 0

    def paint(self, painter: QPainter, sight: Rect) -> None:
        """Draw what lies in `sight`, a rectangle of the map; the painter's origin is the map's corner."""
        painter.fillRect(QRect(*sight), self._paper)
        for number, tile in enumerate(self.placing.tiles):
            if tile.meets(sight):
                painter.drawImage(tile.x, tile.y, self._picture(number, sight))

    def recolour(self, keys: list[int]) -> None:
        """Other colours for the same doors: only buildings in which something changed are painted anew."""
        before, self.keys = self.keys, keys
        if keys == before:
            return
        self._sprites.add(set(keys))
        places = self.placing.plan.places
        self._stale.update({places[door][0] for door in range(len(places)) if keys[door] != before[door]})

    def change(self, doors: Mapping[int, int]) -> None:
        """Other colours for a few doors (door -> key): what a click costs does not grow with the map."""
        self._sprites.add(set(doors.values()))
        for door, key in doors.items():
            self.keys[door] = key
            self._stale.add(self.placing.plan.places[door][0])

    def forget(self) -> None:
        """Paint everything anew next time."""
        self._held.clear()
        self._stale.clear()
        self._bytes = 0

    def _let_go(self, number: int) -> None:
        held = self._held.pop(number, None)
        if held is not None:
            self._bytes -= held.sizeInBytes()

    def _picture(self, number: int, sight: Rect) -> QImage:
        if number in self._stale:
            self._stale.discard(number)
            self._refresh(number)
        held = self._held.get(number)
        if held is None:
            held = self._held[number] = self._paint_building(number)
            self._bytes += held.sizeInBytes()
            if self._bytes > _MOST_BYTES:
                self._drop_hidden(sight)
        return held

    def _refresh(self, number: int) -> None:
        """Paint the doors of a held picture anew; what is written around them stays."""
        held = self._held.get(number)
        elevation = self.placing.plan.buildings[number]
        if held is None:
            return
        if self.placing.sizes.room or self._places or elevation.ground < len(elevation.rows):
            self._let_go(number)
            return
        painter = QPainter(held)
        paint_sprites(painter, self.placing, self._sprites, self.keys, number, self._corner)
        painter.end()

    @property
    def _corner(self) -> tuple[int, int]:
        """Of the doors within the tile of their building."""
        return self.placing.sizes.floors, self.placing.first_row()

    def _drop_hidden(self, sight: Rect) -> None:
        for number in list(self._held):
            if not self.placing.tiles[number].meets(sight):
                self._let_go(number)

    def _paint_building(self, number: int) -> QImage:
        placing = self.placing
        tile = placing.tiles[number]
        picture = QImage(QSize(tile.width, tile.height), QImage.Format.Format_RGB32)
        picture.fill(self._paper)
        painter = QPainter(picture)
        painter.setFont(self._font)
        paint_sprites(painter, placing, self._sprites, self.keys, number, self._corner)
        hand = Hand(painter)
        if self._places:
            paint_places(hand, self.look, placing, number, (0, 0))
        paint_furniture(hand, self.look, placing, self.keys, number, (0, 0))
        painter.end()
        return picture
