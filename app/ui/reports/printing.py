"""A PDF to the printer, as page pictures: the same page that is on the screen, whatever the printer thinks of fonts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtWidgets import QWidget

from app.base.errors import EnvironmentFault
from app.ui.jobs import Jobs
from app.ui.reports.pages import Picture, image

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

DPI = 300
ChoosePrinter = Callable[[str, QWidget], "QPrinter | None"]


def choose_printer(title: str, parent: QWidget) -> QPrinter | None:
    """The system's print dialog; None when the person thought better of it. EnvironmentFault without a printer."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

    if not QPrinterInfo.availablePrinterNames():
        raise EnvironmentFault("这台电脑还没有安装打印机。", "请先安装打印机,或另存为 PDF 拿到别处打印。")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"打印 — {title}")
    return printer if dialog.exec() else None


def print_pdf(
    jobs: Jobs,
    pdf: bytes,
    title: str,
    parent: QWidget,
    printed: Callable[[int], None],
    *,
    choose: ChoosePrinter = choose_printer,
) -> None:
    """Ask for a printer, make the pictures on the worker, print; `printed(pages)` when all went out."""
    try:
        printer = choose(title, parent)
    except EnvironmentFault as fault:
        jobs.fail(fault)
        return
    if printer is None:
        return

    def pictures(_office: Any) -> list[Picture]:
        from app import services

        return services.reports.pictures(pdf, DPI)

    def landed(pages: list[Picture]) -> None:
        try:
            paint_pages(printer, (image(page) for page in pages))
        except EnvironmentFault as fault:
            jobs.fail(fault)
        else:
            printed(len(pages))

    jobs.run(pictures, landed, owner=parent)


def paint_pages(printer: QPrinter, pages: Iterable[QImage]) -> None:
    """Each page onto its own sheet, upright or across as it is. Raises EnvironmentFault when the printer refuses."""
    printer.setFullPage(True)
    painter = QPainter()
    for number, page in enumerate(pages):
        across = page.width() > page.height()
        printer.setPageOrientation(QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait)
        ready = printer.newPage() if number else painter.begin(printer)
        if not ready:
            painter.end()
            raise EnvironmentFault("打印机没有响应,没有打印。", "请检查打印机是否开机、有纸,再试一次。")
        sheet = printer.paperRect(printer.Unit.DevicePixel)
        painter.drawImage(QRectF(0, 0, sheet.width(), sheet.height()), page)
    painter.end()
