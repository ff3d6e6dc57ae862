"""会议记录本: the minutes of a year with contents, set page by page; it says how far it is, and can be stopped."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.ui.desk import Desk
from app.ui.jobs import Job, Report
from app.ui.meetings.asking import verb
from app.ui.reports.pages import Picture, image
from app.ui.requests.sheet import SheetDialog
from app.ui.widgets.bars import WorkBar
from app.ui.widgets.plain import button

_DPI = 120
_SHOWN = 30  # pages to look through before it is printed; all of a year would be a gigabyte of pictures


class BookDialog(SheetDialog):
    """Alt with an arrow goes to the year before or after; Esc stops the setting, then leaves."""

    def __init__(self, desk: Desk, year: int, body_id: int | None, parent: QWidget | None = None) -> None:
        self._body_id, self.year = body_id, year
        self._job: Job[Any] | None = None
        self.work = WorkBar()
        super().__init__(desk, _title(year), verb("minutes", "year_book", year, body_id), parent)
        column = self.layout()
        assert column is not None
        column.addWidget(self.work)
        self.add_widget(button("前一年", lambda: self.show_year(self.year - 1), key="Alt+Left"))
        self.add_widget(button("后一年", lambda: self.show_year(self.year + 1), key="Alt+Right"))

    def show_year(self, year: int) -> None:
        self.year = year
        self.show_other(_title(year), verb("minutes", "year_book", year, self._body_id))

    def load(self) -> None:
        """Set the book; one that is still being set for another year is given up."""
        self._stop()
        year, body_id = self.year, self._body_id
        self.pdf = None
        self._ready(False)
        self.states.show_loading("正在合订会议记录…")

        def work(office: Any, report: Report) -> tuple[bytes, int, list[Picture]]:
            from app import services

            pdf = services.minutes.year_book(office, year, body_id, report)
            total, pages = services.minutes.first_pages(pdf, _DPI, _SHOWN)
            return pdf, total, pages

        job = self._desk.jobs.run_long(work, lambda found: self._show_book(*found), failed=self._failed, owner=self)
        job.ended.connect(partial(self._ended, job))
        self._job = job
        self.work.follow(job, "正在合订会议记录…")

    def reject(self) -> None:
        if self.work.isVisible():
            self.work.stop()
        else:
            super().reject()

    def _show_book(self, pdf: bytes, total: int, pages: list[Picture]) -> None:
        self.pdf = pdf
        self.pages.show_pages([image(page) for page in pages])
        shown = "" if total == len(pages) else f",先看前 {len(pages)} 页;打印和另存的是全部"
        self.count.setText(f"共 {total} 页{shown}")
        self.states.show_content()
        self._ready(True)
        self.pages.setFocus()

    def _ended(self, job: Job[Any]) -> None:
        """Stopped by the person: nothing was made, and it can be begun again."""
        if job is self._job and job.cancelled:
            self.states.show_empty("已经停下,没有合订。", "要合订再按一次。", "重新合订", self.load)
        if job is self._job:
            self._job = None

    def _stop(self) -> None:
        job, self._job = self._job, None
        if job is not None and isValid(job):
            job.cancel()


def _title(year: int) -> str:
    return f"{year}年会议记录本"
