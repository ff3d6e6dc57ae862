"""How large a dialog opens: as it wishes, but never larger than the window it belongs to."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog

from app.ui.theme import look

_EDGE = 40


def open_within(dialog: QDialog, width: int, height: int) -> None:
    """Give `dialog` so many pixels of usual type, less where the window over which it opens has not got them."""
    wide, high = look().px(width), look().px(height)
    parent = dialog.parentWidget()
    if parent is not None:
        room = parent.window().size()
        wide, high = min(wide, room.width() - _EDGE), min(high, room.height() - _EDGE)
    dialog.resize(wide, high)
