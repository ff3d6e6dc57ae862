"""A drawing on the screen: sharp edges, hatches, its own colours in the dark, drawn once and then kept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.models.drawings import HATCHES, Drawing, Line, Paint, Polyline, Rect, Region, Role, Text
from app.ui import theme
from app.ui.widgets.drawing import DrawingView
from app.ui.widgets.drawing_hand import colour_of, paint_drawing, unit

REGIONS = (
    Region(0, 0, 40, 40, "a", "第一格"),
    Region(50, 0, 40, 40, "b", "第二格"),
    Region(0, 50, 40, 40, "c", "第三格"),
    Region(50, 50, 40, 40, "", "没有名单"),
)


@pytest.fixture(autouse=True)
def _usual_look(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, theme.Look())
    yield
    theme.apply(qapp, theme.Look())


def painted(drawing: Drawing, ratio: float = 1.0, scale: float = 1.0) -> QImage:
    image = QImage(round(100 * ratio), round(100 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    paint_drawing(painter, drawing, scale, ratio)
    painter.end()
    return image


def colours(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_edges_are_sharp_on_every_screen(qapp: QApplication, ratio: float) -> None:
    bar = Rect(10.37, 20.61, 33.4, 11.7, Paint(Role.FIRST))
    assert colours(painted(Drawing(100, 100, (bar,)), ratio)) == {"#ffffff", colour_of(Role.FIRST).name()}


@pytest.mark.parametrize("name", [name for name in HATCHES if name])
def test_a_hatch_is_seen(qapp: QApplication, name: str) -> None:
    plain = painted(Drawing(100, 100, (Rect(10, 10, 60, 60, Paint(Role.FIRST)),)))
    hatched = painted(Drawing(100, 100, (Rect(10, 10, 60, 60, Paint(Role.FIRST, name)),)))
    assert len(colours(hatched)) > len(colours(plain))
    assert hatched.pixelColor(5, 5) == plain.pixelColor(5, 5)
    assert hatched.pixelColor(75, 40) == plain.pixelColor(75, 40), "it leaves its bar"


def test_every_shape_is_drawn_light_and_dark(qapp: QApplication) -> None:
    shapes = (
        Line(5, 5, 90, 5, Role.AXIS),
        Line(5, 10, 90, 30, Role.ACCENT, dashed=True),
        Polyline(((5, 50), (40, 30), (90, 45)), Role.SECOND),
        Polyline(((5, 90), (5, 70), (90, 60), (90, 90)), paint=Paint(Role.FIRST, colour="#3FA34D", pale=True)),
        Rect(50, 70, 20, 10, Paint(Role.BEFORE, solid=False)),
        Text(5, 95, "人口", Role.MUTED),
    )
    for shape in shapes:
        for look in (theme.Look(), theme.Look(dark=True)):
            theme.apply(qapp, look)
            assert len(colours(painted(Drawing(100, 100, (shape,))))) > 1, shape


def test_series_stand_out_from_the_card_in_both_looks(qapp: QApplication) -> None:
    from app.ui.widgets.tiles import luminance

    for look in (theme.Look(), theme.Look(dark=True)):
        theme.apply(qapp, look)
        ground = luminance(look.colour("card")) + 0.05
        for role in (Role.FIRST, Role.SECOND, Role.AXIS):
            own = luminance(colour_of(role)) + 0.05
            assert max(ground, own) / min(ground, own) >= 3.0, (role, look)


def test_it_is_drawn_once_and_kept(qtbot: QtBot) -> None:
    made: list[tuple[float, float]] = []

    def make(width: float, height: float) -> Drawing:
        made.append((width, height))
        return Drawing(width, max(height, 90.0), (), REGIONS)

    view = DrawingView("图", least=(100, 90))
    qtbot.addWidget(view)
    view.resize(200, 200)
    view.show_drawing(make)
    view.show()
    view.grab()
    before = len(made)
    for _ in range(5):
        view.grab()
    assert len(made) == before
    view.resize(300, 200)
    view.grab()
    assert len(made) > before


@pytest.fixture
def view(qtbot: QtBot) -> DrawingView:
    made = DrawingView("图", least=(100, 90))
    qtbot.addWidget(made)
    made.resize(round(100 * unit()), round(100 * unit()))
    made.show_drawing(lambda width, height: Drawing(width, max(height, 90.0), (), REGIONS))
    made.show()
    made.grab()
    return made


def move(view: DrawingView, x: float, y: float) -> None:
    at = QPointF(x * unit(), y * unit())
    none = Qt.MouseButton.NoButton
    view.mouseMoveEvent(
        QMouseEvent(QEvent.Type.MouseMove, at, view.mapToGlobal(at), none, none, Qt.KeyboardModifier.NoModifier)
    )


def test_arrows_reach_every_place_and_no_other(view: DrawingView, qtbot: QtBot) -> None:
    view.setFocus()
    view.choose(REGIONS[0])
    for key, wanted in (
        (Qt.Key.Key_Right, "b"),
        (Qt.Key.Key_Right, "b"),
        (Qt.Key.Key_Down, "c"),
        (Qt.Key.Key_Down, "c"),
        (Qt.Key.Key_Up, "a"),
        (Qt.Key.Key_End, "c"),
        (Qt.Key.Key_Home, "a"),
    ):
        qtbot.keyClick(view, key)
        assert view.chosen is not None
        assert view.chosen.key == wanted, key
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Space)
    assert opened.args == ["a"]


def test_the_pointer_is_told_what_it_is_at(view: DrawingView) -> None:
    view.leaveEvent(QEvent(QEvent.Type.Leave))  # without a screen, the pointer lies in the corner
    plain = view.grab().toImage()
    move(view, 70, 10)
    assert view.cursor().shape() is Qt.CursorShape.PointingHandCursor
    assert view.grab().toImage() != plain
    move(view, 70, 70)
    assert view.cursor().shape() is Qt.CursorShape.ArrowCursor
    view.leaveEvent(QEvent(QEvent.Type.Leave))
    assert view.grab().toImage() == plain


def test_a_place_without_names_opens_nothing(view: DrawingView, qtbot: QtBot) -> None:
    seen: list[str] = []
    view.opened.connect(seen.append)
    for region in REGIONS:
        middle = QPoint(round((region.x + 20) * unit()), round((region.y + 20) * unit()))
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=middle)
    assert seen == ["a", "b", "c"]


def test_the_chosen_place_stays_when_the_picture_changes(view: DrawingView) -> None:
    view.choose(REGIONS[1])
    moved = (REGIONS[0], Region(60, 5, 30, 30, "b", "第二格,新的"))
    view.show_drawing(lambda width, height: Drawing(width, max(height, 90.0), (), moved))
    assert view.chosen == moved[1]
    view.show_drawing(lambda width, height: Drawing(width, max(height, 90.0), (), ()))
    assert view.chosen is None
