"""Measures of paper. Everything is in PDF points from the top left corner unless a name says mm.

Source: GB/T 9704-2012 (official documents): A4, top margin 37 mm, binding margin 28 mm, type area 156 x 225 mm
filled by 22 lines of 28 characters of 16 pt (3号), page number 14 pt (4号) 7 mm under the type area.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
A4_LANDSCAPE = (297 * MM, 210 * MM)

TITLE_SIZE = 22.0
BODY_SIZE = 16.0
PAGE_NUMBER_SIZE = 14.0
TABLE_SIZE = 10.5
SMALL_SIZE = 9.0

# The em box of a Chinese glyph reaches 0.88 em above the baseline and 0.12 em below it.
ASCENT = 0.88


@dataclass(frozen=True)
class TypeArea:
    """The rectangle (版心) that `lines` lines of `chars` characters of `size` points fill from edge to edge."""

    left: float
    top: float
    width: float
    height: float
    lines: int = 22
    chars: int = 28
    size: float = BODY_SIZE

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @cached_property
    def pitch(self) -> float:
        """Distance between lines: the first touches the top edge, the last the bottom edge (撑满版心)."""
        return (self.height - self.size) / (self.lines - 1)

    @cached_property
    def advance(self) -> float:
        """Distance between characters: the first touches the left edge, the last the right edge."""
        return (self.width - self.size) / (self.chars - 1)

    @cached_property
    def spacing(self) -> float:
        """What is added to a character's own width to stand on the grid; negative, as 28 x 16 pt is over 156 mm."""
        return self.advance - self.size


OFFICIAL = TypeArea(left=28 * MM, top=37 * MM, width=156 * MM, height=225 * MM)
PAGE_NUMBER_GAP = 7 * MM
