"""Typing as a person does: keys for what stands on the keyboard, an input method for everything else."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot


def type_in(qtbot: QtBot, field: QWidget, text: str) -> None:
    for character in text:
        if character.isascii():
            qtbot.keyClicks(field, character)
        else:
            committed = QInputMethodEvent()
            committed.setCommitString(character)
            QCoreApplication.sendEvent(field, committed)
