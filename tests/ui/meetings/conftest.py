"""The page of meetings in the small office, a roster for it, and a person's hands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hands import Keys, Run, asker
from pytestqt.qtbot import QtBot
from windows import Settle

from app import services
from app.models.meeting_cards import MeetingCard
from app.models.meeting_drafts import MeetingDraft
from app.models.roster import BodyDraft, BodyKind, MemberDraft
from app.ui.main_window import MainWindow
from app.ui.meetings.head_form import NewMeetingForm
from app.ui.meetings.page import MeetingsPage

TODAY = date(2026, 11, 21)
MEMBERS_MEETING = "支部党员大会"
COMMITTEE = "支部委员会会议"


@pytest.fixture
def page(window: MainWindow, settle: Settle, qtbot: QtBot) -> MeetingsPage:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open_page("meetings")
    settle(window)
    found = window.page("meetings")
    assert isinstance(found, MeetingsPage)
    return found


@pytest.fixture
def keys(qtbot: QtBot, window: MainWindow, settle: Settle, page: MeetingsPage) -> Keys:
    return Keys(qtbot, window, settle)


@pytest.fixture
def run(window: MainWindow, settle: Settle) -> Run:
    return asker(window, settle)


@pytest.fixture
def enroll(run: Run, page: MeetingsPage, window: MainWindow, settle: Settle) -> Callable[..., None]:
    """So many members onto the roster, `probationary` of them so; the first `committee` hold posts."""
    posts = ("书记", "副书记", "组织委员", "宣传委员", "纪检委员")

    def make(
        count: int, *, probationary: int = 0, committee: int = 0, since: date | None = None, first: int = 0,
        group: bool = False,
    ) -> None:  # fmt: skip
        def work(office: Any) -> bool:
            group_id = None
            if group:
                draft = BodyDraft(BodyKind.GROUP, "第一党小组", None, date(2020, 1, 1))
                services.roster.add_body(office, draft)
                bodies = services.roster.bodies(office)
                group_id = next(body.id for body in bodies if body.kind is BodyKind.GROUP)
            for number in range(first, first + count):
                probation = (date(2026, 1, 1), None) if number < first + probationary else None
                post = posts[number - first - probationary] if 0 <= number - first - probationary < committee else ""
                services.members.add(
                    office,
                    MemberDraft(
                        f"党员{number:02d}", since=since, probation=probation, group_id=group_id,
                        posts=(post,) if post else (),
                    ),
                )  # fmt: skip
            return True

        run(work)
        page.refresh()
        settle(window)

    return make


@pytest.fixture
def met(run: Run, page: MeetingsPage, window: MainWindow, settle: Settle) -> Callable[..., int]:
    """A meeting that was held, opened on the page; its id."""

    def make(day: date = date(2026, 11, 20), kind: str = MEMBERS_MEETING, **fields: Any) -> int:
        draft = MeetingDraft(kind, day, starts="15:00", **fields)
        changes = run(lambda office: services.meetings.record(office, draft))
        number = int(changes.made[0])
        page.show_meeting(number)
        settle(window)
        return number

    return make


@pytest.fixture
def card(run: Run) -> Callable[[int], MeetingCard]:
    def read(meeting_id: int) -> MeetingCard:
        found: MeetingCard = run(lambda office: services.meetings.card(office, meeting_id))
        return found

    return read


def new_form(page: MeetingsPage) -> NewMeetingForm:
    form = page.meeting.form
    assert isinstance(form, NewMeetingForm)
    return form
