"""组织生活 and 议事协商 in the month (G19): paper and workbook agree; each figure opens its meetings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from app import services
from app.base.clock import Clock
from app.base.paths import Paths
from app.models.deliberations import MatterDraft, MatterStepDraft
from app.models.figures import MonthlyFacts
from app.models.meeting_drafts import MeetingDraft
from app.models.meeting_figures import DeliberationReport, MeetingReport
from app.models.meetings import MeetingQuery
from app.models.people import Organisation
from app.reports.digest import facts_json
from app.reports.fonts import bundled_fonts
from app.reports.monthly import monthly_pdf, monthly_workbook
from app.reports.monthly_meetings import deliberation_indicators, meeting_indicators, meeting_rows
from app.services.office import Office
from tests.conftest import DATA, PASSWORD
from tests.reports.reading import pdfium_lines, pdfium_text, workbook


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The sample ledgers, taken in, and one matter on its way."""
    clock = Clock(lambda: datetime(2026, 11, 21, 9))
    folder = tmp_path_factory.mktemp("月报")
    opened, _ = services.accounts.create_office(
        Paths(folder), Organisation("大院社区党委", "书院街道"), PASSWORD, clock
    )
    services.importing.accept(opened, services.importing.plan_households(opened, DATA / "住户台账-一人一行.xlsx"))
    services.meeting_import.accept(opened, services.meeting_import.plan(opened, DATA / "会议台账.xlsx"))
    services.deliberations.open_matter(opened, MatterDraft("加装电梯", "five_votes", date(2026, 10, 8), important=True))
    for step in (1, 2, 3):
        draft = MatterStepDraft(step, "小区党支部", date(2026, 10, 9), "同意")
        services.deliberations.take_step(opened, 1, draft)
    yield opened
    services.accounts.close(opened)


@pytest.fixture(scope="module")
def facts(filled: Office) -> MonthlyFacts:
    return services.reports.draft_month(filled, 2026, 10)


def reports_of(facts: MonthlyFacts) -> tuple[MeetingReport, DeliberationReport]:
    assert facts.meetings is not None
    assert facts.deliberations is not None
    return facts.meetings, facts.deliberations


def test_the_month_and_the_year(facts: MonthlyFacts) -> None:
    report, _ = reports_of(facts)
    month, year = report.month, report.year
    assert (month.meetings.numerator, month.held.numerator, month.held.denominator) == (4, 3, 3)
    assert (year.meetings.numerator, year.held.numerator, year.held.denominator) == (45, 35, 36)
    assert (year.overdue.numerator, year.missed) == (1, ("2026-07 支部委员会会议",))
    text = "".join("".join(pdfium_text(monthly_pdf(facts, (), fonts=bundled_fonts()))).split())
    for words in (
        "组织生活",
        "本月召开会议4次：",
        "到期应召开3次，按时召开3次，规范执行率100.00%（按时召开除以应召开）",
        "应出席68人次，实际出席68人次，出席率100.00%（实到除以应到）",
        "到期应召开36次，按时召开35次，规范执行率97.22%",
        "今年逾期未召开：2026年7月支部委员会会议。",
        "议事协商",
        "本月提出议事事项1件，完成0件；召开工作听证会1次。",
        "在议事项1件，下一步：五议工作法执行决议1件。",
        "重要事项中有1件还没有经过支部党员大会讨论。",
    ):
        assert words in text, words


def test_paper_and_workbook_agree(facts: MonthlyFacts) -> None:
    report, deliberation = reports_of(facts)
    lines = " ".join(line for page in pdfium_lines(monthly_pdf(facts, (), fonts=bundled_fonts())) for line in page)
    book = workbook(monthly_workbook(facts), values=True)
    for sheet, indicators in (
        ("组织生活", meeting_indicators(report)),
        ("议事协商", deliberation_indicators(deliberation)),
    ):
        rows = {row[0]: row for row in book[sheet].iter_rows(values_only=True)}
        for indicator in indicators:
            figure = indicator.figure
            row = rows[indicator.name]
            assert row[1] == figure.numerator
            if indicator.of and figure.denominator:
                assert (row[4], f"{row[5]:.2%}") == (figure.denominator, figure.percent)
    for cells in meeting_rows(report.month):
        assert " ".join(filter(None, cells)) in lines


def test_each_figure_opens_its_meetings(filled: Office, facts: MonthlyFacts) -> None:
    report, deliberation = reports_of(facts)
    for figures in (report.month, report.year):
        for figure in (figures.meetings, figures.held, *figures.by_kind.values(), *figures.attended_by_kind.values()):
            ids = frozenset(figure.ids)
            found = services.meetings.page(filled, MeetingQuery(ids=ids, limit=1000))
            assert found.total == len(ids) > 0
    assert set(deliberation.month.open.ids) == {1}


def test_a_meeting_made_up_stands_in_the_month_it_was_owed(filled: Office) -> None:
    services.meetings.record(filled, MeetingDraft("支部委员会会议", date(2026, 11, 20), stands_for="2026-07"))
    july = services.meeting_figures.statistics(filled, date(2026, 7, 1), date(2026, 7, 31))
    assert (july.made_up.numerator, july.overdue.numerator, july.held.numerator) == (1, 0, 2)
    assert list(july.made_up.ids) == [56]
    services.journal.undo(filled)
    july = services.meeting_figures.statistics(filled, date(2026, 7, 1), date(2026, 7, 31))
    assert (july.made_up.numerator, july.overdue.numerator) == (0, 1)


def test_left_out_where_nothing_was_recorded(office: Office) -> None:
    facts = services.reports.draft_month(office, 2026, 10)
    assert facts.meetings is None
    assert facts.deliberations is None
    assert b'"meetings":' not in facts_json(facts)


def test_the_trend(filled: Office) -> None:
    months = services.meeting_figures.by_month(filled, date(2026, 1, 1), date(2026, 10, 31))
    assert [month.meetings.numerator for month in months] == [4, 5, 5, 4, 5, 5, 3, 5, 5, 4]
    assert months[1].attended.percent == "94.29%"
