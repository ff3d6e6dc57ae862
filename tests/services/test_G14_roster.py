"""G14: the roster of a month for 126 volunteers, three posts a half-day. No clash, nobody outside their time, a spread
of one, gaps named, the same again from the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from app import services
from app.models.shifts import Roster, ShiftDraft
from app.services.office import Office
from tests.conftest import DATA
from tests.services.roster_world import TIMES, branch, seats

WEEKDAYS = "一二三四五六日"


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, Roster]]:
    with branch(tmp_path_factory.mktemp("排班") / "资料", DATA) as office:
        laid_out, answer = services.rostering.fill(office, 2026, 11)
        assert laid_out
        assert answer is not None
        assert answer.proven
        yield office, services.shifts.month(office, 2026, 11)


def free_times() -> dict[str, set[str]]:
    """What the workbook says, read without our importer; names are told apart by what stands behind them."""
    rows = openpyxl.load_workbook(DATA / "志愿者花名册.xlsx").worksheets[0].iter_rows(values_only=True)
    head = next(rows)
    name, times = head.index("姓名"), head.index("可服务时间")
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(str(row[name]), set()).update(str(row[times]).split("、"))  # namesakes share what either can
    return found


def test_G14_every_post_is_filled_by_somebody_who_can_come(solved: tuple[Office, Roster]) -> None:
    _, roster = solved
    assert (len(roster.standing), roster.heads, roster.missing) == (270, 540, 0)
    assert roster.clashes == ()
    halves = {times: half for half, times in TIMES.items()}
    free = free_times()
    at: set[tuple[date, str, int]] = set()
    for shift in roster.standing:
        said = f"周{WEEKDAYS[shift.day.weekday()]}{halves[shift.starts, shift.ends]}"
        for duty in shift.duties:
            assert said in free[duty.name], (duty.name, said)
            assert (shift.day, shift.starts, duty.volunteer_id) not in at
            at.add((shift.day, shift.starts, duty.volunteer_id))


def test_G14_shares_are_even(solved: tuple[Office, Roster]) -> None:
    _, roster = solved
    loads = Counter(duty.volunteer_id for shift in roster.standing for duty in shift.duties)
    assert len(loads) == 126
    assert max(loads.values()) - min(loads.values()) == roster.fairness.spread == 1
    weeks = Counter(
        (duty.volunteer_id, shift.day.isocalendar()[1]) for shift in roster.standing for duty in shift.duties
    )
    assert max(weeks.values()) <= 2
    assert "已确认没有更好的排法" in roster.said


def test_G14_the_same_input_gives_the_same_roster(solved: tuple[Office, Roster], tmp_path: Path) -> None:
    _, roster = solved
    with branch(tmp_path / "再来", DATA) as other:
        services.rostering.fill(other, 2026, 11)
        again = services.shifts.month(other, 2026, 11)
    assert [tuple(duty.volunteer_id for duty in one.duties) for one in again.shifts] == [
        tuple(duty.volunteer_id for duty in one.duties) for one in roster.shifts
    ]


def test_G14_gaps_are_named_and_little_moves(solved: tuple[Office, Roster]) -> None:
    office, roster = solved
    draft = ShiftDraft("滑翔救援", date(2026, 11, 20), "09:00", "11:00", 1, (("滑翔", 1),))
    services.shifts.add(office, draft, sure=True)
    away = roster.shifts[0].duties[0]
    services.volunteers.add_leave(office, away.volunteer_id, date(2026, 11, 1), date(2026, 11, 30))
    clashes = services.shifts.month(office, 2026, 11).clashes
    assert {(duty.volunteer_id, duty.clash) for _, duty in clashes} == {(away.volunteer_id, "请假")}
    services.rostering.keep(office, services.rostering.solve(services.rostering.problem(office, 2026, 11)))
    now = services.shifts.month(office, 2026, 11)
    assert [(shift.title, shift.gap) for shift in now.standing if shift.missing] == [("滑翔救援", "没有会“滑翔”的人")]
    assert now.clashes == ()
    assert len(seats(roster) - seats(now)) <= 3 * len(clashes)
