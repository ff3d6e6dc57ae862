"""G10 on a user's way: the old ledger through the wizard; July's committee missed, then made up with the mark."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from windows import Settle

from app.models.importing import Fate
from app.ui.importing.ledgers import MEETINGS
from app.ui.importing.wizard import ImportWizard
from app.ui.main_window import MainWindow
from app.ui.meetings.lists import DUE, LIST
from app.ui.meetings.page import MeetingsPage
from tests.ui.meetings.conftest import COMMITTEE, new_form

LEDGER = "会议台账.xlsx"
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # dialogs without a screen


def committee_row(page: MeetingsPage) -> int:
    heads = [page.due.table.head(row) for row in range(page.due.table.rowCount())]
    return heads.index("支委会")


def cell(page: MeetingsPage, row: int, month: int) -> str:
    found = page.due.table.item(row, month - 1)
    assert found is not None
    return found.text()


def test_G10_the_sample_through_the_wizard(
    data: Path,
    page: MeetingsPage,
    window: MainWindow,
    settle: Settle,
    qtbot: QtBot,
    enroll: Callable[..., None],
) -> None:
    truth = json.loads((data / "records-expected.json").read_text(encoding="utf-8"))[LEDGER]
    enroll(37, probationary=3, committee=5, group=True)
    wizard = ImportWizard(window.desk, window)
    wizard.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(wizard)
    wizard.open()
    wizard.take(data / LEDGER)
    settle(window)
    assert wizard.kind is MEETINGS  # told by its headers
    wizard.next()
    settle(window)
    assert wizard.preview.plan.count(Fate.NEW) == truth["meetings"]
    wizard.accept_plan()
    settle(window)
    assert wizard.done_page.said.text().startswith(f"新增 {truth['meetings']} 行")
    wizard.accept()

    page.tabs.setCurrentIndex(LIST)
    settle(window)
    assert page.head.note.text() == f"共 {truth['meetings']} 次"
    by_type: dict[str, int] = {}
    for number in range(page.list.model.rowCount()):
        row = page.list.model.row(number)
        by_type[row.kind] = by_type.get(row.kind, 0) + 1
    assert by_type == truth["by_type"]

    page.tabs.setCurrentIndex(DUE)
    settle(window)
    row = committee_row(page)
    assert [cell(page, row, month) for month in range(1, 12)] == ["已开"] * 6 + ["缺"] + ["已开"] * 3 + ["待开"]
    missed = [item for n in range(page.due.model.rowCount()) if (item := page.due.model.row(n)) and item.late]
    assert [f"{item.period.key} {item.kind}" for item in missed] == truth["missed"]

    made = page.due.figures[3]
    assert made.text() == f"共开会 {truth['meetings'] - 10} 次"  # the four meetings of 嘉善 are deliberation
    made.click()
    settle(window)
    assert page.head.note.text() == f"共 {truth['meetings'] - 10} 次"
    page.list.show_all()
    page.tabs.setCurrentIndex(DUE)
    settle(window)
    page.due.table.setFocus()
    page.due.table.setCurrentCell(row, 6)
    assert "2026年7月:逾期未召开,应开 1 次,已开 0 次" in page.due.cell.text()
    assert "第十二条" in page.due.rule.text()
    qtbot.keyClick(page.due.table, Qt.Key.Key_Return)
    settle(window)
    form = new_form(page)
    assert form.kind.text() == COMMITTEE
    assert form.made_up.text() == "2026年7月"  # the mark is there already
    form.on.set_day(date(2026, 11, 20))
    form.save()
    settle(window)
    assert page.meeting.marks.text() == "补开2026年7月"
    page.meeting.close_card()
    settle(window)
    row = committee_row(page)
    assert cell(page, row, 7) == "补开"
    assert cell(page, row, 11) == "待开"  # it stands for July alone

    page.due.table.setCurrentCell(row, 6)  # the cell opens its meeting now
    qtbot.keyClick(page.due.table, Qt.Key.Key_Return)
    settle(window)
    assert page.meeting.shown is not None
    assert page.meeting.shown.line.stands_for == "2026-07"
    window.room.undo()
    settle(window)
    assert not page.meeting_open  # what was undone is not shown any more
    assert cell(page, committee_row(page), 7) == "缺"
