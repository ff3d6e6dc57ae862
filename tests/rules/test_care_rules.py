"""The law of care: tiers from day to day, due dates, and the order of a walk."""

from __future__ import annotations

from datetime import date
from itertools import groupby, pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.models.colours import Label
from app.models.visits import TIERS, Tier
from app.rules.routes import Step, Stop, best_route, walk_order
from app.rules.visits import (
    LEVELS,
    OPEN_END,
    CareSpan,
    DatedLabel,
    SetTier,
    Stretch,
    alone,
    care_rules,
    care_spans,
    default_rules,
    due_on,
    due_within,
    span_on,
)

RULES = default_rules()
D0 = date(2026, 6, 1).toordinal()
days = st.integers(D0 - 60, D0 + 200)
labels = st.lists(
    st.tuples(st.sampled_from([label.value for label in Label]), days, st.integers(1, 150)), max_size=4
).map(lambda found: [(label, first, first + length) for label, first, length in found])
lone = st.lists(st.tuples(days, st.integers(1, 100)), max_size=2).map(
    lambda found: [(first, first + length) for first, length in found]
)
reasons = st.sampled_from(["重大变故", "重病", "本人要求多走动"])
entries = st.lists(st.tuples(days, st.integers(1, 90), st.sampled_from(TIERS), reasons), max_size=3).map(
    lambda found: sorted(
        (SetTier(first, first + length, tier, reason) for first, length, tier, reason in found),
        key=lambda one: one.first,
    )
)
spans = st.builds(lambda a, b, c: care_spans(a, b, c, RULES), labels, lone, entries)


def on(day: date) -> int:
    return day.toordinal()


def only(*found: str, alone_there: bool = False) -> CareSpan:
    """The span of a door that has carried these labels for ever."""
    return care_spans([(label, 0, OPEN_END) for label in found], [(0, OPEN_END)] if alone_there else [], [], RULES)[0]


def test_the_tiers_of_domain_6() -> None:
    """Weekly for 80+ living alone, monthly for key care, quarterly for other labels, nothing fixed without one."""
    assert RULES.days == (7, 30, 91)
    assert only("高龄户", alone_there=True)[2:4] == (Tier.HIGH, "高龄独居")
    assert only("高龄户")[2:4] == (Tier.KEY, "高龄")
    assert only("空巢户", "残疾户", "党员户")[2:4] == (Tier.KEY, "空巢、残疾")
    assert only("空巢户", alone_there=True)[2:4] == (Tier.KEY, "空巢独居")
    assert only("党员户").tier is Tier.PLAIN
    assert only("出租户").tier is Tier.PLAIN
    assert only(alone_there=True)[2:4] == (Tier.NONE, "无标签")
    vacant = only("空置户")
    assert (vacant.vacant, vacant.tier) == (True, Tier.NONE)


def test_an_office_that_visits_every_door_says_so_in_the_table() -> None:
    rows = [{"case": "无标签", "tier": "一般", "on_paper": ""}]
    rules = care_rules([{"tier": level, "days": "10"} for level in LEVELS], rows, [])
    assert due_on(care_spans([], [], [], rules)[0], 0, 0, D0, rules) == D0 + 10


def test_paper_says_it_in_general_words() -> None:
    """No disability, no want, no illness on a sheet that is carried through the streets."""
    assert RULES.paper_words("空巢独居、残疾") == "老人独居、需要关心"
    assert RULES.paper_words("困难、残疾") == "需要关心"
    assert RULES.paper_words("失智") == "需要经常上门"
    for why in RULES.on_paper:
        assert not any(word in RULES.paper_words(why) for word in ("残疾", "困难", "病", "失智", "党员"))


def test_alone_is_exactly_one() -> None:
    assert alone([]) == []
    assert alone([(0, 100)]) == [(0, 100)]
    assert alone([(0, 100), (40, 60)]) == [(0, 40), (60, 100)]


