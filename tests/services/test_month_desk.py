"""The desk of a month: what is missing or odd, until it is mended; words kept as a draft; lines out of the records."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app import services
from app.base.errors import EnvironmentFault, UserFault
from app.models.households import DoorKey, HouseholdDraft, Occupancy, ResidentDraft
from app.models.meeting_drafts import ActionDraft, MeetingDraft, MinutesDraft, ResolutionDraft
from app.models.month_desk import Level, MonthDesk, Part, ReportChoices
from app.models.people import Organisation
from app.models.reports import ReportWords
from app.models.requests import RequestDraft, StepDraft, Verb
from app.models.visits import VisitDraft
from app.services.office import Office
from tests.reports.reading import pdfium_text
from tests.services.meeting_world import branch, held


@pytest.fixture
def desk(office: Office) -> Office:
    """A branch with a door in a grid, a person, and names under its reports."""
    services.accounts.edit_organisation(
        office, Organisation("大院社区党委", "书院街道", "王书记", "李干事", "陈副书记")
    )
    door = DoorKey("大院", "1", "1", "101")
    services.households.save_household(office, HouseholdDraft(door, grid="第一网格", occupancy=Occupancy.OWNER))
    services.households.save_resident(office, 1, ResidentDraft("张三丰", since=date(2020, 1, 1)))
    return office


def shown(office: Office) -> MonthDesk:
    return services.month_desk.desk(office, 2026, 11)


def keys(office: Office) -> dict[str, str]:
    return {check.key: check.words for check in shown(office).checks}


def test_nothing_is_missing_where_all_is_in_order(desk: Office) -> None:
    assert shown(desk).checks == ()


def test_each_thing_is_told_until_it_is_mended(desk: Office) -> None:
    branch(desk)
    services.accounts.edit_organisation(desk, Organisation("大院社区党委", "书院街道", "王书记", "李干事"))
    services.households.save_household(desk, HouseholdDraft(DoorKey("大院", "1", "1", "102")))
    services.meetings.plan(desk, MeetingDraft("主题党日", date(2026, 11, 10)))
    held(desk, "支部委员会会议", date(2026, 11, 5))
    found = keys(desk)
    assert found["落款人员未填"] == "审核人没有填姓名"
    assert found["住户未划网格"] == "1户没有划入网格"
    assert found["计划会议未落实"] == "1次计划的会议日子已过,没有记录"
    assert found["会议未登记出席"] == "1次会议没有登记出席"
    assert found["会议记录未签字"] == "1次会议的记录还没有签字"
    first = shown(desk).checks[0]
    assert first.level is Level.MISSING
    doors = next(check for check in shown(desk).checks if check.key == "住户未划网格")
    assert doors.figure is not None
    services.grids.assign(desk, list(doors.figure.ids), "第一网格")
    planned = next(check for check in shown(desk).checks if check.key == "计划会议未落实")
    assert planned.figure is not None
    services.meetings.remove(desk, planned.figure.ids[0])
    services.accounts.edit_organisation(desk, Organisation("大院社区党委", "书院街道", "王书记", "李干事", "陈副书记"))
    assert not keys(desk).keys() & {"落款人员未填", "住户未划网格", "计划会议未落实"}


def test_a_jump_is_told_by_the_offices_own_threshold(desk: Office) -> None:
    for day in range(1, 13):
        services.visits.record(desk, VisitDraft(1, date(2026, 11, day), "李干事"))
    services.visits.record(desk, VisitDraft(1, date(2026, 10, 30), "李干事"))
    assert keys(desk)["工作数字变化大"] == "走访次数:本月12,上月1,多了11"
    services.rules.edit(desk, "month_checks", "工作数字变化大", "least", "12")
    assert "工作数字变化大" not in keys(desk)
    services.journal.undo(desk)
    services.rules.edit(desk, "month_checks", "工作数字变化大", "used", "否")
    assert "工作数字变化大" not in keys(desk)


def test_words_are_kept_carried_over_and_taken_back(desk: Office) -> None:
    services.month_desk.keep_words(desk, 2026, 10, ReportWords("", "1. 走访老人。\n2. 检修路灯。"))
    carried = [one.words for one in shown(desk).suggestions if one.source == "上月写的下月计划"]
    assert carried == ["走访老人", "检修路灯"]
    services.month_desk.keep_words(desk, 2026, 11, ReportWords("走访老人。", ""))
    assert shown(desk).words == ReportWords("走访老人。", "")
    assert services.month_desk.keep_words(desk, 2026, 11, ReportWords("走访老人。", "")).change_id == 0
    services.journal.undo(desk)
    assert shown(desk).words == ReportWords()
    with pytest.raises(UserFault, match="写得太长"):
        services.month_desk.keep_words(desk, 2026, 11, ReportWords("长" * 20_001, ""))
    assert services.safekeeping.check(desk) == ()


def test_lines_come_from_records_without_names(desk: Office) -> None:
    """Resolutions, hard cases, plans, open items: and no resident's name, telephone or door in any of them."""
    branch(desk)
    card = held(desk, "支部党员大会", date(2026, 11, 6))
    services.minutes.write(
        desk,
        card.line.id,
        MinutesDraft(
            resolutions=(ResolutionDraft("为1栋1单元101室张三丰(13800001234)更换水表,责任人李四"),),
            actions=(ActionDraft("联系张三丰家属", due_on=date(2026, 12, 5)),),
        ),
    )
    (request,) = services.requests.take_down(
        desk,
        RequestDraft(date(2026, 11, 7), "电话", "张三丰家停水", category="供水供暖", household_id=1, caller="张三丰"),
    ).made
    services.requests.take_step(desk, request, StepDraft(Verb.WHISTLE, date(2026, 11, 8), departments=("自来水公司",)))
    services.requests.take_step(
        desk, request, StepDraft(Verb.ANSWER, date(2026, 11, 8), departments=("自来水公司",), words="已修")
    )
    services.requests.take_step(desk, request, StepDraft(Verb.CLOSE, date(2026, 11, 9), outcome="已解决"))
    services.meetings.plan(desk, MeetingDraft("主题党日", date(2026, 12, 11), topic="冬季安全"))
    lines = {one.words: one.part for one in shown(desk).suggestions}
    said = "\n".join(lines)
    for secret in ("张三丰", "13800001234", "101", "李四"):
        assert secret not in said
    assert lines["解决吹哨难题1件（供水供暖1件）"] is Part.KEY_WORK
    assert lines["12月11日召开主题党日，冬季安全"] is Part.NEXT_PLAN
    assert any(words.startswith("11月6日支部党员大会议定：为某户张*丰") for words in lines)
    assert any(words.startswith("落实支部党员大会议定事项：联系张*丰家属（12月5日前）") for words in lines)


