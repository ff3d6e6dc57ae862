"""G18 through the window: 曾伟 found by every way of typing, key by key, among others who look alike."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from typing_in import type_in
from windows import Settle

from app import services
from app.models.households import DoorKey, HouseholdDraft, ResidentDraft
from app.ui.households.page import HouseholdsPage
from app.ui.main_window import MainWindow

PEOPLE = (
    (DoorKey("大院", "3", "2", "1101"), ResidentDraft("曾伟", phone="13800001234", id_number="11010519491231002X")),
    (DoorKey("大院", "13", "2", "1101"), ResidentDraft("赵武", phone="15912345678")),
    (DoorKey("大院", "3", "2", "1102"), ResidentDraft("欧阳𠮷", phone="13911112222")),
)


@pytest.fixture
def filled(page: HouseholdsPage, window: MainWindow, settle: Settle) -> HouseholdsPage:
    def add(office: services.office.Office) -> None:  # type: ignore[name-defined]
        for door, person in PEOPLE:
            (made,) = services.households.save_household(office, HouseholdDraft(door)).household_ids
            services.households.save_resident(office, made, person)

    window.jobs.run(add)
    settle(window)
    page.refresh()
    settle(window)
    return page


def shown(page: HouseholdsPage) -> list[str]:
    model = page.listing.model
    return [row.name for n in range(model.rowCount()) if (row := model.row(n)) is not None]


@pytest.mark.parametrize(
    "typed",
    ["曾", "z", "zw", "zengwei", "1380", "002X", "002x", "１３８０", "3-2-1101", "３－２－１１０１", "3栋2单元1101",
     "三栋二单元1101室", "大院3幢2单元1101", "曾 1380"],
)  # fmt: skip
def test_G18_found_by_every_way_of_typing(
    filled: HouseholdsPage, window: MainWindow, settle: Settle, qtbot: QtBot, typed: str
) -> None:
    field = filled.head.search
    assert field is not None
    filled.listing.view.setFocus()
    qtbot.keyClick(filled, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(filled.head.searched):
        type_in(qtbot, field, typed)
    settle(window)
    names = shown(filled)
    assert "曾伟" in names
    if typed not in ("z", "zw"):
        assert names == ["曾伟"]
    assert filled.state.state == "content"


def test_G18_the_first_hit_is_the_one_that_begins_so(
    filled: HouseholdsPage, window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    assert filled.head.search is not None
    with qtbot.waitSignal(filled.head.searched):
        type_in(qtbot, filled.head.search, "zw")
    settle(window)
    assert set(shown(filled)) == {"曾伟", "赵武"}
    assert filled.head.note.text() == "共 2 人"


def test_G17_a_rare_character_stays_itself(
    filled: HouseholdsPage, window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    assert filled.head.search is not None
    with qtbot.waitSignal(filled.head.searched):
        filled.head.search.setText("𠮷")
    settle(window)
    assert shown(filled) == ["欧阳𠮷"]
