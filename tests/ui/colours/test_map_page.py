"""七彩图 in the window: months, filters, keys, card, one building alone."""

from __future__ import annotations

from datetime import date

import pytest
from chinese import english_in
from maps import Hand, Run
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QToolTip
from pytestqt.qtbot import QtBot
from windows import OpenWindow, Settle

from app import services
from app.base.clock import Clock
from app.base.paths import Paths
from app.models.colours import LABELS, Label
from app.models.households import DoorKey, HouseholdDraft
from app.models.views import MapFilter
from app.ui.colours.months import MonthSlider, day_of, name_of
from app.ui.colours.page import ColoursPage
from app.ui.main_window import MainWindow

LET, VACANT = LABELS.index(Label.LET), LABELS.index(Label.VACANT)
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
OFFSCREEN = pytest.mark.qt_log_ignore("This plugin does not support")  # windows without a screen


def test_days_of_the_slider() -> None:
    today = date(2026, 11, 21)
    assert day_of(0, today) == today
    assert day_of(1, today) == date(2026, 11, 30)
    assert day_of(-1, today) == date(2026, 10, 31)
    assert day_of(-24, today) == date(2024, 11, 30)
    assert day_of(13, today) == date(2027, 11, 30)
    assert name_of(-1, today) == "2026年10月末"


def test_the_slider_has_three_years_at_hand_and_reaches_any_month(qtbot: QtBot) -> None:
    slider = MonthSlider(date(2026, 11, 21))
    qtbot.addWidget(slider)
    slider.slider.setValue(-9999)
    assert slider.day == date(2024, 11, 30)
    slider.slider.setValue(9999)
    assert slider.day == date(2027, 11, 30)
    with qtbot.waitSignal(slider.moved) as told:
        slider.step(-133)
    assert told.args == [date(2016, 11, 30)]
    slider.step(400)
    assert slider.day == date(2050, 2, 28)
    slider.step(-999_999)
    assert slider.day == date(1926, 11, 30)
    slider.back.click()
    assert slider.words == "今天(2026年11月21日)"
    assert (slider.slider.minimum(), slider.slider.maximum()) == (-24, 13)


def test_the_map_shows_every_door_and_counts_them(page: ColoursPage, hand: Hand) -> None:
    assert len(page.map.scene.plan.doors) == 6
    assert hand.labels("601") == 1 << VACANT
    assert page.line.sentence.text() == "共 6 户,标签户数 7,去重户数 5"
    assert page.filters.chips[LET].words() == "1户 16.67%"


def test_a_click_opens_the_card_and_escape_puts_it_away(
    page: ColoursPage, window: MainWindow, settle: Settle, hand: Hand
) -> None:
    hand.click("101")
    settle(window)
    assert page.card.isVisible()
    assert page.card.title.text() == "大院1栋1单元101室"
    page.map.setFocus()
    hand.press(Qt.Key.Key_Escape)
    assert not page.card.isVisible()


def test_the_keyboard_goes_from_door_to_door(page: ColoursPage, window: MainWindow, settle: Settle, hand: Hand) -> None:
    hand.click("101")
    hand.press(Qt.Key.Key_Up)
    settle(window)
    assert page.map.chosen == hand.door("201")
    assert page.card.title.text() == "大院1栋1单元201室"
    assert "201室" in page.map.accessibleDescription()


def test_keys_zoom_and_fit(page: ColoursPage, hand: Hand) -> None:
    assert page.map.placing is not None
    before = page.map.placing.sizes.cell
    hand.press(Qt.Key.Key_Plus)
    larger = page.map.placing.sizes.cell
    hand.press(Qt.Key.Key_Minus)
    hand.press(Qt.Key.Key_0)
    assert larger > before
    assert page.map.placing.sizes.cell == before


def test_digits_filter_and_a_sentence_says_what_is_shown(page: ColoursPage, hand: Hand) -> None:
    hand.press(Qt.Key.Key_6)
    assert page.map.scene.shown == MapFilter(labels=1 << LET)
    assert page.line.sentence.text() == "正在看:有出租户标签的住户,1 户(共 6 户)"
    assert [chip.figure.numerator for chip in page.filters.chips] == [0, 0, 0, 0, 0, 1, 0]
    hand.press(Qt.Key.Key_7)
    assert page.line.sentence.text() == "正在看:同时有出租户、空置户标签的住户,0 户(共 6 户)"
    assert page.line.clear.isVisible()
    page.line.clear.click()
    assert page.map.scene.shown == MapFilter()
    assert page.line.sentence.text().startswith("共 6 户")
    assert not page.line.clear.isVisible()


