"""Drawings on paper: in black, white and greys with hatches, so that any printer and any copier keeps them."""

from __future__ import annotations

from collections.abc import Iterator

from app.models.drawings import TEXT, Anchor, Drawing, Line, Paint, Polyline, Rect, Role, Text
from app.reports.blocks import Chart
from app.reports.boxes import Box
from app.reports.fonts import Face
from app.reports.geometry import ASCENT, TABLE_SIZE, TypeArea
from app.reports.paper import Paper, printable
from app.rules.hatches import hatch_lines

UNIT = TABLE_SIZE / TEXT  # points a unit: body text of a drawing is as high as that of a table
_GREY = {
    Role.TEXT: 0.0,
    Role.MUTED: 0.25,
    Role.LINE: 0.8,
    Role.AXIS: 0.2,
    Role.FIRST: 0.45,
    Role.SECOND: 0.82,
    Role.THIRD: 1.0,
    Role.BEFORE: 0.0,
    Role.ACCENT: 0.0,
}
_STROKE = {**_GREY, Role.FIRST: 0.0, Role.SECOND: 0.35, Role.THIRD: 0.0}
_PALE = 0.9
_AIR = 6.0
_HATCH_PERIOD = 4.0
_MIDDLE = 0.5 - (1 - ASCENT)  # where the middle of a character lies above its baseline, in ems


def draw(paper: Paper, drawing: Drawing, left: float, top: float, unit: float = UNIT) -> None:
    """Draw with the upper left corner at (left, top), in points. Raises UserFault for a character no font has."""
    pen = _Pen(paper, left, top, unit)
    for shape in drawing.shapes:
        match shape:
            case Rect():
                pen.rect(shape)
            case Line():
                pen.line(shape)
            case Polyline():
                pen.polyline(shape)
            case Text():
                pen.text(shape)


def chart_box(paper: Paper, area: TypeArea, chart: Chart) -> Box:
    """A drawing as wide as the type area, and a little air under it."""
    drawing = chart.make(area.width / UNIT, chart.height / UNIT)
    height = max(chart.height, drawing.height * UNIT)
    return Box(height + _AIR, lambda top: draw(paper, drawing, area.left, top), grid=False)


class _Pen:
    def __init__(self, paper: Paper, left: float, top: float, unit: float) -> None:
        self._paper = paper
        self._left = left
        self._top = top
        self._unit = unit

    def rect(self, shape: Rect) -> None:
        x, y = self._place(shape.x, shape.y + shape.height)
        path = f"{x:.2f} {y:.2f} {shape.width * self._unit:.2f} {shape.height * self._unit:.2f} re"
        box = (shape.x, shape.y, shape.width, shape.height)
        self._paint(path, shape.paint, box)

    def line(self, shape: Line) -> None:
        a, b = self._place(shape.x1, shape.y1), self._place(shape.x2, shape.y2)
        self._stroke(f"{a[0]:.2f} {a[1]:.2f} m {b[0]:.2f} {b[1]:.2f} l", shape.role, shape.weight, shape.dashed)

    def polyline(self, shape: Polyline) -> None:
        path = " ".join(
            f"{x:.2f} {y:.2f} {'l' if place else 'm'}"
            for place, (x, y) in enumerate(self._place(*point) for point in shape.points)
        )
        if shape.paint is None:
            self._stroke(path, shape.role, shape.weight, shape.dashed)
            return
        xs, ys = [x for x, _ in shape.points], [y for _, y in shape.points]
        self._paint(f"{path} h", shape.paint, (min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)))

    def text(self, shape: Text) -> None:
        face = Face.HEI if shape.bold else Face.BODY
        words = printable(shape.words)
        size = shape.size * self._unit
        wide = self._paper.measure(words, face, size)
        shift = {Anchor.START: 0.0, Anchor.MIDDLE: wide / 2, Anchor.END: wide}[shape.anchor]
        x = self._left + shape.x * self._unit - shift
        top = self._top + shape.y * self._unit - size * (ASCENT - _MIDDLE)
        grey = f"{round(_GREY[shape.role] * 255):02X}" * 3
        self._paper.ink(f"#{grey}")
        self._paper.text(x, top, words, face, size)
        self._paper.ink("#000000")

    def _paint(self, path: str, paint: Paint, box: tuple[float, float, float, float]) -> None:
        if not paint.solid:
            self._stroke(path, paint.role, 1.2, dashed=True)
            return
        ground = _PALE if paint.pale else 1.0 if paint.hatch else _GREY[paint.role]
        self._paper.draw(f"{ground:.2f} g {path} f")
        if paint.pale:
            return
        if paint.hatch:
            lines = " ".join(self._segments(paint.hatch, box))
            self._paper.draw(f"{path} W n 0.15 G 0.4 w {lines} S")
        self._paper.draw(f"0.15 G 0.4 w {path} S")

    def _segments(self, hatch: str, box: tuple[float, float, float, float]) -> Iterator[str]:
        for x1, y1, x2, y2 in hatch_lines(hatch, *box, _HATCH_PERIOD):
            a, b = self._place(x1, y1), self._place(x2, y2)
            yield f"{a[0]:.2f} {a[1]:.2f} m {b[0]:.2f} {b[1]:.2f} l"

    def _stroke(self, path: str, role: Role, weight: float, dashed: bool) -> None:
        dash = "[2.5 2] 0 d " if dashed else ""
        self._paper.draw(f"{_STROKE[role]:.2f} G {weight * self._unit * 0.8:.2f} w {dash}{path} S")

    def _place(self, x: float, y: float) -> tuple[float, float]:
        return self._left + x * self._unit, self._paper.height - self._top - y * self._unit
