"""The labels of 24 months as small pictures side by side, each on its own scale from nought."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.base.clock import chinese_date
from app.models.colours import LegendEntry
from app.models.drawings import Anchor, Drawing, Line, Paint, Polyline, Rect, Region, Role, Shape, Text
from app.models.population import LabelTrend
from app.rules.charts import steps_to, text_width

_HEAD, _NAMES, _GAP = 24.0, 20.0, 6.0
_LEAST_WIDTH = 146.0
_SWATCH = 12.0
_STEPS = 2
LEAST_HEIGHT = 104.0  # of one small picture


def columns_of(width: float, count: int) -> int:
    """Pictures in a row: as many as have room, and no lonely one in the last row where that can be helped."""
    fit = max(1, min(count, int(width // _LEAST_WIDTH)))
    rows = -(-count // fit)
    return -(-count // rows)


def multiples(
    trends: Sequence[LabelTrend],
    days: Sequence[date],
    legend: Sequence[LegendEntry],
    width: float,
    height: float,
    *,
    title: str = "",
) -> Drawing:
    """One picture a label in the order of the legend; each month opens its doors."""
    shapes: list[Shape] = []
    regions: list[Region] = []
    top = 0.0
    if title:
        shapes.append(Text(0.0, _HEAD / 2, title, bold=True))
        top = _HEAD
    by_label = {trend.label: trend for trend in trends}
    entries = sorted((entry for entry in legend if entry.label in by_label), key=lambda entry: entry.rank)
    across = columns_of(width, len(entries))
    rows = -(-len(entries) // across)
    wide, high = width / across, max((height - top) / rows, LEAST_HEIGHT)
    for place, entry in enumerate(entries):
        row, column = divmod(place, across)
        box = (column * wide, top + row * high, wide - 2 * _GAP, high - _GAP)
        panel(entry, by_label[entry.label], days, box, shapes, regions)
    return Drawing(width, top + rows * high, tuple(shapes), tuple(regions))


def panel(
    entry: LegendEntry,
    trend: LabelTrend,
    days: Sequence[date],
    box: tuple[float, float, float, float],
    shapes: list[Shape],
    regions: list[Region],
) -> None:
    """One label into `box` (x, y, width, height)."""
    x, y, width, height = box
    counts = [point.numerator for point in trend.points]
    shapes.append(Rect(x, y + (_HEAD - _SWATCH) / 2, _SWATCH, _SWATCH, Paint(Role.FIRST, entry.hatch, entry.colour)))
    shapes.append(Text(x + _SWATCH + _GAP, y + _HEAD / 2, f"{entry.label} {counts[-1]}户", bold=True))
    change = counts[-1] - counts[0]
    shapes.append(Text(x + width, y + _HEAD / 2, f"{change:+d}" if change else "持平", Role.MUTED, Anchor.END))
    steps = steps_to(max(counts), _STEPS)
    left = x + text_width(str(steps[-1])) + _GAP
    top, bottom = y + _HEAD + _GAP, y + height - _NAMES
    scale = (bottom - top) / steps[-1]
    for step in steps:
        at = bottom - step * scale
        shapes.append(Line(left, at, x + width, at, Role.AXIS if step == 0 else Role.LINE))
        shapes.append(Text(left - _GAP, at, str(step), Role.MUTED, Anchor.END))
    pitch = (x + width - left) / max(len(days) - 1, 1)
    points = [(left + n * pitch, bottom - count * scale) for n, count in enumerate(counts)]
    ground = ((left, bottom), *points, (x + width, bottom))
    shapes.append(Polyline(ground, paint=Paint(Role.FIRST, colour=entry.colour, pale=True)))
    shapes.append(Polyline(tuple(points), Role.TEXT, 1.6))
    first, last = _ends(days, x + width - left)
    shapes.append(Text(left, bottom + _NAMES / 2 + 2, first, Role.MUTED))
    shapes.append(Text(x + width, bottom + _NAMES / 2 + 2, last, Role.MUTED, Anchor.END))
    for n, (point, day) in enumerate(zip(trend.points, days, strict=True)):
        if point.numerator:
            start, end = max(left, left + (n - 0.5) * pitch), min(x + width, left + (n + 0.5) * pitch)
            said = f"{chinese_date(day)} {entry.label} {point.numerator}户"
            regions.append(Region(start, top, end - start, bottom - top, point.key, said))


def _ends(days: Sequence[date], width: float) -> tuple[str, str]:
    """The first and the last month, as long as there is room for."""
    for spelled in ("{0.year}年{0.month}月", "{0.year}.{0.month}", "{1:02d}.{0.month}"):
        first, last = (spelled.format(day, day.year % 100) for day in (days[0], days[-1]))
        if text_width(first) + text_width(last) + _GAP <= width:
            break
    return first, last
