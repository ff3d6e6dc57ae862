"""The hard rules of a roster, held at random, and its promises held against every roster there is."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.models.rostering import Person, Post, Problem, Seat, Wish
from app.rules.rostering import at_odds, clashes, halves_of, never, roles_of, roster_rules, week_of
from app.rules.rostering_greedy import greedy
from app.rules.rostering_solver import first_answer, solve, told
from app.rules.rostering_telling import impossible
from app.rules.tables import with_edits

RULES = roster_rules(with_edits("shift_rules", {}))
MONDAY = date(2026, 11, 2)
TIMES = ((540, 690), (870, 1020), (1140, 1260), (600, 900))  # the last one takes up two halves
EVERY = frozenset((day, half) for day in range(1, 8) for half in ("上午", "下午", "晚上"))


def posts_of(draw: st.DrawFn, most: int, days: int, heads: int) -> tuple[Post, ...]:
    found = []
    for number in range(draw(st.integers(1, most))):
        starts, ends = draw(st.sampled_from(TIMES))
        wanted = draw(st.integers(1, heads))
        needs = draw(st.sampled_from(((), (("急救", 1),))))
        found.append(Post(number + 1, MONDAY + timedelta(draw(st.integers(0, days))), starts, ends, wanted, needs))
    return tuple(found)


def people_of(draw: st.DrawFn, most: int) -> tuple[Person, ...]:
    halves = st.one_of(st.none(), st.just(EVERY), st.sets(st.sampled_from(sorted(EVERY)), min_size=3).map(frozenset))
    leave = st.sampled_from(((), ((MONDAY + timedelta(1), MONDAY + timedelta(3)),)))
    return tuple(
        Person(
            number, f"甲{number}", draw(st.sampled_from((frozenset[str](), frozenset({"急救"})))), draw(halves),
            draw(leave), draw(st.sampled_from((None, MONDAY + timedelta(2)))),
            draw(st.sampled_from((None, MONDAY + timedelta(4)))), draw(st.sampled_from((None, 1, 3))),
            draw(st.integers(-2, 2)),
        )
        for number in range(1, draw(st.integers(1, most)) + 1)
    )  # fmt: skip


@st.composite
def problems(draw: st.DrawFn, posts: int = 10, people: int = 6, days: int = 9, heads: int = 3) -> Problem:
    return Problem(posts_of(draw, posts, days, heads), people_of(draw, people), RULES)


def squares(problem: Problem, seats: tuple[Seat, ...] | list[Seat]) -> int:
    loads = Counter(seat.person_id for seat in seats)
    return sum((person.carry + loads[person.id]) ** 2 - person.carry**2 for person in problem.people)


def all_rosters(problem: Problem) -> list[tuple[int, int]]:
    """(filled, squares) of every roster that breaks no rule; the rules are written down here a second time."""
    may = [
        Seat(post.id, person.id, role)
        for post in problem.posts
        for person in problem.people
        for role in roles_of(post)
        if not never(person, post, RULES) and (not role or role in person.skills)
    ]
    posts, people = {post.id: post for post in problem.posts}, {person.id: person for person in problem.people}
    found = []
    for count in range(len(may) + 1):
        for seats in combinations(may, count):
            if _is_lawful(seats, posts, people):
                found.append((count, squares(problem, list(seats))))
    return found


def _is_lawful(seats: tuple[Seat, ...], posts: dict[int, Post], people: dict[int, Person]) -> bool:
    taken = Counter((seat.post_id, seat.skill) for seat in seats)
    if any(count > roles_of(posts[post_id]).get(role, 0) for (post_id, role), count in taken.items()):
        return False
    weeks = Counter((seat.person_id, week_of(posts[seat.post_id].day)) for seat in seats)
    if any(count > (people[number].week_limit or RULES.week_limit) for (number, _), count in weeks.items()):
        return False
    for one, other in combinations(seats, 2):
        if one.person_id == other.person_id:
            a, b = sorted((posts[one.post_id], posts[other.post_id]), key=lambda post: (post.day, post.starts))
            if a.id == b.id or (b.day - a.day).days * 1440 + b.starts - a.ends < RULES.rest:
                return False
    return True


@settings(max_examples=60, deadline=None)
@given(problems())
def test_no_rule_is_broken_and_every_gap_is_named(problem: Problem) -> None:
    for answer in (first_answer(problem), solve(problem, budget=0.5)):
        assert clashes(problem, answer.seats) == {}
        assert len({(seat.post_id, seat.person_id) for seat in answer.seats}) == len(answer.seats)
        for post in problem.posts:
            roles = [seat.skill for seat in answer.seats if seat.post_id == post.id]
            missing = sum(gap.heads for gap in answer.gaps if gap.post_id == post.id)
            assert len(roles) + missing == post.heads
        assert all(gap.reason for gap in answer.gaps)
        assert all(seat.skill in {*dict(problem.posts[seat.post_id - 1].needs), ""} for seat in answer.seats)


@settings(max_examples=40, deadline=None)
@given(problems(posts=3, people=3, days=3, heads=2))
def test_nothing_better_exists(problem: Problem) -> None:
    every = all_rosters(problem)
    fewest = max(count for count, _ in every)
    least = min(cost for count, cost in every if count == fewest)
    answer = solve(problem)
    assert answer.proven
    assert answer.best_gaps == answer.missing == sum(post.heads for post in problem.posts) - fewest
    assert squares(problem, list(answer.seats)) == least


@settings(max_examples=15, deadline=None)
@given(problems(posts=8, people=5))
def test_the_same_again_and_little_moves_when_solved_anew(problem: Problem) -> None:
    first = solve(problem, budget=0.5)
    assert solve(problem, budget=0.5).seats == first.seats
    if first.proven:
        again = solve(replace(problem, previous=first.seats), budget=0.5)
        assert {(seat.post_id, seat.person_id) for seat in again.seats} == {
            (seat.post_id, seat.person_id) for seat in first.seats
        }


def person(number: int, **more: object) -> Person:
    return replace(Person(number, f"甲{number}", halves=EVERY), **more)  # type: ignore[arg-type]


def post(number: int, day: int = 0, time: int = 0, heads: int = 1, needs: tuple[tuple[str, int], ...] = ()) -> Post:
    return Post(number, MONDAY + timedelta(day), *TIMES[time], heads, needs)


def test_what_is_pinned_stays_whatever_rule_it_breaks() -> None:
    busy = person(1, halves=frozenset({(3, "上午")}))
    problem = Problem((post(1, heads=2), post(2, day=1)), (busy, person(2)), RULES, fixed=(Seat(1, 1),))
    answer = solve(problem)
    assert Seat(1, 1) in answer.seats
    assert clashes(problem, answer.seats) == {Seat(1, 1): "周一上午没空"}


def test_wishes_and_pairs_decide_between_equals() -> None:
    posts = (post(1, heads=2), post(2, day=2, heads=2))
    people = tuple(person(number, week_limit=1) for number in (1, 2, 3, 4))
    pairs = solve(Problem(posts, people, RULES, pairs=((1, 4),)))
    of = {seat.person_id: seat.post_id for seat in pairs.seats}
    assert of[1] == of[4]
    wish = solve(Problem(posts, people, RULES, wishes=(Wish(2, True, weekday=3), Wish(3, False, weekday=3))))
    of = {seat.person_id: seat.post_id for seat in wish.seats}
    assert (of[2], of[3]) == (2, 1)


def test_whoever_served_more_before_serves_less_now() -> None:
    posts = tuple(post(number, day=number) for number in range(1, 5))
    answer = solve(Problem(posts, (person(1, carry=2), person(2)), replace(RULES, week_limit=5)))
    assert Counter(seat.person_id for seat in answer.seats) == {1: 1, 2: 3}


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (Problem((post(1),), (), RULES), "还没有志愿者"),
        (Problem((post(1, needs=(("急救", 1),)),), (person(1),), RULES), "没有会“急救”的人"),
        (Problem((post(1),), (person(1, halves=None),), RULES), "谁都没空:没有登记可服务时间1人"),
        (Problem((post(1),), (person(1, leaves=((MONDAY, MONDAY),)),), RULES), "谁都没空:请假1人"),
        (
            Problem((post(1), post(2, day=2), post(3, day=4)), (person(1),), RULES),
            "有空的1人都排不进:这一周已排满2次1人",
        ),
    ],
)
def test_a_gap_says_why(problem: Problem, said: str) -> None:
    answer = solve(problem)
    assert said in {gap.reason for gap in answer.gaps}
    assert answer.proven


def test_a_demand_that_nobody_can_meet_is_told_beforehand() -> None:
    problem = Problem((), (person(1), person(2, skills=frozenset({"急救"}))), RULES)
    assert impossible(problem, post(1, heads=3)) == "志愿者一共2人,要3人"
    assert impossible(problem, post(1, heads=2, needs=(("急救", 2),))) == "会“急救”的志愿者只有1人,要2人"
    assert impossible(problem, post(1, heads=2, needs=(("急救", 1),))) == ""


def test_halves_and_rest() -> None:
    assert halves_of(post(1, time=3), RULES) == ((1, "上午"), (1, "下午"))
    assert halves_of(Post(1, MONDAY, 510, 735, 1), RULES) == ((1, "上午"),)  # a quarter of an hour past noon
    assert halves_of(Post(1, MONDAY, 700, 725, 1), RULES) == ((1, "上午"),)
    evening, morning = post(1, time=2), post(2, day=1)
    assert at_odds(evening, replace(morning, starts=539), RULES) == "前后班次间隔不到12小时"
    assert at_odds(evening, replace(morning, starts=540), RULES) == ""
    assert at_odds(post(1), post(2, time=3), RULES) == "同一时间已有班"


def test_weeks_and_rest_reach_over_the_end_of_a_month() -> None:
    sunday = post(9, day=-1, time=2)
    week = (post(8, day=1), post(7, day=2))
    problem = Problem((post(1),), (person(1),), RULES, around=((1, sunday),))
    assert [gap.reason for gap in solve(problem).gaps] == []
    late = replace(problem, around=((1, replace(sunday, ends=1350)),))
    assert [gap.reason for gap in solve(late).gaps] == ["有空的1人都排不进:前后班次间隔不到12小时1人"]
    full = replace(problem, posts=(post(1, day=4),), around=tuple((1, one) for one in week))
    assert [gap.reason for gap in solve(full).gaps] == ["有空的1人都排不进:这一周已排满2次1人"]


def test_the_search_can_be_ended_and_never_does_worse_than_the_plain_floor() -> None:
    people = tuple(person(number, halves=frozenset(sorted(EVERY)[number % 5 :: 4])) for number in range(1, 15))
    posts = tuple(post(number, day=number % 20, time=number % 3, heads=2) for number in range(1, 40))
    problem = Problem(posts, people, RULES)
    floor = told(problem, sorted(greedy(problem).seats))
    seen: list[int] = []
    stopped = solve(problem, lambda answer: seen.append(answer.missing), lambda: bool(seen))
    assert clashes(problem, stopped.seats) == {}
    whole = solve(problem)
    assert (whole.missing, -len(whole.seats)) <= (floor.missing, -len(floor.seats))
    assert whole.missing <= stopped.missing
    assert seen


def test_shares_are_evened_where_no_single_move_would_do() -> None:
    """The first has two shifts and the last none, and neither can take over from the other."""
    posts = tuple(post(number, day=day) for number, day in ((1, 0), (2, 2), (3, 4)))
    free = {1: {1, 3}, 2: {3, 5}, 3: {5}}
    people = tuple(person(number, halves=frozenset((day, "上午") for day in those)) for number, those in free.items())
    before = (Seat(1, 1), Seat(2, 1), Seat(3, 2))
    problem = Problem(posts, people, RULES, previous=before)
    assert first_answer(problem).seats == before
    assert solve(problem).seats == (Seat(1, 1), Seat(2, 2), Seat(3, 3))
