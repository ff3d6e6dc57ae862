"""The page 七彩图 of the small office, and what a person does on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot
from windows import Settle

from app.ui.colours.page import ColoursPage
from app.ui.main_window import MainWindow

Run = Callable[[Callable[[Any], Any]], Any]


@pytest.fixture
def page(window: MainWindow, settle: Settle) -> ColoursPage:
    window.open_page("colours")
    settle(window)
    assert window.room is not None
    found = window.room.page("colours")
    assert isinstance(found, ColoursPage)
    return found


@pytest.fixture
def run(window: MainWindow, settle: Settle) -> Run:
    """Have the worker do something behind the window's back, then tell the pages as a change of another page would."""

    def work(verb: Callable[[Any], Any]) -> Any:
        kept: list[Any] = []
        window.jobs.run(verb, kept.append)
        settle(window)
        if hasattr(kept[0], "slices"):
            window.bus.changed.emit(kept[0])
            settle(window)
        return kept[0]

    return work


class Hand:
    """A person at the map: rooms are named as on the map."""

    def __init__(self, page: ColoursPage, qtbot: QtBot) -> None:
        self.page, self._qtbot = page, qtbot

    def door(self, room: str) -> int:
        return next(n for n, one in enumerate(self.page.map.scene.plan.doors) if one.room == room)

    def labels(self, room: str) -> int:
        return self.page.map.scene.masks[self.door(room)]

    def household(self, room: str) -> int:
        return self.page.map.scene.household(self.door(room))

    def at(self, room: str) -> QPoint:
        return self.page.map.door_rect(self.door(room)).center()

    def click(self, place: QPoint | str, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        at = self.at(place) if isinstance(place, str) else place
        self._qtbot.mouseClick(self.page.map.viewport(), Qt.MouseButton.LeftButton, keys, at)

    def drag(self, start: QPoint, end: QPoint, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        view = self.page.map.viewport()
        self._qtbot.mousePress(view, Qt.MouseButton.LeftButton, keys, start)
        self._qtbot.mouseMove(view, (start + end) / 2)
        self._qtbot.mouseMove(view, end)
        self._qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, keys, end)

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self._qtbot.keyClick(self.page.map, key, keys)

    def picked(self) -> set[str]:
        """Rooms of the doors that are picked out."""
        scene = self.page.map.scene
        return {door.room for door in scene.plan.doors if door.household_id in scene.selected}


@pytest.fixture
def hand(page: ColoursPage, qtbot: QtBot) -> Hand:
    return Hand(page, qtbot)
