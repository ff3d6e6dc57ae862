"""四方巡查 and 调解 through the window; departments; papers that are seen before they go out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from chinese import english_in
from hands import Keys
from PySide6.QtCore import Qt
from windows import Settle

from app.models.requests import RequestRow, State, Verb
from app.ui.main_window import MainWindow
from app.ui.requests.mediation_forms import FollowUpForm, MediationForm
from app.ui.requests.page import MEDIATIONS, PATROLS, STATISTICS, RequestsPage
from app.ui.requests.patrol_forms import PatrolForm, SettleForm
from app.ui.requests.patrol_view import DONE, TO_DO
from app.ui.requests.public_dialog import PublicDialog
from app.ui.requests.rules_forms import DepartmentForm, DissolveForm
from app.ui.requests.sheet import SheetDialog
from tests.ui.requests.conftest import TODAY

Rows = Callable[..., tuple[RequestRow, ...]]
Save = Callable[[], None]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # dialogs without a screen


@pytest.fixture
def save(page: RequestsPage, window: MainWindow, settle: Settle) -> Save:
    """Ctrl+S of the form that stands at the right."""

    def press() -> None:
        assert page.side is not None
        assert page.side.form is not None
        page.side.form.save_button.click()
        settle(window)

    return press


@pytest.fixture
def patrolled(page: RequestsPage, window: MainWindow, settle: Settle, keys: Keys, save: Save) -> RequestsPage:
    """A round of today: three of the four came, one finding a request, one kept, one settled on the spot."""
    keys.alt(Qt.Key.Key_5)
    keys.alt(Qt.Key.Key_N)
    form = page.patrol_card.form
    assert isinstance(form, PatrolForm)
    save()
    assert "还没有登记谁参加了巡查" in form.parties[0].complaint
    for field, name in zip(form.parties[:3], ("王书记", "李敏", "赵经理"), strict=True):
        field.came.click()
        field.names.setText(name)
    form.findings[0].place.setText("3栋")
    save()
    assert "没有写发现了什么" in form.findings[0].complaint
    form.findings[0].words.setText("消防通道堆了杂物")
    form.findings[1].words.setText("健身器材松动")
    form.findings[1].then.setCurrentIndex(1)
    keys.alt(Qt.Key.Key_J)
    form.findings[2].words.setText("单元门没关")
    form.findings[2].then.setCurrentIndex(2)
    form.minutes.set_text("物业三天内清理")
    save()
    assert page.patrol_card.form is None
    return page


def test_a_round_and_what_became_of_its_findings(
    patrolled: RequestsPage, rows: Rows, window: MainWindow, settle: Settle, save: Save
) -> None:
    page = patrolled
    (row,) = rows()
    assert (row.words, row.channel, row.door) == ("消防通道堆了杂物", "四方巡查", "3栋")
    shown = page.patrol_card.shown
    assert shown is not None
    assert [party.came for party in shown.parties] == [True, True, True, False]
    kept = next(finding for finding in shown.findings if finding.words == "健身器材松动")
    page.patrol_card.settle(kept)
    form = page.patrol_card.form
    assert isinstance(form, SettleForm)
    form.on.set_text("2026-11-30")
    save()
    assert "还没有到" in form.on.complaint
    form.on.set_day(TODAY)
    save()
    shown = page.patrol_card.shown
    assert shown is not None
    assert sum(finding.settled for finding in shown.findings) == 2
    view = page.patrols
    assert [view.rounds.rowCount(), view.to_do.rowCount(), view.done.rowCount()] == [
        1,
        0,
        2,
    ]  # the request is due next week
    assert english_in(page) == []
    page.patrol_card.request_opened.emit(row.id)
    settle(window)
    assert page.card.shown is not None
    assert page.card.shown.origin_title == "2026年11月21日四方巡查"


def test_a_finding_becomes_a_request_later(
    patrolled: RequestsPage, rows: Rows, window: MainWindow, settle: Settle
) -> None:
    page = patrolled
    assert page.patrol_card.shown is not None
    kept = next(finding for finding in page.patrol_card.shown.findings if finding.words == "健身器材松动")
    page.patrol_card.to_request(kept)
    settle(window)
    assert [row.words for row in rows()] == ["消防通道堆了杂物", "健身器材松动"]
    assert page.patrol_card.shown is not None
    found = next(one for one in page.patrol_card.shown.findings if one.words == "健身器材松动")
    assert found.request_number == "2026-0002"


def test_the_weeks_list(
    page: RequestsPage, made: Callable[..., int], window: MainWindow, settle: Settle, keys: Keys
) -> None:
    late = made(date(2026, 11, 9))
    closed = made(date(2026, 11, 17), (Verb.CLOSE, {"on": date(2026, 11, 18), "outcome": "已解决"}))
    page.tabs.setCurrentIndex(PATROLS)
    settle(window)
    view = page.patrols
    to_do, done = view.to_do.row(0), view.done.row(0)
    assert to_do is not None
    assert done is not None
    assert (to_do.request and to_do.request.id, done.request and done.request.id) == (late, closed)
    view.show_list(DONE)
    view.take_focus()
    keys.press(Qt.Key.Key_Return)
    assert page.card.shown is not None
    assert page.card.shown.row.id == closed
    page.card.close_card()
    view.show_list(TO_DO)
    view.go_week(-1)
    settle(window)
    assert view.week_words.text() == "2026年11月9日至2026年11月15日"
    assert view.done.rowCount() == 0
    keys.ctrl(Qt.Key.Key_P)
    (dialog,) = window.findChildren(SheetDialog)
    assert dialog.windowTitle() == "2026年11月9日起一周工作清单"
    assert dialog.pdf is not None


def test_a_mediation_closes_its_dispute(
    page: RequestsPage, made: Callable[..., int], rows: Rows, window: MainWindow, settle: Settle, save: Save, keys: Keys
) -> None:
    request_id = made(date(2026, 11, 20), category="邻里纠纷", words="半夜打麻将", caller="李四")
    page.show_request(request_id)
    settle(window)
    page.card.setFocus()
    keys.ctrl(Qt.Key.Key_T)
    form = page.mediation_card.form
    assert isinstance(form, MediationForm)
    assert form.parties[0].voice.text() == "李四"
    save()
    assert "至少有两方当事人" in form.parties[1].voice.complaint
    form.parties[1].voice.set_text("张三")
    form.outcome.set_text("调解成功")
    save()
    assert "要写明协议内容" in form.agreement.complaint
    form.agreement.set_text("十点以后不打麻将")
    form.follow_up.set_text("2026-11-21")
    save()
    (row,) = rows()
    assert (row.state, row.outcome) == (State.CLOSED, "调解成功")
    assert page.mediation_card.shown is not None
    page.tabs.setCurrentIndex(MEDIATIONS)
    settle(window)
    assert page.mediations.due.rowCount() == 1
    page.show_mediation(page.mediations.due.row(0).id)  # type: ignore[union-attr]
    settle(window)
    page.mediation_card.follow_up()
    follow = page.mediation_card.form
    assert isinstance(follow, FollowUpForm)
    save()
    assert "还没有写回访情况" in follow.words.complaint
    follow.words.set_text("都遵守了")
    save()
    assert page.mediations.due.rowCount() == 0
    assert english_in(page) == []
    page.mediation_card.setFocus()
    keys.ctrl(Qt.Key.Key_P)
    (dialog,) = window.findChildren(SheetDialog)
    assert dialog.windowTitle().startswith("人民调解协议书")
    assert dialog.pdf is not None


def test_a_dispute_that_was_not_taken_down_yet(
    page: RequestsPage,
    rows: Rows,
    window: MainWindow,
    settle: Settle,
    save: Save,
    keys: Keys,
    door: Callable[[str], int],
) -> None:
    keys.alt(Qt.Key.Key_6)
    keys.alt(Qt.Key.Key_N)
    form = page.mediation_card.form
    assert isinstance(form, MediationForm)
    assert form.words is not None
    assert form.channel is not None
    form.words.set_text("楼上漏水不肯修")
    form.channel.set_text("群众来访")
    form.parties[0].voice.line.setFocus()
    keys.write("1-1-101")
    keys.press(Qt.Key.Key_Return)
    keys.until(lambda: form.parties[0].voice.hit is not None)
    form.parties[1].voice.set_text("张三")
    save()
    (row,) = rows()
    assert (row.category, row.household_id, row.state) == ("邻里纠纷", door("101"), State.RECEIVED)
    assert page.mediations.all.rowCount() == 1
    page.mediations.show_list(2)
    assert page.mediations.states[2].state == "empty"


def test_departments_come_and_go(
    page: RequestsPage, made: Callable[..., int], window: MainWindow, settle: Settle, save: Save, keys: Keys
) -> None:
    keys.alt(Qt.Key.Key_K)
    keys.press(Qt.Key.Key_Insert)
    form = page.rules_card.form
    assert isinstance(form, DepartmentForm)
    save()
    assert "还没有填写部门名称" in form.name.complaint
    form.name.set_text("热力公司")
    form.duty.set_text("供暖")
    save()
    assert page.rules_card.shown is not None
    by_name = {one.name: one for one in page.rules_card.shown.departments}
    assert by_name["热力公司"].own
    page.rules_card.dissolve(by_name["派出所"])
    form2 = page.rules_card.form
    assert isinstance(form2, DissolveForm)
    save()
    assert english_in(page) == []
    request_id = made(date(2026, 11, 20))
    page.show_request(request_id)
    settle(window)
    page.card.take(Verb.WHISTLE)
    settle(window)
    departments = page.card.form.departments  # type: ignore[union-attr]
    names = [departments.list.item(place).text() for place in range(departments.list.count())]
    assert "热力公司" in names
    assert "派出所" not in names


def test_the_sample_holiday_table_can_be_taken_in_again(
    page: RequestsPage, window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    target = tmp_path / "样表.xlsx"
    page.show_rules()
    settle(window)
    page.rules_card.pick_blank = lambda: str(target)
    page.rules_card.save_blank()
    settle(window)
    assert target.exists()
    page.rules_card.take(target)
    settle(window)
    form = page.rules_card.form
    assert form is not None
    assert "完全一样" in form.message.text()
    assert not form.save_button.isEnabled()


def test_the_public_list_of_a_month(
    page: RequestsPage, made: Callable[..., int], window: MainWindow, settle: Settle, keys: Keys, tmp_path: Path
) -> None:
    made(date(2026, 10, 8), (Verb.CLOSE, {"on": date(2026, 10, 9), "outcome": "已解决"}), caller="欧阳小明")
    page.tabs.setCurrentIndex(STATISTICS)
    settle(window)
    keys.ctrl(Qt.Key.Key_P)
    (dialog,) = window.findChildren(PublicDialog)
    assert dialog.month == (2026, 10)
    assert dialog.windowTitle() == "2026年10月诉求公示"
    assert dialog.pdf is not None
    dialog.save_to(tmp_path / "公示")
    settle(window)
    assert (tmp_path / "公示.pdf").read_bytes().startswith(b"%PDF")
    assert english_in(dialog) == []
