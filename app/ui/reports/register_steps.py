"""The steps of an issued report, asked across the page: sign in turn, hand in, take the receipt in, correct."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.base.errors import Doubt
from app.models.changes import Changes
from app.models.register import EventKind, RegisterEntry
from app.models.reports import IssuedReport
from app.ui.desk import Desk
from app.ui.reports import register_work as work
from app.ui.reports.reason import ReasonBar
from app.ui.reports.register_card import next_step
from app.ui.widgets.bars import AskBar, WorkBar


class RegisterSteps(QWidget):
    """Nothing is seen of it until something is asked or done."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.choose_file: Callable[[], str] = self._ask_file
        self.ask, self.reason, self.work = AskBar(), ReasonBar(), WorkBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.ask, self.reason, self.work):
            column.addWidget(widget)

    def next(self, entry: RegisterEntry) -> None:
        """Whatever is due with the report: sign in turn, hand in, take the receipt in."""
        if not next_step(entry):
            return
        if entry.waiting:
            self._ask_to_sign(entry)
        elif entry.state is EventKind.SIGNED:
            self.ask.ask(
                f"记下 {entry.report.serial} 号月报已报送街道吗?报送后不能再签名,有错要签发更正。",
                "已报送",
                lambda: self._hand_in(entry, sure=False),
            )
        else:
            self.take_receipt()

    def _ask_to_sign(self, entry: RegisterEntry) -> None:
        role = entry.waiting[0].words
        self.ask.ask(
            f"{role}现在给 {entry.report.serial} 号月报签名吗?前面的签名不受影响,签了就留在文件里。",
            "签名",
            lambda: self._sign(entry.report.id, f"正在给 {entry.report.serial} 号月报签名…"),
        )

    def _sign(self, number: int, said: str) -> None:
        job = self.desk.jobs.run_long(
            lambda office, report: work.sign(office, number, report), self._changed_by_us, owner=self
        )
        self.work.follow(job, said)

    def _hand_in(self, entry: RegisterEntry, *, sure: bool) -> None:
        number = entry.report.id
        self._with_doubt(
            lambda office: work.hand_in(office, number, sure=sure), "仍要报送", lambda: self._hand_in(entry, sure=True)
        )

    def take_receipt(self) -> None:
        """The street's answer, from a file."""
        if name := self.choose_file():
            self._take(Path(name), sure=False)

    def _take(self, file: Path, *, sure: bool) -> None:
        self._with_doubt(
            lambda office: work.take_receipt(office, file, sure=sure), "仍要收下", lambda: self._take(file, sure=True)
        )

    def _with_doubt(self, verb: Callable[[Any], Changes], word: str, again: Callable[[], None]) -> None:
        """Do it; what is unusual is asked again across the page."""

        def failed(error: BaseException) -> None:
            if isinstance(error, Doubt):
                self.ask.ask(f"{error.what}{error.remedy}", word, again)
            else:
                self.desk.trouble(error)

        self.desk.jobs.run(verb, self._changed_by_us, failed=failed, owner=self)

    def ask_to_correct(self, entry: RegisterEntry) -> None:
        if entry.corrected_by:
            return
        serial = entry.report.serial
        self.reason.ask(
            f"{serial} 号已经签发,不能改。按现在的登记签发一份更正的月报,上面印着“更正 {serial} 号”。",
            "签发更正",
            lambda reason: self._correct(entry.report, reason),
            hint="更正的原因,例如:漏登记一户",
            missing="还没有写更正的原因。街道和以后查看的人都要知道改了什么。",
        )

    def _correct(self, wrong: IssuedReport, reason: str) -> None:
        def landed(issued: IssuedReport) -> None:
            title = f"更正 {wrong.serial} 号,签发 {issued.serial} 号月报"
            self._changed_by_us(Changes(0, title, frozenset(("reports",))))

        job = self.desk.jobs.run_long(
            lambda office, report: work.correct(office, wrong, reason, report), landed, owner=self
        )
        self.work.follow(job, f"正在签发{wrong.year}年{wrong.month}月月报的更正…")

    def _changed_by_us(self, changes: Changes) -> None:
        self.desk.bus.changed.emit(changes)
        self.desk.tell(f"{changes.title}。")

    def _ask_file(self) -> str:
        name, _ = QFileDialog.getOpenFileName(self, "选择街道的回执", "", "回执 (*.zip);;所有文件 (*)")
        return name
