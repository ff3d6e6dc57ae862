"""Painting 10,000 doors at 1366x768, offscreen raster, beside a colour grid: one image and one run of glyphs."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from datetime import date

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QGlyphRun, QGuiApplication, QImage, QPainter, QRawFont

from app.models.colours import LABELS
from app.models.views import MapBuilding, MapDoor, MapFilter, MapPicture
from app.rules.elevation import choosing
from app.rules.elevation.paints import make_look
from app.rules.elevation.placing import Placing, Rect
from app.rules.elevation.plan import make_plan
from app.rules.elevation.sizes import Sizes, fit
from app.rules.legend import load_legend
from app.ui.colours.canvas import Canvas, keys_of
from app.ui.colours.scene import Scene

WIDTH, HEIGHT = 1366, 768
SIGHT = Rect(0, 0, WIDTH, HEIGHT)
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
        number = len(buildings) + 1
        grid = f"第{'一二三四五六'[number % 6]}网格"
        row = []
        for unit, floor, slot in places[: doors - made]:
            made += 1
            mask = sum(1 << n for n, share in enumerate(_SHARES) if chance.random() < share)
            row.append(MapDoor(made, str(unit), f"{floor}{slot:02d}", floor, slot, mask, grid))
            for n, label in enumerate(LABELS):
                counts[label] += mask >> n & 1
        buildings.append(MapBuilding("大院小区", str(number), tuple(row)))
    distinct = sum(bool(door.labels) for one in buildings for door in one.doors)
    return MapPicture(date(2026, 10, 31), tuple(buildings), load_legend(), counts, distinct, made)


def pairs() -> list[Pair]:
    """(name, ours, floor, most times the floor; or most seconds where there is no floor)."""
    _keep.append(QGuiApplication.instance() or QGuiApplication(["bench", "-platform", "offscreen"]))
    font = QFont(QGuiApplication.font())
    font.setPixelSize(14)
    return _ten_thousand(font) + _forty_thousand(font)


def _ten_thousand(font: QFont) -> list[Pair]:
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    scene = _scene(10_000)
    look = make_look(scene.picture.legend if scene.picture else ())
    sizes, lines = fit(scene.plan, WIDTH, HEIGHT, 1.0)
    placing = Placing(scene.plan, sizes, lines)
    keys = scene.keys()
    held = Canvas(placing, look, keys, font)
    other = {door.household_id: door.labels ^ 1 for door in scene.plan.doors}
    days = [date(2026, 9, 30), date(2026, 10, 31)]
    hands = {"picked": 0}

    def repaint() -> None:
        _draw(image, Canvas(placing, look, keys, font))

    def cached() -> None:
        _draw(image, held)

    def month() -> None:
        """Every second time all doors change their colour."""
        days.reverse()
        scene.show_day(days[0], other if days[0].month == 9 else {})
        scene.counted()
        held.recolour(scene.keys())
        _draw(image, held)

    def pick() -> None:
        hands["picked"] += 1
        household = 1 + hands["picked"] % 10_000
        scene.selected ^= {household}
        door = scene.plan.door_of_household[household]
        held.change({door: scene.key(door)})
        _draw(image, held)

    def narrow() -> None:
        scene.show_filter(MapFilter(labels=scene.shown.labels ^ 4))
        scene.counted()
        held.recolour(scene.keys())
        _draw(image, held)

    floor = _floor(image, font)
    cached()
    return [
        ("painting: 10,000 doors, full repaint, times the floor", repaint, floor, 5.0),
        ("painting: 10,000 doors, full repaint, seconds", repaint, None, 0.020),
        ("painting: 10,000 doors, from held pictures, seconds", cached, None, 0.001),
        ("painting: 10,000 doors, one more is picked out, seconds", pick, None, 0.001),
        ("painting: 10,000 doors, another month, seconds", month, None, 0.050),
        ("painting: 10,000 doors, another filter, seconds", narrow, None, 0.050),
    ]


def _forty_thousand(font: QFont) -> list[Pair]:
    """A whole street office: nothing here may feel stuck."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    scene = _scene(40_000)
    assert scene.picture is not None
    picture = scene.picture
    look = make_look(picture.legend)
    sizes, lines = fit(scene.plan, WIDTH, HEIGHT, 1.0)
    placing = Placing(scene.plan, sizes, lines)
    held = Canvas(placing, look, scene.keys(), font)
    other = {door.household_id: door.labels ^ 1 for door in scene.plan.doors}
    days = [date(2026, 9, 30), date(2026, 10, 31)]
    spots = [(x, y) for x in range(0, WIDTH, 37) for y in range(0, HEIGHT, 29)]

    def show() -> None:
        scene.show_picture(picture)
        chosen, folded = fit(scene.plan, WIDTH, HEIGHT, 1.0)
        _draw(image, Canvas(Placing(scene.plan, chosen, folded), look, scene.keys(), font))

    def zoom() -> None:
        _draw(image, Canvas(Placing(scene.plan, Sizes(sizes.cell * 5 // 4, 1.0), lines), look, scene.keys(), font))

    def hover() -> None:
        """A thousand movements of the mouse, each with the picture copied once."""
        for x, y in spots[:1000]:
            placing.door_at(x, y)
        _draw(image, held)

    def month() -> None:
        days.reverse()
        scene.show_day(days[0], other if days[0].month == 9 else {})
        held.recolour(scene.keys())
        _draw(image, held)

    def count() -> None:
        choosing.counted(scene.plan, scene.masks, MapFilter(labels=4, grid="第一网格"), frozenset(range(0, 40_000, 9)))

    hover()
    return [
        ("painting: 40,000 doors, laid out, fitted, painted, seconds", show, None, 0.400),
        ("painting: 40,000 doors, a step of the zoom, seconds", zoom, None, 0.100),
        ("painting: 40,000 doors, 1,000 hovers and a copy, seconds", hover, None, 0.010),
        ("painting: 40,000 doors, another month, seconds", month, None, 0.100),
        ("painting: 40,000 doors, counts of a filter, seconds", count, None, 0.050),
    ]


def _scene(doors: int) -> Scene:
    scene = Scene()
    scene.show_picture(synthetic_picture(doors))
    assert keys_of(scene.masks, scene.found) == scene.keys()
    assert make_plan(scene.picture.buildings if scene.picture else ()).places == scene.plan.places
    return scene


def _draw(image: QImage, canvas: Canvas) -> None:
    painter = QPainter(image)
    canvas.paint(painter, SIGHT)
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
