"""G13 in other offices' layouts: the same truth, however it is written down; and rows that cannot be taken in."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from app import services
from app.models.importing import Fate, PlannedRow
from app.models.volunteer_import import VolunteerPlan
from app.models.volunteers import Volunteer
from app.rules.availability import availability_words
from app.services.office import Office
from app.store import volunteers
from tests.importing import volunteer_books as books
from tests.importing.volunteer_books import DATA, table

TRUTH = json.loads((DATA / "records-expected.json").read_text(encoding="utf-8"))[
    "志愿者花名册.xlsx + 志愿服务记录.xlsx"
]
ID = "420981198205092159"


def take(office: Office, path: Path, answers: dict[tuple[str, int], str] | None = None) -> VolunteerPlan:
    preview = services.volunteer_import.plan(office, path, answers=answers)
    services.volunteer_import.must_hold_a_roster(preview)
    services.volunteer_import.accept(office, preview)
    return preview.plan


def everyone(office: Office) -> tuple[Volunteer, ...]:
    with office.store.reading() as connection:
        return volunteers.load(connection)


def counted(office: Office) -> dict[str, object]:
    lines = services.volunteers_teams.lines(office)
    whole = lines[0]
    teams = {line.team.name: line.heads for line in lines[1:]}
    return {"volunteers": whole.heads, "by_team": teams, "dual_registered": whole.dual, "party_members": whole.party}


def test_G13_the_sample(office: Office) -> None:
    assert take(office, DATA / "志愿者花名册.xlsx").count(Fate.NEW) == TRUTH["volunteers"]
    assert counted(office) == {key: TRUTH[key] for key in counted(office)}
    again = take(office, DATA / "志愿者花名册.xlsx")
    assert (again.count(Fate.SAME), again.operations) == (126, ())
    services.journal.undo(office)
    assert everyone(office) == ()


@pytest.mark.parametrize("write", [books.ticked_week, books.sheet_a_team])
def test_G13_in_other_layouts(office: Office, write: Callable[[Path], Path], tmp_path: Path) -> None:
    path = write(tmp_path)
    assert services.ledger_kinds.recognise(office, path).kind == "volunteers"
    plan = take(office, path)
    assert (plan.errors, plan.count(Fate.NEW)) == ((), 126)
    assert counted(office) == {key: TRUTH[key] for key in counted(office)}
    said = {one["身份证号"]: (one["可服务时间"], one["技能特长"] or "") for one in books.people()}
    kept = {one.id_number: (availability_words(one.availability), "、".join(one.skills)) for one in everyone(office)}
    assert kept == said


def test_G13_the_same_people_written_otherwise_are_the_same(office: Office, tmp_path: Path) -> None:
    take(office, DATA / "志愿者花名册.xlsx")
    for write in (books.ticked_week, books.halves_in_gb18030):
        plan = take(office, write(tmp_path))
        assert (plan.errors, plan.teams) == ((), ())
        changes = [(row.name, change.title) for row in plan.rows for change in row.changes]
        assert changes == []
        assert plan.count(Fate.SAME) == 126
    captains = take(office, books.sheet_a_team(tmp_path))
    assert captains.count(Fate.CHANGED) == 6  # six captains, and nothing else
    assert [line.captain != "" for line in services.volunteers_teams.lines(office)] == [True] * 7


def test_five_changes_and_a_blank(office: Office, tmp_path: Path) -> None:
    head = [
        "姓名",
        "身份证号",
        "手机",
        "政治面貌",
        "所属小分队",
        "技能特长",
        "可服务时间",
        "每周次数",
        "认领岗位",
        "工作单位",
    ]
    one = ["曾伟", ID, "13800000000", "群众", "助老敬老队", "急救", "周一上午", 2, None, "甲公司"]
    take(office, table(tmp_path / "一.xlsx", [head, one]))
    other = ["曾伟", ID, "13900000000", "中共党员", "环境整治队", None, "工作日晚上", 3, "文明劝导", None]
    plan = services.volunteer_import.plan(office, table(tmp_path / "二.xlsx", [head, other])).plan
    (row,) = plan.rows
    assert [(change.title, change.old, change.new) for change in row.changes] == [
        ("电话", "138****0000", "139****0000"),
        ("政治面貌", "群众", "中共党员"),
        ("每周最多几次", "2", "3"),
        ("小分队", "助老敬老队", "环境整治队"),
        ("可服务时间", "周一上午", "周一晚上、周二晚上、周三晚上、周四晚上、周五晚上"),
        ("双报到", "", "是"),
    ]
    assert plan.teams == ("环境整治队",)
    take(office, tmp_path / "二.xlsx")
    (there,) = everyone(office)
    assert (there.skills, there.unit, there.team) == (("急救",), "甲公司", "环境整治队")


def rows_of(office: Office, tmp_path: Path, *rows: list[object]) -> tuple[PlannedRow, ...]:
    head: list[object] = ["姓名", "手机", "身份证号", "出生日期", "小分队", "可服务时间"]
    return services.volunteer_import.plan(office, table(tmp_path / "问.xlsx", [head, *rows])).plan.rows


def test_namesakes_are_told_apart_or_asked(office: Office, tmp_path: Path) -> None:
    head = ["姓名", "手机", "身份证号", "小分队"]
    people = [["王莉", "13811111111", None, "助老队"], ["王莉", "13822222222", ID, "文体队"]]
    take(office, table(tmp_path / "两人.xlsx", [head, *people]))
    sure = rows_of(
        office, tmp_path, ["王莉", "13822222222", None, None, "文体队", "周一上午"], ["王莉", "138****1111"]
    )  # fmt: skip
    assert [row.fate for row in sure] == [Fate.CHANGED, Fate.SAME]
    (asked,) = rows_of(office, tmp_path, ["王莉", None, None, None, None, "周日"])
    assert asked.fate is Fate.ASK
    assert [words for _, words in asked.choices] == [
        "是助老队、138****1111的王莉", "是文体队、138****2222的王莉", "不是,另外新增",
    ]  # fmt: skip
    answer = asked.choices[1][0]
    plan = take(office, tmp_path / "问.xlsx", {("Sheet1", 2): answer})
    assert plan.rows[0].changes[0].new == "周日上午、周日下午"
    assert len(everyone(office)) == 2


def test_who_lives_here_is_linked_by_the_number_and_asked_by_name_and_birth(office: Office, tmp_path: Path) -> None:
    from tests.services.test_volunteers import resident

    sure = resident(office, "曾伟", "101", id_number=ID)
    asked = resident(office, "武桂花", "102", birth=date(1972, 8, 4))
    first, second, third = rows_of(
        office, tmp_path,
        ["曾伟", "13800000000", ID], ["武桂花", None, None, "1972-08-04"], ["郑鹏", None, ID[:-1] + "0"],
    )  # fmt: skip
    assert first.warnings == ("是住户登记里的居民(大院1栋1单元101室),关联成一个人。",)
    assert (second.fate, third.fate) == (Fate.ASK, Fate.ERROR)
    take(office, tmp_path / "问.xlsx", {("Sheet1", 3): second.choices[0][0]})
    assert {one.name: one.resident_id for one in everyone(office)} == {"曾伟": sure, "武桂花": asked}
    with office.store.reading() as connection:  # what the ledger of households lacked
        phone = connection.exec_driver_sql("SELECT phone FROM resident WHERE id = ?", (sure,)).scalar()
    assert phone == "13800000000"
    assert services.safekeeping.check(office) == ()


def test_a_captain_without_a_team_or_who_left_is_the_same_when_imported_again(office: Office, tmp_path: Path) -> None:
    head = ["姓名", "手机", "所属小分队", "队内职务", "技能特长", "离队时间"]
    rows = [
        ["曾伟", "13800000001", None, "队长", "急救", None],
        ["李娜", "13800000002", "助老队", "队长", "急救", "2026-05-01"],
    ]
    path = table(tmp_path / "队长.xlsx", [head, *rows])
    assert take(office, path).count(Fate.NEW) == 2
    again = take(office, path)
    assert [change for row in again.rows for change in row.changes] == []
    assert again.count(Fate.SAME) == 2


def test_a_limit_a_week_in_words(office: Office, tmp_path: Path) -> None:
    said = {"每周两次": 2, "不限": None, "一周3次": 3, "十": 10, "最多4次": 4, "1-2次": None, "许多": None, "99": None}
    head = ["姓名", "手机", "所属小分队", "每周次数"]
    rows = [[f"曾{'甲乙丙丁戊己庚辛'[n]}", f"1380000000{n}", "助老队", text] for n, text in enumerate(said)]
    plan = take(office, table(tmp_path / "次数.xlsx", [head, *rows]))
    assert plan.errors == ()
    limits = {one.name: one.weekly_limit for one in everyone(office)}
    assert [limits[row[0]] for row in rows] == list(said.values())
    told = [row.name for row in plan.rows if any("每周次数" in words for words in row.warnings)]
    assert told == ["曾己", "曾庚", "曾辛"]


def test_bad_cells_are_told_with_their_remedy_and_marked(office: Office, tmp_path: Path) -> None:
    head = ["姓名", "身份证号", "所属小分队", "可服务时间", "入队时间", "每周次数"]
    rows = [
        ["曾伟", "420981198205092000", "助老队", "周一上午", "2026-01-01", 2],
        ["李娜", None, "助老队", "看情况", "很早", 2],
        ["王莉", None, "助老队", "除周三外", "2027-01-01", "许多"],
        ["张三", None, "助老队", "周一上午", None, None],
        ["张三", None, "助老队", "周一上午", None, None],
        ["李四", None, "助老队", "周末(除雨天)", None, None],
    ]
    path = table(tmp_path / "错.xlsx", [head, *rows])
    plan = services.volunteer_import.plan(office, path).plan
    assert [(error.row, error.column) for error in plan.errors] == [
        (2, "身份证号"), (3, "入队时间"), (4, "入队时间"), (6, "姓名"),
    ]  # fmt: skip
    assert all(error.remedy for error in plan.errors)
    assert plan.count(Fate.NEW) == 2  # the first 张三, and 李四, of whom it is said that his times were not understood
    assert any("没有看懂" in said for row in plan.rows for said in row.warnings)
    marked = openpyxl.load_workbook(BytesIO(services.volunteer_import.marked_copy(path, plan.errors))).active
    assert marked is not None
    assert "截断" in marked["B2"].comment.text
