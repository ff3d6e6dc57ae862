"""Visits on the household's card, pairings, and what leaves the room."""

from __future__ import annotations

from datetime import date

import pytest
from chinese import english_in
from PySide6.QtCore import Qt

from app import services
from app.models.visit_views import DueQuery, Horizon, VisitQuery
from app.models.visits import CareDraft, NeedDraft, Tier
from app.ui.visits import exporting
from app.ui.visits.care_forms import PairForm, TierForm
from app.ui.visits.columns import DUE
from app.ui.visits.page import COVERAGE, MADE, PAIRS
from app.ui.visits.section import VisitsSection
from tests.ui.visits.conftest import TODAY, Walk, visit

Key = Qt.Key
OFFSCREEN = pytest.mark.qt_log_ignore("This plugin does not support")  # windows without a screen


@OFFSCREEN
def test_a_pairing_from_the_card_and_in_the_list(walk: Walk) -> None:
    walk.page.due.view.choose_row(0)
    walk.page._show_card(walk.page.due.view.current_row())
    walk.settle()
    (section,) = walk.page.card.findChildren(VisitsSection)
    section.pair()
    form = walk.page.card.form
    assert isinstance(form, PairForm)
    form.save()
    assert form.member.complaint
    form.member.line.setFocus()
    walk.type("chenjing")
    form.member._look_up()
    walk.settle()
    assert form.member._words.stringList() == ["陈静(3栋2单元302室)"]
    form.member.choose(form.member._hits[0])
    form.member_agreed.set_text("11-1")
    form.household_agreed.set_text("11-3")
    form.save()
    walk.settle()
    walk.press(Key.Key_3, alt=True)
    assert walk.page.tabs.currentIndex() == PAIRS
    (line,) = walk.page.pairs.lines()
    assert (line.member, line.since, line.resident_id is not None) == ("陈静", TODAY.replace(day=3), True)
    assert walk.page.pairs.note.text() == "1 名党员结对 1 户,1 户逾期没有走访。"
    walk.page.pairs.view.choose_row(0)
    walk.press(Key.Key_K, alt=True)
    ending = walk.page.card.form
    assert ending is not None
    ending.save()
    assert any(field.complaint for field in ending.fields)  # no reason was given
    ending.reason.set_text("陈静调走")  # type: ignore[attr-defined]
    ending.save()
    walk.settle()
    assert walk.page.pairs.lines() == []
    walk.page.pairs.ended.click()
    walk.settle()
    assert walk.page.pairs.lines()[0].note == "结束:陈静调走"
    assert english_in(walk.page) == []


def test_the_card_tells_tier_due_visits_and_needs(walk: Walk) -> None:
    visit(walk, needs=(NeedDraft("量血压"),), findings="身体还好")
    walk.page.due.view.choose_row(0)
    door = walk.page.due.view.current_row()
    walk.page._show_card(door)
    walk.settle()
    (section,) = walk.page.card.findChildren(VisitsSection)
    said = " ".join(label.text() for label in section.findChildren(type(section.heading)))
    assert "高风险:高龄独居" in said
    assert "应在2026年6月8日前走访" in said
    section.set_tier()
    form = walk.page.card.form
    assert isinstance(form, TierForm)
    form.save()
    assert form.reason.complaint
    form.reason.set_text("重大变故")
    form.reason.edited.emit()
    assert form.tier.text() == "高风险"
    form.save()
    walk.settle()
    card = walk.ask(lambda office: services.care.card(office, door.household_id))
    assert (card.due.why, card.due.by_person) == ("重大变故", True)
    (section,) = walk.page.card.findChildren(VisitsSection)
    section.end_tier()
    assert walk.page.card.form is not None
    walk.page.card.form.save()
    walk.settle()
    assert not walk.ask(lambda office: services.care.card(office, door.household_id)).due.by_person
    assert english_in(walk.page) == []


def test_needs_are_settled_or_become_requests_on_the_card(walk: Walk) -> None:
    visit(walk, needs=(NeedDraft("量血压"), NeedDraft("修楼道灯")))
    (line,) = walk.ask(lambda office: services.visits.made(office, VisitQuery())).lines
    walk.page.card.show()
    walk.page.card.show_household(line.household_id)
    walk.settle()
    (section,) = walk.page.card.findChildren(VisitsSection)
    buttons = {button.text(): button for button in section.findChildren(type(walk.page.print_button))}
    buttons["已解决"].click()  # of the last need on the card
    walk.settle()
    (line,) = walk.ask(lambda office: services.visits.made(office, VisitQuery())).lines
    assert [need.open for need in line.needs] == [True, False]
    (section,) = walk.page.card.findChildren(VisitsSection)
    buttons = {button.text(): button for button in section.findChildren(type(walk.page.print_button))}
    buttons["转诉求"].click()
    walk.settle()
    (line,) = walk.ask(lambda office: services.visits.made(office, VisitQuery())).lines
    assert line.needs[0].request_number == "2026-0001"


def test_what_is_shown_is_what_is_exported(walk: Walk) -> None:
    walk.page.due.tier.pick("重点")
    walk.settle()
    walk.page.due.view.setColumnHidden(3, True)
    make, title = exporting._maker(walk.page)
    ledger = walk.ask(lambda office: make(office, False))
    assert title == "该走访的住户"
    assert [column.title for column in ledger.columns] == [column.title for column in DUE if column.key != "why"]
    assert [row[0] for row in ledger.rows] == walk.doors()
    for tab in (MADE, PAIRS, COVERAGE):
        walk.page.tabs.setCurrentIndex(tab)
        walk.settle()
        make, _title = exporting._maker(walk.page)
        assert walk.ask(lambda office, make=make: make(office, False)).columns  # type: ignore[misc]


def test_a_diagnosis_leaves_the_house_only_for_a_purpose(walk: Walk) -> None:
    line = walk.ask(lambda office: services.rounds.due(office, DueQuery(horizon=Horizon.MONTH))).lines[0]
    ill = CareDraft(line.household_id, Tier.HIGH, "失智", date(2026, 11, 1))
    walk.ask(lambda office: services.care.set_tier(office, ill))
    make, _title = exporting._maker(walk.page)
    masked, full = (walk.ask(lambda office, full=full: make(office, full)) for full in (False, True))  # type: ignore[misc]
    assert not masked.full
    assert not any("失智" in str(cell) for row in masked.rows for cell in row)
    assert any("需要经常上门" in str(cell) for row in masked.rows for cell in row)
    assert full.full
    assert any("失智" in str(cell) for row in full.rows for cell in row)
