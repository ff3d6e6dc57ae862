"""核验: is a file still what was signed, and by whom; in plain words, for files from anywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.models.reports import IssuedReport
from app.ui.desk import Desk
from app.ui.reports.register import reading
from app.ui.reports.segment import Segment
from app.ui.widgets.plain import button, words
from app.ui.widgets.rows import Column, RowsModel
from app.ui.widgets.states import StateView
from app.ui.widgets.table import RowsView

VERDICTS = {"whole": "完整", "changed": "已改动", "unsigned": "未签名", "unreadable": "无法读取"}
_TONES = {"whole": "green", "changed": "red", "unsigned": "amber", "unreadable": "red"}


@dataclass(frozen=True)
class Verdict:
    """One line of the result, as it is read by people."""

    file: str
    verdict: str
    signer: str
    known: str
    reason: str

    @property
    def words(self) -> str:
        return VERDICTS.get(self.verdict, self.verdict)


class VerifyView(Segment):
    """Choose files, or drop them here."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._desk = desk
        self.choose_files: Callable[[], list[str]] = self._ask_files
        self.setAcceptDrops(True)
        self.model: RowsModel[Verdict] = RowsModel(
            (
                Column(
                    "verdict", "结论", lambda row: row.words, width=84, tone=lambda row: _TONES.get(row.verdict, "")
                ),
                Column("file", "文件", lambda row: row.file, width=200, tip=lambda row: row.file),
                Column("signer", "签名单位", lambda row: row.signer or "—", width=140, tip=lambda row: row.signer),
                Column("known", "是否认识", lambda row: row.known, width=88),
                Column("reason", "说明", lambda row: row.reason, width=100, tip=lambda row: row.reason),
            )
        )
        self.table = RowsView(self.model)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # .pdf or .xlsx is told by the end of a name
        self.table.setAccessibleName("核验结果")
        self.table.chosen.connect(self._say)
        self.states = StateView(self.table)
        self.reason = words("", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(button("选择文件…", self.choose, key="Ctrl+O"))
        row.addWidget(words("也可以把 PDF 或 Excel 文件拖到这里。", "muted"), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.states, 1)
        column.addWidget(self.reason)
        self.states.show_empty("看一份月报是不是原件", "选择收到的 PDF 或 Excel 文件,马上知道有没有被改动、是谁签的。")

    def choose(self) -> None:
        self.verify([Path(name) for name in self.choose_files()])

    def verify(self, files: Sequence[Path]) -> None:
        if not files:
            return
        self._start(lambda paths: _verify(paths, files))

    def verify_bytes(self, contents: Sequence[tuple[str, bytes]]) -> None:
        """Files of our own register: put where the judge can read them, and taken away again."""
        self._start(lambda paths: _verify_contents(paths, contents))

    def verify_issued(self, report: IssuedReport) -> None:
        """The files of one report as they are kept."""
        self._desk.jobs.run(
            lambda office: [(file.name, reading(report, file.kind)(office)) for file in report.files],
            self.verify_bytes,
            owner=self,
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.verify(files)

    def _start(self, work: Callable[[Any], tuple[Verdict, ...]]) -> None:
        self.reason.setText("")
        self.states.show_loading("正在核验…")
        paths = self._desk.paths
        self._desk.jobs.run(lambda _office: work(paths), self._fill, failed=self._on_failed, owner=self)

    def _fill(self, verdicts: tuple[Verdict, ...]) -> None:
        self.model.set_rows(verdicts)
        self.states.show_content()
        self.table.choose_row(0)
        if verdicts:
            self._say(verdicts[0])

    def _say(self, row: Verdict) -> None:
        self.reason.setText(f"{row.file}:{row.words}。{row.reason}")

    def _on_failed(self, error: BaseException) -> None:
        self.states.show_fault(error)
        self._desk.trouble(error)

    def _ask_files(self) -> list[str]:
        names, _ = QFileDialog.getOpenFileNames(self, "选择要核验的文件", "", "月报文件 (*.pdf *.xlsx);;所有文件 (*)")
        return names


def _verify(paths: Any, files: Sequence[Path]) -> tuple[Verdict, ...]:
    from app import services

    return tuple(map(_verdict, services.verifying.verify_files(paths, files)))


def _verify_contents(paths: Any, contents: Sequence[tuple[str, bytes]]) -> tuple[Verdict, ...]:
    from app import services

    return tuple(map(_verdict, services.verifying.verify_contents(paths, contents)))


def _verdict(found: Any) -> Verdict:
    return Verdict(
        file=Path(found.file).name,
        verdict=str(found.verdict),
        signer=found.signer or "",
        known=("认识" if found.known else "不认识") if found.signer else "—",
        reason=found.reason,
    )
