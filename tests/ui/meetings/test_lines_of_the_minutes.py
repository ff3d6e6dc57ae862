"""Lines of the minutes' form are moved and taken away by keys; what was said on an item stays with it."""

from __future__ import annotations

from collections.abc import Callable

from hands import Keys, Run
from PySide6.QtCore import Qt
from windows import Settle

from app import services
from app.models.meeting_cards import MeetingCard
from app.models.meeting_drafts import AgendaDraft, MinutesDraft, SpeechDraft
from app.ui.main_window import MainWindow
from app.ui.meetings.meeting_view import CONTENTS
from app.ui.meetings.page import MeetingsPage
from app.ui.widgets.exporting import ExportDialog


def test_lines_are_moved_and_taken_away(
    page: MeetingsPage,
    window: MainWindow,
    settle: Settle,
    keys: Keys,
    run: Run,
    enroll: Callable[..., None],
    met: Callable[..., int],
    card: Callable[[int], MeetingCard],
) -> None:
    enroll(3)
    meeting = met()
    draft = MinutesDraft(
        (AgendaDraft("学习"), AgendaDraft("换届"), AgendaDraft("收支")),
        (SpeechDraft("党员01", "同意", agenda=2), SpeechDraft("党员02", "太少", agenda=3)),
    )
    run(lambda office: services.minutes.write(office, meeting, draft))
    page.meeting.show_meeting(meeting, CONTENTS)
    settle(window)
    minutes = page.meeting.minutes
    assert minutes is not None
    minutes.agenda[1].name.setFocus()
    keys.ctrl(Qt.Key.Key_Up)
    assert keys.focus is minutes.agenda[0].name
    assert [one.text() for one in minutes.agenda] == ["换届", "学习", "收支"]
    assert minutes.agenda[0].name.accessibleName() == "议题 1"
    assert [one.of_item.currentText() for one in minutes.speeches] == ["议题 1:换届", "议题 3:收支"]
    minutes.agenda[1].name.setFocus()
    keys.ctrl(Qt.Key.Key_Delete)
    assert "删去了“学习”" in minutes.message.text()
    minutes.speeches[0].gist.setFocus()
    keys.ctrl(Qt.Key.Key_Delete)
    keys.ctrl(Qt.Key.Key_S)
    found = card(meeting)
    assert [one.title for one in found.agenda] == ["换届", "收支"]
    assert [(one.gist, one.agenda) for one in found.speeches] == [("太少", 2)]


def test_a_ledger_of_meetings_offers_no_whole_numbers(page: MeetingsPage, window: MainWindow, settle: Settle) -> None:
    page.export()
    dialog = window.findChild(ExportDialog)
    assert dialog is not None
    assert dialog.numbers.buttons() == []
    assert not dialog.full
    dialog.reject()
