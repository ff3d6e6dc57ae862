"""Choosing the paper: size, lie, colour, a preview, then the printer or a PDF file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QPdfWriter, QPixmap
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.base.errors import EnvironmentFault
from app.base.files import write_atomically
from app.ui.colours.paper import PaperSize, Sheet, preview, write_to
from app.ui.desk import Desk
from app.ui.theme import look
from app.ui.widgets.plain import button, title_label, words

_PREVIEW = 620


class PaperDialog(QDialog):
    """What will be printed is seen first; Ctrl+P prints, Ctrl+S saves, Esc leaves."""

    def __init__(self, desk: Desk, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._sheet = desk, sheet
        self.setWindowTitle("打印七彩图")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        self.page = QLabel()
        self.page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.page.setMinimumSize(look().px(_PREVIEW), look().px(460))
        self.page.setAccessibleName("预览")
        row.addWidget(self.page, 1)
        side = QVBoxLayout()
        side.setSpacing(8)
        row.addLayout(side)
        side.addWidget(title_label("打印七彩图"))
        self.size_box = _choice(side, "纸张", ["A4", "A3"])
        self.way_box = _choice(side, "方向", ["横放", "竖放"])
        self.ink_box = _choice(side, "颜色", ["彩色", "黑白"])
        self.ink_box.setCurrentIndex(int(sheet.monochrome))
        side.addWidget(
            words(
                "图上没有姓名和号码,但哪一户有什么标签仍是居民的隐私:请挂在办公室内,不要对外张贴。黑白打印时,用字和花纹分辨标签。",
                "muted",
                wrap=True,
            )
        )
        side.addStretch(1)
        side.addWidget(button("打印…", self.print, kind="primary", key="Ctrl+P"))
        side.addWidget(button("存为 PDF 文件…", self.save, key="Ctrl+S"))
        side.addWidget(button("关闭", self.reject, key="Esc"))
        for box in (self.size_box, self.way_box, self.ink_box):
            box.currentIndexChanged.connect(lambda _index: self.show_preview())
        self.show_preview()

    @property
    def paper(self) -> PaperSize:
        return PaperSize(self.size_box.currentText(), self.way_box.currentIndex() == 0)

    @property
    def sheet(self) -> Sheet:
        return replace(self._sheet, monochrome=self.ink_box.currentIndex() == 1)

    def show_preview(self) -> None:
        ratio = self.devicePixelRatioF()
        image = preview(self.sheet, self.paper, self.font(), round(look().px(_PREVIEW) * ratio))
        image.setDevicePixelRatio(ratio)
        self.page.setPixmap(QPixmap.fromImage(image))

    def print(self) -> None:
        """Through the system's own print dialog."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(self.paper.layout())
        printer.setFullPage(True)
        printer.setDocName(self.sheet.title)
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle("选择打印机")
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        if write_to(printer, self.sheet, self.paper, self.font()):
            self._desk.tell("七彩图已送到打印机。")
            self.accept()
        else:
            self._desk.trouble(
                EnvironmentFault("打印机没有响应,没有打印;内容都在。", "请检查打印机的电源和连线,或先存为 PDF 文件。")
            )

    def save(self) -> None:
        name = f"{self.sheet.title}-{chinese_date(self.sheet.picture.as_of)}.pdf"
        chosen, _ = QFileDialog.getSaveFileName(self, "存为 PDF 文件", name, "PDF 文件 (*.pdf)")
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, target: Path) -> None:
        target = target if target.suffix.lower() == ".pdf" else target.with_name(target.name + ".pdf")
        try:
            write_atomically(target, pdf_bytes(self.sheet, self.paper, self))
        except EnvironmentFault as error:
            self._desk.trouble(error)
            return
        self._desk.tell(f"已保存:{target.name}")
        self.accept()


def pdf_bytes(sheet: Sheet, paper: PaperSize, widget: QWidget) -> bytes:
    """The sheet as a PDF in memory, so that the file is written in one step."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(600)
    writer.setTitle(sheet.title)
    writer.setCreator("七彩台账")
    write_to(writer, sheet, paper, widget.font())
    return bytes(buffer.data().data())


def _choice(column: QVBoxLayout, title: str, choices: list[str]) -> QComboBox:
    row = QHBoxLayout()
    box = QComboBox()
    box.addItems(choices)
    box.setAccessibleName(title)
    row.addWidget(words(title))
    row.addWidget(box, 1)
    column.addLayout(row)
    return box
