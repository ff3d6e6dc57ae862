"""证明登记 and 公示: what was issued, and what hangs or hung out."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.models.certificates import CertificateLine, Posting
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.meetings.asking import verb
from app.ui.meetings.exporting import open_export
from app.ui.requests.focus import focus_rows
from app.ui.requests.sheet import SheetDialog
from app.ui.volunteers.hours_telling import CERTIFICATES, posting_columns
from app.ui.widgets.bars import AskBar
from app.ui.widgets.plain import button, words
from app.ui.widgets.rows import RowsModel
from app.ui.widgets.states import StateView
from app.ui.widgets.table import RowsView


class CertificatesView(QWidget):
    """The register of certificates. `new_wanted()`; `told(words)`."""

    new_wanted = Signal()
    told = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.text = ""
        self._latest = Latest(desk.jobs, self)
        self.model: RowsModel[Any] = RowsModel(CERTIFICATES, self)
        self.view = RowsView(self.model)
        self.view.setAccessibleName("证明登记")
        self.state = StateView(self.view)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(button("打开证明…", self.open_current, key="Ctrl+P", tip="看、打印或另存;另存的就是出具时的原件"))
        row.addWidget(words("出具的证明编号登记,不能改动;记录后来有更正的,重新出具一份。", "muted", wrap=True), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.state, 1)
        self.view.opened.connect(self.open_line)

    def refresh(self) -> None:
        if not self.model.rowCount():
            self.state.show_loading("正在读取登记簿…")
        self._latest.run(
            verb("certificates", "register", words=self.text),
            self._show,
            failed=lambda error: self.state.show_fault(error, self.refresh),
        )

    def search(self, text: str) -> None:
        if text != self.text:
            self.text = text
            self.refresh()

    def take_focus(self) -> None:
        focus_rows(self.view)

    def open_current(self) -> None:
        line = self.view.current_row()
        if line is not None:
            self.open_line(line)

    def open_line(self, line: CertificateLine) -> None:
        """The very bytes that were issued: seen, printed, saved."""
        show_certificate(self.desk, line.id, line.number, self.window())

    def export(self) -> None:
        today = chinese_date(self.desk.clock.today())
        read = verb("certificates", "register", words=self.text)
        open_export(self.desk, self.view, "志愿服务记录证明登记簿", f"截至{today}", read)

    def _show(self, lines: tuple[CertificateLine, ...]) -> None:
        kept = self.view.current_row()
        self.model.set_rows(lines)
        place = self.model.find(lambda row: kept is not None and row.id == kept.id)
        if place >= 0:
            self.view.choose_row(place)
        self.told.emit(f"共 {len(lines)} 份")
        if lines:
            self.state.show_content()
        elif self.text:
            self.state.show_empty("没有找到证明。", "可以写姓名或编号。")
        else:
            self.state.show_empty(
                "还没有出具过证明。",
                "志愿者要证明时,按 Ctrl+N 选人出具:编号、签名、登记一次完成。",
                "出具证明",
                self.new_wanted.emit,
            )


class PostingsView(QWidget):
    """公示 as they hung. `new_wanted()`, `objection_wanted(posting)`; `told(words)`."""

    new_wanted = Signal()
    objection_wanted = Signal(object)
    told = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._latest = Latest(desk.jobs, self)
        self.model: RowsModel[Any] = RowsModel(posting_columns(desk.clock.today()), self)
        self.view = RowsView(self.model)
        self.view.setAccessibleName("服务时长公示")
        self.state = StateView(self.view)
        self.asks = AskBar()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(button("打印名单…", self.print_current, key="Ctrl+P", tip="要张贴的名单,姓名已遮住"))
        row.addWidget(button("登记意见…", self._object, key="Alt+G", tip="公示期间收到的意见和核实结果"))
        row.addWidget(button("删除…", self._remove, key="Ctrl+Delete", tip="登记错的公示"))
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.asks)
        column.addWidget(self.state, 1)
        self.view.opened.connect(self._print)

    def refresh(self) -> None:
        if not self.model.rowCount():
            self.state.show_loading("正在读取公示…")
        self._latest.run(
            verb("postings", "all_postings"),
            self._show,
            failed=lambda error: self.state.show_fault(error, self.refresh),
        )

    def search(self, _text: str) -> None:
        """There are few: nothing is searched."""

    def take_focus(self) -> None:
        focus_rows(self.view)

    def print_current(self) -> None:
        one = self.view.current_row()
        if one is not None:
            self._print(one)

    def export(self) -> None:
        today = chinese_date(self.desk.clock.today())
        open_export(self.desk, self.view, "志愿服务时长公示登记", f"截至{today}", verb("postings", "all_postings"))

    def _print(self, one: Posting) -> None:
        SheetDialog(self.desk, "志愿服务时长公示", verb("postings", "pdf", one), self.window()).open()

    def _object(self) -> None:
        one = self.view.current_row()
        if one is not None:
            self.objection_wanted.emit(one)

    def _remove(self) -> None:
        one = self.view.current_row()
        if one is not None:
            drop = verb("postings", "remove", one.id)
            question = f"删除{chinese_date(one.posted_on)}的这次公示登记?删了可以用 Ctrl+Z 撤销。"
            self.asks.ask(question, "删除", lambda: self.desk.change(drop))

    def _show(self, found: tuple[Posting, ...]) -> None:
        self.model.set_rows(found)
        if found:
            self.view.choose_row(0)
            self.state.show_content()
        else:
            self.state.show_empty(
                "还没有公示过。",
                "一个月的场次都核对关闭以后,按 Ctrl+N 把遮住姓名的名单公示 7 天。",
                "公示服务时长",
                self.new_wanted.emit,
            )
        self.told.emit(f"共 {len(found)} 次")


def show_certificate(desk: Desk, certificate_id: int, number: str, parent: QWidget) -> SheetDialog:
    """An issued certificate as it was signed."""
    dialog = SheetDialog(
        desk,
        f"志愿服务记录证明 {number}",
        verb("certificates", "file_bytes", certificate_id),
        parent,
        note="证明上有完整的身份证号:请交给本人,不要转给别人。",
    )
    dialog.open()
    return dialog
