"""Who may be entered twice: both ways round, never those told apart, and no more work than there are people."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.base.errors import Cancelled
from app.models.duplicates import Person
from app.rules.duplicates import find_pairs

BORN = date(1949, 12, 31)
NUMBER, OLD_FORM, OTHER = "11010519491231002X", "110105491231002", "440524188001010014"


def person(
    number: int, name: str = "曾伟", id_number: str = "", birth: date | None = None, sex: str = "", *doors: int
) -> Person:
    return Person(number, name, id_number, birth, sex, doors)


PEOPLE = st.lists(
    st.builds(
        person,
        st.integers(1, 30),
        st.sampled_from(("曾伟", "曾卫", "单利", "善利", "李明", "黎明", "𠮷·汗")),
        st.sampled_from(("", NUMBER, OLD_FORM, OTHER)),
        st.sampled_from((None, BORN, date(1990, 1, 1))),
        st.sampled_from(("", "男", "女")),
        st.integers(1, 3),
    ),
    unique_by=lambda one: one.id,
    max_size=14,
)


@given(PEOPLE, st.frozensets(st.tuples(st.integers(1, 30), st.integers(1, 30)), max_size=20), st.randoms())
def test_the_same_pairs_in_any_order_and_none_told_apart(
    people: list[Person], apart: frozenset[tuple[int, int]], chance: object
) -> None:
    pairs = find_pairs(people, apart)
    keys = [(pair.first, pair.second) for pair in pairs]
    assert len(set(keys)) == len(keys)
    assert all(first < second for first, second in keys)
    assert not apart & set(keys)
    assert all(pair.reasons for pair in pairs)
    mixed = list(people)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert [(p.first, p.second, set(p.reasons), p.doubts) for p in find_pairs(mixed, apart)] == [
        (p.first, p.second, set(p.reasons), p.doubts) for p in pairs
    ]


@given(PEOPLE)
def test_the_same_number_is_always_asked_about(people: list[Person]) -> None:
    holders = [one for one in people if one.id_number in (NUMBER, OLD_FORM)]
    asked = {one for pair in find_pairs(people) for one in (pair.first, pair.second)}
    assert len(holders) < 2 or {one.id for one in holders} <= asked


@pytest.mark.parametrize(
    ("one", "other", "reasons", "doubts"),
    [
        (person(1, id_number=NUMBER), person(2, "曾玮", NUMBER), ("身份证号相同",), ("姓名不同",)),
        (person(1, id_number=NUMBER), person(2, id_number=OLD_FORM), ("身份证号相同(15 位和 18 位)",), ()),
        (person(1, birth=BORN), person(2, birth=BORN), ("姓名和出生日期相同",), ()),
        (person(1, id_number=NUMBER, birth=BORN), person(2, id_number=OTHER, birth=BORN), ("姓名和出生日期相同",),
         ("身份证号不同",)),
        (person(1, birth=BORN), person(2, "曾卫", birth=BORN), ("姓名同音,出生日期相同",), ()),
        (person(1, "单利", "", BORN, "", 5), person(2, "单利", "", None, "", 5), ("姓名相同,住同一户",), ()),
        (person(1, "李明", "", None, "", 5), person(2, "黎明", "", BORN, "", 4, 5), ("姓名同音,住同一户",), ()),
    ],
)  # fmt: skip
def test_why_two_are_alike(one: Person, other: Person, reasons: tuple[str, ...], doubts: tuple[str, ...]) -> None:
    for people in ([one, other], [other, one]):
        (pair,) = find_pairs(people)
        assert (pair.reasons, pair.doubts) == (reasons, doubts)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person(1, "李明", "", BORN, "", 5), person(2, "黎明", "", date(1990, 1, 1), "", 5)),
        (person(1, "李明", NUMBER, None, "", 5), person(2, "黎明", OTHER, None, "", 5)),
        (person(1, "李明", "", None, "男", 5), person(2, "黎明", "", None, "女", 5)),
        (person(1, "李明", "", None, "", 5), person(2, "李明", "", None, "", 6)),
        (person(1, "单利"), person(2, "山狸")),
    ],
)  # fmt: skip
def test_namesakes_are_left_in_peace(one: Person, other: Person) -> None:
    assert find_pairs([one, other]) == []


def test_many_alike_cost_no_more_than_their_number() -> None:
    people = [person(number, birth=BORN) for number in range(1, 3001)]
    assert len(find_pairs(people)) == 2999


def test_it_tells_how_far_it_is_and_can_be_stopped() -> None:
    people = [person(number, f"甲{number}") for number in range(5000)]
    told: list[tuple[int, int]] = []
    find_pairs(people, report=lambda done, of: told.append((done, of)))
    assert told == [(0, 5000), (2000, 5000), (4000, 5000)]

    def stop(_done: int, _of: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        find_pairs(people, report=stop)


def test_the_surest_come_first() -> None:
    people = [
        person(1, "李明", "", None, "", 5), person(2, "黎明", "", None, "", 5),
        person(3, "曾伟", NUMBER, BORN), person(4, "曾伟", OTHER, BORN),
        person(5, "单利", "110105491231003"), person(6, "单利", "110105491231003"),
    ]  # fmt: skip
    assert [(pair.first, pair.second) for pair in find_pairs(people)] == [(5, 6), (1, 2), (3, 4)]
