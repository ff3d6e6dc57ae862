"""G10: the old ledger of meetings; taken in twice, with cells changed, against rosters, and undone."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from app import services
from app.base.errors import UserFault
from app.models.cadence import CellState
from app.models.importing import Fate
from app.models.meeting_drafts import MeetingDraft
from app.models.meetings import Came, MeetingQuery
from app.models.quorum import Verdict
from app.services.office import Office
from tests.services.meeting_world import branch

LEDGER = "会议台账.xlsx"
COMMITTEE = "支部委员会会议"


def fates(plan: object) -> dict[Fate, int]:
    return {fate: plan.count(fate) for fate in Fate if plan.count(fate)}  # type: ignore[attr-defined]


def taken_in(office: Office, path: Path) -> dict[Fate, int]:
    preview = services.meeting_import.plan(office, path)
    services.meeting_import.accept(office, preview)
    return fates(preview.plan)


def keyed(office: Office, as_of: date) -> dict[str, object]:
    said = services.meeting_figures.keyed(office, as_of)
    assert said is not None
    return said


def test_G10_counts_and_what_was_missed(office: Office, data: Path) -> None:
    truth = json.loads((data / "records-expected.json").read_text(encoding="utf-8"))[LEDGER]
    assert taken_in(office, data / LEDGER) == {Fate.NEW: truth["meetings"]}
    lines = services.meetings.page(office, MeetingQuery(limit=1000)).rows
    by_type: dict[str, int] = {}
    for line in lines:
        by_type[line.kind] = by_type.get(line.kind, 0) + 1
    assert by_type == truth["by_type"]
    said = keyed(office, date(2026, 10, 31))
    assert {name: said[name] for name in truth} == truth
    year = services.cadence.year(office, 2026, as_of=date(2026, 11, 21))
    overdue = [
        f"{cell.period.key} {row.duty.kind}"
        for row in year.lines
        for cell in row.cells
        if cell.state is CellState.OVERDUE
    ]
    assert overdue == truth["missed"]


def test_G10_a_meeting_made_up_later(office: Office, data: Path) -> None:
    taken_in(office, data / LEDGER)
    assert services.cadence.missed_periods(office, COMMITTEE) == (("2026-07", "2026年7月"),)
    services.meetings.record(office, MeetingDraft(COMMITTEE, date(2026, 11, 20), stands_for="2026-07"))
    year = services.cadence.year(office, 2026)
    line = next(row for row in year.lines if row.duty.kind == COMMITTEE)
    july = next(cell for cell in line.cells if cell.period.key == "2026-07")
    november = next(cell for cell in line.cells if cell.period.key == "2026-11")
    assert (july.state, november.state) == (CellState.MADE_UP, CellState.DUE)
    assert keyed(office, date(2026, 11, 21))["missed"] == []
    assert keyed(office, date(2026, 10, 31))["missed"] == ["2026-07 支部委员会会议"]


def test_G10_what_each_row_says(office: Office, data: Path) -> None:
    taken_in(office, data / LEDGER)
    march = services.meetings.page(office, MeetingQuery(days=(date(2026, 3, 19), date(2026, 3, 19)))).rows[0]
    card = services.meetings.card(office, march.id)
    assert (march.title, march.starts, march.place) == ("2026年第1次支部党员大会", "15:00", "社区党群服务中心")
    assert (march.should, march.came, march.excused, march.absent, march.unrecorded) == (37, 34, 1, 2, 0)
    assert [(one.name, one.state, one.reason) for one in card.attendance] == [
        ("王洋", Came.ABSENT, ""),
        ("李金凤", Came.EXCUSED, "住院"),
        ("陈娜", Came.ABSENT, ""),
    ]
    assert [item.title for item in card.agenda] == ["学习文件", "研究停车位改造"]
    (resolution,) = card.resolutions
    assert resolution.words == "同意方案,责任人张柳,3月底前完成"
    assert resolution.ruling is not None
    assert resolution.ruling.verdict is Verdict.PASSED
    assert (resolution.count.eligible, resolution.count.attended) == (34, 31)
    assert card.actions == ()  # nobody said what is still open
    assert card.findings == ()


def test_G10_twice_then_changed_then_undone(office: Office, data: Path, tmp_path: Path) -> None:
    taken_in(office, data / LEDGER)
    before = services.meetings.page(office, MeetingQuery(limit=1000))
    assert taken_in(office, data / LEDGER) == {Fate.SAME: 55}
    book = openpyxl.load_workbook(data / LEDGER)
    sheet = book.active
    sheet["C2"], sheet["G4"], sheet["H4"], sheet["I5"], sheet["D6"] = "新会场", 36, "高雷(请假:出差)", "1.安全", None
    changed = tmp_path / LEDGER
    book.save(changed)
    preview = services.meeting_import.plan(office, changed)
    assert fates(preview.plan) == {Fate.CHANGED: 3, Fate.SAME: 52}
    told = {row.row: [(one.title, one.old, one.new) for one in row.changes] for row in preview.plan.rows if row.changes}
    assert told == {
        2: [("地点", "社区党群服务中心", "新会场")],
        4: [("实到", "35", "36"), ("缺席及原因", "高雷、徐凯", "高雷")],
        5: [("议题", "学习文件;研究志愿服务排班", "安全")],
    }
    services.meeting_import.accept(office, preview)
    assert taken_in(office, changed) == {Fate.SAME: 55}
    assert services.safekeeping.check(office) == ()
    services.journal.undo(office)
    assert services.meetings.page(office, MeetingQuery(limit=1000)) == before
    services.journal.undo(office)
    assert services.meetings.page(office).total == 0
    services.journal.redo(office)
    assert services.meetings.page(office, MeetingQuery(limit=1000)) == before
    assert services.safekeeping.check(office) == ()


def test_signed_minutes_are_not_changed_by_a_ledger(office: Office, data: Path, tmp_path: Path) -> None:
    taken_in(office, data / LEDGER)
    services.meetings.check(office, [1])
    services.meetings.sign(office, [1])
    book = openpyxl.load_workbook(data / LEDGER)
    book.active["C2"] = "新会场"
    book.save(tmp_path / LEDGER)
    preview = services.meeting_import.plan(office, tmp_path / LEDGER)
    assert fates(preview.plan) == {Fate.SAME: 55}
    assert preview.plan.rows[0].warnings == ("软件里这份记录已经签字定稿,台账的不同之处没有录入。",)


def test_what_the_roster_says_otherwise_is_told(office: Office, data: Path) -> None:
    branch(office)
    preview = services.meeting_import.plan(office, data / LEDGER)
    rows = {row.row: row for row in preview.plan.rows}
    assert "台账应到5人,按名册当天是3人。" in rows[2].warnings
    assert any("当天不在名册上" in words for words in rows[4].warnings)
    asked = [row for row in preview.plan.rows if row.fate is Fate.ASK]
    assert len(asked) == 10
    assert asked[0].question == "没有写是哪个党小组。这次党小组会是哪个党小组开的?"
    answers = {(row.sheet, row.row): row.choices[0][0] for row in asked}
    preview = services.meeting_import.plan(office, data / LEDGER, answers=answers, raw=preview.raw)
    assert fates(preview.plan) == {Fate.NEW: 55}
    services.meeting_import.accept(office, preview)
    assert services.meetings.page(office, MeetingQuery(text="党小组会")).rows[0].body_name == "第一党小组"


def test_records_changed_since_the_plan(office: Office, data: Path) -> None:
    preview = services.meeting_import.plan(office, data / LEDGER)
    services.meetings.record(office, MeetingDraft("党课", date(2026, 11, 1)))
    with pytest.raises(UserFault, match="又有了改动"):
        services.meeting_import.accept(office, preview)
    assert services.meetings.page(office).total == 1


def test_a_file_without_such_a_ledger(office: Office, data: Path) -> None:
    preview = services.meeting_import.plan(office, data / "住户台账-一人一行.xlsx")
    with pytest.raises(UserFault, match="没有在里面找到会议台账"):
        services.meeting_import.must_hold_a_ledger(preview)


def test_a_plan_that_the_ledger_says_was_held(office: Office, data: Path) -> None:
    services.meetings.plan(office, MeetingDraft(COMMITTEE, date(2026, 1, 3), place="会议室"))
    preview = services.meeting_import.plan(office, data / LEDGER)
    assert fates(preview.plan) == {Fate.NEW: 54, Fate.CHANGED: 1}
    assert preview.plan.rows[0].changes[0].title == "状态"
    services.meeting_import.accept(office, preview)
    line = services.meetings.page(office, MeetingQuery(days=(date(2026, 1, 3), date(2026, 1, 3)))).rows[0]
    assert (line.title, line.should, line.place) == ("2026年第9次支部委员会会议", 5, "社区党群服务中心")
    assert taken_in(office, data / LEDGER) == {Fate.SAME: 55}
