"""The sample roster and ledger of service, written down as other offices would: every function gives a workbook."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from datetime import datetime, time
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import openpyxl
from python_calamine import CalamineWorkbook

DATA = Path(__file__).parents[1] / "data"
Record = dict[str, Any]
DAYS, HALVES = "一二三四五六日", ("上午", "下午", "晚上")
_APART = ("、", ",", "/", " ", ";", "和")


@cache
def people() -> tuple[Record, ...]:
    """One dict a row of the sample roster; keys are its header."""
    return _records("志愿者花名册.xlsx")


@cache
def served() -> tuple[Record, ...]:
    """One dict a row of the sample ledger of service."""
    return _records("志愿服务记录.xlsx")


def ticked_week(folder: Path) -> Path:
    """A title, a merged header of weekdays over parts of the day, ticks, teams without 队, totals and signatures."""
    head = ["姓名", "性别", "身份证号码", "联系方式", "政治面貌", "小分队", "特长"]
    book, sheet = _book("队员")
    sheet.append(["大院社区红马甲志愿者登记表"])
    sheet.append([*head, *(f"周{day}" if part == 0 else None for day in DAYS for part in range(3)), "单位", "在职党员"])
    sheet.append([*[None] * len(head), *(half for _ in DAYS for half in HALVES), None, None])
    for column in (*range(1, 8), 29, 30):
        sheet.merge_cells(start_row=2, end_row=3, start_column=column, end_column=column)
    for place in range(7):
        sheet.merge_cells(start_row=2, end_row=2, start_column=8 + place * 3, end_column=10 + place * 3)
    sheet.merge_cells("A1:AD1")
    for place, one in enumerate(people()):
        sheet.append(
            [
                one["姓名"] if len(one["姓名"]) > 2 else f"{one['姓名'][0]}  {one['姓名'][1]}", one["性别"],
                one["身份证号"], float(one["手机"]), one["政治面貌"].removeprefix("中共"),
                one["所属小分队"].removesuffix("队"), (one["技能特长"] or "").replace("、", _APART[place % 6]),
                *("√" if f"周{day}{half}" in one["可服务时间"] else None for day in DAYS for half in HALVES),
                one["工作单位"], "√" if one["是否双报到"] == "是" else None,
            ]
        )  # fmt: skip
    sheet.append(["合计", None, None, None, None, "126 人"])
    sheet.append(["填表人:李干事", None, None, None, "填表日期:2026年11月1日"])
    return _saved(book, folder / "登记表.xlsx")


def sheet_a_team(folder: Path) -> Path:
    """A sheet for each team, which no column names; the captain marked; weekdays as 星期; dual as the unit itself."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for team, rows in groupby(
        sorted(people(), key=lambda one: str(one["所属小分队"])), key=lambda one: one["所属小分队"]
    ):
        sheet = book.create_sheet(team)
        sheet.append([f"{team}花名册"])
        sheet.append(["序号", "志愿者姓名", "证件号码", "电话", "政治面貌", "职务", "服务特长", "空闲时间", "报到单位"])
        for place, one in enumerate(rows, 1):
            times = one["可服务时间"].replace("、", "/").replace("周日", "星期天").replace("周", "星期")
            dual = one["工作单位"] if one["是否双报到"] == "是" else "无"
            captain = "队长" if place == 1 else "队员"
            sheet.append([place, one["姓名"], one["身份证号"].lower(), one["手机"], one["政治面貌"], captain,
                          one["技能特长"], times, dual])  # fmt: skip
    return _saved(book, folder / "各队花名册.xlsx")


def halves_in_gb18030(folder: Path) -> Path:
    """A .csv from an old machine: telephone and no ID number, a column for each part of the day that lists its days."""
    path = folder / "志愿者.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["姓名", "手机号码", "性别", "是否党员", "所属队伍", "专长", *HALVES, "双报到"])
        for one in people():
            days = ["、".join(f"周{day}" for day in DAYS if f"周{day}{half}" in one["可服务时间"]) for half in HALVES]
            phone = f"{one['手机'][:3]}-{one['手机'][3:7]}-{one['手机'][7:]}"
            party = "是" if one["政治面貌"] == "中共党员" else "否"
            team = f"{one['所属小分队'].removesuffix('队')}志愿服务队"
            dual = one["是否双报到"]
            writer.writerow([one["姓名"], phone, one["性别"], party, team, one["技能特长"], *days, dual])
    return path


