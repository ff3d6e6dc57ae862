"""从备份恢复 by the window: on a new PC, and where the ledger here cannot be opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from chinese import english_in
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import services
from app.base.clock import Clock
from app.base.paths import Paths
from app.ui.home.page import HomePage
from app.ui.main_window import MainWindow
from app.ui.welcome.setup import SetupPage
from app.ui.welcome.unlock import UnlockPage

PASSWORD = "四季平安2026"
OpenWindow = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]


@pytest.fixture
def backup(office_paths: Paths, clock: Clock, tmp_path: Path) -> Path:
    """A backup of the small office: six doors."""
    office = services.accounts.unlock(office_paths, PASSWORD, clock)
    made = services.safekeeping.backup(office, tmp_path / "台账备份.qicai")
    services.accounts.close(office)
    return made


def home_of(window: MainWindow) -> HomePage:
    assert window.room is not None
    found = window.room.pages["home"]
    assert isinstance(found, HomePage)
    return found


def test_a_new_pc_takes_a_backup_in(
    open_window: OpenWindow, backup: Path, tmp_path: Path, settle: Settle, qtbot: QtBot
) -> None:
    window = open_window(Paths(tmp_path / "新电脑"))
    page = window.door
    assert isinstance(page, SetupPage)
    page.restore_button.click()
    assert english_in(window) == []
    page.restore.send()
    assert page.restore.note.text() == "请先选择备份文件。"
    page.restore.choose_file = lambda: str(backup)
    page.restore.pick()
    page.restore.secret.field.setText("不是这个密码")
    qtbot.keyClick(page.restore.secret.field, Qt.Key.Key_Return)
    settle(window)
    assert "密码不对" in page.sheet.banner.text.text()
    assert page.restore.isEnabled()
    page.restore.secret.field.setText(PASSWORD)
    qtbot.keyClick(page.restore.secret.field, Qt.Key.Key_Return)
    settle(window)
    assert window.door is None
    assert home_of(window).households.number == 6


def test_a_file_that_is_no_backup_leaves_the_set_up_as_it_was(
    open_window: OpenWindow, tmp_path: Path, settle: Settle
) -> None:
    paths = Paths(tmp_path / "新电脑")
    window = open_window(paths)
    page = window.door
    assert isinstance(page, SetupPage)
    other = tmp_path / "照片.qicai"
    other.write_bytes(b"\x89PNG")
    page.show_restore()
    page.restore.file.setText(str(other))
    page.restore.secret.field.setText(PASSWORD)
    page.restore.send()
    settle(window)
    assert "这不是七彩台账的备份" in page.sheet.banner.text.text()
    assert not services.accounts.office_exists(paths)
    page._show_steps()
    assert page.steps.currentIndex() == 0
    assert page.next_button.isVisibleTo(page)


def test_a_ledger_that_cannot_be_opened_is_replaced_and_kept_aside(
    open_window: OpenWindow, office_paths: Paths, backup: Path, settle: Settle
) -> None:
    office_paths.keys.write_bytes(b"{}")
    window = open_window(office_paths)
    page = window.door
    assert isinstance(page, UnlockPage)
    page.from_backup.click()
    page.restore.file.setText(str(backup))
    page.restore.secret.field.setText(PASSWORD)
    page.restore.send()
    settle(window)
    assert window.is_entered
    assert home_of(window).households.number == 6
    assert list(office_paths.backups.glob("恢复前-*/qicai.db"))


def test_after_a_restore_behind_the_lock_no_page_keeps_the_old_ledger(
    open_window: OpenWindow, office_paths: Paths, backup: Path, settle: Settle
) -> None:
    window = open_window(office_paths, PASSWORD)

    def remove(office: object) -> object:
        ((door, _),) = services.lists.doors(office, "1-1-601")  # type: ignore[arg-type]
        return services.households.remove_household(office, door)  # type: ignore[arg-type]

    window.desk.change(remove)  # type: ignore[arg-type]
    settle(window)
    assert home_of(window).households.number == 5
    window.open_page("settings")
    settle(window)
    window.lock()
    settle(window)
    page = window.door
    assert isinstance(page, UnlockPage)
    page.from_backup.click()
    page.restore.file.setText(str(backup))
    page.restore.secret.field.setText(PASSWORD)
    page.restore.send()
    settle(window)
    window.open_page("home")
    settle(window)
    assert home_of(window).households.number == 6


def test_a_wrong_recovery_code_is_called_by_its_name(
    open_window: OpenWindow, office_paths: Paths, settle: Settle
) -> None:
    window = open_window(office_paths)
    page = window.door
    assert isinstance(page, UnlockPage)
    page.forgot.click()
    page.recovery.code.setText("AAAAA-BBBBB")
    page.recovery.new.field.setText("新的密码2027")
    page.recovery.again.field.setText("新的密码2027")
    page.recovery.send()
    settle(window)
    said = page.sheet.banner.text.text()
    assert said.startswith("恢复码不对。")
    assert "密码不对" not in said
