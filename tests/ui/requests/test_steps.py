"""The card and its steps: what can be taken, why the rest cannot, and what lacks said beside its field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from chinese import english_in
from hands import Keys
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from windows import Settle

from app.models.requests import RequestRow, State, Verb
from app.ui.main_window import MainWindow
from app.ui.requests.card_content import KEYS
from app.ui.requests.page import RequestsPage
from app.ui.requests.sheet import SheetDialog
from app.ui.requests.step_form import StepForm
from tests.ui.requests.conftest import TODAY

Rows = Callable[..., tuple[RequestRow, ...]]
Open = Callable[[Verb], StepForm]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # dialogs without a screen


@pytest.fixture
def opened(page: RequestsPage, made: Callable[..., int], window: MainWindow, settle: Settle) -> int:
    """A request of yesterday on its card."""
    request_id = made(date(2026, 11, 20), words="停车位被占", category="停车秩序")
    page.show_request(request_id)
    settle(window)
    page.card.setFocus()
    return request_id


@pytest.fixture
def step(page: RequestsPage, window: MainWindow, settle: Settle, opened: int) -> Open:
    def open_form(verb: Verb) -> StepForm:
        page.card.take(verb)
        settle(window)
        form = page.card.form
        assert isinstance(form, StepForm)
        return form

    return open_form


@pytest.fixture
def save(page: RequestsPage, window: MainWindow, settle: Settle) -> Callable[[], None]:
    def press() -> None:
        assert page.card.form is not None
        page.card.form.save_button.click()
        settle(window)

    return press


def test_every_verb_has_a_key_and_a_form(
    page: RequestsPage, keys: Keys, opened: int, rows: Rows, save: Callable[[], None]
) -> None:
    assert set(KEYS) == set(Verb) - {Verb.RECEIVE}
    assert len(set(KEYS.values())) == len(KEYS)
    keys.press(Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    form = page.card.form
    assert isinstance(form, StepForm)
    assert form.asked.verb is Verb.REGRADE
    assert form.grade is not None
    form.grade.set_text("重大")
    save()
    assert rows()[0].grade == "重大"


def test_what_cannot_be_taken_says_why(page: RequestsPage, keys: Keys, opened: int) -> None:
    keys.press(Qt.Key.Key_F6)
    assert page.card.form is None
    assert page.card.said.text.text() == "答卷:还没有吹哨,不能登记答卷。请先吹哨。"
    why = page.card.state.content.findChild(QPushButton, "why_visit")
    assert why is not None
    why.click()
    assert "还没有办结" in page.card.said.text.text()
    keys.press(Qt.Key.Key_F7)
    assert page.card.form is not None
    assert not page.card.said.isVisible()


def test_a_joint_whistle_waits_for_each(page: RequestsPage, step: Open, save: Callable[[], None], rows: Rows) -> None:
    form = step(Verb.WHISTLE)
    assert form.departments is not None
    assert form.departments.names == ("综合执法中队",)  # to whom parking usually goes
    form.departments.tick("派出所")
    save()
    assert (rows()[0].state, rows()[0].waiting) == (State.WHISTLED, 2)
    assert page.card.shown is not None
    assert [one.letter for one in page.card.shown.life.whistles] == ["〔2026〕1号", "〔2026〕2号"]
    page.card.take(Verb.CLOSE)
    assert "还在等部门答卷(综合执法中队、派出所)" in page.card.said.text.text()
    form = step(Verb.ANSWER)
    assert form.departments is not None
    save()
    assert form.departments.complaint.startswith("还没有选部门")
    assert form.words is not None
    assert form.words.complaint.startswith("还没有写情况")
    form.departments.tick("派出所")
    form.words.set_text("已劝离")
    save()
    assert (rows()[0].state, rows()[0].handler) == (State.WHISTLED, "综合执法中队")
    form = step(Verb.CALL_OFF)
    assert form.departments is not None
    assert form.departments.names == ("综合执法中队",)  # the only one that is waited for
    assert form.words is not None
    form.words.set_text("不归它管")
    save()
    assert rows()[0].state is State.HANDLING


@pytest.mark.parametrize(
    ("verb", "fill", "field", "said"),
    [
        (Verb.CLOSE, {}, "办理结果", "还没有选办理结果"),
        (Verb.CLOSE, {"outcome": "无法解决"}, "情况", "要写明原因"),
        (Verb.CLOSE, {"outcome": "已解决", "on": "2026-11-19"}, "日期", "早于前一步"),
        (Verb.CLOSE, {"outcome": "已解决", "on": "2026-11-22"}, "日期", "还没有到"),
        (Verb.HANDLE, {}, "情况", "还没有写情况"),
        (Verb.PAUSE, {"words": "等列项", "on": "某天"}, "日期", "看不懂"),
        (Verb.REGRADE, {}, "分级", "还没有选分级"),
        (Verb.NOTE, {}, "情况", "还没有写情况"),
    ],
)
def test_what_lacks_is_said_beside_its_field(
    step: Open, save: Callable[[], None], rows: Rows, verb: Verb, fill: dict[str, str], field: str, said: str
) -> None:
    form = step(verb)
    for name, text in fill.items():
        {"outcome": form.outcome, "words": form.words, "on": form.on}[name].set_text(text)  # type: ignore[union-attr]
    save()
    wrong = form.field(field)
    assert wrong is not None
    assert said in wrong.complaint
    assert rows()[0].state is State.RECEIVED


def test_a_pause_stops_the_clock(page: RequestsPage, step: Open, save: Callable[[], None], rows: Rows) -> None:
    form = step(Verb.PAUSE)
    assert form.words is not None
    form.words.set_text("等列项")
    save()
    assert rows()[0].stopped
    assert any("停计期限" in label for label in _labels(page))
    step(Verb.RESUME)
    save()
    assert not rows()[0].stopped


def test_the_letter_is_seen_before_it_goes_out(
    page: RequestsPage,
    step: Open,
    save: Callable[[], None],
    window: MainWindow,
    settle: Settle,
    keys: Keys,
    tmp_path: object,
) -> None:
    step(Verb.WHISTLE)
    save()
    keys.ctrl(Qt.Key.Key_P)
    (dialog,) = window.findChildren(SheetDialog)
    assert dialog.windowTitle() == "吹哨单〔2026〕1号"
    assert dialog.pages.count >= 1
    assert dialog.pdf is not None
    assert dialog.pdf.startswith(b"%PDF")
    assert english_in(dialog) == []
    dialog.reject()


def test_the_door_opens_its_card(
    page: RequestsPage,
    made: Callable[..., int],
    door: Callable[[str], int],
    window: MainWindow,
    settle: Settle,
    keys: Keys,
) -> None:
    request_id = made(TODAY, household_id=door("201"))
    page.show_request(request_id)
    settle(window)
    page.card.setFocus()
    keys.ctrl(Qt.Key.Key_D)
    assert window.room is not None
    households = window.room.current
    assert households is window.page("households")
    assert getattr(households, "card").household_id == door("201")  # noqa: B009 - the page's own attribute


def test_removed_and_taken_back(
    page: RequestsPage, opened: int, save: Callable[[], None], rows: Rows, window: MainWindow, settle: Settle
) -> None:
    page.card.remove()
    settle(window)
    save()
    assert rows() == ()
    assert page.side is None
    assert window.room is not None
    window.room.undo()
    settle(window)
    assert [row.id for row in rows()] == [opened]


def test_no_english_on_card_and_forms(page: RequestsPage, step: Open, opened: int) -> None:
    assert page.card.shown is not None
    assert english_in(page) == []
    for move in page.card.shown.moves:
        if not move.why:
            assert english_in(step(move.verb)) == []
            page.card.leave_form()


def _labels(page: RequestsPage) -> list[str]:
    from PySide6.QtWidgets import QLabel

    return [label.text() for label in page.card.state.content.findChildren(QLabel)]
