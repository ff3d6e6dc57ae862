"""The people of 住户台账-一人一行, written down as other offices would: every function gives the path of a workbook."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import xlsxwriter
import xlwt
from python_calamine import CalamineWorkbook

from tests.importing.world import DATA

Record = dict[str, Any]
Writer = Callable[[Path], Path]


@cache
def records() -> tuple[Record, ...]:
    """One dict a row of the sample; keys are its header."""
    rows = CalamineWorkbook.from_path(DATA / "住户台账-一人一行.xlsx").get_sheet_by_index(0).to_python()
    return tuple(dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:])


def houses() -> Iterator[tuple[tuple[str, str, str], list[Record]]]:
    """(building, unit, room) with bare numbers, and the rows of that door."""
    for key, rows in groupby(records(), key=lambda one: (one["楼栋"], one["单元"], one["房号"])):
        building, unit, room = key
        yield (building.removesuffix("栋"), unit.removesuffix("单元"), room), list(rows)


def date_words(day: Any, place: int) -> Any:
    """A birth date in one of nine spellings."""
    if not isinstance(day, date):
        return ""
    return (
        f"{day.year}-{day.month}-{day.day}",
        f"{day.year}.{day.month:02d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m}",
        f"{day:%Y/%m/%d}",
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月",
        float((day - date(1899, 12, 30)).days),
        float(f"{day:%Y%m%d}"),
    )[place % 9]


def address_words(building: str, unit: str, room: str, place: int) -> str:
    """A door in one of eight spellings."""
    chinese = "零一二三四五六七八九"
    spelled = chinese[int(building)] if len(building) == 1 else building
    return (
        f"{building}-{unit}-{room}",
        f"{building}栋{unit}单元{room}室",
        f"{building}#{unit}单元{room}",
        f"{spelled}栋{chinese[int(unit)]}单元{room}",
        f"{building}号楼{unit}-{room}",
        f"大院小区{building}幢{unit}单元{room}",
        f"{building}-{unit}-{room}室",
        f"{building} {unit} {room}",
    )[place % 8]


def _id(one: Record) -> str:
    return str(one["公民身份号码"])


def write(
    path: Path, sheets: dict[str, Sequence[Sequence[Any]]], merges: Sequence[tuple[str, int, int, int, int]] = ()
) -> Path:
    """Sheets of rows as .xlsx; `merges`: (sheet, first row, first column, last row, last column)."""
    book = xlsxwriter.Workbook(path)
    day = book.add_format({"num_format": "yyyy/m/d"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, column, cell, day)
                elif isinstance(cell, float):
                    sheet.write_number(number, column, cell)
                elif cell not in ("", None):
                    sheet.write_string(number, column, str(cell))
        for _, top, left, bottom, right in (merge for merge in merges if merge[0] == name):
            text = rows[top][left]
            if isinstance(text, float):
                sheet.merge_range(top, left, bottom, right, "", None)
                sheet.write_number(top, left, text)
            else:
                sheet.merge_range(top, left, bottom, right, text or "", None)
    book.close()
    return path


def shuffled_synonyms(path: Path) -> Path:
    """Other words and order, a title, blank rows, a blank column before, totals between, full-width digits."""
    titles = {
        "备注 ": "备注",
        "证件号码": "公民身份号码",
        "手 机": "联系电话",
        "居民姓名": "姓名",
        "门牌号": "房号",
        "幢": "楼栋",
        "单元号": "单元",
        "使用情况": "居住状态",
        "所属网格": "网格",
        "小区名称": "小区",
        "政治\n面貌": "政治面貌",
        "残疾证": "残疾证号",
        "困难类型": "救助类型",
        "关系": "与户主关系",
        "工作单位": "",
        "年龄": "",
        "房主": "产权人",
    }
    blank = [""] * (len(titles) + 1)
    rows: list[list[Any]] = [["", "大院社区居民信息台账"], blank, ["", "制表日期:2026年10月31日"], ["", *titles]]
    wide = str.maketrans("0123456789X", "０１２３４５６７８９ｘ")
    for place, one in enumerate(records()):
        row = ["", *(one[source] if source else "" for source in titles.values())]
        if place % 7 == 0:
            row[2] = str(row[2]).translate(wide)
        if place % 5 == 0 and len(row[4]) == 2:
            row[4] = f"{row[4][0]}  {row[4][1]}"
        if place % 11 == 0:
            row[3] = f"\u200b{row[3]}\u00a0"
        rows.append(row)
        if place % 400 == 399:
            rows.append(["", "小计", *[""] * 5, 400.0])
            rows.append(["", *titles])
    rows += [
        ["", "合  计", 2303.0],
        blank,
        ["", "注:本表一式两份,由社区和街道各存一份。"],
        ["", "填表人:", "", "", "审核人:", "", "负责人(签字):"],
    ]
    note = [["填表说明"], ["1. 姓名按身份证填写。"]]
    return write(
        path.with_suffix(".xlsx"), {"填表说明": note, "台账": rows, "汇总": [["网格", "户数"], ["第一网格", 172.0]]}
    )


def household_per_row(path: Path) -> Path:
    """One row a household; everyone in one cell, the numbers in another."""
    rows: list[list[Any]] = [["网格", "住址", "房屋状态", "家庭成员", "身份证号码", "政治面貌", "电话", "民族", "备注"]]
    for place, ((building, unit, room), people) in enumerate(houses()):
        people = [one for one in people if one["姓名"]]
        mark = ("、", "\n", ";", ",", "/")[place % 5]
        names = mark.join(f"{one['姓名']}({one['与户主关系']})" if place % 2 else one["姓名"] for one in people)
        remarks = [f"{one['姓名']}{one['救助类型']}" for one in people if one["救助类型"]]
        remarks += [f"{one['姓名']}肢体残疾二级" for one in people if one["残疾证号"]]
        grid = _grid_of(building, unit, room)
        politics = "、".join(one["政治面貌"] or "群众" for one in people)
        rows.append(
            [
                grid,
                address_words(building, unit, room, place),
                _occupancy_of(building, unit, room),
                names,
                "\n".join(map(_id, people)),
                politics,
                people[0]["联系电话"] if people else "",
                "",
                ",".join(remarks),
            ]
        )
    return write(path.with_suffix(".xlsx"), {"住户": rows})


@cache
def _doors() -> dict[tuple[str, str, str], Record]:
    return {key: rows[0] for key, rows in houses()}


def _grid_of(*key: str) -> str:
    return str(_doors()[key]["网格"])  # type: ignore[index]


def _occupancy_of(*key: str) -> str:
    return str(_doors()[key]["居住状态"])  # type: ignore[index]


def one_address_cell(path: Path) -> Path:
    """Addresses in every spelling, said once a household; births in every spelling; no ID numbers for children."""
    rows: list[list[Any]] = [
        ["大院社区七彩台账"],
        ["网格", "家庭住址", "姓名", "出生年月日", "身份证", "是否党员", "房屋使用情况", "残疾情况", "低保情况"],
    ]
    for place, ((building, unit, room), people) in enumerate(houses()):
        for number, one in enumerate(people):
            carried = ("同上", "〃", "", '"')[place % 4]
            address = carried if number else address_words(building, unit, room, place)
            party = "是" if "中共" in one["政治面貌"] else ("否" if one["姓名"] else "")
            rows.append(
                [
                    one["网格"],
                    address,
                    one["姓名"],
                    date_words(one["出生日期"], place + number),
                    _id(one),
                    party,
                    one["居住状态"],
                    one["残疾证号"],
                    one["救助类型"] or ("无" if place % 2 else ""),
                ]
            )
    return write(path.with_suffix(".xlsx"), {"Sheet1": rows})


def csv_gb18030(path: Path) -> Path:
    return _csv(path.with_suffix(".csv"), "gb18030", ",")


def csv_utf8_semicolons(path: Path) -> Path:
    return _csv(path.with_suffix(".csv"), "utf-8-sig", ";")


def csv_tabs(path: Path) -> Path:
    return _csv(path.with_suffix(".txt"), "utf-8", "\t")


def _csv(path: Path, encoding: str, separator: str) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=separator)
        writer.writerow(records()[0])
        for one in records():
            row = dict(one)
            row["公民身份号码"] = f"\t{_id(one)}" if separator != "\t" else f"'{_id(one)}"
            writer.writerow(row.values())
    return path


def old_xls(path: Path) -> Path:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("居民")
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for column, title in enumerate(records()[0]):
        sheet.write(0, column, title)
    for number, one in enumerate(records(), start=1):
        for column, cell in enumerate(one.values()):
            if isinstance(cell, date):
                sheet.write(number, column, cell, day)
            else:
                sheet.write(number, column, cell)
    target = path.with_suffix(".xls")
    book.save(str(target))
    return target


def xls_named_xlsx(path: Path) -> Path:
    return old_xls(path).rename(path.with_suffix(".xlsx"))


def three_row_header(path: Path) -> Path:
    """Groups over groups, merged; doors in number columns; kind and grade of a disability apart."""
    head: list[list[Any]] = [
        ["七彩图台账"] + [""] * 14,
        ["序号", "基本情况", "", "", "", "", "居民情况", "", "", "", "", "", "", "", "备注"],
        ["", "位置", "", "", "", "房屋状况", "身份", "", "", "", "残疾", "", "救助", "", ""],
        [
            "",
            "网格",
            "楼号",
            "单元",
            "室",
            "",
            "姓名",
            "性别",
            "公民身份证号码",
            "政治身份",
            "类别",
            "等级",
            "种类",
            "联系方式",
            "",
        ],
    ]
    kinds = ("", "视力", "听力", "言语", "肢体", "智力", "精神", "多重")
    rows = list(head)
    for number, one in enumerate(records(), start=1):
        certificate = str(one["残疾证号"])
        rows.append(
            [
                float(number),
                one["网格"],
                float(one["楼栋"].removesuffix("栋")),
                float(one["单元"].removesuffix("单元")),
                float(one["房号"]),
                one["居住状态"],
                one["姓名"],
                one["性别"],
                _id(one),
                one["政治面貌"],
                kinds[int(certificate[18])] if certificate else "",
                f"{certificate[19]}级" if certificate else "",
                one["救助类型"],
                one["联系电话"],
                one["备注"],
            ]
        )
    merges = [
        ("表", 0, 0, 0, 14),
        ("表", 1, 0, 3, 0),
        ("表", 1, 1, 1, 5),
        ("表", 1, 6, 1, 13),
        ("表", 1, 14, 3, 14),
        ("表", 2, 1, 2, 4),
        ("表", 2, 5, 3, 5),
        ("表", 2, 6, 2, 9),
        ("表", 2, 10, 2, 11),
        ("表", 2, 12, 2, 13),
    ]
    return write(path.with_suffix(".xlsx"), {"表": rows}, merges)


def sheet_per_building_merged(path: Path) -> Path:
    """A sheet a building, unit and room merged over the household's rows, the unit over all of its rooms."""
    sheets: dict[str, list[list[Any]]] = {}
    merges: list[tuple[str, int, int, int, int]] = []
    above: dict[str, str] = {}
    for (building, unit, room), people in houses():
        name = f"{building}号楼"
        rows = sheets.setdefault(
            name,
            [
                [f"大院社区{_grid_of(building, unit, room)}{building}号楼"],
                ["单元", "室", "住房状态", "成员姓名", "证件号", "面貌", "残疾人证号", "救助"],
            ],
        )
        top = len(rows)
        for number, one in enumerate(people):
            head = [unit if above.get(name) != unit else "", room, one["居住状态"]] if number == 0 else ["", "", ""]
            above[name] = unit
            rows.append([*head, one["姓名"], _id(one), one["政治面貌"], one["残疾证号"], one["救助类型"]])
        if len(people) > 1:
            merges += [(name, top, column, top + len(people) - 1, column) for column in (1, 2)]
    return write(path.with_suffix(".xlsx"), dict(sheets), merges)


