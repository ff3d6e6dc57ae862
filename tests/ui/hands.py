"""A person's hands at a page: keys go to whatever has the focus, and the worker settles after each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from typing_in import type_in
from windows import Settle

from app.ui.main_window import MainWindow

Run = Callable[[Callable[[Any], Any]], Any]


class Keys:
    """`write` types words at once; `write_slowly` lets what the first character opens take the others."""

    def __init__(self, qtbot: QtBot, window: MainWindow, settle: Settle) -> None:
        self._qtbot, self._window, self._settle = qtbot, window, settle

    def until(self, ready: Callable[[], bool]) -> None:
        """What is typed is looked for a moment after the last key."""
        self._qtbot.waitUntil(ready, timeout=5000)
        self._settle(self._window)

    @property
    def focus(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None, "nothing has the focus"
        return found

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, *, times: int = 1) -> None:
        for _ in range(times):
            QTest.keyClick(self.focus, key, held)
            self._settle(self._window)

    def tab(self, times: int = 1) -> None:
        self.press(Qt.Key.Key_Tab, times=times)

    def ctrl(self, key: Qt.Key) -> None:
        self.press(key, Qt.KeyboardModifier.ControlModifier)

    def alt(self, key: Qt.Key) -> None:
        self.press(key, Qt.KeyboardModifier.AltModifier)

    def write(self, text: str) -> None:
        type_in(self._qtbot, self.focus, text)
        self._settle(self._window)

    def write_slowly(self, text: str) -> None:
        for character in text:
            self.write(character)

    def back(self) -> None:
        """The window is in front again, after a dialog."""
        self._window.activateWindow()
        self._qtbot.waitUntil(self._window.isActiveWindow)


def asker(window: MainWindow, settle: Settle) -> Run:
    """What a service says, asked on the worker; its changes are told to the pages."""

    def ask(work: Callable[[Any], Any]) -> Any:
        kept: list[Any] = []
        window.jobs.run(work, kept.append)
        settle(window)
        assert kept, "the worker did not answer"
        return kept[0]

    return ask
