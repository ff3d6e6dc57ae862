"""One word for each thing, whatever ledgers write; denials deny."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.base.resources import rule_table
from app.models.colours import Label
from app.models.households import Occupancy
from app.rules import terms


@pytest.mark.parametrize("text", ["√", "✓", "✔", "☑", "是", "有", "1", "Y", "●", "y"])
def test_yes(text: str) -> None:
    assert terms.yes_or_no(text) is True


@pytest.mark.parametrize("text", ["×", "否", "无", "0", "N"])
def test_no(text: str) -> None:
    assert terms.yes_or_no(text) is False


def test_words_of_people() -> None:
    assert [terms.politics(text) for text in ("党员", "预备党员", "团员", "群 众", "", "无", "致公党")] == [
        "中共党员",
        "中共预备党员",
        "共青团员",
        "群众",
        None,
        None,
        "致公党党员",
    ]
    assert [terms.ethnic(text) for text in ("汉", "土家族", "柯尔克孜", "穿青人")] == [
        "汉族",
        "土家族",
        "柯尔克孜族",
        "穿青人",
    ]
    assert [terms.relation(text) for text in ("妻", "长子", "本人", "合租", "发小")] == [
        "配偶",
        "子",
        "户主",
        "合租",
        "发小",
    ]
    assert [terms.sex(text) for text in ("男性", "女", "?")] == ["男", "女", None]
    assert [terms.unit_person(text) for text in ("单位人", "社会人", "")] == [True, False, None]
    assert len(rule_table("ethnic")) == 56


def test_occupancy() -> None:
    found = [terms.occupancy(text) for text in ("自住", "租住", "空房", "亲戚借住", "不清楚", "看看")]
    assert found == [Occupancy.OWNER, Occupancy.LET, Occupancy.VACANT, Occupancy.LENT, Occupancy.UNKNOWN, None]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("多重残疾四级", "多重残疾四级"),
        ("二级肢体", "肢体残疾二级"),
        ("肢体(2级)", "肢体残疾二级"),
        ("视力一级", "视力残疾一级"),
        ("42108719850517155321", "42108719850517155321"),
        ("是", "残疾"),
        ("3", "残疾三级"),
        ("肢体", "肢体残疾"),
        ("无", None),
        ("高血压", None),
    ],
)
def test_disability(text: str, found: str | None) -> None:
    assert terms.disability(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("享受低保", "低保"),
        ("低保边缘", "低保边缘"),
        ("五保户", "特困"),
        ("刚性支出困难", "支出型困难"),
        ("孤儿", "困境儿童"),
        ("已取消低保", None),
        ("申请低保中", None),
        ("不符合低保条件", None),
        ("正常", None),
    ],
)
def test_aid(text: str, found: str | None) -> None:
    assert terms.aid(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("党员户、空巢户", {Label.PARTY, Label.EMPTY_NEST}),
        ("党员空巢", {Label.PARTY, Label.EMPTY_NEST}),
        ("普通户", set()),
        ("党巢龄困残租空", set(Label)),
        ("空巢老人;高龄", {Label.EMPTY_NEST, Label.AGED}),
        ("80岁以上", {Label.AGED}),
        ("", set()),
    ],
)
def test_labels(text: str, found: set[Label]) -> None:
    assert terms.labels(text) == (found, "")


def test_words_beside_labels_are_handed_back() -> None:
    assert terms.labels("党员户,低保户") == ({Label.PARTY}, "低保户")
    assert terms.labels("黄文")[1] == "黄文"


def test_invisible_characters_go_and_writing_stays() -> None:
    assert terms.clean("\ufeff 张\u200b三\u00a0") == "张三"
    assert terms.narrow("３＃２单元 １１０１") == "3#2单元1101"
    assert terms.clean("𠮷㛃𬭎䶮𫖯㑇犇·") == "𠮷㛃𬭎䶮𫖯㑇犇·"


@given(st.text(max_size=30))
def test_any_text_is_judged_without_a_crash(text: str) -> None:
    for read in (
        terms.politics,
        terms.aid,
        terms.disability,
        terms.labels,
        terms.occupancy,
        terms.relation,
        terms.label,
    ):
        read(text)


def test_every_row_of_every_table_names_its_source() -> None:
    for name in (
        "column_titles",
        "politics",
        "ethnic",
        "relations",
        "aid_kinds",
        "disability",
        "occupancy",
        "sexes",
        "yes_no",
        "residents",
        "denials",
        "label_words",
        "area_codes",
    ):
        assert all(row["source"] for row in rule_table(name)), name
