"""The pyramid of ages: men to the left, women to the right, the oldest above; what is not known is said below."""

from __future__ import annotations

from collections.abc import Iterable

from app.base.clock import chinese_date
from app.models.drawings import Anchor, Drawing, Line, Paint, Rect, Region, Role, Shape, Text
from app.models.figures import Figure
from app.models.population import Band, Structure
from app.rules.charts import text_width

_HEAD, _FOOT, _GAP = 24.0, 24.0, 6.0
_ALWAYS = 80  # bands up to this age are drawn, whether anyone is so old or not
_LEAST_PITCH, _MOST_PITCH = 15.0, 30.0


def shown_bands(now: Structure, before: Structure | None) -> list[Band]:
    """The bands that are drawn, the oldest first; empty ones above everybody are left out."""
    others = before.bands if before else now.bands
    oldest = max(
        (
            one.first
            for one, other in zip(now.bands, others, strict=True)
            if one.first <= _ALWAYS or _people(one) or _people(other)
        ),
    )
    return [band for band in reversed(now.bands) if band.first <= oldest]


def pyramid(now: Structure, before: Structure | None, width: float, height: float, *, title: str = "") -> Drawing:
    """Each half row opens its people. `before`: the same bands of another day as dashed outlines."""
    bands = shown_bands(now, before)
    earlier = {band.first: band for band in before.bands} if before else {}
    shapes: list[Shape] = []
    top = 0.0
    if title:
        shapes.append(Text(0.0, _HEAD / 2, title, bold=True))
        top = _HEAD
    foot = _foot(now, before, width)
    pitch = (height - top - _HEAD - len(foot) * _FOOT) / len(bands)
    pitch = max(_LEAST_PITCH, min(pitch, _MOST_PITCH))
    names = max(text_width(band.name) for band in bands) + 2 * _GAP
    left, right = (width - names) / 2, (width + names) / 2
    most = max((count for band in (*bands, *earlier.values()) for count in _counts(band)), default=0) or 1
    room = left - text_width(str(most)) - 2 * _GAP
    shapes.append(
        Text(left / 2, top + _HEAD / 2, f"男 {_sum(band.men for band in now.bands)}人", Role.TEXT, Anchor.MIDDLE)
    )
    women = f"女 {_sum(band.women for band in now.bands)}人"
    shapes.append(Text((right + width) / 2, top + _HEAD / 2, women, Role.TEXT, Anchor.MIDDLE))
    top += _HEAD
    regions: list[Region] = []
    for place, band in enumerate(bands):
        y = top + place * pitch
        shapes.append(Text(width / 2, y + pitch / 2, band.name, Role.MUTED, Anchor.MIDDLE))
        for figure, old, edge, way in (
            (band.men, earlier[band.first].men if earlier else None, left, -1),
            (band.women, earlier[band.first].women if earlier else None, right, 1),
        ):
            shapes.extend(_bar(figure, old, edge, way, y, pitch, room / most))
            x = 0.0 if way < 0 else edge
            if figure.numerator:
                regions.append(Region(x, y, left if way < 0 else width - right, pitch, figure.key, _said(figure, old)))
    bottom = top + len(bands) * pitch
    shapes.extend(Line(x, top, x, bottom, Role.AXIS) for x in (left, right))
    for line, parts in enumerate(foot):
        x = 0.0
        for words, key in parts:
            y = bottom + line * _FOOT
            shapes.append(Text(x, y + _FOOT / 2 + 2, words, Role.MUTED if not key else Role.TEXT))
            if key:
                regions.append(Region(x, y + 2, text_width(words), _FOOT, key, words))
            x += text_width(words)
    return Drawing(width, max(height, bottom + len(foot) * _FOOT), tuple(shapes), tuple(regions))


def _bar(
    figure: Figure, old: Figure | None, edge: float, way: int, y: float, pitch: float, scale: float
) -> list[Shape]:
    """One bar from the middle outwards with its number at its end."""
    length = figure.numerator * scale
    inner = max(pitch * 0.12, 0.5)
    shapes: list[Shape] = []
    if length:
        x = edge if way > 0 else edge - length
        shapes.append(Rect(x, y + inner, length, pitch - 2 * inner, Paint(Role.FIRST if way < 0 else Role.SECOND)))
    reach = length
    if old is not None and old.numerator:
        far = old.numerator * scale
        x = edge if way > 0 else edge - far
        shapes.append(Rect(x, y + inner, far, pitch - 2 * inner, Paint(Role.BEFORE, solid=False)))
        reach = max(reach, far)
    if figure.numerator:
        anchor = Anchor.START if way > 0 else Anchor.END
        shapes.append(Text(edge + way * (reach + _GAP), y + pitch / 2, str(figure.numerator), anchor=anchor))
    return shapes


def _foot(now: Structure, before: Structure | None, width: float) -> list[list[tuple[str, str]]]:
    """Lines of (words, key) under the pyramid: who is not in it, and what the outlines are."""
    lines: list[list[tuple[str, str]]] = []
    apart = [figure for figure in (now.no_sex, now.no_birth, now.unborn) if figure.numerator]
    if apart:
        parts = [("没有画进图里的:", ""), *((f"{one.title}{one.numerator}人", one.key) for one in apart)]
        line: list[tuple[str, str]] = []
        for words, key in parts:
            between = [("  ", "")] if len(line) > 1 else []
            if line and sum(text_width(said) for said, _ in [*line, *between, (words, key)]) > width:
                lines.append(line)
                line, between = [], []
            line += [*between, (words, key)]
        lines.append(line)
    if before is not None:
        lines.append([(f"虚线框是{chinese_date(before.as_of)}的人数", "")])
    return lines


def _said(figure: Figure, old: Figure | None) -> str:
    before = "" if old is None else f",那一天{old.numerator}人"
    return f"{figure.title} {figure.numerator}人,占居民的{figure.percent}{before}"


def _sum(figures: Iterable[Figure]) -> int:
    return sum(figure.numerator for figure in figures)


def _counts(band: Band) -> tuple[int, int]:
    return band.men.numerator, band.women.numerator


def _people(band: Band) -> int:
    return sum(_counts(band))
