from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app import services
from app.base.clock import Clock
from app.base.paths import Paths
from app.models.people import Organisation
from app.ui.main_window import MainWindow
from app.ui.welcome.unlock import UnlockPage

PASSWORD = "四季平安2026"
OpenWindow = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]


@pytest.fixture
def window(open_window: OpenWindow, office_paths: Paths) -> MainWindow:
    return open_window(office_paths)


@pytest.fixture
def door(window: MainWindow) -> UnlockPage:
    found = window.door
    assert isinstance(found, UnlockPage)
    return found


def test_enter_opens(window: MainWindow, door: UnlockPage, qtbot: QtBot, settle: Settle) -> None:
    door.password.field.setText(PASSWORD)
    qtbot.keyClick(door.password.field, Qt.Key.Key_Return)
    settle(window)
    assert window.is_entered


def test_a_wrong_password_is_answered_politely(window: MainWindow, door: UnlockPage, settle: Settle) -> None:
    door.password.field.setText("不是这个密码")
    door.unlock()
    settle(window)
    assert not window.is_entered
    assert "密码不对" in door.sheet.banner.text.text()
    assert "没有任何改动" in door.sheet.banner.text.text()
    assert door.open_button.isEnabled()
    door.password.field.setText(PASSWORD)
    door.unlock()
    settle(window)
    assert window.is_entered


def test_a_password_given_at_the_start_that_is_wrong(open_window: OpenWindow, office_paths: Paths) -> None:
    window = open_window(office_paths, "不是这个密码")
    door = window.door
    assert isinstance(door, UnlockPage)
    assert door.sheet.banner.isVisible()


def test_an_empty_password_is_asked_for(door: UnlockPage) -> None:
    door.unlock()
    assert door.note.text() == "请输入密码。"


def test_caps_lock_is_noticed(door: UnlockPage, qtbot: QtBot) -> None:
    qtbot.keyClick(door.password.field, "A")
    assert "大写锁定" in door.note.text()
    qtbot.keyClick(door.password.field, "b")
    assert door.note.text() == ""


def test_the_password_can_be_looked_at(door: UnlockPage) -> None:
    door.password.eye.click()
    assert door.password.field.echoMode() == QLineEdit.EchoMode.Normal
    assert door.password.eye.text() == "隐藏"


def test_the_recovery_code_sets_a_new_password(
    open_window: OpenWindow, paths: Paths, clock: Clock, settle: Settle
) -> None:
    office, code = services.accounts.create_office(paths, Organisation("大院社区党委", "书院街道"), PASSWORD, clock)
    services.accounts.close(office)
    window = open_window(paths)
    door = window.door
    assert isinstance(door, UnlockPage)
    door.forgot.click()
    form = door.recovery
    form.send()
    assert form.note.text() == "请输入恢复码。"
    form.code.setText(code.lower())
    form.new.field.setText("新的密码2027")
    form.again.field.setText("新的密码2028")
    form.send()
    assert "不一样" in form.note.text()
    form.again.field.setText("新的密码2027")
    form.send()
    settle(window)
    assert window.room is not None
    services.accounts.close(services.accounts.unlock(paths, "新的密码2027", clock))


def test_a_missing_key_file_is_said(open_window: OpenWindow, office_paths: Paths, settle: Settle) -> None:
    office_paths.keys.unlink()
    window = open_window(office_paths)
    door = window.door
    assert isinstance(door, UnlockPage)
    door.password.field.setText(PASSWORD)
    door.unlock()
    settle(window)
    assert "备份" in door.sheet.banner.text.text()
