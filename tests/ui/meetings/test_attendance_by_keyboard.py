"""Forty people by keyboard alone: a key each, a reason typed, one save, one undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hands import Keys
from PySide6.QtCore import Qt
from windows import Settle

from app.models.meeting_cards import MeetingCard
from app.models.meetings import Came
from app.ui.main_window import MainWindow
from app.ui.meetings.page import MeetingsPage


def test_forty_people(
    page: MeetingsPage,
    window: MainWindow,
    settle: Settle,
    keys: Keys,
    enroll: Callable[..., None],
    met: Callable[..., int],
    card: Callable[[int], MeetingCard],
) -> None:
    enroll(40)
    meeting = met()
    keys.alt(Qt.Key.Key_2)
    table = page.meeting.attendance.table
    assert keys.focus is table
    strokes = 0
    for _ in range(20):
        keys.press(Qt.Key.Key_1)
        strokes += 1
    assert table.currentIndex().row() == 20  # each key goes on
    keys.write_slowly("住院")  # a reason: who gives one is excused
    keys.press(Qt.Key.Key_Return)
    strokes += 3
    assert table.currentIndex().row() == 21
    keys.press(Qt.Key.Key_3)
    keys.press(Qt.Key.Key_2)
    keys.press(Qt.Key.Key_0)
    strokes += 3
    model = page.meeting.attendance.model
    assert [model.states[row] for row in (19, 20, 21, 22, 23)] == [
        Came.PRESENT, Came.EXCUSED, Came.ABSENT, Came.EXCUSED, Came.UNKNOWN,
    ]  # fmt: skip
    keys.alt(Qt.Key.Key_Q)  # all the others came
    strokes += 1
    assert "还没有保存" in page.meeting.attendance.counts.text()
    keys.ctrl(Qt.Key.Key_S)
    assert strokes < 40
    found = card(meeting)
    line = found.line
    assert (line.should, line.came, line.excused, line.absent, line.unrecorded) == (40, 37, 2, 1, 0)
    assert [one.reason for one in found.attendance if one.reason] == ["住院"]
    assert "请假 2 人" in page.meeting.attendance.counts.text()
    window.room.undo()
    settle(window)
    assert card(meeting).line.unrecorded == 40
    assert page.meeting.attendance.model.count(Came.UNKNOWN) == 40


def test_what_is_not_saved_is_not_lost(
    page: MeetingsPage,
    window: MainWindow,
    settle: Settle,
    keys: Keys,
    enroll: Callable[..., None],
    met: Callable[..., int],
) -> None:
    enroll(5)
    met()
    keys.alt(Qt.Key.Key_2)
    keys.press(Qt.Key.Key_1)
    keys.press(Qt.Key.Key_Escape)
    assert page.meeting_open
    assert "没保存" in page.meeting.said.text.text()
    assert page.unsaved() == "会议出席"
    keys.ctrl(Qt.Key.Key_S)
    assert page.unsaved() == ""
    keys.press(Qt.Key.Key_Escape)
    assert not page.meeting_open


def test_guests_and_those_who_are_no_members(
    page: MeetingsPage,
    window: MainWindow,
    settle: Settle,
    keys: Keys,
    enroll: Callable[..., None],
    met: Callable[..., int],
    card: Callable[[int], MeetingCard],
) -> None:
    enroll(5)
    meeting = met()
    keys.alt(Qt.Key.Key_2)
    page.meeting.attendance.guest.setFocus()
    keys.write("街道李干事、张律师")
    keys.press(Qt.Key.Key_Return)
    assert [one.name for one in card(meeting).attendance if one.role.value == "列席"] == ["街道李干事", "张律师"]
    assert "列席 2 人" in page.meeting.attendance.counts.text()
    assert card(meeting).line.should == 5
    page.meeting.attendance.table.go_to(0)  # somebody of the roster is marked, not removed
    keys.ctrl(Qt.Key.Key_Delete)
    assert "在名册上" in page.meeting.attendance.message.text()
    assert len(card(meeting).attendance) == 7


def test_a_member_who_joined_later_is_told(
    page: MeetingsPage,
    window: MainWindow,
    settle: Settle,
    keys: Keys,
    enroll: Callable[..., None],
    met: Callable[..., int],
    card: Callable[[int], MeetingCard],
) -> None:
    enroll(5)
    enroll(1, since=date(2026, 11, 15), first=5)
    meeting = met(date(2026, 11, 10))
    assert card(meeting).line.should == 5
    keys.alt(Qt.Key.Key_2)
    view = page.meeting.attendance
    view.guest.setFocus()
    keys.write("党员05")
    keys.press(Qt.Key.Key_Return)
    assert "党员05在2026年11月10日不在名册上,列为列席,不算应到" in view.outside.text()
    assert view.outside.isVisible()
    assert (card(meeting).line.should, len(card(meeting).attendance)) == (5, 6)
    assert any("党员05在开会那天不在名册上" in said for said in card(meeting).findings)
