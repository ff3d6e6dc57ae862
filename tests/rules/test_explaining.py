"""Labels explained: the explanation agrees with the rule on every day, and says what a person wants to know."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from test_colours import DAYS, SPANS, records

from app.models.colours import LABELS, Explanation, Judgement, Label, Override
from app.models.households import (
    DoorKey,
    Household,
    HouseholdRecord,
    Member,
    Occupancy,
    OccupancySpan,
    Residency,
    Resident,
)
from app.rules.colours import intervals
from app.rules.explaining import explain

TODAY = date(2026, 11, 21)
LONG_AGO = date(2015, 3, 1)


@st.composite
def judgements(draw: st.DrawFn) -> list[Override]:
    labels, kinds = st.sampled_from(LABELS), st.sampled_from(Judgement)
    return [
        Override(number, 1, draw(labels), draw(kinds), "经核实", "人工认定", *draw(SPANS))
        for number in range(draw(st.integers(0, 3)))
    ]


@given(records(), judgements(), DAYS)
def test_the_verdict_is_that_of_the_rule(record: HouseholdRecord, overrides: list[Override], day: date) -> None:
    found = explain(record, overrides, day)
    assert [one.label for one in found] == list(LABELS)
    held = {one.label: one for one in intervals(record, overrides) if one.holds_on(day)}
    assert {one.label for one in found if one.holds} == held.keys()
    for one in found:
        assert one.reasons
        assert one.rule
        assert one.source
        if one.holds:
            assert (one.since, one.until) == (held[one.label].since, held[one.label].until)


@given(records(), judgements(), DAYS)
def test_the_next_dated_turn_comes_true_on_its_day(
    record: HouseholdRecord, overrides: list[Override], day: date
) -> None:
    for one in explain(record, overrides, day):
        turns = [turn.day for turn in one.turns if turn.day is not None]
        assert turns == sorted(turns)
        if turns:
            assert turns[0] > day
            assert _holds(record, overrides, one.label, turns[0]) is not one.holds
            assert _holds(record, overrides, one.label, turns[0] - timedelta(days=1)) is one.holds


@given(records(), DAYS)
def test_whoever_is_said_to_matter_by_leaving_does(record: HouseholdRecord, day: date) -> None:
    for one in explain(record, (), day):
        for turn in one.turns:
            name = turn.words.removeprefix("如果").split("迁出")[0]
            if turn.day is None and turn.words.startswith("如果"):
                left = [m for m in record.members if m.resident.name != name]
                changed = HouseholdRecord(record.household, record.occupancies, tuple(left))
                assert _holds(changed, [], one.label, day) is not one.holds


def _holds(record: HouseholdRecord, overrides: list[Override], label: Label, day: date) -> bool:
    return any(found.label is label and found.holds_on(day) for found in intervals(record, overrides))


def person(number: int, name: str, birth: date | None = None, **facts: str) -> Member:
    resident = Resident(number, name, birth=birth, **facts)  # type: ignore[arg-type]
    return Member(resident, Residency(number, 1, number, since=LONG_AGO))


def explained(
    members: Sequence[Member], label: Label, uses: Sequence[OccupancySpan] = (), overrides: Sequence[Override] = ()
) -> Explanation:
    home = Household(1, DoorKey("", "1", "1", "101"), "")
    record = HouseholdRecord(home, tuple(uses), tuple(members))
    return next(one for one in explain(record, overrides, TODAY) if one.label is label)


def words(found: Explanation) -> list[str]:
    return [turn.words for turn in found.turns]


def test_a_birthday_to_come_is_told_with_its_day() -> None:
    found = explained([person(1, "曾伟", date(1947, 3, 12))], Label.AGED)
    assert not found.holds
    assert found.reasons == ("没有满80岁的人;最年长的是曾伟(79岁)。",)
    assert words(found)[0] == "2027年3月12日起成为高龄户:曾伟满80岁。"
    assert found.rule == "住在这里的人中有人满80岁。"
    assert "孝感" in found.source


def test_who_keeps_a_door_from_being_an_empty_nest() -> None:
    family = [person(1, "曾伟", date(1950, 1, 1)), person(2, "曾小伟", date(1990, 5, 1))]
    found = explained(family, Label.EMPTY_NEST)
    assert found.reasons == ("还有不满60岁的人同住:曾小伟(36岁)。",)
    assert "如果曾小伟迁出,会成为空巢户。" in words(found)
    assert not any("满60岁" in turn for turn in words(found))  # in 2050: nothing that anybody can plan for


def test_a_birthday_within_five_years_is_told_and_a_later_one_is_not() -> None:
    near = [person(1, "曾伟", date(1971, 11, 21))]
    assert words(explained(near, Label.EMPTY_NEST))[0] == "2031年11月21日起成为空巢户:曾伟满60岁。"
    far = [person(1, "曾伟", date(1971, 11, 22))]
    assert not any("满60岁" in turn for turn in words(explained(far, Label.EMPTY_NEST)))


def test_the_only_member_of_the_party() -> None:
    found = explained([person(1, "李芳", politics="中共党员"), person(2, "王强")], Label.PARTY)
    assert found.reasons == ("李芳是中共党员,2015年3月1日起住在这里。",)
    assert "如果李芳迁出,不再是党员户。" in words(found)
    assert found.since == LONG_AGO


def test_a_lease_and_its_end() -> None:
    lease = OccupancySpan(1, 1, Occupancy.LET, date(2026, 1, 1), date(2026, 12, 31))
    found = explained([], Label.LET, uses=[lease])
    assert found.reasons == ("居住状态是出租(自2026年1月1日起,到2026年12月31日止)。",)
    assert words(found)[0] == "2027年1月1日起不再是出租户:租约到期。"
    over = OccupancySpan(1, 1, Occupancy.LET, date(2026, 1, 1), date(2026, 9, 30))
    found = explained([], Label.LET, uses=[over])
    assert found.reasons == ("出租到2026年9月30日为止,以后没有登记居住状态。",)


def test_a_judgement_with_its_reason_and_what_would_be_without_it() -> None:
    override = Override(1, 1, Label.EMPTY_NEST, Judgement.REMOVE, "子女住对门", "", date(2026, 1, 1), None)
    found = explained([person(1, "曾伟", date(1950, 1, 1))], Label.EMPTY_NEST, overrides=[override])
    assert not found.holds
    assert found.reasons[-1] == "人工认定没有这个标签:子女住对门(自2026年1月1日起)。"
    assert "如果取消人工认定,按登记的情况会成为空巢户。" in words(found)


def test_a_vacancy_excludes_people() -> None:
    vacant = OccupancySpan(1, 1, Occupancy.VACANT)
    override = Override(1, 1, Label.AGED, Judgement.ADD, "入户核实", "")
    found = explained([], Label.AGED, uses=[vacant], overrides=[override])
    assert not found.holds
    assert found.reasons[-1] == "这户空置,空置期间不算任何关于人的标签。"
    assert found.turns == ()


def test_what_is_not_known_is_said() -> None:
    found = explained([person(1, "曾伟")], Label.AGED)
    assert found.reasons == ("曾伟没有登记出生日期,不能判断。",)
    aid = explained([person(1, "曾伟", aid="慰问")], Label.HARDSHIP)
    assert aid.reasons == ("曾伟登记的“慰问”不在认定范围。",)
