"""What stands around the doors of a building and on them: title, unit heads, floor numbers, ground, room numbers."""

from __future__ import annotations

from collections.abc import Sequence

from app.rules.elevation.blocks import BETWEEN
from app.rules.elevation.painter import badge_width, doors_of, paint_doors
from app.rules.elevation.paints import Look
from app.rules.elevation.placing import Placing
from app.rules.elevation.surface import Box, Surface


def paint_furniture(
    surface: Surface, look: Look, placing: Placing, keys: Sequence[int], building: int, corner: tuple[int, int]
) -> None:
    """Title, unit heads, floor numbers, ground line and room numbers of a building whose tile has this corner.

    `keys` by door: a room's number makes way for a badge.
    """
    x, y = corner
    elevation, sizes = placing.plan.buildings[building], placing.sizes
    offsets = placing.columns(building)
    wide = placing.tiles[building].width - sizes.floors - sizes.margin // 2
    title = elevation.title
    if title != elevation.short and surface.width(title, sizes.title_type, bold=True) > wide:
        title = elevation.short
    place = (x + sizes.floors, y, wide, sizes.title)
    surface.words(look.text, sizes.title_type, [(place, title)], bold=True, align="left")
    top = y + placing.first_row()
    body = offsets[-1] + sizes.cell - offsets[0] if offsets else 0
    ground = top + elevation.ground * sizes.height
    line = max(1, round(sizes.scale))
    if elevation.ground < len(elevation.rows):  # cellars: the line stands in the space between two floors
        ground -= sizes.hairline
        line = sizes.hairline
    surface.rects(look.faint, [(x + sizes.floors, ground, body, line)])
    if sizes.small_type:
        _paint_small(surface, look, placing, building, corner)
    if sizes.room:
        _paint_rooms(surface, look, placing, keys, building, (x, top))


def _paint_small(surface: Surface, look: Look, placing: Placing, building: int, corner: tuple[int, int]) -> None:
    x, y = corner
    elevation, sizes = placing.plan.buildings[building], placing.sizes
    offsets = placing.columns(building)
    size = min(sizes.small_type, sizes.height)
    heads: list[tuple[Box, str]] = []
    for unit in elevation.units:
        if unit.name:
            width = unit.columns * sizes.cell
            words = f"{unit.name}单元"
            if surface.width(words, size) > width:
                words = unit.name
            heads.append(((x + offsets[unit.first], y + sizes.title, width, sizes.heads), words))
    surface.words(look.faint, size, heads)
    top = y + placing.first_row()
    high = sizes.height - sizes.hairline
    names = [
        ((x, top + row * sizes.height, sizes.floors - 4, high), name)
        for row, name in enumerate(elevation.floors)
        if name
    ]
    surface.words(look.faint, size, names, align="right")


def _paint_rooms(
    surface: Surface, look: Look, placing: Placing, keys: Sequence[int], building: int, corner: tuple[int, int]
) -> None:
    x, top = corner
    plan, sizes = placing.plan, placing.sizes
    offsets = placing.columns(building)
    size = round(11 * sizes.scale)
    rooms: list[tuple[Box, str]] = []
    for row, cells in enumerate(plan.buildings[building].rows):
        column = 0
        for cell in cells:
            if cell >= 0:
                wide = sizes.cell - sizes.hairline - badge_width(sizes, keys[cell])
                words = _shortened(surface, plan.doors[cell].room, size, wide)
                rooms.append(((x + offsets[column], top + row * sizes.height, wide, sizes.room), words))
            column += cell != BETWEEN
    surface.words(look.text, size, rooms)


def _shortened(surface: Surface, text: str, size: int, wide: int) -> str:
    if surface.width(text, size) <= wide:
        return text
    while text and surface.width(text + "…", size) > wide:
        text = text[:-1]
    return text + "…"


def paint_building(
    surface: Surface, look: Look, placing: Placing, keys: Sequence[int], building: int, corner: tuple[int, int]
) -> None:
    """A building drawn directly: lines stay lines and type stays type."""
    paint_doors(surface, look, placing.sizes, doors_of(placing, keys, building, corner))
    paint_furniture(surface, look, placing, keys, building, corner)
