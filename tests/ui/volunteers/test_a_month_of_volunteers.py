"""A month of volunteers as somebody new to it does it: activities, the roster, hours, points, a wish, the report."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

import pypdfium2
import pytest
from chinese import english_in
from hands import Keys, Run, asker
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from windows import PASSWORD, OpenWindow, Settle

from app import services
from app.base.clock import Clock
from app.base.paths import Paths
from app.models.importing import Fate
from app.models.shifts import Roster, Shift
from app.models.wishes import State, Verb
from app.ui.importing.wizard import ImportWizard
from app.ui.main_window import MainWindow
from app.ui.reports.month import FIGURES
from app.ui.reports.page import ReportsPage
from app.ui.requests.sheet import SheetDialog
from app.ui.volunteers.activities_view import ActivityForm
from app.ui.volunteers.hours_forms import CorrectionForm, SessionForm
from app.ui.volunteers.hours_paper_forms import CertificateForm, PostingForm
from app.ui.volunteers.hours_view import HoursSegment
from app.ui.volunteers.page import VolunteersPage
from app.ui.volunteers.people_forms import GoForm
from app.ui.volunteers.people_view import PeopleSegment
from app.ui.volunteers.points_board import BoardDialog
from app.ui.volunteers.points_forms import ReverseForm
from app.ui.volunteers.points_segment import EVALUATION, MANY, RANKING, PointsSegment
from app.ui.volunteers.shifts_forms import PublishForm, ShiftForm, SwapForm
from app.ui.volunteers.shifts_table import carried
from app.ui.volunteers.shifts_view import ShiftsSegment
from app.ui.volunteers.team_view import TeamForm
from app.ui.volunteers.wishes_forms import WishForm, WishStepForm
from app.ui.volunteers.wishes_segment import WishesSegment

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # dialogs without a screen
K = Qt.Key
W = TypeVar("W")
NOVEMBER = (2026, 11)


class Days:
    """The office's calendar: the month is planned on its eve, and told when it is over."""

    def __init__(self) -> None:
        self.now = datetime(2026, 10, 31, 9, 0)

    def __call__(self) -> datetime:
        return self.now


