"""The lines of the seven hatches: what tells fields apart where there is no colour."""

from __future__ import annotations

Segment = tuple[float, float, float, float]


def hatch_lines(name: str, x: float, y: float, width: float, height: float, period: float) -> list[Segment]:
    """Lines (x1, y1, x2, y2) of a hatch of `HATCHES` that cover a box; diagonals reach over it and want clipping.

    They stand on one grid for all boxes, so that neighbours do not clash. Dots are very short lines.
    """
    parts = {"cross": ("forward", "back"), "grid": ("horizontal", "vertical")}.get(name, (name,))
    return [line for part in parts for line in _lines(part, x, y, width, height, period)]


def _lines(name: str, x: float, y: float, width: float, height: float, period: float) -> list[Segment]:
    right, bottom = x + width, y + height
    if name == "horizontal":
        return [(x, at, right, at) for at in _grid(y, bottom, period)]
    if name == "vertical":
        return [(at, y, at, bottom) for at in _grid(x, right, period)]
    if name == "forward":  # rising: x + y is the same all along
        return [(at - bottom, bottom, at - y, y) for at in _grid(x + y, right + bottom, period * 1.4)]
    if name == "back":  # falling: x - y is the same all along
        return [(at + y, y, at + bottom, bottom) for at in _grid(x - bottom, right - y, period * 1.4)]
    if name == "dots":
        return [
            (across, down, across + 0.8, down)
            for down in _grid(y, bottom, period)
            for across in _grid(x, right, period)
        ]
    return []


def _grid(first: float, last: float, period: float) -> list[float]:
    """Multiples of `period` between the two."""
    start = -int(-first // period)
    return [place * period for place in range(start, int(last // period) + 1)]


def lines_within(name: str, width: int, height: int, period: float) -> list[Segment]:
    """Lines of a hatch in a box whose corner is at 0, 0, cut at its edges: no clipping is needed.

    They stand on the box's own grid, so that one pattern serves every box of that size.
    """
    parts = {"cross": ("forward", "back"), "grid": ("horizontal", "vertical")}.get(name, (name,))
    return [line for part in parts for line in _cut(part, width, height, period)]


def _cut(name: str, width: int, height: int, period: float) -> list[Segment]:
    w, h = width - 1, height - 1
    if name == "horizontal":
        return [(0, at, w, at) for at in _steps(period / 2, height, period)]
    if name == "vertical":
        return [(at, 0, at, h) for at in _steps(period / 2, width, period)]
    if name in ("forward", "back"):
        step = round(period * 1.4)  # whole steps: a line between pixels would leave the box by one
        lines = []
        for at in _steps(step // 2, w + h, step):
            x1, y1 = min(at, w), max(0, at - w)  # where x + y = at leaves the box on the upper right
            x2, y2 = max(0, at - h), min(at, h)  # and on the lower left
            lines.append((x1, y1, x2, y2) if name == "forward" else (w - x1, y1, w - x2, y2))
        return lines
    if name == "dots":
        return [
            (across, down, across + 1, down)
            for place, down in enumerate(_steps(period / 2, height, period / 2))
            for across in _steps(period / 2 + (period / 2 if place % 2 else 0), w, period)
        ]
    return []


def _steps(first: float, end: float, period: float) -> list[float]:
    """`first` and every `period` after it, below `end`."""
    return [first + period * count for count in range(max(0, -int(-(end - first) // period)))]
