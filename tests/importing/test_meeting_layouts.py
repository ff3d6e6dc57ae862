"""Ledgers of meetings and lists of members as other offices write them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from app import services
from app.models.importing import Fate
from app.models.meeting_drafts import Said
from app.models.meeting_import import MemberPlan, StagedMeeting
from app.models.meetings import Came
from app.services.office import Office


def saved(path: Path, rows: Sequence[Sequence[object]], *, title: str = "Sheet", merged: Sequence[str] = ()) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    book.save(path)
    return path


def meetings(office: Office, path: Path) -> list[StagedMeeting]:
    plan = services.meeting_import.plan(office, path).plan
    assert plan.errors == ()
    return [op.staged for op in plan.operations]


def test_titles_above_two_header_rows_and_a_total(office: Office, tmp_path: Path) -> None:
    rows = [
        ["大院社区党委2026年“三会一课”登记表"],
        ["序号", "会议时间", "会议名称", "地点", "主持人", "人数", None, "缺席人员及原因", "会议内容", "备注"],
        [None, None, None, None, None, "应到", "实到", None, None, None],
        [1, "1月8日下午3点", "支委会", "会议室", "王书记", "5人", "4人", "李组织因病请假",
         "一、学习\n二、预算1.5万元", None],
        [2, "2月12日 9:30-11:00", "第一党小组会", "同上", "周敏", 12, 12, "无", "学习文件", None],
        [3, datetime(2026, 3, 5, 14, 30), "2026年第一季度党员大会", "会议室", "王书记", 37, 35,
         "张三、李四出差", "换届", "补开"],
        ["合计", None, None, None, None, 54, 51, None, None, None],
        ["填表人:李组织", None, None, None, None, None, "填表日期:2026年3月31日", None, None, None],
    ]  # fmt: skip
    path = saved(tmp_path / "三会一课.xlsx", rows, merged=("A1:J1", "F2:G2", "A2:A3", "B2:B3", "C2:C3"))
    first, second, third = meetings(office, path)
    assert (first.kind, first.held_on, first.starts) == ("支部委员会会议", date(2026, 1, 8), "15:00")
    assert first.said == Said(5, 4)
    assert [(one.name, one.state, one.reason) for one in first.people] == [("李组织", Came.EXCUSED, "因病")]
    assert first.agenda == ("学习", "预算1.5万元")
    assert (second.kind, second.group, second.starts, second.ends) == ("党小组会", "第一党小组", "09:30", "11:00")
    assert second.place == "会议室"  # 同上
    assert third.kind == "支部党员大会"
    assert [one.name for one in third.people] == ["张三", "李四"]


def test_names_of_those_who_came_and_votes_in_columns(office: Office, tmp_path: Path) -> None:
    rows = [
        ["日期", "开始时间", "结束时间", "会议类型", "会议地点", "主持", "记录",
         "参会人员", "列席人员", "议程", "决议", "赞成", "反对", "弃权"],
        ["2026-05-06", "14:00", "16:00", "支部委员会", "议事厅", "王书记", "李组织",
         "王书记、李组织、陈宣传", "街道刘科长", "研究", "同意", 3, 0, 0],
    ]  # fmt: skip
    (one,) = meetings(office, saved(tmp_path / "支委会.xlsx", rows))
    assert (one.starts, one.ends) == ("14:00", "16:00")
    assert [(person.name, person.state) for person in one.people] == [
        ("王书记", Came.PRESENT), ("李组织", Came.PRESENT), ("陈宣传", Came.PRESENT),
    ]  # fmt: skip
    assert one.guests == ("街道刘科长",)
    assert one.vote is not None
    assert (one.vote.in_favour, one.vote.against, one.vote.abstained) == (3, 0, 0)


def test_a_sheet_for_each_kind_and_numbers_in_one_cell(office: Office, tmp_path: Path) -> None:
    rows = [
        ["日期", "应到/实到", "请假人员", "会议内容"],
        ["2026年5月6日(星期三)下午2:30—4:00", "应到37人,实到35人", "王 洋、李四(病假)", "学习"],
        ["2026.8.12 周三 9时", "37/37", "无", "换届"],
    ]
    path = saved(tmp_path / "三会一课.xlsx", rows, title="支部党员大会")
    first, second = meetings(office, path)
    assert (first.kind, first.held_on, first.starts, first.ends) == (
        "支部党员大会", date(2026, 5, 6), "14:30", "16:00",
    )  # fmt: skip
    assert first.said == Said(37, 35)
    assert [(one.name, one.reason) for one in first.people] == [("王洋", ""), ("李四", "病假")]
    assert (second.starts, second.said, second.people) == ("09:00", Said(37, 37), ())


def test_absent_counted_instead_of_should(office: Office, tmp_path: Path) -> None:
    rows = [["时间", "类型", "实到人数", "缺席人数"], ["2026-05-06", "党课", 35, 2]]
    (one,) = meetings(office, saved(tmp_path / "党课.xlsx", rows))
    assert one.said == Said(37, 35)


def test_a_csv_in_gb18030(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "会议.csv"
    path.write_bytes("会议日期,类型,应到,实到,议题\r\n2026/3/5,主题党日,37,37,植树\r\n".encode("gb18030"))
    (one,) = meetings(office, path)
    assert (one.kind, one.held_on, one.agenda) == ("主题党日", date(2026, 3, 5), ("植树",))


def test_what_is_made_up_is_read(office: Office, tmp_path: Path) -> None:
    rows = [
        ["时间", "类型", "议题", "补开"],
        ["2026-09-05", "支委会", "研究", "补7月"],
        ["2026-09-06", "支委会(补8月)", "研究", None],
        ["2026-10-09", "党员大会", "研究", "补第三季度"],
        ["2026-10-10", "支委会", "研究", "否"],
        ["2026-10-11", "党课", "研究", "是"],
    ]
    plan = services.meeting_import.plan(office, saved(tmp_path / "补开.xlsx", rows)).plan
    assert [op.staged.stands_for for op in plan.operations] == ["2026-07", "2026-08", "2026-Q3", "", ""]
    assert any("看不出补的是哪个时段" in words for words in plan.rows[4].warnings)


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        (["2026-13-05", "支委会", 5, 5, None], "时间", "看不懂的时间"),
        ([None, "支委会", 5, 5, None], "时间", "没有会议时间"),
        (["2026-12-05", "支委会", 5, 5, None], "时间", "还没有到"),
        (["2026-05-05", None, 5, 5, None], "类型", "没有会议类型"),
        (["2026-05-05", "支委会", 5, 6, None], "实到", "多于应到的5人"),
        (["2026-05-05", "支委会", "若干", 5, None], "应到", "看不懂的人数"),
        (["2026-05-05", "支委会", 5, 3, "赞成4票,反对0票"], "表决", "多于到会的3人"),
        (["2026-05-05 15:00-14:00", "支委会", 5, 5, None], "时间", "早于开始时间"),
        (["2026-05-05", "#REF!", 5, 5, None], "类型", "错误值"),
    ],
)
def test_bad_rows_name_cell_reason_and_remedy(
    office: Office, tmp_path: Path, row: list[object], column: str, says: str
) -> None:
    rows = [["时间", "类型", "应到", "实到", "表决"], row, ["2026-05-06", "党课", 37, 37, None]]
    path = saved(tmp_path / "坏.xlsx", rows)
    plan = services.meeting_import.plan(office, path).plan
    (error,) = plan.errors
    assert (error.row, error.column) == (2, column)
    assert says in error.reason
    assert error.remedy
    assert [plan.count(fate) for fate in (Fate.NEW, Fate.ERROR)] == [1, 1]
    marked = openpyxl.load_workbook(_written(tmp_path, services.meeting_import.marked_copy(path, plan.errors)))
    cell = next(cell for cell in marked.active[2] if cell.comment)
    assert says in cell.comment.text


def _written(folder: Path, content: bytes) -> Path:
    path = folder / "标注.xlsx"
    path.write_bytes(content)
    return path


def test_the_same_meeting_twice(office: Office, tmp_path: Path) -> None:
    rows = [
        ["时间", "类型", "议题"],
        ["2026-05-05 09:00-10:00", "党课", "学习"],
        ["2026-05-05 09:00-10:00", "党课", "学习"],
        ["2026-05-05 09:30", "党课", "别的"],
        ["2026-05-05 14:00", "党课", "下午"],
    ]
    plan = services.meeting_import.plan(office, saved(tmp_path / "重复.xlsx", rows)).plan
    assert [row.fate for row in plan.rows] == [Fate.NEW, Fate.SAME, Fate.ERROR, Fate.NEW]


LIST = [
    ["大院社区党委党员花名册"],
    ["序号", "姓名", "性别", "出生年月", "身份证号", "入党时间", "转正时间", "党员类别", "党内职务",
     "所在党小组", "联系电话", "备注"],
    [1, "苏旭", "男", "1970-05", None, "1995年7月1日", "1996.7.1", "正式党员", "支部书记", "一组", "13800000001", None],
    [2, "焦建军", "男", "1968.3", None, "1990-07-01", "1991-07-01", "正式党员",
     "组织委员、党小组长", "第一党小组", "13800000002", None],
    [3, "王 洋", "女", None, "11010519491231002X", "2026-03-01", None, "预备党员", "党员", "二组", None, None],
    [4, "何东", "男", "1960-01-02", None, "1985-07-01", "1986-07-01", "正式党员", None, "二组", None, "留党察看一年"],
    [5, "焦建军", "男", "1968.3", None, "1990-07-01", None, "正式党员", None, "一组", None, None],
    [6, "刘利", "男", "2010-01-01", None, "2020-07-01", None, "正式党员", None, "一组", None, None],
    ["合计:6人"],
]  # fmt: skip


def members(office: Office, path: Path) -> MemberPlan:
    return services.member_import.plan(office, path).plan


def test_a_list_of_members(office: Office, tmp_path: Path) -> None:
    path = saved(tmp_path / "党员名册.xlsx", LIST, merged=("A1:L1",))
    preview = services.member_import.plan(office, path)
    plan = preview.plan
    assert [row.fate for row in plan.rows] == [Fate.NEW] * 4 + [Fate.ERROR] * 2
    assert [error.reason for error in plan.errors] == ["与第 4 行是同一个人。", "入党时不满十八岁。"]
    assert plan.groups == ("第一党小组", "第二党小组")
    services.member_import.accept(office, preview)
    now = services.roster.numbers(office)
    assert (now.members, now.voters, now.probationary, now.watched, now.committee, now.groups) == (4, 2, 1, 1, 2, 2)
    lines = services.roster.members(office)
    assert [(line.name, line.posts, line.group) for line in lines] == [
        ("苏旭", ("书记",), "第一党小组"),
        ("焦建军", ("组织委员", "党小组长"), "第一党小组"),
        ("何东", (), "第二党小组"),
        ("王洋", (), "第二党小组"),
    ]
    assert lines[3].birth == date(1949, 12, 31)  # as the number says
    again = members(office, path)
    assert [row.fate for row in again.rows] == [Fate.SAME] * 4 + [Fate.ERROR] * 2
    services.journal.undo(office)
    assert services.roster.bodies(office) == ()
    assert services.safekeeping.check(office) == ()


def test_a_list_that_says_more_the_next_time(office: Office, tmp_path: Path) -> None:
    services.member_import.accept(office, services.member_import.plan(office, saved(tmp_path / "1.xlsx", LIST[:6])))
    changed = [list(row) for row in LIST[:6]]
    changed[2][9], changed[4][6], changed[4][7], changed[5][8] = "二组", "2026-11-01", "正式党员", "纪检委员"
    changed[3][10] = None  # a blank changes nothing
    preview = services.member_import.plan(office, saved(tmp_path / "2.xlsx", changed))
    told = {row.name: [(one.title, one.old, one.new) for one in row.changes] for row in preview.plan.rows}
    assert told == {
        "苏旭": [("党小组", "第一党小组", "第二党小组")],
        "焦建军": [],
        "王洋": [("转正时间", "", "2026-11-01")],
        "何东": [("职务", "", "纪检委员")],
    }
    services.member_import.accept(office, preview)
    assert services.roster.numbers(office, date(2026, 10, 31)).probationary == 1
    assert services.roster.numbers(office).probationary == 0
    assert services.roster.numbers(office).committee == 3
    assert services.safekeeping.check(office) == ()


def test_residents_are_met_again(office: Office, data: Path, tmp_path: Path) -> None:
    services.importing.accept(office, services.importing.plan_households(office, data / "住户台账-一人一行.xlsx"))
    known = [one for one in services.roster.candidates(office) if one.birth and one.birth.year < 1975][:3]
    rows: list[list[object]] = [["姓名", "出生日期", "入党时间", "职务"]]
    rows += [[one.name, str(one.birth), "1999-07-01", None] for one in known]
    rows.append([known[0].name, None, "2001-07-01", None])
    preview = services.member_import.plan(office, saved(tmp_path / "名册.xlsx", rows))
    assert [op.resident_id for op in preview.plan.operations] == [*(one.resident_id for one in known), None]
    assert "没有关联" in preview.plan.rows[3].warnings[0]
    services.member_import.accept(office, preview)
    left = {one.resident_id for one in services.roster.candidates(office)}
    assert not left & {one.resident_id for one in known}
    assert services.roster.members(office)[0].door
