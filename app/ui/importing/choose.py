"""First page of the wizard: choose a file, or drop it here."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout, QWidget

from app.ui.widgets.card import Banner
from app.ui.widgets.plain import button, title_label, words

KINDS = "台账 (*.xlsx *.xlsm *.xls *.csv);;所有文件 (*)"


class ChoosePage(QWidget):
    """`chosen(Path)`."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.trouble = Banner("red")
        column.addWidget(self.trouble)
        self.place = QFrame()
        self.place.setObjectName("card")
        inside = QVBoxLayout(self.place)
        inside.setContentsMargins(24, 24, 24, 24)
        inside.setSpacing(12)
        inside.addStretch(2)
        for text, tone in (
            ("把台账文件拖到这里,或者", ""),
            (
                "住户台账、诉求台账都可以:Excel 或 WPS 的表格(.xlsx、.xls),或 .csv。"
                "有标题、合并单元格、合计行都没有关系。",
                "muted",
            ),
        ):
            label = title_label(text) if not tone else words(text, tone, wrap=True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            inside.addWidget(label)
            if not tone:
                self.pick_button = button("选择台账文件…", self.pick, kind="primary", key="Ctrl+O")
                inside.addWidget(self.pick_button, 0, Qt.AlignmentFlag.AlignHCenter)
        promise = words("先看清楚会新增什么、改动什么,您点“接受”以前,什么都不会写入。", "muted", wrap=True)
        promise.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        inside.addWidget(promise)
        inside.addStretch(3)
        column.addWidget(self.place, 1)

    def pick(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "选择台账文件", "", KINDS)
        if name:
            self.chosen.emit(Path(name))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._file_of(event) is not None:
            self.place.setProperty("dropping", True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self.place.setProperty("dropping", False)

    def dropEvent(self, event: QDropEvent) -> None:
        found = self._file_of(event)
        self.place.setProperty("dropping", False)
        if found is not None:
            event.acceptProposedAction()
            self.chosen.emit(found)

    def _file_of(self, event: QDropEvent) -> Path | None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        return files[0] if files else None