def test_a_grid_shows_its_doors_only_though_others_share_the_building(page: ColoursPage, hand: Hand) -> None:
    names = [page.filters.grids.itemText(n) for n in range(page.filters.grids.count())]
    assert names == ["全部网格", "第一网格", "未划入网格"]
    page.filters.grids.setCurrentIndex(1)
    scene = page.map.scene
    assert len(scene.plan.doors) == 6
    assert {door.room for door, on in zip(scene.plan.doors, scene.found, strict=True) if on} == {
        "101", "201", "301", "401",
    }  # fmt: skip
    assert page.line.sentence.text() == "正在看:第一网格,共 4 户,标签户数 5,去重户数 3"
    page.filters.grids.setCurrentIndex(2)
    hand.press(Qt.Key.Key_7)
    assert page.line.sentence.text() == "正在看:未划入网格中有空置户标签的住户,1 户(共 2 户)"


def test_an_estate_is_chosen_where_there_are_several(page: ColoursPage, run: Run) -> None:
    assert not page.filters.estates.isVisible()
    run(lambda office: services.households.save_household(office, HouseholdDraft(DoorKey("香樟苑", "2", "", "101"))))
    assert page.filters.estates.isVisible()
    assert {one.title for one in page.map.scene.plan.buildings} == {"大院1栋", "香樟苑2栋"}
    page.filters.estates.setCurrentIndex(page.filters.estates.findText("香樟苑"))
    assert [one.title for one in page.map.scene.plan.buildings] == ["2栋"]
    assert page.line.sentence.text().startswith("正在看:香樟苑,共 1 户")


def test_overdue_visits_are_a_filter_with_its_count(page: ColoursPage, hand: Hand, run: Run, qtbot: QtBot) -> None:
    """Those who have never been visited are due some time after their label was there: a year on they are late."""
    for _ in range(13):
        page.months.step(1)
    late = run(lambda office: services.visits.overdue(office, page.months.day))
    assert late
    qtbot.waitUntil(lambda: page.filters.overdue.words() == f"{len(late)}户", timeout=5000)
    hand.press(Qt.Key.Key_8)
    scene = page.map.scene
    assert scene.showing(range(len(scene.plan.doors))) == late
    assert page.line.sentence.text() == f"正在看:走访逾期的住户,{len(late)} 户(共 6 户)"
    (door, *_) = (scene.plan.door_of_household[one] for one in late)
    assert "走访逾期" in page.map.scene.summary(door)


def test_two_clicks_on_a_name_or_enter_show_one_building_and_escape_goes_back(
    page: ColoursPage, qtbot: QtBot, hand: Hand, run: Run
) -> None:
    run(lambda office: services.households.save_household(office, HouseholdDraft(DoorKey("大院", "2", "1", "101"))))
    title = page.map.title_rect(0).center()
    qtbot.mouseDClick(page.map.viewport(), Qt.MouseButton.LeftButton, pos=title)
    assert page.map.scene.shown.building == ("大院", "1")
    assert page.line.sentence.text().startswith("正在看:1栋,共 6 户")
    assert page.line.back.isVisible()
    hand.press(Qt.Key.Key_PageDown)
    assert page.map.scene.shown.building == ("大院", "2")
    hand.press(Qt.Key.Key_Escape)
    assert page.map.scene.shown.building is None
    assert len(page.map.scene.plan.buildings) == 2
    hand.press(Qt.Key.Key_PageDown)
    hand.press(Qt.Key.Key_PageDown)
    assert page.map.chosen_building == 1
    hand.press(Qt.Key.Key_Return)
    assert page.map.scene.shown.building == ("大院", "2")


def test_going_back_from_a_building_finds_zoom_and_place_again(page: ColoursPage, hand: Hand) -> None:
    page.map.zoom(8)
    assert page.map.placing is not None
    before = page.map.placing.sizes.cell, page.map.verticalScrollBar().value()
    hand.click(page.map.title_rect(0).center()) if before[1] == 0 else page.map.choose_building(0)
    page.enter_building(("大院", "1"))
    page.leave_building()
    assert page.map.placing.sizes.cell == before[0]


