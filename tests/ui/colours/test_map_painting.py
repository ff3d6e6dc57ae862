"""What is really painted: stripes, marks, hatches, filters; on the screen and on paper."""

from __future__ import annotations

import itertools

import pytest
from pictures import building
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication

from app.models.colours import LABELS
from app.models.views import MapBuilding, MapDoor, MapFilter
from app.rules.elevation.choosing import matching
from app.rules.elevation.furniture import paint_building
from app.rules.elevation.painter import BADGE, SELECTED, stripes
from app.rules.elevation.paints import Look, luminance, make_look
from app.rules.elevation.placing import Placing, Rect
from app.rules.elevation.plan import Plan, make_plan
from app.rules.elevation.sizes import Sizes, wrap
from app.rules.legend import load_legend
from app.ui.colours.canvas import Canvas, keys_of
from app.ui.colours.hand import Hand

PARTY, AGED = 1 << 0, 1 << 2


def placing_of(plan: Plan, cell: int) -> Placing:
    sizes = Sizes(cell, 1.0)
    return Placing(plan, sizes, wrap(plan, sizes, 2000))


def plan_of(*buildings: MapBuilding) -> Plan:
    return make_plan(buildings)


def painted(plan: Plan, wanted: int = 0) -> list[int]:
    return keys_of(plan.masks(), matching(plan, plan.masks(), MapFilter(wanted)))


