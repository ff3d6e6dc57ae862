"""What cannot be, typed into the card: each says what to do beside its field, and what was typed stays."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from walking import OpenCard, Run, Save, choose, move_in_family, type_into

from app import services
from app.models.households import ResidentDraft
from app.rules.stays import dwellings
from app.ui.households.door_form import DoorForm
from app.ui.households.leaving_forms import DeathForm
from app.ui.households.page import HouseholdsPage
from app.ui.households.person_form import PersonForm
from app.ui.households.stay_form import StayForm
from app.ui.households.use_forms import UseForm
from app.ui.visits.section import VisitsSection

NUMBER = "11010519491231002X"


def person_form(page: HouseholdsPage) -> PersonForm:
    page.card.add_person()
    assert isinstance(page.card.form, PersonForm)
    return page.card.form


def test_a_floor_that_the_building_has_not_is_asked_about_once(
    page: HouseholdsPage, open_card: OpenCard, save: Save
) -> None:
    open_card("101")
    page.card.new_door()
    form = page.card.form
    assert isinstance(form, DoorForm)
    for field, words in ((form.estate, "大院"), (form.building, "1"), (form.unit, "1"), (form.room, "3101")):
        type_into(field, words)
    save()
    assert page.card.form is form
    assert "大院1栋登记的是 1 到 6 层,没有 31 层" in form.room.complaint
    assert form.room.text() == "3101"
    save()
    assert page.card.title.text() == "大院1栋1单元3101室"


def test_the_floor_next_to_the_highest_is_not_asked_about(
    page: HouseholdsPage, open_card: OpenCard, save: Save
) -> None:
    open_card("101")
    page.card.new_door()
    form = page.card.form
    assert isinstance(form, DoorForm)
    for field, words in ((form.estate, "大院"), (form.building, "1"), (form.unit, "1"), (form.room, "701")):
        type_into(field, words)
    save()
    assert page.card.title.text() == "大院1栋1单元701室"


def test_nobody_is_born_in_the_future_or_registered_before_birth(
    page: HouseholdsPage, open_card: OpenCard, save: Save
) -> None:
    open_card("101")
    form = person_form(page)
    type_into(form.name, "李四")
    type_into(form.birth, "2027-1-1")
    save()
    assert "出生日期在今天之后" in form.birth.complaint
    type_into(form.birth, "2000-1-1")
    type_into(form.since, "1999-12-31")
    save()
    assert "早于出生日期" in form.since.complaint
    assert form.name.text() == "李四"


def test_a_birth_after_the_moving_in_is_refused_in_an_edit_too(
    page: HouseholdsPage, open_card: OpenCard, save: Save
) -> None:
    card = open_card("101")
    page.card.edit_person(card.record.members[0])
    form = page.card.form
    assert isinstance(form, PersonForm)
    type_into(form.birth, "2021-1-1")
    save()
    assert "迁入日期(2020年1月1日)早于出生日期" in form.birth.complaint


def test_a_second_head_is_refused_beside_the_relation(
    page: HouseholdsPage, open_card: OpenCard, save: Save, run: Run
) -> None:
    move_in_family(run, open_card("201").record.household.id)
    open_card("201")
    form = person_form(page)
    type_into(form.name, "李四")
    form.relation.set_text("户主")
    save()
    assert "同一天有两位户主:曾伟和李四" in form.relation.complaint
    assert "更换户主" in form.relation.complaint


def test_behind_two_doors_is_warned_of_and_allowed_with_a_reason(
    page: HouseholdsPage, open_card: OpenCard, save: Save, run: Run, qtbot: QtBot
) -> None:
    household_id = open_card("101").record.household.id
    draft = ResidentDraft("王芳", id_number=NUMBER, since=date(2020, 1, 1))
    run(lambda office: services.households.save_resident(office, household_id, draft))
    open_card("201")
    form = person_form(page)
    assert form.reason.isHidden()
    type_into(form.name, "王芳")
    type_into(form.id_number, NUMBER)
    type_into(form.since, "2026-1-1")
    save()
    assert page.card.form is form
    assert not form.reason.isHidden()
    assert "王芳已经登记在大院1栋1单元101室" in form.reason.complaint
    assert form.id_number.text() == NUMBER
    type_into(form.reason, "照看孙辈,两边住")
    save()
    assert page.card.form is None
    card = open_card("201")
    assert card.record.members[-1].residency.note == "两处居住:照看孙辈,两边住"
    assert run(services.safekeeping.check) == ()


def test_nobody_lives_on_after_death(page: HouseholdsPage, open_card: OpenCard, save: Save) -> None:
    card = open_card("101")
    form = choose(page, "death", DeathForm)
    form.person.choose(form.person.members[0])
    type_into(form.died, "2026-12-1")
    save()
    assert "去世日期在今天之后" in form.died.complaint
    type_into(form.died, "2019-12-31")
    save()
    assert "去世日期早于张1明的迁入日期(2020年1月1日)" in form.died.complaint
    type_into(form.died, "1900-1-1")
    save()
    assert "早于张1明的出生日期" in form.died.complaint
    type_into(form.died, "2026-11-1")
    save()
    assert page.card.form is None
    assert page.card.shown is not None
    (gone,) = dwellings(page.card.shown.record.members)
    page.card.correct_stay(gone)
    stay = page.card.form
    assert isinstance(stay, StayForm)
    type_into(stay.until, "2026-11-20")
    save()
    assert "张1明已于2026年11月1日去世" in stay.since.complaint
    assert card.record.household.id == page.card.household_id


def test_days_of_a_stay_are_put_right(page: HouseholdsPage, open_card: OpenCard, save: Save) -> None:
    card = open_card("101")
    page.card.correct_stay(dwellings(card.record.members)[0])
    form = page.card.form
    assert isinstance(form, StayForm)
    type_into(form.since, "2026-11-1")
    type_into(form.until, "2026-10-1")
    save()
    assert "迁出日期早于迁入日期" in form.until.complaint
    type_into(form.until, "2026-11-15")
    save()
    assert page.card.shown is not None
    assert page.card.shown.record.members[0].residency.until == date(2026, 11, 15)


def test_a_single_esc_does_not_throw_away_what_was_typed(
    page: HouseholdsPage, open_card: OpenCard, qtbot: QtBot
) -> None:
    open_card("101")
    form = person_form(page)
    type_into(form.name, "李小花")
    qtbot.keyClick(form.name.editor, Qt.Key.Key_Escape)
    assert page.card.form is form
    assert "再按一次 Esc" in form.message.text()
    assert form.name.text() == "李小花"
    qtbot.keyClick(form.name.editor, Qt.Key.Key_Escape)
    assert page.card.form is None


def test_the_care_of_a_door_is_told_anew_when_its_use_changes(
    page: HouseholdsPage, open_card: OpenCard, save: Save
) -> None:
    open_card("401")
    (care,) = (section for section in page.card.sections if isinstance(section, VisitsSection))
    before = care.found
    page.card.change_use()
    form = page.card.form
    assert isinstance(form, UseForm)
    form.use.set_text("出租")
    save()
    assert page.card.form is None
    assert before is not None
    assert care.found is not None
    assert "出租" not in before[0].due.why
    assert "出租" in care.found[0].due.why
