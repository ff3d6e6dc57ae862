"""The first day in the real window: set-up, unlock, a door, a report, its files; and no English anywhere on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from chinese import english_in
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from app.base.paths import Paths
from app.models.households import DoorKey, HouseholdDraft, ResidentDraft
from app.ui import start
from app.ui.home.page import HomePage
from app.ui.main_window import MainWindow
from app.ui.reports.page import ReportsPage
from app.ui.welcome.setup import SetupPage
from app.ui.welcome.unlock import UnlockPage

PASSWORD = "春风化雨2026"
OpenWindow = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]


def set_up(window: MainWindow, settle: Settle) -> None:
    page = window.door
    assert isinstance(page, SetupPage)
    page.organisation.fields.branch.setText("大院社区党委")
    page.organisation.fields.street.setText("书院街道办事处")
    page.next()
    page.password.first.field.setText(PASSWORD)
    page.password.again.field.setText(PASSWORD)
    page.next()
    settle(window)
    page.code.tick.setChecked(True)
    page.plain_button.click()
    settle(window)


def move_in(window: MainWindow, settle: Settle) -> None:
    def work(office: object) -> object:
        from app import services

        changes = services.households.save_household(office, HouseholdDraft(DoorKey("大院", "3", "2", "1101")))  # type: ignore[arg-type]
        (household_id,) = changes.household_ids
        return services.households.save_resident(office, household_id, ResidentDraft("曾卫国"))  # type: ignore[arg-type]

    window.desk.change(work)  # type: ignore[arg-type]
    settle(window)


def test_from_set_up_to_a_signed_report(
    open_window: OpenWindow, paths: Paths, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    first = open_window(paths)
    set_up(first, settle)
    assert first.room is not None
    home = first.room.pages["home"]
    assert isinstance(home, HomePage)
    assert home.states.state == "empty"
    move_in(first, settle)
    assert home.households.number == 1
    first.jobs.run(lambda office: start.close_office(office))
    first.jobs.take_office(None)
    settle(first)

    again = open_window(paths)
    door = again.door
    assert isinstance(door, UnlockPage)
    qtbot.keyClicks(door.password.field, "wrong one")
    qtbot.keyClick(door.password.field, Qt.Key.Key_Return)
    settle(again)
    assert door.sheet.banner.isVisible()
    door.password.field.setText(PASSWORD)
    qtbot.keyClick(door.password.field, Qt.Key.Key_Return)
    settle(again)
    qtbot.keyClick(again, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    settle(again)
    assert again.room is not None
    page = again.room.pages["reports"]
    assert isinstance(page, ReportsPage)
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page.month_view.ask.yes_button, Qt.Key.Key_Space)
    settle(again)
    page.month_view.choose_folder = lambda: str(tmp_path)
    page.month_view.save()
    settle(again)
    page.verify.verify(sorted(tmp_path.glob("*.pdf")) + sorted(tmp_path.glob("*.xlsx")))
    settle(again)
    assert [page.verify.model.row(number).words for number in range(2)] == ["完整", "完整"]  # type: ignore[union-attr]
    assert again.room.pages["home"].isHidden()


@pytest.mark.parametrize("key", ["home", "reports", "settings"])
def test_no_english_on_any_page(window: MainWindow, settle: Settle, key: str) -> None:
    window.open_page(key)
    settle(window)
    assert english_in(window) == []


def test_no_english_in_the_set_up(open_window: OpenWindow, paths: Paths) -> None:
    window = open_window(paths)
    page = window.door
    assert isinstance(page, SetupPage)
    for step in (0, 1):
        page._show(step)
        assert english_in(window) == []


def test_no_english_at_the_door(open_window: OpenWindow, office_paths: Paths) -> None:
    window = open_window(office_paths)
    door = window.door
    assert isinstance(door, UnlockPage)
    assert english_in(window) == []
    door.forgot.click()
    assert english_in(window) == []


def test_qts_own_buttons_are_chinese(window: MainWindow, qtbot: QtBot) -> None:
    standard = QMessageBox.StandardButton
    box = QMessageBox(window)
    box.setStandardButtons(standard.Ok | standard.Cancel | standard.Yes | standard.No)
    qtbot.addWidget(box)
    texts = {made.text().split("(")[0].replace("&", "") for made in box.buttons()}
    assert texts == {"确定", "取消", "是", "否"}
