"""Papers of meetings: made on the worker, seen in a dialog before they are printed or saved."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.models.meetings import MeetingLine
from app.ui.desk import Desk
from app.ui.meetings.asking import verb
from app.ui.requests.sheet import SheetDialog


def show_notice(desk: Desk, line: MeetingLine, parent: QWidget) -> SheetDialog:
    """会议通知, with the agenda."""
    return _show(desk, f"会议通知:{line.title}", "notice", line.id, parent)


def show_sign_in(desk: Desk, line: MeetingLine, parent: QWidget) -> SheetDialog:
    """签到表."""
    return _show(desk, f"签到表:{line.title}", "sign_in", line.id, parent)


def show_minutes(desk: Desk, line: MeetingLine, parent: QWidget) -> SheetDialog:
    """会议记录; blanks print as blanks."""
    return _show(desk, f"会议记录:{line.title}", "pdf", line.id, parent)


def _show(desk: Desk, title: str, name: str, meeting_id: int, parent: QWidget) -> SheetDialog:
    dialog = SheetDialog(desk, title, verb("minutes", name, meeting_id), parent)
    dialog.open()
    return dialog