def spans_without_year(folder: Path) -> Path:
    """The year stands in the title, the day once for all its rows, and 14:00-16:00 in one cell; no minutes."""
    book, sheet = _book("记录")
    sheet.append(["大院社区2026年度志愿服务记录表"])
    sheet.merge_cells("A1:F1")
    sheet.append(["服务日期", "活动名称", "志愿者姓名", "联系电话", "起止时间", "备注"])
    for (day, title), rows in groupby(served(), key=lambda one: (one["日期"], one["活动"])):
        first = sheet.max_row + 1
        for place, one in enumerate(rows):
            head = (f"{day.month}月{day.day}日", title) if place == 0 else (None, None)
            dash = ("-", "至", "~", "—")[place % 4]
            sheet.append([*head, one["姓名"], one["手机"], f"{one['开始']}{dash}{one['结束']}", None])
        if sheet.max_row > first:
            sheet.merge_cells(start_row=first, end_row=sheet.max_row, start_column=1, end_column=1)
            sheet.merge_cells(start_row=first, end_row=sheet.max_row, start_column=2, end_column=2)
    return _saved(book, folder / "服务记录2026.xlsx")


def lengths_in_words(folder: Path) -> Path:
    """How long, in whatever words; day and beginning in one cell; day and title left blank below the first."""
    book, sheet = _book("Sheet1")
    sheet.append(["开展时间", "服务项目", "队员", "手机号", "服务时长"])
    for (day, title), rows in groupby(served(), key=lambda one: (one["日期"], one["活动"])):
        for place, one in enumerate(rows):
            when = f"{day.year}年{day.month}月{day.day}日" if place == 0 else None
            sheet.append([when, title if place == 0 else None, one["姓名"], one["手机"], length_words(one, place)])
    return _saved(book, folder / "时长.xlsx")


def length_words(one: Record, place: int) -> str:
    minutes = int(one["服务分钟"])
    hours, rest = divmod(minutes, 60)
    return (
        f"{minutes}分钟",
        f"{minutes / 60:g}小时",
        f"{minutes / 60:g}h",
        f"{hours}小时{rest}分" if rest else f"{hours}个小时",
        f"{one['开始']}-{one['结束']}",
        f"{minutes}",
    )[place % 5]


def hours_a_month(folder: Path) -> Path:
    """A sheet for each month; hours as numbers; times as Excel keeps them; several people in one cell where they came
    and went together."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    twice = {name for name in (one["姓名"] for one in people()) if sum(it["姓名"] == name for it in people()) > 1}
    for month, rows in groupby(served(), key=lambda one: one["日期"].month):
        sheet = book.create_sheet(f"{month}月")
        sheet.append(["日期", "活动主题", "参加人员", "手机", "签到时间", "签退时间", "服务时长(小时)"])
        key: Callable[[Record], tuple[Any, ...]] = lambda one: (one["日期"], one["活动"], one["开始"], one["结束"])  # noqa: E731
        for (day, title, begin, end), group in groupby(sorted(rows, key=key), key=key):
            together = list(group)
            alone = [one for one in together if one["姓名"] in twice]
            many = [one["姓名"] for one in together if one["姓名"] not in twice]
            times = (_time(begin), _time(end), together[0]["服务分钟"] / 60)
            if many:
                sheet.append([day, title, "、".join(many), None, *times])
            for one in alone:
                sheet.append([day, title, one["姓名"], one["手机"], *times])
    return _saved(book, folder / "各月时长.xlsx")


def table(path: Path, rows: Sequence[Sequence[object]], title: str = "Sheet1") -> Path:
    """Rows as they are."""
    book, sheet = _book(title)
    for row in rows:
        sheet.append(list(row))
    return _saved(book, path)


def _time(text: str) -> time:
    return datetime.strptime(text, "%H:%M").time()


def _records(name: str) -> tuple[Record, ...]:
    rows = CalamineWorkbook.from_path(DATA / name).get_sheet_by_index(0).to_python()
    return tuple(dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:])


def _book(title: str) -> tuple[Any, Any]:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = title
    return book, sheet


def _saved(book: Any, path: Path) -> Path:
    book.save(path)
    return path