def screen(placing: Placing, look: Look, wanted: int = 0, keys: list[int] | None = None) -> QImage:
    image = QImage(placing.width, placing.height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    Canvas(placing, look, keys or painted(placing.plan, wanted), QFont()).paint(painter, Rect(*image.rect().getRect()))
    painter.end()
    return image


def colours_in(image: QImage, rect: QRect) -> list[str]:
    return [image.pixelColor(x, y).name() for x in range(rect.left(), rect.right() + 1) for y in (rect.top() + 1,)]


@pytest.fixture
def plan(qapp: QApplication) -> Plan:
    return plan_of(building("1", 2, 2, {"101": PARTY | AGED, "202": 1 << 5}))


def test_a_door_shows_all_its_labels_side_by_side_the_primary_first(plan: Plan) -> None:
    placing = placing_of(plan, 10)  # too small for hatch and mark: plain stripes
    rect = QRect(*placing.door_rect(0))
    image = screen(placing, make_look(load_legend()))
    row = [image.pixelColor(x, rect.center().y()).name() for x in range(rect.left(), rect.right() + 1)]
    assert row[0] == "#d7261e"
    assert row[-1] == "#f2c94c"
    assert set(row) == {"#d7261e", "#f2c94c"}


def test_a_door_without_labels_is_calm(plan: Plan) -> None:
    placing = placing_of(plan, 10)
    look = make_look(load_legend())
    centre = QPoint(*placing.door_rect(1).centre)
    assert screen(placing, look).pixelColor(centre) == QColor(look.calm)


@pytest.mark.parametrize("cell", [6, 18, 28, 64])
def test_the_screen_shows_what_the_painter_draws(plan: Plan, cell: int) -> None:
    """Buildings put together from pictures of doors are, pixel by pixel, the doors drawn one by one."""
    placing = placing_of(plan, cell)
    look = make_look(load_legend())
    drawn = QImage(placing.width, placing.height, QImage.Format.Format_RGB32)
    drawn.fill(QColor(look.paper))
    painter = QPainter(drawn)
    painter.setFont(QFont())
    for number, tile in enumerate(placing.tiles):
        paint_building(Hand(painter), look, placing, painted(plan), number, (tile.x, tile.y))
    painter.end()
    shown = screen(placing, look)
    for door in range(len(plan.doors)):
        rect = QRect(*placing.door_rect(door))
        assert shown.copy(rect) == drawn.copy(rect), plan.doors[door].room


def test_without_colour_every_label_has_a_look_of_its_own(qapp: QApplication) -> None:
    rooms = {f"1{n + 1:02d}": 1 << n for n in range(7)}
    plan = plan_of(building("1", 1, 7, rooms))
    look = make_look(load_legend(), monochrome=True)
    placing = placing_of(plan, 20)
    image = screen(placing, look)
    cells = [image.copy(*placing.door_rect(n)) for n in range(7)]
    assert all(one != other for n, one in enumerate(cells) for other in cells[n + 1 :])
    marked = screen(placing_of(plan, 64), look)
    greys = {
        marked.pixelColor(x, y).saturation() for x in range(0, marked.width(), 3) for y in range(0, marked.height(), 3)
    }
    assert greys == {0}


def test_hatches_differ_even_where_the_mark_has_no_room(qapp: QApplication) -> None:
    """Two colours of equal grey would be one to a photocopier: their hatches are not."""
    rooms = {"101": 0b1111111, "102": 0b0111111}
    plan = plan_of(building("1", 1, 2, rooms))
    image = screen(placing_of(plan, 60), make_look(load_legend(), monochrome=True))
    assert not image.isNull()
    look = make_look(load_legend())
    assert len({ink.hatch for ink in look.inks}) == len(LABELS)


def test_doors_that_the_filter_leaves_out_step_back(plan: Plan) -> None:
    look = make_look(load_legend())
    placing = placing_of(plan, 10)
    image = screen(placing, look, wanted=1 << 5)
    assert image.pixelColor(QPoint(*placing.door_rect(0).centre)) == QColor(look.dimmed)
    assert image.pixelColor(QPoint(*placing.door_rect(3).centre)) == QColor("#2f6fde")


@pytest.mark.parametrize("dark", [False, True])
def test_marks_stand_out_from_their_ground(qapp: QApplication, dark: bool) -> None:
    for ink in make_look(load_legend(), dark=dark).inks:
        light, dull = sorted((luminance(ink.text), luminance(ink.ground)), reverse=True)
        assert (light + 0.05) / (dull + 0.05) >= 4.5, ink.mark


def test_stripes_share_the_width_and_leave_no_gap(qapp: QApplication) -> None:
    look = make_look(load_legend())
    for mask in range(1, 128):
        parts = [stripe.box for stripe in stripes(look, mask, (5, 0, 37, 20))]
        assert parts[0][0] == 5
        assert all(one[0] + one[2] == other[0] for one, other in itertools.pairwise(parts))
        assert parts[-1][0] + parts[-1][2] == 42
        assert max(p[2] for p in parts) - min(p[2] for p in parts) <= 1


def image_of(canvas: Canvas) -> QImage:
    placing = canvas.placing
    image = QImage(placing.width, placing.height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    canvas.paint(painter, Rect(0, 0, placing.width, placing.height))
    painter.end()
    return image


def cellar() -> MapBuilding:
    doors = [MapDoor(90 + n, "1", f"B{n}01", -n, 1, 0) for n in (1, 2)] + [MapDoor(95, "1", "101", 1, 1, PARTY)]
    return MapBuilding("大院小区", "9", tuple(doors))


@pytest.mark.parametrize("cell", [6, 18, 28, 64])
@pytest.mark.parametrize("monochrome", [False, True])
def test_recoloured_is_as_good_as_painted_anew(qapp: QApplication, cell: int, monochrome: bool) -> None:
    """Only what changed is painted, and the picture is the same to the pixel."""
    plan = plan_of(building("1", 3, 2, {"101": PARTY | AGED, "202": 1 << 5}), cellar())
    look = make_look(load_legend(), monochrome=monochrome)
    before = painted(plan)
    masks = bytes([*plan.masks()[3:], *plan.masks()[:3]])
    after = keys_of(masks, b"\x01" * len(masks), {0: 3, 5: 12}, frozenset({1, 6}))
    placing = placing_of(plan, cell)
    canvas = Canvas(placing, look, list(before), QFont())
    image_of(canvas)
    canvas.recolour(list(after))
    anew = image_of(Canvas(placing, look, list(after), QFont()))
    assert image_of(canvas) == anew
    canvas.recolour(list(before))
    image_of(canvas)
    canvas.change({door: after[door] for door in range(len(plan.doors))})
    assert image_of(canvas) == anew


@pytest.mark.parametrize("cell", [6, 14, 28, 64])
@pytest.mark.parametrize(("dark", "monochrome"), [(False, False), (True, False), (False, True)])
def test_what_is_picked_out_and_what_is_hot_can_be_seen(
    qapp: QApplication, cell: int, dark: bool, monochrome: bool
) -> None:
    """At every zoom, in every look, on every door: with labels, without, and left out by the filter."""
    plan = plan_of(building("1", 1, 3, {"101": PARTY, "103": AGED}))
    look = make_look(load_legend(), dark=dark, monochrome=monochrome)
    shown = bytes([1, 1, 0])
    placing = placing_of(plan, cell)
    plain = image_of(Canvas(placing, look, keys_of(plan.masks(), shown), QFont()))
    picked = keys_of(plan.masks(), shown, {}, frozenset({0, 1, 2}))
    hot = keys_of(plan.masks(), shown, {0: 4, 1: 99})
    for door in range(3):
        rect = placing.door_rect(door)
        assert image_of(Canvas(placing, look, picked, QFont())).copy(*rect) != plain.copy(*rect)
    for door in (0, 1):
        rect = placing.door_rect(door)
        assert image_of(Canvas(placing, look, hot, QFont())).copy(*rect) != plain.copy(*rect)


def test_a_picked_door_keeps_its_colours(plan: Plan) -> None:
    placing = placing_of(plan, 28)
    look = make_look(load_legend())
    keys = keys_of(plan.masks(), b"\x01" * len(plan.doors), {}, frozenset({0}))
    image = image_of(Canvas(placing, look, keys, QFont()))
    x, y, w, h = placing.door_rect(0)
    inner = {image.pixelColor(px, py).name() for px in range(x, x + w) for py in range(y, y + h)}
    assert {"#d7261e", "#f2c94c"} <= inner


def test_numbers_in_the_corner_end_at_nine_and_more(qapp: QApplication) -> None:
    assert keys_of(b"\x00", b"\x01", {0: 9})[0] == 9 * BADGE
    assert keys_of(b"\x00", b"\x01", {0: 10})[0] == keys_of(b"\x00", b"\x01", {0: 250})[0] == 10 * BADGE
    assert keys_of(b"\x04", b"\x00", {}, frozenset({0}))[0] == 4 | 128 | SELECTED
