"""Filters and sorting from columns in memory: held against the rows themselves, and after every kind of change."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import services
from app.base.clock import Clock
from app.base.paths import Paths
from app.models.colours import LABELS, Judgement, Label
from app.models.households import DoorKey, HouseholdDraft, Occupancy, ResidentDraft
from app.models.people import Organisation
from app.models.queries import ANY, ListQuery
from app.models.views import ListRow
from app.rules.names import name_keys
from app.services.office import Office
from app.store import keys
from app.store.entries import TEXTS, no_words, read_columns
from app.store.moving_in import moved_in
from tests.conftest import PASSWORD

NAMES = ("曾伟", "赵武", "欧阳𠮷", "李芳", "单利", "王秀英", "张三", "李方")
POLITICS = ("中共党员", "群众", "共青团员", None)
AIDS = ("低保", "特困", None, None, None)
RELATIONS = ("配偶", "子", None)


def fill(office: Office, doors: int = 24) -> None:
    chance = random.Random(7)
    for number in range(doors):
        key = DoorKey(chance.choice(("大院", "东风")), str(number % 11 + 1), "1", f"{number % 7 + 1}01")
        use = chance.choice((Occupancy.OWNER, Occupancy.LET, Occupancy.VACANT, None))
        lease = date(2026, 11, 21) + timedelta(chance.randrange(200)) if use is Occupancy.LET else None
        draft = HouseholdDraft(key, chance.choice(("第一网格", "第十网格", "第二网格", None)), use, lease)
        (door,) = services.households.save_household(office, draft).household_ids
        heads = ["户主"] * chance.randrange(2)
        for _ in range(0 if use is Occupancy.VACANT else chance.randrange(4)):
            services.households.save_resident(office, door, person(chance, heads.pop() if heads else None))


def person(chance: random.Random, relation: str | None = None) -> ResidentDraft:
    return ResidentDraft(
        chance.choice(NAMES),
        birth=chance.choice((None, date(1930, 1, 1) + timedelta(chance.randrange(33_000)))),
        sex=chance.choice(("男", "女", None)),
        politics=chance.choice(POLITICS),
        aid=chance.choice(AIDS),
        relation=relation or chance.choice(RELATIONS),
        phone=chance.choice((None, "13800001380")),
        unit_person=chance.choice((True, False, None)),
        disability=chance.choice((None, None, "肢体残疾二级")),
        since=chance.choice((None, date(2020, 1, chance.randrange(1, 28)))),
    )


@pytest.fixture(scope="module")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with some doors, made once."""
    root = tmp_path_factory.mktemp("lists") / "office"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "_MEMORY_KIB", 64)
        patch.setattr(keys, "_PASSES", 1)
        clock = Clock(lambda: datetime(2026, 11, 21, 9, 0))
        office, _ = services.accounts.create_office(Paths(root), Organisation("甲支部", "乙街道"), PASSWORD, clock)
        fill(office)
        services.accounts.close(office)
    return root


@pytest.fixture
def filled(_made: Path, paths: Paths, clock: Clock) -> Iterator[Office]:
    shutil.copytree(_made, paths.root)
    office = services.accounts.unlock(paths, PASSWORD, clock)
    services.lists.warm_search(office)
    yield office
    services.accounts.close(office)


QUERIES = st.builds(
    ListQuery,
    by_person=st.booleans(),
    labels=st.frozensets(st.sampled_from(LABELS), max_size=1),
    grid=st.sampled_from((None, None, "第一网格", "", "没有这个网格")),
    estate=st.sampled_from((None, None, "大院")),
    occupancy=st.frozensets(st.sampled_from(("出租", "自住", "")), max_size=2),
    age_from=st.sampled_from((None, None, 18, 60)),
    age_to=st.sampled_from((None, None, 59, 80)),
    sex=st.sampled_from((None, None, "女", "")),
    politics=st.frozensets(st.sampled_from(("中共党员", "群众", "")), max_size=1),
    aid=st.sampled_from((frozenset(), frozenset(), frozenset({ANY}), frozenset({"低保"}))),
    disability=st.sampled_from((None, None, True, False)),
    unit_person=st.sampled_from((None, None, True)),
    heads=st.sampled_from((False, False, True)),
    alone=st.sampled_from((False, False, True)),
    lease_within=st.sampled_from((None, None, None, 60)),
    missing=st.frozensets(st.sampled_from(("phone", "birth")), max_size=1),
    limit=st.just(1000),
)


