"""What the map is painted on: a screen or a sheet of paper. Whoever is a `Surface` can show the map.

Colours are '#RRGGBB' and never see-through: old printers draw them as they are. Units are those of the `Sizes` in use.
Each call takes many shapes of one colour, for that is what costs least everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, Protocol

Box = tuple[int, int, int, int]  # x, y, width, height; y runs down
Segment = tuple[float, float, float, float]
Align = Literal["left", "centre", "right"]


class Surface(Protocol):
    """A hand that draws."""

    def rects(self, colour: str, boxes: Sequence[Box]) -> None:
        """Filled boxes."""

    def frames(self, colour: str, boxes: Sequence[Box], weight: int = 1) -> None:
        """The edges of boxes, inside them."""

    def lines(self, colour: str, segments: Sequence[Segment], weight: float = 1.0) -> None:
        """Straight lines."""

    def words(
        self, colour: str, size: int, items: Iterable[tuple[Box, str]], *, bold: bool = False, align: Align = "centre"
    ) -> None:
        """One line of text in the middle of each box's height; it may be wider than its box."""

    def width(self, text: str, size: int, *, bold: bool = False) -> float:
        """How much room a text takes."""
