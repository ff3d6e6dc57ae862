"""Taking a ledger in: choose, see what was understood, see what will happen, accept. Nothing is written before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.base.errors import Fault, UserFault
from app.base.files import write_atomically
from app.models.changes import Changes
from app.ui.desk import Desk
from app.ui.importing.choose import ChoosePage
from app.ui.importing.done import DonePage
from app.ui.importing.ledgers import HOUSEHOLDS, KINDS, Answers, LedgerKind, recognise
from app.ui.importing.mapping import MappingPage
from app.ui.importing.plan_page import PlanPage
from app.ui.importing.working import WorkingPage
from app.ui.jobs import Job
from app.ui.theme import look
from app.ui.widgets.card import Banner
from app.ui.widgets.plain import button, title_label, words

STEPS = ("选择文件", "核对表头", "核对内容", "完成")


class ImportWizard(QDialog):
    """Opened by `open()`. The kind of ledger is recognised, and can be chosen. Esc leaves (or stops what is running);
    what was accepted stays."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.preview: Any = None
        self.kind = HOUSEHOLDS
        self.path = Path()
        self._job: Job[Any] | None = None
        self._back_to: QWidget | None = None
        self._written: list[Changes] = []  # by the present acceptance
        self.setWindowTitle("导入台账")
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
        """Read a file, recognise what it is, and show what was understood of it."""
        self.path = path
        self._written = []
        self.preview = None
        self._forget_plan()
        self.choose.trouble.hide()

        def work(office: Any, report: Callable[[int, int], None]) -> Any:
            raw, kind = recognise(office, path, report)
            if kind is None:
                return None
            return kind, *kind.plan(office, path, layouts=None, answers=None, raw=raw, report=report)

        self._run("正在读取", f"{path.name}", work, self._recognised, self.choose)

    def choose_kind(self, kind: LedgerKind) -> None:
        """The same file as another kind of ledger."""
        if kind is self.kind or self.preview is None:
            return
        self.kind = kind
        self._forget_plan()
        self._plan("正在读取", f"{self.path.name}", self._understood, self.mapping)

    def next(self) -> None:
        """From the header words to the plan, from the plan into the store."""
        page = self.pages.currentWidget()
        if page is self.mapping:
            self._plan("正在核对", self.kind.checking, self._planned, self.mapping, self.mapping.layouts)
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
        kind = self.kind

        def work(office: Any, report: Callable[[int, int], None]) -> Changes:
            changes = kind.accept(office, preview, report)
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
        path, kind = self.path, self.kind
        raw = self.preview.raw if self.preview is not None else None

        def work(office: Any, report: Callable[[int, int], None]) -> Any:
            return kind.plan(office, path, layouts=layouts, answers=answers, raw=raw, report=report)

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

    def _recognised(self, result: Any) -> None:
        if result is None:
            self._failed(
                UserFault(
                    "没有找到台账的表头,什么都没有写入。",
                    f"请检查是否选错了文件:{';'.join(kind.missing for kind in KINDS.values())}。",
                    place=self.path.name,
                )
            )
            return
        self.kind, preview, fields = result
        self._understood((preview, fields))

    def _understood(self, result: Any) -> None:
        self.preview, fields = result
        self._show_kind()
        self.mapping.show_layouts(self.preview.layouts, self.preview.raw, fields)
        self._show(self.mapping)
        if not self.mapping.usable:
            self.trouble.say(f"{self.kind.missing}。可以在下面改对表头的意思,或换一种台账。", "amber")
        for note in self.preview.raw.notes[:1]:
            self.trouble.say(note, "amber")

    def _planned(self, result: Any) -> None:
        self.preview = result[0]
        self.plan.show_plan(self.preview.plan, self.path, self.kind)
        self._show(self.plan)

    def _replan(self, answers: Answers) -> None:
        self._plan("正在核对", "正在按您的回答重新核对…", self._planned, self.plan, self.mapping.layouts, answers)

    def _accepted(self, changes: Changes) -> None:
        self._job = None
        self.done_page.show_plan(self.preview.plan, self.kind)
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
        path, errors, kind = self.path, self.preview.plan.errors, self.kind

        def work(_office: Any) -> str:
            return write_atomically(target, kind.marked_copy(path, errors)).name

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

    def _open_page(self, key: str, argument: object) -> None:
        self.accept()
        self.desk.open_page(key, argument)

    def _forget_plan(self) -> None:
        self.plan.plan = None
        self.plan.questions.answers.clear()

    def _show_kind(self) -> None:
        """The chooser stands at the kind that was recognised, without telling it as the person's choice."""
        self.kind_box.setCurrentIndex(self.kind_box.findData(self.kind.key))

    def _show(self, page: QWidget) -> None:
        self.pages.setCurrentWidget(page)
        place = {self.choose: 0, self.working: -1, self.mapping: 1, self.plan: 2, self.done_page: 3}[page]
        if place >= 0:
            for number, label in enumerate(self.steps):
                label.setProperty("tone", "accent" if number == place else "muted")
                label.style().unpolish(label)
                label.style().polish(label)
        self.kind_box.setVisible(page is self.mapping)
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
        head.addWidget(title_label("导入台账"))
        self.kind_box = QComboBox()
        self.kind_box.setAccessibleName("台账种类")
        self.kind_box.setToolTip("这是哪种台账(Alt+K)")
        for kind in KINDS.values():
            self.kind_box.addItem(kind.title, kind.key)
        self.kind_box.activated.connect(lambda _place: self.choose_kind(KINDS[str(self.kind_box.currentData())]))
        QShortcut(QKeySequence("Alt+K"), self.kind_box).activated.connect(self.kind_box.showPopup)
        head.addWidget(self.kind_box)
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
