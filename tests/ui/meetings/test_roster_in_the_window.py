"""党员名册 through the window: from the ledger of households, by date, posts and leaving."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from chinese import english_in
from hands import Keys
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from windows import Settle

from app.models.importing import Fate
from app.ui.importing.ledgers import MEMBERS
from app.ui.importing.wizard import ImportWizard
from app.ui.main_window import MainWindow
from app.ui.meetings.group_forms import CandidatesForm
from app.ui.meetings.lists import ROSTER
from app.ui.meetings.member_forms import AddMemberForm, LeaveForm
from app.ui.meetings.page import MeetingsPage


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


@pytest.mark.qt_log_ignore("This plugin does not support")  # dialogs without a screen
def test_a_list_of_members_through_the_wizard(
    page: MeetingsPage, window: MainWindow, settle: Settle, qtbot: QtBot, enroll: Callable[..., None], tmp_path: Path
) -> None:
    enroll(1)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("姓名", "性别", "出生日期", "入党时间", "职务", "党小组"),
        ("钱三强", "男", "1950-01-02", "1980-07-01", "书记", "第二党小组"),
        ("党员00", None, None, None, None, "第二党小组"),
        ("何泽慧", "女", "1999-13-02", "2020-07-01", None, None),
    ):
        sheet.append(row)
    book.save(tmp_path / "党员名册.xlsx")
    wizard = ImportWizard(window.desk, window)
    wizard.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(wizard)
    wizard.open()
    wizard.take(tmp_path / "党员名册.xlsx")
    settle(window)
    assert wizard.kind is MEMBERS
    wizard.next()
    settle(window)
    plan = wizard.preview.plan
    assert (plan.count(Fate.NEW), plan.count(Fate.CHANGED), plan.count(Fate.ERROR)) == (1, 1, 1)
    assert "还没有的党小组:第二党小组" in wizard.plan.said.text()
    wizard.accept_plan()
    settle(window)
    wizard.accept()
    page.tabs.setCurrentIndex(ROSTER)
    settle(window)
    shown = [page.roster.model.row(n) for n in range(page.roster.model.rowCount())]
    assert [(one.name, one.posts, one.group) for one in shown] == [
        ("钱三强", ("书记",), "第二党小组"),
        ("党员00", (), "第二党小组"),
    ]
