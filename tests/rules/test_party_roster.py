"""Who is on the roster and who votes, by the day alone."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.models.roster import Body, BodyKind, MemberRecord, Scope, Span, SpanKind
from app.rules.roster import numbers_of, post_of, roster_of, sits_in_committee

FIRST = date(2026, 1, 1)
DAYS = st.integers(0, 364).map(lambda number: FIRST + timedelta(days=number))
BRANCH = Body(1, BodyKind.BRANCH, "支部")
GROUPS = (Body(2, BodyKind.GROUP, "一组", 1), Body(3, BodyKind.GROUP, "二组", 1))
BODIES = {body.id: body for body in (BRANCH, *GROUPS)}


@st.composite
def spans(draw: st.DrawFn, kind: SpanKind, body: int | None = None, title: str = "") -> Span:
    since, until = draw(st.none() | DAYS), draw(st.none() | DAYS)
    if since and until and until < since:
        since, until = until, since
    return Span(0, 0, kind, body, title, since, until)


@st.composite
def members(draw: st.DrawFn) -> list[MemberRecord]:
    found = []
    for number in range(draw(st.integers(0, 12))):
        own = [draw(spans(SpanKind.ENROLLED, 1))]
        own += draw(st.lists(spans(SpanKind.PROBATION), max_size=1))
        own += draw(st.lists(spans(SpanKind.WATCH), max_size=1))
        own += draw(st.lists(st.sampled_from(["书记", "组织委员", "党小组长"]).flatmap(
            lambda title: spans(SpanKind.POST, 1, title)), max_size=2))  # fmt: skip
        own += draw(st.lists(st.sampled_from([2, 3]).flatmap(lambda body: spans(SpanKind.GROUP, body)), max_size=1))
        found.append(MemberRecord(number, f"党员{number}", tuple(own)))
    return found


@given(members(), DAYS)
def test_the_whole_and_its_parts(people: list[MemberRecord], day: date) -> None:
    whole = roster_of(day, Scope.BRANCH, BRANCH, people, BODIES)
    names = {entry.member_id for entry in whole.entries}
    assert whole.voters <= whole.should <= len(people)
    for scope, body in ((Scope.COMMITTEE, BRANCH), (Scope.GROUP, GROUPS[0]), (Scope.GROUP, GROUPS[1])):
        part = roster_of(day, scope, body, people, BODIES)
        assert {entry.member_id for entry in part.entries} <= names
    groups = [roster_of(day, Scope.GROUP, body, people, BODIES) for body in GROUPS]
    assert not {e.member_id for e in groups[0].entries} & {e.member_id for e in groups[1].entries}
    assert roster_of(day, Scope.INVITED, BRANCH, people, BODIES).entries == ()


@given(members(), DAYS)
def test_only_the_day_counts(people: list[MemberRecord], day: date) -> None:
    """Whoever is enrolled that day is there; a vote has whoever is neither probationary nor on watch that day."""
    roster = {entry.member_id: entry for entry in roster_of(day, Scope.BRANCH, BRANCH, people, BODIES).entries}
    for member in people:
        holds = {span.kind for span in member.spans if span.holds_on(day)}
        assert (member.id in roster) is (SpanKind.ENROLLED in holds)
        if member.id in roster:
            assert roster[member.id].votes is not bool(holds & {SpanKind.PROBATION, SpanKind.WATCH})
            assert bool(roster[member.id].why_not) is not roster[member.id].votes


@given(members(), DAYS)
def test_numbers_agree_with_the_roster(people: list[MemberRecord], day: date) -> None:
    numbers = numbers_of(day, BRANCH, people, BODIES)
    assert numbers.members - numbers.voters <= numbers.probationary + numbers.watched
    assert numbers.voters == roster_of(day, Scope.BRANCH, BRANCH, people, BODIES).voters
    assert numbers.committee == roster_of(day, Scope.COMMITTEE, BRANCH, people, BODIES).should


def test_posts_in_any_spelling() -> None:
    assert [post_of(word) for word in ("支部书记", "组织", "支委", "小组长", "会计")] == [
        "书记", "组织委员", "委员", "党小组长", None,
    ]  # fmt: skip
    assert sits_in_committee("保密委员")
    assert not sits_in_committee("党小组长")