def test_what_is_drafted_follows_every_record(desk: Office) -> None:
    """Facts are kept from looking to issuing; a record that changes in between is in them."""
    before = services.reports.draft_month(desk, 2026, 11)
    assert services.reports.draft_month(desk, 2026, 11, ReportWords("甲", "")).now is before.now
    services.month_desk.keep_words(desk, 2026, 11, ReportWords("甲", ""))
    assert services.reports.draft_month(desk, 2026, 11).now is before.now
    services.households.save_household(desk, HouseholdDraft(DoorKey("大院", "1", "1", "103"), grid="第一网格"))
    assert services.reports.draft_month(desk, 2026, 11).now.households.numerator == 2
    services.journal.undo(desk)
    assert services.reports.draft_month(desk, 2026, 11).now.households.numerator == 1


def test_cover_and_ledgers_stand_behind_the_report(desk: Office) -> None:
    plain, _ = services.month_desk.preview(desk, 2026, 11, ReportWords())
    services.month_desk.choose(desk, ReportChoices(True, ("households", "requests")))
    assert shown(desk).choices == ReportChoices(True, ("households", "requests"))
    whole, book = services.month_desk.preview(desk, 2026, 11, ReportWords())
    pages = [services.reports.pictures(pdf, 20) for pdf in (plain, whole)]
    assert len(pages[1]) == len(pages[0]) + 2  # a cover, one page of households; no request was ever taken down
    width, height, _ = pages[1][-1]
    assert width > height
    assert [sheet.name for sheet in book.sheets][:3] == ["七彩图分类", "基本情况", "对比"]
    issued = services.reports.issue_month(desk, 2026, 11)
    assert len(services.reports.pictures(services.reports.file_bytes(desk, issued.id, "pdf"), 20)) == len(pages[1])


