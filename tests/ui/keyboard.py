"""Keys as a person strikes them: to whatever has the focus; the worker settles after each."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from typing_in import type_in
from windows import Settle

from app.ui.main_window import MainWindow


class Keyboard:
    def __init__(self, qtbot: QtBot, window: MainWindow, settle: Settle) -> None:
        self._qtbot, self._window, self._settle = qtbot, window, settle

    @property
    def focus(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None, "nothing has the focus"
        return found

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            QTest.keyClick(self.focus, key, held)
            self._settle(self._window)

    def ctrl(self, key: Qt.Key) -> None:
        self.press(key, held=Qt.KeyboardModifier.ControlModifier)

    def alt(self, key: Qt.Key) -> None:
        self.press(key, held=Qt.KeyboardModifier.AltModifier)

    def back(self) -> None:
        """The window is in front again, after a dialog."""
        self._window.activateWindow()
        self._qtbot.waitUntil(self._window.isActiveWindow)

    def write(self, text: str) -> None:
        """Into the field that has the focus; a search in it has its pause."""
        type_in(self._qtbot, self.focus, text)
        self._qtbot.wait(0)
        self._settle(self._window)
