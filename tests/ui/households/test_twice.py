"""Two entries of one person, found, looked at side by side, merged or told apart, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from chinese import english_in
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from windows import Settle

from app import services
from app.models.households import ResidentDraft
from app.ui.households.page import HouseholdsPage
from app.ui.households.twice import TwiceDialog
from app.ui.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # dialogs without a screen
Run = Callable[[Callable[[Any], Any]], Any]
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def twice(page: HouseholdsPage, window: MainWindow, settle: Settle, run: Run, qtbot: QtBot) -> TwiceDialog:
    """张1明 is there a second time, behind the same door, with a phone and another relation."""

    def add(office: Any) -> None:
        ((door, _),) = services.lists.doors(office, "1-1-101")
        draft = ResidentDraft(
            "章1明",
            birth=date(1942, 5, 1),
            phone="13800001380",
            politics="群众",
            relation="户主",
            since=date(2021, 1, 1),
        )
        services.households.save_resident(office, door, draft)

    run(add)
    qtbot.keyClick(page, Qt.Key.Key_C, ALT)
    settle(window)
    (found,) = [one for one in page.findChildren(TwiceDialog) if one.isVisible()]
    return found


def people(run: Run) -> list[str]:
    return [row.name for row in run(lambda office: services.lists.search(office, "1-1-101")).rows]


def test_side_by_side(twice: TwiceDialog) -> None:
    assert twice.note.text() == "共 1 对"
    row = twice.pair
    assert row is not None
    assert row.names == ("张1明", "章1明")
    assert row.pair.reasons == ("姓名同音,出生日期相同",)
    assert set(twice.compare._groups) == {"name", "politics"}
    assert twice.compare.taken == frozenset()  # the Party member's politics is the better one already
    assert english_in(twice) == []


def test_merged_by_keyboard_and_undone(
    twice: TwiceDialog, window: MainWindow, settle: Settle, qtbot: QtBot, run: Run
) -> None:
    twice.compare._groups["name"].button(1).setChecked(True)
    assert twice.compare.taken == {"name"}
    qtbot.keyClick(twice, Qt.Key.Key_Return, CTRL)
    settle(window)
    assert people(run) == ["章1明"]
    assert twice.state.state == "empty"
    assert "合并章1明的两条登记" in twice.banner.text.text()
    card = run(lambda o: services.households.card(o, services.lists.doors(o, "1-1-101")[0][0]))
    (member,) = card.record.members
    assert (member.resident.phone, member.resident.politics) == ("13800001380", "中共党员")
    assert (member.residency.relation, member.residency.since) == ("户主", date(2020, 1, 1))
    qtbot.keyClick(twice, Qt.Key.Key_Z, CTRL)
    settle(window)
    assert sorted(people(run)) == ["张1明", "章1明"]
    assert twice.note.text() == "共 1 对"
    assert run(services.safekeeping.check) == ()


def test_the_other_one_may_stay(twice: TwiceDialog, window: MainWindow, settle: Settle, qtbot: QtBot, run: Run) -> None:
    first = twice.compare.kept_id
    qtbot.keyClick(twice, Qt.Key.Key_B, ALT)
    qtbot.waitUntil(lambda: twice.compare.gone_id == first)
    settle(window)
    assert twice.compare.taken == {"politics"}  # what gives a label is proposed from the entry that goes
    twice.compare.merge_button.click()
    settle(window)
    assert people(run) == ["章1明"]


def test_told_apart_and_asked_again(
    twice: TwiceDialog, window: MainWindow, settle: Settle, qtbot: QtBot, run: Run
) -> None:
    qtbot.keyClick(twice, Qt.Key.Key_N, ALT)
    settle(window)
    assert twice.state.state == "empty"
    assert len(people(run)) == 2
    qtbot.keyClick(twice, Qt.Key.Key_O, ALT)
    settle(window)
    assert twice.note.text() == "共 1 对"
    assert not twice.compare.merge_button.isVisible()
    assert twice.compare.apart_button.text() == "重新核对"
    qtbot.keyClick(twice, Qt.Key.Key_N, ALT)
    settle(window)
    twice.toggle_apart()
    settle(window)
    assert twice.note.text() == "共 1 对"


def test_two_doors_ask_for_a_reason(
    page: HouseholdsPage, window: MainWindow, settle: Settle, run: Run, qtbot: QtBot
) -> None:
    def add(office: Any) -> None:
        ((door, _),) = services.lists.doors(office, "1-1-501")
        services.households.save_resident(office, door, ResidentDraft("张1明", birth=date(1942, 5, 1)))

    run(add)
    page.done_with.look_for_twice()
    settle(window)
    (twice,) = [one for one in page.findChildren(TwiceDialog) if one.isVisible()]
    assert "同时住在" in twice.compare.reason_words.text()
    twice.compare.merge_button.click()
    settle(window)
    assert twice.banner.isVisible()
    assert twice.note.text() == "共 1 对"
    twice.compare.reason_line.setText("周末住女儿家")
    twice.compare.merge_button.click()
    settle(window)
    assert twice.state.state == "empty"
    assert run(services.safekeeping.check) == ()


def test_nothing_found_says_what_was_looked_for(
    page: HouseholdsPage, window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    page.done_with.look_for_twice()
    settle(window)
    (twice,) = [one for one in page.findChildren(TwiceDialog) if one.isVisible()]
    assert twice.state.state == "empty"
    assert not twice.compare.merge_button.isEnabled()
    qtbot.keyClick(twice, Qt.Key.Key_Escape)
    assert not twice.isVisible()
