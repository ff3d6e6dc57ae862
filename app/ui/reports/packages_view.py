"""接收报送包: the street's side. Packages of many branches are looked through, summed up and answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.models.changes import Changes
from app.models.packages import Fate, Received, Reception
from app.ui.desk import Desk
from app.ui.reports import signers_work as work
from app.ui.reports.knowing import ask_to_know
from app.ui.widgets.bars import AskBar, WorkBar
from app.ui.widgets.plain import button, words
from app.ui.widgets.rows import Column, RowsModel
from app.ui.widgets.states import StateView
from app.ui.widgets.table import RowsView

_TONES = {
    Fate.ACCEPTED: "green",
    Fate.RETURNED: "red",
    Fate.UNKNOWN: "amber",
    Fate.SUPERSEDED: "muted",
    Fate.REFUSED: "red",
}


class PackagesView(QWidget):
    """Choose packages or drop them; then save the summary and a receipt for each branch."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.choose_files: Callable[[], list[str]] = self._ask_files
        self.choose_folder: Callable[[], str] = self._ask_folder
        self.reception: Reception | None = None
        self._files: list[Path] = []
        self.model: RowsModel[Received] = RowsModel(
            (
                Column("fate", "结果", lambda row: row.fate.words, width=84, tone=lambda row: _TONES[row.fate]),
                Column("branch", "填报单位", lambda row: row.manifest.branch if row.manifest else "—", width=168),
                Column("month", "月份", _month, width=104),
                Column("serial", "编号", lambda row: row.manifest.serial if row.manifest else "—", width=112),
                Column("file", "文件", lambda row: row.file, width=160, tip=lambda row: row.file),
                Column("reason", "说明", _reasons, width=160, tip=_reasons),
            )
        )
        self.table = RowsView(self.model)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.setAccessibleName("收到的报送包")
        self.table.chosen.connect(self._say)
        self.states = StateView(self.table)
        self.ask, self.work = AskBar(), WorkBar()
        self.missing = words("", "amber", wrap=True)
        self.reason = words("", wrap=True)
        self.choose_button = button("选择报送包…", self.choose, key="Ctrl+O")
        self.know_button = button("登记签名人…", self.know, key="Ctrl+J", tip="核对指纹后,登记为认识的签名人")
        self.save_button = button(
            "存汇总表和回执…", self.save, kind="primary", key="Ctrl+S", tip="汇总表和给各支部的回执,存到一个文件夹"
        )
        self._lay_out()
        self._settle()

    def choose(self) -> None:
        self.receive([Path(name) for name in self.choose_files()])

    def receive(self, files: Sequence[Path]) -> None:
        if not files:
            return
        self._files = list(files)
        self.states.show_loading("正在核对报送包…")
        taken = self._files
        job = self.desk.jobs.run_long(
            lambda office, report: work.look_through(office, taken, report),
            self._landed,
            failed=self._on_failed,
            owner=self,
        )
        job.ended.connect(self._after)
        self.work.follow(job, f"正在核对 {len(files)} 个报送包…")

    def know(self) -> None:
        """The signer of the chosen package, after a look at the fingerprint."""
        row = self.table.current_row()
        if row is None or not row.certificate:
            return
        certificate = row.certificate
        self.desk.jobs.run(
            lambda office: work.candidate_of(office, certificate),
            lambda found: ask_to_know(self.desk, self.ask, found, self._known),
            owner=self,
        )

    def save(self) -> None:
        reception, folder = self.reception, ""
        if reception is not None:
            folder = self.choose_folder()
        if reception is None or not folder:
            return
        kept = reception
        job = self.desk.jobs.run_long(
            lambda office, report: work.save_reception(office, kept, Path(folder), report), self._saved, owner=self
        )
        self.work.follow(job, "正在存汇总表和回执…")

    def _landed(self, reception: Reception) -> None:
        self.reception = reception
        self.model.set_rows(reception.items)
        self.states.show_content()
        self.table.choose_row(0)
        names = [f"{name}({year}年{month}月)" for (year, month), name in reception.missing]
        self.missing.setText(f"还没有报送:{'、'.join(names)}。" if names else "")
        self._settle()
        self._say(reception.items[0])
        self.table.setFocus()

    def _after(self) -> None:
        """A look that was stopped leaves what was there before."""
        if self.states.state == "loading":
            self._show_what_is_there()

    def _show_what_is_there(self) -> None:
        if self.reception is not None:
            self.states.show_content()
        else:
            self.states.show_empty(
                "还没有收到报送包", "把各支部交来的报送包(zip)拖到这里,或按 Ctrl+O 选择;一次可以选很多个。"
            )

    def _known(self, changes: Changes) -> None:
        self.desk.bus.changed.emit(changes)
        self.desk.tell(f"{changes.title}。")
        self.receive(self._files)

    def _saved(self, files: tuple[Path, ...]) -> None:
        self.desk.tell(f"已存到“{files[0].parent.name}”:汇总表和 {len(files) - 1} 份回执。")

    def _say(self, row: Received) -> None:
        who = f"签名人 {row.signer},指纹 {row.fingerprint[:16]}…。" if row.signer else ""
        self.reason.setText(f"{row.file}:{row.fate.words}。{who}{_reasons(row)}")
        self.know_button.setEnabled(row.fate is Fate.UNKNOWN)

    def _settle(self) -> None:
        there = self.reception is not None
        self.save_button.setEnabled(there)
        self.know_button.setEnabled(False)
        self.missing.setVisible(bool(self.missing.text()))
        if not there:
            self._show_what_is_there()

    def _on_failed(self, error: BaseException) -> None:
        self.states.show_fault(error)
        self.desk.trouble(error)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.choose_button)
        row.addWidget(self.know_button)
        row.addStretch(1)
        row.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        for widget in (self.ask, self.work):
            column.addWidget(widget)
        column.addLayout(row)
        column.addWidget(self.missing)
        column.addWidget(self.states, 1)
        column.addWidget(self.reason)

    def _ask_files(self) -> list[str]:
        names, _ = QFileDialog.getOpenFileNames(self, "选择报送包", "", "报送包 (*.zip);;所有文件 (*)")
        return names

    def _ask_folder(self) -> str:
        return QFileDialog.getExistingDirectory(self, "存到哪个文件夹")


def _month(row: Received) -> str:
    return f"{row.manifest.year}年{row.manifest.month}月" if row.manifest else "—"


def _reasons(row: Received) -> str:
    return "".join(row.reasons)
