"""Ledgers of requests as other offices keep them: the same facts in other words and places."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from app import services
from app.models.importing import Fate, PlannedRow
from app.models.request_import import RequestPlan
from app.models.requests import RequestQuery, RequestRow, State
from app.services.office import Office

Rows = Sequence[Sequence[Any]]
HEAD = (
    "编号", "受理时间", "来源", "类别", "分级", "地址", "反映人", "电话", "内容", "吹哨部门", "吹哨时间", "答卷时间",
    "办结时间", "办理结果", "满意度",
)  # fmt: skip
ONE = (
    "A1", "2026-03-02 09:10", "群众来访", "停车秩序", "一般事项", "3栋2单元1101", "曾伟", "13800001111", "车位不足",
    "综合执法中队", "2026-03-03 10:00", "2026-03-04 11:00", "2026-03-05 12:00", "已解决", "满意",
)  # fmt: skip
TWO = ("A2", "2026-03-03", "电话", "邻里纠纷", "常规", "4-1-502", "易娟", "", "宠物扰民", "", "", "", "", "", "")


def book(folder: Path, *sheets: tuple[str, Rows], merge: str = "") -> Path:
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if merge:
            sheet.merge_cells(merge)
    made.save(folder / "台账.xlsx")
    return folder / "台账.xlsx"


def plan(office: Office, file: Path, **more: Any) -> RequestPlan:
    return services.request_import.plan(office, file, **more).plan


def taken(office: Office, file: Path) -> dict[str, RequestRow]:
    """Take it in; the requests by their words. A second time everything is the same."""
    preview = services.request_import.plan(office, file)
    services.request_import.must_hold_a_ledger(preview)
    assert preview.plan.errors == ()
    services.request_import.accept(office, preview)
    again = plan(office, file)
    assert {row.fate for row in again.rows} == {Fate.SAME}, [(row.row, row.changes) for row in again.rows]
    return {row.words: row for row in services.requests.list_rows(office, RequestQuery()).rows}


def fates(made: RequestPlan) -> list[Fate]:
    return [row.fate for row in made.rows]


def row_of(made: RequestPlan, number: int) -> PlannedRow:
    return next(row for row in made.rows if row.row == number)


def as_expected(found: dict[str, RequestRow]) -> None:
    one, two = found["车位不足"], found["宠物扰民"]
    assert (one.received_on, one.channel, one.category, one.grade) == (date(2026, 3, 2), "群众来访", "停车秩序", "一般")
    assert (one.state, one.outcome, one.satisfaction) == (State.VISITED, "已解决", "满意")
    assert (one.caller, one.closed_on, one.handler) == ("曾伟", date(2026, 3, 5), "综合执法中队")
    assert (two.received_on, two.category, two.state, two.satisfaction) == (
        date(2026, 3, 3), "邻里纠纷", State.RECEIVED, "未办结",
    )  # fmt: skip


def test_titles_above_totals_below_and_a_serial(office: Office, tmp_path: Path) -> None:
    head = ("序号", *HEAD)
    rows = [
        ("书院街道2026年群众诉求办理台账",),
        ("填报单位:大院社区", "", "", "填报日期:2026年4月1日"),
        head,
        (1, *ONE),
        (2, *TWO),
        ("合计", "2件"),
        ("填表人:张三", "", "审核人:李四"),
    ]
    found = taken(office, book(tmp_path, ("诉求", rows), merge="A1:P1"))
    as_expected(found)
    assert {row.number for row in found.values()} == {"A1", "A2"}


def test_other_words_other_order_other_dates(office: Office, tmp_path: Path) -> None:
    head = (
        "诉求编号", "反映问题", "反映日期", "诉求来源", "问题类型", "事项等级", "住址", "诉求人", "联系电话",
        "响应单位",
        "发哨日期", "部门答卷时间", "结案日期", "处理结果", "群众评价",
    )  # fmt: skip
    one = (
        "A1", "车位不足", datetime(2026, 3, 2, 9, 10), "来访", "乱停车", "一般", "3号楼2单元1101室", "曾伟",
        13800001111, "城管", "2026年3月3日", "2026/3/4 11:00", "2026.3.5", "处理完毕", "很满意",
    )  # fmt: skip
    two = ("A2", "宠物扰民", 46084, "12345", "矛盾纠纷", "即办", "4#1单元502", "易娟", "", "", "", "", "", "", "")
    as_expected(taken(office, book(tmp_path, ("Sheet1", [head, one, two]))))


def test_grouped_header_months_on_sheets_and_days_without_a_year(office: Office, tmp_path: Path) -> None:
    top = ("编号", "受理情况", "", "", "", "", "", "", "", "吹哨报到", "", "", "办结情况", "", "")
    sub = (
        "",
        "时间",
        "来源",
        "类别",
        "分级",
        "地址",
        "反映人",
        "电话",
        "内容",
        "部门",
        "吹哨时间",
        "答卷时间",
        "办结时间",
        "结果",
        "满意度",
    )
    one = list(ONE)
    one[1], one[10], one[11], one[12] = "3月2日 9:10", "3月3日", "3.4", "3-5"
    made = Workbook()
    made.remove(made.active)
    for name, row in (("2026年3月", one), ("2026年3月下", [*TWO[:1], "3月3日", *TWO[2:]])):
        sheet = made.create_sheet(name)
        for line in (("诉求台账",), top, sub, row):
            sheet.append(list(line))
        for area in ("B2:I2", "J2:L2", "M2:O2", "A2:A3"):
            sheet.merge_cells(area)
    made.save(tmp_path / "分月.xlsx")
    as_expected(taken(office, tmp_path / "分月.xlsx"))


def test_caller_and_telephone_in_one_cell_part(office: Office, tmp_path: Path) -> None:
    head = ("编号", "受理日期", "反映人及电话", "诉求内容")
    rows = [
        head,
        ("F1", "2026-05-06", "曾伟 13800001111", "水压不足"),
        ("F2", "2026-05-06", "易娟(0712-2345678)", "路灯不亮"),
    ]
    found = taken(office, book(tmp_path, ("台账", rows)))
    assert (found["水压不足"].caller, found["水压不足"].phone) == ("曾伟", "138****1111")
    assert (found["路灯不亮"].caller, found["路灯不亮"].phone) == ("易娟", "********5678")


def test_csv_in_gb18030(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "诉求.csv"
    with file.open("w", encoding="gb18030", newline="") as out:
        csv.writer(out).writerows([HEAD, ONE, TWO])
    as_expected(taken(office, file))


def test_states_in_words_merged_days_and_ditto(office: Office, tmp_path: Path) -> None:
    head = ("编号", "日期", "来源", "内容", "反映人", "办理状态", "办理情况")
    rows = [
        head,
        ("B1", "2026-05-06", "电话", "水压不足", "马东", "已办结", "已解决"),
        ("B2", "", "同上", "路灯不亮", "谢磊", "办理中", "已联系路灯所"),
        ("B3", "", "意见箱", "井盖松动", "杨畅", "未办结", ""),
        ("B4", "2026-05-07", "电话", "暖气不热", "费玉梅", "完成", "已上门解释,居民认可"),
    ]
    found = taken(office, book(tmp_path, ("台账", rows), merge="B2:B4"))
    assert [found[words].state for words in ("水压不足", "路灯不亮", "井盖松动", "暖气不热")] == [
        State.CLOSED, State.HANDLING, State.RECEIVED, State.CLOSED,
    ]  # fmt: skip
    assert found["路灯不亮"].received_on == found["井盖松动"].received_on == date(2026, 5, 6)
    assert (found["路灯不亮"].channel, found["水压不足"].late) == ("电话", False)  # closed, nobody knows when


def test_one_column_says_both_whether_and_when(office: Office, tmp_path: Path) -> None:
    head = ("编号", "受理日期", "诉求内容", "办结情况")
    rows = [head, ("C1", "2026-05-06", "水压不足", "已办结"), ("C2", "2026-05-06", "路灯不亮", "未办结")]
    found = taken(office, book(tmp_path, ("台账", rows)))
    assert (found["水压不足"].state, found["路灯不亮"].state) == (State.CLOSED, State.RECEIVED)


def test_who_was_assigned_is_not_whistled_for(office: Office, tmp_path: Path) -> None:
    head = ("编号", "受理日期", "诉求内容", "责任单位", "办结日期")
    rows = [head, ("D1", "2026-05-06", "水压不足", "物业公司", "")]
    row = taken(office, book(tmp_path, ("台账", rows)))["水压不足"]
    assert (row.state, row.handler, row.waiting) == (State.ASSIGNED, "物业公司", 0)


def test_doors_of_the_register_are_found_in_any_spelling(office: Office, tmp_path: Path, data: Path) -> None:
    services.importing.accept(office, services.importing.plan_households(office, data / "住户台账-一人一行.xlsx"))
    (row,) = taken(office, book(tmp_path, ("台账", [HEAD, (*ONE[:5], "大院小区3号楼2单元 301室", *ONE[6:])]))).values()
    other = services.lists.doors(office, "3-2-301")
    assert [row.household_id] == [door for door, _ in other]
    assert row.grid


def test_a_ledger_without_numbers_is_known_again(office: Office, tmp_path: Path) -> None:
    head = HEAD[1:]
    found = taken(office, book(tmp_path, ("台账", [head, ONE[1:], TWO[1:]])))
    assert sorted(row.number for row in found.values()) == ["2026-0001", "2026-0002"]
    twice = book(tmp_path, ("台账", [head, TWO[1:], ONE[1:], ONE[1:]]))
    made = plan(office, twice)
    assert fates(made) == [Fate.SAME, Fate.SAME, Fate.ASK]
    preview = services.request_import.plan(office, twice, answers={("台账", 4): "another"})
    services.request_import.accept(office, preview)
    assert {row.fate for row in plan(office, twice).rows} == {Fate.SAME}
    assert services.requests.list_rows(office, RequestQuery()).total == 3


def test_numbers_that_come_twice_are_shown(office: Office, tmp_path: Path) -> None:
    other = ("A1", *TWO[1:])
    made = plan(office, book(tmp_path, ("台账", [HEAD, ONE, ONE, other])))
    assert fates(made) == [Fate.NEW, Fate.SAME, Fate.ERROR]
    assert "重复" in row_of(made, 3).warnings[0]
    (error,) = made.errors
    assert (error.row, error.column, error.value) == (4, "编号", "A1")
    assert "第 2 行" in error.reason


@pytest.mark.parametrize(
    ("column", "value", "field", "words"),
    [
        ("答卷时间", "2026-03-02", "答卷时间", "答卷时间早于吹哨时间"),
        ("办结时间", "2026-03-01", "办结时间", "办结时间早于"),
        ("受理时间", "2027-01-01", "受理时间", "还没有到"),
        ("受理时间", "某天", "受理时间", "看不懂的日期"),
        ("吹哨部门", "", "吹哨时间", "没有写吹哨部门"),
        ("满意度", "一言难尽", "满意度", "看不懂"),
        ("分级", "甲级", "分级", "看不懂"),
        ("内容", "", "内容", "没有诉求内容"),
        ("内容", "#REF!", "内容", "错误值"),
    ],
)
def test_what_cannot_be_is_an_error_with_its_cell(
    office: Office, tmp_path: Path, column: str, value: str, field: str, words: str
) -> None:
    row = [value if title == column else cell for title, cell in zip(HEAD, ONE, strict=True)]
    made = plan(office, book(tmp_path, ("台账", [HEAD, row, TWO])))
    assert fates(made) == [Fate.ERROR, Fate.NEW]
    error = made.errors[0]
    assert (error.row, error.column, words in error.reason, bool(error.remedy)) == (2, field, True, True), made.errors


def test_a_department_that_was_dissolved(office: Office, tmp_path: Path) -> None:
    services.departments.dissolve(office, "综合执法中队", date(2026, 3, 1))
    made = plan(office, book(tmp_path, ("台账", [HEAD, ONE])))
    assert fates(made) == [Fate.ERROR]
    assert "已于2026年3月1日撤销" in made.errors[0].reason


def test_a_new_department_is_told_and_added(office: Office, tmp_path: Path) -> None:
    row = ["园林局、城管" if title == "吹哨部门" else cell for title, cell in zip(HEAD, ONE, strict=True)]
    preview = services.request_import.plan(office, book(tmp_path, ("台账", [HEAD, row])))
    assert preview.plan.departments == ("园林局",)
    services.request_import.accept(office, preview)
    assert "园林局" in services.requests.choices(office).departments
    (found,) = services.requests.list_rows(office, RequestQuery()).rows
    whistles = services.requests.card(office, found.id).life.whistles
    assert [(one.department, one.answered) for one in whistles] == [("园林局", True), ("综合执法中队", True)]


def test_changed_cells_old_to_new_and_a_blank_changes_nothing(office: Office, tmp_path: Path) -> None:
    taken(office, book(tmp_path, ("台账", [HEAD, ONE, TWO])))
    one = [
        {"内容": "车位严重不足", "电话": "", "满意度": "基本满意", "来源": ""}.get(t, c)
        for t, c in zip(HEAD, ONE, strict=True)
    ]
    two = [{"办结时间": "2026-03-04", "办理结果": "调解成功"}.get(t, c) for t, c in zip(HEAD, TWO, strict=True)]
    file = book(tmp_path, ("台账", [HEAD, one, two]))
    preview = services.request_import.plan(office, file)
    assert fates(preview.plan) == [Fate.CHANGED, Fate.CHANGED]
    assert [(c.title, c.old, c.new) for c in row_of(preview.plan, 2).changes] == [
        ("内容", "车位不足", "车位严重不足"),
        ("回访", "满意", "基本满意"),
    ]
    assert [(c.title, c.old) for c in row_of(preview.plan, 3).changes] == [("办结", "")]
    services.request_import.accept(office, preview)
    found = {row.number: row for row in services.requests.list_rows(office, RequestQuery()).rows}
    assert (found["A1"].satisfaction, found["A1"].channel, found["A2"].outcome) == ("基本满意", "群众来访", "调解成功")
    services.journal.undo(office)
    assert {row.fate for row in plan(office, file).rows} == {Fate.CHANGED}
    assert services.safekeeping.check(office) == ()


def test_mending_a_marked_copy(office: Office, tmp_path: Path) -> None:
    row = ["某天" if title == "受理时间" else cell for title, cell in zip(HEAD, ONE, strict=True)]
    file = book(tmp_path, ("台账", [HEAD, row]))
    copy = tmp_path / "标记.xlsx"
    copy.write_bytes(services.request_import.marked_copy(file, plan(office, file).errors))
    from openpyxl import load_workbook

    comment = load_workbook(copy)["台账"]["B2"].comment
    assert comment is not None
    assert "看不懂的日期" in comment.text


def test_a_corrected_mapping_is_remembered(office: Office, tmp_path: Path) -> None:
    head = ("号", "哪天", "什么事", "受理时间", "诉求内容")
    rows = [head, ("E1", "2026-03-02", "水压不足", "x", "y")]
    file = book(tmp_path, ("台账", rows))
    preview = services.request_import.plan(office, file)
    layout = preview.layouts[0]
    for column, field in enumerate(("number", "received", "words", None, None)):
        layout = layout.with_field(column, field)
    corrected = services.request_import.plan(office, file, layouts=[layout], raw=preview.raw)
    services.request_import.accept(office, corrected)
    assert fates(plan(office, file)) == [Fate.SAME]
