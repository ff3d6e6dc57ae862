"""The register of issued reports (签发登记), and what can be done with one of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.models.reports import IssuedReport
from app.ui.desk import Desk
from app.ui.reports.printing import choose_printer, print_pdf
from app.ui.reports.segment import Segment
from app.ui.widgets.plain import button
from app.ui.widgets.rows import Column, RowsModel
from app.ui.widgets.states import StateView
from app.ui.widgets.table import RowsView


class RegisterView(Segment):
    """`open_wanted(report)` asks for its pages on the screen, `verify_wanted(report)` for a check of its bytes."""

    open_wanted = Signal(object)
    verify_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._desk = desk
        self.choose_folder: Callable[[], str] = self._ask_folder
        self.choose_printer = choose_printer
        self.model: RowsModel[IssuedReport] = RowsModel(
            (
                Column("serial", "编号", lambda report: report.serial, width=120),
                Column("month", "月份", month_words, sort=lambda report: (report.year, report.month), width=120),
                Column("at", "签发时间", _when, sort=lambda report: report.issued_at, width=180),
                Column("signer", "签发单位", lambda report: report.signer, width=200),
            )
        )
        self.table = RowsView(self.model)
        self.table.setAccessibleName("已签发的月报")
        self.table.opened.connect(self.open_wanted)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._on_chosen())
        self.model.modelReset.connect(self._on_chosen)
        self.states = StateView(self.table)
        self.buttons = self._buttons()
        row = QHBoxLayout()
        row.setSpacing(8)
        for made in self.buttons:
            row.addWidget(made)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.states, 1)
        self._on_chosen()

    def refresh(self) -> None:
        self.states.show_loading()
        self._desk.jobs.run(_issued, self._fill, failed=self._on_failed, owner=self)

    def report_of(self, year: int, month: int) -> IssuedReport | None:
        """The latest that was issued for a month."""
        rows = (self.model.row(number) for number in range(self.model.rowCount()))
        return next((row for row in rows if row is not None and (row.year, row.month) == (year, month)), None)

    def take_focus(self) -> None:
        self.table.setFocus()

    def save(self) -> None:
        report, folder = self.table.current_row(), ""
        if report is not None:
            folder = self.choose_folder()
        if not folder:
            return

        def work(office: Any) -> tuple[Path, ...]:
            from app import services

            return services.reports.save_files(office, report.id, Path(folder))

        self._desk.jobs.run(work, self._on_saved, owner=self)

    def print(self) -> None:
        report = self.table.current_row()
        if report is None:
            return
        title = f"{month_words(report)}月报"

        def landed(pdf: bytes) -> None:
            print_pdf(
                self._desk.jobs,
                pdf,
                title,
                self,
                lambda pages: self._desk.tell(f"{title}共 {pages} 页,已送到打印机。"),
                choose=self.choose_printer,
            )

        self._desk.jobs.run(reading(report, "pdf"), landed, owner=self)

    def _fill(self, reports: tuple[IssuedReport, ...]) -> None:
        self.model.set_rows(reports)
        if reports:
            self.states.show_content()
            self.table.choose_row(0)
        else:
            self.states.show_empty("还没有签发过月报", "选好月份,看过预览,按 Ctrl+回车 签发。")
        self._on_chosen()

    def _on_saved(self, files: tuple[Path, ...]) -> None:
        names = "、".join(file.name for file in files)
        self._desk.tell(f"已保存到“{files[0].parent.name}”:{names}。" if files else "没有文件可存。")

    def _on_failed(self, error: BaseException) -> None:
        self.states.show_fault(error, self.refresh)
        self._desk.trouble(error)

    def _on_chosen(self) -> None:
        there = self.table.current_row() is not None
        for made in self.buttons:
            made.setEnabled(there)

    def _buttons(self) -> tuple[QPushButton, ...]:
        return (
            button("打开", lambda: self.open_wanted.emit(self.table.current_row()), tip="在窗口里打开(回车)"),
            button("另存…", self.save, key="Ctrl+S", tip="把 PDF 和 Excel 文件存到一个文件夹"),
            button("打印…", self.print, key="Ctrl+P"),
            button("核验", lambda: self.verify_wanted.emit(self.table.current_row()), tip="检查存档的文件是否完整"),
        )

    def _ask_folder(self) -> str:
        return QFileDialog.getExistingDirectory(self, "存到哪个文件夹")


def month_words(report: IssuedReport) -> str:
    return f"{report.year}年{report.month}月"


def reading(report: IssuedReport, kind: str) -> Callable[[Any], bytes]:
    """Work that reads one file of an issued report."""

    def work(office: Any) -> bytes:
        from app import services

        return services.reports.file_bytes(office, report.id, kind)

    return work


def _when(report: IssuedReport) -> str:
    return f"{chinese_date(report.issued_at.date())} {report.issued_at:%H:%M}"


def _issued(office: Any) -> tuple[IssuedReport, ...]:
    from app import services

    return services.reports.issued(office)
