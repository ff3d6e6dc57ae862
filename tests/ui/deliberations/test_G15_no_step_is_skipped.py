"""G15 through the window: step 4 before step 3 is refused with the reason; each step has body and date."""

from __future__ import annotations

from datetime import date

import pypdfium2
import pytest
from chinese import english_in
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from windows import Settle

from app.ui.deliberations.forms import MatterForm, MatterStepForm
from app.ui.deliberations.publication_forms import PublicationForm
from app.ui.main_window import MainWindow
from app.ui.meetings.lists import MATTERS
from app.ui.meetings.page import MeetingsPage
from app.ui.requests.sheet import SheetDialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # dialogs without a screen


@pytest.fixture
def page(window: MainWindow, settle: Settle, qtbot: QtBot) -> MeetingsPage:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open_page("meetings", "matters")
    settle(window)
    found = window.page("meetings")
    assert isinstance(found, MeetingsPage)
    return found


def taken_up(page: MeetingsPage, window: MainWindow, settle: Settle, method: str, title: str = "6栋加装电梯") -> None:
    page.matters.choose(method)
    settle(window)
    page.matters.new()
    form = page.matter.form
    assert isinstance(form, MatterForm)
    form.name.set_text(title)
    form.on.set_day(date(2026, 11, 1))
    form.important.box.setChecked(True)
    form.save()
    settle(window)


def walk(page: MeetingsPage, window: MainWindow, settle: Settle, *, conclusion: str = "同意") -> MatterStepForm:
    page.matter.next_step()
    settle(window)
    form = page.matter.form
    assert isinstance(form, MatterStepForm)
    form.conclusion.set_text(conclusion)
    form.save()
    settle(window)
    return form


def test_G15_step_four_before_step_three(page: MeetingsPage, window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    assert page.tabs.currentIndex() == MATTERS
    taken_up(page, window, settle, "five_votes")
    for _ in range(2):
        walk(page, window, settle)
    assert page.matter.shown is not None
    assert [step.title for step in page.matter.shown.done] == ["提议", "共议"]
    later = page.matter.findChild(QPushButton, "later_4")
    assert later is not None
    later.click()
    said = page.matter.said.text.text()
    assert "还没有完成“定议”,不能登记“执行决议”" in said
    assert "请先登记第 3 步“定议”" in said
    assert page.matter.form is None  # nothing to fill in
    assert len(page.matter.shown.done) == 2

    page.matter.next_step()
    settle(window)
    form = page.matter.form
    assert isinstance(form, MatterStepForm)
    form.by.set_text("")
    form.on.set_text("")
    form.save()
    assert "主体" in form.by.complaint
    assert form.on.complaint
    assert "结论" in form.conclusion.complaint
    form.by.set_text("社区党组织")
    form.on.set_day(date(2026, 10, 1))
    form.conclusion.set_text("同意")
    form.save()
    settle(window)
    assert "早于前一步" in form.on.complaint
    form.on.set_day(date(2026, 11, 21))
    form.save()
    settle(window)
    shown = page.matter.shown
    assert [(step.body != "", step.done_on) for step in shown.done][2] == (True, date(2026, 11, 21))
    words = [label.text() for label in page.matter.findChildren(QLabel)]
    assert any("这是重要事项,还没有经过支部党员大会讨论" in text for text in words)  # warned, not kept from it
    assert english_in(page) == []


def test_the_board_shows_where_a_matter_stands(page: MeetingsPage, window: MainWindow, settle: Settle) -> None:
    taken_up(page, window, settle, "four_meetings")
    columns = page.matters.area.places
    assert [column.model.rowCount() for column in columns[:5]] == [1, 0, 0, 0, 0]
    for _ in range(4):
        walk(page, window, settle)
    assert [column.model.rowCount() for column in columns[:5]] == [0, 0, 0, 0, 1]
    assert page.head.note.text() == "在议 0 件,已完成 1 件"
    window.room.undo()
    settle(window)
    assert [column.model.rowCount() for column in columns[:5]] == [0, 0, 0, 1, 0]


def test_what_is_posted_is_masked(page: MeetingsPage, window: MainWindow, settle: Settle) -> None:
    taken_up(page, window, settle, "five_votes")
    form = PublicationForm(window.desk, page.matter.shown)  # type: ignore[arg-type]
    page.matter.open_form(form)
    form.words.set_text("张1明家同意,电话13800001111")
    form.words.edited.emit()
    settle(window)
    assert "13800001111" not in form.shown.text()
    form.channel.set_text("小区公示栏")
    form.days.set_text("五")
    form.save()
    assert "整数" in form.days.complaint
    form.days.set_text("5")
    form.save()
    settle(window)
    assert page.matter.shown is not None
    (posted,) = page.matter.shown.publications
    assert "13800001111" not in posted.words
    assert posted.until == date(2026, 11, 25)
    page.matter.notice_wanted.emit(posted)
    sheet = next(one for one in QApplication.topLevelWidgets() if isinstance(one, SheetDialog) and one.isVisible())
    settle(window)
    assert sheet.pdf is not None
    said = pypdfium2.PdfDocument(sheet.pdf)[0].get_textpage().get_text_range().replace("\r\n", "")
    assert "公示时间：2026年11月21日至2026年11月25日" in said
    assert "13800001111" not in said


def test_matters_are_found_by_what_is_typed(page: MeetingsPage, window: MainWindow, settle: Settle) -> None:
    taken_up(page, window, settle, "four_meetings", "3栋加装电梯")
    taken_up(page, window, settle, "four_meetings", "南门换路灯")
    first = page.matters.area.places[0].model
    assert first.rowCount() == 2
    page.head.searched.emit("路灯")
    settle(window)
    assert [first.row(number).title for number in range(first.rowCount())] == ["南门换路灯"]
    page.head.searched.emit("没有的事")
    settle(window)
    assert page.matters.state.state == "empty"
    page.head.searched.emit("")
    settle(window)
    assert first.rowCount() == 2
