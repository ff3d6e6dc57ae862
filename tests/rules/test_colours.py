"""The colour rule as a law: whatever the facts, these hold."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.models.colours import LABELS, Judgement, Label, Override
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
from app.rules.ages import age_on, birthday, born_by
from app.rules.colours import PEOPLE_LABELS, evidence_on, intervals
from app.rules.legend import load_legend

DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))
BIRTHS = st.none() | st.dates(date(1900, 1, 1), date(2039, 12, 31))
SPANS = st.tuples(st.none() | DAYS, st.none() | DAYS)


@st.composite
def records(draw: st.DrawFn) -> HouseholdRecord:
    members = []
    for number in range(draw(st.integers(0, 4))):
        since, until = draw(SPANS)
        person = Resident(
            number,
            f"居民{number}",
            birth=draw(BIRTHS),
            politics=draw(st.sampled_from(("", "群众", "中共党员", "中共预备党员", "共青团员"))),
            disability=draw(st.sampled_from(("", "肢体残疾二级"))),
            aid=draw(st.sampled_from(("", "低保", "其他"))),
        )
        members.append(Member(person, Residency(number, 1, number, since=since, until=until)))
    occupancies = []
    for number in range(draw(st.integers(0, 3))):
        since, until = draw(SPANS)
        occupancies.append(OccupancySpan(number, 1, draw(st.sampled_from(Occupancy)), since, until))
    return HouseholdRecord(Household(1, DoorKey("", "1", "1", "101"), ""), tuple(occupancies), tuple(members))


def naive(record: HouseholdRecord, day: date) -> set[Label]:
    """The rule said day by day, without intervals."""
    here = [member.resident for member in record.members if member.residency.holds_on(day)]
    uses = {span.kind for span in record.occupancies if span.holds_on(day)}
    found = set()
    if Occupancy.LET in uses:
        found.add(Label.LET)
    if Occupancy.VACANT in uses:
        return found | {Label.VACANT}
    if any(person.politics in ("中共党员", "中共预备党员") for person in here):
        found.add(Label.PARTY)
    if here and all(person.birth and age_on(person.birth, day) >= 60 for person in here):
        found.add(Label.EMPTY_NEST)
    if any(person.birth and age_on(person.birth, day) >= 80 for person in here):
        found.add(Label.AGED)
    if any(person.aid == "低保" for person in here):
        found.add(Label.HARDSHIP)
    if any(person.disability for person in here):
        found.add(Label.DISABLED)
    return found


@given(records(), DAYS)
def test_intervals_say_what_the_rule_says_on_any_day(record: HouseholdRecord, day: date) -> None:
    assert {found.label for found in intervals(record) if found.holds_on(day)} == naive(record, day)


@given(records(), DAYS)
def test_what_proves_a_label_on_a_day_is_part_of_what_proves_it_at_all(record: HouseholdRecord, day: date) -> None:
    proved = evidence_on(record, (), day)
    held = {found.label: found.evidence.split(";") for found in intervals(record) if found.holds_on(day)}
    assert proved.keys() == held.keys()
    for label, words in proved.items():
        assert set(words.split(";")) <= set(held[label])


def test_whoever_turns_eighty_later_is_not_named_yet() -> None:
    people = [Member(Resident(n, f"居民{n}", birth=date(1940 + 20 * n, 1, 1)), Residency(n, 1, n)) for n in range(2)]
    record = HouseholdRecord(Household(1, DoorKey("", "1", "1", "101"), ""), (), tuple(people))
    assert evidence_on(record, (), date(2026, 1, 1)) == {
        Label.EMPTY_NEST: "在住的人都满60岁",
        Label.AGED: "居民0满80岁",
    }


@given(records())
def test_intervals_of_a_label_neither_touch_nor_overlap(record: HouseholdRecord) -> None:
    for label in LABELS:
        spans = [found for found in intervals(record) if found.label is label]
        for earlier, later in pairwise(spans):
            assert earlier.until is not None
            assert later.since is not None
            assert earlier.until + timedelta(days=1) < later.since


@given(records(), DAYS, st.sampled_from(PEOPLE_LABELS), st.sampled_from((Judgement.ADD, Judgement.REMOVE)))
def test_a_judgement_wins_except_over_a_vacancy(
    record: HouseholdRecord, day: date, label: Label, judgement: Judgement
) -> None:
    override = Override(1, 1, label, judgement, "理由", "人工认定")
    on_day = {found.label for found in intervals(record, [override]) if found.holds_on(day)}
    vacant = Label.VACANT in on_day
    assert (label in on_day) == (judgement is Judgement.ADD and not vacant)


@given(records())
def test_a_claim_changes_no_colour(record: HouseholdRecord) -> None:
    claim = Override(1, 1, Label.AGED, Judgement.CLAIM, "台账标注", "台账")
    assert intervals(record, [claim]) == intervals(record)


@given(
    st.dates(date(1900, 1, 1), date(2020, 12, 31)), st.integers(0, 100), st.dates(date(2021, 1, 1), date(2100, 1, 1))
)
def test_age_birthday_and_birth_bound_agree(birth: date, age: int, day: date) -> None:
    assert (age_on(birth, day) >= age) == (birthday(birth, age) <= day) == (birth <= born_by(day, age))


def test_born_on_leap_day() -> None:
    assert age_on(date(1964, 2, 29), date(2026, 2, 28)) == 61
    assert age_on(date(1964, 2, 29), date(2026, 3, 1)) == 62
    assert age_on(date(1964, 2, 29), date(2028, 2, 29)) == 64


def test_legend_has_all_seven_with_marks_of_one_character() -> None:
    legend = load_legend()
    assert [entry.label for entry in legend] == list(LABELS)
    assert "".join(entry.mark for entry in legend) == "党巢龄困残租空"
    assert len({entry.hatch for entry in legend}) == len({entry.colour for entry in legend}) == 7
