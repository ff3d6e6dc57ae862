"""走访关爱 in the month: what was recorded is said, figure by figure the same on paper and in the workbook."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from app.models.figures import MonthlyFacts
from app.models.visit_figures import VisitFigures, VisitGroup
from app.reports.digest import facts_json
from app.reports.fonts import bundled_fonts
from app.reports.monthly import monthly_pdf, monthly_workbook
from app.reports.monthly_visits import visit_indicators, visit_rows
from tests.reports import factory
from tests.reports.reading import pdfium_lines, pdfium_text, workbook


def group(name: str, due: int, visited: int) -> VisitGroup:
    return VisitGroup(
        name, factory.figure(f"visits.{name}.due", due), factory.figure(f"visits.{name}.visited", visited, due)
    )


VISITS = VisitFigures(
    first=date(2026, 10, 1),
    last=date(2026, 10, 31),
    as_of=date(2026, 10, 31),
    due=factory.figure("visits.due", 247),
    visited=factory.figure("visits.visited", 198, 247),
    households=factory.figure("visits.households", 215),
    made=factory.figure("visits.made", 263, of="visits"),
    missed=factory.figure("visits.missed", 17, of="visits"),
    needs=factory.figure("visits.needs", 31, of="visits"),
    settled=factory.figure("visits.settled", 18, 31, of="visits"),
    requests=factory.figure("visits.requests", 9, 31, of="visits"),
    overdue=factory.figure("visits.overdue", 44),
    paired=factory.figure("visits.paired", 40),
    paired_visited=factory.figure("visits.paired_visited", 37, 40),
    tiers=(group("高风险", 12, 12), group("重点", 186, 150), group("一般", 49, 36)),
    grids=(group("第一网格", 120, 101), group("第二网格", 127, 97)),
)


@pytest.fixture(scope="module")
def facts() -> MonthlyFacts:
    return replace(factory.facts(), visits=VISITS)


def test_the_section_says_what_was_recorded_and_of_what_it_is_a_share(facts: MonthlyFacts) -> None:
    text = "".join("".join(pdfium_text(monthly_pdf(facts, factory.LEGEND, fonts=bundled_fonts()))).split())
    for words in (
        "三、走访关爱",
        "本月应走访247户，其中已走访198户，走访率80.16%（已走访户数除以应走访户数）。",
        "共走访215户、263次，上门未遇17次。",
        "收集需求31项，其中已解决18项，转为诉求办理9项。",
        "截至2026年10月31日，逾期未走访44户。",
        "党员联户结对40户，本月走访37户，占结对户的92.50%。",
    ):
        assert words in text


def test_paper_and_workbook_agree(facts: MonthlyFacts) -> None:
    lines = " ".join(
        line for page in pdfium_lines(monthly_pdf(facts, factory.LEGEND, fonts=bundled_fonts())) for line in page
    )
    page = workbook(monthly_workbook(facts), values=True)["走访关爱"]
    rows = {row[0]: row for row in page.iter_rows(values_only=True)}
    for said in visit_indicators(VISITS):
        assert rows[said.name][1:3] == (said.figure.numerator, said.unit)
        if said.of:
            assert rows[said.name][3:5] == (said.of, said.figure.denominator)
            assert f"{rows[said.name][5]:.2%}" == said.figure.percent
    for name, due, visited in visit_rows(VISITS):
        assert re.search(rf"{name} {due.numerator} {visited.numerator} {visited.percent}", lines), name


def test_a_month_in_which_nobody_was_due_has_no_rate(facts: MonthlyFacts) -> None:
    nothing = factory.figure("none", 0)
    empty = replace(VISITS, due=nothing, visited=factory.figure("none", 0, 0), tiers=(), grids=(), paired=nothing)
    pdf = monthly_pdf(replace(facts, visits=empty), factory.LEGEND, fonts=bundled_fonts())
    text = "".join("".join(pdfium_text(pdf)).split())
    assert "本月应走访0户，其中已走访0户。" in text
    assert "走访情况表" not in text
    assert "党员联户" not in text
    assert monthly_workbook(replace(facts, visits=empty))


def test_a_month_without_visits_keeps_the_facts_it_had() -> None:
    """Digests of reports that were issued before there were visits stay what they were."""
    assert b'"visits"' not in facts_json(factory.facts())
    assert b'"visits.due"' in facts_json(replace(factory.facts(), visits=VISITS))
