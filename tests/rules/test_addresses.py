"""Addresses in every spelling lead to one door."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.addresses import Place, bare_building, bare_unit, grid_name, read_address, read_building

SPELLINGS = (
    "{b}-{u}-{r}", "{b}栋{u}单元{r}室", "{b}#{u}单元{r}", "{b}号楼{u}-{r}", "{b}幢{u}单元{r}号", "{b}座{u}单元{r}",
    "{b}#楼{u}单元{r}房", "{b}—{u}—{r}", "{b} {u} {r}", "第{b}栋第{u}单元{r}室", "{b}/{u}/{r}", "{b}号{u}单元{r}",
)  # fmt: skip
CHINESE = "零一二三四五六七八九"


@given(st.integers(1, 99), st.integers(1, 9), st.integers(101, 3499), st.sampled_from(SPELLINGS), st.booleans())
def test_one_door_in_every_spelling(building: int, unit: int, room: int, spelling: str, full_width: bool) -> None:
    text = spelling.format(b=building, u=unit, r=room)
    if full_width:
        text = text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert read_address(text) == Place("", str(building), str(unit), str(room))


@given(st.integers(1, 9), st.integers(1, 9), st.integers(101, 999))
def test_chinese_numerals_and_estates(building: int, unit: int, room: int) -> None:
    text = f"大院小区{CHINESE[building]}栋{CHINESE[unit]}单元{room}"
    assert read_address(text) == Place("大院小区", str(building), str(unit), str(room))


@given(st.text(max_size=30))
def test_any_text_is_judged_without_a_crash(text: str) -> None:
    place = read_address(text)
    assert place is None or place.room


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A座1101", Place("", "A", "", "1101")),
        ("12号", Place("", "", "", "12")),
        ("大院小区12号别墅", Place("大院小区", "", "", "12")),
        ("3-1101", Place("", "3", "", "1101")),
        ("十一栋三单元1101", Place("", "11", "3", "1101")),
        ("3栋2单元11楼1101", Place("", "3", "2", "1101")),
        ("三栋二单元一一〇一", Place("", "3", "2", "1101")),
        ("3-2-1101-1", Place("", "3", "2", "1101-1")),
        ("12号院3号楼2单元501", Place("12号院", "3", "2", "501")),
        ("解放路12号3栋2单元1101", Place("解放路12号", "3", "2", "1101")),
        ("湖北省孝感市孝南区书院街道大院社区大院小区3栋2单元1101室", Place("大院小区", "3", "2", "1101")),
        ("01栋02单元0101室", Place("", "1", "2", "0101")),
        ("B1-3-201", Place("", "B1", "3", "201")),
    ],
)
def test_single_spellings(text: str, place: Place) -> None:
    assert read_address(text) == place


@pytest.mark.parametrize("text", ["", "张三", "3幢2单元", "大院小区", "看不懂的地方"])
def test_what_names_no_door(text: str) -> None:
    assert read_address(text) is None


def test_inside_a_known_building() -> None:
    assert read_address("1-101", "7") == Place("", "7", "1", "101")
    assert read_address("3楼301", "7") == Place("", "7", "", "301")
    assert read_address("2-1-101", "7") == Place("", "2", "1", "101")


def test_buildings_units_grids() -> None:
    assert [bare_building(text) for text in ("3栋", "3号楼", "３＃", "三幢", "A座", "01", "综合楼")] == [
        "3", "3", "3", "3", "A", "1", "综合楼",
    ]  # fmt: skip
    assert [bare_unit(text) for text in ("2单元", "二单元", "02", "东单元")] == ["2", "2", "2", "东"]
    assert read_building("3栋2单元") == Place("", "3", "2", "")
    assert read_building("大院小区3号楼") == Place("大院小区", "3", "", "")
    assert [grid_name(text) for text in ("1", "一网格", "第1网格", "网格12", "01网格", "大院网格")] == [
        "第一网格", "第一网格", "第一网格", "第十二网格", "第一网格", "大院网格",
    ]  # fmt: skip
