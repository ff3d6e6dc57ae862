"""Taking a ledger in: choose, see what was understood, see what will happen, accept. Nothing is written before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.base.errors import Fault, UserFault
from app.base.files import write_atomically
from app.models.changes import Changes
from app.ui.desk import Desk
from app.ui.importing.choose import ChoosePage
from app.ui.importing.done import DonePage
from app.ui.importing.mapping import MappingPage
from app.ui.importing.plan_page import PlanPage
from app.ui.importing.working import WorkingPage
from app.ui.jobs import Job
from app.ui.theme import look
from app.ui.widgets.card import Banner
from app.ui.widgets.plain import button, title_label, words

STEPS = ("选择文件", "核对表头", "核对内容", "完成")
Answers = Mapping[tuple[str, int], str]


class ImportWizard(QDialog):
    """Opened by `open()`. Esc leaves (or stops what is running); what was accepted stays."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.preview: Any = None
        self.path = Path()
        self._job: Job[Any] | None = None
        self._back_to: QWidget | None = None
        self._written: list[Changes] = []  # by the present acceptance
        self.setWindowTitle("导入住户台账")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(min(1180, look().px(1080)), 660)
        self.choose = ChoosePage()
        self.working = WorkingPage()
        self.mapping = MappingPage()
        self.plan = PlanPage()
        self.done_page = DonePage()
        self.pages = QStackedWidget()
        self._lay_out()
        self._wire()
        self._show(self.choose)

    # the steps

    def take(self, path: Path) -> None:
        """Read a file and show what was understood of it."""
        self.path = path
        self._written = []
        self.preview = None
        self.plan.plan = None
        self.plan.questions.answers.clear()
        self.choose.trouble.hide()
        self._plan("正在读取", f"{path.name}", self._understood, self.choose)

    def next(self) -> None:
        """From the header words to the plan, from the plan into the store."""
        page = self.pages.currentWidget()
        if page is self.mapping:
            self._plan("正在核对", "正在与已登记的住户逐行对照…", self._planned, self.mapping, self.mapping.layouts)
        elif page is self.plan:
            self.accept_plan()

    def back(self) -> None:
        page = self.pages.currentWidget()
        if page is self.mapping:
            self._show(self.choose)
        elif page is self.plan:
            self._show(self.mapping)

    def accept_plan(self) -> None:
        """Write everything in one transaction; while it runs it can still be stopped, and then nothing was written."""
        preview = self.preview
        if preview is None or not preview.plan.operations:
            return

        written = self._written = []

        def work(office: Any, report: Callable[[int, int], None]) -> Changes:
            from app import services

            changes: Changes = services.importing.accept(office, preview, report)
            written.append(changes)
            return changes

        self._run("正在写入", "请稍等;写完以前可以停止,停止就一行也不写。", work, self._accepted, self.plan)

    def stop(self) -> None:
        """Stop what is running and go back to where it began."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._tell_if_written()
        if self._back_to is not None:
            self._show(self._back_to)

    # Qt's own

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.pages.currentWidget() is self.working:
            self.stop()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # Enter belongs to the lists; Ctrl+Enter goes on
        else:
            super().keyPressEvent(event)

    def reject(self) -> None:
        if self.pages.currentWidget() is self.working:
            self.stop()
        super().reject()

    # within

    def _plan(
        self,
        title: str,
        note: str,
        done: Callable[[Any], None],
        back_to: QWidget,
        layouts: Any = None,
        answers: Answers | None = None,
    ) -> None:
        path = self.path
        raw = self.preview.raw if self.preview is not None else None

        def work(office: Any, report: Callable[[int, int], None]) -> Any:
            from app import services

            preview = services.importing.plan_households(
                office, path, layouts=layouts, answers=answers, raw=raw, report=report
            )
            return preview, {str(key): title for key, title in services.importing.FIELDS.items()}

        self._run(title, note, work, done, back_to)

    def _run(
        self,
        title: str,
        note: str,
        work: Callable[[Any, Callable[[int, int], None]], Any],
        done: Callable[[Any], None],
        back_to: QWidget,
    ) -> None:
        self._back_to = back_to
        self.trouble.hide()
        self.working.begin(title, note)
        self._show(self.working)
        self._job = self.desk.jobs.run_long(work, done, failed=self._failed, owner=self)
        self._job.progress.connect(self.working.show_progress)

    def _understood(self, result: Any) -> None:
        self.preview, fields = result
        if all(layout.header is None for layout in self.preview.layouts):
            self._failed(
                UserFault(
                    "没有找到住户台账的表头,什么都没有写入。",
                    "请检查是否选错了文件;台账的第一行或前几行应写着门牌、姓名这样的表头。",
                    place=self.path.name,
                )
            )
            return
        self.mapping.show_layouts(self.preview.layouts, self.preview.raw, fields)
        self._show(self.mapping)
        for note in self.preview.raw.notes[:1]:
            self.trouble.say(note, "amber")

    def _planned(self, result: Any) -> None:
        self.preview = result[0]
        self.plan.show_plan(self.preview.plan, self.path)
        self._show(self.plan)

    def _replan(self, answers: Answers) -> None:
        self._plan("正在核对", "正在按您的回答重新核对…", self._planned, self.plan, self.mapping.layouts, answers)

    def _accepted(self, changes: Changes) -> None:
        self._job = None
        self.done_page.show_plan(self.preview.plan)
        self._show(self.done_page)
        self.desk.bus.changed.emit(changes)
        self.desk.tell(f"已完成:{changes.title}。按 Ctrl+Z 可以撤销。")

    def _tell_if_written(self) -> None:
        """Stopping can come a moment too late: then the pages must know, and so must the person."""
        desk, written = self.desk, self._written

        def told(_nothing: None) -> None:
            for changes in written:
                desk.bus.changed.emit(changes)
                desk.tell(f"停止以前已经写完:{changes.title}。按 Ctrl+Z 可以撤销。")

        desk.jobs.run(lambda _office: None, told)

    def _failed(self, error: BaseException) -> None:
        self._job = None
        back_to = self._back_to or self.choose
        self._show(back_to)
        banner = self.choose.trouble if back_to is self.choose else self.trouble
        if isinstance(error, Fault):
            banner.say(f"{error}", "red")
        else:
            banner.say("没有读成,什么都没有写入。请再试一次;还不行,请换一份文件试试。", "red")
            self.desk.trouble(error)

    def _save_copy(self, target: Path) -> None:
        path, errors = self.path, self.preview.plan.errors

        def work(_office: Any) -> str:
            from app import services

            return write_atomically(target, services.importing.marked_copy(path, errors)).name

        self.desk.jobs.run(
            work,
            lambda name: self.trouble.say(f"标注副本已保存:{name}。请在其中改好标出的格子,再导入它。", "green"),
            failed=self._copy_failed,
            owner=self,
        )

    def _copy_failed(self, error: BaseException) -> None:
        if isinstance(error, Fault):
            self.trouble.say(str(error), "red")
        else:
            self.trouble.say("标注副本没有保存成,原文件没有改动。请换一个位置再试。", "red")
            self.desk.trouble(error)

    def _open_page(self, key: str) -> None:
        self.accept()
        self.desk.open_page(key, None)

    def _show(self, page: QWidget) -> None:
        self.pages.setCurrentWidget(page)
        place = {self.choose: 0, self.working: -1, self.mapping: 1, self.plan: 2, self.done_page: 3}[page]
        if place >= 0:
            for number, label in enumerate(self.steps):
                label.setProperty("tone", "accent" if number == place else "muted")
                label.style().unpolish(label)
                label.style().polish(label)
        self.back_button.setVisible(page in (self.mapping, self.plan))
        self.next_button.setVisible(page in (self.mapping, self.plan))
        self.next_button.setText("接受" if page is self.plan else "下一步")
        self.next_button.setShortcut("Ctrl+Return")  # a new text takes the key away
        self.cancel_button.setText("关闭" if page is self.done_page else "取消")
        self.cancel_button.setVisible(page is not self.working)
        self._enable()
        page.setFocus()

    def _enable(self) -> None:
        page = self.pages.currentWidget()
        ready = False
        if page is self.mapping:
            ready = self.mapping.usable
        elif page is self.plan and self.preview is not None:
            ready = bool(self.preview.plan.operations)
        self.next_button.setEnabled(ready)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(title_label("导入住户台账"))
        head.addStretch(1)
        self.steps = [words(f"{number}  {name}") for number, name in enumerate(STEPS, 1)]
        for label in self.steps:
            head.addWidget(label)
        column.addLayout(head)
        self.trouble = Banner("red")
        column.addWidget(self.trouble)
        for page in (self.choose, self.working, self.mapping, self.plan, self.done_page):
            self.pages.addWidget(page)
        column.addWidget(self.pages, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        self.cancel_button = button("取消", self.reject, tip="不导入,什么都不写(Esc)")
        self.back_button = button("上一步", self.back, tip="回到上一步(Alt+←)")
        self.back_button.setShortcut("Alt+Left")
        self.next_button = button("下一步", self.next, kind="primary", tip="往下走(Ctrl+回车)")
        for made in (self.cancel_button, self.back_button, self.next_button):
            foot.addWidget(made)
        column.addLayout(foot)

    def _wire(self) -> None:
        self.choose.chosen.connect(self.take)
        self.working.stopped.connect(self.stop)
        self.mapping.touched.connect(self._enable)
        self.plan.answered.connect(self._replan)
        self.plan.copy_wanted.connect(self._save_copy)
        self.done_page.page_wanted.connect(self._open_page)
