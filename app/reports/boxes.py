"""Blocks become boxes: pieces of one height that never part, each with the hand that draws it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.reports.blocks import Heading, Legend, Pair, Paragraph, SignatureBlock, Title
from app.reports.fonts import Face
from app.reports.geometry import BODY_SIZE, SMALL_SIZE, TITLE_SIZE, TypeArea
from app.reports.linebreak import break_lines
from app.reports.paper import Paper, printable

Draw = Callable[[float], None]  # handed the top of the box


def draw_nothing(_top: float) -> None:
    """For empty boxes."""


@dataclass(frozen=True)
class Box:
    """`height` in points. `keep` ties it to the next box. `repeat` is drawn again at the head of each further page.

    `grid`: it begins on a line of the grid. `blank`: it is left out at the head of a page.
    """

    height: float
    draw: Draw
    keep: bool = False
    repeat: Box | None = None
    new_page: bool = False
    grid: bool = True
    blank: bool = False


@dataclass(frozen=True)
class Setter:
    """Sets lines of text into a type area on paper."""

    paper: Paper
    area: TypeArea

    def measure(self, face: Face, size: float = BODY_SIZE, spacing: float | None = None) -> Callable[[str], float]:
        gap = self.area.spacing if spacing is None else spacing
        return lambda text: self.paper.measure(text, face, size, gap)

    # lines of the grid --------------------------------------------------------------------------------------------

    def title(self, block: Title) -> list[Box]:
        lines = break_lines(printable(block.text), self.measure(Face.TITLE, TITLE_SIZE, 0.0), self.area.width)
        boxes = [self._centred(line, Face.TITLE, TITLE_SIZE) for line in lines]
        return [*boxes, self.empty(1.0, keep=True)]

    def heading(self, block: Heading) -> list[Box]:
        face = {1: Face.HEI, 2: Face.KAI}.get(block.level, Face.BODY)
        return self._lines(block.text, face, indent=2, keep=True)

    def paragraph(self, block: Paragraph) -> list[Box]:
        parts = [part for part in block.text.splitlines() if part.strip()] or [""]
        return [box for part in parts for box in self._lines(part.strip(), Face.BODY, block.indent)]

    def pair(self, block: Pair) -> list[Box]:
        left, right = printable(block.left), printable(block.right)
        measure = self.measure(Face.BODY)
        if not right or measure(left) + measure(right) + BODY_SIZE > self.area.width:
            return [box for text in (left, right) if text for box in self._lines(text, Face.BODY, 0)]
        x = self.area.right - measure(right)

        def draw(top: float) -> None:
            self._put(self.area.left, top, left, Face.BODY)
            self._put(x, top, right, Face.BODY)

        return [Box(self.area.pitch, draw)]

    def mark(self, text: str) -> list[Box]:
        draw: Draw = lambda top: self._put(self.area.left, top, text, Face.HEI)  # noqa: E731
        return [Box(self.area.pitch, draw, keep=True, new_page=True), self.empty(1.0, keep=True)]

    def empty(self, lines: float, *, keep: bool = False) -> Box:
        return Box(lines * self.area.pitch, draw_nothing, keep=keep, blank=True)

    # other pieces -------------------------------------------------------------------------------------------------

    def legend(self, block: Legend) -> list[Box]:
        return [
            Box(self.area.pitch, lambda top, row=row: self._swatches(top, row), keep=True)  # type: ignore[misc]
            for row in self._legend_rows(block)
        ]

    def signature(self, block: SignatureBlock) -> list[Box]:
        """One box: names, an empty line, then issuer, date and the seal's place; never parted."""
        names = self._signature_lines(block)
        height = (len(names) + 4) * self.area.pitch

        def draw(top: float) -> None:
            pitch = self.area.pitch
            for place, line in enumerate(names):
                self._put(self.area.left, top + place * pitch, line, Face.BODY)
            self._issuer(block, top + (len(names) + 1) * pitch)
            for place, note in enumerate(block.notes):
                y = top + (len(names) + 1) * pitch + place * SMALL_SIZE * 1.6
                self.paper.text(self.area.left, y, note, Face.BODY, SMALL_SIZE)

        return [Box(height, draw)]

    # the hand -----------------------------------------------------------------------------------------------------

    def _put(self, x: float, top: float, text: str, face: Face) -> None:
        self.paper.text(x, top, text, face, BODY_SIZE, self.area.spacing)

    def _centred(self, line: str, face: Face, size: float) -> Box:
        x = self.area.left + (self.area.width - self.paper.measure(line, face, size)) / 2
        lift = (size - BODY_SIZE) / 2
        return Box(self.area.pitch, lambda top: self.paper.text(x, top - min(lift, 0), line, face, size), keep=True)

    def _lines(self, text: str, face: Face, indent: int, *, keep: bool = False) -> list[Box]:
        """Lines of one paragraph; all but the last are stretched to the right edge."""
        shift = indent * self.area.advance
        width = self.area.width
        lines = break_lines(printable(text), self.measure(face), width, first=width - shift)
        last = len(lines) - 1
        return [
            self._line(
                line, face, shift if place == 0 else 0.0, stretch=place != last, keep=keep or last > place == last - 1
            )
            for place, line in enumerate(lines)
        ]

    def _line(self, line: str, face: Face, shift: float, *, stretch: bool, keep: bool) -> Box:
        spacing = self.area.spacing
        if stretch and len(line) > 1:
            free = self.area.width - shift - self.measure(face)(line)
            spacing += min(max(free / (len(line) - 1), 0.0), 4.0)
        else:
            self.measure(face)(line)  # a character without a font is told before anything is drawn
        x = self.area.left + shift
        draw: Draw = lambda top: self.paper.text(x, top, line, face, BODY_SIZE, spacing)  # noqa: E731
        return Box(self.area.pitch, draw, keep=keep)

    def _legend_rows(self, block: Legend) -> Iterable[list[tuple[float, str, str, str]]]:
        """Rows of (x, colour, mark, text); colour '' is plain text."""
        x = self.area.left
        row: list[tuple[float, str, str, str]] = []
        items = [("", "", block.lead)] if block.lead else []
        for colour, mark, text in [*items, *((s.colour, s.mark, s.text) for s in block.swatches)]:
            wide = (14.0 if colour else 0.0) + self.paper.measure(text, Face.BODY, 10.5) + 10.0
            if x + wide - 10.0 > self.area.right and row:
                yield row
                x, row = self.area.left, []
            row.append((x, colour, mark, text))
            x += wide
        yield row

    def _swatches(self, top: float, row: list[tuple[float, str, str, str]]) -> None:
        for x, colour, mark, text in row:
            if colour:
                self.paper.box(x, top + 1.5, 11.5, 11.5, colour)
                self.paper.ink(_readable_on(colour))
                self.paper.text(x + 1.5, top + 3.0, mark, Face.HEI, 8.5)
                self.paper.ink("#000000")
            self.paper.text(x + (14.0 if colour else 0.0), top + 2.0, text, Face.BODY, 10.5)

    def _signature_lines(self, block: SignatureBlock) -> list[str]:
        return [printable(f"{label}：{name}") for label, name in block.fields]

    def _issuer(self, block: SignatureBlock, top: float) -> None:
        measure = self.measure(Face.BODY)
        date_width = measure(block.date)
        date_left = self.area.right - 4 * self.area.advance - date_width
        issuer = printable(block.issuer)
        wide = measure(issuer)
        left = min(date_left + date_width / 2 - wide / 2, self.area.right - wide)
        self._put(max(left, self.area.left), top, issuer, Face.BODY)
        self._put(date_left, top + self.area.pitch, block.date, Face.BODY)
        seal = measure(block.seal)
        self._put(date_left + (date_width - seal) / 2, top + 2 * self.area.pitch, block.seal, Face.BODY)


def _readable_on(colour: str) -> str:
    """Black or white, whichever stands out more from `colour` (relative luminance, WCAG 2)."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#000000" if luminance > 0.18 else "#FFFFFF"
