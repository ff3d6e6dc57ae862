"""A wall chart to the printer: made on the worker, then page by page, so that the window stays awake throughout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter

from app.base.errors import EnvironmentFault
from app.models.views import MapChart
from app.ui.desk import Desk
from app.ui.jobs import Job, Report
from app.ui.reports.pages import Picture, image
from app.ui.widgets.bars import WorkBar

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_DPI = {"A4": 300, "A3": 240}  # a page is held as a picture: 35 to 45 MB each, one at a time


class PrintRun(QObject):
    """`ended(pages, error)`: how many pages went out; 0 without an error when it was stopped."""

    ended = Signal(int, object)

    def __init__(self, desk: Desk, chart: MapChart, printer: QPrinter, bar: WorkBar, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._chart, self._printer, self._bar = desk, chart, printer, bar
        self._painter = QPainter()
        self._pdf = b""
        self._count = self._done = 0
        self._over = False

    def begin(self) -> None:
        chart = self._chart

        def work(office: Any, report: Report) -> tuple[bytes, int]:
            from app import services

            pdf = services.colours.chart_pdf(office, chart, report)
            return pdf, services.colours.page_count(pdf)

        self._follow(self._desk.jobs.run_long(work, self._made, failed=self._failed, owner=self), "正在生成墙图…")

    def _made(self, made: tuple[bytes, int]) -> None:
        self._pdf, self._count = made
        size = QPageSize.PageSizeId.A3 if self._chart.paper == "A3" else QPageSize.PageSizeId.A4
        self._printer.setPageSize(QPageSize(size))
        way = QPageLayout.Orientation.Landscape if self._chart.landscape else QPageLayout.Orientation.Portrait
        self._printer.setPageOrientation(way)
        self._printer.setFullPage(True)
        self._next()

    def _next(self) -> None:
        """Ask for a picture of the next page."""
        pdf, number, dpi = self._pdf, self._done, _DPI[self._chart.paper]

        def work(_office: Any, _report: Report) -> Picture:
            from app import services

            picture: Picture = services.colours.pdf_picture(pdf, number, dpi)
            return picture

        job = self._desk.jobs.run_long(work, self._paint, failed=self._failed, owner=self)
        self._follow(job, f"正在打印第 {number + 1} 页,共 {self._count} 页…")

    def _paint(self, picture: Picture) -> None:
        ready = self._printer.newPage() if self._done else self._painter.begin(self._printer)
        if not ready:
            fault = EnvironmentFault(
                "打印机没有响应,没有印完。", "请检查打印机是否开机、有纸,再试一次;也可以先存为 PDF 文件。"
            )
            self._failed(fault)
            return
        sheet = self._printer.paperRect(self._printer.Unit.DevicePixel)
        self._painter.drawImage(QRectF(0, 0, sheet.width(), sheet.height()), image(picture))
        self._done += 1
        if self._done < self._count:
            self._next()
        else:
            self._end(self._done, None)

    def _follow(self, job: Job[Any], text: str) -> None:
        self._bar.follow(job, text)
        job.ended.connect(lambda: self._stopped() if job.cancelled else None)

    def _stopped(self) -> None:
        if self._painter.isActive():
            self._printer.abort()
        self._end(0, None)

    def _failed(self, error: BaseException) -> None:
        self._end(0, error)

    def _end(self, pages: int, error: BaseException | None) -> None:
        if self._over:
            return
        self._over = True
        if self._painter.isActive():
            self._painter.end()
        self.ended.emit(pages, error)
