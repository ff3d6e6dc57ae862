"""Blocks become boxes: pieces of one height that never part, each with the hand that draws it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.models.signers import Role, place_name, role_of_label
from app.reports.blocks import Emphasis, Heading, Legend, Pair, Paragraph, SignatureBlock, Title
from app.reports.fonts import Face
from app.reports.geometry import BODY_SIZE, SMALL_SIZE, TITLE_SIZE, TypeArea
from app.reports.linebreak import break_lines
from app.reports.paper import Paper, printable

_PIECES = re.compile(r"[!-~]+|[^!-~]+")  # Latin runs, and all else

# Readers of PDF take a gap of a tenth of an em for a blank, and the text would no longer be what was typed.
_MOST_STRETCH = 0.1 * BODY_SIZE

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
        width, scale = self.paper.pen(face).width, size / 1000
        return lambda text: width(text) * scale + gap * max(len(text) - 1, 0)

    # lines of the grid --------------------------------------------------------------------------------------------

    def title(self, block: Title) -> list[Box]:
        measure = self.measure(Face.TITLE, TITLE_SIZE, 0.0)
        whole = printable(block.text.replace("\n", ""))
        parts = [whole] if measure(whole) <= self.area.width else [printable(part) for part in block.text.split("\n")]
        lines = [line for part in parts for line in break_lines(part, measure, self.area.width)]
        boxes = [self._centred(line, Face.TITLE, TITLE_SIZE) for line in lines]
        return [*boxes, self.empty(1.0, keep=True)]

    def emphasis(self, block: Emphasis) -> Box:
        """A frame with centred lines and half a line of air around them."""
        measure = self.measure(Face.HEI, TITLE_SIZE, 0.0)
        area = self.area
        room = area.width - 2 * TITLE_SIZE
        lines = [line for part in block.text.split("\n") for line in break_lines(printable(part), measure, room)]
        height = (len(lines) + 1) * 1.3 * area.pitch

        def draw(top: float) -> None:
            for place, line in enumerate(lines):
                y = top + (place + 0.65) * 1.3 * area.pitch + 0.1 * TITLE_SIZE
                self.paper.text(area.left + (area.width - measure(line)) / 2, y, line, Face.HEI, TITLE_SIZE)
            self.paper.frame(area.left, top, area.width, height)

        return Box(height, draw)

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
        """One box: names two a line, an empty line, then issuer, date and the seal's place; never parted."""
        fields = [printable(f"{label}：{name}") for label, name in block.fields]
        names = [fields[place : place + 2] for place in range(0, len(fields), 2)]
        pitch = self.area.pitch
        issued = bool(block.issuer or block.date or block.seal)

        def draw(top: float) -> None:
            top += block.air * pitch
            for place, line in enumerate(names):
                for column, field in enumerate(line):
                    room = self.area.width - self.measure(Face.BODY)(field)  # a long date stays in the type area
                    left = self.area.left + max(0.0, min(column * self.area.width * 0.58, room))
                    self._put(left, top + place * pitch, field, Face.BODY)
                    if role := role_of_label(field):  # a thin line under the name is kept for the signature
                        wide = self.area.width * (0.42 if column else 0.56)
                        self.paper.place(place_name(role), left, top + place * pitch + BODY_SIZE + 1, wide, 11)
            below = top + (len(names) + 1) * pitch
            if issued:
                self._issuer(block, below)
            for place, note in enumerate(block.notes):
                self.paper.text(self.area.left, below + place * SMALL_SIZE * 1.6, note, Face.BODY, SMALL_SIZE)

        lines = 3 + len(self._issuer_lines(block)) if issued else 2 if block.notes else 0
        return [Box((block.air + len(names) + lines) * pitch, draw)]

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
        natural = self.measure(face)(line)  # a character without a font is told before anything is drawn
        pieces = _PIECES.findall(line) if stretch else [line]
        extra = _stretch(line, pieces, self.area.width - shift - natural) if stretch else 0.0
        gap, x = self.area.spacing, self.area.left + shift
        if not extra:
            return Box(self.area.pitch, lambda top: self._put(x, top, line, face), keep=keep)
        parts = [(piece, gap if piece[0] < "\x7f" else gap + extra) for piece in pieces]
        draw: Draw = lambda top: self.paper.pieces(x, top, parts, face, BODY_SIZE, gap + extra)  # noqa: E731
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
                self.paper.ink(readable_on(colour))
                self.paper.text(x + 1.5, top + 3.0, mark, Face.HEI, 8.5)
                self.paper.ink("#000000")
            self.paper.text(x + (14.0 if colour else 0.0), top + 2.0, text, Face.BODY, 10.5)

    def _issuer(self, block: SignatureBlock, top: float) -> None:
        measure = self.measure(Face.BODY)
        date_width = measure(block.date)
        date_left = self.area.right - 4 * self.area.advance - date_width
        for line in self._issuer_lines(block):
            wide = measure(line)
            self._put(min(date_left + date_width / 2 - wide / 2, self.area.right - wide), top, line, Face.BODY)
            top += self.area.pitch
        self._put(date_left, top, block.date, Face.BODY)
        if block.seal:
            self.paper.place(place_name(Role.UNIT), date_left, top - self.area.pitch, date_width, 2 * self.area.pitch)
        seal = measure(block.seal)
        self._put(date_left + (date_width - seal) / 2, top + self.area.pitch, block.seal, Face.BODY)

    def _issuer_lines(self, block: SignatureBlock) -> list[str]:
        """A long name takes several lines, so that it stays clear of the notes at the left."""
        return break_lines(printable(block.issuer), self.measure(Face.BODY), self.area.width * 0.58)


def _stretch(line: str, pieces: list[str], free: float) -> float:
    """What each gap gets so that the line reaches the right edge; gaps inside numbers and words stay as they are."""
    gaps = len(line) - 1 - sum(len(piece) - 1 for piece in pieces if piece[0] < "\x7f")
    return min(max(free / gaps, 0.0), _MOST_STRETCH) if gaps > 0 else 0.0


def readable_on(colour: str) -> str:
    """Black or white, whichever stands out more from `colour` (relative luminance, WCAG 2)."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#000000" if luminance > 0.18 else "#FFFFFF"