def test_turning_eighty_alone_becomes_weekly_on_the_birthday() -> None:
    """空巢独居 until then: the monthly visit that was coming stays where it was if that is sooner."""
    birthday = on(date(2026, 6, 20))
    found = care_spans([("空巢户", 0, OPEN_END), ("高龄户", birthday, OPEN_END)], [(0, OPEN_END)], [], RULES)
    visited = on(date(2026, 6, 1))
    before, after = span_on(found, birthday - 1), span_on(found, birthday)
    assert (before.tier, after.tier) == (Tier.KEY, Tier.HIGH)
    assert due_on(before, visited, 0, 0, RULES) == visited + 30
    assert due_on(after, visited, 0, 0, RULES) == birthday + 7
    late = on(date(2026, 5, 22))
    assert due_on(after, late, 0, 0, RULES) == late + 30


def test_a_grave_change_asks_for_a_visit_by_tomorrow() -> None:
    today = on(date(2026, 6, 10))
    found = care_spans([], [], [SetTier(today, OPEN_END, Tier.HIGH, "重大变故")], RULES)
    span = span_on(found, today)
    assert due_on(span, 0, 0, 0, RULES) == today + 1
    assert due_on(span, today, 0, 0, RULES) == today + 7
    assert due_on(span, today - 1, 0, 0, RULES) == today + 1


def test_a_person_wins_over_the_labels_and_the_labels_come_back() -> None:
    found = care_spans([("高龄户", 0, OPEN_END)], [], [SetTier(D0, D0 + 30, Tier.NONE, "长期在外居住")], RULES)
    assert [span.tier for span in found] == [Tier.KEY, Tier.NONE, Tier.KEY]
    assert [span.by_person for span in found] == [False, True, False]
    assert due_on(span_on(found, D0 + 10), 0, 0, 0, RULES) == 0
    assert due_on(span_on(found, D0 + 30), 0, 0, 0, RULES) == D0 + 30 + 30


@given(labels, lone, entries)
def test_spans_cover_all_time_and_starts_lie_in_unbroken_runs(
    a: list[DatedLabel], b: list[Stretch], c: list[SetTier]
) -> None:
    found = care_spans(a, b, c, RULES)
    assert found[0].first == 0
    assert found[-1].end == OPEN_END
    assert all(one.end == other.first for one, other in pairwise(found))
    for span in found:
        for level, start in enumerate(span.starts):
            held = span.tier in LEVELS and LEVELS.index(span.tier) <= level
            assert (start >= 0) == held
            assert not held or all(
                other.tier in LEVELS and LEVELS.index(other.tier) <= level
                for other in found
                if start <= other.first <= span.first
            )


def overdue_by_hand(found: tuple[CareSpan, ...], visits: list[int], began: int, day: int) -> bool:
    """Day by day with a clock for each level, from nothing but the tier of each day."""
    clocks: dict[int, int] = {}
    for now in range(min(D0 - 400, began), day + 1):
        span = span_on(found, now)
        for level in range(len(LEVELS)):
            if span.vacant or span.tier not in LEVELS or LEVELS.index(span.tier) > level:
                clocks.pop(level, None)
            elif level not in clocks:
                clocks[level] = 0
            else:
                clocks[level] += 1
            if level in clocks and (now in visits or now <= began):
                clocks[level] = 0
    return any(clocks.get(level, -1) > RULES.days[level] for level in range(len(LEVELS)))


@given(labels, lone, st.lists(days, max_size=3), days, days)
def test_overdue_is_what_a_clock_says_that_runs_day_by_day(
    a: list[DatedLabel], b: list[Stretch], visits: list[int], began: int, day: int
) -> None:
    found = care_spans(a, b, [], RULES)
    last = max((visit for visit in visits if visit <= day), default=0)
    due = due_on(span_on(found, day), last, 0, began, RULES)
    began = min(began, day)
    assert (0 < due < day) == overdue_by_hand(found, [visit for visit in visits if visit <= day], began, day)


@given(spans, days, days, days, days)
def test_a_visit_never_brings_the_next_one_forward(
    found: tuple[CareSpan, ...], day: int, earlier: int, later: int, began: int
) -> None:
    span = span_on(found, day)
    earlier, later = sorted((earlier, later))
    before, after = (due_on(span, last, 0, began, RULES) for last in (earlier, later))
    assert after == 0 or 0 < before <= after  # 0: nothing is due; a grave change is over once it was answered


