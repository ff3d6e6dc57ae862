"""Shares as level bars, one under the other: name, bar, percentage, the two numbers it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.models.drawings import Anchor, Drawing, Line, Paint, Rect, Region, Role, Shape, Text
from app.models.figures import Figure
from app.rules.charts import text_width
from app.rules.population import points_words

_GAP = 8.0
_HEAD = 24.0
_LEAST_PITCH, _MOST_PITCH = 22.0, 34.0
_BAR = 16.0
_PLAIN = Paint(Role.FIRST)
_UNITS = {"residents": "人", "households": "户", "requests": "件", "meetings": "次"}


@dataclass(frozen=True, slots=True)
class Bar:
    """`figure` None: never recorded. `before`: the same share of another day. `ticks`: percentages with a meaning.

    `unit`: what is counted, where it is not what the figure's ids are of.
    """

    name: str
    figure: Figure | None
    before: Figure | None = None
    ticks: tuple[int, ...] = ()
    paint: Paint | None = None
    unit: str = ""


def bars_height(count: int, notes: int = 0, *, title: bool = False) -> float:
    """Room that `count` bars want at their best."""
    return (_HEAD if title else 0.0) + count * _MOST_PITCH + notes * _HEAD


def bars(
    rows: Sequence[Bar],
    width: float,
    height: float,
    *,
    title: str = "",
    notes: Sequence[str] = (),
    compared: bool = False,
) -> Drawing:
    """A bar is whole where the share is 100%. `compared`: a column for the change in percentage points."""
    shapes: list[Shape] = []
    regions: list[Region] = []
    top = 0.0
    if title:
        shapes.append(Text(0.0, _HEAD / 2, title, bold=True))
        top = _HEAD
    pitch = (height - top - len(notes) * _HEAD) / max(len(rows), 1)
    pitch = max(_LEAST_PITCH, min(pitch, _MOST_PITCH))
    names = max((text_width(row.name) for row in rows), default=0.0)
    counts = max((text_width(_count(row)) for row in rows), default=0.0)
    change = text_width("+10.00") + _GAP if compared else 0.0
    percent = text_width("100.00%")
    left = names + _GAP
    right = width - change - counts - _GAP - percent - _GAP
    for place, row in enumerate(rows):
        middle = top + (place + 0.5) * pitch
        shapes.append(Text(0.0, middle, row.name))
        if row.figure is None:
            shapes.append(Text(left, middle, "还没有登记", Role.MUTED))
            continue
        shapes.extend(_bar(row, left, right, middle))
        shapes.append(Text(right + _GAP + percent, middle, row.figure.percent or "—", bold=True, anchor=Anchor.END))
        shapes.append(Text(width - change, middle, _count(row), Role.MUTED, Anchor.END))
        said = f"{row.name} {row.figure.percent},{_count(row)}"
        if compared:
            points = points_words(row.figure, row.before) or "—"
            shapes.append(Text(width, middle, points, anchor=Anchor.END))
            said += f",变化 {points} 个百分点"
        if row.figure.numerator:
            regions.append(Region(0.0, middle - pitch / 2, width, pitch, row.figure.key, said))
    top += len(rows) * pitch
    shapes.extend(Text(0.0, top + (n + 0.5) * _HEAD, note, Role.MUTED) for n, note in enumerate(notes))
    return Drawing(width, max(height, top + len(notes) * _HEAD), tuple(shapes), tuple(regions))


def _bar(row: Bar, left: float, right: float, middle: float) -> list[Shape]:
    """The bar on its ground, ticks below it, and where it ended on the other day."""
    assert row.figure is not None
    whole, top = max(right - left, 1.0), middle - _BAR / 2
    shapes: list[Shape] = [Rect(left, top, whole, _BAR, Paint(Role.LINE, pale=True))]
    length = whole * _share(row.figure)
    if length:
        shapes.append(Rect(left, top, length, _BAR, row.paint or _PLAIN))
    for tick in row.ticks:
        x = left + whole * tick / 100
        shapes.append(Line(x, top - 3, x, top + _BAR + 3, Role.TEXT))
    if row.before is not None:
        x = left + whole * _share(row.before)
        shapes.append(Line(x, top - 2, x, top + _BAR + 2, Role.BEFORE, 2.0, dashed=True))
    return shapes


def _share(figure: Figure) -> float:
    return figure.numerator / figure.denominator if figure.denominator else 0.0


def _count(row: Bar) -> str:
    if row.figure is None:
        return ""
    return f"{row.figure.numerator}/{row.figure.denominator}{row.unit or _UNITS[row.figure.of]}"