def test_zoom_and_place_stay_when_a_door_is_added(page: ColoursPage, hand: Hand, run: Run) -> None:
    page.map.zoom(5)
    page.map.choose_household(hand.household("301"))
    assert page.map.placing is not None
    cell, at = page.map.placing.sizes.cell, hand.at("301")
    for room in ("701", "702"):
        key = DoorKey("大院", "1", "1", room)
        run(lambda office, key=key: services.households.save_household(office, HouseholdDraft(key)))
    assert len(page.map.scene.plan.doors) == 8
    assert page.map.placing.sizes.cell == cell
    assert (hand.at("301") - at).manhattanLength() <= 2


def test_the_tooltip_names_door_and_labels_and_no_person(page: ColoursPage) -> None:
    for door in range(len(page.map.scene.plan.doors)):
        assert "张" not in page.map.scene.summary(door)
    assert page.map.scene.summary(0).startswith("1栋1单元")


@OFFSCREEN
def test_hover_says_what_is_under_the_mouse(page: ColoursPage, hand: Hand, qtbot: QtBot) -> None:
    qtbot.mouseMove(page.map.viewport(), hand.at("201"))
    page.map._hover(hand.at("201"))
    assert page.map.hovered == hand.door("201")
    assert "201室" in QToolTip.text()
    page.map._hover(page.map.title_rect(0).center())
    assert page.map.hovered is None
    assert "6 户" in QToolTip.text()
    page.map._hover(QPoint(0, 0))
    QToolTip.hideText()


def test_an_empty_office_says_what_to_do(open_window: OpenWindow, paths: Paths, settle: Settle, clock: Clock) -> None:
    from app.models.people import Organisation

    office, _code = services.accounts.create_office(paths, Organisation("甲", "乙"), "四季平安2026", clock)
    services.accounts.close(office)
    window = open_window(paths, "四季平安2026")
    window.open_page("colours")
    settle(window)
    assert window.room is not None
    page = window.room.page("colours")
    assert isinstance(page, ColoursPage)
    assert page.state.state == "empty"
    assert not page.print_button.isEnabled()
    assert not page.lay_button.isEnabled()


def test_no_english_on_the_page(page: ColoursPage, window: MainWindow, settle: Settle, hand: Hand) -> None:
    hand.click("101")
    settle(window)
    assert english_in(page) == []
    hand.press(Qt.Key.Key_A, CONTROL)
    assert english_in(page) == []
    hand.press(Qt.Key.Key_Escape)
    page.lay_button.click()
    settle(window)
    assert english_in(page) == []


def test_another_page_may_ask_for_doors_of_a_filter(page: ColoursPage, window: MainWindow, settle: Settle) -> None:
    window.open_page("colours", MapFilter(labels=1 << LET))
    settle(window)
    assert page.filters.chips[LET].isChecked()
    assert page.line.sentence.text() == "正在看:有出租户标签的住户,1 户(共 6 户)"


def test_a_grid_that_the_estate_does_not_have_is_said_and_can_be_cleared(page: ColoursPage, run: Run) -> None:
    draft = HouseholdDraft(DoorKey("香樟苑", "2", "", "101"), grid="第九网格")
    run(lambda office: services.households.save_household(office, draft))
    page.enter_building(("大院", "1"))
    page.filters.grids.setCurrentIndex(page.filters.grids.findText("第九网格"))
    assert page.map.scene.shown.building is None
    assert [one.title for one in page.map.scene.plan.buildings] == ["香樟苑2栋"]
    page.filters.estates.setCurrentIndex(page.filters.estates.findText("大院"))
    assert page.state.state == "empty"
    page.filters.clear()
    assert page.state.state == "content"
    assert len(page.map.scene.plan.buildings) == 2


def test_keys_are_the_maps_whenever_the_page_comes_to_the_front(
    page: ColoursPage, window: MainWindow, settle: Settle
) -> None:
    page.filters.chips[0].setFocus()
    window.open_page("home")
    window.open_page("colours")
    settle(window)
    assert page.map.hasFocus()
