"""党员名册 through the window: from the ledger of households, by date, posts and leaving."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from chinese import english_in
from PySide6.QtCore import Qt
from windows import Settle

from app.ui.main_window import MainWindow
from app.ui.meetings.member_forms import AddMemberForm, CandidatesForm, LeaveForm
from app.ui.meetings.page import ROSTER, MeetingsPage
from tests.ui.meetings.conftest import Keys


def test_from_the_ledger_of_households(page: MeetingsPage, window: MainWindow, settle: Settle, keys: Keys) -> None:
    page.tabs.setCurrentIndex(ROSTER)
    settle(window)
    assert "住户登记里有 1 名党员" in page.roster.state._message._hint.text()
    keys.alt(Qt.Key.Key_L)
    form = page.member.form
    assert isinstance(form, CandidatesForm)
    keys.ctrl(Qt.Key.Key_S)
    assert page.roster.model.rowCount() == 1
    assert page.roster.numbers.text() == "党员 1 名,有表决权 1 名"
    assert english_in(page) == []
    window.room.undo()
    settle(window)
    assert page.roster.model.rowCount() == 0


def test_the_roster_of_a_day(
    page: MeetingsPage, window: MainWindow, settle: Settle, enroll: Callable[..., None]
) -> None:
    enroll(5, probationary=1, committee=3)
    enroll(1, since=date(2026, 10, 15), first=5)
    page.tabs.setCurrentIndex(ROSTER)
    settle(window)
    assert page.roster.numbers.text() == "党员 6 名,有表决权 5 名,预备党员 1 名,支委 3 名"
    page.roster.day.setText("2026-10-14")
    page.roster.day.editingFinished.emit()
    settle(window)
    assert page.roster.model.rowCount() == 5
    page.roster.day.setText("前天")
    page.roster.day.editingFinished.emit()
    assert "看不懂" in page.roster.wrong.text()


def test_a_member_comes_and_leaves(
    page: MeetingsPage, window: MainWindow, settle: Settle, keys: Keys, enroll: Callable[..., None]
) -> None:
    enroll(3)
    page.tabs.setCurrentIndex(ROSTER)
    settle(window)
    keys.alt(Qt.Key.Key_5)
    keys.press(Qt.Key.Key_Insert)
    form = page.member.form
    assert isinstance(form, AddMemberForm)
    keys.ctrl(Qt.Key.Key_S)
    assert "还没有写姓名" in form.name.complaint
    keys.write("欧阳修远")
    form.post.set_text("书记")
    keys.ctrl(Qt.Key.Key_S)
    assert page.member.title.text() == "欧阳修远  正式党员"
    assert page.roster.model.row(0).name == "欧阳修远"  # posts first
    leave = LeaveForm(window.desk, page.roster.model.row(0))
    page.member.open_form(leave)
    leave.on.set_day(date(2026, 11, 20))
    leave.save()
    settle(window)
    assert page.roster.model.rowCount() == 3
    page.roster.gone.click()
    settle(window)
    assert page.roster.model.rowCount() == 4
