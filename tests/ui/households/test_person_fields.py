"""What is typed of a person: numbers, names, dates and phones, judged beside their fields."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from windows import Settle

from app import services
from app.models.households import ResidentDraft
from app.models.queries import ListQuery
from app.ui.households.leaving_forms import LeaveForm
from app.ui.households.page import HouseholdsPage
from app.ui.main_window import MainWindow
from tests.ui.households.card_forms import OpenCard, Run, Save, person_form, texts

BORN = date(1990, 5, 1)


@pytest.mark.parametrize(
    ("typed", "kept", "said", "red"),
    [
        ("11010519491231002X", "11010519491231002X", "", False),
        ("440524188001010014", "440524188001010014", "", False),
        ("11010519491231002x", "11010519491231002X", "", False),
        ("110105491231002", "110105491231002", "", False),
        ("321119197310306324", "321119197310306324", "地区代码", False),
        ("110105194912310021", "", "校验位", True),
        ("110105209901010010", "", "", True),
        ("110105194912310000", "", "Excel", True),
    ],
)
def test_g16_id_numbers_are_judged_beside_the_field(
    page: HouseholdsPage, open_card: OpenCard, typed: str, kept: str, said: str, red: bool
) -> None:
    open_card("101")
    page.card.add_person()
    form = person_form(page)
    form.id_number.set_text(typed)
    read = form.read_number()
    assert read.number == kept
    assert said in form.id_number.complaint
    assert bool(form.id_number.editor.property("wrong")) is red
    assert bool(form.birth.text()) is not red


def test_g16_a_wrong_number_is_not_saved(page: HouseholdsPage, open_card: OpenCard, save: Save, run: Run) -> None:
    open_card("101")
    page.card.add_person()
    form = person_form(page)
    form.name.set_text("李四")
    form.id_number.set_text("110105194912310021")
    save()
    assert page.card.form is form
    assert run(lambda office: services.lists.list_rows(office, ListQuery())).total == 5


def test_the_id_number_fills_birth_and_sex(page: HouseholdsPage, open_card: OpenCard, qtbot: QtBot) -> None:
    open_card("101")
    page.card.add_person()
    form = person_form(page)
    qtbot.keyClicks(form.id_number.line, "11010519491231002X")
    qtbot.keyClick(form.id_number.line, Qt.Key.Key_Return)
    assert form.birth.text() == "1949年12月31日"
    assert form.sex.text() == "女"


@pytest.mark.parametrize("name", ["曾𠮷", "蒙㛃", "石𬭎", "王䶮", "吕𫖯", "李㑇", "曹犇", "古丽·阿依"])
def test_g17_rare_names_typed_and_searched(
    page: HouseholdsPage, open_card: OpenCard, save: Save, window: MainWindow, settle: Settle, qtbot: QtBot, name: str
) -> None:
    open_card("101")
    page.card.add_person()
    person_form(page).name.set_text(name)
    save()
    assert page.card.form is None
    assert page.head.search is not None
    with qtbot.waitSignal(page.head.searched):
        page.head.search.setText(name)
    settle(window)
    row = page.listing.model.row(0)
    assert page.listing.model.rowCount() == 1
    assert row is not None
    assert row.name == name
    assert name in texts(page)


def test_numbers_are_masked_until_asked_for(page: HouseholdsPage, open_card: OpenCard, save: Save) -> None:
    card = open_card("101")
    page.card.edit_person(card.record.members[0])
    person_form(page).id_number.set_text("11010519491231002X")
    person_form(page).phone.set_text("13800001380")
    save()
    assert "110105********002X" in texts(page)
    assert "11010519491231002X" not in texts(page)
    page.card.show_numbers()
    assert "11010519491231002X" in texts(page)
    assert page.card._hide_again.isActive()
    page.card._hide_again.timeout.emit()
    assert "11010519491231002X" not in texts(page)


def test_editing_shows_no_number_and_keeps_it(page: HouseholdsPage, open_card: OpenCard, save: Save) -> None:
    card = open_card("101")
    page.card.edit_person(card.record.members[0])
    person_form(page).phone.set_text("13800001380")
    save()
    assert page.card.shown is not None
    page.card.edit_person(page.card.shown.record.members[0])
    form = person_form(page)
    assert form.phone.text() == ""
    assert "138****1380" in form.phone.line.placeholderText()
    form.note.set_text("独居,每周走访")
    save()
    assert page.card.shown.record.members[0].resident.phone == "13800001380"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("2026年13月1日", "没有 13 月"),
        ("2026-2-30", "2026年2月没有 30 日"),
        ("昨天", "看不懂"),
        ("2026-10", "看不懂"),
    ],
)
def test_dates_that_are_none_are_said(
    page: HouseholdsPage, open_card: OpenCard, save: Save, words: str, said: str
) -> None:
    open_card("101")
    page.card.add_person()
    form = person_form(page)
    form.name.set_text("李四")
    form.since.set_text(words)
    save()
    assert said in form.since.complaint


@pytest.mark.parametrize("words", ["2026年10月31日", "2026-10-31", "2026.10.31", "20261031", "2026/10/31"])
def test_dates_as_people_type_them(page: HouseholdsPage, open_card: OpenCard, words: str) -> None:
    open_card("101")
    page.card.add_person()
    form = person_form(page)
    form.since.set_text(words)
    form.since.line.editingFinished.emit()
    assert form.since.text() == "2026年10月31日"
    assert form.since.day() == date(2026, 10, 31)


def test_nobody_leaves_before_being_born(page: HouseholdsPage, open_card: OpenCard, save: Save, run: Run) -> None:
    card = open_card("301")
    run(lambda o: services.households.save_resident(o, card.record.household.id, ResidentDraft("孙七", birth=BORN)))
    card = open_card("301")
    page.card.move_out(card.record.members[1])
    form = page.card.form
    assert isinstance(form, LeaveForm)
    form.until.set_text("1900-1-1")
    save()
    assert "早于" in form.until.complaint


@pytest.mark.parametrize(("typed", "right"), [("123", False), ("138 0000 1380", True), ("0712-2345678", True)])
def test_a_slip_in_a_phone_number_is_said(
    page: HouseholdsPage, open_card: OpenCard, save: Save, typed: str, right: bool
) -> None:
    card = open_card("101")
    page.card.edit_person(card.record.members[0])
    form = person_form(page)
    form.phone.set_text(typed)
    assert form.check() is right
