"""Caps, places, stars and totals, whatever comes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.base.resources import rule_table
from app.models.points import PointKind, Unit
from app.rules import evaluations, points

_UNITS = st.sampled_from(list(Unit))


@given(_UNITS, st.integers(1, 50), st.integers(1, 300), st.lists(st.integers(1, 30), max_size=20))
def test_no_year_ever_exceeds_its_cap_and_nothing_is_lost_below_it(
    unit: Unit, each: int, cap: int, counts: list[int]
) -> None:
    kind = PointKind("一项", unit, each, cap, True, "")
    had = wanted = 0
    for count in counts:
        award = points.award((1, "王芳", ""), kind, count, had, twice=False)
        assert 0 <= award.points <= award.asked
        assert (award.points < award.asked) == (award.asked > award.room) == bool(award.said)
        had += award.points
        wanted += award.asked
    assert had == min(cap, wanted)


@given(st.lists(st.integers(-20, 20), max_size=30))
def test_places_are_by_points_and_the_same_points_share_one(found: list[int]) -> None:
    placed = list(points.placed((value, "", number) for number, value in enumerate(found)))
    assert sorted(number for _place, number in placed) == list(range(len(found)))
    for place, number in placed:
        assert place == 1 + sum(1 for value in found if value > found[number])


@given(st.integers(-50, 3000))
def test_a_star_is_reached_and_the_next_one_is_not(total: int) -> None:
    ladder = points.stars_of(rule_table("point_stars"))
    star, coming = points.star_for(total, ladder), points.next_star(total, ladder)
    assert star is None or star.points <= total
    assert coming is None or coming.points > total
    assert (star.stars if star else 0) + 1 == (coming.stars if coming else 6)


@given(st.dictionaries(st.sampled_from(["居民", "支部", "党委"]), st.integers(0, 100)))
def test_a_total_needs_all_levels_and_lies_between_them(scores: dict[str, int]) -> None:
    law = evaluations.law_of(rule_table("evaluation_weights"), rule_table("evaluation_grades"))
    total = evaluations.total_of(scores, law)
    assert (total is None) == (len(scores) < 3)
    if total is not None:
        assert min(scores.values()) * 10 <= total <= max(scores.values()) * 10
        assert evaluations.grade_of(total, law)
