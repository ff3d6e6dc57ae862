"""The list: found in a keystroke, sorted, filtered, in pages, with its keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from chinese import english_in
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot
from windows import Settle

from app import services
from app.models.colours import Judgement, Label
from app.models.households import ResidentDraft
from app.models.queries import ListQuery
from app.models.views import HouseholdCard
from app.ui.households.page import HouseholdsPage
from app.ui.main_window import MainWindow

Run = Callable[[Callable[[Any], Any]], Any]
OpenCard = Callable[[str], HouseholdCard]


def names(page: HouseholdsPage) -> list[str]:
    model = page.listing.model
    return [row.name for n in range(model.rowCount()) if (row := model.row(n)) is not None]


def look_for(page: HouseholdsPage, window: MainWindow, settle: Settle, qtbot: QtBot, words: str) -> None:
    assert page.head.search is not None
    with qtbot.waitSignal(page.head.searched):
        page.head.search.setText(words)
    settle(window)


def test_people_in_the_order_of_their_doors(page: HouseholdsPage) -> None:
    assert names(page) == ["张1明", "张2明", "张3明", "张4明", "张5明"]
    assert page.head.note.text() == "共 5 人"


@pytest.mark.parametrize("words", ["曾", "zw", "zengwei", "1380", "002x"])
def test_found_as_one_types(
    page: HouseholdsPage, window: MainWindow, settle: Settle, qtbot: QtBot, run: Run, open_card: OpenCard, words: str
) -> None:
    """G18 in the small: name, initials, pinyin, phone, the end of the ID number."""
    household = open_card("301").record.household.id
    draft = ResidentDraft("曾伟", id_number="11010519491231002X", phone="13800001380")
    run(lambda office: services.households.save_resident(office, household, draft))
    look_for(page, window, settle, qtbot, words)
    assert names(page) == ["曾伟"]


def test_found_by_door(page: HouseholdsPage, window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    look_for(page, window, settle, qtbot, "1-1-301")
    assert names(page) == ["张3明"]


def test_nothing_found_says_what_to_try(page: HouseholdsPage, window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    look_for(page, window, settle, qtbot, "查无此人")
    assert page.state.state == "empty"
    page.show_all()
    settle(window)
    assert page.state.state == "content"
    assert len(names(page)) == 5


def test_by_door_there_are_the_empty_ones_too(page: HouseholdsPage, window: MainWindow, settle: Settle) -> None:
    page.filters.by_door_button.click()
    settle(window)
    assert page.head.note.text() == "共 6 户"
    last = page.listing.model.row(5)
    assert last is not None
    assert (last.occupancy, last.people) == ("空置", 0)


def test_filters_narrow_the_list(page: HouseholdsPage, window: MainWindow, settle: Settle) -> None:
    page.filters.label_buttons[list(Label).index(Label.LET)].click()
    settle(window)
    assert names(page) == ["张5明"]


def test_doors_with_a_ledgers_claim(page: HouseholdsPage, window: MainWindow, settle: Settle, run: Run) -> None:
    ((door, _),) = run(lambda office: services.lists.doors(office, "1-1-301"))
    run(lambda o: services.households.set_override(o, door, Label.HARDSHIP, Judgement.CLAIM, "台账标注困难"))
    window.open_page("households", (ListQuery(by_person=False, claims=True), "台账标注待核实"))
    settle(window)
    assert page.head.note.text() == "共 1 户"
    assert page.filters.origin.text() == "来自:台账标注待核实  ×"
    (claim,) = run(lambda o: services.households.card(o, door)).overrides
    run(lambda o: services.households.drop_override(o, claim.id))
    page.refresh()
    settle(window)
    assert page.state.state == "empty"
    page.show_all()
    settle(window)
    assert page.head.note.text() == "共 6 户"


def test_doors_without_a_grid_stay_the_ones_shown(page: HouseholdsPage, window: MainWindow, settle: Settle) -> None:
    window.open_page("households", ListQuery(by_person=False, grid=""))
    settle(window)
    assert page.head.note.text() == "共 2 户"
    assert page.filters.grids.currentText() == "未划入网格"
    page.refresh()
    settle(window)
    assert page.head.note.text() == "共 2 户"


def test_nothing_that_fits_the_filters_is_not_a_matter_of_spelling(
    page: HouseholdsPage, window: MainWindow, settle: Settle
) -> None:
    window.open_page("households", ListQuery(by_person=False, labels=frozenset({Label.VACANT, Label.PARTY})))
    settle(window)
    assert page.state._message._title.text() == "没有符合条件的。"


def test_heads_sort(page: HouseholdsPage, window: MainWindow, settle: Settle) -> None:
    page.listing.view.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    settle(window)
    assert names(page)[0] == "张5明"


def test_names_behind_a_figure_come_with_a_chip(page: HouseholdsPage, window: MainWindow, settle: Settle) -> None:
    first = page.listing.model.row(0)
    assert first is not None
    assert first.resident_id is not None
    window.open_page("households", (ListQuery(ids=frozenset({first.resident_id})), "10月月报 党员"))
    settle(window)
    assert names(page) == ["张1明"]
    assert page.filters.origin.text() == "来自:10月月报 党员(共 1 人)  ×"
    page.filters.origin.click()
    settle(window)
    assert len(names(page)) == 5


def test_keys_move_open_and_leave(page: HouseholdsPage, window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    page.listing.view.setFocus()
    page.listing.view.choose_row(0)
    qtbot.keyClick(page.listing.view, Qt.Key.Key_Down)
    settle(window)
    assert page.card.title.text() == "大院1栋1单元201室"
    qtbot.keyClick(page.listing.view, Qt.Key.Key_Up)
    settle(window)
    assert page.card.title.text() == "大院1栋1单元101室"
    qtbot.keyClick(page.listing.view, Qt.Key.Key_Escape)
    assert not page.card.isVisible()


def test_copied_rows_are_masked(
    page: HouseholdsPage, window: MainWindow, settle: Settle, run: Run, open_card: OpenCard
) -> None:
    card = open_card("301")
    member = card.record.members[0]
    draft = ResidentDraft("张3明", id_number="11010519491231002X", phone="13800001380")
    run(lambda o: services.households.save_resident(o, card.record.household.id, draft, member.resident.id))
    page.refresh()
    settle(window)
    page.listing.view.selectAll()
    page.listing.view.copy()
    copied = QGuiApplication.clipboard().text()
    assert "110105********002X" in copied
    assert "138****1380" in copied
    assert "11010519491231002X" not in copied
    assert copied.count("\n") == 5


def test_the_models_keep_qts_rules(page: HouseholdsPage, window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    testers = [
        QAbstractItemModelTester(listing.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        for listing in (page.people, page.doors)
    ]
    look_for(page, window, settle, qtbot, "张")
    page.filters.by_door_button.click()
    settle(window)
    page.listing.view.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    settle(window)
    assert testers


def test_no_english(page: HouseholdsPage, open_card: OpenCard) -> None:
    open_card("101")
    assert english_in(page) == []
