"""Splitting, joining and moving here from another door, through the window."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot
from walking import OpenCard, Run, Save, choose, move_in_family, texts, type_into
from windows import Settle

from app import services
from app.models.households import ResidentDraft
from app.models.visits import VisitDraft
from app.rules.stays import HEAD, living_on
from app.ui.households.join_form import JoinForm
from app.ui.households.moving_forms import MoveHereForm, SplitForm
from app.ui.households.page import HouseholdsPage
from app.ui.main_window import MainWindow

TODAY = date(2026, 11, 21)
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # what a window without a screen says of lists


@pytest.fixture
def family(page: HouseholdsPage, open_card: OpenCard, run: Run) -> int:
    """曾伟 and his wife and son live in 401 beside whoever lived there; its card is open."""
    household_id = open_card("401").record.household.id
    move_in_family(run, household_id)
    open_card("401")
    return household_id


def standing(page: HouseholdsPage) -> dict[str, str]:
    """Who lives behind the door that is shown, and how they stand to the head."""
    assert page.card.shown is not None
    return {one.resident.name: one.residency.relation for one in living_on(page.card.shown.record, TODAY)}


def test_the_family_of_a_son_gets_a_new_door(
    page: HouseholdsPage, family: int, save: Save, window: MainWindow, settle: Settle, open_card: OpenCard, run: Run
) -> None:
    form = choose(page, "split", SplitForm)
    form.people.tick("曾小伟")
    form.people.tick("周小燕")
    type_into(form.door, "402")
    form.door.line.editingFinished.emit()
    settle(window)
    save()
    assert "还没有户主" in form.there.complaint
    form.there.choose_head("曾小伟")
    save()
    assert page.card.form is None
    assert standing(page) == {"曾伟": HEAD, "张4明": ""}
    open_card("402")
    assert standing(page) == {"曾小伟": HEAD, "周小燕": "父母"}
    assert "由大院1栋1单元401室迁来" in texts(page)
    assert run(services.safekeeping.check) == ()


def test_the_head_splits_off_and_a_new_one_is_asked_for(
    page: HouseholdsPage, family: int, save: Save, window: MainWindow, settle: Settle
) -> None:
    form = choose(page, "split", SplitForm)
    form.people.tick("曾伟")
    type_into(form.door, "402")
    form.door.line.editingFinished.emit()
    settle(window)
    assert not form.behind.isHidden()
    save()
    assert "还没有户主" in form.behind.complaint
    form.behind.choose_head("周小燕")
    save()
    assert standing(page)["周小燕"] == HEAD


def test_g06_a_vacant_door_is_lived_in_again(
    page: HouseholdsPage, family: int, save: Save, window: MainWindow, settle: Settle, open_card: OpenCard
) -> None:
    form = choose(page, "split", SplitForm)
    form.people.tick("曾小伟")
    type_into(form.door, "1-1-601")
    form.door.line.editingFinished.emit()
    settle(window)
    assert "那一户现在登记为空置" in form.use.complaint
    form.use.set_text("借住")
    save()
    open_card("601")
    assert "借住(自2026年11月21日起)" in texts(page)
    assert standing(page) == {"曾小伟": HEAD}


def test_people_of_another_door_move_here(
    page: HouseholdsPage, family: int, save: Save, window: MainWindow, settle: Settle, open_card: OpenCard
) -> None:
    open_card("101")
    form = choose(page, "move_over", MoveHereForm)
    save()
    assert "还没有填写门牌" in form.door.complaint
    type_into(form.door, "1-1-401")
    form.door.line.editingFinished.emit()
    settle(window)
    assert form.people is not None
    form.people.tick("曾伟")
    form.people.tick("周小燕")
    assert not form.behind.isHidden()
    form.behind.choose_head("曾小伟")
    form.there.choose_head("曾伟")
    save()
    assert page.card.form is None
    assert standing(page) == {"曾伟": HEAD, "周小燕": "配偶", "张1明": ""}
    open_card("401")
    assert standing(page)["曾小伟"] == HEAD


def test_two_households_join(
    page: HouseholdsPage, family: int, save: Save, window: MainWindow, settle: Settle, open_card: OpenCard, run: Run
) -> None:
    card = open_card("201")
    person = card.record.members[0]
    draft_relation = HEAD
    run(
        lambda office: services.households.save_resident(
            office,
            card.record.household.id,
            ResidentDraft("张2明", relation=draft_relation),
            person.resident.id,
        )
    )
    open_card("201")
    form = choose(page, "join", JoinForm)
    type_into(form.door, "401")
    form.door.line.editingFinished.emit()
    settle(window)
    save()
    assert "那一户已有户主曾伟" in form.there.complaint
    form.there.stand("张2明", "亲属")
    save()
    assert page.card.form is None
    assert "空置(自2026年11月21日起)" in texts(page)
    open_card("401")
    assert standing(page)["张2明"] == "亲属"


def test_one_door_written_down_twice_and_one_with_visits(
    page: HouseholdsPage, family: int, save: Save, window: MainWindow, settle: Settle, open_card: OpenCard, run: Run
) -> None:
    household_id = open_card("201").record.household.id
    visit = VisitDraft(household_id=household_id, visited_on=date(2026, 11, 20), visitor="王书记")
    run(lambda office: services.visits.record(office, visit))
    open_card("201")
    form = choose(page, "join", JoinForm)
    type_into(form.door, "401")
    form.door.line.editingFinished.emit()
    settle(window)
    form.kind.set_text("其实是同一户,合并成一条")
    form.kind.edited.emit()
    save()
    assert page.card.form is form
    assert "有走访、关爱或诉求记录,不能删除" in form.message.text()
    page.card.leave_form()
    open_card("301")
    form = choose(page, "join", JoinForm)
    type_into(form.door, "401")
    form.door.line.editingFinished.emit()
    settle(window)
    form.kind.set_text("其实是同一户,合并成一条")
    form.kind.edited.emit()
    save()
    assert not page.card.isVisible()
    open_card("401")
    assert "张3明" in standing(page)


def test_a_door_that_is_not_there_is_not_joined(
    page: HouseholdsPage, family: int, save: Save, window: MainWindow, settle: Settle
) -> None:
    form = choose(page, "join", JoinForm)
    type_into(form.door, "9-9-909")
    form.door.line.editingFinished.emit()
    settle(window)
    save()
    assert "没有登记过大院9栋9单元909室" in form.door.complaint


def test_the_other_door_is_offered_while_it_is_typed(
    page: HouseholdsPage, family: int, window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    form = choose(page, "split", SplitForm)
    form.door.line.setFocus()
    qtbot.keyClicks(form.door.line, "1-1-2")
    qtbot.waitUntil(lambda: form.door.line.completer().popup().isVisible(), timeout=5000)
    assert form.door._words.stringList() == ["大院1栋1单元201室"]
    form.door.line.completer().activated.emit("大院1栋1单元201室")
    qtbot.waitUntil(lambda: form.door.text() == "大院1栋1单元201室", timeout=5000)
    form.door.line.completer().popup().hide()
