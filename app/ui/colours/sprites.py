"""Doors as pictures: one for each mixture of labels that occurs, put together line by line.

That costs a tenth of drawing each door.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtGui import QColor, QFont, QImage, QPainter

from app.rules.elevation.blocks import BETWEEN, EMPTY
from app.rules.elevation.painter import paint_doors
from app.rules.elevation.paints import Look
from app.rules.elevation.placing import Placing
from app.rules.elevation.sizes import Sizes
from app.ui.colours.hand import Hand


class Sprites:
    """`lines`: key of a door -> its picture cut into lines of bytes, 32 bit a pixel."""

    def __init__(self, look: Look, sizes: Sizes, font: QFont) -> None:
        self._look, self._sizes, self._font = look, sizes, font
        pixel = QColor(look.paper).rgb().to_bytes(4, "little")
        self.lines: dict[int, tuple[bytes, ...]] = {
            EMPTY: (pixel * sizes.cell,) * sizes.height,
            BETWEEN: (pixel * sizes.unit_gap,) * sizes.height,
        }

    def add(self, keys: Collection[int]) -> None:
        """Paint those of the keys that are not there yet."""
        found = sorted(set(keys) - self.lines.keys())
        if not found:
            return
        sizes = self._sizes
        cell, height = sizes.cell, sizes.height
        sheet = QImage(cell * len(found), height, QImage.Format.Format_RGB32)
        sheet.fill(QColor(self._look.paper))
        painter = QPainter(sheet)
        painter.setFont(self._font)
        inner = (cell - sizes.hairline, height - sizes.hairline)
        doors = ((key, (place * cell, 0, *inner)) for place, key in enumerate(found))
        paint_doors(Hand(painter), self._look, sizes, doors)
        painter.end()
        data, across, wide = bytes(sheet.constBits()), sheet.bytesPerLine(), cell * 4
        for place, key in enumerate(found):
            left = place * wide
            self.lines[key] = tuple(data[y * across + left : y * across + left + wide] for y in range(height))


def paint_sprites(
    painter: QPainter, placing: Placing, sprites: Sprites, keys: Sequence[int], building: int, corner: tuple[int, int]
) -> None:
    """All doors of a building as one picture. `keys` by door, with those of BETWEEN and EMPTY at its end."""
    elevation, sizes = placing.plan.buildings[building], placing.sizes
    lines = sprites.lines
    parts: list[bytes] = []
    for row in elevation.rows:
        for line in zip(*[lines[keys[door]] for door in row], strict=True):
            parts.extend(line)
    width = elevation.columns * sizes.cell + elevation.gaps * sizes.unit_gap
    data = b"".join(parts)  # has to outlive the picture, which only looks at it
    picture = QImage(data, width, sizes.height * len(elevation.rows), width * 4, QImage.Format.Format_RGB32)
    painter.drawImage(*corner, picture)
