from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.base.paths import Paths
from app.ui.main_window import MainWindow
from app.ui.welcome.setup import SetupPage
from app.ui.welcome.strength import strength_words

OpenWindow = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]
PASSWORD = "春风化雨2026"


@pytest.fixture
def window(open_window: OpenWindow, paths: Paths) -> MainWindow:
    return open_window(paths)


@pytest.fixture
def page(window: MainWindow) -> SetupPage:
    door = window.door
    assert isinstance(door, SetupPage)
    return door


def fill_organisation(page: SetupPage) -> None:
    page.organisation.fields.branch.setText("大院社区党委")
    page.organisation.fields.street.setText("书院街道办事处")


def to_code(page: SetupPage, window: MainWindow, settle: Settle) -> None:
    fill_organisation(page)
    page.next()
    page.password.first.field.setText(PASSWORD)
    page.password.again.field.setText(PASSWORD)
    page.next()
    settle(window)


def test_names_are_needed(page: SetupPage) -> None:
    page.next()
    assert page.steps.currentIndex() == 0
    assert "党支部名称" in page.organisation.fields.note.text()
    page.organisation.fields.branch.setText("大院社区党委")
    page.next()
    assert "街道" in page.organisation.fields.note.text()


def test_step_by_step_with_the_keyboard_alone(
    page: SetupPage, window: MainWindow, qtbot: QtBot, settle: Settle
) -> None:
    fill_organisation(page)
    qtbot.keyClick(page.organisation.fields.branch, Qt.Key.Key_Return)
    assert page.steps.currentIndex() == 1
    qtbot.keyClicks(page.password.first.field, "abcd-1234-efgh")
    qtbot.keyClick(page.password.first.field, Qt.Key.Key_Return)
    qtbot.keyClicks(page.password.again.field, "abcd-1234-efgh")
    qtbot.keyClick(page.password.again.field, Qt.Key.Key_Return)
    settle(window)
    assert page.steps.currentIndex() == 2
    qtbot.keyClick(page.code.tick, Qt.Key.Key_Space)
    assert page.next_button.isEnabled()


@pytest.mark.parametrize(
    ("first", "again", "said"), [("短", "短", "至少要"), ("足够长的密码了吧", "足够长的密码了呢", "不一样")]
)
def test_passwords_that_cannot_be(page: SetupPage, first: str, again: str, said: str) -> None:
    fill_organisation(page)
    page.next()
    page.password.first.field.setText(first)
    page.password.again.field.setText(again)
    page.next()
    assert page.steps.currentIndex() == 1
    assert said in page.password.note.text()


def test_the_code_must_be_kept_before_going_on(page: SetupPage, window: MainWindow, settle: Settle) -> None:
    to_code(page, window, settle)
    groups = page.code.code.text().split()
    assert len(groups) >= 4
    assert not page.next_button.isEnabled()
    assert not page.plain_button.isEnabled()
    page.code.tick.setChecked(True)
    page.plain_button.click()
    settle(window)
    assert window.room is not None
    assert window.door is None
    assert window.room.current is window.room.pages["home"]


def test_the_sheet_can_be_saved(page: SetupPage, window: MainWindow, settle: Settle, tmp_path: Path) -> None:
    to_code(page, window, settle)
    target = tmp_path / "恢复码.pdf"
    page.code.choose_file = lambda: str(target)
    page.code.save()
    assert target.read_bytes().startswith(b"%PDF")
    assert "恢复码.pdf" in page.code.note.text()


def test_a_place_that_cannot_be_written_is_said(
    page: SetupPage, window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    to_code(page, window, settle)
    page.code.choose_file = lambda: str(tmp_path / "没有的文件夹" / "恢复码.pdf")
    page.code.save()
    assert page.sheet.banner.isVisible()
    assert "文件夹不存在" in page.sheet.banner.text.text()


def test_passwords_do_not_stay_in_the_fields(page: SetupPage, window: MainWindow, settle: Settle) -> None:
    to_code(page, window, settle)
    assert page.password.first.text() == ""


@pytest.mark.parametrize(
    ("password", "tone"),
    [
        ("", "muted"),
        ("abc", "amber"),
        ("12345678", "amber"),
        ("19650312", "amber"),
        ("abcdefgh", "amber"),
        ("kiwi wins", "green"),
        ("春风化雨2026", "green"),
    ],
)
def test_strength_in_plain_words(password: str, tone: str) -> None:
    assert strength_words(password)[1] == tone
