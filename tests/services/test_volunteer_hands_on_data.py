"""What the hands of an office do to volunteers that the rules forgot: teams, sign-in tables, wishes, memory."""

from __future__ import annotations

from datetime import date

import pytest
from service_world import enroll, session
from volunteer_hands import add_volunteers

from app import services
from app.base.errors import UserFault
from app.models.points import PointsDraft, Span
from app.models.rostering import Wish
from app.models.service import SignLine
from app.models.volunteers import TeamDraft
from app.services.office import Office


def test_points_in_memory_follow_entries_that_pass_from_one_to_another(office: Office) -> None:
    one, two, three = add_volunteers(office, ["王芳", "李强", "陈静"])
    services.points.enter(office, PointsDraft(date(2026, 11, 2), "推荐入队", ((three, 1),), evidence="表", sure=True))
    services.volunteers_links.unite(office, two, three)
    assert [row.volunteer_id for row in services.points.ranking(office, 2026, 11, Span.TOTAL).rows] == [two]
    services.journal.undo(office)
    services.volunteers_links.unite(office, one, three)
    assert [row.volunteer_id for row in services.points.ranking(office, 2026, 11, Span.TOTAL).rows] == [one]


def test_two_stretches_of_one_person_change_their_times(office: Office) -> None:
    who = enroll(office)[0]
    lines = [SignLine(who, "09:00", "10:00"), SignLine(who, "14:00", "15:00")]
    (made,) = services.service.open_session(office, session(), lines).made
    first, second = services.service.card(office, made).records
    later = [SignLine(who, "14:00", "15:00", record_id=first.id), SignLine(who, "09:00", "10:00", record_id=second.id)]
    services.service.sign_in(office, made, later)
    assert {one.id: one.starts for one in services.service.card(office, made).records} == {
        first.id: "14:00",
        second.id: "09:00",
    }
    services.journal.undo(office)
    assert [one.starts for one in services.service.card(office, made).records] == ["09:00", "14:00"]


def test_a_line_that_names_somebody_else_is_not_lost(office: Office) -> None:
    who, other, *_ = enroll(office)
    (made,) = services.service.open_session(office, session(), [SignLine(who)]).made
    (record,) = services.service.card(office, made).records
    services.service.sign_in(office, made, [SignLine(other, record_id=record.id)])
    assert [one.volunteer_id for one in services.service.card(office, made).records] == [other]


def test_who_only_said_when_they_would_like_to_come_can_be_deleted(office: Office) -> None:
    (one,) = add_volunteers(office, ["王芳"])
    services.shift_duties.set_wishes(office, one, (Wish(one, True, weekday=1),))
    services.volunteers.remove(office, one)
    assert services.volunteers_lists.listing(office) == ()
    services.journal.undo(office)
    assert services.shift_duties.wishes_of(office, one)


def test_the_brigade_does_not_end(office: Office) -> None:
    services.volunteers_teams.save(office, TeamDraft("助老敬老队"))
    brigade = services.volunteers_teams.teams(office)[0]
    with pytest.raises(UserFault, match="大队不能撤销"):
        services.volunteers_teams.save(office, TeamDraft(brigade.name, until=date(2026, 11, 1)), brigade.id)
