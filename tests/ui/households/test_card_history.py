"""The history on the card: pages of it, and taking back one change out of it."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from walking import OpenCard, Run, Save, press, texts
from windows import Settle

from app import services
from app.models.changes import HistoryEntry
from app.models.households import HouseholdDraft
from app.ui.households.page import HouseholdsPage
from app.ui.households.small_forms import SureForm
from app.ui.main_window import MainWindow


def note(run: Run, page: HouseholdsPage, text: str) -> None:
    assert page.card.shown is not None
    household = page.card.shown.record.household
    run(
        lambda office: services.households.save_household(
            office, HouseholdDraft(household.door, note=text), household.id
        )
    )


def entry(page: HouseholdsPage, said: str) -> HistoryEntry:
    assert page.card.shown is not None
    return next(one for one in page.card.shown.history if any(said in new for _, _, new in one.fields))


def test_an_older_change_is_taken_back_and_brought_back(
    page: HouseholdsPage, open_card: OpenCard, save: Save, run: Run, window: MainWindow, settle: Settle
) -> None:
    household = open_card("101").record.household
    run(lambda office: services.households.sell(office, household.id, "李四", page.desk.clock.today()))
    note(run, page, "一楼有坡道")
    open_card("101")
    page.card.take_back(entry(page, "李四"))
    settle(window)
    form = page.card.form
    assert isinstance(form, SureForm)
    assert form.save_button.text() == "撤销这次"
    save()
    assert page.card.shown is not None
    assert page.card.shown.record.household.owner == ""
    assert page.card.shown.record.household.note == "一楼有坡道"
    assert "已撤销" in texts(page)
    press(page.card.state.content, "恢复")
    settle(window)
    save()
    assert page.card.shown.record.household.owner == "李四"
    assert window.room is not None
    window.room.undo()
    settle(window)
    assert page.card.shown.record.household.owner == ""
    assert run(services.safekeeping.check) == ()


def test_a_later_change_in_the_way_is_named_and_nothing_is_done(
    page: HouseholdsPage, open_card: OpenCard, save: Save, run: Run, window: MainWindow, settle: Settle
) -> None:
    open_card("101")
    note(run, page, "甲")
    note(run, page, "乙")
    open_card("101")
    page.card.take_back(entry(page, "甲"))
    settle(window)
    save()
    form = page.card.form
    assert isinstance(form, SureForm)
    assert "后来的变更“修改住户 大院1栋1单元101室”用到了这次变更的内容" in form.message.text()
    assert page.card.shown is not None
    assert page.card.shown.record.household.note == "乙"


def test_the_first_change_is_shown_after_the_older_ones_were_asked_for(
    page: HouseholdsPage, open_card: OpenCard, run: Run, window: MainWindow, settle: Settle
) -> None:
    open_card("101")
    for number in range(20):
        note(run, page, f"第{number}次")
    open_card("101")
    assert "新增住户" not in texts(page)
    press(page.card.state.content, "更早的变更")
    settle(window)
    assert "新增住户 大院1栋1单元101室" in texts(page)
    assert "更早的变更" not in [one.text() for one in page.card.findChildren(type(page.card.menu_button))]


def test_what_stands_unfolded_stays_so_after_a_refresh(
    page: HouseholdsPage, open_card: OpenCard, run: Run, qtbot: QtBot, window: MainWindow, settle: Settle
) -> None:
    open_card("101")
    page.card.fold("before")
    note(run, page, "甲")
    page.card.refresh()
    settle(window)
    assert page.card.unfolded == {"before"}
    open_card("201")
    assert page.card.unfolded == set()


def test_how_many_doors_a_change_is_about_is_said_first(
    page: HouseholdsPage, open_card: OpenCard, run: Run, window: MainWindow, settle: Settle
) -> None:
    ids = [open_card(room).record.household.id for room in ("101", "201", "301")]
    run(lambda office: services.grids.assign(office, ids, "第九网格"))
    open_card("101")
    page.card.take_back(entry(page, "第九网格"))
    settle(window)
    assert page.card.form is not None
    said = "".join(label.text() for label in page.card.form.findChildren(QLabel))
    assert "这次变更一共涉及 3 户,会一起撤销。" in said
