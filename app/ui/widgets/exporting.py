"""Ctrl+E on every list: what is shown goes into a file, with numbers masked unless a purpose and a recipient are named.

A page hands over `make_ledger(office, full)`, which is called on the worker and gives exactly what the page shows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from inspect import signature
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.base.errors import Fault
from app.models.ledgers import Ledger
from app.ui.colours.flow import FlowLayout
from app.ui.desk import Desk
from app.ui.jobs import Job, Report
from app.ui.theme import look
from app.ui.widgets.bars import WorkBar
from app.ui.widgets.card import Banner
from app.ui.widgets.plain import button, title_label, words

MakeLedger = Callable[[Any, bool], Ledger]  # (office, whole numbers) -> what the page shows
TellingMaker = Callable[[Any, bool, Report], Ledger]  # one that takes its time, and says how far it is
_NUMBERS = (
    ("遮盖中间几位", "平时都这样导出", "Alt+Z"),
    ("完整号码", "要写明用途和接收人,并记入导出登记", "Alt+W"),
)
KINDS = (
    (".xlsx", "电子表格", "用 Excel 或 WPS 打开,可以接着填写和计算"),
    (".pdf", "打印件", "版面固定,适合打印、存档"),
    (".csv", "纯文本表", "其他软件也能读"),
)


class ExportDialog(QDialog):
    """Ctrl+S asks where to and writes; Esc stops a long work, then leaves. `saved` is the file once it is there.

    `scopes`: (words, ledger) to choose from where more than one makes sense, such as the chosen rows or all of them;
    they take the place of `make_ledger`. `numbers` False: the ledger has none, or keeps them masked whatever is asked,
    so that whole numbers are not offered. `masks`: what else is masked with the numbers, in a sentence.
    """

    def __init__(
        self,
        desk: Desk,
        make_ledger: MakeLedger | TellingMaker,
        title: str,
        parent: QWidget | None = None,
        *,
        scopes: Sequence[tuple[str, MakeLedger | TellingMaker]] = (),
        numbers: bool = True,
        masks: str = "",
    ) -> None:
        super().__init__(parent)
        self._masks = masks
        self._offers_numbers = numbers
        self._desk, self._title = desk, title
        self._scopes = tuple(scopes) or (("", make_ledger),)
        self.scope = QButtonGroup(self)
        self.saved: Path | None = None
        self.ask_target = self._ask_target
        self.setWindowTitle(f"导出 — {title}")
        self.setMinimumWidth(look().px(560))
        self.kinds = QButtonGroup(self)
        self.numbers = QButtonGroup(self)
        self.purpose, self.recipient = _line("例如:街道民政办核对高龄津贴"), _line("单位和姓名")
        self.banner = Banner()
        self.work = WorkBar()
        self.save_button = button("保存…", self.save, kind="primary", key="Ctrl+S")
        self.close_button = button("关闭", self.reject)
        self.log_button = button("以往的完整导出", self.show_log, kind="link", key="Ctrl+L")
        self._full_parts: list[QWidget] = []
        self._job: Job[Any] | None = None
        self._lay_out()
        self.numbers.idToggled.connect(lambda _number, _on: self._show_full())
        self._show_full()

    @property
    def suffix(self) -> str:
        return KINDS[self.kinds.checkedId()][0]

    @property
    def full(self) -> bool:
        return self.numbers.checkedId() == 1

    def save(self) -> None:
        if self.full and not (self.purpose.text().strip() and self.recipient.text().strip()):
            self.banner.say("导出完整号码要写明用途和接收人。请填写这两项,或者选择遮盖号码。", "amber")
            (self.recipient if self.purpose.text().strip() else self.purpose).setFocus()
            return
        chosen = self.ask_target()
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, target: Path) -> None:
        """Make the ledger and write it, on the worker."""
        if target.suffix.lower() != self.suffix:
            target = target.with_name(target.name + self.suffix)
        make, full = self._scopes[max(self.scope.checkedId(), 0)][1], self.full
        purpose, recipient = self.purpose.text(), self.recipient.text()

        def work(office: Any, report: Report) -> tuple[Path, int]:
            from app import services

            report(0, 1)
            ledger = _made(make, office, full, lambda done, of: report(done, 2 * of))
            saved = services.ledgers.save(
                office, ledger, target, lambda done, of: report(of + done, 2 * of), purpose=purpose, recipient=recipient
            )
            return saved, len(ledger.rows)

        self.banner.hide()
        job = self._desk.jobs.run_long(work, self._on_saved, failed=self._on_failed, owner=self)
        self._busy(True)
        self._job = job
        self.work.follow(job, "正在导出…")
        job.ended.connect(lambda: self._busy(False))

    def show_log(self) -> None:
        from app.ui.widgets.export_log import ExportLogDialog

        ExportLogDialog(self._desk, self).open()

    def reject(self) -> None:
        if self.work.isVisible():
            self.work.stop()
        else:
            super().reject()

    def _on_saved(self, saved: tuple[Path, int]) -> None:
        self.saved, rows = saved
        self._desk.tell(f"已导出 {rows} 行:{self.saved.name}")
        self.accept()

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, Fault):
            self.banner.say(str(error), "amber")
        else:
            self.banner.say("没有导出成功,已登记的内容都还在。请再试一次。", "red")
            self._desk.trouble(error)

    def _busy(self, busy: bool) -> None:
        for widget in (self.save_button, self.close_button, self.log_button):
            widget.setEnabled(not busy)

    def _show_full(self) -> None:
        for part in self._full_parts:
            part.setVisible(self.full)
        self.adjustSize()

    def _ask_target(self) -> str:
        kind = KINDS[self.kinds.checkedId()][1]
        name = f"{_file_name(self._title)}-{self._desk.clock.today():%Y%m%d}{self.suffix}"
        chosen, _ = QFileDialog.getSaveFileName(self, "导出到", name, f"{kind} (*{self.suffix})")
        return chosen

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(title_label(f"导出:{self._title}"))
        column.addWidget(words("导出的就是名单现在显示的:同样的人、同样的列、同样的顺序。", "muted", wrap=True))
        column.addWidget(self.banner)
        if len(self._scopes) > 1:
            said = [(words_, "", f"Alt+{key}") for (words_, _make), key in zip(self._scopes, "XQ", strict=False)]
            column.addWidget(_choices("导出哪些", self.scope, said))
        kinds = [(f"{name}({suffix})", hint, f"Alt+{n}") for n, (suffix, name, hint) in enumerate(KINDS, start=1)]
        column.addWidget(_choices("文件种类", self.kinds, kinds))
        if self._offers_numbers:
            column.addWidget(_choices("身份证号和电话", self.numbers, _NUMBERS))
            column.addLayout(self._full_fields())
        if self._masks:
            column.addWidget(words(f"选“{_NUMBERS[0][0]}”时,{self._masks}", "muted", wrap=True))
        column.addWidget(self.work)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.log_button)
        self.log_button.setVisible(self._offers_numbers)
        row.addStretch(1)
        row.addWidget(self.close_button)
        row.addWidget(self.save_button)
        column.addLayout(row)

    def _full_fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for place, (title, field) in enumerate((("用途", self.purpose), ("接收人", self.recipient))):
            label = words(title)
            field.setAccessibleName(title)
            grid.addWidget(label, place, 0)
            grid.addWidget(field, place, 1)
            self._full_parts += [label, field]
        note = words("完整号码的导出会记入导出登记:什么时候、什么名单、作什么用、交给谁。", "amber", wrap=True)
        grid.addWidget(note, 2, 0, 1, 2)
        self._full_parts.append(note)
        return grid


def _made(make: Callable[..., Ledger], office: Any, full: bool, report: Report) -> Ledger:
    """The ledger; its maker is told how to say how far it is where it takes a third argument."""
    return make(office, full, report) if len(signature(make).parameters) > 2 else make(office, full)


def _line(hint: str) -> QLineEdit:
    field = QLineEdit()
    field.setPlaceholderText(hint)
    field.setMaxLength(200)
    return field


def _choices(title: str, group: QButtonGroup, said: Sequence[tuple[str, str, str]]) -> QWidget:
    """A question and its answers, (words, hint, key) each, the first one chosen."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(words(title, "muted"))
    answers = QWidget()
    flow = FlowLayout(answers, space=16)
    for number, (text, hint, key) in enumerate(said):
        made = QRadioButton(text)
        made.setShortcut(key)
        made.setToolTip(f"{hint or text}({key})")
        made.setChecked(number == 0)
        group.addButton(made, number)
        flow.addWidget(made)
    column.addWidget(answers)
    return holder


def _file_name(title: str) -> str:
    """`title` without what a file's name may not hold."""
    return "".join("_" if character in '\\/:*?"<>|' else character for character in title)
