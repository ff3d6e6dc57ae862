"""From figures to drawings. Pure: the same figures in the same room give the same shapes, on the screen and on paper.

Room is given in units of `app.models.drawings` (the body text is 14 units high). Nothing is told by colour alone:
bars and lines carry their names and numbers, or a hatch.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.models.drawings import (
    TEXT,
    Anchor,
    Drawing,
    Line,
    Mark,
    Paint,
    Polyline,
    Rect,
    Region,
    Role,
    Series,
    Shape,
    Text,
)

_LINE = 20.0  # a line of words
_GAP = 6.0
_DOT = 5.0


def text_width(words: str, size: float = TEXT) -> float:
    """About how wide words stand: a Chinese character is square, a digit or a letter a little over half of that."""
    return size * sum(1.0 if char > "\u2e7f" else 0.62 for char in words)


def steps_to(most: int, room: int = 4) -> tuple[int, ...]:
    """Round numbers for an axis from 0 to at least `most`, in at most `room` steps: 1, 2 or 5 times a power of ten."""
    step = 1
    while step * room < most:
        step = _next_step(step)
    return tuple(range(0, max(-(-most // step), 1) * step + 1, step))


def _next_step(step: int) -> int:
    first = int(str(step)[0])
    return step * 2 if first in (1, 5) else step // 2 * 5


def trend(series: Sequence[Series], width: float, height: float, *, title: str = "") -> Drawing:
    """Lines over time; all series have the same marks' names. A series is named at its end; the second is dashed.

    Each mark with a key is a region of the whole height, so that a month is easily hit.
    """
    shapes: list[Shape] = []
    regions: list[Region] = []
    top = _GAP
    if title:
        shapes.append(Text(0.0, top + _LINE / 2, title, bold=True))
        top += _LINE + _GAP
    names = [mark.name for mark in series[0].marks] if series else []
    known = [mark.value for one in series for mark in one.marks if mark.value is not None]
    steps = steps_to(max(known, default=0))
    left = max(text_width(str(step)) for step in steps) + _GAP
    ends = max((text_width(_end_words(one, len(series))) for one in series), default=0.0)
    right = width - ends - 2 * _GAP
    bottom = height - _LINE - _GAP
    scale = (bottom - top - TEXT / 2) / steps[-1]
    for step in steps:
        y = bottom - step * scale
        shapes.append(Line(left, y, right, y, Role.AXIS if step == 0 else Role.LINE))
        shapes.append(Text(left - _GAP, y, str(step), Role.MUTED, Anchor.END))
    xs = _places(len(names), left, right)
    shapes.extend(_names(names, xs, bottom + _GAP + _LINE / 2))
    for place, one in enumerate(series):
        shapes.extend(_line(one, xs, bottom, scale, dashed=place > 0))
    shapes.extend(_ends(series, xs, bottom, scale, right + _GAP))
    half = (xs[1] - xs[0]) / 2 if len(xs) > 1 else (right - left) / 2
    for place, x in enumerate(xs):
        mark = series[0].marks[place]
        if mark.key:
            said = ",".join(f"{one.title}{_number(one.marks[place])}" for one in series)
            start, end = max(x - half, left), min(x + half, right)
            regions.append(Region(start, top, end - start, bottom - top, mark.key, f"{mark.name}:{said}"))
    return Drawing(width, height, tuple(shapes), tuple(regions))


def _line(one: Series, xs: Sequence[float], bottom: float, scale: float, *, dashed: bool) -> list[Shape]:
    """A line with gaps where nothing is known; a value alone between two gaps is a dot."""
    runs: list[list[tuple[float, float]]] = [[]]
    for x, mark in zip(xs, one.marks, strict=True):
        if mark.value is None:
            runs.append([])
        else:
            runs[-1].append((x, bottom - mark.value * scale))
    shapes: list[Shape] = []
    for run in runs:
        if len(run) > 1:
            shapes.append(Polyline(tuple(run), one.paint.role, dashed=dashed))
        elif run:
            ((x, y),) = run
            shapes.append(Rect(x - _DOT / 2, y - _DOT / 2, _DOT, _DOT, Paint(one.paint.role)))
    return shapes


def _end_words(one: Series, count: int) -> str:
    number = _number(one.marks[-1]) if one.marks else ""
    return f"{one.title} {number}" if count > 1 else number


def _number(mark: Mark) -> str:
    return "未登记" if mark.value is None else f"{mark.value}{mark.note and f'({mark.note})'}"


def _places(count: int, left: float, right: float) -> list[float]:
    if count < 2:
        return [(left + right) / 2] * count
    return [left + (right - left) * place / (count - 1) for place in range(count)]


def _names(names: Sequence[str], xs: Sequence[float], y: float) -> list[Text]:
    """As many names as stand clear of each other, the last one always among them."""
    widest = max(map(text_width, names), default=0.0) + 2 * _GAP
    apart = (xs[1] - xs[0]) if len(xs) > 1 else widest
    every = max(1, -(-int(widest) // max(int(apart), 1)))
    kept = range(len(names) - 1, -1, -every)
    return [Text(xs[place], y, names[place], Role.MUTED, Anchor.MIDDLE) for place in sorted(kept)]


def _ends(series: Sequence[Series], xs: Sequence[float], bottom: float, scale: float, x: float) -> list[Text]:
    """The name and last number of each line beside its end, moved apart where they would touch."""
    wanted = sorted(
        ((bottom - (one.marks[-1].value or 0) * scale, _end_words(one, len(series))) for one in series if one.marks),
        key=lambda item: item[0],
    )
    ys = [y for y, _ in wanted]
    for place in range(1, len(ys)):
        ys[place] = max(ys[place], ys[place - 1] + TEXT + 2)
    for place in reversed(range(len(ys))):
        ys[place] = min(ys[place], ys[place + 1] - TEXT - 2 if place + 1 < len(ys) else bottom)
    return [Text(x, y, words) for y, (_, words) in zip(ys, wanted, strict=True)] if xs else []


def lines_of_words(sentences: Sequence[str], width: float) -> Drawing:
    """Quiet remarks one under the other, each broken where the room ends."""
    shapes: list[Shape] = []
    y = 0.0
    for sentence in sentences:
        for line in _broken(sentence, width):
            shapes.append(Text(0.0, y + _LINE / 2, line, Role.MUTED))
            y += _LINE
    return Drawing(width, y, tuple(shapes))


def _broken(sentence: str, width: float) -> list[str]:
    """Pieces that fit; a closing mark stays with what it closes."""
    pieces = [""]
    for char in sentence:
        if text_width(pieces[-1] + char) > width and char not in "，。、；：）,.;:)%":
            pieces.append("")
        pieces[-1] += char
    return pieces
