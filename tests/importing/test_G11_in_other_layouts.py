"""G11 in other offices' hands: the sample's 1,145 requests in other words, orders, spellings and groupings."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from app import services
from app.models.importing import Fate
from app.services.office import Office
from tests.conftest import DATA

Table = list[list[Any]]
Sheets = list[tuple[str, Table]]
_TITLES = {
    "编号": "工单编号", "受理时间": "登记时间", "来源": "诉求渠道", "类别": "问题类型", "分级": "事项等级",
    "地址": "家庭住址", "反映人": "诉求人", "电话": "联系方式", "内容": "反映的问题", "吹哨部门": "应哨部门",
    "吹哨时间": "吹哨日期", "答卷时间": "部门答卷日期", "办结时间": "办结日期", "办理结果": "处理结果",
    "满意度": "群众满意度",
}  # fmt: skip
_WORDS = {
    "代表委员接访": "两代表一委员", "书记亲民走访日": "书记走访", "群众来访": "来访",
    "网格员走访": "网格上报", "包联领导下访": "领导下访", "常规事项": "即办", "一般事项": "一般类",
    "重大事项": "重大", "特定事项": "特定", "已解决": "办理完成", "调解成功": "已调解",
    "已答复待列项": "待列项", "满意": "非常满意", "基本满意": "较满意", "未回访": "联系不上",
    "违章搭建": "违建", "供水供暖": "水暖", "停车秩序": "停车", "邻里纠纷": "矛盾纠纷", "环境卫生": "环卫",
    "物业服务": "物业", "民生救助": "救助", "设施维修": "公共设施", "综合执法中队": "城管", "派出所": "公安",
    "电力公司": "国网",
}  # fmt: skip


def moment(text: str | None) -> datetime | None:
    return datetime.strptime(text, "%Y-%m-%d %H:%M") if text else None


def timed(head: list[str], row: list[Any], spell: Callable[[datetime], Any]) -> list[Any]:
    """The row with its times spelled otherwise."""
    return [
        spell(when) if title.endswith("时间") and (when := moment(cell)) else cell
        for title, cell in zip(head, row, strict=True)
    ]


def shuffled(head: list[str], rows: Table) -> tuple[Sheets, str]:
    """Titles above, other titles in another order, real dates, totals and signatures below."""
    order = list(range(len(head)))
    random.Random(3).shuffle(order)
    body = [timed(head, row, lambda when: when) for row in rows]
    sheet: Table = [
        ["2026年群众诉求办理台账"],
        ["单位：大院社区"],
        ["序号", *(_TITLES[head[place]] for place in order)],
    ]
    sheet += [[number, *(row[place] for place in order)] for number, row in enumerate(body, 1)]
    return [("台账", [*sheet, ["合计", "1145件"], ["填表人：张三"]])], "A1:P1"


def months(head: list[str], rows: Table) -> tuple[Sheets, str]:
    """A sheet a month, days without a year, whether it is closed as a tick."""
    sheets: dict[str, Table] = {}
    for row in rows:
        month = int(row[1][5:7])
        table = sheets.setdefault(f"{month}月", [[f"2026年{month}月诉求台账"], [*head, "是否办结"]])
        told = timed(head, row, lambda when: f"{when.month}月{when.day}日 {when.hour}:{when.minute:02d}")
        table.append([*told, "√" if row[12] else "×"])
    return list(sheets.items()), "A1:P1"


def grouped(head: list[str], rows: Table) -> tuple[Sheets, str]:
    """Two header rows, the terms in other words, the address in four columns."""
    top = ["编号", "受理情况", *[""] * 10, "吹哨情况", "", "", "办结情况", "", ""]
    sub = [
        "",
        "时间",
        *head[2:5],
        "小区",
        "楼栋",
        "单元",
        "房号",
        *head[6:9],
        "部门",
        "时间",
        "答卷时间",
        "时间",
        "结果",
        "满意度",
    ]

    def told(row: list[Any]) -> list[Any]:
        found = re.fullmatch(r"(\d+)栋(\d+)单元(\d+)", row[5])
        assert found is not None
        door = ["大院小区", f"{found[1]}栋", f"{found[2]}单元", found[3]]
        return [_WORDS.get(cell, cell) for cell in (*row[:5], *door, *row[6:])]

    return [("台账", [["诉求台账"], top, sub, *map(told, rows)])], "M2:O2"


def bare(head: list[str], rows: Table) -> tuple[Sheets, str]:
    """No numbers, no days of closing; whether it is closed in words."""
    kept = [place for place, title in enumerate(head) if title not in ("编号", "办结时间")]
    table = [[*(head[place] for place in kept), "办理状态"]]
    table += [[*(row[place] for place in kept), "已办结" if row[12] else "办理中"] for row in rows]
    return [("台账", table)], ""


@pytest.mark.parametrize("spelled", [shuffled, months, grouped, bare])
def test_G11_in_other_layouts(office: Office, tmp_path: Path, spelled: Callable[..., tuple[Sheets, str]]) -> None:
    head, *rows = [list(row) for row in load_workbook(DATA / "诉求台账.xlsx").worksheets[0].iter_rows(values_only=True)]
    sheets, merged = spelled(head, rows)
    book = Workbook(write_only=False)
    book.remove(book.worksheets[0])
    for name, table in sheets:
        sheet = book.create_sheet(name)
        for row in table:
            sheet.append(row)
        if merged:
            sheet.merge_cells(merged)
    book.save(tmp_path / "诉求.xlsx")
    preview = services.request_import.plan(office, tmp_path / "诉求.xlsx")
    assert (preview.plan.count(Fate.NEW), preview.plan.errors) == (1145, ())
    services.request_import.accept(office, preview)
    figures = services.request_figures.statistics(office, None, date(2026, 10, 31), date(2026, 10, 31))
    expected = json.loads((DATA / "records-expected.json").read_text(encoding="utf-8"))["诉求台账.xlsx"]
    assert services.request_figures.as_keys(figures) == expected
