"""Typing into tables that open a cell by the first thing typed."""

from __future__ import annotations

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget


def keep_first_word(table: QWidget, event: QInputMethodEvent) -> None:
    """After the view has opened an editor for `event`: a word that comes whole, without having been composed in the
    editor, is its first one. Qt's item views drop it."""
    said = event.commitString()
    editor = QApplication.focusWidget()
    if said and isinstance(editor, QLineEdit) and table.isAncestorOf(editor) and not editor.text():
        editor.insert(said)
