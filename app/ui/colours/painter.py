"""The one painter of the map, for screen and paper.

Doors are gathered by label and drawn in batches (`paint_doors`). Paper gets them directly. The screen gets them once
for each mixture of labels (`Sprites`), and a building is then put together from those pictures line by line, which
costs a tenth of drawing each door.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from PySide6.QtCore import QLineF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPainter, QPen

from app.ui.colours.look import Look, hatch_lines
from app.ui.colours.placing import Placing, Sizes
from app.ui.colours.plan import BETWEEN, EMPTY

DIMMED = 128  # added to a set of labels: the filter leaves this door out
Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Stripe:
    """One label of one door, as a box."""

    label: int
    box: Box


def stripes(look: Look, mask: int, box: Box) -> list[Stripe]:
    """The stripes of a door, primary first; widths differ by at most one pixel."""
    order = look.order(mask)
    x, y, w, h = box
    edges = [x + w * place // len(order) for place in range(len(order) + 1)] if order else []
    return [
        Stripe(label, (edges[place], y, max(1, edges[place + 1] - edges[place]), h))
        for place, label in enumerate(order)
    ]


def paint_doors(painter: QPainter, look: Look, sizes: Sizes, doors: Iterable[tuple[int, Box]]) -> None:
    """Draw doors given as (set of labels, perhaps DIMMED; box)."""
    grounds: list[list[QRectF]] = [[] for _ in look.inks]
    boxes: list[list[Box]] = [[] for _ in look.inks]
    calm: list[QRectF] = []
    dimmed: list[QRectF] = []
    room = sizes.room
    for mask, box in doors:
        x, y, w, h = box
        if mask & DIMMED:
            dimmed.append(QRectF(x, y, w, h))
            continue
        if not mask or room:
            calm.append(QRectF(x, y, w, h))
        if mask:
            for stripe in stripes(look, mask, (x, y + room, w, h - room)):
                grounds[stripe.label].append(QRectF(*stripe.box))
                boxes[stripe.label].append(stripe.box)
    painter.setPen(Qt.PenStyle.NoPen)
    for colour, rectangles in ((look.dimmed, dimmed), (look.calm, calm)):
        painter.setBrush(colour)
        painter.drawRects(rectangles)
    for ink, rectangles in zip(look.inks, grounds, strict=True):
        painter.setBrush(ink.ground)
        painter.drawRects(rectangles)
    for label, of_label in enumerate(boxes):
        _paint_hatch(painter, look, sizes, label, of_label)
    _paint_edges(painter, look, sizes, chain(calm, dimmed, *grounds if look.monochrome else ()))
    for label, of_label in enumerate(boxes):
        _paint_marks(painter, look, sizes, label, of_label)


def _paint_hatch(painter: QPainter, look: Look, sizes: Sizes, label: int, boxes: Sequence[Box]) -> None:
    """Lines over a label's stripes. In colour they are left out where a stripe is too narrow to show them."""
    ink = look.inks[label]
    period = (4 if sizes.cell < 16 * sizes.scale else 6) * max(1.0, sizes.scale)
    narrowest = 3 if look.monochrome else 6
    lines: list[QLineF] = []
    for x, y, w, h in boxes:
        if w >= narrowest and h >= narrowest:
            lines.extend(hatch_lines(ink.hatch, x, y, w, h, period))
    if lines:
        painter.setPen(QPen(ink.line, look.weight * max(1.0, round(sizes.scale * 0.8))))
        painter.drawLines(lines)


def _paint_edges(painter: QPainter, look: Look, sizes: Sizes, rectangles: Iterable[QRectF]) -> None:
    if sizes.cell < 12 * sizes.scale and not look.monochrome:
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.edge if look.monochrome else look.calm.darker(108), 1))
    painter.drawRects([one.adjusted(0, 0, -1, -1) for one in rectangles])


def _paint_marks(painter: QPainter, look: Look, sizes: Sizes, label: int, boxes: Sequence[Box]) -> None:
    """The one-character marks, where they can be read; in black and white on a clear ground of their own."""
    ink = look.inks[label]
    drawn = -1
    for x, y, w, h in boxes:
        size = mark_type(sizes, w, h)
        if not size:
            continue
        if size != drawn:
            painter.setFont(_font(painter, size, bold=True))
            drawn = size
        box = QRect(x, y, w, h)
        if look.monochrome:
            clear = QRect(x + (w - size - 2) // 2, y + (h - size - 2) // 2, size + 2, size + 2)
            painter.fillRect(clear, ink.ground)
        painter.setPen(ink.text)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, ink.mark)


def mark_type(sizes: Sizes, w: int, h: int) -> int:
    """Type size of a mark in a stripe; 0 when it could not be read."""
    size = min(round(h * 0.78), w - 1, round(17 * sizes.scale))
    return size if size >= 10 * sizes.scale else 0


def _font(painter: QPainter, size: int, *, bold: bool = False) -> QFont:
    font = QFont(painter.font())
    font.setPixelSize(size)
    font.setBold(bold)
    return font


