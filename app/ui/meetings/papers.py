"""Papers of meetings: made on the worker, seen in a dialog before they are printed or saved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from app.base.files import write_atomically
from app.models.deliberations import Draw, MatterCard, Publication
from app.models.meetings import MeetingLine
from app.ui.desk import Desk
from app.ui.meetings.asking import verb
from app.ui.meetings.book import BookDialog
from app.ui.requests.sheet import SheetDialog
from app.ui.widgets.plain import button


class MinutesDialog(SheetDialog):
    """会议记录: seen, printed, saved as PDF, or as a document for Word and WPS (Ctrl+W)."""

    def __init__(self, desk: Desk, line: MeetingLine, parent: QWidget | None = None) -> None:
        self._line = line
        note = "没有登记的地方留空;打印后请主持人和记录人签字。"
        super().__init__(desk, f"会议记录:{line.title}", verb("minutes", "pdf", line.id), parent, note=note)
        self.ask_document = self._ask_document
        self.word_button = button("存为 Word…", self.save_document, key="Ctrl+W", tip="存成 Word、WPS 能改的文档")
        self.add_widget(self.word_button)

    def save_document(self) -> None:
        chosen = self.ask_document()
        if chosen:
            self.save_document_to(Path(chosen))

    def save_document_to(self, target: Path) -> None:
        target = target if target.suffix.lower() == ".docx" else target.with_name(f"{target.name}.docx")
        make = verb("minutes", "docx", self._line.id)

        def work(office: Any) -> str:
            return write_atomically(target, make(office)).name

        self._desk.jobs.run(work, self._saved, failed=self._not_saved, owner=self)

    def _ask_document(self) -> str:
        name = f"会议记录{self._line.title}.docx"
        chosen, _ = QFileDialog.getSaveFileName(self, "存为 Word 文档", name, "Word 文档 (*.docx)")
        return chosen


def show_book(desk: Desk, year: int, body_id: int | None, parent: QWidget) -> SheetDialog:
    """会议记录本 of a year."""
    return _open(BookDialog(desk, year, body_id, parent))


def show_publication(desk: Desk, one: Publication, parent: QWidget) -> SheetDialog:
    """公示 for the notice board."""
    return _open(SheetDialog(desk, one.title, verb("deliberations", "publication_notice", one.id), parent))


def show_draw(desk: Desk, card: MatterCard, draw: Draw, parent: QWidget) -> SheetDialog:
    """抽取记录, to be signed by who drew and who looked on."""
    make = verb("pool", "draw_sheet", card.line.id, draw.id)
    return _open(SheetDialog(desk, f"议事人员抽取记录:{card.line.title}", make, parent))


def show_notice(desk: Desk, line: MeetingLine, parent: QWidget) -> SheetDialog:
    """会议通知, with the agenda."""
    return _open(SheetDialog(desk, f"会议通知:{line.title}", verb("minutes", "notice", line.id), parent))


def show_sign_in(desk: Desk, line: MeetingLine, parent: QWidget) -> SheetDialog:
    """签到表."""
    return _open(SheetDialog(desk, f"签到表:{line.title}", verb("minutes", "sign_in", line.id), parent))


def show_minutes(desk: Desk, line: MeetingLine, parent: QWidget) -> SheetDialog:
    """会议记录; blanks print as blanks."""
    return _open(MinutesDialog(desk, line, parent))


def _open(dialog: SheetDialog) -> SheetDialog:
    dialog.open()
    return dialog
