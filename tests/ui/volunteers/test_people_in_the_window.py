"""志愿者名册 by keyboard: somebody comes, says when they can, takes leave, is linked, leads, goes and comes back."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hands import Keys, Run, asker
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from windows import Settle

from app import services
from app.models.volunteers import TeamDraft, VolunteerDraft
from app.ui.main_window import MainWindow
from app.ui.volunteers.page import VolunteersPage
from app.ui.volunteers.people_forms import LeaveForm, TimesForm, VolunteerForm
from app.ui.volunteers.people_links import LinkForm
from app.ui.volunteers.people_view import PeopleSegment
from app.ui.volunteers.team_view import TeamForm
from app.ui.widgets.exporting import ExportDialog
from tests.ui.chinese import english_in

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def people(window: MainWindow, settle: Settle, qtbot: QtBot) -> PeopleSegment:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open_page("volunteers")
    settle(window)
    page = window.page("volunteers")
    assert isinstance(page, VolunteersPage)
    assert isinstance(page.segment, PeopleSegment)
    return page.segment


@pytest.fixture
def keys(qtbot: QtBot, window: MainWindow, settle: Settle, people: PeopleSegment) -> Keys:
    return Keys(qtbot, window, settle)


@pytest.fixture
def run(window: MainWindow, settle: Settle) -> Run:
    return asker(window, settle)


def test_somebody_who_lives_here_is_entered_by_keyboard(people: PeopleSegment, keys: Keys) -> None:
    assert people.people.state.state == "empty"
    assert english_in(people) == []
    keys.ctrl(Qt.Key.Key_N)
    form = people.card.form
    assert isinstance(form, VolunteerForm)
    keys.ctrl(Qt.Key.Key_S)
    assert form.name.complaint == "还没有写姓名。请填写姓名。"
    keys.write("张1明")
    keys.tab()
    keys.write("13800000000")
    keys.tab(2)
    keys.write("1942-05-01")
    keys.tab()
    assert form.resident.text() == "请选一下"  # name and birth agree: it is asked
    keys.ctrl(Qt.Key.Key_S)
    assert "是不是同一个人" in form.resident.complaint
    assert keys.focus is form.resident.box
    keys.press(Qt.Key.Key_Down)
    assert form.resident.text().startswith("张1明 大院1栋1单元101室")
    keys.ctrl(Qt.Key.Key_S)
    card = people.card.shown
    assert card is not None
    assert (card.line.door, card.line.politics, card.line.phone) == ("大院1栋1单元101室", "中共党员", "138****0000")

    keys.ctrl(Qt.Key.Key_T)  # when they can come
    assert isinstance(people.card.form, TimesForm)
    keys.press(Qt.Key.Key_Space)  # Monday morning
    keys.press(Qt.Key.Key_Right, times=6)
    keys.press(Qt.Key.Key_Up)
    keys.press(Qt.Key.Key_Space)  # the whole of Sunday
    keys.ctrl(Qt.Key.Key_S)
    assert people.people.model.row(0).availability is not None
    assert len(people.people.model.row(0).availability) == 4

    keys.ctrl(Qt.Key.Key_J)
    assert isinstance(people.card.form, LeaveForm)
    keys.tab()
    keys.write("2026-11-01")
    keys.ctrl(Qt.Key.Key_S)
    assert people.card.form.until.complaint.startswith("销假日期早于请假日期")
    people.card.form.until.set_text("2026-11-30")
    keys.ctrl(Qt.Key.Key_S)
    assert people.card.title.text() == "张1明  请假中"
    keys.press(Qt.Key.Key_Escape)
    assert people.side is None


def test_what_is_unsaved_stays_and_is_said(people: PeopleSegment, keys: Keys, window: MainWindow) -> None:
    keys.ctrl(Qt.Key.Key_N)
    keys.write("郑鹏")
    keys.ctrl(Qt.Key.Key_N)
    assert window.room is not None
    assert window.room.unsaved() == "新增志愿者"
    form = people.card.form
    assert isinstance(form, VolunteerForm)
    assert "还有没保存" in form.message.text()
    keys.press(Qt.Key.Key_Escape)
    assert people.side is None


def test_a_team_is_made_led_and_its_captain_goes(people: PeopleSegment, keys: Keys, run: Run) -> None:
    made = run(lambda office: services.volunteers.add(office, VolunteerDraft("郑鹏", phone="15870021425"))).made[0]
    keys.alt(Qt.Key.Key_D)
    keys.press(Qt.Key.Key_Insert)
    form = people.small.form
    assert isinstance(form, TeamForm)
    form.name.box.setCurrentText("助老敬老队")
    form.captain.picker.line.setFocus()
    keys.write("zp")
    keys.press(Qt.Key.Key_Return)
    assert form.captain.ids == (made,)
    keys.ctrl(Qt.Key.Key_S)
    assert [(line.team.name, line.captain) for line in people.teams.lines[:2]] == [
        ("红马甲志愿服务大队", "王书记"), ("助老敬老队", "郑鹏"),
    ]  # fmt: skip
    run(lambda office: services.volunteers.leave(office, made, date(2026, 11, 1), "搬走"))
    people.refresh()
    keys.press(Qt.Key.Key_Escape)
    assert people.teams.notices.text() == "助老敬老队的队长郑鹏已离队,请另选队长。"
    keys.alt(Qt.Key.Key_M)
    assert people.people.notices.text() == people.teams.notices.text()
    assert people.people.model.rowCount() == 0
    keys.alt(Qt.Key.Key_B)  # those who left as well
    row = people.people.model.row(0)
    assert (row.standing, row.here) == ("搬走", False)
    keys.alt(Qt.Key.Key_D)
    people.teams.tree.setCurrentItem(people.teams.tree.topLevelItem(0).child(0))
    keys.alt(Qt.Key.Key_R)
    form = people.small.form
    assert isinstance(form, TeamForm)
    form.captain.picker.on = None
    keys.ctrl(Qt.Key.Key_S)
    assert people.small.form is None  # what stands may stand; a new captain who has left may not
    run(lambda office: services.volunteers_teams.set_captain(office, people.teams.lines[1].team.id, None))
    people.refresh()
    keys.alt(Qt.Key.Key_R)
    form = people.small.form
    assert isinstance(form, TeamForm)
    form.captain.picker.on = None
    form.captain.picker.line.setFocus()
    keys.write("郑鹏")
    keys.press(Qt.Key.Key_Return)
    keys.ctrl(Qt.Key.Key_S)
    assert form.captain.complaint.startswith("郑鹏已于2026年11月1日搬走,不能担任队长。")


def test_links_are_proposed_for_all_at_once(people: PeopleSegment, keys: Keys, run: Run) -> None:
    def enter(office: object) -> object:
        for number in (1, 2):
            draft = VolunteerDraft(f"张{number}明", birth=date(1930 + number * 12, 5, 1))
            services.volunteers.add(office, draft)  # type: ignore[arg-type]
        return services.volunteers_teams.save(office, TeamDraft("助老敬老队"))  # type: ignore[arg-type]

    run(enter)
    people.refresh()
    keys.alt(Qt.Key.Key_M)
    assert people.people.link_button.text() == "关联居民 2 名…"
    keys.alt(Qt.Key.Key_L)
    form = people.card.form
    assert isinstance(form, LinkForm)
    assert form.chosen == ()  # only name and birth agree: nothing is ticked
    keys.ctrl(Qt.Key.Key_S)
    assert "还没有勾选" in form.message.text()
    form.list.setFocus()
    form.list.setCurrentRow(0)
    keys.press(Qt.Key.Key_Space)
    keys.ctrl(Qt.Key.Key_S)
    assert people.people.link_button.text() == "关联居民 1 名…"
    keys.alt(Qt.Key.Key_Q)
    people.people.dual.pick("双报到")
    keys.until(lambda: people.people.state.state == "empty")


def test_the_list_leaves_as_it_is_shown(
    people: PeopleSegment, keys: Keys, run: Run, window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    for name, phone in (("曾伟", "13800000000"), ("李娜", "15911112222")):
        run(lambda office, name=name, phone=phone: services.volunteers.add(office, VolunteerDraft(name, phone=phone)))
    people.refresh()
    keys.alt(Qt.Key.Key_M)
    people.people.view.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    for whole in (False, True):
        keys.ctrl(Qt.Key.Key_E)
        dialog = next(one for one in window.findChildren(ExportDialog) if one.isVisible())
        dialog.kinds.button(2).setChecked(True)  # .csv
        if whole:
            dialog.numbers.button(1).setChecked(True)
            dialog.purpose.setText("核对志愿者保险")
            dialog.recipient.setText("街道办李干事")
        target = tmp_path / f"{whole}.csv"
        dialog.ask_target = lambda *_asked, target=target: target
        dialog.save()
        settle(window)
        dialog.reject()
        keys.back()
        rows = list(csv.reader(target.read_text(encoding="utf-8-sig").splitlines()))
        found = [[cell for cell in row if cell.startswith(("曾", "李", "1"))] for row in rows[-2:]]
        assert found == [
            ["曾伟", "13800000000" if whole else "138****0000"], ["李娜", "15911112222" if whole else "159****2222"],
        ]  # fmt: skip