class Sprites:
    """Pictures of doors, one for each mixture of labels that occurs, cut into lines of bytes (32 bit a pixel)."""

    def __init__(self, look: Look, sizes: Sizes, keys: Iterable[int], font: QFont) -> None:
        self.cell, self.height = sizes.cell, sizes.height
        found = sorted(set(keys))
        sheet = QImage(self.cell * max(1, len(found)), self.height, QImage.Format.Format_RGB32)
        sheet.fill(look.paper)
        painter = QPainter(sheet)
        painter.setFont(font)
        inner = (self.cell - sizes.hairline, self.height - sizes.hairline)
        paint_doors(painter, look, sizes, ((key, (place * self.cell, 0, *inner)) for place, key in enumerate(found)))
        painter.end()
        data, across = bytes(sheet.constBits()), sheet.bytesPerLine()
        wide = self.cell * 4
        self.lines: dict[int, tuple[bytes, ...]] = {
            key: tuple(data[y * across + place * wide : y * across + (place + 1) * wide] for y in range(self.height))
            for place, key in enumerate(found)
        }
        pixel = look.paper.rgb().to_bytes(4, "little")
        self.lines[EMPTY] = (pixel * self.cell,) * self.height
        self.lines[BETWEEN] = (pixel * sizes.unit_gap,) * self.height


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


def paint_furniture(painter: QPainter, look: Look, placing: Placing, building: int, x: int, y: int) -> None:
    """Title, unit heads, floor numbers, ground line and room numbers of a building whose tile's corner is at x, y."""
    elevation, sizes = placing.plan.buildings[building], placing.sizes
    offsets = placing.columns(building)
    body = offsets[-1] + sizes.cell - offsets[0] if offsets else 0
    painter.setFont(_font(painter, sizes.title_type, bold=True))
    painter.setPen(look.text)
    wide = placing.tiles[building].width()
    title = elevation.title
    if title != elevation.short and painter.fontMetrics().horizontalAdvance(title) > wide:
        title = elevation.short
    painter.drawText(QRect(x + sizes.floors, y, wide, sizes.title), _LEFT, title)
    top = y + placing.first_row()
    ground = top + len(elevation.rows) * sizes.height
    painter.fillRect(x + sizes.floors, ground, body, max(1, round(sizes.scale)), look.faint)
    if sizes.small_type:
        _paint_small(painter, look, placing, building, x, y)
    if sizes.room:
        _paint_rooms(painter, look, placing, building, x, top)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _paint_small(painter: QPainter, look: Look, placing: Placing, building: int, x: int, y: int) -> None:
    elevation, sizes = placing.plan.buildings[building], placing.sizes
    offsets = placing.columns(building)
    size = min(sizes.small_type, sizes.height)
    painter.setFont(_font(painter, size))
    painter.setPen(look.faint)
    for unit in elevation.units:
        if not unit.name:
            continue
        left, width = offsets[unit.first], unit.columns * sizes.cell
        words = f"{unit.name}单元"
        if painter.fontMetrics().horizontalAdvance(words) > width:
            words = unit.name
        painter.drawText(QRect(x + left, y + sizes.title, width, sizes.heads), _CENTRE, words)
    top = y + placing.first_row()
    for row, name in enumerate(elevation.floors):
        if name:
            box = QRect(x, top + row * sizes.height, sizes.floors - 4, sizes.height - sizes.hairline)
            painter.drawText(box, _RIGHT | Qt.TextFlag.TextDontClip, name)


def _paint_rooms(painter: QPainter, look: Look, placing: Placing, building: int, x: int, top: int) -> None:
    plan, sizes = placing.plan, placing.sizes
    offsets = placing.columns(building)
    painter.setFont(_font(painter, round(11 * sizes.scale)))
    painter.setPen(look.text)
    metrics = painter.fontMetrics()
    wide = sizes.cell - sizes.hairline
    for row, cells in enumerate(plan.buildings[building].rows):
        column = 0
        for cell in cells:
            if cell >= 0:
                words = metrics.elidedText(plan.doors[cell].room, Qt.TextElideMode.ElideRight, wide)
                painter.drawText(QRect(x + offsets[column], top + row * sizes.height, wide, sizes.room), _CENTRE, words)
            column += cell != BETWEEN


def paint_building(
    painter: QPainter, look: Look, placing: Placing, keys: Sequence[int], building: int, corner: tuple[int, int]
) -> None:
    """A building drawn directly, as paper wants it: lines stay lines and type stays type."""
    x, y = corner
    elevation, sizes = placing.plan.buildings[building], placing.sizes
    offsets = placing.columns(building)
    top = y + placing.first_row()
    inner = (sizes.cell - sizes.hairline, sizes.height - sizes.hairline)
    doors: list[tuple[int, Box]] = []
    for row, cells in enumerate(elevation.rows):
        column = 0
        for cell in cells:
            if cell >= 0:
                doors.append((keys[cell], (x + offsets[column], top + row * sizes.height, *inner)))
            column += cell != BETWEEN
    paint_doors(painter, look, sizes, doors)
    paint_furniture(painter, look, placing, building, x, y)


def paint_swatch(painter: QPainter, look: Look, label: int, box: Box, scale: float) -> None:
    """One label's colour, hatch and mark, as the legend shows it; `box` at most 28 * `scale` high."""
    paint_doors(painter, look, Sizes(round(28 * scale), scale), [(1 << label, box)])
