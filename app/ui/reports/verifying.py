"""签名与核验: is a file still what was signed, and by whom; packages of others; who signs here, and whom we know."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.models.changes import Changes
from app.models.reports import IssuedReport
from app.ui.desk import Desk
from app.ui.reports.packages_view import PackagesView
from app.ui.reports.register import reading
from app.ui.reports.segment import Segment
from app.ui.reports.signers_view import SignersView
from app.ui.widgets.plain import button, words
from app.ui.widgets.rows import Column, RowsModel
from app.ui.widgets.states import StateView
from app.ui.widgets.table import RowsView

VERDICTS = {"whole": "完整", "changed": "已改动", "unsigned": "未签名", "unreadable": "无法读取"}
_TONES = {"whole": "green", "changed": "red", "unsigned": "amber", "unreadable": "red"}
VERIFY, RECEIVE, SIGNERS = range(3)
_TABS = ("核验文件", "接收报送包", "签名人与证书")
_FIRST_KEY = 6  # Alt+1 to Alt+5 go to the parts of the page


@dataclass(frozen=True)
class SignatureLine:
    """One signature of a whole file, as it is read by people."""

    order: int
    role: str
    name: str
    signer: str
    fingerprint: str
    at: str
    known: str
    covers: str


@dataclass(frozen=True)
class Verdict:
    """One line of the result, as it is read by people. `path`: where the file lies, None for one of the register."""

    file: str
    verdict: str
    signer: str
    known: str
    reason: str
    signatures: tuple[SignatureLine, ...] = ()
    path: Path | None = None

    @property
    def words(self) -> str:
        return VERDICTS.get(self.verdict, self.verdict)


class VerifyView(Segment):
    """Choose files, or drop them here: packages go to the tab that takes them in, all else is verified."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.choose_files: Callable[[], list[str]] = self._ask_files
        self.setAcceptDrops(True)
        self.model: RowsModel[Verdict] = RowsModel(
            (
                Column(
                    "verdict", "结论", lambda row: row.words, width=84, tone=lambda row: _TONES.get(row.verdict, "")
                ),
                Column("file", "文件", lambda row: row.file, width=240, tip=lambda row: row.file),
                Column("signer", "签名", lambda row: row.signer or "—", width=200, tip=lambda row: row.signer),
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
        self.lines: RowsModel[SignatureLine] = RowsModel(
            (
                Column("order", "次序", lambda row: str(row.order), width=56),
                Column("role", "身份", lambda row: row.role or "—", width=88),
                Column("name", "姓名", lambda row: row.name, width=120, tip=lambda row: row.name),
                Column("signer", "证书", lambda row: row.signer, width=144, tip=lambda row: row.fingerprint),
                Column("at", "签名时间", lambda row: row.at, width=160),
                Column("known", "是否认识", lambda row: row.known, width=88, tone=_known_tone),
                Column("covers", "签的是", lambda row: row.covers, width=120, tip=lambda row: row.covers),
            )
        )
        self.line_table = RowsView(self.lines, sorting=False)
        self.line_table.setAccessibleName("文件上的签名")
        self.know_button = button("登记签名人…", self.know, key="Ctrl+J", tip="核对指纹后,登记为认识的签名人")
        self.packages = PackagesView(desk)
        self.signers = SignersView(desk)
        self.tabs = QTabWidget()
        self._lay_out()
        self._settle(None)

    def refresh(self) -> None:
        self.signers.refresh()

    def changed(self, _changes: Changes) -> None:
        if self.tabs.currentIndex() == SIGNERS:
            self.signers.refresh()

    def take_focus(self) -> None:
        self.tabs.tabBar().setFocus()

    def choose(self) -> None:
        self.take([Path(name) for name in self.choose_files()])

    def take(self, files: Sequence[Path]) -> None:
        """Packages go to the tab that takes them in; all else is verified."""
        packages = [file for file in files if file.suffix.lower() == ".zip"]
        self.verify([file for file in files if file not in packages])
        if packages:
            self.tabs.setCurrentIndex(RECEIVE)
            self.packages.receive(packages)

    def verify(self, files: Sequence[Path]) -> None:
        if not files:
            return
        self.tabs.setCurrentIndex(VERIFY)
        self._start(lambda paths: _verify(paths, files))

    def verify_bytes(self, contents: Sequence[tuple[str, bytes]]) -> None:
        """Files of our own register: nothing of them is laid down in clear."""
        self.tabs.setCurrentIndex(VERIFY)
        self._start(lambda paths: _verify_contents(paths, contents))

    def verify_issued(self, report: IssuedReport) -> None:
        """The files of one report as they are kept."""
        self.desk.jobs.run(
            lambda office: [(file.name, reading(report, file.kind)(office)) for file in report.files],
            self.verify_bytes,
            owner=self,
        )

    def know(self) -> None:
        """Whoever signed the chosen file and is not known yet, after a look at the fingerprint."""
        row = self.table.current_row()
        if row is not None and row.path is not None:
            self.tabs.setCurrentIndex(SIGNERS)
            self.signers.look_at(row.path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.take(files)

    def _start(self, work: Callable[[Any], tuple[Verdict, ...]]) -> None:
        self._settle(None)
        self.states.show_loading("正在核验…")
        paths = self.desk.paths
        self.desk.jobs.run(lambda _office: work(paths), self._fill, failed=self._on_failed, owner=self)

    def _fill(self, verdicts: tuple[Verdict, ...]) -> None:
        self.model.set_rows(verdicts)
        self.states.show_content()
        self.table.choose_row(0)
        if self.tabs.currentIndex() == VERIFY:
            self.table.setFocus()
        if verdicts:
            self._say(verdicts[0])

    def _say(self, row: Verdict) -> None:
        self.reason.setText(f"{row.file}:{row.words}。{row.reason}")
        self._settle(row)

    def _settle(self, row: Verdict | None) -> None:
        """The signatures of the chosen file; nothing where there are none."""
        if row is None:
            self.reason.setText("")
        lines = row.signatures if row is not None else ()
        self.lines.set_rows(lines)
        self.line_table.setVisible(bool(lines))
        unknown = row is not None and row.path is not None and any(line.known == "不认识" for line in lines)
        self.know_button.setVisible(unknown)

    def _on_failed(self, error: BaseException) -> None:
        self.states.show_fault(error)
        self.desk.trouble(error)

    def _lay_out(self) -> None:
        checked = QWidget()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(button("选择文件…", self.choose, key="Ctrl+O"))
        row.addWidget(words("也可以把 PDF、Excel 文件或报送包拖到这里。", "muted"), 1)
        row.addWidget(self.know_button)
        column = QVBoxLayout(checked)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.states, 3)
        column.addWidget(self.reason)
        column.addWidget(self.line_table, 2)
        self.states.show_empty("看一份月报是不是原件", "选择收到的 PDF 或 Excel 文件,马上知道有没有被改动、是谁签的。")
        self.tabs.setDocumentMode(True)
        for place, (view, name) in enumerate(zip((checked, self.packages, self.signers), _TABS, strict=True)):
            self.tabs.addTab(view, name)
            self.tabs.setTabToolTip(place, f"{name}(Alt+{place + _FIRST_KEY})")
            shortcut = QShortcut(QKeySequence(f"Alt+{place + _FIRST_KEY}"), self)
            shortcut.activated.connect(partial(self.tabs.setCurrentIndex, place))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.tabs)

    def _ask_files(self) -> list[str]:
        names, _ = QFileDialog.getOpenFileNames(
            self, "选择要核验的文件", "", "月报文件和报送包 (*.pdf *.xlsx *.zip);;所有文件 (*)"
        )
        return names


def _known_tone(row: SignatureLine) -> str:
    return "green" if row.known == "认识" else "amber"


def _verify(paths: Any, files: Sequence[Path]) -> tuple[Verdict, ...]:
    from app import services

    found = services.verifying.verify_files(paths, files)
    return tuple(_verdict(one, path) for one, path in zip(found, files, strict=True))


def _verify_contents(paths: Any, contents: Sequence[tuple[str, bytes]]) -> tuple[Verdict, ...]:
    from app import services

    return tuple(_verdict(one) for one in services.verifying.verify_contents(paths, contents))


def _verdict(found: Any, path: Path | None = None) -> Verdict:
    return Verdict(
        file=Path(found.file).name,
        verdict=str(found.verdict),
        signer="、".join(one.name for one in found.signatures) or found.signer or "",
        known=_known(found.known) if found.signer else "—",
        reason=found.reason,
        signatures=tuple(
            SignatureLine(
                one.order,
                one.role,
                one.name,
                one.signer,
                one.fingerprint,
                _said(one.signed_at),
                _known(one.known),
                one.covers,
            )
            for one in found.signatures
        ),
        path=path,
    )


def _said(moment: str | None) -> str:
    """2026年11月22日 09:00 of '2026-11-22 09:00:00'."""
    return f"{chinese_date(date.fromisoformat(moment[:10]))} {moment[11:16]}" if moment else "未注明"


def _known(known: bool) -> str:
    return "认识" if known else "不认识"
