"""A resident entered twice, both on the Party's roster and at meetings, becomes one member; one undo parts them."""

from __future__ import annotations

from datetime import date

import pytest

from app import services
from app.base.errors import UserFault
from app.models.households import ResidentDraft
from app.models.meeting_drafts import Mark
from app.models.meetings import Came
from app.models.roster import BodyDraft, BodyKind, MemberDraft
from app.models.visits import PairingDraft
from app.services.office import Office
from tests.services.meeting_world import held
from tests.services.test_merging_people import door, person, rows

MEMBERS = "支部党员大会"


def member(office: Office, resident_id: int, **more: object) -> int:
    """Onto the roster; the member's id."""
    services.members.add(office, MemberDraft("", resident_id=resident_id, **more))  # type: ignore[arg-type]
    return next(line.id for line in services.roster.members(office) if line.resident_id == resident_id)


@pytest.fixture
def twice(office: Office) -> tuple[int, int]:
    """Resident ids: 单利 of 101 and 单利 of 102, both enrolled, and 曾伟 beside them."""
    ids = []
    for room in ("101", "102", "103"):
        name = "曾伟" if room == "103" else "单利"
        draft = ResidentDraft(name, birth=date(1950, 1, 1), politics="中共党员", since=date(2020, 1, 1))
        ids.append(person(office, door(office, room), draft))
    member(office, ids[0], since=date(2021, 1, 1), posts=("书记",))
    member(office, ids[1], since=date(2022, 1, 1), joined_party=date(1980, 7, 1))
    member(office, ids[2], since=date(2021, 1, 1))
    return ids[0], ids[1]


def test_both_on_the_roster(office: Office, twice: tuple[int, int]) -> None:
    kept, gone = twice
    card = held(office, MEMBERS, date(2026, 11, 3))
    assert card.line.should == 3
    lines = [one for one in card.attendance if one.name == "单利"]
    services.attendance.mark(office, card.line.id, [Mark(lines[1].id, Came.PRESENT)])
    before = rows(office)
    services.duplicates.merge(office, kept, gone, reason="两处都住")
    (found,) = [line for line in services.roster.members(office) if line.name == "单利"]
    assert (found.resident_id, found.posts, found.since) == (kept, ("书记",), date(2021, 1, 1))
    assert found.joined_party == date(1980, 7, 1)
    after = services.meetings.card(office, card.line.id)
    assert (after.line.should, after.line.came) == (2, 1)
    assert [one.state for one in after.attendance if one.name == "单利"] == [Came.PRESENT]
    assert services.safekeeping.check(office) == ()
    services.journal.undo(office)
    assert rows(office) == before


def test_signed_minutes_keep_their_lines(office: Office, twice: tuple[int, int]) -> None:
    kept, gone = twice
    card = held(office, MEMBERS, date(2026, 11, 3))
    services.attendance.mark_rest(office, card.line.id)
    services.meetings.check(office, (card.line.id,))
    services.meetings.sign(office, (card.line.id,))
    services.duplicates.merge(office, kept, gone, reason="两处都住")
    after = services.meetings.card(office, card.line.id)
    assert (after.line.should, after.line.came, len(after.attendance)) == (3, 3, 3)
    assert services.safekeeping.check(office) == ()


def test_two_branches_are_said(office: Office, twice: tuple[int, int]) -> None:
    kept, _ = twice
    services.roster.add_body(office, BodyDraft(BodyKind.BRANCH, "第二党支部"))
    branch = next(body.id for body in services.roster.bodies(office) if body.name == "第二党支部")
    third = person(office, door(office, "104"), ResidentDraft("单利", birth=date(1950, 1, 1), politics="中共党员"))
    member(office, third, branch_id=branch, since=date(2021, 1, 1))
    with pytest.raises(UserFault, match="在两个党支部的名册上"):
        services.duplicates.merge(office, kept, third, reason="两处都住")


def test_who_answers_for_a_door_is_called_as_now(office: Office, twice: tuple[int, int]) -> None:
    kept, gone = twice
    home = door(office, "105")
    services.care.pair(office, PairingDraft(home, "单利", gone, since=date(2026, 1, 1)))
    services.duplicates.merge(office, kept, gone, reason="两处都住")
    (pairing,) = services.care.card(office, home).pairings
    assert (pairing.member, pairing.resident_id) == ("单利", kept)
    ((first, _),) = services.lists.doors(office, "1-1-101")
    draft = ResidentDraft("善利", birth=date(1950, 1, 1), politics="中共党员")
    services.households.save_resident(office, first, draft, kept)
    assert [pairing.member for pairing in services.care.card(office, home).pairings] == ["善利"]
