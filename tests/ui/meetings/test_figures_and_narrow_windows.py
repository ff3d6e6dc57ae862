"""The page's figures open what they count; a narrow window says how a card is opened, and opens it by a click."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from chinese import english_in
from hands import Keys, Run
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from windows import Settle

from app import services
from app.models.deliberations import MatterDraft
from app.models.meeting_drafts import ActionDraft, Mark, MinutesDraft
from app.models.meetings import Came
from app.ui.main_window import MainWindow
from app.ui.meetings import beside
from app.ui.meetings.lists import ACTIONS, FIGURES, LIST, MATTERS, ROSTER
from app.ui.meetings.page import MeetingsPage
from tests.ui.meetings.conftest import COMMITTEE


def test_every_figure_opens_what_it_counts(
    page: MeetingsPage,
    window: MainWindow,
    settle: Settle,
    keys: Keys,
    run: Run,
    enroll: Callable[..., None],
    met: Callable[..., int],
) -> None:
    enroll(8, committee=3)
    meeting = met(date(2026, 10, 12), COMMITTEE)

    def fill(office: object) -> bool:
        card = services.meetings.card(office, meeting)
        marks = [Mark(one.id, Came.PRESENT if place else Came.ABSENT) for place, one in enumerate(card.attendance)]
        services.attendance.mark(office, meeting, marks)
        services.minutes.write(office, meeting, MinutesDraft(actions=(ActionDraft("换锁", "党员01"),)))
        services.deliberations.open_matter(office, MatterDraft("换路灯", "five_steps", date(2026, 10, 1)))
        return True

    run(fill)
    page.meeting.close_card()
    keys.alt(Qt.Key.Key_6)
    figures = page.figures
    assert page.tabs.currentIndex() == FIGURES
    assert keys.focus is figures.tiles["held"]
    assert figures.tiles["attended"].share == "出席率 66.67%(2/3)"
    assert english_in(page) == []
    drawing = figures.drawings["attended_trend"].drawing
    assert drawing is not None
    (october,) = [region for region in drawing.regions if region.key]
    assert october.title == "10月:出席率(%)67(2/3)"
    figures.drawings["attended_trend"].opened.emit(october.key)
    settle(window)
    assert page.tabs.currentIndex() == LIST
    assert [page.list.model.row(0).id, page.list.model.rowCount()] == [meeting, 1]
    assert "2026年10月出席" in page.list.origin.text()
    for name, place in (("actions_open", ACTIONS), ("open", MATTERS)):
        keys.alt(Qt.Key.Key_6)
        figures.tiles[name].setFocus()
        keys.press(Qt.Key.Key_Return)
        assert page.tabs.currentIndex() == place
    assert page.items.model.row(0).words == "换锁"
    assert page.matters.list.isVisible()  # of whatever method, as a list
    assert page.matters.model.row(0).title == "换路灯"
    page.matters.origin.click()
    settle(window)
    assert page.matters.area.isVisible()


def test_what_is_typed_belongs_to_the_part_in_front(
    page: MeetingsPage, keys: Keys, enroll: Callable[..., None], met: Callable[..., int]
) -> None:
    enroll(3)
    met(topic="加装电梯")
    page.meeting.close_card()
    field = page.head.search
    assert field is not None
    keys.ctrl(Qt.Key.Key_F)
    keys.write("电梯")  # what is owed cannot be searched: the meetings come
    keys.until(lambda: page.tabs.currentIndex() == LIST and page.list.query.text == "电梯")
    assert (field.text(), page.list.model.rowCount()) == ("电梯", 1)
    keys.alt(Qt.Key.Key_5)
    assert (field.text(), field.placeholderText()) == ("", "姓名、拼音首字母、党小组")
    assert page.roster.model.rowCount() == 3
    keys.alt(Qt.Key.Key_2)
    assert field.text() == "电梯"
    page.list.show_all()
    assert field.text() == ""


def test_a_narrow_window(
    page: MeetingsPage,
    window: MainWindow,
    settle: Settle,
    keys: Keys,
    enroll: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    enroll(3)
    page.tabs.setCurrentIndex(ROSTER)
    settle(window)
    monkeypatch.setattr(beside, "_LIST", 2000)  # as in the smallest window with large type
    page.lists._hint()
    assert page.lists.hint.isVisible()
    view = page.roster.view
    view.choose_row(0)
    assert page.side is None  # the arrows go on through the list
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(1, 0)).center())
    settle(window)
    assert page.side is page.member
    assert page.lists.stack.isHidden()
    keys.press(Qt.Key.Key_Escape)
    assert page.side is None
    assert page.lists.stack.isVisible()
