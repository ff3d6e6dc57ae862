"""调整布局 in the window: doors are moved by hand and by key, renamed, put together, divided."""

from __future__ import annotations

from datetime import date

import pytest
from chinese import english_in
from maps import Hand, Run
from PySide6.QtCore import QPoint, Qt
from windows import Settle

from app import services
from app.models.households import DoorKey, HouseholdDraft, ResidentDraft
from app.rules.elevation.placing import Rect
from app.ui.colours.layout_forms import DivideForm, RenameForm, UniteForm
from app.ui.colours.page import ColoursPage
from app.ui.main_window import MainWindow

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def laying(page: ColoursPage, window: MainWindow, settle: Settle) -> ColoursPage:
    page.lay_button.click()
    settle(window)
    return page


def cell(page: ColoursPage, column: int, floor: int) -> QPoint:
    """The middle of a cell of the building that is laid out."""
    assert page.map.placing is not None
    row = page.map.scene.plan.buildings[0].numbers.index(floor)
    return page.map.in_window(Rect(*page.map.placing.cell_rect(0, column, row))).center()


def place(page: ColoursPage, room: str) -> tuple[int, int]:
    return next((door.floor, door.slot) for door in page.map.scene.plan.doors if door.room == room)


def test_the_only_building_is_laid_out_at_once_with_room_around_it(laying: ColoursPage) -> None:
    assert laying.map.scene.shown.building == ("大院", "1")
    assert laying.map.scene.plan.buildings[0].numbers == (7, 6, 5, 4, 3, 2, 1, -1)
    assert laying.layout_panel.isVisible()
    assert not laying.months.isEnabled()


def test_a_filter_is_taken_off_before_doors_are_moved(page: ColoursPage, window: MainWindow, settle: Settle) -> None:
    page.filters.press(1)
    settle(window)
    assert page.map.scene.shown.narrows
    page.lay_button.click()
    settle(window)
    assert page.map.laying
    assert not page.map.scene.shown.narrows
    assert page.map.scene.shown.building == ("大院", "1")


def test_of_several_buildings_one_must_be_pointed_at(page: ColoursPage, hand: Hand, run: Run) -> None:
    run(lambda office: services.households.save_household(office, HouseholdDraft(DoorKey("大院", "2", "1", "101"))))
    page.lay_button.click()
    assert not page.map.laying
    assert not page.lay_button.isChecked()
    page.map.choose_building(1)
    page.lay_button.click()
    assert page.map.laying
    assert page.layout_panel.title.text() == "调整布局:2栋"


def test_a_door_is_dragged_to_another_floor_and_back_by_undo(
    laying: ColoursPage, hand: Hand, window: MainWindow, settle: Settle, run: Run
) -> None:
    hand.drag(hand.at("101"), cell(laying, 1, 7))
    settle(window)
    assert place(laying, "101") == (7, 2)
    assert laying.map.chosen == hand.door("101")
    run(lambda office: services.journal.undo(office))
    assert place(laying, "101") == (1, 1)


def test_dragged_onto_another_door_both_change_places(
    laying: ColoursPage, hand: Hand, window: MainWindow, settle: Settle
) -> None:
    hand.drag(hand.at("101"), hand.at("601"))
    settle(window)
    assert (place(laying, "101"), place(laying, "601")) == ((6, 1), (1, 1))


def test_keys_move_a_door_cell_by_cell(laying: ColoursPage, hand: Hand, window: MainWindow, settle: Settle) -> None:
    hand.click("301")
    hand.press(Qt.Key.Key_Right, ALT)
    settle(window)
    hand.press(Qt.Key.Key_Up, ALT)
    settle(window)
    assert place(laying, "301") == (4, 2)
    assert laying.layout_panel.floor.value() == 4


def test_a_floor_that_is_not_there_is_refused_in_words(
    laying: ColoursPage, hand: Hand, window: MainWindow, settle: Settle
) -> None:
    hand.click("301")
    laying.layout_panel.floor.setValue(12)
    laying.layout_panel.put_button.click()
    settle(window)
    words = laying.layout_panel.message.text()
    assert "没有 12 层" in words
    assert "请先新增这一层的一户(如 1201 室)" in words
    assert place(laying, "301") == (3, 1)
    laying.layout_panel.floor.setValue(4)
    laying.layout_panel.place_in_floor.setValue(3)
    hand.press(Qt.Key.Key_Return, CONTROL)
    settle(window)
    assert place(laying, "301") == (4, 3)
    laying.layout_panel.home_button.click()
    settle(window)
    assert place(laying, "301") == (3, 1)


def test_another_unit_is_refused_with_the_way_to_go(
    page: ColoursPage, hand: Hand, run: Run, window: MainWindow, settle: Settle
) -> None:
    run(lambda office: services.households.save_household(office, HouseholdDraft(DoorKey("大院", "1", "2", "109"))))
    page.lay_button.click()
    settle(window)
    hand.drag(hand.at("101"), hand.at("109"))
    assert "F2" in page.layout_panel.message.text()


