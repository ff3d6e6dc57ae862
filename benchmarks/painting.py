"""Painting 10,000 doors at 1366x768, offscreen raster, beside a colour grid: one image and one run of glyphs."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from datetime import date

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QFont, QGlyphRun, QGuiApplication, QImage, QPainter, QRawFont

from app.models.colours import LABELS
from app.models.views import MapBuilding, MapDoor, MapPicture
from app.rules.legend import load_legend
from app.ui.colours.canvas import Canvas, keys_of
from app.ui.colours.look import make_look
from app.ui.colours.placing import Placing, fit
from app.ui.colours.plan import make_plan

WIDTH, HEIGHT = 1366, 768
Pair = tuple[str, Callable[[], object], Callable[[], object] | None, float]
_keep: list[object] = []  # the application lives as long as the pairs do
_SHARES = (0.14, 0.22, 0.13, 0.05, 0.05, 0.2, 0.06)


def synthetic_picture(doors: int, seed: int = 1) -> MapPicture:
    """A map of so many doors in buildings of many shapes, coloured about as the samples are."""
    chance = random.Random(seed)
    buildings: list[MapBuilding] = []
    counts = dict.fromkeys(LABELS, 0)
    made = 0
    while made < doors:
        units, floors, across = chance.choice((2, 3, 4)), chance.choice((6, 6, 7, 11, 18)), chance.choice((2, 2, 3, 4))
        places = [(u, f, s) for u in range(1, units + 1) for f in range(1, floors + 1) for s in range(1, across + 1)]
        row = []
        for unit, floor, slot in places[: doors - made]:
            made += 1
            mask = sum(1 << n for n, share in enumerate(_SHARES) if chance.random() < share)
            row.append(MapDoor(made, str(unit), f"{floor}{slot:02d}", floor, slot, mask))
            for n, label in enumerate(LABELS):
                counts[label] += mask >> n & 1
        number = len(buildings) + 1
        buildings.append(MapBuilding("大院小区", str(number), f"第{'一二三四五六'[number % 6]}网格", tuple(row)))
    distinct = sum(bool(door.labels) for one in buildings for door in one.doors)
    return MapPicture(date(2026, 10, 31), tuple(buildings), load_legend(), counts, distinct, made)


def pairs() -> list[Pair]:
    """(name, ours, floor, most times the floor; or most seconds where there is no floor)."""
    _keep.append(QGuiApplication.instance() or QGuiApplication(["bench", "-platform", "offscreen"]))
    font = QFont(QGuiApplication.font())
    font.setPixelSize(14)
    picture = synthetic_picture(10_000)
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    look = make_look(picture.legend)
    plan = make_plan(picture)
    sizes, lines = fit(plan, WIDTH, HEIGHT, 1.0)
    placing = Placing(plan, sizes, lines)
    keys = keys_of(plan.masks, 0)
    held = Canvas(placing, look, keys, font)

    def repaint() -> None:
        _draw(image, Canvas(placing, look, keys, font))

    def cached() -> None:
        _draw(image, held)

    def month() -> None:
        later = make_plan(picture)
        _draw(image, Canvas(Placing(later, sizes, lines), look, keys_of(later.masks, 0), font))

    floor = _floor(image, font)
    cached()
    return [
        ("painting: 10,000 doors, full repaint, times the floor", repaint, floor, 5.0),
        ("painting: 10,000 doors, full repaint, seconds", repaint, None, 0.020),
        ("painting: 10,000 doors, from held pictures, seconds", cached, None, 0.001),
        ("painting: 10,000 doors, another month, seconds", month, None, 0.050),
    ]


def _draw(image: QImage, canvas: Canvas) -> None:
    painter = QPainter(image)
    canvas.paint(painter, QRect(0, 0, WIDTH, HEIGHT))
    painter.end()


def _floor(image: QImage, font: QFont) -> Callable[[], None]:
    """10,000 colours as a 125 x 80 image drawn over the whole picture, and one character on each by one glyph run."""
    colours = [(0xFF000000 | (n * 2654435761 & 0xFFFFFF)).to_bytes(4, "little") for n in range(10_000)]
    data = b"".join(colours)
    raw = QRawFont.fromFont(font)
    glyph = next(iter(raw.glyphIndexesForString("8")))
    run = QGlyphRun()
    run.setRawFont(raw)
    run.setGlyphIndexes([glyph] * 10_000)
    across, down = WIDTH / 125, HEIGHT / 80
    run.setPositions([QPointF((n % 125) * across + 1, (n // 125 + 1) * down - 1) for n in range(10_000)])

    def draw() -> None:
        grid = QImage(data, 125, 80, 500, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        painter.drawImage(image.rect(), grid)
        painter.drawGlyphRun(QPointF(0, 0), run)
        painter.end()

    return draw
