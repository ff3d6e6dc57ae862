"""The card and its forms, as a person uses them: G03 to G06, G16, G17 through the window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from chinese import english_in
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from windows import Settle

from app import services
from app.models.colours import Judgement, Label
from app.models.households import DoorKey, HouseholdDraft, Occupancy
from app.ui.households.card_verbs import remove_door
from app.ui.households.door_form import DoorForm
from app.ui.households.judge_form import JudgeForm
from app.ui.households.leaving_forms import LeaveForm
from app.ui.households.page import HouseholdsPage
from app.ui.main_window import MainWindow
from tests.ui.households.card_forms import OpenCard, Run, Save, person_form, texts, type_into, use_form

Labels = Callable[[], set[Label]]


def test_a_household_is_added_by_keyboard(
    page: HouseholdsPage, window: MainWindow, settle: Settle, save: Save, qtbot: QtBot
) -> None:
    page.new_household()
    form = page.card.form
    assert isinstance(form, DoorForm)
    for field, words in ((form.estate, "大院"), (form.building, "2栋"), (form.unit, "1单元"), (form.room, "101室")):
        type_into(field, words)
    save()
    assert page.card.title.text() == "大院2栋1单元101室"


def test_a_door_without_a_room_is_refused_beside_the_field(page: HouseholdsPage, save: Save) -> None:
    page.new_household()
    form = page.card.form
    assert isinstance(form, DoorForm)
    save()
    assert form.room.complaint == "还没有填写房号。请填写房号,例如 101。"


def test_a_door_that_is_there_already_is_refused(page: HouseholdsPage, save: Save) -> None:
    page.new_household()
    form = page.card.form
    assert isinstance(form, DoorForm)
    form.estate.set_text("大院")
    form.building.set_text("1")
    form.unit.set_text("1")
    form.room.set_text("101")
    save()
    assert "这个门牌已经有了" in form.message.text()


def test_g03_one_household_with_many_labels_counts_once(
    page: HouseholdsPage, open_card: OpenCard, save: Save, labels: Labels, run: Run
) -> None:
    open_card("601")
    use_form(page).use.set_text(Occupancy.OWNER.value)
    save()
    page.card.add_person()
    form = person_form(page)
    form.name.set_text("孙桂兰")
    form.birth.set_text("1944-3-5")
    form.politics.set_text("中共党员")
    form.disability.set_text("肢体残疾二级")
    form.relation.set_text("户主")
    save()
    assert labels() == {Label.PARTY, Label.AGED, Label.DISABLED, Label.EMPTY_NEST}
    picture = run(lambda office: services.colours.picture(office, date(2026, 11, 21)))
    door = next(d for b in picture.buildings for d in b.doors if d.room == "601")
    assert door.labels.bit_count() == 4


def test_g04_eighty_comes_with_the_birthday_and_no_job_is_run(
    page: HouseholdsPage, open_card: OpenCard, save: Save, run: Run
) -> None:
    open_card("201")
    page.card.add_person()
    form = person_form(page)
    form.name.set_text("钱秀英")
    form.birth.set_text("1946年11月1日")
    save()

    def aged(day: date) -> bool:
        picture = run(lambda office: services.colours.picture(office, day))
        door = next(d for b in picture.buildings for d in b.doors if d.room == "201")
        return bool(door.labels >> list(Label).index(Label.AGED) & 1)

    assert not aged(date(2026, 10, 31))
    assert aged(date(2026, 11, 30))


def test_who_moved_out_lies_folded(page: HouseholdsPage, open_card: OpenCard, save: Save) -> None:
    card = open_card("201")
    page.card.move_out(card.record.members[0])
    form = page.card.form
    assert isinstance(form, LeaveForm)
    form.until.set_text("2026-11-20")
    form.to.set_text("深圳")
    save()
    assert "居民 0 人" in texts(page)
    assert "已迁出" not in texts(page)
    next(one for one in page.card.findChildren(QPushButton) if one.text() == "以前住过 1 人").click()
    assert "已迁出:张2明(自2020年1月1日起,到2026年11月20日止,迁往深圳)" in texts(page)


def test_filling_a_form_saves_nothing(
    page: HouseholdsPage, open_card: OpenCard, window: MainWindow, settle: Settle, run: Run
) -> None:
    card = open_card("101")
    before = run(services_state)
    for open_form in (page.card.edit_door, page.card.add_person, page.card.change_use, page.card.judge):
        open_form()
        settle(window)
        assert page.card.form is not None
        assert not page.card.form.dirty
        assert page.unsaved() == ""
    page.card.edit_person(card.record.members[0])
    settle(window)
    assert run(services_state) == before


def services_state(office: object) -> object:
    return services.journal.state(office)  # type: ignore[arg-type]


def test_escape_leaves_a_form_and_ctrl_s_saves_it(
    page: HouseholdsPage, open_card: OpenCard, window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    open_card("101")
    page.card.edit_door()
    form = page.card.form
    assert isinstance(form, DoorForm)
    type_into(form.note, "一楼有坡道")
    assert page.unsaved() == "修改住户"
    page.show_card(1)
    assert page.card.form is form
    assert "没保存" in form.message.text()
    qtbot.keyClick(form.note.line, Qt.Key.Key_Escape)
    assert page.card.form is None
    page.card.edit_door()
    form = page.card.form
    assert isinstance(form, DoorForm)
    type_into(form.note, "一楼有坡道")
    qtbot.keyClick(form.note.line, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert page.card.shown is not None
    assert page.card.shown.record.household.note == "一楼有坡道"


def test_a_judgement_with_its_reason_and_back(
    page: HouseholdsPage, open_card: OpenCard, save: Save, labels: Labels
) -> None:
    open_card("101")
    page.card.judge()
    form = page.card.form
    assert isinstance(form, JudgeForm)
    form.label.set_text(Label.HARDSHIP.value)
    save()
    assert "理由" in form.reason.complaint
    form.reason.set_text("大病支出多")
    save()
    assert Label.HARDSHIP in labels()
    assert "大病支出多" in texts(page)
    assert page.card.shown is not None
    page.card.drop(page.card.shown.overrides[0])
    save()
    assert Label.HARDSHIP not in labels()


def test_a_ledgers_claim_is_accepted_or_dropped(
    page: HouseholdsPage, open_card: OpenCard, save: Save, labels: Labels, run: Run
) -> None:
    household = open_card("101").record.household.id
    for accepted in (False, True):
        run(
            lambda office: services.households.set_override(
                office, household, Label.HARDSHIP, Judgement.CLAIM, "台账打勾,没有救助登记"
            )
        )
        open_card("101")
        assert "台账标注,待核实:困难户" in texts(page)
        assert page.card.shown is not None
        claim = page.card.shown.overrides[0]
        if accepted:
            page.card.judge(claim)
        else:
            page.card.drop(claim)
        save()
        assert (Label.HARDSHIP in labels()) is accepted
        assert "台账标注,待核实" not in texts(page)


def test_history_tells_what_was_changed_with_numbers_masked(
    page: HouseholdsPage, open_card: OpenCard, save: Save
) -> None:
    card = open_card("101")
    page.card.edit_person(card.record.members[0])
    person_form(page).phone.set_text("13800001380")
    save()
    assert "变更记录" in texts(page)
    assert "联系电话:空 → 138****1380" in texts(page)


def test_a_door_entered_by_mistake_is_removed(
    page: HouseholdsPage, open_card: OpenCard, save: Save, window: MainWindow, settle: Settle
) -> None:
    open_card("601")
    remove_door(page.card)
    save()
    assert not page.card.isVisible()
    page.filters.by_door_button.click()
    settle(window)
    assert page.head.note.text() == "共 5 户"


def test_no_english_in_any_form(page: HouseholdsPage, open_card: OpenCard, window: MainWindow, settle: Settle) -> None:
    card = open_card("101")
    for open_form in (
        page.card.edit_door,
        page.card.add_person,
        page.card.change_use,
        page.card.judge,
        lambda: page.card.move_out(card.record.members[0]),
    ):
        open_form()
        settle(window)
        assert english_in(page.card) == []


def test_a_new_door_of_the_only_estate_belongs_to_it(page: HouseholdsPage, window: MainWindow, settle: Settle) -> None:
    page.new_household()
    form = page.card.form
    assert isinstance(form, DoorForm)
    settle(window)
    assert form.estate.text() == "大院"
    assert not form.dirty


def test_a_card_whose_door_was_taken_away_by_an_undo_goes(
    page: HouseholdsPage, open_card: OpenCard, window: MainWindow, settle: Settle
) -> None:
    def add(office: Any) -> Any:
        return services.households.save_household(office, HouseholdDraft(DoorKey("大院", "1", "1", "701")))

    page.desk.change(add)
    settle(window)
    open_card("701")
    assert window.room is not None
    window.room.undo()
    settle(window)
    assert not page.card.isVisible()


def test_history_calls_a_grid_by_its_name(page: HouseholdsPage, open_card: OpenCard, run: Run) -> None:
    household = open_card("101").record.household
    run(lambda o: services.households.save_household(o, HouseholdDraft(household.door, grid="第二网格"), household.id))
    open_card("101")
    assert "网格:第一网格 → 第二网格" in texts(page)


def test_what_waits_to_be_settled_stands_before_the_people(
    page: HouseholdsPage, open_card: OpenCard, run: Run, settle: Settle
) -> None:
    household = open_card("101").record.household.id
    run(lambda o: services.households.set_override(o, household, Label.HARDSHIP, Judgement.CLAIM, "台账打勾"))
    open_card("101")
    shown = texts(page)
    assert shown.index("台账标注,待核实") < shown.index("居民 1 人")