def fits_person(query: ListQuery, row: ListRow) -> bool:
    low, high = query.age_from, query.age_to
    return (
        (low is None or (row.age is not None and row.age >= low))
        and (high is None or (row.age is not None and row.age <= high))
        and query.sex in (None, row.sex)
        and one_of(query.politics, row.politics)
        and one_of(query.aid, row.aid)
        and (query.disability is None or query.disability == bool(row.disability))
        and (query.unit_person is None or row.unit_person == ("单位人" if query.unit_person else "社会人"))
        and (not query.heads or row.relation == "户主")
        and ("phone" not in query.missing or not row.phone)
        and ("birth" not in query.missing or not row.birth)
    )


def fits_door(query: ListQuery, row: ListRow, today: date) -> bool:
    lease = row.lease_until
    return (
        query.labels <= set(row.labels)
        and query.grid in (None, row.grid)
        and query.estate in (None, row.estate)
        and one_of(query.occupancy, row.occupancy)
        and (not query.alone or row.people == 1)
        and (query.lease_within is None or (lease is not None and (lease - today).days <= query.lease_within))
    )


def one_of(wanted: frozenset[str], text: str) -> bool:
    return not wanted or text in wanted or (ANY in wanted and bool(text))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=QUERIES)
def test_filters_show_what_the_rows_say(filled: Office, query: ListQuery) -> None:
    today = filled.clock.today()
    people = services.lists.list_rows(filled, ListQuery(limit=1000)).rows
    doors = services.lists.list_rows(filled, ListQuery(by_person=False, limit=1000)).rows
    if query.by_person:
        expected = [row for row in people if fits_person(query, row) and fits_door(query, row, today)]
    else:
        fitting = {row.household_id for row in people if fits_person(query, row)}
        asked = query.asks_of_people
        expected = [row for row in doors if fits_door(query, row, today) and (not asked or row.household_id in fitting)]
    page = services.lists.list_rows(filled, query)
    assert page.rows == tuple(expected)
    assert page.total == len(expected)


ORDERS: dict[str, Callable[[ListRow], object]] = {
    "name": lambda row: name_keys(row.name).sort,
    "age": lambda row: row.age,
    "birth": lambda row: row.age is not None and -row.age,
    "people": lambda row: row.people,
    "since": lambda row: row.since,
    "lease_until": lambda row: row.lease_until,
    "grid": lambda row: ("第一网格", "第二网格", "第十网格").index(row.grid) if row.grid else None,
    "building": lambda row: int(row.building[:-1]),
    "sex": lambda row: ("男", "女").index(row.sex) if row.sex else None,
    "politics": lambda row: ("中共党员", "共青团员", "群众").index(row.politics) if row.politics else None,
}


@pytest.mark.parametrize("by_person", [True, False])
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", ORDERS)
def test_sorted_with_blank_ones_last(filled: Office, sort: str, descending: bool, by_person: bool) -> None:
    query = ListQuery(by_person=by_person, sort=sort, descending=descending, limit=1000)
    if not by_person:
        query = replace(query, occupancy=frozenset({"自住", "出租"}), heads=True)
    keys = [ORDERS[sort](row) for row in services.lists.list_rows(filled, query).rows]
    known = [key for key in keys if key is not None and key is not False]
    assert known == sorted(known, reverse=descending)  # type: ignore[type-var]
    assert keys[: len(known)] == known
    pages = [services.lists.list_rows(filled, replace(query, offset=n, limit=7)).rows for n in range(0, len(keys), 7)]
    assert tuple(row for page in pages for row in page) == services.lists.list_rows(filled, query).rows


def columns_now(office: Office) -> tuple[dict[str, object], dict[str, object]]:
    """The columns as they are kept, and as they would be read anew; codes as the texts they stand for."""
    lines, today = office.search.lines, office.clock.today()
    words = no_words()
    with office.store.reading() as connection:
        lines.warm(connection, today)
        fresh = read_columns(connection, today, words)
        names = list(lines.names(connection))
        lines._by_name = lines._ranks = None
        assert list(lines.names(connection)) == names
    kept: dict[str, object] = dict(lines.columns)
    anew: dict[str, object] = dict(fresh)
    for name in TEXTS:
        said, meant = {code: text for text, code in lines.words[name].items()}, {c: t for t, c in words[name].items()}
        kept[name] = [said[code] for code in lines.columns[name]]
        anew[name] = [meant[code] for code in fresh[name]]
    return kept, anew


