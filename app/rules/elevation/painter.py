"""The one painter of the map, for screen and paper.

Doors are gathered by label and drawn in batches (`paint_doors`). Paper gets them directly. The screen gets them once
for each mixture of labels, and puts buildings together from those pictures.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.rules.elevation.blocks import BETWEEN, EMPTY
from app.rules.elevation.paints import Look
from app.rules.elevation.placing import Placing
from app.rules.elevation.sizes import Sizes
from app.rules.elevation.surface import Box, Segment, Surface
from app.rules.hatches import lines_within

DIMMED = 128  # added to a set of labels: the filter leaves this door out
SELECTED = 256
BADGE = 512  # times the number in the corner
MOST_BADGE = 10  # more than nine are '9+'
_LABELS = 127


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


def paint_doors(surface: Surface, look: Look, sizes: Sizes, doors: Iterable[tuple[int, Box]]) -> None:
    """Draw doors given as (key, box); a key is a set of labels, perhaps with DIMMED, SELECTED and a BADGE."""
    boxes: list[list[Box]] = [[] for _ in look.inks]
    covered: dict[Box, Box] = {}  # stripes of which a badge leaves only a part for the mark
    calm: list[Box] = []
    dimmed: list[Box] = []
    selected: list[Box] = []
    badges: list[tuple[int, Box]] = []
    room = sizes.room
    parts: dict[tuple[int, int], list[tuple[int, int, int]]] = {}  # doors of one width share the cuts of their stripes
    for key, box in doors:
        x, y, w, h = box
        mask = key & _LABELS
        if key > DIMMED:
            if key & SELECTED:
                selected.append(box)
            if key >= BADGE and not key & DIMMED:
                badges.append((key // BADGE, box))
                if not room and mask and not mask & (mask - 1):
                    covered[box] = (x, y, w - badge_width(sizes, key), h)
        if key & DIMMED:
            dimmed.append(box)
            continue
        if not mask or room:
            calm.append(box)
        if mask:
            cuts = parts.get((mask, w))
            if cuts is None:
                cuts = [(one.label, one.box[0], one.box[2]) for one in stripes(look, mask, (0, 0, w, 1))]
                parts[mask, w] = cuts
            for label, left, wide in cuts:
                boxes[label].append((x + left, y + room, wide, h - room))
    surface.rects(look.dimmed, dimmed)
    surface.rects(look.calm, calm)
    for ink, of_label in zip(look.inks, boxes, strict=True):
        surface.rects(ink.ground, of_label)
    for label, of_label in enumerate(boxes):
        _paint_hatch(surface, look, sizes, label, of_label)
    _paint_edges(surface, look, sizes, calm, dimmed, boxes)
    for label, of_label in enumerate(boxes):
        _paint_marks(surface, look, sizes, label, [covered.get(box, box) for box in of_label] if covered else of_label)
    _paint_badges(surface, look, sizes, badges)
    _paint_selected(surface, look, sizes, selected)


def _paint_hatch(surface: Surface, look: Look, sizes: Sizes, label: int, boxes: Sequence[Box]) -> None:
    """Lines over a label's stripes. In colour they are left out where a stripe is too narrow to show them."""
    ink = look.inks[label]
    period = (4 if sizes.cell < 16 * sizes.scale else 6) * max(1.0, sizes.scale)
    narrowest = 3 if look.monochrome else 6
    lines: list[Segment] = []
    patterns: dict[tuple[int, int], list[Segment]] = {}
    for x, y, w, h in boxes:
        if w < narrowest or h < narrowest:
            continue
        pattern = patterns.get((w, h))
        if pattern is None:
            pattern = patterns[w, h] = lines_within(ink.hatch, w, h, period)
        lines.extend([(x + a, y + b, x + c, y + d) for a, b, c, d in pattern])
    if lines:
        surface.lines(ink.line, lines, look.weight * max(1.0, round(sizes.scale * 0.8)))


def _paint_edges(
    surface: Surface, look: Look, sizes: Sizes, calm: list[Box], dimmed: list[Box], labels: list[list[Box]]
) -> None:
    if sizes.cell < 12 * sizes.scale and not look.monochrome:
        return
    surface.frames(look.dimmed_edge, dimmed)
    surface.frames(look.calm_edge, calm)
    if look.monochrome:
        surface.frames(look.edge, [box for boxes in labels for box in boxes])


def _paint_marks(surface: Surface, look: Look, sizes: Sizes, label: int, boxes: Sequence[Box]) -> None:
    """The one-character marks, where they can be read; in black and white on a clear ground of their own."""
    ink = look.inks[label]
    by_size: dict[int, list[Box]] = {}
    edges = 3 if look.monochrome else 0  # there a frame tells one label from the next
    for box in boxes:
        size = mark_type(sizes, box[2] - edges, box[3])
        if size:
            by_size.setdefault(size, []).append(box)
    for size, places in by_size.items():
        if look.monochrome:
            surface.rects(ink.ground, [_middle(box, size + 2) for box in places])
        surface.words(ink.text, size, [(box, ink.mark) for box in places], bold=True)


