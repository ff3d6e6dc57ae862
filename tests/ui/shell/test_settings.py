"""设置: what the window does with passwords and the recovery code."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from chinese import english_in

from app import services
from app.base.clock import Clock
from app.base.errors import UserFault
from app.base.paths import Paths
from app.ui.main_window import MainWindow
from app.ui.settings.page import SettingsPage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # dialogs without a screen
PASSWORD = "四季平安2026"
Settle = Callable[[MainWindow], None]


@pytest.fixture
def page(window: MainWindow, settle: Settle) -> SettingsPage:
    window.open_page("settings")
    settle(window)
    found = window.page("settings")
    assert isinstance(found, SettingsPage)
    return found


def test_a_new_recovery_code_needs_the_password_and_voids_the_old_one(
    page: SettingsPage, window: MainWindow, settle: Settle, office_paths: Paths, clock: Clock
) -> None:
    card = page.password_card
    card.renew_code()
    assert "请先在上面输入现在的密码" in card.note.text()
    card.old.field.setText("不是这个密码")
    card.renew_code()
    settle(window)
    assert "密码不对" in card.note.text()
    first = services.accounts.renew_recovery_code(office_paths, PASSWORD)
    card.old.field.setText(PASSWORD)
    card.renew_code()
    settle(window)
    assert card.old.text() == ""
    dialog = card.dialog
    assert english_in(dialog) == [dialog.step.code.text()]
    assert not dialog.close_button.isEnabled()
    dialog.reject()
    assert dialog.isVisible()
    code = dialog.step.code.text().replace("\n", " ")
    dialog.step.tick.setChecked(True)
    dialog.close_button.click()
    services.accounts.reset_password(office_paths, code, "新的密码2027")
    with pytest.raises(UserFault, match="恢复码不对"):
        services.accounts.reset_password(office_paths, first, "新的密码2028")
