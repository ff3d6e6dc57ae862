"""Fields and stays of two entries come together: nothing that was known is lost, no day counts twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from app.models.households import Residency, Resident
from app.rules.merging import differences, merged, proposed, unite_stays

TODAY = date(2026, 11, 21)
KEPT = Resident(1, "曾伟", phone="13800001380", politics="群众", note="独居")
GONE = Resident(
    2, "曾玮", id_number="11010519491231002X", birth=date(1949, 12, 31), politics="中共党员", note="腿脚不便"
)


def test_what_only_the_other_entry_knows_is_taken_over() -> None:
    assert proposed(KEPT, GONE) == {"id_number", "birth", "politics"}
    person = merged(KEPT, GONE, proposed(KEPT, GONE), TODAY)
    assert person == Resident(
        1, "曾伟", "11010519491231002X", date(1949, 12, 31), "女", "", "中共党员", "13800001380", note="独居;腿脚不便"
    )


def test_a_persons_choice_stands() -> None:
    person = merged(KEPT, GONE, {"name", "note"}, TODAY)
    assert (person.name, person.politics, person.note) == ("曾玮", "群众", "腿脚不便")
    assert person.id_number == GONE.id_number


def test_differences_are_masked_and_told_apart() -> None:
    other = replace(GONE, phone="13899991380", id_number="")
    shown = {one.field: one for one in differences(KEPT, other)}
    assert shown["phone"].kept == "138****1380(遮盖的几位不同)"
    assert (shown["politics"].kept, shown["politics"].gone, shown["politics"].take) == ("群众", "中共党员", True)
    assert shown["note"].joined
    assert "id_number" not in shown
    assert differences(KEPT, KEPT)[0].same
    number = next(one for one in differences(KEPT, GONE) if one.field == "id_number")
    assert number.gone == "110105********002X"


def test_the_new_form_of_a_number_wins_over_its_old_one() -> None:
    old = replace(KEPT, id_number="110105491231002")
    assert "id_number" in proposed(old, GONE)
    assert "id_number" not in proposed(GONE, old)


BEGIN = date(2020, 1, 1)
DAYS = st.none() | st.integers(0, 60).map(lambda n: BEGIN + timedelta(n))


def stays(first_id: int, who: int) -> st.SearchStrategy[list[Residency]]:
    return st.lists(
        st.builds(
            lambda door, relation, since, until: Residency(0, door, who, relation, since, until),
            st.integers(1, 2),
            st.sampled_from(("户主", "配偶", "")),
            DAYS,
            DAYS,
        ),
        max_size=4,
    ).map(lambda made: [replace(stay, id=first_id + n) for n, stay in enumerate(made)])


def days(found: list[Residency], door: int) -> list[int]:
    """Days around the time in question, each as often as it is lived through behind `door`."""
    around = [BEGIN + timedelta(n) for n in range(-2, 63)]
    return [
        number
        for number, day in enumerate(around)
        for stay in found
        if stay.household_id == door and stay.holds_on(day)
    ]


@given(stays(10, 1), stays(20, 2))
def test_no_day_is_lost_and_none_counts_twice(own: list[Residency], other: list[Residency]) -> None:
    for made in (own, other):
        assume(all(stay.since is None or stay.until is None or stay.since <= stay.until for stay in made))
        assume(all(len(set(days(made, door))) == len(days(made, door)) for door in (1, 2)))
    plan = unite_stays(own, other, 1)
    after = {stay.id: stay for stay in own} | {stay.id: stay for stay in plan.changed}
    assert {stay.resident_id for stay in after.values()} <= {1}
    assert set(plan.dropped).isdisjoint(after)
    assert {stay.id for stay in other} == set(plan.dropped) | (after.keys() & {stay.id for stay in other})
    for door in (1, 2):
        lived = days(list(after.values()), door)
        assert len(set(lived)) == len(lived)
        assert set(days(own, door)) | set(days(other, door)) <= set(lived)
    known = {stay.id: stay.relation for stay in own}
    assert all(after[number].relation == relation for number, relation in known.items() if relation)


def test_relations_from_day_to_day_stay() -> None:
    own = [
        Residency(1, 7, 1, "配偶", date(2015, 1, 1), date(2019, 12, 31)),
        Residency(2, 7, 1, "户主", date(2020, 1, 1), None),
    ]
    plan = unite_stays(own, [Residency(3, 7, 2, "", date(2010, 5, 1), None)], 1)
    assert plan.changed == (replace(own[0], since=date(2010, 5, 1)),)
    assert plan.dropped == (3,)


def test_another_door_is_only_made_over() -> None:
    plan = unite_stays([Residency(1, 7, 1)], [Residency(3, 8, 2, "户主", None, date(2020, 1, 1), "搬来")], 1)
    assert plan.changed == (Residency(3, 8, 1, "户主", None, date(2020, 1, 1), "搬来"),)
    assert plan.dropped == ()
