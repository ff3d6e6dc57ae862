"""G07, G08, G09 through the window: the attendance table is filled, votes are typed, the ruling stands beside them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from windows import Settle

from app.models.meeting_cards import MeetingCard
from app.models.meetings import Came
from app.ui.main_window import MainWindow
from app.ui.meetings.meeting_view import ATTENDANCE, CONTENTS
from app.ui.meetings.page import MeetingsPage
from app.ui.meetings.votes_field import ResolutionField


class Hall:
    """One meeting on the page: who came is marked in its table, a vote typed into its form."""

    def __init__(self, page: MeetingsPage, window: MainWindow, settle: Settle) -> None:
        self.page, self._window, self._settle = page, window, settle

    def came(self, voters: int, *, others: int = 0) -> str:
        """So many with a vote and without one are present, the rest absent; what the table says of the quorum."""
        self.page.meeting.go_to(ATTENDANCE)
        view = self.page.meeting.attendance
        left = {True: voters, False: others}
        for row, one in enumerate(view.model.people):
            view.model.mark(row, Came.PRESENT if left[one.votes] > 0 else Came.ABSENT)
            left[one.votes] -= 1
        self._settle(self._window)
        view.save()
        self._settle(self._window)
        return view.quorum.text()

    def vote(self, in_favour: int, against: int = 0) -> ResolutionField:
        """One resolution, its vote typed; the field with its ruling."""
        self.page.meeting.go_to(CONTENTS)
        form = self.page.meeting.minutes
        assert form is not None
        field = form.resolutions[0] if form.resolutions else form.add_resolution()
        field.what.setText("改造楼道")
        for line, number in zip(field.votes, (in_favour, against, 0), strict=True):
            line.setText(str(number))
            line.textEdited.emit(line.text())
        self._settle(self._window)
        return field

    def save(self) -> None:
        form = self.page.meeting.minutes
        assert form is not None
        form.save()
        self._settle(self._window)

    def drop(self) -> None:
        """What was typed and not saved is let go."""
        form = self.page.meeting.minutes
        assert form is not None
        if form.dirty:
            form.cancel()
            self._settle(self._window)


def test_G07_twenty_with_a_vote(
    page: MeetingsPage,
    window: MainWindow,
    settle: Settle,
    enroll: Callable[..., None],
    met: Callable[..., int],
    card: Callable[[int], MeetingCard],
) -> None:
    enroll(20)
    meeting = met()
    hall = Hall(page, window, settle)
    said = hall.came(10)
    assert "应到会有表决权的党员20人,实到10人,达到二分之一以上(至少10人),符合法定人数" in said
    field = hall.vote(10)
    assert field.verdict.text().startswith("未通过:")
    assert "20人" in field.verdict.text()
    assert "至少11票" in field.verdict.text()
    assert "第十一条" in field.verdict.text()  # the source
    hall.save()
    assert card(meeting).resolutions[0].ruling is not None

    impossible = hall.vote(11)
    assert "合计 11 票,多于到会有表决权的 10 人" in impossible.verdict.text()
    hall.save()
    assert "多于到会有表决权的10人" in impossible.complaint  # refused beside the resolution
    assert impossible.votes[0].text() == "11"  # nothing typed is lost
    assert card(meeting).resolutions[0].count.in_favour == 10
    hall.drop()

    hall.came(11)
    field = hall.vote(11)
    assert field.verdict.text().startswith("通过:")
    hall.save()
    ruling = card(meeting).resolutions[0].ruling
    assert ruling is not None
    assert ruling.verdict.value == "通过"


def test_G07_nine_are_no_quorum(
    page: MeetingsPage, window: MainWindow, settle: Settle, enroll: Callable[..., None], met: Callable[..., int]
) -> None:
    enroll(20)
    met()
    hall = Hall(page, window, settle)
    assert "不足法定人数" in hall.came(9)
    assert hall.vote(9).verdict.text().startswith("不足法定人数:")


def test_G07_twenty_one_with_a_vote(
    page: MeetingsPage, window: MainWindow, settle: Settle, enroll: Callable[..., None], met: Callable[..., int]
) -> None:
    enroll(21)
    met()
    hall = Hall(page, window, settle)
    assert "不足法定人数" in hall.came(10)
    assert hall.vote(10).verdict.text().startswith("不足法定人数:")
    hall.drop()
    assert "符合法定人数" in hall.came(11)
    assert hall.vote(11).verdict.text().startswith("通过:")


def test_G07_not_recorded_is_not_absent(
    page: MeetingsPage, window: MainWindow, settle: Settle, enroll: Callable[..., None], met: Callable[..., int]
) -> None:
    enroll(20)
    met()
    page.meeting.go_to(ATTENDANCE)
    settle(window)
    assert "未登记 20 人" in page.meeting.attendance.counts.text()
    assert "缺席" not in page.meeting.attendance.counts.text()
    assert "还有20人没有登记是否到会" in page.meeting.attendance.quorum.text()


def test_G08_probationary_members_attend_and_do_not_vote(
    page: MeetingsPage, window: MainWindow, settle: Settle, enroll: Callable[..., None], met: Callable[..., int]
) -> None:
    enroll(37, probationary=3)
    met()
    hall = Hall(page, window, settle)
    said = hall.came(31, others=3)
    assert page.meeting.attendance.counts.text().startswith("应到 37 人,实到 34 人")
    assert "应到会有表决权的党员34人,实到31人" in said
    assert "34人的二分之一(至少18票)" in hall.vote(18).verdict.text()
    assert hall.vote(18).verdict.text().startswith("通过:")
    assert hall.vote(17).verdict.text().startswith("未通过:")


def test_G09_each_meeting_by_the_roster_of_its_day(
    page: MeetingsPage, window: MainWindow, settle: Settle, enroll: Callable[..., None], met: Callable[..., int]
) -> None:
    enroll(5)
    enroll(1, since=date(2026, 10, 15), first=5)
    hall = Hall(page, window, settle)
    early = met(date(2026, 10, 10))
    hall.came(5)
    assert page.meeting.attendance.counts.text().startswith("应到 5 人,实到 5 人")
    met(date(2026, 10, 20))
    hall.came(5)
    assert page.meeting.attendance.counts.text().startswith("应到 6 人,实到 5 人")
    page.meeting.close_card()
    page.tabs.setCurrentIndex(1)
    settle(window)
    model = page.list.model
    rates = {model.row(n).id == early: model.index(n, 5).data() for n in range(model.rowCount())}
    assert rates == {True: "100.00%", False: "83.33%"}
