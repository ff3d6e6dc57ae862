"""The hand that draws the map into a PDF: whole units, many shapes of one colour at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.reports.fonts import Face
from app.reports.paper import printable
from app.reports.stamps import StampPaper
from app.rules.elevation.painter import paint_doors
from app.rules.elevation.paints import Look
from app.rules.elevation.sizes import Sizes
from app.rules.elevation.surface import Align, Box, Segment

UNITS_A_POINT = 2
_RUN = 2000  # shapes of one path: viewers take their time over longer ones


class PaperSurface:
    """A `Surface` whose unit is 1/144 inch. Raises UserFault for a character that no font has."""

    def __init__(self, paper: StampPaper) -> None:
        self._paper = paper
        self._stamps: set[str] = set()

    @property
    def _turn(self) -> str:
        """Units, and y runs down."""
        return f"{1 / UNITS_A_POINT:g} 0 0 {-1 / UNITS_A_POINT:g} 0 {self._paper.height:.3f} cm"

    def rects(self, colour: str, boxes: Sequence[Box]) -> None:
        for start in range(0, len(boxes), _RUN):
            path = "\n".join([f"{x} {y} {w} {h} re" for x, y, w, h in boxes[start : start + _RUN]])
            self._paper.draw(f"{self._turn} {_colour(colour)} rg\n{path}\nf")

    def frames(self, colour: str, boxes: Sequence[Box], weight: int = 1) -> None:
        half = weight / 2
        for start in range(0, len(boxes), _RUN):
            path = "\n".join(
                [
                    f"{x + half:g} {y + half:g} {w - weight} {h - weight} re"
                    for x, y, w, h in boxes[start : start + _RUN]
                ]
            )
            self._paper.draw(f"{self._turn} {_colour(colour)} RG {weight} w\n{path}\nS")

    def lines(self, colour: str, segments: Sequence[Segment], weight: float = 1.0) -> None:
        for start in range(0, len(segments), _RUN):
            path = "\n".join([f"{a:g} {b:g} m {c:g} {d:g} l" for a, b, c, d in segments[start : start + _RUN]])
            self._paper.draw(f"{self._turn} {_colour(colour)} RG {weight:g} w\n{path}\nS")

    def words(
        self, colour: str, size: int, items: Iterable[tuple[Box, str]], *, bold: bool = False, align: Align = "centre"
    ) -> None:
        face = _face(bold)
        points = size / UNITS_A_POINT
        placed: list[tuple[float, float, str]] = []
        for (x, y, w, h), text in items:
            text = printable(text)
            left = x / UNITS_A_POINT
            if align != "left":
                spare = w / UNITS_A_POINT - self._paper.measure(text, face, points)
                left += spare if align == "right" else spare / 2
            placed.append((left, (y + h / 2) / UNITS_A_POINT - points / 2, text))
        if placed:
            self._paper.ink(colour)
            self._paper.cells(placed, face, points)

    def width(self, text: str, size: int, *, bold: bool = False) -> float:
        return self._paper.measure(printable(text), _face(bold), size)

    def doors(self, look: Look, sizes: Sizes, doors: Iterable[tuple[int, Box]]) -> None:
        """Doors given as (key, box), each mixture of labels drawn once in a document."""
        places: list[tuple[str, float, float]] = []
        for key, (x, y, w, h) in doors:
            name = f"door{key}_{w}_{h}"
            if name not in self._stamps:
                self._stamps.add(name)
                self._define(name, look, sizes, (key, (0, 0, w, h)))
            places.append((name, x / UNITS_A_POINT, y / UNITS_A_POINT))
        self._paper.stamp(places)

    def _define(self, name: str, look: Look, sizes: Sizes, door: tuple[int, Box]) -> None:
        _, (_, _, w, h) = door
        size = w / UNITS_A_POINT, h / UNITS_A_POINT
        self._paper.define(name, *size, lambda: paint_doors(self, look, sizes, [door]))

    def heading(self, colour: str, box: Box, text: str, size: int) -> None:
        """The title of a sheet in the middle of its width, smaller where it is too long."""
        text = printable(text)
        x, y, w, h = box
        wide = self._paper.measure(text, Face.TITLE, size)
        size = min(size, int(size * w / wide)) if wide else size
        points = size / UNITS_A_POINT
        left = (x + (w - self._paper.measure(text, Face.TITLE, size)) / 2) / UNITS_A_POINT
        self._paper.ink(colour)
        self._paper.text(left, (y + h / 2) / UNITS_A_POINT - points / 2, text, Face.TITLE, points)


def _face(bold: bool) -> Face:
    return Face.HEI if bold else Face.SONG


def _colour(colour: str) -> str:
    return " ".join(f"{int(colour[place : place + 2], 16) / 255:.3f}" for place in (1, 3, 5))
