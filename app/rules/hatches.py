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
