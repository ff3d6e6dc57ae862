"""Ordering a wall chart: for the office or for any wall, paper, colour, pages; seen before it is made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from app.base.clock import chinese_date
from app.base.errors import EnvironmentFault, Fault
from app.base.files import write_atomically
from app.models.changes import Changes
from app.models.colours import Label, LegendEntry
from app.models.views import MapChart
from app.ui.colours.paper_options import PaperOptions
from app.ui.colours.paper_preview import PagePreview
from app.ui.colours.printing import PrintRun
from app.ui.desk import Desk
from app.ui.jobs import Job, Latest, Report
from app.ui.reports.pages import image
from app.ui.reports.printing import ChoosePrinter, choose_printer
from app.ui.theme import look
from app.ui.widgets.bars import WorkBar
from app.ui.widgets.card import scrolled
from app.ui.widgets.plain import button, title_label, words


class PaperDialog(QDialog):
    """Ctrl+P prints, Ctrl+S saves, Page Up and Page Down leaf, Esc stops a long work, then leaves."""

    def __init__(self, desk: Desk, chart: MapChart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._latest = Latest(desk.jobs, self)
        self._branch = ""
        self.choose_printer: ChoosePrinter = choose_printer
        self.page_number = 0
        self.setWindowTitle("打印七彩图")
        self.preview = PagePreview()
        self.work = WorkBar()
        self.options = PaperOptions(chart)
        self.print_button = button("打印…", self.print, kind="primary", key="Ctrl+P")
        self.save_button = button("存为 PDF 文件…", self.save, key="Ctrl+S")
        self.before_button = button("上一页", lambda: self.leaf(-1), key="PgUp")
        self.after_button = button("下一页", lambda: self.leaf(1), key="PgDown")
        self.page_words = words("")
        self._lay_out()
        self.options.moved.connect(self._choose_anew)
        self.options.ticked.connect(self._tick)
        desk.jobs.run(_read_legend, self._show_legend, owner=self)
        self.show_preview()

    # what is seen

    def show_preview(self) -> None:
        """The page that would be printed, made on the worker."""
        chart, number = self.options.chart, self.page_number
        pixels = round(look().px(900) * self.devicePixelRatioF())
        self.options.say_what_it_is()
        self._latest.run(
            lambda office: _page(office, chart, number, pixels), self._show_page, failed=self._show_no_page
        )

    def leaf(self, by: int) -> None:
        self.page_number = max(0, min(self.pages - 1, self.page_number + by))
        self.show_preview()

    # what is done

    def save(self) -> None:
        what = "七彩图(对外)" if self.options.chart.public else "七彩图"
        name = f"{self._branch}{what}-{chinese_date(self.options.chart.as_of)}.pdf"
        chosen, _ = QFileDialog.getSaveFileName(self, "存为 PDF 文件", name, "PDF 文件 (*.pdf)")
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, target: Path) -> None:
        target = target if target.suffix.lower() == ".pdf" else target.with_name(target.name + ".pdf")
        chart = self.options.chart

        def work(office: Any, report: Report) -> None:
            from app import services

            write_atomically(target, services.colours.chart_pdf(office, chart, report))

        def done(_nothing: None) -> None:
            self._desk.tell(f"已保存:{target.name}")
            self.accept()

        self._begin(self._desk.jobs.run_long(work, done, failed=self._failed, owner=self), "正在生成墙图…")

    def print(self) -> None:
        """Through the system's own print dialog, page by page."""
        try:
            printer = self.choose_printer("七彩图", self)
        except EnvironmentFault as fault:
            self._failed(fault)
            return
        if printer is None:
            return
        self._enable(on=False)
        run = PrintRun(self._desk, self.options.chart, printer, self.work, self)
        run.ended.connect(self._printed)
        run.begin()

    def reject(self) -> None:
        """Esc stops what is under way first."""
        if self.work.isVisible():
            self.work.stop()
        else:
            super().reject()

    # within

    def _printed(self, pages: int, error: object) -> None:
        self._enable(on=True)
        if isinstance(error, BaseException):
            self._failed(error)
        elif pages:
            self._desk.tell(f"七彩图已送到打印机,共 {pages} 页。")
            self.accept()

    def _begin(self, job: Job[None], text: str) -> None:
        self._enable(on=False)
        self.work.follow(job, text)
        job.ended.connect(lambda: self._enable(on=True))

    def _enable(self, *, on: bool) -> None:
        for widget in (self.side, self.print_button, self.save_button):
            widget.setEnabled(on)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Fault):
            self.options.say(str(error))
        else:
            self._desk.trouble(error)

    def _show_page(self, made: tuple[int, QImage]) -> None:
        self.pages, page = made
        self.page_number = min(self.page_number, self.pages - 1)
        self.preview.show_page(page)
        self.page_words.setText(f"第 {self.page_number + 1} 页,共 {self.pages} 页")
        self.before_button.setEnabled(self.page_number > 0)
        self.after_button.setEnabled(self.page_number + 1 < self.pages)
        self.print_button.setEnabled(True)
        self.save_button.setEnabled(True)

    def _show_no_page(self, error: BaseException) -> None:
        self.preview.show_page(None)
        self.print_button.setEnabled(False)
        self.save_button.setEnabled(False)
        self._failed(error)

    def _show_legend(self, read: tuple[tuple[LegendEntry, ...], str]) -> None:
        legend, self._branch = read
        self.options.show_legend(legend)

    def _tick(self, label: Label, on: bool) -> None:
        """What may be public is the office's own rule, and stays so."""

        def work(office: Any) -> Changes:
            from app import services

            changes: Changes = services.colours.set_public(office, label, on)
            return changes

        self._desk.change(work, lambda _changes: self.show_preview(), failed=self._failed)

    def _choose_anew(self) -> None:
        self.page_number = 0
        self.show_preview()

    def _lay_out(self) -> None:
        self.pages = 1
        self.side = scrolled(self.options)
        self.side.setFixedWidth(look().px(300))
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(title_label("打印七彩图"))
        right.addWidget(self.side, 1)
        right.addWidget(self.print_button)
        right.addWidget(self.save_button)
        right.addWidget(button("关闭", self.reject, tip="回到七彩图(Esc)"))
        leaf = QHBoxLayout()
        leaf.addStretch(1)
        for widget in (self.before_button, self.page_words, self.after_button):
            leaf.addWidget(widget)
        leaf.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.preview, 1)
        left.addLayout(leaf)
        left.addWidget(self.work)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        row.addLayout(left, 1)
        row.addLayout(right)
        whole = self.parentWidget()
        room = whole.window().size() if whole is not None else self.maximumSize()
        self.resize(min(look().px(960), room.width() - 24), min(look().px(600), room.height() - 48))


def _read_legend(office: Any) -> tuple[tuple[LegendEntry, ...], str]:
    from app import services

    return services.colours.legend(office), services.accounts.organisation(office).branch


def _page(office: Any, chart: MapChart, number: int, pixels: int) -> tuple[int, QImage]:
    from app import services

    count, made = services.colours.chart_page(office, chart, number, pixels)
    return count, image(made)
