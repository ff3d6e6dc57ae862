"""Picking doors out on the map, and what is done with them."""

from __future__ import annotations

import pytest
from chinese import english_in
from maps import Hand, Run
from PySide6.QtCore import QPoint, Qt
from windows import Settle

from app import services
from app.ui.colours.grid_dialog import GridDialog
from app.ui.colours.page import ColoursPage
from app.ui.main_window import MainWindow
from app.ui.widgets.exporting import ExportDialog

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
OFFSCREEN = pytest.mark.qt_log_ignore("This plugin does not support")  # windows without a screen


def test_control_click_picks_out_and_lets_go(page: ColoursPage, hand: Hand) -> None:
    hand.click("101", CONTROL)
    hand.click("301", CONTROL)
    assert hand.picked() == {"101", "301"}
    assert page.line.picked.text() == "已选 2 户"
    assert page.card.isHidden()
    hand.click("101", CONTROL)
    assert hand.picked() == {"301"}
    hand.press(Qt.Key.Key_Escape)
    assert hand.picked() == set()
    assert page.line.currentWidget().isAncestorOf(page.line.sentence)


def test_a_rectangle_picks_out_what_it_meets(page: ColoursPage, hand: Hand) -> None:
    start = page.map.door_rect(hand.door("501")).topLeft() + QPoint(-3, 3)
    end = page.map.door_rect(hand.door("301")).center()
    hand.drag(start, end, SHIFT)
    assert hand.picked() == {"501", "401", "301"}


def test_a_rectangle_leaves_out_what_the_filter_leaves_out(page: ColoursPage, hand: Hand) -> None:
    hand.press(Qt.Key.Key_6)
    rect = page.map.door_rect(hand.door("601")).united(page.map.door_rect(hand.door("101")))
    hand.drag(rect.topLeft() - QPoint(3, 3), rect.bottomRight(), SHIFT)
    assert hand.picked() == {"501"}


def test_shift_and_arrows_pick_out_the_way(page: ColoursPage, hand: Hand) -> None:
    hand.click("101")
    for _ in range(2):
        hand.press(Qt.Key.Key_Up, SHIFT)
    assert hand.picked() == {"101", "201", "301"}
    hand.press(Qt.Key.Key_Up)
    hand.press(Qt.Key.Key_Space)
    assert hand.picked() == {"101", "201", "301", "401"}


def test_everything_that_the_filter_shows_and_more_is_added(page: ColoursPage, hand: Hand) -> None:
    hand.press(Qt.Key.Key_6)
    hand.press(Qt.Key.Key_A, CONTROL)
    assert hand.picked() == {"501"}
    hand.press(Qt.Key.Key_6)
    hand.press(Qt.Key.Key_7)
    hand.press(Qt.Key.Key_A, CONTROL)
    assert hand.picked() == {"501", "601"}
    assert page.line.picked.text() == "已选 2 户(其中 1 户不在眼前的图上)"


def test_a_floor_a_unit_and_a_building_by_a_key(page: ColoursPage, hand: Hand) -> None:
    hand.click("201")
    hand.press(Qt.Key.Key_F)
    assert hand.picked() == {"201"}
    hand.press(Qt.Key.Key_U)
    assert len(hand.picked()) == 6
    page.map.show_picked(set())
    hand.click(page.map.title_rect(0).center(), CONTROL)
    assert len(hand.picked()) == 6
    page.map.show_picked(set())
    hand.press(Qt.Key.Key_B)
    assert len(hand.picked()) == 6


def test_a_click_on_the_floor_number_picks_the_floor(page: ColoursPage, hand: Hand) -> None:
    rect = page.map.door_rect(hand.door("301"))
    hand.click(QPoint(rect.left() - 8, rect.center().y()), CONTROL)
    assert hand.picked() == {"301"}


def test_what_is_picked_outlives_the_month_and_goes_with_its_door(page: ColoursPage, hand: Hand, run: Run) -> None:
    hand.press(Qt.Key.Key_A, CONTROL)
    page.months.step(-3)
    run(lambda office: office.clock.today())
    assert len(hand.picked()) == 6
    gone = hand.household("601")
    run(lambda office: services.households.remove_household(office, gone))
    assert len(hand.picked()) == 5
    assert gone not in page.map.scene.selected


@OFFSCREEN
def test_put_into_a_grid_in_one_change(
    page: ColoursPage, hand: Hand, window: MainWindow, settle: Settle, run: Run
) -> None:
    hand.click("501", CONTROL)
    hand.click("601", CONTROL)
    page.line.things_to_do[1].click()
    dialog = page.findChild(GridDialog)
    assert dialog is not None
    settle(window)
    assert english_in(dialog) == []
    dialog.name.setEditText("第二网格")
    dialog.put_button.click()
    settle(window)
    scene = page.map.scene
    assert {door.room for door in scene.plan.doors if door.grid == "第二网格"} == {"501", "601"}
    assert page.filters.grids.findText("第二网格") > 0
    run(lambda office: services.journal.undo(office))
    assert not any(door.grid == "第二网格" for door in scene.plan.doors)


@OFFSCREEN
def test_export_writes_just_these_doors(
    page: ColoursPage, hand: Hand, window: MainWindow, settle: Settle, tmp_path: object
) -> None:
    from pathlib import Path

    assert isinstance(tmp_path, Path)
    hand.click("101", CONTROL)
    hand.click("601", CONTROL)
    page.line.things_to_do[2].click()
    dialog = page.findChild(ExportDialog)
    assert dialog is not None
    dialog.kinds.button(2).setChecked(True)
    dialog.save_to(tmp_path / "选中.csv")
    settle(window)
    text = (tmp_path / "选中.csv").read_text(encoding="utf-8-sig")
    assert "大院1栋1单元101室" in text
    assert "大院1栋1单元601室" in text
    assert "201室" not in text
    dialog.close()


def test_the_menu_names_every_way_with_its_key(page: ColoursPage, hand: Hand) -> None:
    from app.ui.colours.menu import map_menu

    hand.click("301")
    menu = map_menu(page.map)
    words = {action.text().split("\t")[0]: action for action in menu.actions() if action.text()}
    assert all("\t" in action.text() for action in menu.actions() if action.text())
    words["选上这一栋"].trigger()
    assert len(hand.picked()) == 6
    words["一户也不选"].trigger()
    menu.close()


def test_visits_of_all_of_them_are_taken_down_on_one_page(
    page: ColoursPage, hand: Hand, window: MainWindow, settle: Settle
) -> None:
    hand.click("101", CONTROL)
    hand.click("301", CONTROL)
    page.line.things_to_do[0].click()
    settle(window)
    assert window.room is not None
    assert window.room.current is window.room.page("visits")
