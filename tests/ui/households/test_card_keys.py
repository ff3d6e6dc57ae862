"""The card by keyboard alone: the menu of verbs and the direct keys; nothing in it is English."""

from __future__ import annotations

import pytest
from chinese import english_in
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot
from walking import OpenCard, Run, Save, move_in_family, type_into
from windows import Settle

from app.ui.households.card import HouseholdCardView
from app.ui.households.card_verbs import verbs_of
from app.ui.households.door_form import DoorForm
from app.ui.households.form import Form
from app.ui.households.judge_form import JudgeForm
from app.ui.households.leaving_forms import LeaveForm
from app.ui.households.page import HouseholdsPage
from app.ui.households.person_form import PersonForm
from app.ui.households.use_forms import UseForm
from app.ui.main_window import MainWindow

DIRECT = Qt.FindChildOption.FindDirectChildrenOnly
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_moving_out_by_keyboard_alone(
    page: HouseholdsPage, open_card: OpenCard, window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    open_card("101")
    page.card.setFocus()
    qtbot.keyClick(page.card, Qt.Key.Key_F6)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    qtbot.keyClick(menu, Qt.Key.Key_3)
    form = page.card.form
    assert isinstance(form, LeaveForm)
    focused = QApplication.focusWidget()
    assert focused is form.people.boxes[0]
    qtbot.keyClick(focused, Qt.Key.Key_Space)
    qtbot.keyClick(focused, Qt.Key.Key_S, CTRL)
    settle(window)
    assert page.card.form is None
    assert page.card.shown is not None
    assert page.card.shown.record.members[0].residency.until == page.desk.clock.today()


@pytest.mark.parametrize(
    ("key", "modifier", "kind"),
    [
        (Qt.Key.Key_F8, Qt.KeyboardModifier.NoModifier, DoorForm),
        (Qt.Key.Key_Insert, Qt.KeyboardModifier.NoModifier, PersonForm),
        (Qt.Key.Key_U, CTRL, UseForm),
        (Qt.Key.Key_L, CTRL, JudgeForm),
    ],
)
def test_direct_keys(
    page: HouseholdsPage,
    open_card: OpenCard,
    qtbot: QtBot,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier,
    kind: type[Form],
) -> None:
    open_card("101")
    page.card.setFocus()
    qtbot.keyClick(page.card, key, modifier)
    assert isinstance(page.card.form, kind)


@pytest.mark.parametrize("name", ["households", "colours"])
def test_no_key_of_the_card_is_another_ones_too(
    page: HouseholdsPage, open_card: OpenCard, window: MainWindow, settle: Settle, name: str
) -> None:
    household_id = open_card("101").record.household.id
    window.open_page(name, household_id)
    settle(window)
    assert window.room is not None
    shown = window.room.page(name)
    card = shown.findChild(HouseholdCardView)
    assert card is not None
    own = {one.key().toString() for one in card.findChildren(QShortcut, options=DIRECT)}
    assert own == {"F6", "F7", "F8", "Ins", "Ctrl+U", "Ctrl+L", "Ctrl+D"}
    keys = [
        one.key().toString()
        for one in window.findChildren(QShortcut)
        if isinstance(one.parent(), QWidget) and one.parent().isVisible()
    ]
    assert [key for key in own if keys.count(key) > 1] == []


def test_every_verb_has_a_form_of_its_own_in_chinese(
    page: HouseholdsPage, open_card: OpenCard, run: Run, window: MainWindow, settle: Settle
) -> None:
    move_in_family(run, open_card("301").record.household.id)
    for room in ("301", "501", "601"):
        open_card(room)
        keys = [verb.key for verb in verbs_of(page.card)]
        assert len(set(keys)) == len(keys)
        for verb in verbs_of(page.card):
            if verb.why_not:
                continue
            verb.done()
            settle(window)
            assert page.card.form is not None or page.card.explaining is not None, verb.name
            assert english_in(page.card) == []
            page.card.leave_form()


def test_what_cannot_be_done_says_why(page: HouseholdsPage, open_card: OpenCard) -> None:
    open_card("601")
    why = {verb.name: verb.why_not for verb in verbs_of(page.card)}
    assert why["move_out"] == "现在没有登记居民。"
    assert why["remove"] == ""
    open_card("101")
    why = {verb.name: verb.why_not for verb in verbs_of(page.card)}
    assert why["remove"] == "登记过居民的户不能删除。"


def test_a_form_with_words_in_it_is_not_lost(page: HouseholdsPage, open_card: OpenCard, save: Save) -> None:
    open_card("101")
    page.card.edit_door()
    form = page.card.form
    assert isinstance(form, DoorForm)
    type_into(form.note, "一楼有坡道")
    page.show_card(2)
    assert page.card.form is form
    assert form.note.text() == "一楼有坡道"


@pytest.mark.parametrize("key", ["households", "colours"])
def test_no_key_means_two_things_beside_the_card(
    key: str, page: HouseholdsPage, open_card: OpenCard, window: MainWindow, settle: Settle
) -> None:
    """A key that two things wait for does neither."""
    open_card("101")
    assert page.card.household_id is not None
    window.open_page(key, page.card.household_id)
    settle(window)
    waiting = [one.key().toString() for one in window.findChildren(QShortcut) if _seen(one.parent())]
    buttons = (one for one in window.findChildren(QAbstractButton) if one.isVisible())
    waiting += [words for one in buttons if (words := one.shortcut().toString())]
    assert "Ctrl+W" in waiting
    assert sorted(waiting) == sorted(set(waiting))


def _seen(parent: object) -> bool:
    return isinstance(parent, QWidget) and parent.isVisible()
