"""红色账户 by keyboard alone: points for a session of thirty, a reversal, an evaluation, the board; undo says why."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from chinese import english_in
from keyboard import Keyboard
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from volunteer_hands import add_session, add_volunteers
from windows import PASSWORD, OpenWindow, Settle

from app import services
from app.base.clock import Clock
from app.base.paths import Paths
from app.models.points import PointsDraft
from app.ui.main_window import MainWindow
from app.ui.volunteers.page import VolunteersPage
from app.ui.volunteers.points_board import BoardDialog
from app.ui.volunteers.points_forms import EnterForm, ReverseForm
from app.ui.volunteers.points_segment import EVALUATION, MANY, RANKING, PointsSegment

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # dialogs without a screen
K = Qt.Key
NAMES = [f"{surname}志{given}" for surname in "王李张刘陈杨" for given in "强明芳丽伟"]


@pytest.fixture
def window(open_window: OpenWindow, office_paths: Paths, clock: Clock) -> MainWindow:
    """Thirty volunteers in a session that nobody has points for; two of them are at their cap of another kind."""
    office = services.accounts.unlock(office_paths, PASSWORD, clock)
    people = add_volunteers(office, NAMES)
    add_session(office, date(2026, 11, 14), "周日清扫家园", dict.fromkeys(people, 120))
    draft = PointsDraft(date(2026, 10, 9), "推荐入队", tuple((one, 4) for one in people[:2]))
    services.points.enter(office, draft)
    services.accounts.close(office)
    return open_window(office_paths, PASSWORD)


@pytest.fixture
def segment(window: MainWindow, settle: Settle, qtbot: QtBot) -> PointsSegment:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open_page("volunteers", "points")
    settle(window)
    page = window.page("volunteers")
    assert isinstance(page, VolunteersPage)
    found = page.segment
    assert isinstance(found, PointsSegment)
    found.setFocus()
    return found


@pytest.fixture
def keys(window: MainWindow, settle: Settle, qtbot: QtBot) -> Keyboard:
    return Keyboard(qtbot, window, settle)


def test_a_session_of_thirty_is_taken_in_eight_keys(
    segment: PointsSegment, keys: Keyboard, window: MainWindow, settle: Settle
) -> None:
    assert "这个月还没有积分" in " ".join(label.text() for label in segment.findChildren(QLabel))
    keys.alt(K.Key_S)
    assert segment.sessions.found[0].title == "周日清扫家园"
    keys.ctrl(K.Key_J)
    assert segment.room == MANY
    assert len(segment.many.model.lines) == 30
    keys.press(K.Key_Delete, K.Key_Down, K.Key_Space, K.Key_Space)  # the first gets none, the second is asked twice
    keys.ctrl(K.Key_S)
    assert segment.room == RANKING
    assert segment.banner.text.text() == "已登记2026年11月14日的“参加志愿服务”:29 人,共 58 分。"
    assert [row.sums.month for row in map(segment.model.row, range(29)) if row] == [2] * 29
    assert segment.sessions_button.text() == "按场次补记 1"  # the one who was left out
    assert english_in(segment) == []


def test_caps_are_said_while_typing_and_undo_says_to_reverse(
    segment: PointsSegment, keys: Keyboard, window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    keys.ctrl(K.Key_N)
    assert segment.room == MANY
    segment.many.kind.box.setFocus()
    while segment.many.kind.text() != "推荐入队":
        keys.press(K.Key_Down)
    assert "不用写凭证" in segment.many.rule.text()
    segment.many.table.setFocus()
    keys.press(K.Key_3)
    keys.press(K.Key_Return)
    keys.alt(K.Key_F)
    keys.write("王志强")
    keys.press(K.Key_Return)
    keys.press(K.Key_3)
    keys.press(K.Key_Return)
    qtbot.waitUntil(lambda: segment.many.awards is not None)
    settle(window)
    assert segment.many.total.text() == "2 人,应记 12 分,按每年上限实记 8 分(1 人到了上限)"
    said = [line.told.get("said") for line in segment.many.model.lines if line.told["name"] == "王志强"]
    assert said == ["要记 6 分,今年这一项还能记 2 分,记 2 分"]
    keys.press(K.Key_Escape)
    assert not segment.many.ask.isHidden()  # nothing typed goes by one key
    keys.press(K.Key_Escape)
    keys.ctrl(K.Key_S)
    assert "王志强(要记 6 分" in segment.banner.text.text()
    told: list[BaseException] = []
    window.jobs.run(services.journal.undo, lambda _done: None, failed=told.append)
    settle(window)
    assert "请到“志愿”的红色账户里冲销" in str(told[0])


def test_one_account_entered_and_reversed(
    segment: PointsSegment, keys: Keyboard, settle: Settle, window: MainWindow
) -> None:
    segment.choose(segment.span.__class__.YEAR)
    settle(window)
    keys.press(K.Key_Tab)
    segment.take_focus()
    keys.press(K.Key_Return)
    account = segment.account
    assert account.shown is not None
    keys.ctrl(K.Key_J)
    form = account.form
    assert isinstance(form, EnterForm)
    keys.ctrl(K.Key_S)
    assert "还没有写凭证" in form.evidence.complaint
    form.evidence.line.setFocus()
    keys.write("签到表")
    keys.ctrl(K.Key_S)
    assert account.shown is not None
    assert account.shown.sums.month == 2
    account.reverse(account.shown.entries[0])
    reversal = account.form
    assert isinstance(reversal, ReverseForm)
    keys.ctrl(K.Key_S)
    assert "原因" in reversal.reason.complaint
    keys.write("记错人了")
    keys.ctrl(K.Key_S)
    assert account.shown is not None
    assert account.shown.sums.month == 0
    assert [entry.points for entry in account.shown.entries][:2] == [-2, 2]
    assert english_in(segment) == []


def test_an_evaluation_is_typed_and_the_board_is_printed(
    segment: PointsSegment, keys: Keyboard, settle: Settle, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    keys.alt(K.Key_V)
    assert segment.room == EVALUATION
    for key in (K.Key_9, K.Key_0, K.Key_Tab, K.Key_8, K.Key_0, K.Key_Tab, K.Key_8, K.Key_5, K.Key_Return):
        keys.press(key)
    line = segment.evaluation.model.lines[0]
    assert (line.told["total"], line.told["grade"]) == ("85.5", "良好")
    keys.press(K.Key_Escape)
    assert not segment.evaluation.ask.isHidden()
    keys.press(K.Key_Escape)
    keys.ctrl(K.Key_S)
    assert "评完 1 人" in segment.evaluation.note.text()
    assert english_in(segment) == []
    keys.press(K.Key_Escape)
    assert segment.room == RANKING
    segment.month.setCurrentIndex(1)  # October
    segment.refresh()
    settle(window)
    board = segment.show_board()
    assert isinstance(board, BoardDialog)
    qtbot.addWidget(board)
    settle(window)
    assert board.pdf is not None
    board.choose(whole=True, paper="A3", places=20)
    settle(window)
    assert board.wish.whole
    board.save_to(tmp_path / "光荣榜.pdf")
    settle(window)
    assert (tmp_path / "光荣榜.pdf").read_bytes().startswith(b"%PDF")
    assert QApplication.activeModalWidget() is None
