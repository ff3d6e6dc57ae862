"""Every page keeps its place in the rail, however low the window and however large the type."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui import theme
from app.ui.main_window import MainWindow


@pytest.mark.parametrize("large", [False, True], ids=["usual", "large"])
def test_all_of_the_rail_fits_the_lowest_window(window: MainWindow, qtbot: QtBot, large: bool) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before = theme.look()
    theme.apply(app, theme.Look(large=large))
    try:
        window.resize(1024, 640)
        window.show()
        assert window.room is not None
        rail = window.room.rail
        qtbot.waitUntil(lambda: rail.height() > 400)
        assert window.height() == 640
        assert rail.height() <= 640
        last = rail.buttons["settings"]
        assert last.geometry().bottom() <= rail.height()
        below = 0
        for button in rail.buttons.values():
            assert button.height() >= button.fontMetrics().height()
            assert button.geometry().top() >= below
            below = button.geometry().bottom()
    finally:
        theme.apply(app, before)
