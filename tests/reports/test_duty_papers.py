"""The roster on paper and in files: one A4, slips, a workbook, a calendar. Names only, and all of them."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime, timedelta

import openpyxl
import pypdfium2

from app.models.activities import MonthPlan, PlanLine
from app.models.rostering import Fairness
from app.models.shifts import Duty, DutySheet, Roster, Shift, Swap
from app.reports.duty_book import duty_book
from app.reports.duty_calendar import duty_calendar
from app.reports.duty_plan import duty_plan_pdf
from app.reports.duty_roster import duty_roster_pdf
from app.reports.duty_slips import duty_slips_pdf
from app.reports.fonts import bundled_fonts
from tests.reports.golden import compare, pdf_dump
from tests.reports.reading import page_glyphs

TIMES = (("09:00", "11:30"), ("14:30", "17:00"), ("19:00", "21:00"))
POSTS = ("社区服务站", "便民服务点", "平安巡逻")
NAMES = tuple(f"{family}{given}" for family in "赵钱孙李周吴郑王冯陈褚卫" for given in ("秀珍", "志强", "桂花"))


def roster(days: int = 31, posts: tuple[str, ...] = POSTS, heads: int = 2) -> Roster:
    """December, everything that fits in."""
    shifts: list[Shift] = []
    for number in range(days):
        for starts, ends in TIMES:
            for title in posts:
                here = len(shifts)
                duties = tuple(
                    Duty(here * heads + k, here, k + 1, NAMES[(here * heads + k) % len(NAMES)]) for k in range(heads)
                )
                day = date(2026, 12, 1) + timedelta(number)
                shifts.append(Shift(here, title, day, starts, ends, heads, place="大院小区", duties=duties))
    return Roster(2026, 12, tuple(shifts), (), Fairness(1, 5, 4, 0, 0))


def sheet(found: Roster) -> DutySheet:
    return DutySheet("大院社区党委", datetime(2026, 11, 28, 9, 0), found)


def words_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range().replace("\r\n", "") for page in document]


def test_golden_roster_of_a_small_month() -> None:
    found = roster(days=4, posts=("社工站",))
    shifts = list(found.shifts)
    shifts[1] = replace(shifts[1], duties=shifts[1].duties[:1], missing=1)
    shifts[2] = replace(shifts[2], cancelled="下雨")
    compare(
        "duty-roster-pdf.txt",
        pdf_dump(duty_roster_pdf(sheet(replace(found, shifts=tuple(shifts))), fonts=bundled_fonts())),
    )


def test_a_full_month_stands_on_one_sheet_and_can_be_read() -> None:
    found = roster()
    pdf = duty_roster_pdf(sheet(found), fonts=bundled_fonts())
    (said,) = words_of(pdf)
    document = pypdfium2.PdfDocument(pdf)
    assert [round(side / 72 * 25.4) for side in document[0].get_size()] == [210, 297]
    for name in NAMES:
        assert said.count(name) == sum(duty.name == name for shift in found.shifts for duty in shift.duties)
    assert all(f"{day}日周" in said.replace(" ", "") for day in range(1, 32))
    (glyphs,) = page_glyphs(pdf)
    assert min(glyph.bottom - glyph.top for glyph in glyphs if glyph.char == "珍") > 2.4  # type of some 8 points
    assert all(glyph.left > 12 and glyph.right < 198 and glyph.bottom < 287 for glyph in glyphs)


def test_even_a_crowded_month_is_one_sheet() -> None:
    found = roster(posts=(*POSTS, "助老送餐上门服务", "楼道清洁志愿服务"))
    assert len(words_of(duty_roster_pdf(sheet(found), fonts=bundled_fonts()))) == 1


def test_no_name_runs_over_the_edge_of_its_half_day() -> None:
    """Few days in large type, times that differ, titles longer than the cell."""
    found = roster(days=6, heads=5)
    title = "助老送餐上门服务和楼道清洁活动"
    odd = [replace(shift, starts="08:00", ends="09:30", title=title) for shift in found.shifts if shift.id % 9 == 1]
    shifts = tuple(next((one for one in odd if one.id == shift.id), shift) for shift in found.shifts if shift.id % 3)
    (glyphs,) = page_glyphs(duty_roster_pdf(sheet(replace(found, shifts=shifts)), fonts=bundled_fonts()))
    inside = [glyph for glyph in glyphs if glyph.char in "".join((*NAMES, "、："))]
    assert len(inside) > 500
    for edge in (29.0, 29.0 + 169 / 3, 29.0 + 338 / 3, 198.0):
        assert [glyph.char for glyph in inside if glyph.left < edge - 0.1 < edge + 0.1 < glyph.right] == []


def test_slips_hold_each_volunteers_own_shifts_and_nobody_elses() -> None:
    found = roster(days=5)
    named = tuple(
        replace(shift, duties=tuple(replace(duty, volunteer_id=NAMES.index(duty.name)) for duty in shift.duties))
        for shift in found.shifts
    )
    pages = words_of(duty_slips_pdf(sheet(replace(found, shifts=named)), fonts=bundled_fonts()))
    said = "".join(pages)
    for name in NAMES:
        count = sum(duty.name == name for shift in named for duty in shift.duties)
        assert said.count(name) == 1
        assert f"12月服务 {count} 次" in said[said.index(name) :].replace("　", " ") or count == 0


def test_the_workbook_counts_itself() -> None:
    found = roster(days=3)
    swapped = replace(
        found, swaps=(Swap(0, "赵秀珍", "钱志强", date(2026, 12, 1), "=有事"),), published_on=date(2026, 11, 29)
    )
    book = openpyxl.load_workbook(io.BytesIO(duty_book(sheet(swapped))))
    assert book.sheetnames == ["按日期", "按志愿者", "换班记录"]
    page = book["按日期"]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert rows[3][:6] == ["2026年12月1日", "周二", "上午", "09:00", "11:30", "社区服务站"]
    assert rows[-1][8] == "=SUM(I4:I30)"
    assert book["换班记录"].cell(3, 6).data_type == "s"
    values = openpyxl.load_workbook(io.BytesIO(duty_book(sheet(swapped))), data_only=True)["按日期"]
    assert values.cell(31, 9).value == sum(values.cell(row, 9).value for row in range(4, 31)) == 54


def test_the_calendar_is_one_by_the_book() -> None:
    found = roster(days=2)
    odd = replace(
        found.shifts[0],
        title="晚间,巡逻;一\\二\n三" + "很长的名字" * 12,
        starts="22:00",
        ends="24:00",
        place="3栋,门口",
    )
    data = duty_calendar(sheet(replace(found, shifts=(odd, *found.shifts[1:]))), None)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    events = parsed(data)
    assert len(events) == len(found.shifts)
    assert len({event["UID"] for event in events}) == len(events)
    assert events[0]["SUMMARY"] == f"志愿服务:{odd.title}"
    assert (events[0]["DTSTART"], events[0]["DTEND"]) == ("20261201T220000", "20261202T000000")
    assert events[0]["DTSTAMP"] == "20261128T010000Z"
    assert events[0]["LOCATION"] == "3栋,门口"
    mine = parsed(duty_calendar(sheet(found), 1))
    assert len(mine) == len(found.shifts)
    assert parsed(duty_calendar(sheet(found), 99)) == []
    assert all(name not in event["DESCRIPTION"] for event in mine for name in NAMES)


def parsed(data: bytes) -> list[dict[str, str]]:
    """Events of a calendar, read as RFC 5545 says: unfolded, parameters taken off, TEXT without its escapes."""
    lines = data.decode("utf-8").replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    assert (lines[0], lines[1], lines[-1]) == ("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR")
    zones = [line.partition(":")[2] for line in lines if line.startswith("TZID:")]
    found: list[dict[str, str]] = []
    within: list[str] = []
    for line in lines:
        name, mark, value = line.partition(":")
        assert mark, line
        head, *parameters = name.split(";")
        if head == "BEGIN":
            within.append(value)
            if value == "VEVENT":
                found.append({})
        elif head == "END":
            assert within.pop() == value
        elif within[-1] == "VEVENT":
            assert all(one == f"TZID={zones[0]}" for one in parameters)
            assert head not in found[-1]
            found[-1][head] = _unescaped(value)
    assert within == []
    assert all({"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"} <= event.keys() for event in found)
    return found


def _unescaped(value: str) -> str:
    out, rest = "", iter(value)
    for char in rest:
        if char != "\\":
            assert char not in ";,\n", value
            out += char
            continue
        following = next(rest)
        out += "\n" if following in "nN" else following
    return out


def test_the_plan_tells_what_came_of_it() -> None:
    lines = (
        PlanLine(1, date(2026, 12, 2), "09:00", "11:30", "社工站", "", "社工站", 2, 2, 2, "已开展,2人", "量血压20人"),
        PlanLine(2, date(2026, 12, 6), "14:30", "17:00", "群团站", "", "", 2, 1, None, "已取消:下雨", ""),
    )
    said = "".join(
        words_of(duty_plan_pdf(MonthPlan(2026, 12, "大院社区党委", date(2026, 12, 9), lines), fonts=bundled_fonts()))
    )
    assert "本月计划志愿服务2次，截至2026年12月9日已开展1次，取消1次，参加2人次" in said
    assert "量血压20人" in said
