"""G07, G08, G09: who should attend, who has a vote, whether a vote carried; on the way a user takes."""

from __future__ import annotations

from datetime import date

import pytest

from app import services
from app.base.errors import UserFault
from app.models.meeting_cards import MeetingCard
from app.models.meeting_drafts import Mark, MeetingDraft, MinutesDraft, ResolutionDraft
from app.models.meetings import Came, MeetingQuery, Role
from app.models.quorum import Verdict
from app.models.roster import MemberDraft
from app.services.office import Office

KIND = "支部党员大会"
DAY = date(2026, 10, 20)


def enroll(office: Office, count: int, *, probationary: int = 0, since: date | None = None, first: int = 0) -> None:
    for number in range(first, first + count):
        draft = MemberDraft(
            f"党员{number:02d}",
            since=since,
            probation=(date(2026, 3, 1), None) if number < first + probationary else None,
        )
        services.members.add(office, draft)


def met(office: Office, day: date = DAY, kind: str = KIND) -> int:
    services.meetings.record(office, MeetingDraft(kind, day, starts="15:00"))
    return services.meetings.page(office, MeetingQuery(days=(day, day))).rows[0].id


def came(office: Office, meeting_id: int, voters: int, *, others: int = 0) -> MeetingCard:
    """So many with a vote came, the rest did not."""
    card = services.meetings.card(office, meeting_id)
    with_vote = [one for one in card.attendance if one.votes]
    without = [one for one in card.attendance if not one.votes and one.role is Role.SHOULD]
    marks = [Mark(one.id, Came.PRESENT if n < voters else Came.ABSENT) for n, one in enumerate(with_vote)]
    marks += [Mark(one.id, Came.PRESENT if n < others else Came.EXCUSED, "住院") for n, one in enumerate(without)]
    services.attendance.mark(office, meeting_id, marks)
    return services.meetings.card(office, meeting_id)


def voted(
    office: Office, meeting_id: int, in_favour: int, against: int = 0, occasion: str = "members_meeting"
) -> Verdict:
    draft = MinutesDraft(resolutions=(ResolutionDraft("改造楼道", occasion, in_favour, against, 0),))
    services.minutes.write(office, meeting_id, draft)
    ruling = services.meetings.card(office, meeting_id).resolutions[0].ruling
    assert ruling is not None
    return ruling.verdict


def test_G07_20_with_a_vote(office: Office) -> None:
    enroll(office, 20)
    meeting = met(office)
    came(office, meeting, 10)
    assert voted(office, meeting, 10) is Verdict.FAILED
    with pytest.raises(UserFault, match="多于到会有表决权的10人"):
        voted(office, meeting, 11)
    came(office, meeting, 11)
    assert voted(office, meeting, 11) is Verdict.PASSED
    ruling = services.meetings.card(office, meeting).resolutions[0].ruling
    assert ruling
    assert "应到会有表决权的党员20人,实到11人,达到二分之一以上(至少10人)" in ruling.sentence
    assert "超过应到会有表决权的党员20人的二分之一(至少11票)" in ruling.sentence
    assert "第十一条" in ruling.source
    services.minutes.write(office, meeting, MinutesDraft())
    came(office, meeting, 9)
    assert voted(office, meeting, 9) is Verdict.NOT_QUORATE


def test_G07_21_with_a_vote(office: Office) -> None:
    enroll(office, 21)
    meeting = met(office)
    came(office, meeting, 10)
    assert voted(office, meeting, 10) is Verdict.NOT_QUORATE
    came(office, meeting, 11)
    assert voted(office, meeting, 11) is Verdict.PASSED


def test_G07_not_recorded_is_not_absent(office: Office) -> None:
    enroll(office, 20)
    meeting = met(office)
    assert voted(office, meeting, 11) is Verdict.OPEN
    card = services.meetings.card(office, meeting)
    assert (card.line.came, card.line.absent, card.line.unrecorded) == (0, 0, 20)


def test_G08_probationary_members_attend_and_do_not_vote(office: Office) -> None:
    enroll(office, 37, probationary=3)
    meeting = met(office)
    card = came(office, meeting, 31, others=3)
    assert (card.line.should, card.line.came) == (37, 34)
    assert (card.line.voters, card.line.voters_came) == (34, 31)
    assert voted(office, meeting, 18) is Verdict.PASSED
    assert voted(office, meeting, 17) is Verdict.FAILED
    assert voted(office, meeting, 17, occasion="review") is Verdict.PASSED
    for resolution in services.meetings.card(office, meeting).resolutions:
        assert resolution.count.eligible == 34
    assert services.roster.numbers(office, DAY).voters == 34


def test_G09_each_meeting_by_the_roster_of_its_day(office: Office) -> None:
    enroll(office, 5)
    early, late = met(office, date(2026, 10, 10)), met(office, date(2026, 10, 20))
    enroll(office, 1, since=date(2026, 10, 15), first=5)
    assert services.meetings.card(office, early).line.should == 5
    assert services.meetings.card(office, late).line.should == 6
    for meeting in (early, late):
        came(office, meeting, 5)
    assert services.meetings.card(office, early).line.attendance.percent == "100.00%"
    assert services.meetings.card(office, late).line.attendance.percent == "83.33%"
    assert services.safekeeping.check(office) == ()
