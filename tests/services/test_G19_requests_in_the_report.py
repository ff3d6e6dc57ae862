"""诉求办理 in the month (G19): paper and workbook agree with the figures, and each figure knows its cases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from app import services
from app.base.clock import Clock
from app.base.paths import Paths
from app.models.figures import MonthlyFacts
from app.models.people import Organisation
from app.models.requests import RequestReport
from app.reports.digest import facts_json
from app.reports.fonts import bundled_fonts
from app.reports.monthly import monthly_pdf, monthly_workbook
from app.reports.monthly_requests import request_indicators, request_rows
from app.services.office import Office
from tests.conftest import DATA, PASSWORD
from tests.reports.reading import pdfium_lines, pdfium_text, workbook


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The sample ledgers, taken in."""
    clock = Clock(lambda: datetime(2026, 11, 21, 9))
    folder = tmp_path_factory.mktemp("月报")
    opened, _ = services.accounts.create_office(
        Paths(folder), Organisation("大院社区党委", "书院街道"), PASSWORD, clock
    )
    services.importing.accept(opened, services.importing.plan_households(opened, DATA / "住户台账-一人一行.xlsx"))
    services.request_import.accept(opened, services.request_import.plan(opened, DATA / "诉求台账.xlsx"))
    yield opened
    services.accounts.close(opened)


@pytest.fixture(scope="module")
def facts(filled: Office) -> MonthlyFacts:
    return services.reports.draft_month(filled, 2026, 10)


def report_of(facts: MonthlyFacts) -> RequestReport:
    assert facts.requests is not None
    return facts.requests


def test_the_month_and_the_year(facts: MonthlyFacts) -> None:
    report = report_of(facts)
    assert (report.month.received.numerator, report.year.received.numerator) == (35, 1145)
    assert report.year.handled.percent == "85.68%"
    text = "".join("".join(pdfium_text(monthly_pdf(facts, (), fonts=bundled_fonts()))).split())
    for words in (
        "诉求办理",
        "本月受理群众诉求35件，截至2026年10月31日，办结",
        "今年以来受理1145件，截至2026年10月31日，办结981件，办结率85.68%（办结除以受理）；在办164件",
        "吹哨82次，答卷82次，吹哨响应率100.00%（答卷除以吹哨）",
        "解决吹哨难题66件，占吹哨难题82件的80.49%",
        "纠纷103件，调解成功103件",
        "已回访898件，满意率89.53%（满意和基本满意除以已回访）",
    ):
        assert words in text, words


def test_paper_and_workbook_agree(facts: MonthlyFacts) -> None:
    report = report_of(facts)
    lines = " ".join(line for page in pdfium_lines(monthly_pdf(facts, (), fonts=bundled_fonts())) for line in page)
    page = workbook(monthly_workbook(facts), values=True)["诉求办理"]
    rows = {row[0]: row for row in page.iter_rows(values_only=True)}
    for said in request_indicators(report):
        assert rows[said.name][1:3] == (said.figure.numerator, said.unit)
        if said.of and said.figure.denominator:
            assert rows[said.name][3:5] == (said.of, said.figure.denominator)
            assert f"{rows[said.name][5]:.2%}" == said.figure.percent
    for row in request_rows(report.month):
        assert " ".join(filter(None, row)) in lines


def test_each_figure_knows_its_cases(facts: MonthlyFacts) -> None:
    report = report_of(facts)
    figures = report.figures()
    assert len({figure.key for figure in figures}) == len(figures)
    for figure in figures:
        assert figure.of == "requests"
        assert len(set(figure.ids)) == figure.numerator  # every whistle of the sample is one letter
    for figures_ in (report.month, report.year):
        for parts in (figures_.by_channel, figures_.by_category, figures_.by_grid, figures_.by_satisfaction):
            assert sum(figure.numerator for figure in parts.values()) == figures_.received.numerator


def test_a_month_without_requests_keeps_the_facts_it_had(office: Office, facts: MonthlyFacts) -> None:
    assert services.reports.draft_month(office, 2026, 10).requests is None
    assert b'"requests"' not in facts_json(services.reports.draft_month(office, 2026, 10))
    assert b'"requests.year.received"' in facts_json(facts)


def test_doors_of_the_requests_are_found(filled: Office) -> None:
    """Exactly the rows whose address is a door of the register; the map shows where many come from."""
    spots = services.requests.hot_spots(filled, date(2026, 1, 1), date(2026, 10, 31))
    assert sum(spots.values()) == 779
    assert max(spots.values()) >= 4