def member_columns(path: Path) -> Path:
    """Wide: the head's columns, then the same columns for up to four more people."""
    block = ["姓名", "与户主关系", "身份证号", "政治面貌", "残疾证号", "救助类型"]
    titles = [
        "所在网格",
        "楼栋号",
        "单元",
        "房间号",
        "居住情况",
        "户主姓名",
        "身份证号",
        "政治面貌",
        "残疾证号",
        "救助类型",
    ]
    for place in range(1, 7):
        titles += [f"成员{place}{title}" if title == "姓名" else title for title in block]
    rows: list[list[Any]] = [titles]
    for (building, unit, room), people in houses():
        people = [one for one in people if one["姓名"]]
        first = people[0] if people else None
        row: list[Any] = [_grid_of(building, unit, room), building, unit, room, _occupancy_of(building, unit, room)]
        row += (
            [first["姓名"], _id(first), first["政治面貌"], first["残疾证号"], first["救助类型"]] if first else [""] * 5
        )
        for one in people[1:]:
            row += [one["姓名"], one["与户主关系"], _id(one), one["政治面貌"], one["残疾证号"], one["救助类型"]]
        rows.append(row + [""] * (len(titles) - len(row)))
    return write(path.with_suffix(".xlsx"), {"一户一行": rows})


