"""G12: late, open and closed; reopened with its chain, counted once. G30: a year without a holiday table."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from app import services
from app.base.clock import Clock
from app.base.errors import UserFault
from app.base.paths import Paths
from app.models.people import Organisation
from app.models.requests import RequestQuery, State, Verb
from app.services.office import Office
from tests.conftest import PASSWORD
from tests.services.test_requests import step, take_down


def test_G12_late_open_and_closed_and_reopened_counts_once(office: Office) -> None:
    closed_late = take_down(office, "水压不足", date(2026, 11, 2), grade="一般")  # due on the 9th
    step(office, closed_late, Verb.CLOSE, date(2026, 11, 12), outcome="已解决")
    open_late = take_down(office, "井盖松动", date(2026, 11, 2), grade="一般")
    in_time = take_down(office, "车位不足", date(2026, 11, 18), grade="一般")
    reopened = take_down(office, "保洁不到位", date(2026, 11, 2), grade="常规")  # due on the 3rd
    step(office, reopened, Verb.CLOSE, date(2026, 11, 5), outcome="已答复")
    step(office, reopened, Verb.VISIT, date(2026, 11, 6), satisfaction="不满意")
    step(office, reopened, Verb.REOPEN, date(2026, 11, 19), words="只扫了一次")

    card = services.requests.card(office, reopened)
    assert [(one.round, one.closed, one.satisfaction) for one in card.life.rounds] == [
        (1, True, "不满意"),
        (2, False, ""),
    ]
    assert [one.verb for one in card.steps] == [Verb.RECEIVE, Verb.CLOSE, Verb.VISIT, Verb.REOPEN]
    assert (card.row.state, card.row.due_on, card.row.late) == (State.RECEIVED, date(2026, 11, 20), True)
    assert services.requests.card(office, closed_late).late_words == "超时 3 个工作日办结"
    assert services.requests.card(office, open_late).late_words == "已超时 9 个工作日"

    late = services.requests.list_rows(office, RequestQuery(late=True))
    assert {row.id for row in late.rows} == {closed_late, open_late, reopened}
    figures = services.request_figures.statistics(office, None, date(2026, 11, 21))
    assert (figures.received.numerator, figures.handled.numerator, figures.open.numerator) == (4, 1, 3)
    assert (figures.late.numerator, figures.late_open.numerator, figures.late_closed.numerator) == (3, 2, 1)
    assert set(figures.late.ids) == {closed_late, open_late, reopened}
    assert (figures.reopened.numerator, list(figures.reopened.ids)) == (1, [reopened])
    assert in_time not in figures.late.ids

    step(office, reopened, Verb.CLOSE, date(2026, 11, 20), outcome="已解决")
    step(office, reopened, Verb.VISIT, date(2026, 11, 21), satisfaction="满意")
    figures = services.request_figures.statistics(office, None, date(2026, 11, 21))
    assert (figures.received.numerator, figures.handled.numerator, figures.late.numerator) == (4, 2, 3)
    assert (figures.visited.numerator, figures.satisfied.numerator) == (1, 1)
    as_it_was = services.request_figures.statistics(office, None, date(2026, 11, 21), date(2026, 11, 10))
    assert (as_it_was.received.numerator, as_it_was.handled.numerator, as_it_was.satisfied.percent) == (3, 1, "0.00%")
    assert as_it_was.late.numerator == 3  # one had been closed late, the others were past the 9th
    assert services.safekeeping.check(office) == ()


@pytest.fixture
def office_2027(tmp_path: Path) -> Iterator[Office]:
    opened, _ = services.accounts.create_office(
        Paths(tmp_path / "2027"), Organisation("甲", "乙"), PASSWORD, Clock(lambda: datetime(2027, 5, 10, 9))
    )
    yield opened
    services.accounts.close(opened)


def table(folder: Path, *rows: tuple[object, ...]) -> Path:
    file = folder / "节假日.csv"
    with file.open("w", encoding="gb18030", newline="") as out:
        csv.writer(out).writerows(rows)
    return file


def test_G30_weekends_only_is_said_until_a_table_is_taken_in(office_2027: Office, tmp_path: Path) -> None:
    office = office_2027
    made = take_down(office, "车位不足", date(2027, 4, 30), grade="一般")
    assert services.requests.card(office, made).row.due_on == date(2027, 5, 7)
    assert services.requests.card(office, made).weekends_only == (2027,)
    for shown in (
        services.requests.list_rows(office, RequestQuery()),
        services.requests.board(office),
        services.requests.my_day(office),
    ):
        assert shown.weekends_only == (2027,)
    assert services.requests.due_on(office, date(2027, 4, 30), "一般") == (date(2027, 5, 7), (2027,))
    assert 2027 not in services.holidays.years(office)

    file = table(
        tmp_path,
        ("2027年放假安排",),
        ("日期", "类型", "名称"),
        ("2027年5月1日至5月5日", "放假", "劳动节"),
        ("2027/5/8", "上班", ""),
    )
    plan = services.holidays.plan(office, file)
    assert (len(plan.new), plan.years, plan.errors) == (6, (2027,), ())
    assert services.requests.card(office, made).row.due_on == date(2027, 5, 7)
    services.holidays.accept(office, plan)
    card = services.requests.card(office, made)
    assert (card.row.due_on, card.weekends_only, card.row.late) == (date(2027, 5, 11), (), False)
    assert services.holidays.plan(office, file).same == 6
    services.journal.undo(office)
    assert services.requests.card(office, made).row.due_on == date(2027, 5, 7)
    assert services.requests.list_rows(office, RequestQuery(late=True)).total == 1
    assert services.safekeeping.check(office) == ()


def test_a_holiday_table_with_cells_that_cannot_be(office: Office, tmp_path: Path) -> None:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (
        ("名称", "日期", "类型"),
        ("元旦", date(2027, 1, 1), "休"),
        ("?", "某天", "放假"),
        ("?", "2027-01-02", "也许"),
    ):
        sheet.append(list(row))
    made.save(tmp_path / "表.xlsx")
    plan = services.holidays.plan(office, tmp_path / "表.xlsx")
    assert [(error.row, error.column) for error in plan.errors] == [(3, "日期"), (4, "类型")]
    with pytest.raises(UserFault, match="看不懂"):
        services.holidays.accept(office, plan)
    with pytest.raises(UserFault, match="没有在里面找到节假日表"):
        services.holidays.plan(office, table(tmp_path, ("甲", "乙"), ("1", "2")))


def test_a_limit_changed_in_the_rules_holds_from_then_on(office: Office) -> None:
    before = take_down(office, "车位不足", date(2026, 11, 2), grade="一般")
    services.rules.edit(office, "request_grades", "一般", "days", "3")
    after = take_down(office, "车位不足", date(2026, 11, 2), grade="一般")
    step(office, before, Verb.HANDLE, date(2026, 11, 3), words="已联系")
    draft = services.requests.card(office, before).draft
    services.requests.correct(office, before, replace(draft, words="车位不足,请协调"))
    assert services.requests.card(office, before).row.due_on == date(2026, 11, 9)
    assert services.requests.card(office, after).row.due_on == date(2026, 11, 5)
