"""G13: hours in other offices' layouts; people twice, past midnight, unknown, with minutes that cannot be."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from app import services
from app.importing.service_cells import span_in
from app.models.importing import Fate
from app.models.service_import import ServicePlan
from app.rules.service import hours
from app.services.office import Office
from tests.importing import volunteer_books as books
from tests.importing.volunteer_books import DATA, table

TRUTH = json.loads((DATA / "records-expected.json").read_text(encoding="utf-8"))[
    "志愿者花名册.xlsx + 志愿服务记录.xlsx"
]
HEAD = ["日期", "活动", "姓名", "手机", "开始", "结束", "服务分钟"]


def roster(office: Office) -> None:
    services.volunteer_import.accept(office, services.volunteer_import.plan(office, DATA / "志愿者花名册.xlsx"))


def take(office: Office, path: Path, answers: dict[tuple[str, int], str] | None = None) -> ServicePlan:
    preview = services.service_import.plan(office, path, answers=answers)
    services.service_import.must_hold_a_ledger(preview)
    services.service_import.accept(office, preview)
    return preview.plan


def records(office: Office) -> list[tuple[str, str, str, str, int]]:
    """(name, day, beginning, end, minutes)."""
    with office.store.reading() as connection:
        rows = connection.exec_driver_sql(
            "SELECT v.name, r.day, r.starts, r.ends, r.minutes FROM service_record r "
            "JOIN volunteer v ON v.id = r.volunteer_id ORDER BY r.day, r.starts, v.name"
        )
        return [tuple(row) for row in rows]


def counted(office: Office) -> dict[str, object]:
    found = records(office)
    months: dict[str, int] = {}
    for _, day, _, _, minutes in found:
        months[day[:7]] = months.get(day[:7], 0) + minutes
    total = sum(one[4] for one in found)
    return {"service_records": len(found), "service_minutes": total, "minutes_by_month": months}


def one_table(office: Office, tmp_path: Path, *rows: list[object]) -> ServicePlan:
    return services.service_import.plan(office, table(tmp_path / "表.xlsx", [HEAD, *rows])).plan


def test_G13_the_sample(office: Office) -> None:
    roster(office)
    assert take(office, DATA / "志愿服务记录.xlsx").count(Fate.NEW) == TRUTH["service_records"]
    found = counted(office)
    assert found == {key: TRUTH[key] for key in found}
    assert hours(91050) == "1517.50"  # minutes / 60 to two places
    with office.store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM point_entry").scalar() == 0
        assert connection.exec_driver_sql("SELECT count(*) FROM service_session").scalar() == 51
    again = take(office, DATA / "志愿服务记录.xlsx")
    assert (again.count(Fate.SAME), again.operations) == (752, ())
    assert services.safekeeping.check(office) == ()
    services.journal.undo(office)
    assert records(office) == []


@pytest.mark.parametrize("write", [books.spans_without_year, books.lengths_in_words, books.hours_a_month])
def test_G13_in_other_layouts(office: Office, write: Callable[[Path], Path], tmp_path: Path) -> None:
    roster(office)
    path = write(tmp_path)
    assert services.ledger_kinds.recognise(office, path).kind == "service"
    plan = take(office, path)
    assert (plan.errors, plan.people, plan.count(Fate.ASK)) == ((), (), 0)
    found = counted(office)
    assert found == {key: TRUTH[key] for key in found}
    again = services.service_import.plan(office, DATA / "志愿服务记录.xlsx").plan
    assert again.count(Fate.NEW) == 0  # the same services, known already
    assert {change.title for row in again.rows for change in row.changes} <= {"开始", "结束"}


def test_one_sheet_for_one_session(office: Office, tmp_path: Path) -> None:
    """What the title says holds for every row: 2026年10月4日 重阳敬老 签到表."""
    roster(office)
    rows: list[list[object]] = [
        ["2026年10月4日重阳敬老签到表"],
        ["序号", "姓名", "联系电话", "签到", "签退", "签名"],
        [1, "郑鹏", "15870021425", "9:00", "11:30", None],
        [2, "武桂花", "15310733997", "下午2点", "下午4点", None],
        ["合计", None, None, None, "270 分钟", None],
    ]
    plan = take(office, table(tmp_path / "签到.xlsx", rows))
    assert plan.errors == ()
    assert [(row.door, row.name) for row in plan.rows] == [
        ("2026年10月4日", "郑鹏 重阳敬老"), ("2026年10月4日", "武桂花 重阳敬老"),
    ]  # fmt: skip
    assert [one[1:] for one in records(office)] == [
        ("2026-10-04", "09:00", "11:30", 150), ("2026-10-04", "14:00", "16:00", 120),
    ]  # fmt: skip


def test_past_midnight_is_service_of_two_days(office: Office, tmp_path: Path) -> None:
    day = datetime(2026, 2, 16)
    plan = take(office, table(tmp_path / "夜.xlsx", [HEAD, [day, "守岁巡逻", "郑鹏", None, "22:00", "02:00", 240]]))
    assert records(office) == [
        ("郑鹏", "2026-02-16", "22:00", "24:00", 120), ("郑鹏", "2026-02-17", "00:00", "02:00", 120),
    ]  # fmt: skip
    assert "过了零点" in plan.rows[0].warnings[0]
    assert plan.people == ("郑鹏",)


def test_midnight_and_numbers_that_are_no_times(office: Office, tmp_path: Path) -> None:
    day = datetime(2026, 2, 16)
    rows: list[list[object]] = [
        [day, "守岁", "郑鹏", None, "晚上8点", "晚上12点", None],
        [day, "守岁", "李娜", None, "晚上12点", "凌晨2点", None],
        [day, "守岁", "王莉", None, 9.3, "11:00", None],
        [day, "守岁", "张三", None, "9:00", 9.5, None],
        [day, "守岁", "李四", None, 0.375, 46069.5, None],
    ]
    take(office, table(tmp_path / "夜.xlsx", [HEAD, *rows]))
    assert records(office) == [
        ("李四", "2026-02-16", "09:00", "12:00", 180), ("郑鹏", "2026-02-16", "20:00", "24:00", 240),
        ("李娜", "2026-02-17", "00:00", "02:00", 120),
    ]  # fmt: skip
    errors = one_table(office, tmp_path, *rows).errors
    assert [(error.row, error.column) for error in errors] == [(4, "开始"), (5, "结束")]
    assert span_in("晚上11点-1点") == ("23:00", "01:00")
    assert span_in("晚上10点至12点半") == ("22:00", "00:30")


def test_a_number_that_excel_broke_is_not_kept(office: Office, tmp_path: Path) -> None:
    head = [*HEAD, "身份证号"]
    day = datetime(2026, 2, 16)
    rows = [
        [day, "守岁", "郑鹏", None, "9:00", "11:00", None, 420981198205092000],
        [day, "守岁", "李娜", None, "9:00", "11:00", None, "4.20981E+17"],
        [day, "守岁", "王莉", None, "9:00", "11:00", None, "420981198205092159"],
    ]
    plan = take(office, table(tmp_path / "号.xlsx", [head, *rows]))
    assert [any("身份证号没有登记" in said for said in row.warnings) for row in plan.rows] == [True, True, False]
    with office.store.reading() as connection:
        kept = connection.exec_driver_sql("SELECT name, id_number FROM volunteer ORDER BY id").all()
    assert {row[0]: row[1] for row in kept} == {"郑鹏": "", "李娜": "", "王莉": "420981198205092159"}


def test_what_cannot_be_is_told_with_cell_reason_and_remedy(office: Office, tmp_path: Path) -> None:
    day = "2026-10-04"
    rows: list[list[object]] = [
        [day, "活动日", "郑鹏", None, "14:00", "16:00", 180],
        [day, "活动日", "李娜", None, "14:00", "16:00", 90],
        [day, "活动日", "王莉", None, "14:00", "16:00", None],
        [day, "活动日", "王莉", None, "15:00", "17:00", None],
        [day, "活动日", "王莉", None, "18:00", "19:00", None],
        ["10月4日", "活动日", "张三", None, "14:00", "16:00", None],
        ["2026-12-04", "活动日", "张三", None, "14:00", "16:00", None],
        [day, "活动日", "李四", None, None, None, None],
        [day, "活动日", "李四", None, "下午", "16:00", None],
        [day, "活动日", "李四", None, "14:00", "16:00", "很久"],
        [day, "另一场", "李娜", None, "15:00", "15:30", None],
    ]
    plan = one_table(office, tmp_path, *rows)
    assert [(error.row, error.column) for error in plan.errors] == [
        (2, "服务分钟"), (5, "姓名"), (7, "日期"), (8, "日期"), (9, "服务分钟"), (10, "开始"), (11, "服务分钟"),
    ]  # fmt: skip
    assert all(error.reason and error.remedy for error in plan.errors)
    said = {row.row: row.warnings for row in plan.rows}
    assert said[3][0] == "起止时间是 120 分钟,登记的是 90 分钟,按 90 分钟。"
    assert said[12] == ("李娜同一时间也登记在“活动日”,请核对。",)
    assert said[6] == ()  # 王莉 came back in the evening
    path = tmp_path / "表.xlsx"
    marked = openpyxl.load_workbook(BytesIO(services.service_import.marked_copy(path, plan.errors))).active
    assert marked is not None
    assert "比起止时间" in marked["G2"].comment.text


def test_namesakes_are_asked_once_and_the_answer_holds_for_all_their_rows(office: Office, tmp_path: Path) -> None:
    roster(office)  # 王想 is the name of two
    days = [f"2026-10-{day:02d}" for day in (4, 11, 18)]
    path = table(tmp_path / "问.xlsx", [HEAD, *([day, "活动日", "王想", None, "14:00", "16:00", None] for day in days)])
    plan = services.service_import.plan(office, path).plan
    assert [row.fate for row in plan.rows] == [Fate.ASK] * 3
    choices = [words for _, words in plan.rows[0].choices]
    assert len(choices) == 4
    plan = take(office, path, {("Sheet1", 2): plan.rows[0].choices[1][0]})
    assert plan.count(Fate.NEW) == 3
    with office.store.reading() as connection:
        who = connection.exec_driver_sql("SELECT DISTINCT volunteer_id FROM service_record").fetchall()
    assert len(who) == 1
    assert take(office, path, {("Sheet1", 2): f"same:{who[0][0]}"}).count(Fate.SAME) == 3


def test_a_number_that_changed_is_put_right_and_can_be_seen(office: Office, tmp_path: Path) -> None:
    day = "2026-10-04"
    take(office, table(tmp_path / "一.xlsx", [HEAD, [day, "活动日", "郑鹏", "15870021425", "14:00", "16:00", 120]]))
    plan = take(office, table(tmp_path / "二.xlsx", [HEAD, [day, "活动日", "郑鹏", None, None, None, 90]]))
    assert [(change.title, change.old, change.new) for change in plan.rows[0].changes] == [("服务分钟", "120", "90")]
    assert records(office) == [("郑鹏", day, "14:00", "16:00", 90)]  # blanks overwrite nothing
    with office.store.reading() as connection:
        correction = connection.exec_driver_sql("SELECT before, after, reason FROM service_correction").one()
    assert tuple(correction) == (120, 90, "按导入的台账更正(二.xlsx)")
    services.journal.undo(office)
    assert records(office)[0][4] == 120