class Month:
    """The page, and the hands of its user."""

    def __init__(self, window: MainWindow, settle: Settle, qtbot: QtBot, days: Days) -> None:
        self.window, self._settle, self.qtbot, self.days = window, settle, qtbot, days
        self.keys = Keys(qtbot, window, settle)
        self.ask: Run = asker(window, settle)

    def settle(self) -> None:
        self._settle(self.window)

    def take_in(self, book: Path, rows: int) -> None:
        """A ledger through the wizard."""
        wizard = ImportWizard(self.window.desk, self.window)
        wizard.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        self.qtbot.addWidget(wizard)
        wizard.open()
        wizard.take(book)
        self.settle()
        wizard.next()
        self.settle()
        assert wizard.preview.plan.count(Fate.NEW) == rows
        wizard.accept_plan()
        self.settle()
        assert wizard.done_page.said.text().startswith(f"新增 {rows} 行")
        wizard.accept()
        self.keys.back()

    @property
    def page(self) -> VolunteersPage:
        found = self.window.page("volunteers")
        assert isinstance(found, VolunteersPage)
        return found

    def part(self, kind: type[W], key: Qt.Key) -> W:
        """A part of the page by its Alt+number."""
        self.keys.alt(key)
        found = self.page.segment
        assert isinstance(found, kind)
        return found

    def form(self, kind: type[W]) -> W:
        """The form in front."""
        shown = [one for one in self.page.segment.findChildren(QWidget) if isinstance(one, kind) and one.isVisible()]
        assert len(shown) == 1, f"{len(shown)} forms of {kind.__name__}"
        return shown[0]

    def paper(self, kind: type[SheetDialog] = SheetDialog) -> str:
        """The words of the paper in front, put away again."""
        self.settle()
        (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
        assert english_in(dialog) == []
        said = paper_words(dialog.pdf)
        dialog.reject()
        self.keys.back()
        return said

    def said(self) -> str:
        """Every word of the part in front."""
        part = self.page.segment
        return "\n".join(label.text() for label in part.findChildren(QLabel) if label.isVisibleTo(part))

    def undo(self) -> None:
        self.keys.ctrl(K.Key_Z)

    # the roster

    def roster(self) -> Roster:
        found = self.ask(lambda office: services.shifts.month(office, *NOVEMBER))
        assert isinstance(found, Roster)
        return found

    def shift(self, day: int) -> Shift:
        (found,) = [one for one in self.roster().shifts if one.day == date(2026, 11, day)]
        return found

    def names(self, day: int) -> list[str]:
        return [duty.name for duty in self.shift(day).duties]

    def solve(self, part: ShiftsSegment) -> None:
        self.keys.ctrl(K.Key_R)
        self.qtbot.waitUntil(lambda: not part.solver.running, timeout=30_000)
        self.settle()

    def drop(self, part: ShiftsSegment, data: QMimeData, shift: Shift) -> None:
        """Carry something to the last place of a shift and let go."""
        table = part.table
        spot = max(place for place, cell in table.cells.items() if cell.shift.id == shift.id)
        at = table.visualRect(table.model().index(*spot)).center()
        moves, buttons = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
        table.dragEnterEvent(QDragEnterEvent(QPoint(at), moves, data, buttons, Qt.KeyboardModifier.NoModifier))
        table.dropEvent(QDropEvent(QPointF(at), moves, data, buttons, Qt.KeyboardModifier.NoModifier))
        self.settle()


def paper_words(pdf: bytes | None) -> str:
    assert pdf is not None
    document = pypdfium2.PdfDocument(pdf)
    text = "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    document.close()
    return text


@pytest.fixture
def days() -> Days:
    return Days()


@pytest.fixture
def clock(days: Days) -> Clock:
    return Clock(days)


@pytest.fixture
def month(open_window: OpenWindow, office_paths: Paths, days: Days, settle: Settle, qtbot: QtBot, data: Path) -> Month:
    window = open_window(office_paths, PASSWORD)
    made = Month(window, settle, qtbot, days)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made.take_in(data / "志愿者花名册.xlsx", 126)
    made.take_in(data / "志愿服务记录.xlsx", 752)
    return made


def test_a_month(month: Month, tmp_path: Path) -> None:
    _plan(month)
    _roster(month, tmp_path)
    _hours(month)
    _points(month)
    _wish(month)
    _captain(month)
    _told(month)


def _plan(month: Month) -> None:
    """The eve of the month: activities, the shifts laid out, the plan on paper."""
    keys = month.keys
    keys.ctrl(K.Key_7)
    part = month.part(ShiftsSegment, K.Key_2)
    keys.ctrl(K.Key_Right)
    assert part.bar.month.text() == "2026年11月"
    assert "2026年11月还没有班次" in month.said()
    keys.alt(K.Key_H)
    assert "还没有活动" in month.said()
    assert isinstance(keys.focus, QPushButton)
    assert keys.focus.text() == "新增活动"  # Enter does what the page offers
    for title, rule, starts, ends, heads, skills in (
        ("社工站", "每月2日", "9:00", "11:30", "2", ""),
        ("群团站", "每周星期日", "14:00", "17:00", "3", ""),
        ("平安巡逻", "每月最后一个星期五", "22:00", "1:00", "200", "急救:1"),
    ):
        keys.ctrl(K.Key_N)
        form = month.form(ActivityForm)
        assert form.name.line.hasFocus()
        keys.write(title)
        form.rule.set_text(rule)
        form.starts.line.setFocus()
        for words in (starts, ends):
            keys.write(words)
            keys.tab()
        keys.focus.selectAll()  # type: ignore[attr-defined] # a line of text
        keys.write(heads)
        keys.tab()
        keys.write(skills)
        keys.ctrl(K.Key_S)

    # the last one was over midnight, and of more people than there are; Esc once does not take the words away
    assert form.ends.complaint.startswith("结束") or "第二天" in form.ends.complaint
    assert form.ends.line.hasFocus()
    keys.press(K.Key_Escape)
    assert "还没有保存" in form.message.text()
    form.starts.line.setText("19:00")
    form.ends.line.selectAll()
    keys.write("21:00")
    keys.ctrl(K.Key_S)
    assert form.needs.heads.complaint.startswith("志愿者一共126人,要200人")
    form.needs.heads.line.setFocus()
    form.needs.heads.line.selectAll()
    keys.write("2")
    keys.ctrl(K.Key_S)
    assert part.activities.model.rowCount() == 3
    assert month.said().count("还没有活动") == 0
    assert english_in(month.page) == []

    keys.alt(K.Key_B)
    keys.alt(K.Key_J)
    assert month.page.head.note.text() == "计划 7 次,已开展 0 次"
    keys.ctrl(K.Key_P)
    plan = month.paper()
    for words in ("社工站", "群团站", "平安巡逻", "2026年11月"):
        assert words in plan
    month.undo()
    assert "2026年11月还没有班次" in month.said()
    keys.alt(K.Key_B)
    assert month.page.head.note.text() == "计划 7 次,已开展 0 次"


def _roster(month: Month, tmp_path: Path) -> None:
    """Who comes when: found, looked at, changed by keys and by mouse, published, swapped, printed, sent."""
    keys = month.keys
    part = month.part(ShiftsSegment, K.Key_2)
    keys.alt(K.Key_M)
    month.solve(part)
    roster = month.roster()
    assert (roster.heads, roster.missing, roster.clashes) == (2 + 5 * 3 + 2, 0, ())
    assert "没有缺口" in part.status.text()
    table = part.table

    # pinned, then carried away by keys; what is pinned stays when the month is solved again
    table.go_to(month.shift(8).id)
    keys.ctrl(K.Key_D)
    (pinned,) = [duty.name for duty in month.shift(8).duties if duty.pinned]
    table.go_to(month.shift(15).id)
    moved = month.names(15)[0]
    keys.ctrl(K.Key_X)
    table.go_to(month.shift(22).id)
    keys.ctrl(K.Key_V)
    assert moved in month.names(22)
    assert moved not in month.names(15)
    month.undo()
    assert moved in month.names(15)

    # by mouse: one more on a shift; somebody who is on leave is said at once
    free = next(one for one in month.ask(lambda office: services.volunteers.find(office, "wgh")))
    month.ask(lambda office: services.volunteers.add_leave(office, free.id, date(2026, 11, 1), date(2026, 11, 30)))
    month.drop(part, carried(free.id), month.shift(29))
    assert free.name in month.names(29)
    assert f"{free.name}:请假" in part.about.text()
    assert "冲突 1 处" in part.status.text()
    keys.press(K.Key_F8)
    assert part.table.current is not None
    assert part.table.current.shift.day == date(2026, 11, 29)
    month.undo()
    assert free.name not in month.names(29)

    # a gap: more needed than ever come at that time
    keys.ctrl(K.Key_N)
    shift = month.form(ShiftForm)
    keys.write("清扫落叶")
    shift.day.set_day(date(2026, 11, 18))
    for field, words in ((shift.starts, "8:00"), (shift.ends, "9:30"), (shift.needs.heads, "60")):
        field.line.setFocus()
        field.line.selectAll()
        keys.write(words)
    keys.ctrl(K.Key_S)
    part.take_focus()
    month.solve(part)
    sweeping = month.shift(18)
    assert 0 < len(sweeping.duties) < 60
    assert sweeping.gap
    assert pinned in month.names(8)
    keys.press(K.Key_F8)
    assert f"缺{60 - len(sweeping.duties)}人" in part.about.text()
    keys.press(K.Key_Return)
    assert sweeping.gap in month.said()
    keys.press(K.Key_Escape)

    # published, and only swapped from then on
    keys.alt(K.Key_P)
    publish = month.form(PublishForm)
    assert any("清扫落叶" in label.text() for label in publish.findChildren(QLabel))
    keys.ctrl(K.Key_S)
    assert month.roster().published_on == date(2026, 10, 31)
    table.go_to(month.shift(29).id)
    out = month.names(29)[0]
    keys.press(K.Key_Delete)
    swap = month.form(SwapForm)
    keys.ctrl(K.Key_S)
    assert swap.reason.complaint
    keys.write("孙子发烧")
    keys.ctrl(K.Key_S)
    (noted,) = month.roster().swaps
    assert (noted.out, noted.reason) == (out, "孙子发烧")
    assert out not in month.names(29)
    assert english_in(month.page) == []

    # on the wall, in the hand, in a file, in a telephone
    keys.ctrl(K.Key_P)
    wall = month.paper()
    assert noted.in_ in wall
    keys.alt(K.Key_T)
    assert noted.in_ in month.paper()
    for name in ("排班.xlsx", "排班.ics"):
        part.ask_target = partial(str, tmp_path / name)
        keys.ctrl(K.Key_E)
    assert (tmp_path / "排班.xlsx").read_bytes().startswith(b"PK")
    assert (tmp_path / "排班.ics").read_bytes().count(b"BEGIN:VEVENT") == 8


def _hours(month: Month) -> None:
    """The month is over: one session signed in by keys, with somebody who walked in; closed, corrected, certified."""
    keys, roster = month.keys, month.roster()
    assert month.part(PointsSegment, K.Key_4).chosen_month == (2026, 10)
    month.days.now = datetime(2026, 11, 30, 9, 0)  # the window was left open
    keys.ctrl(K.Key_7)
    assert month.part(PointsSegment, K.Key_4).chosen_month == NOVEMBER
    served = roster.shifts[0]
    assert (served.title, served.day, len(served.duties)) == ("群团站", date(2026, 11, 1), 3)
    part = month.part(HoursSegment, K.Key_3)
    keys.ctrl(K.Key_N)
    form = month.form(SessionForm)
    assert form.source.box.hasFocus()
    keys.press(K.Key_Down)
    assert form.source.text().startswith("11月1日")
    assert (form.title.text(), form.starts.text(), form.ends.text()) == ("群团站", "14:00", "17:00")
    assert form.day.day() == served.day
    keys.ctrl(K.Key_S)
    sign, model = part.sign, part.sign.model
    assert [row.name for row in model.rows] == [duty.name for duty in served.duties]
    assert keys.focus is sign.table
    keys.press(K.Key_1)
    keys.press(K.Key_0)
    keys.press(K.Key_1)

    # a walk-in, and somebody who signs twice
    sign.picker.setFocus()
    keys.write("武桂花")
    keys.press(K.Key_Return)
    assert [row.name for row in model.rows][3:] == ["武桂花"]
    keys.write("武桂花")
    keys.press(K.Key_Return)
    assert len(model.rows) == 4
    assert "武桂花已经在表里了" in sign.message.text()

    # whoever leaves in the middle is told what is not saved, and nothing goes
    assert "签到" in month.page.unsaved()
    keys.press(K.Key_Escape)
    assert part.signing
    assert "还没有保存" in sign.said.text.text()
    keys.alt(K.Key_4)
    keys.alt(K.Key_3)
    assert part.signing
    assert [row.came for row in model.rows] == [True, False, True, True]

    sign.table.go_to(3, 3)  # came an hour late, and left after the end was written wrongly
    sign.table.setFocus()
    keys.write_slowly("1500")
    keys.press(K.Key_Tab)
    keys.write_slowly("1400")
    keys.press(K.Key_Return)
    keys.ctrl(K.Key_S)
    assert "不晚于" in sign.message.text()
    sign.table.go_to(3, 4)
    keys.press(K.Key_Delete)
    sign.table.go_to(3, 3)
    keys.write_slowly("100")  # a slip: sixteen hours of a session of three
    keys.press(K.Key_Return)
    assert "比活动时间(14:00–17:00,180 分钟)长" in model.rows[3].doubt
    assert "1 人比活动时间长" in sign.sums.text()
    assert not sign.said.isVisible()  # what it said of the next Esc is over
    sign.table.go_to(3, 3)
    keys.write_slowly("1500")
    keys.press(K.Key_Return)
    assert not model.rows[3].doubt
    keys.ctrl(K.Key_S)
    assert model.sum == (3, 3 * 60 * 2 + 120)
    session_id = sign.session_id
    keys.alt(K.Key_K)
    assert "到 3 人,共 8.00 小时" in sign.asks.question.text()
    keys.press(K.Key_Space)
    card = month.ask(lambda office: services.service.card(office, session_id))
    assert card.draft.closed_on == date(2026, 11, 30)

    # corrected with its reason
    sign.table.setFocus()
    sign.table.go_to(2, 0)
    keys.alt(K.Key_G)
    correction = month.form(CorrectionForm)
    assert correction.record.name == "武桂花"
    correction.starts.line.setFocus()
    correction.starts.line.selectAll()
    keys.write("14:30")
    assert correction.minutes.text() == "150"  # minutes follow the times
    keys.ctrl(K.Key_S)
    assert "原因" in correction.reason.complaint
    keys.write("14:30就到了,有照片")
    keys.ctrl(K.Key_S)
    assert "120 → 150 分钟" in sign.corrections.text()
    assert english_in(month.page) == []
    keys.press(K.Key_Escape)

    # a certificate: minutes of the year and of today, the correction is in it
    keys.alt(K.Key_Z)
    keys.ctrl(K.Key_N)
    certificate = month.form(CertificateForm)
    keys.write("武桂花")
    keys.press(K.Key_Return)
    certificate.since.set_day(date(2026, 11, 1))
    keys.ctrl(K.Key_S)
    said = month.paper()
    for words in ("武桂花", "ZY2026-0001", "2.50", "王书记"):
        assert words in said, words

    # the list that hangs: no name in full
    keys.alt(K.Key_H)
    keys.ctrl(K.Key_N)
    posting = month.form(PostingForm)
    posting.since.set_day(date(2026, 11, 1))
    posting.until.set_day(date(2026, 11, 30))
    keys.alt(K.Key_Y)
    hung = month.paper()
    assert "武*花" in hung
    assert "武桂花" not in hung
    keys.ctrl(K.Key_S)
    (listed,) = month.ask(services.postings.all_postings)
    assert sum(line.minutes for line in listed.lines) == 510


def _points(month: Month) -> None:
    """Points for the session; one was wrong and is reversed; three judge; the board is printed."""
    keys = month.keys
    part = month.part(PointsSegment, K.Key_4)
    keys.alt(K.Key_S)
    assert part.sessions.found[0].title == "群团站"
    assert part.sessions.found[0].day == date(2026, 11, 1)
    keys.ctrl(K.Key_J)
    assert part.room == MANY
    assert {line.told["name"] for line in part.many.model.lines} == {*month.names(1), "武桂花"} - {month.names(1)[1]}
    keys.press(K.Key_Delete)  # one is taken out, and Esc struck by mistake
    keys.press(K.Key_Escape)
    assert part.room == MANY
    assert "还没有登记" in part.many.ask.question.text()
    keys.press(K.Key_Escape)
    part.many.table.setFocus()
    part.many.table.go_to(0, "count")
    keys.press(K.Key_Space)
    keys.ctrl(K.Key_S)
    assert part.room == RANKING
    assert part.banner.text.text() == "已登记2026年11月1日的“参加志愿服务”:3 人,共 6 分。"
    assert month.page.head.note.text().startswith("3 人有积分,共 6 分")

    # points are not undone but reversed, with a reason
    told: list[BaseException] = []
    month.window.jobs.run(services.journal.undo, lambda _done: None, failed=told.append)
    month.settle()
    assert "冲销" in str(told[0])
    part.take_focus()
    keys.press(K.Key_Return)
    account = part.account
    assert account.shown is not None
    name = account.shown.name
    account.reverse(account.shown.entries[0])
    reversal = month.form(ReverseForm)
    keys.ctrl(K.Key_S)
    assert "原因" in reversal.reason.complaint
    keys.write("走得早,本人说不要")
    keys.ctrl(K.Key_S)
    assert account.shown.sums.month == 0
    assert not part.banner.isVisible()  # three people and six points are no more
    keys.press(K.Key_Escape)
    assert month.page.head.note.text().startswith("2 人有积分,共 4 分")

    # three levels
    keys.alt(K.Key_V)
    assert part.room == EVALUATION
    for key in (K.Key_9, K.Key_0, K.Key_Tab, K.Key_8, K.Key_0, K.Key_Tab, K.Key_8, K.Key_5, K.Key_Return):
        keys.press(key)
    keys.press(K.Key_Escape)
    assert part.room == EVALUATION  # what is typed does not go by one Esc
    keys.press(K.Key_Escape)
    keys.ctrl(K.Key_S)
    assert part.evaluation.model.lines[0].told["total"] == "85.5"
    keys.press(K.Key_Escape)
    assert part.room == RANKING

    # the board: masked, without whom nothing is left of
    keys.alt(K.Key_G)
    board = month.paper(BoardDialog)
    assert "武*花" in board or name == "武桂花"
    assert "武桂花" not in board
    assert english_in(month.page) == []


def _wish(month: Month) -> None:
    """A wish: written down, taken on, done, agreed to; too early and too late are said."""
    keys = month.keys
    part = month.part(WishesSegment, K.Key_5)
    assert "还没有微心愿" in month.said()
    keys.ctrl(K.Key_N)
    wish = month.form(WishForm)
    keys.tab()
    keys.write("想拍一张全家福")
    keys.tab()
    keys.write("张1明")
    month.qtbot.waitUntil(lambda: wish.voice.hits.count() > 0)
    keys.press(K.Key_Return)
    keys.ctrl(K.Key_S)
    part.card.take(Verb.CONFIRM)
    assert "还没有完成,不能登记确认" in part.card.said.text.text()
    keys.ctrl(K.Key_J)
    claim = month.form(WishStepForm)
    assert claim.claimer is not None
    claim.claimer.picker.line.setFocus()
    keys.write("武桂花")
    keys.press(K.Key_Return)
    keys.ctrl(K.Key_S)
    keys.ctrl(K.Key_J)
    keys.ctrl(K.Key_S)
    done = month.form(WishStepForm)
    assert "还没有写情况" in done.words.complaint
    keys.write("拍好了,洗了两张")
    keys.ctrl(K.Key_S)

    def state() -> State:
        assert part.card.shown is not None
        return part.card.shown.line.state

    assert state() is State.DONE
    month.undo()
    assert state() is State.CLAIMED
    keys.ctrl(K.Key_Y)
    assert state() is State.DONE
    part.card.take(Verb.CLAIM)  # what is done is not claimed again
    assert part.card.form is None
    assert "现在是“已完成”,不能再认领" in part.card.said.text.text()
    part.card.setFocus()
    keys.ctrl(K.Key_J)
    keys.ctrl(K.Key_S)
    assert part.card.shown is not None
    assert (state(), part.card.shown.line.taker) == (State.CONFIRMED, "武桂花")
    assert english_in(month.page) == []


def _captain(month: Month) -> None:
    """A captain who goes is missed on the list of people, and found nowhere else any more."""
    keys = month.keys
    part = month.part(PeopleSegment, K.Key_1)
    (who,) = month.ask(lambda office: services.volunteers.find(office, "武桂花"))
    keys.alt(K.Key_D)
    tree = part.teams.tree
    top = tree.topLevelItem(0)
    assert top is not None
    row = next(n for n, line in enumerate(part.teams.lines[1:]) if line.team.name == "环境整治队")
    team_item = top.child(row)
    assert team_item is not None
    tree.setCurrentItem(team_item)
    keys.alt(K.Key_R)
    team = month.form(TeamForm)
    team.captain.picker.line.setFocus()
    keys.write("武桂花")
    keys.press(K.Key_Return)
    keys.ctrl(K.Key_S)
    month.window.open_page("volunteers", who.id)
    month.settle()
    part.card.go()
    go = month.form(GoForm)
    assert any("环境整治队的队长,离队后请另选队长" in label.text() for label in go.findChildren(QLabel))
    go.on.set_day(date(2026, 11, 29))
    go.why.set_text("搬走")
    keys.ctrl(K.Key_S)
    assert "环境整治队的队长武桂花已离队,请另选队长。" in month.said()


def _told(month: Month) -> None:
    """The month's report has it all, and each figure opens what it counts."""
    month.keys.ctrl(K.Key_9)
    page = month.window.page("reports")
    assert isinstance(page, ReportsPage)
    view = page.month_view
    view.show_argument(NOVEMBER)
    month.settle()
    assert view.month == NOVEMBER
    rows = [view.figures.rows.row(place) for place in range(view.figures.rows.rowCount())]
    counted = {row.figure.key: place for place, row in enumerate(rows) if row and row.section == "志愿服务"}
    assert english_in(page) == []

    def opened(key: str) -> tuple[int, object]:
        """The number of a figure, and the part of the page that Enter on it opens."""
        row = rows[counted[f"volunteers.{key}"]]
        assert row is not None
        month.keys.ctrl(K.Key_9)
        view.tabs.setCurrentIndex(FIGURES)
        view.figures.setFocus()
        view.figures.choose_row(counted[f"volunteers.{key}"])
        month.keys.press(K.Key_Return)
        return row.figure.numerator, month.page.segment

    for key in ("month.volunteers", "month.dual", "month.party", "month.active", "month.team.环境整治队"):
        number, part = opened(key)
        assert isinstance(part, PeopleSegment)
        assert part.people.model.rowCount() == number, key
    assert opened("month.volunteers")[0] == 125  # the captain has gone
    for key, many in (("month.sessions", 1), ("year.sessions", 52)):
        number, part = opened(key)
        assert isinstance(part, HoursSegment)
        assert (number, part.sessions.model.rowCount()) == (many, many)
    for key, many in (("month.person_times", 3), ("month.minutes", 510), ("month.minutes.环境整治队", 150)):
        number, part = opened(key)
        assert isinstance(part, HoursSegment)
        assert (number, part.sessions.model.rowCount()) == (many, 1)
    number, part = opened("year.coverage")
    assert isinstance(part, ShiftsSegment)
    assert part.plan.model.rowCount() == 8
    assert month.page.head.note.text() == f"今年以来班次排定人数:8 个班次,要 79 人次,排了 {number}"
    month.keys.alt(K.Key_J)
    assert month.page.head.note.text() == "计划 8 次,已开展 1 次"
    number, part = opened("month.wishes")
    assert isinstance(part, WishesSegment)
    assert (number, part.model.rowCount()) == (1, 1)

    # the paper says the same
    said = paper_words(month.ask(lambda office: services.month_desk.preview(office, *NOVEMBER))[0])
    assert "本月开展志愿服务1场、3人次，服务时长8.50小时；参加服务的志愿者3人" in said
    assert "今年以来开展志愿服务52场、755人次，服务时长1526.00小时" in said
    assert f"本月排班需要79人次，排定{34}人次" in said
    assert "本月办成微心愿1个" in said
    assert "武桂花" not in said
