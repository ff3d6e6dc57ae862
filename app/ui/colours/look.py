"""How doors look: colours, marks and hatches, on a light screen, a dark one, paper, and in black and white.

No colour is ever see-through: overlays are mixed beforehand, so that old printers draw them as they are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QLineF
from PySide6.QtGui import QColor

from app.models.colours import LABELS, LegendEntry
from app.ui.widgets.tiles import luminance, readable_on


@dataclass(frozen=True)
class Ink:
    """One label's paints: ground, the mark upon it, the lines of its hatch."""

    mark: str
    ground: QColor
    text: QColor
    line: QColor
    hatch: str
    rank: int


@dataclass(frozen=True)
class Look:
    """All paints of one picture; `inks[n]` belongs to the n-th label of LABELS. `weight`: pixels of a hatch line."""

    inks: tuple[Ink, ...]
    paper: QColor
    text: QColor
    faint: QColor
    calm: QColor  # a door without labels
    dimmed: QColor  # a door that the filter leaves out
    edge: QColor
    accent: QColor
    monochrome: bool
    weight: float

    def order(self, mask: int) -> list[int]:
        """Positions in LABELS of the labels in `mask`, primary first."""
        return sorted((n for n in range(len(LABELS)) if mask >> n & 1), key=lambda n: self.inks[n].rank)


def make_look(legend: tuple[LegendEntry, ...], *, dark: bool = False, monochrome: bool = False) -> Look:
    """The look for a screen (`dark` or light) or for paper (light)."""
    by_label = {entry.label: entry for entry in legend}
    inks = tuple(_ink(by_label[label], monochrome) for label in LABELS)
    if dark:
        look = Look(
            inks,
            paper=QColor("#1f2226"),
            text=QColor("#e8eaed"),
            faint=QColor("#a9b0b8"),
            calm=QColor("#474d55"),
            dimmed=QColor("#2a2e33"),
            edge=QColor("#5c646e"),
            accent=QColor("#ffffff"),
            monochrome=monochrome,
            weight=1.0,
        )
    else:
        look = Look(
            inks,
            paper=QColor("#ffffff"),
            text=QColor("#202124"),
            faint=QColor("#5f6368"),
            calm=QColor("#e3e6ea"),
            dimmed=QColor("#f5f6f7"),
            edge=QColor("#b4bac1"),
            accent=QColor("#111111"),
            monochrome=monochrome,
            weight=1.0,
        )
    if monochrome:
        white, black, grey = QColor("#ffffff"), QColor("#000000"), QColor("#8a8a8a")
        look = replace(
            look, paper=white, text=black, faint=QColor("#444444"), calm=white, dimmed=white, edge=grey, accent=black
        )
    return look


def _ink(entry: LegendEntry, monochrome: bool) -> Ink:
    if monochrome:
        white, black = QColor("#ffffff"), QColor("#000000")
        return Ink(entry.mark, white, black, black, entry.hatch, entry.rank)
    ground = QColor(entry.colour)
    text = readable_on(ground)
    over = QColor("#ffffff") if luminance(text) > 0.5 else QColor("#000000")
    return Ink(entry.mark, ground, text, mix(ground, over, 0.22), entry.hatch, entry.rank)


def mix(ground: QColor, over: QColor, share: float) -> QColor:
    """`over` laid upon `ground` with the given share, as one opaque colour."""
    return QColor.fromRgbF(
        ground.redF() * (1 - share) + over.redF() * share,
        ground.greenF() * (1 - share) + over.greenF() * share,
        ground.blueF() * (1 - share) + over.blueF() * share,
    )


def hatch_lines(kind: str, x: float, y: float, w: float, h: float, period: float) -> list[QLineF]:
    """The lines of one hatch within a rectangle, cut at its edges. Dots are very short lines."""
    if kind == "grid":
        return hatch_lines("horizontal", x, y, w, h, period) + hatch_lines("vertical", x, y, w, h, period)
    if kind == "cross":
        return hatch_lines("forward", x, y, w, h, period) + hatch_lines("back", x, y, w, h, period)
    lines: list[QLineF] = []
    at = period / 2
    if kind == "horizontal":
        while at < h:
            lines.append(QLineF(x, y + at, x + w - 1, y + at))
            at += period
    elif kind == "vertical":
        while at < w:
            lines.append(QLineF(x + at, y, x + at, y + h - 1))
            at += period
    elif kind == "dots":
        _dots(lines, x, y, w, h, period)
    elif kind in ("forward", "back"):
        _diagonals(lines, kind == "forward", (x, y, w - 1, h - 1), round(period * 1.4))
    return lines


def _dots(lines: list[QLineF], x: float, y: float, w: float, h: float, period: float) -> None:
    down, shifted = period / 2, False
    while down < h:
        along = period / 2 + (period / 2 if shifted else 0)
        while along < w - 1:
            lines.append(QLineF(x + along, y + down, x + along + 1, y + down))
            along += period
        down += period / 2
        shifted = not shifted


def _diagonals(lines: list[QLineF], rising: bool, box: tuple[float, float, float, float], period: int) -> None:
    x, y, w, h = box
    at = float(period // 2)  # whole steps: a line between pixels would leave the box by one
    while at < w + h:
        near = (min(at, w), max(0.0, at - w))  # where x + y = at leaves the box on the upper right
        far = (max(0.0, at - h), min(at, h))  # and on the lower left
        if rising:
            lines.append(QLineF(x + near[0], y + near[1], x + far[0], y + far[1]))
        else:
            lines.append(QLineF(x + w - near[0], y + near[1], x + w - far[0], y + far[1]))
        at += period
