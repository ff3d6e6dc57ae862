"""A month's work as somebody new to it does it: what is owed, plans, meetings, minutes, signatures, figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from chinese import english_in
from hands import Keys
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from windows import Settle

from app.models.meeting_cards import MeetingCard
from app.models.meetings import Came, State
from app.ui.main_window import MainWindow
from app.ui.meetings.book import BookDialog
from app.ui.meetings.due_view import DueView
from app.ui.meetings.lists import FIGURES, LIST
from app.ui.meetings.meeting_view import ATTENDANCE, PAPERS
from app.ui.meetings.page import MeetingsPage
from app.ui.meetings.papers import MinutesDialog
from app.ui.meetings.small_forms import ActionNoteForm
from app.ui.requests.sheet import SheetDialog
from tests.ui.meetings.conftest import COMMITTEE, MEMBERS_MEETING, TODAY, new_form

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # dialogs without a screen


class Month:
    """The page with the hands of its user."""

    def __init__(self, page: MeetingsPage, window: MainWindow, settle: Settle, keys: Keys) -> None:
        self.page, self.window, self.settle, self.keys = page, window, settle, keys

    def cell(self, kind: str, month: int) -> str:
        """The words of a month of the year at a glance; the cursor goes there."""
        self.keys.alt(Qt.Key.Key_1)
        table = self.due.table
        row = next(row for row in range(table.rowCount()) if table.head(row) == kind)
        table.setCurrentCell(row, month - 1)
        found = (table.item(row, column) for column in range(month - 1, -1, -1))
        return next(item.text() for item in found if item is not None)  # a quarter is one cell

    @property
    def due(self) -> DueView:
        return self.page.due

    def dialog(self, kind: type[SheetDialog]) -> SheetDialog:
        self.settle(self.window)
        return next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())

    def said(self) -> str:
        return "\n".join(label.text() for label in self.page.meeting.overview_area.findChildren(QLabel))

    def opened(self) -> int:
        found = self.page.meeting.meeting_id
        assert found is not None
        return found


def paper_words(pdf: bytes | None) -> str:
    assert pdf is not None
    document = pypdfium2.PdfDocument(pdf)
    text = "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    document.close()
    return text


@pytest.fixture
def month(page: MeetingsPage, window: MainWindow, settle: Settle, keys: Keys, enroll: Callable[..., None]) -> Month:
    enroll(38, committee=5, since=date(2020, 1, 1))
    enroll(2, probationary=2, since=date(2026, 1, 1), first=38)
    return Month(page, window, settle, keys)


def test_a_month(
    month: Month,
    met: Callable[..., int],
    card: Callable[[int], MeetingCard],
    tmp_path: Path,
) -> None:
    page, keys, settle, window = month.page, month.keys, month.settle, month.window
    met(date(2026, 9, 10), COMMITTEE)  # the book is kept since September
    page.meeting.close_card()
    page.refresh()
    settle(window)

    # what is owed
    assert month.cell("支委会", 9) == "已开"
    assert month.cell("支委会", 10) == "缺"
    assert "逾期未召开,应开 1 次,已开 0 次" in month.due.cell.text()
    assert month.due.open_button.text() == "登记补开"
    assert month.cell("支委会", 11) == "待开"
    assert month.cell("党员大会", 11) == "待开"

    # both are planned from there
    for kind, starts, agenda in (
        (COMMITTEE, "9:00", "研究发展党员"), (MEMBERS_MEETING, "15:00", "学习文件\n研究楼道改造"),
    ):  # fmt: skip
        month.cell("支委会" if kind == COMMITTEE else "党员大会", 11)
        keys.ctrl(Qt.Key.Key_L)
        form = new_form(page)
        form.kind.set_text(kind)
        form.on.set_day(TODAY)
        form.starts.line.setFocus()
        keys.write(starts)
        form.place.set_text("小区党建客厅")
        form.agenda.set_text(agenda)
        keys.ctrl(Qt.Key.Key_S)
        assert card(month.opened()).line.state is State.PLANNED
        keys.press(Qt.Key.Key_Escape)
    assert month.cell("支委会", 11) == "已定"

    # the notice
    keys.press(Qt.Key.Key_Return)  # the cell opens its meeting
    committee = month.opened()
    assert card(committee).line.kind == COMMITTEE
    keys.ctrl(Qt.Key.Key_P)
    notice = month.dialog(SheetDialog)
    assert "1．研究发展党员" in paper_words(notice.pdf)
    notice.reject()
    keys.back()

    # the committee meets: who came, what was said, what is to be done
    keys.ctrl(Qt.Key.Key_H)
    keys.ctrl(Qt.Key.Key_S)
    assert page.meeting.tabs.currentIndex() == ATTENDANCE
    assert keys.focus is page.meeting.attendance.table
    for _ in range(5):
        keys.press(Qt.Key.Key_1)
    keys.ctrl(Qt.Key.Key_S)
    keys.alt(Qt.Key.Key_3)
    minutes = page.meeting.minutes
    assert minutes is not None
    assert keys.focus is minutes.agenda[0].name
    keys.alt(Qt.Key.Key_L)
    keys.write("找两名积极分子谈话")
    keys.tab()
    keys.write("党员01")
    keys.tab()
    keys.write("2026-11-30")
    keys.ctrl(Qt.Key.Key_S)
    assert [(one.words, one.owner, one.due_on) for one in card(committee).actions] == [
        ("找两名积极分子谈话", "党员01", date(2026, 11, 30))
    ]
    keys.press(Qt.Key.Key_Escape)

    # October is made up for; what the last meeting asked for is there, and is closed
    assert month.cell("支委会", 10) == "缺"
    keys.press(Qt.Key.Key_Return)
    form = new_form(page)
    assert (form.kind.text(), form.made_up.text()) == (COMMITTEE, "2026年10月")
    form.starts.set_text("19:00")
    keys.ctrl(Qt.Key.Key_S)
    late = month.opened()
    assert page.meeting.marks.text() == "补开2026年10月"
    assert "来自2026年第2次支部委员会会议,期限2026年11月30日" in month.said()
    page.meeting.note_action(card(late).carried[0])
    note = page.meeting.form
    assert isinstance(note, ActionNoteForm)
    note.words.set_text("谈过了")
    note.closes.box.click()
    keys.ctrl(Qt.Key.Key_S)
    assert "以前会议留下的待办" not in month.said() or card(late).carried[0].closed_on == TODAY
    keys.press(Qt.Key.Key_Escape)
    assert month.cell("支委会", 10) == "补开"

    # the members meet: forty by keyboard
    month.cell("党员大会", 11)
    keys.press(Qt.Key.Key_Return)
    general = month.opened()
    keys.ctrl(Qt.Key.Key_H)
    keys.ctrl(Qt.Key.Key_S)
    keys.press(Qt.Key.Key_1, times=3)
    keys.write_slowly("住院")
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_3)
    keys.alt(Qt.Key.Key_Q)
    keys.ctrl(Qt.Key.Key_S)
    line = card(general).line
    assert (line.should, line.came, line.voters, line.voters_came) == (40, 38, 38, 36)
    assert page.meeting.attendance.model.count(Came.UNKNOWN) == 0

    # dissent, a vote with more ballots than hands, put right
    keys.alt(Qt.Key.Key_3)
    keys.alt(Qt.Key.Key_F)
    keys.write("党员07")
    keys.tab()
    keys.write("收费太高")
    minutes = page.meeting.minutes
    assert minutes is not None
    minutes.speeches[0].dissent.click()
    keys.alt(Qt.Key.Key_J)
    keys.write("同意改造方案")
    vote = minutes.resolutions[0]
    for field, count in zip(vote.votes, ("30", "5", "3"), strict=True):
        field.setFocus()
        keys.write(count)
    assert vote.verdict.text() == "合计 38 票,多于到会有表决权的 36 人。请核对票数。"
    keys.ctrl(Qt.Key.Key_S)
    assert page.unsaved() == "会议内容"  # refused beside the line, nothing is lost
    assert isinstance(keys.focus, QLineEdit)
    vote.votes[2].setFocus()
    vote.votes[2].selectAll()
    keys.write("1")
    assert vote.verdict.text().startswith("通过:应到会有表决权的党员38人,实到36人")
    assert "依据:中国共产党支部工作条例(试行)第十一条" in vote.verdict.text()
    keys.ctrl(Qt.Key.Key_S)
    assert page.unsaved() == ""
    assert english_in(page) == []

    # the photo of the sign-in sheet
    keys.alt(Qt.Key.Key_4)
    assert page.meeting.tabs.currentIndex() == PAPERS
    photo = QImage(60, 40, QImage.Format.Format_RGB32)
    photo.fill(QColor("white"))
    photo.save(str(tmp_path / "签到表.png"))
    page.meeting.attachments.ask_files = lambda: [str(tmp_path / "签到表.png")]
    keys.alt(Qt.Key.Key_O)
    assert card(general).line.attachments == 1

    # checked, signed, corrected, in the binder
    keys.ctrl(Qt.Key.Key_K)
    keys.ctrl(Qt.Key.Key_G)
    keys.ctrl(Qt.Key.Key_S)
    assert card(general).line.state is State.SIGNED
    keys.ctrl(Qt.Key.Key_J)
    keys.write("会议地点应为社区会议室")
    keys.ctrl(Qt.Key.Key_S)
    keys.alt(Qt.Key.Key_1)
    assert "会议地点应为社区会议室" in month.said()
    keys.ctrl(Qt.Key.Key_P)
    sheet = month.dialog(MinutesDialog)
    assert isinstance(sheet, MinutesDialog)
    said = paper_words(sheet.pdf)
    for words in ("党员07（不同意见）：收费太高", "赞成30票、反对5票、弃权1票", "会议地点应为社区会议室", "记录人："):
        assert words in said
    sheet.save_document_to(tmp_path / "记录.docx")
    settle(window)
    assert (tmp_path / "记录.docx").stat().st_size > 1000
    keys.back()
    keys.press(Qt.Key.Key_Escape)

    # the year's book, and the month in figures
    keys.alt(Qt.Key.Key_2)
    keys.alt(Qt.Key.Key_K)
    book = month.dialog(BookDialog)
    assert "会议次数：4次" in paper_words(book.pdf)
    book.reject()
    keys.back()
    keys.alt(Qt.Key.Key_6)
    assert page.tabs.currentIndex() == FIGURES
    page.figures.period.choose("本月")
    page.figures.refresh()
    settle(window)
    tile = page.figures.tiles["attended"]
    assert tile.share == "出席率 95.56%(43/45)"
    tile.setFocus()
    keys.press(Qt.Key.Key_Return)
    assert page.tabs.currentIndex() == LIST
    assert {page.list.model.row(n).id for n in range(page.list.model.rowCount())} == {committee, general}
