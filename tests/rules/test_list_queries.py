"""Views say what they ask, survive being kept, and the ones at hand mean what their names say."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.models.colours import LABELS, Label
from app.models.queries import ANY, MISSING, ListQuery
from app.rules.list_columns import columns_of, known_keys, usual_keys
from app.rules.list_queries import conditions, read_view, view_text, views_at_hand

WORDS = st.text("甲乙丙=|、*", max_size=4)
QUERIES = st.builds(
    ListQuery,
    by_person=st.booleans(),
    labels=st.frozensets(st.sampled_from(LABELS)),
    grid=st.none() | WORDS,
    estate=st.none() | WORDS,
    building=st.none() | WORDS,
    occupancy=st.frozensets(WORDS, max_size=2),
    age_from=st.none() | st.integers(0, 120),
    age_to=st.none() | st.integers(0, 120),
    sex=st.sampled_from((None, "", "男", "女")),
    politics=st.frozensets(WORDS, max_size=2),
    aid=st.sampled_from((frozenset(), frozenset({ANY}), frozenset({""}), frozenset({"低保"}))),
    disability=st.sampled_from((None, True, False)),
    unit_person=st.sampled_from((None, True, False)),
    heads=st.booleans(),
    alone=st.booleans(),
    claims=st.booleans(),
    lease_within=st.none() | st.integers(1, 254),
    missing=st.frozensets(st.sampled_from(MISSING)),
    sort=st.sampled_from(("door", "name")),
    descending=st.booleans(),
)


@given(
    QUERIES, st.lists(st.sampled_from([column.key for column in columns_of(by_person=False)]), min_size=1, unique=True)
)
def test_a_view_comes_back_as_it_was_kept(query: ListQuery, columns: list[str]) -> None:
    view = read_view(7, "甲", view_text(query, columns))
    assert (view.id, view.name, view.query, list(view.columns)) == (7, "甲", query, columns)


@given(QUERIES)
def test_taking_every_condition_away_leaves_everything(query: ListQuery) -> None:
    said = conditions(query)
    assert all(condition.words for condition in said)
    assert bool(said) == bool(query.narrowing)
    while said:
        assert len(conditions(said[0].rest)) == len(said) - 1
        query, said = said[0].rest, conditions(said[0].rest)
    assert not query.narrowing


@given(
    st.text(max_size=20)
    | st.builds(
        json.dumps,
        st.recursive(
            st.none() | st.integers() | st.text(max_size=3),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from(("query", "columns", "labels", "sex", "heads")), inner, max_size=3)
            ),
        ),
    )
)
def test_a_damaged_view_shows_everything(text: str) -> None:
    view = read_view(1, "甲", text)
    assert view.columns
    assert view.query.text == ""


def test_words_as_one_says_them() -> None:
    query = ListQuery(
        labels=frozenset({Label.LET, Label.PARTY}),
        grid="",
        age_from=60,
        age_to=79,
        sex="女",
        aid=frozenset({ANY}),
        occupancy=frozenset({"", "出租"}),
        disability=False,
        heads=True,
        lease_within=30,
        missing=frozenset({"phone"}),
    )
    assert [condition.words for condition in conditions(query)] == [
        "党员户", "出租户", "未划入网格", "60 到 79 岁", "女", "有救助", "出租或居住状态未登记", "没有残疾证",
        "只看户主", "租期 30 天内到期", "没有电话",
    ]  # fmt: skip
    assert [c.words for c in conditions(ListQuery(age_from=80))] == ["80 岁以上"]
    assert [c.words for c in conditions(ListQuery(age_to=17))] == ["17 岁以下"]


def test_views_at_hand() -> None:
    views = {view.name: view for view in views_at_hand()}
    assert {"高龄老人", "独居老人", "租期将满", "没有网格"} <= views.keys()
    assert views["高龄老人"].query == ListQuery(age_from=80, sort="age", descending=True)
    assert views["独居老人"].query == ListQuery(age_from=60, alone=True, sort="age", descending=True)
    assert views["租期将满"].query == ListQuery(by_person=False, lease_within=60, sort="lease_until")
    assert views["没有网格"].query == ListQuery(by_person=False, grid="")
    assert views["党员"].query.politics == {"中共党员", "中共预备党员"}
    assert views["租期将满"].columns == ("door", "grid", "name", "lease_until", "people", "phone")
    assert all(view.query.narrowing for view in views_at_hand())


def test_columns_that_are_gone_are_passed_over() -> None:
    assert known_keys(("name", "gone", "name", "relation"), by_person=False) == ("name",)
    assert known_keys(("gone",), by_person=True) == usual_keys(by_person=True)
    view = read_view(1, "甲", view_text(ListQuery(sort="relation"), ("relation", "name")))
    assert view.columns == ("relation", "name")
    assert read_view(1, "甲", view_text(replace(view.query, sort="gone"), ())).query.sort == "door"