def test_after_every_change_the_columns_are_as_if_read_anew(filled: Office) -> None:
    chance = random.Random(11)
    doors = [row.household_id for row in services.lists.list_rows(filled, ListQuery(by_person=False, limit=99)).rows]
    for step in range(60):
        door = chance.choice(doors)
        verb = chance.randrange(6)
        if verb == 0:
            key = DoorKey(f"新{step}", str(chance.randrange(20)), "", "101")
            (new,) = services.households.save_household(filled, HouseholdDraft(key)).household_ids
            doors.append(new)
        elif verb == 1:
            card = services.households.card(filled, door).record
            if not any(span.kind is Occupancy.VACANT for span in card.occupancies):
                services.households.save_resident(filled, door, person(chance))
        elif verb == 2:
            services.grids.assign(filled, chance.sample(doors, 3), chance.choice(("第三网格", "")))
        elif verb == 3:
            services.households.set_override(filled, door, Label.HARDSHIP, Judgement.CLAIM, "台账标注")
        elif verb == 4:
            services.journal.undo(filled)
            doors = [
                row.household_id for row in services.lists.list_rows(filled, ListQuery(by_person=False, limit=99)).rows
            ]
        else:
            members = services.households.card(filled, door).record.members
            here = [
                one.residency for one in members if one.residency.until is None and one.residency.relation != "户主"
            ]
            if here:
                services.households.move_out(filled, [here[0].id], date(2026, 11, 1))
        if chance.random() < 0.7:
            kept, anew = columns_now(filled)
            assert kept == anew


def test_words_and_filters_together(filled: Office) -> None:
    women = [row.name for row in services.lists.list_rows(filled, ListQuery(sex="女", limit=99)).rows]
    expected = sorted(name for name in women if "李" in name)
    assert expected
    for query in (ListQuery(text="李", sex="女"), ListQuery(text="李", sex="女", sort="name")):
        assert sorted(row.name for row in services.lists.list_rows(filled, query).rows) == expected
    by_door = services.lists.list_rows(
        filled, ListQuery(text="李", by_person=False, occupancy=frozenset({"自住"}))
    ).rows
    assert by_door
    assert {row.occupancy for row in by_door} == {"自住"}


def test_chosen_rows_are_those_of_the_numbers(filled: Office) -> None:
    query = ListQuery(sort="age", descending=True)
    rows = services.lists.list_rows(filled, replace(query, limit=1000)).rows
    assert services.lists.chosen_rows(filled, query) == rows
    assert services.lists.chosen_rows(filled, query, [(2, 4), (7, 8)]) == (rows[2], rows[3], rows[7])
    assert services.lists.chosen_rows(filled, query, []) == ()


def test_moving_in_is_told_apart_from_a_new_relation(filled: Office) -> None:
    door = services.households.save_household(filled, HouseholdDraft(DoorKey("新", "1", "", "1"))).household_ids
    (home,) = door
    services.households.save_resident(filled, home, ResidentDraft("曾伟", relation="户主", since=date(2001, 5, 1)))
    services.households.save_resident(filled, home, ResidentDraft("李芳", relation="配偶", since=date(2002, 5, 1)))
    members = services.households.card(filled, home).record.members
    services.households.change_head(filled, home, members[1].residency.id, date(2026, 1, 1))
    for query in (ListQuery(ids=None, estate="新"), ListQuery(estate="新", sort="since", descending=True)):
        rows = {row.name: row for row in services.lists.list_rows(filled, query).rows}
        assert (rows["李芳"].since, rows["李芳"].relation) == (date(2002, 5, 1), "户主")
        assert (rows["曾伟"].since, rows["曾伟"].relation) == (date(2001, 5, 1), "配偶")
    kept, anew = columns_now(filled)
    assert kept == anew
    assert sorted(kept["since"])[-2:] != [20260101, 20260101]  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("spans", "first"),
    [
        ([("2020-01-01", None)], "2020-01-01"),
        ([("2010-01-01", "2019-12-31"), ("2020-01-01", None)], "2010-01-01"),
        ([(None, "2019-12-31"), ("2020-01-01", None)], None),
        ([("2010-01-01", "2018-12-31"), ("2020-01-01", None)], "2020-01-01"),
        ([("2010-01-01", "2019-12-31"), ("2020-01-01", "2024-12-31"), ("2025-01-01", "2030-01-01")], "2010-01-01"),
        ([("2027-01-01", None)], None),
        ([("2010-01-01", "2026-11-21"), ("2026-11-22", None)], "2010-01-01"),
    ],
)
def test_the_first_day_of_a_dwelling(spans: list[tuple[str | None, str | None]], first: str | None) -> None:
    assert moved_in(spans, "2026-11-21") == first


def test_right_after_an_import_nothing_has_to_be_read_first(filled: Office) -> None:
    lines = filled.search.lines
    lines.changed(range(10_000))
    rows = services.lists.list_rows(filled, ListQuery(limit=1000)).rows
    assert not lines.ready
    assert services.lists.list_rows(filled, ListQuery(limit=1000, age_from=0, age_to=254)).total < len(rows)
    assert lines.ready
    assert services.lists.list_rows(filled, ListQuery(limit=1000)).rows == rows
