"""The list page of the small office, and short ways to its card."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from windows import Settle

from app import services
from app.models.colours import Label
from app.models.views import HouseholdCard
from app.ui.households.page import HouseholdsPage
from app.ui.main_window import MainWindow

Run = Callable[[Callable[[Any], Any]], Any]


@pytest.fixture
def page(window: MainWindow, settle: Settle) -> HouseholdsPage:
    window.open_page("households")
    settle(window)
    assert window.room is not None
    found = window.room.page("households")
    assert isinstance(found, HouseholdsPage)
    return found


@pytest.fixture
def run(window: MainWindow, settle: Settle) -> Run:
    """What a service says, asked on the worker."""

    def ask(work: Callable[[Any], Any]) -> Any:
        kept: list[Any] = []
        window.jobs.run(work, kept.append)
        settle(window)
        return kept[0]

    return ask


@pytest.fixture
def open_card(page: HouseholdsPage, window: MainWindow, settle: Settle, run: Run) -> Callable[[str], HouseholdCard]:
    """Open the card of a door of the first building by its room."""

    def show(room: str) -> HouseholdCard:
        ((household_id, _door),) = run(lambda office: services.lists.doors(office, f"1-1-{room}"))
        page.show_card(household_id)
        settle(window)
        assert page.card.shown is not None
        return page.card.shown

    return show


@pytest.fixture
def save(page: HouseholdsPage, window: MainWindow, settle: Settle, qtbot: QtBot) -> Callable[[], None]:
    """Ctrl+S in the open form, and whatever comes of it."""

    def press() -> None:
        assert page.card.form is not None
        page.card.form.save_button.click()
        settle(window)

    return press


@pytest.fixture
def labels(page: HouseholdsPage) -> Callable[[], set[Label]]:
    """Labels that the card shows as of today."""

    def today() -> set[Label]:
        assert page.card.shown is not None
        day = page.desk.clock.today()
        return {found.label for found in page.card.shown.labels if found.holds_on(day)}

    return today
