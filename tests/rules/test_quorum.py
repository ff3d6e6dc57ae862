"""The quorum table on any numbers: what is reached stays reached, "以上" includes the number and "超过" does not."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.base.resources import rule_table
from app.models.quorum import Count, Threshold, Verdict
from app.rules.quorum import least, quorum_rules, rule_on, troubles

RULES = quorum_rules(rule_table("quorum"))
SHARES = st.sampled_from([Fraction(1, 2), Fraction(2, 3), Fraction(3, 4), Fraction(4, 5)])
WHOLE = st.integers(1, 500)


@given(SHARES, st.booleans(), WHOLE, st.integers(0, 500))
def test_a_threshold_is_met_from_its_least_number_on(share: Fraction, included: bool, whole: int, part: int) -> None:
    threshold = Threshold(share, included)
    assert threshold.met(part, whole) is (part >= least(threshold, whole))
    if (share * whole).denominator == 1:
        assert threshold.met(int(share * whole), whole) is included


@given(st.sampled_from(["members_meeting", "committee", "review"]), WHOLE, st.data())
def test_a_vote(occasion: str, eligible: int, data: st.DataObject) -> None:
    rule = RULES[occasion]
    attended = data.draw(st.integers(0, eligible))
    in_favour = data.draw(st.integers(0, attended))
    against = data.draw(st.integers(0, attended - in_favour))
    count = Count(eligible, attended, in_favour, against, attended - in_favour - against)
    assert troubles(rule, count) == ()
    ruling = rule_on(rule, count)
    assert ruling.quorate is (attended >= rule.attendance.share * eligible)
    if not ruling.quorate:
        assert ruling.verdict is Verdict.NOT_QUORATE
    else:
        passed = in_favour > eligible / 2 or (rule.passing.included and in_favour * 2 == eligible)
        assert ruling.verdict is (Verdict.PASSED if passed else Verdict.FAILED)
    assert ruling.rule == rule.title
    assert ruling.source == rule.source
    assert f"{eligible}人,实到{attended}人" in ruling.sentence


@given(WHOLE, st.data())
def test_one_more_vote_never_makes_it_fail(eligible: int, data: st.DataObject) -> None:
    attended = data.draw(st.integers(1, eligible))
    in_favour = data.draw(st.integers(0, attended - 1))
    order = [Verdict.NOT_QUORATE, Verdict.FAILED, Verdict.PASSED]
    rule = RULES["members_meeting"]
    less = rule_on(rule, Count(eligible, attended, in_favour, 0, 0)).verdict
    more = rule_on(rule, Count(eligible, attended, in_favour + 1, 0, 0)).verdict
    assert order.index(more) >= order.index(less)


@given(WHOLE, st.data())
def test_not_recorded_is_never_taken_for_absent(eligible: int, data: st.DataObject) -> None:
    attended = data.draw(st.integers(0, eligible))
    unrecorded = data.draw(st.integers(0, eligible - attended))
    rule = RULES["members_meeting"]
    ruling = rule_on(rule, Count(eligible, attended, attended, 0, 0, unrecorded=unrecorded))
    if ruling.verdict is Verdict.NOT_QUORATE:
        assert not rule.attendance.met(attended + unrecorded, eligible)


@given(st.integers(1, 2000), st.integers(1, 10_000_000), st.data())
def test_owners_decide_by_number_and_by_area(people: int, area: int, data: st.DataObject) -> None:
    joined, joined_area = data.draw(st.integers(0, people)), data.draw(st.integers(0, area))
    agreed, agreed_area = data.draw(st.integers(0, joined)), data.draw(st.integers(0, joined_area))
    count = Count(people, joined, agreed, None, None, area, joined_area, agreed_area)
    for occasion, passes in (
        ("owners", 2 * agreed > joined and 2 * agreed_area > joined_area),
        ("owners_grave", 4 * agreed >= 3 * joined and 4 * agreed_area >= 3 * joined_area),
    ):
        ruling = rule_on(RULES[occasion], count)
        enough = 3 * joined >= 2 * people and 3 * joined_area >= 2 * area
        if not enough:
            assert ruling.verdict is Verdict.NOT_QUORATE
        else:
            assert ruling.verdict is (Verdict.PASSED if passes else Verdict.FAILED)
        assert troubles(RULES[occasion], count) == ()


@pytest.mark.parametrize(
    ("count", "says"),
    [
        (Count(20, 21), "多于应到"),
        (Count(20, 10, 8, 2, 1), "合计11票"),
        (Count(20, 10, 12), "多于到会有表决权的10人"),
    ],
)
def test_what_cannot_be_is_told(count: Count, says: str) -> None:
    assert says in troubles(RULES["members_meeting"], count)[0]


def test_nothing_is_refused_where_nobody_knows_of_how_many() -> None:
    assert troubles(RULES["members_meeting"], Count(0, 0, 30, 0, 1)) == ()
    assert "参与表决的10人" in troubles(RULES["owners"], Count(20, 10, 12, None, None, 1, 1, 1))[0]


def test_nothing_is_supposed_where_numbers_are_missing() -> None:
    assert rule_on(RULES["members_meeting"], Count(0, 0)).verdict is Verdict.OPEN
    assert rule_on(RULES["members_meeting"], Count(20, 12)).verdict is Verdict.OPEN
    assert rule_on(RULES["owners"], Count(20, 20, 20)).verdict is Verdict.OPEN


def test_every_row_has_its_source() -> None:
    for table in ("quorum", "cadence", "meeting_kinds", "deliberation_steps", "branch_rules", "party_posts"):
        assert all(row["source"].strip() for row in rule_table(table)), table
