"""Labels explained on the card, for today and for any other day."""

from __future__ import annotations

import pytest
from chinese import english_in
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from walking import OpenCard, Run, Save, move_in_family, type_into
from windows import Settle

from app.models.colours import Judgement, Label
from app.ui.households.explain_view import ExplainView
from app.ui.households.page import HouseholdsPage
from app.ui.households.sections import SECTIONS
from app.ui.main_window import MainWindow


@pytest.fixture
def view(
    page: HouseholdsPage, open_card: OpenCard, run: Run, window: MainWindow, settle: Settle, qtbot: QtBot
) -> ExplainView:
    """The explanation of 301, where the family of 曾伟 lives too, opened by its key."""
    move_in_family(run, open_card("301").record.household.id)
    open_card("301")
    page.card.setFocus()
    qtbot.keyClick(page.card, Qt.Key.Key_F7)
    settle(window)
    assert page.card.explaining is not None
    return page.card.explaining


def said(view: ExplainView) -> str:
    return "\n".join(label.text() for label in view.findChildren(QLabel))


def test_why_and_what_would_change_it(view: ExplainView) -> None:
    shown = said(view)
    assert "曾伟1944年5月1日出生,2024年5月1日满80岁,2015年3月1日起住在这里。" in shown
    assert "如果曾伟迁出,不再是高龄户。" in shown
    assert "还有不满60岁的人同住:曾小伟(41岁)。" in shown
    assert "规则:住在这里的人中有人满80岁。来源:" in shown
    held = [one.label for one in view.explained if one.holds]
    assert held == [Label.AGED]
    assert english_in(view) == []


def test_another_day_is_explained_as_it_will_be(
    view: ExplainView, window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    type_into(view.day, "2020-1-1")
    qtbot.keyClick(view.day.line, Qt.Key.Key_Return)
    settle(window)
    assert [one.label for one in view.explained if one.holds] == []
    assert "2024年5月1日起成为高龄户:曾伟满80岁。" in said(view)
    type_into(view.day, "2026-2-31")
    qtbot.keyClick(view.day.line, Qt.Key.Key_Return)
    assert "2026年2月没有 31 日" in view.day.complaint


def test_esc_goes_back_to_the_card(view: ExplainView, page: HouseholdsPage, qtbot: QtBot) -> None:
    qtbot.keyClick(view.day.line, Qt.Key.Key_Escape)
    assert page.card.explaining is None
    assert page.card.isVisible()


def test_the_explanation_follows_a_change(
    view: ExplainView, page: HouseholdsPage, window: MainWindow, settle: Settle, run: Run
) -> None:
    from app import services

    assert page.card.shown is not None
    household_id = page.card.shown.record.household.id
    page.desk.change(
        lambda office: services.households.set_override(
            office, household_id, Label.HARDSHIP, Judgement.ADD, "大病支出多"
        )
    )
    settle(window)
    assert "人工认定有这个标签:大病支出多。" in said(view)


def test_other_rooms_stand_on_the_card(page: HouseholdsPage, open_card: OpenCard, save: Save) -> None:
    open_card("101")
    assert len(page.card.sections) == len(SECTIONS)
    before = list(page.card.sections)
    page.card.fold("before")
    assert page.card.sections == before