def ticks_a_person(path: Path) -> Path:
    """Ticks in many shapes for each person: 党员, 残疾, 低保 ...; the occupancy in the column 类别."""
    aids = ("低保", "特困", "低保边缘")
    rows: list[list[Any]] = [
        ["网格", "楼", "单元", "房号", "户主", "姓名", "身份证号码", "党员", "残疾", *aids, "其他困难类型", "房屋性质"]
    ]
    for place, (key, people) in enumerate(houses()):
        for one in people:
            tick, cross = ("√✓✔☑是1有●Y"[place % 9], ("", "×", "否", "0")[place % 4])
            if not one["姓名"]:
                tick = cross = ""
            rows.append(
                [
                    one["网格"],
                    *key,
                    people[0]["姓名"],
                    one["姓名"],
                    _id(one),
                    tick if "中共" in one["政治面貌"] else cross,
                    tick if one["残疾证号"] else cross,
                    *(tick if one["救助类型"] == aid else "" for aid in aids),
                    one["救助类型"] if one["救助类型"] not in aids else "",
                    one["居住状态"],
                ]
            )
    return write(path.with_suffix(".xlsx"), {"勾选": rows})


def sections(path: Path) -> Path:
    """Headings between the rows say grid and building; the header is printed again under each."""
    titles = ["单元号", "房 号", "姓 名", "身份证号码", "政治面貌", "残疾证号码", "救助类别", "人员类别"]
    rows: list[list[Any]] = []
    building = ""
    for key, people in houses():
        if key[0] != building:
            building = key[0]
            if rows:
                rows.append(["小计", "", f"{len(rows)}人"])
            rows += [[f"{_grid_of(*key)} {building}号楼"], titles]
        for one in people:
            kind = {"出租": "租户", "空置": "空房", "自住": ""}[one["居住状态"]]
            rows.append(
                [
                    f"{key[1]}单元",
                    f"{key[2]}室",
                    one["姓名"],
                    _id(one),
                    one["政治面貌"],
                    one["残疾证号"],
                    one["救助类型"],
                    kind,
                ]
            )
    return write(path.with_suffix(".xlsx"), {"居民花名册": rows})


