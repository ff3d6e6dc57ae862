"""登记簿: the issued reports, how far each has come, and every step from signing to the street's receipt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.models.register import RegisterEntry
from app.models.reports import IssuedReport
from app.ui.desk import Desk
from app.ui.reports import register_work as work
from app.ui.reports.printing import choose_printer, print_pdf
from app.ui.reports.register_card import RegisterCard, state_tone
from app.ui.reports.register_compare import CompareView
from app.ui.reports.register_steps import RegisterSteps
from app.ui.reports.segment import Segment
from app.ui.theme import look
from app.ui.widgets.plain import button
from app.ui.widgets.rows import Column, RowsModel
from app.ui.widgets.states import StateView
from app.ui.widgets.table import RowsView

LIST, COMPARE = range(2)
_CARD_SHARE = 0.42


class RegisterView(Segment):
    """`open_wanted(report)` asks for its pages on the screen, `verify_wanted(report)` for a check of its bytes."""

    open_wanted = Signal(object)
    verify_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.choose_folder: Callable[[], str] = self._ask_folder
        self.choose_printer = choose_printer
        self.model: RowsModel[RegisterEntry] = RowsModel(
            (
                Column("serial", "编号", lambda entry: entry.report.serial, width=112),
                Column("month", "月份", _month, sort=lambda one: (one.report.year, one.report.month), width=108),
                Column("state", "状态", lambda entry: entry.state_words, width=128, tone=state_tone),
                Column("at", "签发时间", _when, sort=lambda entry: entry.report.issued_at, width=168),
                Column("signers", "签名", _signers, width=160, tip=_signers),
            )
        )
        self.table = RowsView(self.model)
        self.table.setAccessibleName("已签发的月报")
        self.table.opened.connect(lambda entry: self.open_wanted.emit(entry.report))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._on_chosen())
        self.model.modelReset.connect(self._on_chosen)
        self.states = StateView(self.table)
        self.steps = RegisterSteps(desk)
        self.card = RegisterCard()
        self.card.next_wanted.connect(self.next)
        self.card.package_wanted.connect(self.save_package)
        self.card.correct_wanted.connect(self.ask_to_correct)
        self.compare = CompareView(desk)
        self.compare.closed.connect(self._back)
        self.buttons = self._buttons()
        self.stack = QStackedWidget()
        self._lay_out()
        self._on_chosen()

    def refresh(self) -> None:
        self.states.show_loading()
        self.desk.jobs.run(work.entries, self._fill, failed=self._on_failed, owner=self)

    def report_of(self, year: int, month: int) -> IssuedReport | None:
        """The latest that was issued for a month."""
        found = (row.report for row in self._rows() if (row.report.year, row.report.month) == (year, month))
        return next(found, None)

    def take_focus(self) -> None:
        self.table.setFocus()

    def next(self) -> None:
        """Whatever is due with the chosen report: sign in turn, hand in, take the receipt in."""
        entry = self.table.current_row()
        if entry is not None:
            self.steps.next(entry)

    def ask_to_correct(self) -> None:
        entry = self.table.current_row()
        if entry is not None:
            self.steps.ask_to_correct(entry)

    # papers

    def save(self) -> None:
        self._save(work.save)

    def save_package(self) -> None:
        """Everything of the report in one file for the street."""
        self._save(work.save_package)

    def _save(self, saving: Callable[[Any, int, Path], tuple[Path, ...]]) -> None:
        entry = self.table.current_row()
        folder = self.choose_folder() if entry is not None else ""
        if entry is None or not folder:
            return
        number = entry.report.id
        self.desk.jobs.run(lambda office: saving(office, number, Path(folder)), self._on_saved, owner=self)

    def print(self) -> None:
        entry = self.table.current_row()
        if entry is None:
            return
        title = f"{month_words(entry.report)}月报"

        def landed(pdf: bytes) -> None:
            print_pdf(
                self.desk.jobs,
                pdf,
                title,
                self,
                lambda pages: self.desk.tell(f"{title}共 {pages} 页,已送到打印机。"),
                choose=self.choose_printer,
            )

        self.desk.jobs.run(reading(entry.report, "pdf"), landed, owner=self)

    def show_comparison(self) -> None:
        self.stack.setCurrentIndex(COMPARE)
        self.compare.show_entries(self._rows(), self.table.current_row())

    def _back(self) -> None:
        self.stack.setCurrentIndex(LIST)
        self.table.setFocus()

    # landing

    def _rows(self) -> list[RegisterEntry]:
        found = (self.model.row(number) for number in range(self.model.rowCount()))
        return [entry for entry in found if entry is not None]

    def _fill(self, entries: tuple[RegisterEntry, ...]) -> None:
        chosen = self.table.current_row()
        self.model.set_rows(entries)
        self.told.emit(f"共 {len(entries)} 份" if entries else "")
        if entries:
            self.states.show_content()
            kept = self.model.find(lambda one: chosen is not None and one.report.id == chosen.report.id)
            newest = chosen is None or entries[0].corrects == chosen.report.serial
            self.table.choose_row(0 if newest else max(kept, 0))
        else:
            self.states.show_empty("还没有签发过月报", "在“本月月报”里选好月份,看过预览,按 Ctrl+回车 签发。")
        self._on_chosen()

    def _on_saved(self, files: tuple[Path, ...]) -> None:
        names = "、".join(file.name for file in files)
        self.desk.tell(f"已保存到“{files[0].parent.name}”:{names}。" if files else "没有文件可存。")

    def _on_failed(self, error: BaseException) -> None:
        self.states.show_fault(error, self.refresh)
        self.desk.trouble(error)

    def _on_chosen(self) -> None:
        entry = self.table.current_row()
        for made in self.buttons:
            made.setEnabled(entry is not None)
        self.card.setVisible(entry is not None)
        if entry is not None:
            self.card.show_entry(entry)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        for made in self.buttons:
            bar.addWidget(made)
        bar.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.states, 1)
        row.addWidget(self.card)
        listed = QWidget()
        inside = QVBoxLayout(listed)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addLayout(bar)
        inside.addLayout(row, 1)
        self.stack.addWidget(listed)
        self.stack.addWidget(self.compare)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.steps)
        column.addWidget(self.stack, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_sizes()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "card"):
            self._set_sizes()

    def _set_sizes(self) -> None:
        self.card.setFixedWidth(min(look().px(360), round(self.width() * _CARD_SHARE)))

    def _buttons(self) -> tuple[QPushButton, ...]:
        def chosen(signal: Any) -> Callable[[], None]:
            return lambda: signal.emit(self.table.current_row().report)

        return (
            button("打开", chosen(self.open_wanted), tip="在窗口里打开(回车)"),
            button("另存…", self.save, key="Ctrl+S", tip="把签发的文件存到一个文件夹,一个字节也不变"),
            button("打印…", self.print, key="Ctrl+P"),
            button("核验", chosen(self.verify_wanted), key="Ctrl+K", tip="检查存档的文件是否完整、谁签了名"),
            button("对比两份…", self.show_comparison, key="Ctrl+D", tip="两份月报逐个数字对比"),
        )

    def _ask_folder(self) -> str:
        return QFileDialog.getExistingDirectory(self, "存到哪个文件夹")


def month_words(report: IssuedReport) -> str:
    return f"{report.year}年{report.month}月"


def reading(report: IssuedReport, kind: str) -> Callable[[Any], bytes]:
    """Work that reads one file of an issued report."""

    def read(office: Any) -> bytes:
        from app import services

        return services.reports.file_bytes(office, report.id, kind)

    return read


def _month(entry: RegisterEntry) -> str:
    return month_words(entry.report)


def _when(entry: RegisterEntry) -> str:
    return f"{chinese_date(entry.report.issued_at.date())} {entry.report.issued_at:%H:%M}"


def _signers(entry: RegisterEntry) -> str:
    return "、".join(event.who for event in entry.signers)
