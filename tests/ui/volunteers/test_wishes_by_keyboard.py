"""心愿清单 by keyboard alone: a wish is written down, claimed, done, confirmed; what cannot be is said."""

from __future__ import annotations

from datetime import date

import pytest
from chinese import english_in
from keyboard import Keyboard
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from volunteer_hands import add_volunteers
from windows import PASSWORD, OpenWindow, Settle

from app import services
from app.base.clock import Clock
from app.base.paths import Paths
from app.models.requests import RequestDraft
from app.models.wishes import Kind, State, Verb, WishAsk, WishQuery
from app.ui.main_window import MainWindow
from app.ui.volunteers.page import VolunteersPage
from app.ui.volunteers.wishes_forms import WishForm, WishStepForm
from app.ui.volunteers.wishes_segment import WishesSegment

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # dialogs without a screen
K = Qt.Key


@pytest.fixture
def window(open_window: OpenWindow, office_paths: Paths, clock: Clock) -> MainWindow:
    office = services.accounts.unlock(office_paths, PASSWORD, clock)
    add_volunteers(office, ["王芳"], skills="摄影、文体")
    services.requests.take_down(office, RequestDraft(date(2026, 11, 20), "群众来访", "楼道想装声控灯", household_id=2))
    services.accounts.close(office)
    return open_window(office_paths, PASSWORD)


@pytest.fixture
def segment(window: MainWindow, settle: Settle, qtbot: QtBot) -> WishesSegment:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open_page("volunteers", "wishes")
    settle(window)
    page = window.page("volunteers")
    assert isinstance(page, VolunteersPage)
    found = page.segment
    assert isinstance(found, WishesSegment)
    found.setFocus()
    return found


@pytest.fixture
def keys(window: MainWindow, settle: Settle, qtbot: QtBot) -> Keyboard:
    return Keyboard(qtbot, window, settle)


def _words(segment: WishesSegment) -> str:
    return " ".join(label.text() for label in segment.findChildren(QLabel) if label.isVisibleTo(segment))


def test_a_wish_from_the_first_key_to_the_confirmation(
    segment: WishesSegment, keys: Keyboard, window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    assert "还没有微心愿" in _words(segment)
    keys.ctrl(K.Key_N)
    form = segment.card.form
    assert isinstance(form, WishForm)
    keys.press(K.Key_Tab)
    keys.write("想拍一张全家福")
    keys.ctrl(K.Key_S)
    assert "还没有选住户" in form.voice.complaint
    form.voice.line.setFocus()
    keys.write("张1明")
    qtbot.waitUntil(lambda: form.voice.hits.count() > 0)
    keys.press(K.Key_Return)
    keys.ctrl(K.Key_S)
    card = segment.card.shown
    assert card is not None
    assert (card.line.number, card.line.state) == ("心愿〔2026〕1号", State.WAITING)
    assert "王芳(助老小分队):全家福" in _words(segment)

    segment.card.take(Verb.CONFIRM)  # too early: said, and nothing to fill in
    assert "还没有完成,不能登记确认" in segment.card.said.text.text()
    assert segment.card.form is None
    keys.ctrl(K.Key_J)
    claim = segment.card.form
    assert isinstance(claim, WishStepForm)
    assert claim.claimer is not None
    claim.claimer.picker.line.setFocus()
    keys.write("wf")
    qtbot.waitUntil(lambda: claim.claimer is not None and claim.claimer.picker.list.count() > 0)
    keys.press(K.Key_Return)
    keys.ctrl(K.Key_S)
    keys.ctrl(K.Key_J)
    keys.write("拍好了")
    keys.ctrl(K.Key_S)
    keys.ctrl(K.Key_J)
    done = segment.card.form
    assert isinstance(done, WishStepForm)
    assert done.satisfaction is not None
    keys.ctrl(K.Key_S)
    shown = segment.card.shown
    assert shown is not None
    assert (shown.line.state, shown.line.satisfaction, shown.line.taker) == (State.CONFIRMED, "满意", "王芳")
    assert [column.total for column in segment.board.places] == [0, 0, 0, 0, 1]
    assert segment.said == "在办 0 条,已确认 1 条"
    assert english_in(segment) == []
    keys.press(K.Key_Escape)
    assert segment.side is None


def test_not_satisfied_goes_on(segment: WishesSegment, keys: Keyboard, window: MainWindow, settle: Settle) -> None:
    for step in (
        lambda office: services.wishes.add(office, services.wishes.from_request(office, 1)),
        lambda office: services.wishes.take_step(office, 1, _claimed()),
        lambda office: services.wishes.take_step(office, 1, _finished()),
    ):
        window.desk.change(step)
        settle(window)
    segment.show_wish(1)
    settle(window)
    segment.card.setFocus()
    keys.ctrl(K.Key_J)
    form = segment.card.form
    assert isinstance(form, WishStepForm)
    assert form.satisfaction is not None
    form.satisfaction.set_text("不满意")
    keys.ctrl(K.Key_S)
    assert "还没有写情况" in form.words.complaint
    form.words.box.setFocus()
    keys.write("灯还不亮")
    keys.ctrl(K.Key_S)
    shown = segment.card.shown
    assert shown is not None
    assert shown.line.state is State.DOING
    assert shown.steps[-1].words == "不满意:灯还不亮"


def test_from_a_request_to_the_household_and_the_list(
    segment: WishesSegment, keys: Keyboard, window: MainWindow, settle: Settle
) -> None:
    window.open_page("volunteers", ("wishes", WishAsk(request_id=1)))
    settle(window)
    form = segment.card.form
    assert isinstance(form, WishForm)
    assert (form.name.text(), form.voice.line.text()) == ("楼道想装声控灯", "大院1栋1单元201室")
    form.save()
    settle(window)
    window.open_page("requests", 1)
    settle(window)
    page = window.page("requests")
    assert any(found.text() == "心愿〔2026〕1号" for found in page.findChildren(QPushButton))
    window.open_page("volunteers", ("wishes", WishQuery(household_id=2)))
    settle(window)
    assert segment.as_list
    assert segment.model.rowCount() == 1
    segment.choose(Kind.OFFER)
    settle(window)
    assert "还没有服务清单" in _words(segment)
    segment.show_all()
    segment.setFocus()
    keys.alt(K.Key_Q)
    assert segment.kind is Kind.WISH
    dialog = segment.post()
    settle(window)
    assert dialog.pdf is not None
    dialog.reject()
    assert english_in(segment) == []


def _claimed() -> object:
    from app.models.wishes import Claimer, WishStepDraft

    return WishStepDraft(Verb.CLAIM, claimer=Claimer(unit="电工班"))


def _finished() -> object:
    from app.models.wishes import WishStepDraft

    return WishStepDraft(Verb.FINISH, words="装好了")
