from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from app.base.errors import UserFault
from app.base.settings import load_settings
from app.models.households import DoorKey, HouseholdDraft
from app.ui.home.page import HomePage
from app.ui.main_window import MainWindow
from app.ui.settings.page import SettingsPage
from app.ui.welcome.unlock import UnlockPage

PASSWORD = "四季平安2026"
Settle = Callable[[MainWindow], None]


def add_door(window: MainWindow, room: str) -> None:
    def work(office: object) -> object:
        from app import services

        return services.households.save_household(office, HouseholdDraft(DoorKey("大院", "9", "1", room)))  # type: ignore[arg-type]

    window.desk.change(work)  # type: ignore[arg-type]


def doors(window: MainWindow) -> int | None:
    assert window.room is not None
    page = window.room.pages["home"]
    assert isinstance(page, HomePage)
    return page.households.number


def test_the_branch_stands_in_the_title(window: MainWindow) -> None:
    assert window.windowTitle() == "七彩台账 — 大院社区党委"


def test_a_change_shows_everywhere_and_ctrl_z_takes_it_back(window: MainWindow, qtbot: QtBot, settle: Settle) -> None:
    assert window.room is not None
    add_door(window, "101")
    settle(window)
    undo = window.room.rail.buttons["undo"]
    assert doors(window) == 7
    assert undo.isEnabled()
    assert "新增住户" in undo.accessibleName()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert doors(window) == 6
    assert "新增住户" in window.statusBar().currentMessage()
    qtbot.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert doors(window) == 7


def test_undo_by_the_rails_button(window: MainWindow, qtbot: QtBot, settle: Settle) -> None:
    assert window.room is not None
    add_door(window, "102")
    settle(window)
    qtbot.mouseClick(window.room.rail.buttons["undo"], Qt.MouseButton.LeftButton)
    settle(window)
    assert doors(window) == 6


def test_pages_open_by_their_keys(window: MainWindow, qtbot: QtBot, settle: Settle) -> None:
    assert window.room is not None
    for key, name in ((Qt.Key.Key_9, "reports"), (Qt.Key.Key_Comma, "settings"), (Qt.Key.Key_1, "home")):
        qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        settle(window)
        assert window.room.current is window.room.pages[name]
        assert window.room.rail.buttons[name].isChecked()


def test_everything_that_can_be_clicked_can_be_reached_by_keyboard(window: MainWindow, settle: Settle) -> None:
    assert window.room is not None
    for name in ("home", "reports", "settings"):
        window.open_page(name)
        settle(window)
        for made in window.room.findChildren(QAbstractButton):
            if made.isVisibleTo(window) and made.objectName() != "qt_toolbar_ext_button" and made.text():
                assert made.focusPolicy() & Qt.FocusPolicy.TabFocus, made.text()


def test_locking_asks_for_the_password_again_and_keeps_the_room(
    window: MainWindow, qtbot: QtBot, settle: Settle
) -> None:
    room = window.room
    window.idle.idle.emit()
    settle(window)
    door = window.door
    assert isinstance(door, UnlockPage)
    assert not window.statusBar().isVisible()
    qtbot.keyClicks(door.password.field, "wrong password")
    door.unlock()
    settle(window)
    assert door.sheet.banner.isVisible()
    door.password.field.setText(PASSWORD)
    qtbot.keyClick(door.password.field, Qt.Key.Key_Return)
    settle(window)
    assert window.door is None
    assert window.room is room
    assert doors(window) == 6


def test_idle_minutes_can_be_switched_off(window: MainWindow) -> None:
    window.idle.set_minutes(5)
    assert window.idle.counting
    window.idle.set_minutes(0)
    assert not window.idle.counting


def test_closing_waits_for_the_work_in_hand(window: MainWindow, qtbot: QtBot) -> None:
    gate = threading.Event()
    window.jobs.run(lambda _office: gate.wait())
    assert not window.close()
    gate.set()
    qtbot.waitUntil(lambda: not window.isVisible())


def test_closing_asks_when_something_is_not_saved(window: MainWindow, settle: Settle) -> None:
    asked: list[str] = []

    def stay(words: str) -> bool:
        asked.append(words)
        return False

    window.ask_before_closing = stay
    window.open_page("settings")
    settle(window)
    assert window.room is not None
    page = window.room.pages["settings"]
    assert isinstance(page, SettingsPage)
    assert page.unsaved() == ""  # loading a form is no edit
    page.fields.branch.setText("新名称")
    assert not window.close()
    assert asked == ["设置里的单位信息"]


def test_settings_take_effect_at_once_and_are_kept(
    window: MainWindow, qapp: QApplication, qtbot: QtBot, settle: Settle
) -> None:
    from app.ui import theme

    window.open_page("settings")
    settle(window)
    assert window.room is not None
    page = window.room.pages["settings"]
    assert isinstance(page, SettingsPage)
    page.look_card.theme.setCurrentIndex(2)
    page.look_card.type_size.setCurrentIndex(1)
    page.look_card.put_on()
    assert theme.look() == theme.Look(dark=True, large=True)
    assert load_settings(window.paths.settings).theme == "dark"
    theme.apply(qapp, theme.Look())


def test_organisation_names_are_saved_with_undo(window: MainWindow, settle: Settle) -> None:
    window.open_page("settings")
    settle(window)
    assert window.room is not None
    page = window.room.pages["settings"]
    assert isinstance(page, SettingsPage)
    page.fields.secretary.setText("周书记")
    page.fields.edited.emit()
    page.save_button.click()
    settle(window)
    assert page.unsaved() == ""
    window.room.undo()
    settle(window)
    assert page.fields.secretary.text() == "王书记"


def test_password_backup_and_check(window: MainWindow, settle: Settle, tmp_path: object) -> None:
    from pathlib import Path

    window.open_page("settings")
    settle(window)
    assert window.room is not None
    page = window.room.pages["settings"]
    assert isinstance(page, SettingsPage)
    card = page.password_card
    card.old.field.setText("not it at all")
    card.new.field.setText("五谷丰登-2027")
    card.again.field.setText("五谷丰登-2027")
    card.change()
    settle(window)
    assert "密码不对" in card.note.text()
    card.old.field.setText(PASSWORD)
    card.change()
    settle(window)
    assert "密码已修改" in card.note.text()
    target = Path(str(tmp_path)) / "备份.qicai"
    page.safekeeping.ask_target = lambda: str(target)
    page.safekeeping.backup()
    settle(window)
    assert target.exists()
    page.safekeeping.check()
    settle(window)
    assert any("完整" in label.text() for label in page.safekeeping._found)


def test_the_first_page_is_filled_with_what_came_with_the_opening(window: MainWindow) -> None:
    assert doors(window) == 6


def test_something_done_puts_an_old_trouble_away(window: MainWindow) -> None:
    window.trouble.present(UserFault("没有存成。", "请再试。"))
    assert window.room is not None
    assert window.room.banner.isVisible()
    window.tell("已保存。")
    assert not window.room.banner.isVisible()


def test_the_window_is_called_by_the_branchs_new_name(window: MainWindow, settle: Settle) -> None:
    window.open_page("settings")
    settle(window)
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    page.fields.branch.setText("新大院党支部")
    page.save_organisation()
    settle(window)
    assert "新大院党支部" in window.windowTitle()