def _middle(box: Box, side: int) -> Box:
    """A square in the middle of a box that leaves its edges as they are."""
    x, y, w, h = box
    wide, high = min(side, w - 4), min(side, h - 4)
    return x + (w - wide) // 2, y + (h - high) // 2, wide, high


def mark_type(sizes: Sizes, w: int, h: int) -> int:
    """Type size of a mark in a stripe; 0 when it could not be read."""
    size = min(round(h * 0.78), w - 1, round(17 * sizes.scale))
    return size if size >= 10 * sizes.scale else 0


def _paint_badges(surface: Surface, look: Look, sizes: Sizes, badges: Sequence[tuple[int, Box]]) -> None:
    """A number in the upper right corner; where no number could be read, a plain square that stands out."""
    if not badges:
        return
    high = round(12 * sizes.scale)
    if not _badge_is_read(sizes):
        side = max(2, sizes.height * 2 // 5)
        surface.rects(look.paper, [(x + w - side - 1, y, side + 1, side + 1) for _, (x, y, w, _h) in badges])
        surface.rects(look.text, [(x + w - side, y, side, side) for _, (x, y, w, _h) in badges])
        return
    places: list[tuple[Box, str]] = []
    for number, (x, y, w, _h) in badges:
        wide = badge_width(sizes, number * BADGE)
        places.append(((x + w - wide, y, wide, high), str(number) if number < MOST_BADGE else "9+"))
    surface.rects(look.paper, [(x - 1, y, w + 1, h + 1) for (x, y, w, h), _ in places])
    surface.rects(look.text, [box for box, _ in places])
    surface.words(look.paper, round(10 * sizes.scale), places, bold=True)


def _badge_is_read(sizes: Sizes) -> bool:
    return sizes.cell >= 22 * sizes.scale and sizes.height >= 15 * sizes.scale


def badge_width(sizes: Sizes, key: int) -> int:
    """The room that the number in the corner takes of a door; 0 where it has none that can be read."""
    number = key // BADGE
    if key < BADGE or key & DIMMED or not _badge_is_read(sizes):
        return 0
    return round((12 if number < MOST_BADGE else 18) * sizes.scale)


def _paint_selected(surface: Surface, look: Look, sizes: Sizes, boxes: Sequence[Box]) -> None:
    """A frame within the door, with a clear line inside it where there is room: its colours stay seen."""
    if not boxes:
        return
    weight = 1 if sizes.cell < 9 * sizes.scale else max(2, round(2 * sizes.scale))
    surface.frames(look.accent, boxes, weight)
    if sizes.cell >= 16 * sizes.scale:
        inner = [(x + weight, y + weight, w - 2 * weight, h - 2 * weight) for x, y, w, h in boxes]
        surface.frames(look.paper, inner, max(1, weight // 2))


def doors_of(placing: Placing, keys: Sequence[int], building: int, corner: tuple[int, int]) -> list[tuple[int, Box]]:
    """The doors of a building as (key, box), when its tile has this corner."""
    x, y = corner
    sizes, offsets = placing.sizes, placing.columns(building)
    top = y + placing.first_row()
    wide, high = sizes.cell - sizes.hairline, sizes.height - sizes.hairline
    doors: list[tuple[int, Box]] = []
    for row, cells in enumerate(placing.plan.buildings[building].rows):
        column = 0
        for cell in cells:
            if cell >= 0:
                doors.append((keys[cell], (x + offsets[column], top + row * sizes.height, wide, high)))
            column += cell != BETWEEN
    return doors


def paint_places(surface: Surface, look: Look, placing: Placing, building: int, corner: tuple[int, int]) -> None:
    """The empty cells of a building as frames: where doors may be moved to."""
    x, y = corner
    sizes, offsets = placing.sizes, placing.columns(building)
    top = y + placing.first_row()
    wide, high = sizes.cell - sizes.hairline, sizes.height - sizes.hairline
    empty: list[Box] = []
    for row, cells in enumerate(placing.plan.buildings[building].rows):
        column = 0
        for cell in cells:
            if cell == EMPTY:
                empty.append((x + offsets[column], top + row * sizes.height, wide, high))
            column += cell != BETWEEN
    surface.frames(look.edge, empty)


def paint_swatch(surface: Surface, look: Look, label: int, box: Box, scale: float) -> None:
    """One label's colour, hatch and mark, as the legend shows it; `box` at most 28 * `scale` high."""
    paint_doors(surface, look, Sizes(round(28 * scale), scale), [(1 << label, box)])
