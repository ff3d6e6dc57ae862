"""服务时长 by keyboard alone: forty people signed in, a walk-in, a correction, a certificate, a list that hangs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from chinese import english_in
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from typing_in import type_in
from windows import Settle

from app import services
from app.models.service import SessionCard, SignLine
from app.models.volunteer_figures import VolunteersShown
from app.ui.main_window import MainWindow
from app.ui.requests.sheet import SheetDialog
from app.ui.volunteers.hours_forms import CorrectionForm, SessionForm
from app.ui.volunteers.hours_paper_forms import CertificateForm, PostingForm
from app.ui.volunteers.hours_view import HoursSegment
from app.ui.widgets.exporting import ExportDialog
from tests.services.service_world import enroll, served, session

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # dialogs without a screen
Run = Callable[[Callable[[Any], Any]], Any]


class Hands:
    """Keys go to whatever has the focus; the worker settles after each."""

    def __init__(self, qtbot: QtBot, window: MainWindow, settle: Settle) -> None:
        self._qtbot, self._window, self._settle = qtbot, window, settle
        self.strokes = 0

    @property
    def focus(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None, "nothing has the focus"
        return found

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focus, key, held)
        self.strokes += 1
        self._settle(self._window)

    def ctrl(self, key: Qt.Key) -> None:
        self.press(key, Qt.KeyboardModifier.ControlModifier)

    def alt(self, key: Qt.Key) -> None:
        self.press(key, Qt.KeyboardModifier.AltModifier)

    def back(self) -> None:
        """The window is in front again, after a dialog."""
        self._window.activateWindow()
        self._qtbot.waitUntil(self._window.isActiveWindow)

    def write(self, text: str) -> None:
        for character in text:
            type_in(self._qtbot, self.focus, character)
            self.strokes += 1
            self._settle(self._window)


@pytest.fixture
def run(window: MainWindow, settle: Settle) -> Run:
    def ask(work: Callable[[Any], Any]) -> Any:
        kept: list[Any] = []
        window.jobs.run(work, kept.append)
        settle(window)
        assert kept, "the worker did not answer"
        return kept[0]

    return ask


@pytest.fixture
def hours(window: MainWindow, settle: Settle, qtbot: QtBot, run: Run) -> HoursSegment:
    """The part, with forty volunteers in two teams."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    run(lambda office: enroll(office, 40))
    window.open_page("volunteers", ("hours", "sessions"))
    settle(window)
    found = window.page("volunteers").segment  # type: ignore[attr-defined]
    assert isinstance(found, HoursSegment)
    return found


@pytest.fixture
def hands(qtbot: QtBot, window: MainWindow, settle: Settle) -> Hands:
    return Hands(qtbot, window, settle)


def shown(run: Run, session_id: int) -> SessionCard:
    found: SessionCard = run(lambda office: services.service.card(office, session_id))
    return found


def dialogs() -> list[SheetDialog]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, SheetDialog) and one.isVisible()]


def test_forty_people_are_signed_in(
    hours: HoursSegment, hands: Hands, window: MainWindow, settle: Settle, run: Run
) -> None:
    """From Ctrl+N to the closed session: far fewer strokes than a minute has."""
    team = next(number for number, name in run(services.service.teams) if name == "环境整治队")
    hands.ctrl(Qt.Key.Key_N)
    form = hours.card.form
    assert isinstance(form, SessionForm)
    form.title.editor.setFocus()
    hands.write("扫雪")
    form.starts.line.setFocus()
    hands.write("8")
    form.ends.line.setFocus()
    hands.write("1130")
    form.team.set_text("环境整治队")
    hands.ctrl(Qt.Key.Key_S)
    assert hours.signing
    sign, model = hours.sign, hours.sign.model
    session_id = sign.session_id
    assert shown(run, session_id).draft.team_id == team
    assert len(model.rows) == 20  # its team is expected
    assert sign.table is hands.focus
    hands.strokes = 0
    for _ in range(10):
        hands.press(Qt.Key.Key_1)
    assert sign.table.currentIndex().row() == 10
    hands.press(Qt.Key.Key_0)
    hands.press(Qt.Key.Key_Tab)  # the next one came late: to the cell of the beginning
    hands.write("930")
    hands.press(Qt.Key.Key_Return)
    assert (model.rows[11].came, model.rows[11].starts) == (True, "09:30")
    hands.alt(Qt.Key.Key_Q)  # all the others too, the one who did not come as well
    sign.table.go_to(10, 0)
    hands.press(Qt.Key.Key_0)
    sign.picker.setFocus()
    for number in range(20, 40):  # twenty of the other team walk in
        hands.write(f"志愿者{number:03d}")
        hands.press(Qt.Key.Key_Return)
    assert len(model.rows) == 40
    assert "到 39 人" in sign.sums.text()
    assert "还没有保存" in sign.sums.text()
    hands.ctrl(Qt.Key.Key_S)
    card = shown(run, session_id)
    assert (card.line.heads, card.line.minutes) == (39, 38 * 210 + 120)
    assert "还没有保存" not in sign.sums.text()
    assert english_in(hours) == []
    hands.alt(Qt.Key.Key_K)
    assert "39 人" in sign.asks.question.text()
    sign.asks.yes_button.click()
    settle(window)
    assert shown(run, session_id).draft.closed_on == date(2026, 11, 21)
    assert not sign.save_button.isVisible()
    assert sign.correct_button.isVisible()
    window.room.undo()
    settle(window)
    assert shown(run, session_id).draft.closed_on is None


