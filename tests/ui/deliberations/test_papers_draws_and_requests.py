"""A matter out of a request and back; the papers of its steps; the sheet of its draw."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from windows import Settle

from app import services
from app.models.deliberations import DrawDraft, MatterStepDraft, PoolDraft
from app.models.requests import RequestDraft
from app.ui.deliberations.forms import MatterForm
from app.ui.deliberations.step_papers import StepPapers
from app.ui.main_window import MainWindow
from app.ui.meetings.lists import MATTERS
from app.ui.meetings.page import MeetingsPage
from app.ui.requests.page import RequestsPage
from app.ui.requests.sheet import SheetDialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # dialogs without a screen


def link(widget: Any, words: str) -> QPushButton:
    return next(one for one in widget.findChildren(QPushButton) if one.text().startswith(words) and one.isVisible())


def test_a_request_is_taken_up_for_deliberation(
    window: MainWindow, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    ids: list[int] = []

    def prepare(office: Any) -> None:
        draft = RequestDraft(date(2026, 11, 20), channel="群众来访", words="3栋要求加装电梯", grade="一般")
        ids.extend(services.requests.take_down(office, draft).made)
        for kind, name in (("社区干部", "孙主任"), ("网格员", "李网格"), ("利益相关方", "住户甲")):
            services.pool.add(office, PoolDraft(name, kind))

    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.jobs.run(prepare)
    settle(window)
    window.open_page("requests", ids[0])
    settle(window)
    requests = window.page("requests")
    assert isinstance(requests, RequestsPage)
    link(requests, "提交议事").click()
    settle(window)
    page = window.page("meetings")
    assert isinstance(page, MeetingsPage)
    assert page.tabs.currentIndex() == MATTERS
    form = page.matter.form
    assert isinstance(form, MatterForm)
    assert (form.name.text(), form.words.text()) == ("3栋要求加装电梯", "3栋要求加装电梯")
    form.method.set_text("五步说事法")
    form.save()
    settle(window)
    card = page.matter.shown
    assert card is not None
    assert card.draft.request_id == ids[0]
    matter = card.line.id

    def walk(office: Any) -> None:
        services.deliberations.take_step(office, matter, MatterStepDraft(1, "说事长", date(2026, 11, 21), "收集了意见"))
        services.pool.draw(office, DrawDraft(matter, (), 1, "种子"))

    window.jobs.run(walk)
    settle(window)
    page.matter.refresh()
    settle(window)

    link(page.matter, "抽取记录").click()
    sheet = next(one for one in QApplication.topLevelWidgets() if isinstance(one, SheetDialog) and one.isVisible())
    settle(window)
    assert sheet.pdf is not None
    said = pypdfium2.PdfDocument(sheet.pdf)[0].get_textpage().get_text_range()
    assert "孙主任" in said
    assert "党员群众代表、片区民警、退休老干部" in said.replace("\r\n", "")
    sheet.reject()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)

    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    picture.save(str(tmp_path / "签到.png"))
    page.matter.setFocus()
    QTest.keyClick(page.matter, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    papers = next(one for one in QApplication.topLevelWidgets() if isinstance(one, StepPapers) and one.isVisible())
    assert papers.papers.state.state == "empty"
    papers.papers.add(tmp_path / "签到.png")
    settle(window)
    assert [one.name for one in papers.papers.papers] == ["签到.png"]
    assert not papers.papers.preview.pixmap().isNull()
    papers.papers.ask_target = lambda name: str(tmp_path / f"另存{name}")
    papers.papers.save()
    settle(window)
    assert (tmp_path / "另存签到.png").read_bytes() == (tmp_path / "签到.png").read_bytes()
    papers.reject()
    assert link(page.matter, "材料").text() == "材料 1"

    window.open_page("requests", ids[0])
    settle(window)
    link(requests, "议2026-001").click()
    settle(window)
    assert page.matter.isVisible()
    assert page.matter.shown is not None
    assert page.matter.shown.line.id == matter
