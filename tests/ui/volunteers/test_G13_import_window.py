"""G13 on a user's way: roster and hours through the wizard; the lists, the teams and the hours say the truth."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from windows import Settle

from app.models.importing import Fate
from app.ui.importing.ledgers import SERVICE, VOLUNTEERS, LedgerKind
from app.ui.importing.wizard import ImportWizard
from app.ui.main_window import MainWindow
from app.ui.volunteers.hours_view import HoursSegment
from app.ui.volunteers.page import VolunteersPage
from app.ui.volunteers.people_view import PeopleSegment
from tests.ui.chinese import english_in

ROSTER, SERVED = "志愿者花名册.xlsx", "志愿服务记录.xlsx"
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # dialogs without a screen


def through_the_wizard(
    window: MainWindow, settle: Settle, qtbot: QtBot, book: Path, kind: LedgerKind, rows: int
) -> None:
    wizard = ImportWizard(window.desk, window)
    wizard.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(wizard)
    wizard.open()
    wizard.take(book)
    settle(window)
    assert wizard.kind is kind  # told by its headers
    assert english_in(wizard) == []
    wizard.next()
    settle(window)
    assert wizard.preview.plan.count(Fate.NEW) == rows
    wizard.accept_plan()
    settle(window)
    assert wizard.done_page.said.text().startswith(f"新增 {rows} 行")
    wizard.accept()


def test_G13_both_samples_through_the_wizard(data: Path, window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    truth = json.loads((data / "records-expected.json").read_text(encoding="utf-8"))[f"{ROSTER} + {SERVED}"]
    through_the_wizard(window, settle, qtbot, data / ROSTER, VOLUNTEERS, truth["volunteers"])
    through_the_wizard(window, settle, qtbot, data / SERVED, SERVICE, truth["service_records"])

    window.open_page("volunteers")
    settle(window)
    page = window.page("volunteers")
    assert isinstance(page, VolunteersPage)
    people = page.segment
    assert isinstance(people, PeopleSegment)
    assert page.head.note.text() == "共 126 名,党员 81 名,双报到 45 名"
    assert english_in(page) == []
    people.go_to(1)
    settle(window)
    assert {line.team.name: line.heads for line in people.teams.lines[1:]} == truth["by_team"]
    people.go_to(2)
    settle(window)
    assert people.duals.model.rowCount() == truth["dual_registered"]
    assert people.duals.counts.text() == "未认领 45 名"

    page.show_argument("hours")
    settle(window)
    assert isinstance(page.segment, HoursSegment)
    assert f"{truth['service_minutes'] / 60:.2f}" in page.head.note.text()
