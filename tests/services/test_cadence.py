"""What is owed and what became of it, on the way a user takes."""

from __future__ import annotations

from datetime import date

import pytest

from app import services
from app.base.errors import UserFault
from app.models.cadence import Cell, CellState, Every, RecurrenceDraft
from app.models.meeting_drafts import MeetingDraft
from app.services.office import Office
from tests.services.meeting_world import branch, held

COMMITTEE = "支部委员会会议"


@pytest.fixture
def world(office: Office) -> dict[str, int]:
    return branch(office)


def cells(office: Office, kind: str, year: int = 2026, body: str = "") -> dict[str, Cell]:
    for line in services.cadence.year(office, year).lines:
        if line.duty.kind == kind and (not body or line.duty.body_name == body):
            return {cell.period.key: cell for cell in line.cells}
    return {}


def test_a_year_at_a_glance(office: Office, world: dict[str, int]) -> None:
    held(office, COMMITTEE, date(2026, 8, 3))
    held(office, COMMITTEE, date(2026, 9, 3))
    services.meetings.plan(office, MeetingDraft(COMMITTEE, date(2026, 11, 28)))
    line = cells(office, COMMITTEE)
    states = [cell.state for cell in line.values()]
    assert states[:7] == [CellState.NOT_OWED] * 7  # the book begins in August
    assert states[7:] == [
        CellState.HELD, CellState.HELD, CellState.OVERDUE, CellState.PLANNED, CellState.COMING,
    ]  # fmt: skip
    assert line["2026-08"].ids == (1,)
    assert line["2026-11"].planned_on == date(2026, 11, 28)


def test_what_is_made_up_counts_for_its_period_alone(office: Office, world: dict[str, int]) -> None:
    held(office, COMMITTEE, date(2026, 8, 3))
    late = held(office, COMMITTEE, date(2026, 11, 5), stands_for="2026-09")
    line = cells(office, COMMITTEE)
    assert line["2026-09"].state is CellState.MADE_UP
    assert line["2026-09"].ids == (late.line.id,)
    assert line["2026-10"].state is CellState.OVERDUE
    assert line["2026-11"].state is CellState.DUE
    assert services.cadence.missed_periods(office, COMMITTEE) == (("2026-10", "2026年10月"),)


def test_what_is_due_now(office: Office, world: dict[str, int]) -> None:
    held(office, COMMITTEE, date(2026, 10, 3))
    found = services.cadence.due(office)
    late = [(item.kind, item.body_name, item.period.key) for item in found if item.late]
    assert late == [
        ("主题党日", "", "2026-10"),
        ("党小组会", "第一党小组", "2026-10"),
        ("党小组会", "第二党小组", "2026-10"),
    ]
    now = {(item.kind, item.body_name): item.period.key for item in found if not item.late}
    assert now["支部委员会会议", ""] == "2026-11"
    assert now["支部党员大会", ""] == "2026-Q4"
    assert now["组织生活会", ""] == "2026"


def test_a_committee_owes_only_where_there_is_one(office: Office, world: dict[str, int]) -> None:
    held(office, "主题党日", date(2026, 10, 3))
    assert cells(office, COMMITTEE)["2026-10"].state is CellState.OVERDUE
    for name in ("周敏", "吴强", "郑洁"):
        services.members.leave(office, world[name], date(2026, 9, 30))
    assert services.roster.numbers(office).voters == 6  # and one probationary: six full members
    assert cells(office, COMMITTEE)["2026-10"].state is CellState.NOT_OWED


def test_the_office_changes_the_table_and_one_body_its_own(office: Office, world: dict[str, int]) -> None:
    held(office, "主题党日", date(2026, 10, 3))
    services.rules.edit(office, "cadence", "联席会议", "owed", "是")
    assert cells(office, "联席会议")["2026-10"].state is CellState.OVERDUE
    services.cadence.set_duty(office, world["第二党小组"], "党小组会", Every.QUARTER, 2)
    assert list(cells(office, "党小组会", body="第二党小组")) == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    assert len(cells(office, "党小组会", body="第一党小组")) == 12
    services.cadence.reset_duty(office, world["第二党小组"], "党小组会")
    assert len(cells(office, "党小组会", body="第二党小组")) == 12
    with pytest.raises(UserFault, match="1 到 31"):
        services.cadence.set_duty(office, world["第二党小组"], "党小组会", Every.MONTH, 0)


def test_fixed_days_are_planned_once(office: Office, world: dict[str, int]) -> None:
    services.cadence.set_recurrence(office, RecurrenceDraft("主题党日", "W1-6", starts="09:00", place="议事厅"))
    first, last = date(2026, 11, 21), date(2027, 2, 28)
    found = services.cadence.fixed_days(office, first, last)
    assert [draft.held_on for draft in found] == [date(2026, 12, 5), date(2027, 1, 2), date(2027, 2, 6)]
    services.cadence.plan_fixed(office, first, last)
    assert services.meetings.page(office).total == 3
    with pytest.raises(UserFault, match="都已经列入计划"):
        services.cadence.plan_fixed(office, first, last)
    services.journal.undo(office)
    assert services.meetings.page(office).total == 0
    with pytest.raises(UserFault, match="没有看懂"):
        services.cadence.set_recurrence(office, RecurrenceDraft("主题党日", "每月初"))
    assert services.safekeeping.check(office) == ()


def test_nothing_is_owed_for_the_time_before_the_book(office: Office) -> None:
    assert services.cadence.due(office) == ()
    branch(office)
    assert all(not item.late for item in services.cadence.due(office))


def test_the_secretary_gives_a_lesson_once_a_year(office: Office, world: dict[str, int]) -> None:
    held(office, "党课", date(2026, 3, 5), chair="李组织")
    assert services.cadence.notices(office, 2026) == (
        "2026年还没有登记由书记主讲的党课;书记每年至少讲一次党课(支部工作条例第十六条)。",
    )
    held(office, "党课", date(2026, 6, 5), chair="王书记")
    assert services.cadence.notices(office, 2026) == ()


def test_a_term_that_is_over_is_told(office: Office, world: dict[str, int]) -> None:
    services.members.give_post(office, world["周敏"], "纪检委员", date(2021, 10, 1))
    assert services.roster.notices(office) == ("周敏担任纪检委员自2021年10月1日起已满5年,任期届满应按期换届。",)
