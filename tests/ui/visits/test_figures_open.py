"""Figures of visits in the monthly report open the visits behind them."""

from __future__ import annotations

from app import services
from app.models.visits import NeedDraft, VisitDraft
from app.ui.reports.figures import names_page
from app.ui.visits.page import MADE
from tests.ui.visits.conftest import TODAY, Walk


def test_a_figure_of_the_month_opens_its_visits_or_its_doors(walk: Walk) -> None:
    line = walk.page.due.listing.model.row(0)
    assert line is not None
    draft = VisitDraft(line.household_id, TODAY, "王芳", needs=(NeedDraft("量血压"), NeedDraft("修灯")))
    walk.ask(lambda office: services.visits.record(office, draft))
    facts = walk.ask(lambda office: services.reports.draft_month(office, 2026, 11))
    assert facts.visits is not None
    figures = {figure.key: figure for figure in facts.visits.figures()}
    assert names_page(figures["visits.due"])[0] == "households"
    assert figures["visits.needs"].numerator == 2
    walk.window.open_page(*names_page(figures["visits.needs"]))
    walk.settle()
    assert walk.page.tabs.currentIndex() == MADE
    assert walk.page.made.listing.model.rowCount() == 1
    assert walk.page.made.origin.text() == "来自:收集需求(共 1 次走访)  ×"


def test_a_month_before_anything_was_recorded_has_no_section(walk: Walk) -> None:
    facts = walk.ask(lambda office: services.reports.draft_month(office, 2026, 10))
    assert facts.visits is None