def test_the_binder_in_one_go(desk: Office, tmp_path: Path) -> None:
    services.visits.record(desk, VisitDraft(1, date(2026, 11, 3), "李干事", findings="张三丰电话13800001234"))
    steps: list[int] = []
    saved = services.binder.save_all(desk, 2026, 11, tmp_path, report=lambda done, _of: steps.append(done))
    assert sorted(path.name for path in saved) == sorted(
        f"{name}{suffix}" for name in ("住户台账", "七彩图台账", "走访台账") for suffix in (".pdf", ".xlsx")
    )
    assert steps == sorted(steps)
    assert len(set(steps)) > 6
    rows = services.binder.ledger(desk, "households", 2026, 11).rows
    assert "张*丰" in rows[0]
    visits = str(services.binder.ledger(desk, "visits", 2026, 11).rows)
    assert "张*丰" in visits
    assert "张三丰" not in visits
    assert "13800001234" not in visits


def test_a_folder_that_is_gone_or_closed_leaves_nothing(desk: Office, tmp_path: Path) -> None:
    gone = tmp_path / "没有"
    with pytest.raises(EnvironmentFault):
        services.binder.save_all(desk, 2026, 11, gone)
    with pytest.raises(EnvironmentFault):
        services.month_desk.save_word(desk, 2026, 11, ReportWords(), gone)
    assert not gone.exists()
    taken = tmp_path / "被占"
    taken.mkdir()
    (taken / "2026年11月台账").write_text("一个文件占了这个名字")
    with pytest.raises(EnvironmentFault):
        services.binder.save_all(desk, 2026, 11, taken)
    assert [path.name for path in taken.iterdir()] == ["2026年11月台账"]
    path = services.month_desk.save_word(desk, 2026, 11, ReportWords("甲", ""), tmp_path)
    assert path.name == "大院社区党委2026年11月工作月报(可编辑稿).docx"


def test_stopped_half_way_what_is_there_is_whole(desk: Office, tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, of: int) -> None:
        if done > of // 4:
            raise Stopped

    with pytest.raises(Stopped):
        services.binder.save_all(desk, 2026, 11, tmp_path, report=stop)
    for path in (tmp_path / "2026年11月台账").iterdir():
        assert path.read_bytes()[:2] in (b"%P", b"PK")


def test_nothing_to_save_leaves_no_folder(office: Office, tmp_path: Path) -> None:
    with pytest.raises(UserFault, match="还没有台账"):
        services.binder.save_all(office, 2026, 11, tmp_path)
    assert not (tmp_path / "2026年11月台账").exists()


def test_what_was_kept_is_issued_when_nothing_else_is_said(desk: Office) -> None:
    services.month_desk.keep_words(desk, 2026, 11, ReportWords("检修路灯。", ""))
    issued = services.reports.issue_month(desk, 2026, 11)
    text = "".join(pdfium_text(services.reports.file_bytes(desk, issued.id, "pdf")))
    assert "检修路灯" in text
    _, book = services.month_desk.preview(desk, 2026, 11)
    assert book.sheets[-1].name == "工作文字"
