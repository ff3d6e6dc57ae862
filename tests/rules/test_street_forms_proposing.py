"""Which figure goes where: proposed where a form's words leave no doubt, left alone where they do."""

from __future__ import annotations

import pytest

from app.models.street_forms import Binding, FormSheet
from app.rules.street_forms_heads import head_template
from app.rules.street_forms_proposing import proposals
from app.rules.street_forms_words import Vocabulary
from tests.rules.form_layouts import GRIDS, book, by_grid, sheet


def found(*sheets: FormSheet) -> dict[str, Binding]:
    return {binding.cell: binding for binding in proposals(book(*sheets), GRIDS)}


def keys(*sheets: FormSheet) -> dict[str, str]:
    return {cell: binding.key for cell, binding in found(*sheets).items()}


def test_grids_in_rows_and_totals_as_checks() -> None:
    said = keys(by_grid())
    assert said["C4"] == "grid.第二网格.党员户"
    assert (said["B6"], said["C6"]) == ("households", "labels.党员户")
    assert len(said) == 8


def test_rows_and_columns_swapped_and_grids_shortened() -> None:
    said = keys(
        sheet(
            [
                ["指标", "一网格", "2网格", "第3网格", "合计"],
                ["党员户(户)", "", "", "", "=SUM(B2:D2)"],
                ["空巢户", "", "", "", ""],
            ]
        )
    )
    assert said == {
        "B2": "grid.第一网格.党员户", "C2": "grid.第二网格.党员户", "D2": "grid.第三网格.党员户", "E2": "labels.党员户",
        "B3": "grid.第一网格.空巢户", "C3": "grid.第二网格.空巢户", "D3": "grid.第三网格.空巢户", "E3": "labels.空巢户",
    }  # fmt: skip


def two_rows(label: str) -> FormSheet:
    return sheet(
        [
            ["项目", "本月", None, None, "本年累计", None],
            [None, "受理件数（件）", "办结率(%)", "上月受理", "受理件数（件）", "满意率（％）"],
            [label, "", "", "", "", ""],
        ],
        ("A1:A2", "B1:D1", "E1:F1"),
    )


def test_two_row_heads_through_merged_cells() -> None:
    assert {cell: (one.key, one.style) for cell, one in found(two_rows("数量")).items()} == {
        "B3": ("requests.received", ""),
        "C3": ("requests.handled.percent", "number"),
        "E3": ("requests.year.received", ""),
        "F3": ("requests.year.satisfied.percent", "number"),
    }
    assert found(two_rows("书院小区")) == {}  # who knows what that row is of


def test_labels_and_fields_in_pairs() -> None:
    form = sheet(
        [
            ["街道10月情况", None, None, None],
            ["填报单位", "", "填报人", ""],
            ["本月受理件数", "", "累计办结件数", ""],
            ["志愿服务时长(分钟)", "", "党员户(人)", ""],
            ["备注", "", "党员", ""],
        ],
        ("A1:D1",),
    )
    assert keys(form) == {
        "B2": "head.branch", "D2": "head.preparer", "B3": "requests.received", "D3": "requests.year.handled",
        "B4": "volunteers.month.minutes.count",
    }  # fmt: skip


@pytest.mark.parametrize(
    "row", ["第九网格", "上月", "其他小区", "比上月增减", "目标任务", "小计", "去年同期"]
)  # fmt: skip
def test_what_is_not_certain_is_not_proposed(row: str) -> None:
    said = keys(by_grid(extra=[[row, "", ""]]))
    assert "B3" not in said
    assert said["B4"] == "grid.第一网格.households"


def test_numbers_that_last_month_left_behind_are_fields() -> None:
    old = sheet([["10月月报", None, None], ["序号", "网格", "党员户"], [1, "第一网格", 12], [2, "第二网格", 0]])
    assert keys(old) == {"C3": "grid.第一网格.党员户", "C4": "grid.第二网格.党员户"}


def test_two_measures_for_one_field_are_no_proposal() -> None:
    assert keys(sheet([["月报", "党员户"], ["空巢户", ""]])) == {}


def test_words_fill_the_field_under_their_heading() -> None:
    form = sheet([["一、重点工作", None, None], ["", None, None], ["二、下月计划", None, None], ["", None, None]])
    assert keys(form) == {"A2": "words.key_work", "A4": "words.next_plan"}


@pytest.mark.parametrize(
    ("text", "template"),
    [
        ("填报单位（盖章）：", "填报单位（盖章）：{head.branch}"),
        ("填报月份:    年    月", "填报月份:{head.year}年{head.month}月"),
        ("填报日期：____年__月__日", "填报日期：{head.made_on.year}年{head.made_on.month}月{head.made_on.day}日"),
        ("填报人:      审核人:    ", "填报人:{head.preparer}    审核人:{head.reviewer}"),
        ("工作月报表(    年   月)", "工作月报表({head.year}年{head.month}月)"),
        ("填报人:张三", ""),
        ("联系电话:", ""),
        ("单位:户、件、人次", ""),
        ("{head.branch}填报人:", ""),
        ("2026年  月", ""),
    ],
)  # fmt: skip
def test_labels_that_are_filled_where_they_stand(text: str, template: str) -> None:
    assert head_template(text, Vocabulary(GRIDS).meaning) == template


def test_a_framed_blank_beside_a_label_takes_the_answer() -> None:
    assert keys(sheet([["填报人:", ""]])) == {"B1": "head.preparer"}
    loose = found(sheet([["填报人:", None]]))
    assert loose["A1"].template == "填报人:{head.preparer}"
