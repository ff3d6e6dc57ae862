"""会议记录本 in the window: it says how far it is, is stopped by Esc, and begun again."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from windows import Settle

from app import services
from app.ui.main_window import MainWindow
from app.ui.meetings.book import BookDialog
from app.ui.meetings.lists import LIST
from app.ui.meetings.page import MeetingsPage
from tests.ui.meetings.conftest import COMMITTEE


@pytest.mark.qt_log_ignore("This plugin does not support")  # a dialog without a screen
def test_a_book_is_stopped_and_begun_again(
    page: MeetingsPage,
    window: MainWindow,
    settle: Settle,
    qtbot: QtBot,
    enroll: Callable[..., None],
    met: Callable[..., int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    enroll(4, committee=3)
    met(date(2026, 10, 12), COMMITTEE)
    met(date(2026, 11, 12), COMMITTEE)
    page.meeting.close_card()
    page.tabs.setCurrentIndex(LIST)
    settle(window)
    goes_on = threading.Event()
    whole = services.minutes.year_book

    def held_up(office: Any, year: int, body_id: int | None, report: Any) -> bytes:
        report(1, 4)
        goes_on.wait(10)
        return whole(office, year, body_id, report)

    monkeypatch.setattr(services.minutes, "year_book", held_up)
    page.list.open_book()
    book = next(one for one in QApplication.topLevelWidgets() if isinstance(one, BookDialog) and one.isVisible())
    qtbot.waitUntil(lambda: book.work.bar.maximum() == 4)
    assert book.work.bar.value() == 1
    assert not book.print_button.isEnabled()
    QTest.keyClick(book, Qt.Key.Key_Escape)
    assert book.work.text.text() == "正在停下…"
    goes_on.set()
    settle(window)
    assert book.isVisible()
    assert book.states.state == "empty"
    book.load()
    settle(window)
    assert book.pdf is not None
    assert book.pdf.startswith(b"%PDF")
    assert "共 " in book.count.text()
    book.reject()
    assert not book.isVisible()
