"""First run in three calm steps: the organisation, the password, the recovery code; or a backup taken in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.base.clock import Clock
from app.base.errors import Fault
from app.base.paths import Paths
from app.models.home import HomeFigures
from app.models.people import Organisation
from app.ui.jobs import Jobs
from app.ui.trouble import Trouble
from app.ui.welcome.code import CodeStep
from app.ui.welcome.demo import demo_ledgers
from app.ui.welcome.restore import RestoreForm, restore_and_open
from app.ui.welcome.sheet import Sheet
from app.ui.welcome.steps import OrganisationStep, PasswordStep
from app.ui.widgets.plain import button, words

STEPS = ("单位", "密码", "恢复码")


@dataclass(frozen=True)
class Founded:
    """A new office: its first figures, its recovery code, and the sheet to print."""

    figures: HomeFigures
    code: str
    sheet: bytes


class SetupPage(QWidget):
    """`finished(figures, next_step)`: next_step is '', 'import' or 'demo'."""

    def __init__(
        self,
        jobs: Jobs,
        paths: Paths,
        clock: Clock,
        trouble: Trouble,
        finished: Callable[[HomeFigures, str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._paths = paths
        self._clock = clock
        self._trouble = trouble
        self._finished = finished
        self._founded: Founded | None = None
        self.sheet = Sheet(600)
        trouble.show = self.sheet.banner.say
        self.progress = words("", "muted")
        self.organisation = OrganisationStep()
        self.password = PasswordStep()
        self.code = CodeStep(jobs, trouble.present)
        self.code.confirmed.connect(self._on_confirmed)
        self.steps = QStackedWidget()
        for step in (self.organisation, self.password, self.code):
            self.steps.addWidget(step)
        self.restore = RestoreForm(self._restore, self._show_steps)
        self.restore_button = button("换了电脑?从备份恢复", self.show_restore, kind="link", key="F2")
        self.back_button = button("上一步", self.back, key="Alt+Left")
        self.next_button = button("下一步", self.next, kind="primary")
        self.demo_button = button("先看看示例", lambda: self._finish("demo"))
        self.plain_button = button("直接进入", lambda: self._finish(""))
        self._lay_out()
        self._show(0)
        self.organisation.entered.connect(self.next)
        self.password.entered.connect(self.next)

    def next(self) -> None:
        place = self.steps.currentIndex()
        if place == 0 and self.organisation.check():
            self._show(1)
        elif place == 1 and self.password.check():
            self._found()
        elif place == 2:
            self._finish("import")

    def back(self) -> None:
        if self.steps.currentIndex() == 1:
            self._show(0)

    def show_restore(self) -> None:
        """A backup instead of a new ledger; only while nothing has been set up."""
        self.sheet.banner.hide()
        self.steps.addWidget(self.restore)  # only now: its height would stretch the steps
        self.steps.setCurrentWidget(self.restore)
        for widget in (self.progress, self.restore_button, self.next_button):
            widget.hide()
        self.restore.setFocus()

    def _lay_out(self) -> None:
        self.sheet.body.addWidget(self.progress)
        self.sheet.body.addWidget(self.steps)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.back_button)
        row.addWidget(self.restore_button)
        row.addStretch(1)
        for made in (self.plain_button, self.demo_button, self.next_button):
            row.addWidget(made)
        self.sheet.body.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sheet)

    def _show(self, place: int) -> None:
        self.sheet.banner.hide()
        self.steps.setCurrentIndex(place)
        self.progress.setText(f"第 {place + 1} 步,共 {len(STEPS)} 步:{STEPS[place]}")
        last = place == 2
        self.progress.show()
        self.next_button.show()
        self.restore_button.setVisible(place == 0)
        self.back_button.setVisible(place == 1)
        self.demo_button.setVisible(last and bool(demo_ledgers()))
        self.plain_button.setVisible(last)
        self.next_button.setText("导入住户台账" if last else "下一步")
        (self.organisation, self.password, self.code)[place].setFocus()

    def _show_steps(self) -> None:
        self.steps.removeWidget(self.restore)
        self._show(0)

    def _restore(self, source: Path, secret: str) -> None:
        self.sheet.banner.hide()
        self.restore.wait(True)
        self._jobs.run(
            lambda _office: restore_and_open(self._jobs, self._paths, source, secret, self._clock),
            lambda figures: self._finished(figures, ""),
            failed=self._on_not_restored,
            owner=self,
        )

    def _on_not_restored(self, error: BaseException) -> None:
        self.restore.again()
        if isinstance(error, Fault):
            self.sheet.banner.say(str(error), "amber")
        else:
            self._trouble.present(error)

    def _found(self) -> None:
        organisation, password = self.organisation.organisation(), self.password.password()
        self._wait(True)
        self._jobs.run(
            lambda _office: _create(self._jobs, self._paths, organisation, password, self._clock),
            self._on_founded,
            failed=self._on_failed,
            owner=self,
        )

    def _on_founded(self, founded: Founded) -> None:
        self._wait(False)
        self._founded = founded
        self.password.forget()
        self.code.show_code(founded.code, founded.sheet)
        self._show(2)
        self._on_confirmed(False)

    def _on_failed(self, error: BaseException) -> None:
        self._wait(False)
        if isinstance(error, Fault):
            self.sheet.banner.say(str(error), "amber")
        else:
            self._trouble.present(error)

    def _on_confirmed(self, yes: bool) -> None:
        made: QPushButton
        for made in (self.next_button, self.demo_button, self.plain_button):
            made.setEnabled(yes)

    def _wait(self, waiting: bool) -> None:
        self.steps.setEnabled(not waiting)
        self.back_button.setEnabled(not waiting)
        self.next_button.setEnabled(not waiting)
        self.next_button.setText("正在建立…" if waiting else "下一步")

    def _finish(self, next_step: str) -> None:
        if self._founded is not None and self.code.is_confirmed:
            self._finished(self._founded.figures, next_step)


def _create(jobs: Jobs, paths: Paths, organisation: Organisation, password: str, clock: Clock) -> Founded:
    from app import services

    office, code = services.accounts.create_office(paths, organisation, password, clock)
    jobs.take_office(office)
    return Founded(services.home.home(office), code, services.accounts.recovery_sheet(office, code))
