"""A drawing: plain shapes that say what they mean, drawn alike on the screen and on paper.

Units: the body text is `TEXT` units high; a renderer scales all of it at once. x runs right, y runs down.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

TEXT = 14.0  # height of the body text in units: 10.5 points on the screen in usual type, and on paper


class Role(StrEnum):
    """What a shape is about. The renderer knows the colour for it: light, dark, or grey on paper."""

    TEXT = "text"
    MUTED = "muted"  # quiet words: units, notes
    LINE = "line"  # fine lines behind the figures
    AXIS = "axis"
    FIRST = "first"  # the first series, e.g. 男
    SECOND = "second"  # the second series, e.g. 女
    THIRD = "third"  # what belongs to neither, e.g. 性别未登记
    BEFORE = "before"  # the outline of another day that is compared with
    ACCENT = "accent"  # the one that is meant: a threshold, the chosen day


class Anchor(StrEnum):
    """Which end of a text stands at its x."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


HATCHES = ("", "forward", "back", "cross", "horizontal", "vertical", "dots", "grid")  # '' is filled without lines


@dataclass(frozen=True, slots=True)
class Paint:
    """What fills a shape. `colour` '#RRGGBB' is a legend's own, and wins over the role's; the hatch carries it in
    black and white. `solid` False: an outline only. `pale`: a tint, for the ground under a line."""

    role: Role
    hatch: str = ""
    colour: str = ""
    solid: bool = True
    pale: bool = False


@dataclass(frozen=True, slots=True)
class Rect:
    """A bar."""

    x: float
    y: float
    width: float
    height: float
    paint: Paint


@dataclass(frozen=True, slots=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    role: Role = Role.LINE
    weight: float = 1.0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Polyline:
    """A line through points, or with `paint` the area they enclose."""

    points: tuple[tuple[float, float], ...]
    role: Role = Role.FIRST
    weight: float = 2.0
    dashed: bool = False
    paint: Paint | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """One line of words, its middle at height `y`. `size` in units."""

    x: float
    y: float
    words: str
    role: Role = Role.TEXT
    anchor: Anchor = Anchor.START
    size: float = TEXT
    bold: bool = False


Shape = Rect | Line | Polyline | Text


@dataclass(frozen=True, slots=True)
class Region:
    """A place that opens the records of a figure: `key` is the figure's, `title` what a reader of the screen says."""

    x: float
    y: float
    width: float
    height: float
    key: str
    title: str

    def holds(self, x: float, y: float) -> bool:
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes in the order they are drawn; what comes later lies above. `regions` in the order of reading."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    regions: tuple[Region, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """One value of a chart: its name on the axis, the number, and the key of the figure it opens ('' opens nothing).

    `value` None: not known, a gap in a line and a word in place of a bar.
    """

    name: str
    value: int | None
    key: str = ""
    note: str = ""  # said beside the number, e.g. '20.86%'


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a trend, or one set of bars."""

    title: str
    marks: tuple[Mark, ...]
    paint: Paint = Paint(Role.FIRST)
