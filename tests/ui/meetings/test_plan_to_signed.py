"""A meeting from the plan to the signed minutes, and its papers, as a person walks."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from chinese import english_in
from hands import Keys, Run
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel
from windows import Settle

from app import services
from app.models.meeting_cards import MeetingCard
from app.models.meetings import State
from app.ui.main_window import MainWindow
from app.ui.meetings.head_form import HoldMeetingForm
from app.ui.meetings.lists import ACTIONS
from app.ui.meetings.meeting_view import ATTENDANCE, CONTENTS, OVERVIEW, PAPERS
from app.ui.meetings.page import MeetingsPage
from app.ui.meetings.papers import MinutesDialog
from app.ui.meetings.small_forms import ActionNoteForm, CorrectionForm
from app.ui.requests.sheet import SheetDialog
from tests.ui.meetings.conftest import MEMBERS_MEETING, TODAY, new_form

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # dialogs without a screen


def labels(page: MeetingsPage) -> str:
    return "\n".join(label.text() for label in page.meeting.overview_area.findChildren(QLabel))


def dialog(kind: type[SheetDialog]) -> SheetDialog:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())


def test_plan_notice_hold_attend_vote_check_sign_correct(
    page: MeetingsPage,
    window: MainWindow,
    settle: Settle,
    keys: Keys,
    enroll: Callable[..., None],
    card: Callable[[int], MeetingCard],
    tmp_path: Path,
) -> None:
    enroll(20)
    keys.ctrl(Qt.Key.Key_L)
    form = new_form(page)
    form.kind.set_text(MEMBERS_MEETING)
    form.on.set_day(TODAY + timedelta(days=5))
    form.starts.set_text("15:00")
    form.place.set_text("小区党建客厅")
    form.agenda.set_text("学习文件\n研究楼道改造")
    keys.ctrl(Qt.Key.Key_S)
    meeting = page.meeting.meeting_id
    assert meeting is not None
    assert card(meeting).line.state is State.PLANNED
    assert english_in(page) == []
    keys.ctrl(Qt.Key.Key_P)  # the notice
    notice = dialog(SheetDialog)
    settle(window)
    assert notice.pdf is not None
    assert notice.pdf.startswith(b"%PDF")
    notice.reject()
    keys.back()
    page.meeting.step("hold")  # its day is to come
    assert "还没有到开会的日期" in page.meeting.said.text.text()

    page.meeting.edit()
    edit = page.meeting.form
    assert edit is not None
    edit.on.set_day(TODAY - timedelta(days=1))  # type: ignore[attr-defined]
    edit.save()
    settle(window)
    page.meeting.step("hold")
    settle(window)
    hold = page.meeting.form
    assert isinstance(hold, HoldMeetingForm)
    hold.ends.set_text("14:00")
    hold.save()
    settle(window)
    assert "结束时间早于开始时间" in hold.ends.complaint  # beside the field, and nothing typed is lost
    assert hold.place.text() == "小区党建客厅"
    hold.ends.set_text("16:30")
    hold.save()
    settle(window)
    assert card(meeting).line.title == "2026年第1次支部党员大会"
    assert page.meeting.tabs.currentIndex() == ATTENDANCE  # the next thing to do

    keys.alt(Qt.Key.Key_Q)
    keys.ctrl(Qt.Key.Key_S)
    page.meeting.go_to(CONTENTS)
    minutes = page.meeting.minutes
    assert minutes is not None
    assert [field.text() for field in minutes.agenda] == ["学习文件", "研究楼道改造"]
    speech = minutes.add_speech()
    speech.speaker.setEditText("党员03")
    speech.gist.setText("收费太高")
    speech.dissent.click()
    vote = minutes.add_resolution()
    vote.what.setText("同意改造方案")
    for line, number in zip(vote.votes, (15, 4, 1), strict=True):
        line.setText(str(number))
        line.textEdited.emit(line.text())
    todo = minutes.add_action()
    todo.what.setText("联系施工队")
    todo.owner.setEditText("党员01")
    todo.due.setText("不知道哪天")
    minutes.save()
    settle(window)
    assert "这个期限看不懂" in todo.complaint
    todo.due.setText("2026-11-30")
    minutes.save()
    settle(window)
    found = card(meeting)
    assert [(one.speaker, one.dissent) for one in found.speeches] == [("党员03", True)]
    assert [(one.words, one.due_on) for one in found.actions] == [("联系施工队", date(2026, 11, 30))]
    assert english_in(page) == []

    keys.alt(Qt.Key.Key_1)
    keys.ctrl(Qt.Key.Key_G)  # signing waits for checking
    assert "请先核对" in page.meeting.said.text.text()
    keys.ctrl(Qt.Key.Key_K)
    assert card(meeting).line.state is State.CHECKED
    keys.ctrl(Qt.Key.Key_G)
    keys.ctrl(Qt.Key.Key_S)
    assert card(meeting).line.state is State.SIGNED
    assert page.meeting.minutes is None  # locked
    page.meeting.go_to(OVERVIEW)
    assert "【不同意见】收费太高" in labels(page)
    assert "通过:" in labels(page)

    keys.ctrl(Qt.Key.Key_J)
    correction = page.meeting.form
    assert isinstance(correction, CorrectionForm)
    correction.words.set_text("第二项赞成应为14票,系记录笔误")
    correction.save()
    settle(window)
    assert "第二项赞成应为14票" in labels(page)
    assert card(meeting).resolutions[0].count.in_favour == 15  # what was signed stays

    keys.ctrl(Qt.Key.Key_P)
    sheet = dialog(MinutesDialog)
    assert isinstance(sheet, MinutesDialog)
    settle(window)
    assert sheet.pdf is not None
    sheet.save_document_to(tmp_path / "记录.docx")
    settle(window)
    assert "word/document.xml" in zipfile.ZipFile(tmp_path / "记录.docx").namelist()

    keys.back()
    keys.press(Qt.Key.Key_Escape)
    page.tabs.setCurrentIndex(ACTIONS)
    settle(window)
    assert page.items.model.rowCount() == 1


def test_open_items_come_into_the_next_meeting_with_their_origin(
    page: MeetingsPage,
    window: MainWindow,
    settle: Settle,
    keys: Keys,
    enroll: Callable[..., None],
    met: Callable[..., int],
    card: Callable[[int], MeetingCard],
) -> None:
    enroll(5)
    met(date(2026, 10, 10))
    page.meeting.go_to(CONTENTS)
    minutes = page.meeting.minutes
    assert minutes is not None
    todo = minutes.add_action()
    todo.what.setText("联系施工队")
    todo.due.setText("2026-10-31")
    minutes.save()
    settle(window)
    later = met(date(2026, 11, 10))
    assert "来自2026年第1次支部党员大会,期限2026年10月31日,逾期" in labels(page)
    page.meeting.note_action(card(later).carried[0])
    settle(window)
    form = page.meeting.form
    assert isinstance(form, ActionNoteForm)
    form.words.set_text("施工队下周进场")
    form.save()
    settle(window)
    assert card(later).carried[0].notes[-1].meeting_id == later

    page.meeting.close_card()
    page.tabs.setCurrentIndex(ACTIONS)
    settle(window)
    assert page.head.note.text() == "共 1 项,逾期 1 项"
    keys.alt(Qt.Key.Key_3)
    keys.press(Qt.Key.Key_Return)  # what was done about it: closed
    keys.ctrl(Qt.Key.Key_S)
    assert page.items.model.rowCount() == 0
    window.room.undo()
    settle(window)
    assert page.items.model.rowCount() == 1


def test_papers_are_kept_shown_and_refused(
    page: MeetingsPage,
    window: MainWindow,
    settle: Settle,
    run: Run,
    enroll: Callable[..., None],
    met: Callable[..., int],
    card: Callable[[int], MeetingCard],
    tmp_path: Path,
) -> None:
    enroll(3)
    meeting = met()
    page.meeting.go_to(PAPERS)
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    picture.save(str(tmp_path / "签到表.png"))
    view = page.meeting.attachments
    view.add(tmp_path / "签到表.png")
    settle(window)
    assert [paper.name for paper in card(meeting).attachments] == ["签到表.png"]
    assert not view.preview.pixmap().isNull()

    (tmp_path / "材料.pdf").write_bytes(run(lambda office: services.minutes.pdf(office, meeting)))
    (tmp_path / "坏的.pdf").write_bytes(b"%PDF-1.4 nothing")
    for name in ("材料.pdf", "坏的.pdf"):
        view.add(tmp_path / name)
        settle(window)
    view.list.setCurrentRow(1)
    settle(window)
    assert not view.preview.pixmap().isNull()  # the first page of a paper
    view.list.setCurrentRow(2)
    settle(window)
    assert "打不开" in view.preview.text()

    film = tmp_path / "录像.mp4"
    with film.open("wb") as opened:
        opened.truncate(2_000_000_000)
    view.add(film)
    settle(window)
    assert "录像.mp4:文件太大:2.0 吉字节,附件最多 20 兆字节" in view.message.text()
    assert len(card(meeting).attachments) == 3


def test_two_meetings_at_once_are_refused(
    page: MeetingsPage,
    window: MainWindow,
    settle: Settle,
    keys: Keys,
    enroll: Callable[..., None],
    met: Callable[..., int],
) -> None:
    enroll(3)
    met(date(2026, 11, 20), ends="16:00")
    page.meeting.close_card()
    keys.ctrl(Qt.Key.Key_N)
    form = new_form(page)
    form.kind.set_text(MEMBERS_MEETING)
    form.on.set_day(date(2026, 11, 20))
    form.starts.set_text("15:10")
    form.topic.set_text("又一次")
    form.save()
    settle(window)
    assert "同一个组织不能同时开两个会" in form.starts.complaint
    assert form.topic.text() == "又一次"
    form.starts.set_text("16:00")
    form.starts.line.textEdited.emit("16:00")
    form.save()
    settle(window)
    assert page.meeting.form is None  # the other one has ended
    page.meeting.close_card()
    keys.ctrl(Qt.Key.Key_N)
    form = new_form(page)
    form.kind.set_text("党课")
    form.on.set_day(date(2026, 11, 20))
    form.starts.set_text("17:00")  # the one of 16:00 has no end; as a rule it takes an hour and a half
    form.save()
    settle(window)
    assert "同一天16:00还有一次支部党员大会,按平常开会的长短,两次会撞在一起" in form.starts.complaint
    form.save()  # and it is so
    settle(window)
    assert page.meeting.form is None
    page.meeting.close_card()
    keys.ctrl(Qt.Key.Key_N)
    form = new_form(page)
    form.on.set_text("2026-02-30")
    form.save()
    assert "2026年2月没有 30 日" in form.on.complaint