def test_a_door_is_renamed(laying: ColoursPage, hand: Hand, window: MainWindow, settle: Settle) -> None:
    hand.click("301")
    laying.layout_panel.rename_button.click()
    form = laying.layout_panel.form
    assert isinstance(form, RenameForm)
    assert english_in(laying) == []
    form.room.set_text("201")
    form.save()
    settle(window)
    assert "已经有了" in form.message.text()
    form.room.set_text("303室")
    form.save()
    settle(window)
    assert laying.layout_panel.form is None
    assert place(laying, "303") == (3, 3)


def test_a_whole_building_is_renamed_and_stays_in_sight(
    laying: ColoursPage, hand: Hand, window: MainWindow, settle: Settle, run: Run
) -> None:
    hand.click("301")
    laying.layout_panel.rename_button.click()
    form = laying.layout_panel.form
    assert isinstance(form, RenameForm)
    form.scope.set_text("整栋楼都改")
    form.scope.edited.emit()
    form.building.set_text("综合楼")
    form.save()
    settle(window)
    picture = run(lambda office: services.colours.picture(office, date(2026, 11, 21)))
    assert [(one.building, len(one.doors)) for one in picture.buildings] == [("综合楼", 6)]
    assert laying.map.scene.shown.building == ("大院", "综合楼")
    assert laying.map.laying
    assert laying.layout_panel.title.text() == "调整布局:综合楼"


def test_two_doors_become_one(page: ColoursPage, hand: Hand, window: MainWindow, settle: Settle, run: Run) -> None:
    key = DoorKey("大院", "1", "1", "102")
    (other,) = run(lambda office: services.households.save_household(office, HouseholdDraft(key))).household_ids
    since = date(2020, 1, 1)
    for household, name in ((other, "孙桂兰"), (hand.household("101"), "钱秀英")):
        draft = ResidentDraft(name, relation="户主", since=since)
        run(lambda office, a=household, b=draft: services.households.save_resident(office, a, b))
    page.lay_button.click()
    settle(window)
    hand.click("101")
    page.layout_panel.unite_button.click()
    settle(window)
    form = page.layout_panel.form
    assert isinstance(form, UniteForm)
    assert form.other.text() == "1栋1单元102室"
    assert form.relation.isVisible()
    assert form.relation.caption.text() == "孙桂兰与户主钱秀英的关系"
    assert english_in(page) == []
    form.relation.set_text("亲属")
    form.save()
    settle(window)
    assert "102" not in [door.room for door in page.map.scene.plan.doors]
    card = run(lambda office: services.households.card(office, hand.household("101")))
    assert {(one.resident.name, one.residency.relation) for one in card.record.members} >= {
        ("孙桂兰", "亲属"), ("钱秀英", "户主"),
    }  # fmt: skip
    run(lambda office: services.journal.undo(office))
    assert "102" in [door.room for door in page.map.scene.plan.doors]


def test_one_door_becomes_two(laying: ColoursPage, hand: Hand, window: MainWindow, settle: Settle, run: Run) -> None:
    for name in ("孙桂兰", "钱秀英"):
        draft = ResidentDraft(name, relation="户主" if name == "孙桂兰" else "子", since=date(2020, 1, 1))
        run(lambda office, one=draft: services.households.save_resident(office, hand.household("201"), one))
    hand.click("201")
    laying.layout_panel.divide_button.click()
    settle(window)
    form = laying.layout_panel.form
    assert isinstance(form, DivideForm)
    assert english_in(laying) == []
    form.movers.tick("钱秀英")
    form.save()
    settle(window)
    assert laying.layout_panel.form is None, form.message.text()
    assert place(laying, "201A") == (2, 1)
    row = [door.room for door in laying.map.scene.plan.doors if door.floor == 2]
    assert row == ["201", "201A"]
    card = run(lambda office: services.households.card(office, hand.household("201A")))
    assert [(one.resident.name, one.residency.relation) for one in card.record.members] == [("钱秀英", "户主")]
    run(lambda office: services.journal.undo(office))
    assert "201A" not in [door.room for door in laying.map.scene.plan.doors]


def test_an_empty_part_is_divided_off(laying: ColoursPage, hand: Hand, window: MainWindow, settle: Settle) -> None:
    hand.click("601")
    laying.layout_panel.divide_button.click()
    settle(window)
    form = laying.layout_panel.form
    assert isinstance(form, DivideForm)
    assert not form.movers.isVisible()
    form.use.set_text("空置")
    form.save()
    settle(window)
    assert place(laying, "601A") == (6, 1)


def test_escape_ends_the_layout_then_leaves_the_building(laying: ColoursPage, hand: Hand) -> None:
    hand.press(Qt.Key.Key_Escape)
    assert not laying.map.laying
    assert laying.layout_panel.isHidden()
    assert laying.months.isEnabled()
    assert laying.map.scene.shown.building == ("大院", "1")
    hand.press(Qt.Key.Key_Escape)
    assert laying.map.scene.shown.building is None


def test_a_form_with_unsaved_words_is_told_before_closing(laying: ColoursPage, hand: Hand) -> None:
    hand.click("301")
    laying.layout_panel.rename_button.click()
    form = laying.layout_panel.form
    assert isinstance(form, RenameForm)
    form.room.edited.emit()
    assert laying.unsaved().startswith("改门牌")