@given(spans, days, days, days, days)
def test_an_agreed_day_only_brings_it_forward(
    found: tuple[CareSpan, ...], day: int, last: int, agreed: int, began: int
) -> None:
    span = span_on(found, day)
    without, with_it = due_on(span, last, 0, began, RULES), due_on(span, last, agreed, began, RULES)
    if span.vacant:
        assert with_it == 0
    elif agreed <= last:
        assert with_it == without
    else:
        assert with_it == (min(without, agreed) if without else agreed)


@given(days, days, st.integers(0, 2))
def test_a_stricter_tier_is_never_due_later(since: int, began: int, level: int) -> None:
    def due(tier: Tier) -> int:
        found = care_spans([], [], [SetTier(since, OPEN_END, tier, "重病")], RULES)
        return due_on(span_on(found, since), 0, 0, began, RULES)

    assert level == 0 or due(LEVELS[level - 1]) <= due(LEVELS[level])


@given(spans, days, days, days, st.integers(0, 40))
def test_due_within_a_period_is_due_on_some_day_of_it(
    found: tuple[CareSpan, ...], last: int, began: int, first: int, length: int
) -> None:
    until = first + length
    by_day = [
        day
        for day in range(max(first, began), until + 1)
        if 0 < due_on(span_on(found, day), last, 0, began, RULES) <= day
    ]
    assert due_within(found, last, 0, began, first, until, RULES) == (by_day[0] if by_day else 0)


steps = st.lists(
    st.builds(
        lambda building, unit, floor, slot: (f"小区|{building}|{unit}", floor, slot),
        st.integers(1, 3),
        st.integers(1, 2),
        st.integers(-1, 6),
        st.integers(1, 4),
    ),
    unique=True,
    max_size=30,
).map(lambda found: [Step(number, *place, str(place[2])) for number, place in enumerate(found)])


@given(steps)
def test_a_walk_takes_each_stair_once_from_the_top_down(found: list[Step]) -> None:
    walked = walk_order(found)
    assert sorted(walked) == sorted(found)
    stairs = [stair for stair, _ in groupby(walked, key=lambda step: step.stair)]
    assert stairs == sorted(set(stairs))
    for _, group in groupby(walked, key=lambda step: step.stair):
        floors = [step.floor for step in group]
        assert floors == sorted(floors, reverse=True)


def test_a_floor_begins_where_the_one_above_it_ended() -> None:
    doors = [Step(floor * 10 + slot, "小区|1|1", floor, slot, "") for floor in (1, 2, 3) for slot in (1, 2, 3)]
    assert [step.household_id for step in walk_order(doors)] == [31, 32, 33, 23, 22, 21, 11, 12, 13]


@given(steps, st.data())
def test_the_next_best_route_fills_the_sheet(found: list[Step], data: st.DataObject) -> None:
    stops = [Stop(step, data.draw(st.sampled_from(TIERS)), data.draw(st.integers(-7, 40))) for step in found]
    most = data.draw(st.integers(1, 12))
    route = best_route(stops, most)
    assert len(route) == min(most, len(found))
    assert route == walk_order(route)


def test_the_next_best_route_goes_where_the_strictest_are_late() -> None:
    quiet = [Stop(Step(n, "小区|1|1", n, 1, ""), Tier.PLAIN, 30) for n in range(1, 6)]
    urgent = [
        Stop(Step(10, "小区|2|1", 3, 1, ""), Tier.HIGH, 1),
        Stop(Step(11, "小区|2|1", 5, 1, ""), Tier.PLAIN, -3),
        Stop(Step(12, "小区|2|1", 1, 1, ""), Tier.KEY, 9),
    ]
    assert [step.household_id for step in best_route(quiet + urgent, 2)] == [10, 12]
    assert [step.household_id for step in best_route(quiet + urgent, 4)][-3:] == [11, 10, 12]