def hidden_copy(path: Path) -> Path:
    """The sample with an older copy on a hidden sheet, and a chart of nothing."""
    rows = [list(records()[0]), *(list(one.values()) for one in records())]
    book = xlsxwriter.Workbook(path.with_suffix(".xlsx"))
    for name in ("台账", "旧台账"):
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, [f"{cell:%Y-%m-%d}" if isinstance(cell, date) else cell for cell in row])
    book.get_worksheet_by_name("旧台账").hide()
    book.close()
    return path.with_suffix(".xlsx")


def without_numbers(path: Path) -> Path:
    """No ID numbers at all: names and whole birth dates."""
    rows: list[list[Any]] = [
        ["网格", "地址", "姓名", "性别", "出生日期", "政治面貌", "居住状况", "残疾类别及等级", "救助"]
    ]
    for (building, unit, room), people in houses():
        for one in people:
            rows.append(
                [
                    one["网格"],
                    f"{building}-{unit}-{room}",
                    one["姓名"],
                    one["性别"],
                    one["出生日期"],
                    one["政治面貌"],
                    one["居住状态"],
                    "肢体二级" if one["残疾证号"] else "",
                    one["救助类型"],
                ]
            )
    return write(path.with_suffix(".xlsx"), {"无证号": rows})


OFFICES: tuple[Writer, ...] = (
    shuffled_synonyms,
    household_per_row,
    one_address_cell,
    csv_gb18030,
    csv_utf8_semicolons,
    csv_tabs,
    old_xls,
    xls_named_xlsx,
    three_row_header,
    sheet_per_building_merged,
    member_columns,
    ticks_a_person,
    sections,
    hidden_copy,
    without_numbers,
)
