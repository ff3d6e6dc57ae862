"""Conditions, chips, columns and views of the list, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from chinese import english_in
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from typing_in import type_in
from windows import Settle

from app import services
from app.models.colours import Label
from app.models.queries import ListQuery
from app.models.views import HouseholdCard
from app.rules.list_columns import usual_keys
from app.ui.households.column_chooser import ColumnChooser
from app.ui.households.listing import Listing
from app.ui.households.page import HouseholdsPage
from app.ui.households.views import ViewsDialog
from app.ui.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # dialogs without a screen
Run = Callable[[Callable[[Any], Any]], Any]
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def names(page: HouseholdsPage) -> list[str]:
    model = page.listing.model
    return [row.name for n in range(model.rowCount()) if (row := model.row(n)) is not None]


def chips(page: HouseholdsPage) -> list[str]:
    return [chip.text().removesuffix("  ×") for chip in page.chips.chips]


def dialog(page: HouseholdsPage, kind: type[QDialog]) -> Any:
    (found,) = [one for one in page.findChildren(kind) if one.isVisible()]
    found.activateWindow()
    QApplication.processEvents()  # keys go to the window that is active
    return found


def test_conditions_narrow_at_once_and_go_with_their_chip(
    page: HouseholdsPage, window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    qtbot.keyClick(page, Qt.Key.Key_S, ALT)
    assert page.panel.isVisible()
    page.panel.age_from.setValue(60)
    page.panel.lease_within.setValue(30)
    settle(window)
    assert chips(page) == ["60 岁以上", "租期 30 天内到期", "全部清除"]
    assert page.state.state == "empty"
    page.chips.chips[1].click()
    settle(window)
    assert chips(page) == ["60 岁以上"]
    assert names(page) == ["张1明", "张2明", "张3明"]  # born 1942, 1954 and 1966
    assert page.panel.lease_within.value() == -1
    page.panel.grid.show_value("第一网格")
    page.panel.grid.activated.emit(1)
    settle(window)
    assert page.filters.grids.currentText() == "第一网格"
    qtbot.keyClick(page.panel, Qt.Key.Key_X, ALT)
    settle(window)
    assert chips(page) == []
    assert len(names(page)) == 5
    qtbot.keyClick(page.panel, Qt.Key.Key_Escape)
    assert not page.panel.isVisible()


def test_every_condition_of_the_panel_reaches_the_question(
    page: HouseholdsPage, window: MainWindow, settle: Settle
) -> None:
    panel = page.panel
    panel.show_places(["第一网格"], ["大院"])
    asked = ListQuery(
        grid="第一网格", estate="大院", occupancy=frozenset({"自住", ""}), age_from=20, age_to=90, sex="男",
        politics=frozenset({"中共党员", "中共预备党员"}), aid=frozenset({"*"}), disability=False, unit_person=True,
        heads=True, alone=True, claims=True, lease_within=60, missing=frozenset({"phone"}),
    )  # fmt: skip
    panel.show_query(asked)
    told: list[ListQuery] = []
    panel.changed.connect(told.append)
    panel.sex.activated.emit(0)
    assert told == [asked]
    panel.show_query(ListQuery(politics=frozenset({"群众", "民革党员"})))
    assert panel.politics.currentText() == "民革党员、群众"
    panel.show_query(ListQuery())
    panel.sex.activated.emit(0)
    assert told[-1] == ListQuery()


def test_labels_and_conditions_combine(page: HouseholdsPage, window: MainWindow, settle: Settle) -> None:
    page.filters.label_buttons[list(Label).index(Label.AGED)].click()
    page.panel.show_query(page.query)
    page.panel.age_to.setValue(84)
    settle(window)
    assert chips(page) == ["高龄户", "84 岁以下", "全部清除"]
    assert names(page) == ["张1明"]
    page.chips.chips[0].click()
    settle(window)
    assert not page.filters.label_buttons[list(Label).index(Label.AGED)].isChecked()
    assert len(names(page)) == 5


def test_the_panel_and_the_card_share_one_place(
    page: HouseholdsPage, window: MainWindow, settle: Settle, open_card: Callable[[str], HouseholdCard]
) -> None:
    open_card("101")
    page.toggle_panel()
    assert (page.panel.isVisible(), page.card.isVisible()) == (True, False)
    open_card("101")
    assert (page.panel.isVisible(), page.card.isVisible()) == (False, True)


def test_columns_by_keyboard(page: HouseholdsPage, window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    qtbot.keyClick(page, Qt.Key.Key_L, ALT)
    chooser = dialog(page, ColumnChooser)
    assert english_in(chooser) == []
    first = page.listing.view.column_keys()
    assert chooser.keys == first == usual_keys(by_person=True)
    qtbot.keyClick(chooser.list, Qt.Key.Key_Space)
    assert page.listing.view.column_keys() == first[1:]
    chooser.list.setCurrentRow(2)
    qtbot.keyClick(chooser.list, Qt.Key.Key_Up, ALT)
    assert page.listing.view.column_keys() == (first[2], first[1], *first[3:])
    for number in range(chooser.list.count()):
        chooser.list.item(number).setCheckState(Qt.CheckState.Unchecked)
    assert len(page.listing.view.column_keys()) == 1  # the last one stays
    chooser.restore()
    assert page.listing.view.column_keys() == first
    for number in range(chooser.list.count()):
        chooser.list.item(number).setCheckState(Qt.CheckState.Checked)
    chooser.accept()
    settle(window)
    row = page.listing.model.row(0)
    assert row is not None
    assert (row.birth, row.politics, row.estate, row.building) == ("1942年5月", "中共党员", "大院", "1栋")


def test_columns_are_there_again_next_time(page: HouseholdsPage, window: MainWindow) -> None:
    page.people.show_columns(("birth", "name"))
    again = Listing(page.desk, by_person=True, parent=page)
    assert again.view.column_keys() == ("birth", "name")
    head = again.view.horizontalHeader()
    head.moveSection(1, 0)
    assert Listing(page.desk, by_person=True, parent=page).view.column_keys() == ("name", "birth")
    (page.desk.paths.root / "lists.json").write_text("{", encoding="utf-8")
    assert Listing(page.desk, by_person=True, parent=page).view.column_keys() == usual_keys(by_person=True)


def test_a_view_is_kept_opened_renamed_and_removed(
    page: HouseholdsPage, window: MainWindow, settle: Settle, qtbot: QtBot, run: Run
) -> None:
    page.panel.age_from.setValue(60)
    page.people.show_columns(("name", "age"))
    page.listing.view.sortByColumn(6, Qt.SortOrder.DescendingOrder)  # age
    settle(window)
    qtbot.keyClick(page, Qt.Key.Key_K, CTRL)
    settle(window)
    views = dialog(page, ViewsDialog)
    assert english_in(views) == []
    type_in(qtbot, views.name, "三栋老人")
    qtbot.keyClick(views.name, Qt.Key.Key_S, CTRL)
    settle(window)
    assert views.current.name == "高龄老人"
    assert views.model.row(0).name == "三栋老人"
    views.reject()
    page.show_all()
    page.people.show_columns(usual_keys(by_person=True))
    page.listing.view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    settle(window)
    page.done_with.open_views(page.show_view)
    settle(window)
    views = dialog(page, ViewsDialog)
    views.view.choose_row(0)
    views.name.setText("三栋的老人")
    views.rename_button.click()
    settle(window)
    views.view.choose_row(0)
    qtbot.keyClick(views.view, Qt.Key.Key_Return)
    settle(window)
    assert not views.isVisible()
    assert page.head.note.text() == "三栋的老人 共 3 人"
    assert chips(page) == ["60 岁以上"]
    assert page.listing.view.column_keys() == ("name", "age")
    assert names(page) == ["张1明", "张2明", "张3明"]
    assert page.listing.view.horizontalHeader().sortIndicatorSection() == 6
    page.chips.chips[0].click()
    settle(window)
    assert page.head.note.text() == "共 5 人"
    page.show_all()
    assert page.listing.view.column_keys() == usual_keys(by_person=True)  # what one is used to outlives a view
    page.done_with.open_views(page.show_view)
    settle(window)
    views = dialog(page, ViewsDialog)
    views.view.choose_row(0)
    qtbot.keyClick(views.view, Qt.Key.Key_Delete)
    settle(window)
    assert views.model.row(0).name == "高龄老人"
    assert not views.remove_button.isEnabled()
    views.reject()
    run(services.journal.undo)
    assert [view.name for view in run(services.list_views.views) if view.own] == ["三栋的老人"]


def test_a_view_that_cannot_be_kept_says_why(page: HouseholdsPage, window: MainWindow, settle: Settle) -> None:
    page.done_with.open_views(page.show_view)
    settle(window)
    views = dialog(page, ViewsDialog)
    assert not views.save_button.isEnabled()
    views.name.setText("高龄老人")
    views.save_button.click()
    settle(window)
    assert "自带" in views.banner.text.text()
    assert views.isVisible()
    views.reject()


@pytest.mark.parametrize("name", ["高龄老人", "租期将满", "没有网格", "空置房"])
def test_views_that_come_with_the_program(
    page: HouseholdsPage, window: MainWindow, settle: Settle, run: Run, name: str
) -> None:
    (view,) = [one for one in run(services.list_views.views) if one.name == name]
    page.show_view(view)
    settle(window)
    assert page.filters.by_person == view.query.by_person
    assert page.listing.view.column_keys() == view.columns
    assert {"高龄老人": 1, "租期将满": 0, "没有网格": 2, "空置房": 1}[name] == page.listing.model.rowCount()


def test_no_english_in_the_panel(page: HouseholdsPage) -> None:
    page.toggle_panel()
    assert QApplication.focusWidget() is not None
    assert english_in(page) == []