def test_what_is_wrong_is_said_and_nothing_is_lost(
    hours: HoursSegment, hands: Hands, window: MainWindow, settle: Settle, run: Run
) -> None:
    made = run(lambda office: served(office, session(), SignLine(1), SignLine(2), closed=False))
    run(lambda office: served(office, session(title="打扫楼道", starts="16:00", ends="18:00"), SignLine(3)))
    hours.show_session(made)
    settle(window)
    sign, model = hours.sign, hours.sign.model
    sign.table.go_to(0, 4)
    sign.table.setFocus()
    hands.write("1300")
    hands.press(Qt.Key.Key_Return)
    assert "不晚于" in model.rows[0].trouble
    hands.ctrl(Qt.Key.Key_S)
    assert "不晚于" in sign.message.text()
    assert shown(run, made).records[0].ends == "17:00"
    assert sign.dirty
    sign.table.go_to(0, 4)
    hands.press(Qt.Key.Key_Delete)  # as the session again
    sign.picker.setFocus()
    hands.write("张秀珍")
    hands.press(Qt.Key.Key_Return)
    assert len(model.rows) == 2
    assert "已经在表里" in sign.message.text()
    hands.write("陈秀英")  # is at another session at that time: only the store knows
    hands.press(Qt.Key.Key_Return)
    hands.ctrl(Qt.Key.Key_S)
    assert "陈秀英" in sign.message.text()
    assert "打扫楼道" in sign.message.text()
    assert len(shown(run, made).records) == 2
    hands.press(Qt.Key.Key_Escape)
    assert hours.signing
    assert "还没有保存" in sign.said.text.text()
    assert "签到" in window.page("volunteers").unsaved()
    hands.press(Qt.Key.Key_Escape)
    assert not hours.signing


def test_a_correction_a_certificate_and_a_list(
    hours: HoursSegment, hands: Hands, window: MainWindow, settle: Settle, run: Run, tmp_path: Path
) -> None:
    made = run(lambda office: served(office, session(), SignLine(1), SignLine(2)))
    hours.show_session(made)
    settle(window)
    hands.alt(Qt.Key.Key_G)
    form = hours.card.form
    assert isinstance(form, CorrectionForm)
    form.minutes.set_text("120")
    form.reason.editor.setFocus()
    hands.write("签退漏记")
    hands.ctrl(Qt.Key.Key_S)
    assert "180 → 120 分钟" in hours.sign.corrections.text()
    assert "签退漏记" in hours.sign.corrections.text()
    hands.ctrl(Qt.Key.Key_E)
    (export,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, ExportDialog) and one.isVisible())
    export.save_to(tmp_path / "服务记录.xlsx")
    settle(window)
    rows = list(openpyxl.load_workbook(tmp_path / "服务记录.xlsx").active.iter_rows(values_only=True))
    line = next(row for row in rows if "张秀珍" in row)
    assert "120" in map(str, line)
    assert "180 → 120 分钟,签退漏记" in line
    hands.back()
    hands.press(Qt.Key.Key_Escape)
    hands.alt(Qt.Key.Key_Z)
    hands.ctrl(Qt.Key.Key_N)
    certificate = hours.card.form
    assert isinstance(certificate, CertificateForm)
    hands.write("张秀珍")
    hands.press(Qt.Key.Key_Return)
    hands.ctrl(Qt.Key.Key_S)
    (line,) = run(services.certificates.register)
    assert (line.number, line.minutes) == ("ZY2026-0001", 120)
    (paper,) = dialogs()
    assert paper.pdf == run(lambda office: services.certificates.file_bytes(office, line.id))
    paper.reject()
    hands.back()
    hands.alt(Qt.Key.Key_H)
    hands.ctrl(Qt.Key.Key_N)
    posting = hours.card.form
    assert isinstance(posting, PostingForm)
    assert "2 人,共 5.00 小时" in posting.found.text()
    hands.ctrl(Qt.Key.Key_S)
    (hung,) = run(services.postings.all_postings)
    assert {one.name for one in hung.lines} == {"张*珍", "谷*"}
    assert (hung.ends_on - hung.posted_on).days == 6
    assert english_in(hours) == []
    hands.alt(Qt.Key.Key_W)
    assert hours.statistics.figures is not None
    assert hours.statistics.figures.minutes.numerator == 300
    shown_sessions = VolunteersShown("service", frozenset(hours.statistics.figures.minutes.ids), "服务时长")
    window.open_page("volunteers", ("hours", shown_sessions))
    settle(window)
    assert [hours.sessions.model.row(n).id for n in range(hours.sessions.model.rowCount())] == [made]


def test_the_first_page_leads_to_what_is_not_closed(
    hours: HoursSegment, window: MainWindow, settle: Settle, run: Run, qtbot: QtBot
) -> None:
    run(lambda office: served(office, session(date(2026, 11, 15)), SignLine(1), closed=False))
    run(lambda office: served(office, session(date(2026, 11, 8)), SignLine(1)))
    assert run(services.dues.counts).sessions_open == 1
    window.open_page("home")
    page = window.page("home")
    page.refresh()
    settle(window)
    said = "1 场服务的签到还没有核对关闭"
    qtbot.waitUntil(lambda: any(said in label.text() for label in page.due.findChildren(QLabel)))  # type: ignore[attr-defined]
    window.open_page("volunteers", ("hours", "open"))
    settle(window)
    assert hours.sessions.model.rowCount() == 1
    assert hours.sessions.open_only.isChecked()
