"""The unlock page: password, Enter; the way round for who forgot it; a backup when the ledger cannot be opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.base.clock import Clock
from app.base.errors import Fault
from app.base.paths import Paths
from app.models.home import HomeFigures
from app.ui.jobs import Jobs
from app.ui.welcome.password import PasswordField
from app.ui.welcome.recovery import RecoveryForm
from app.ui.welcome.restore import RestoreForm, restore_and_open
from app.ui.welcome.sheet import Sheet
from app.ui.widgets.plain import button, title_label, words

BUSY = "正在打开…"


class UnlockPage(QWidget):
    """`entered(figures)` is called with the first page's figures once the ledger is open, `restored(figures)` when it
    is another one, out of a backup."""

    def __init__(
        self,
        jobs: Jobs,
        paths: Paths,
        clock: Clock,
        entered: Callable[[HomeFigures], None],
        restored: Callable[[HomeFigures], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._paths = paths
        self._clock = clock
        self._entered = entered
        self._restored = restored or entered
        self.sheet = Sheet(440)
        self.password = PasswordField("密码")
        self.password.entered.connect(self.unlock)
        self.password.caps.connect(self._on_caps)
        self.open_button = button("打开台账", self.unlock, kind="primary")
        self.note = words("", "amber", wrap=True)
        self.recovery = RecoveryForm(self._reset, lambda: self._show_password(self.recovery), self)
        self.recovery.hide()
        self.restore = RestoreForm(self._restore, lambda: self._show_password(self.restore), self)
        self.restore.hide()
        self.forms = QStackedWidget()
        self.forms.addWidget(self._password_form())
        self.sheet.body.addWidget(self.forms)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sheet)
        self.setFocusProxy(self.password)

    def unlock(self) -> None:
        secret = self.password.text()
        if not secret:
            self.note.setText("请输入密码。")
            self.password.setFocus()
            return
        self._wait(True)
        self._jobs.run(lambda _office: self._open(secret), self._entered, failed=self.refuse, owner=self)

    def refuse(self, error: BaseException) -> None:
        """Say politely why it did not open; nothing counts against anyone."""
        self._wait(False)
        if isinstance(error, Fault):
            self.sheet.banner.say(str(error), "amber")
        else:
            self.sheet.banner.say("没有打开,台账没有受影响。请再试一次;还不行,请重新启动软件。", "red")
            self._jobs.fail(error)
        if self.forms.currentWidget() is self.recovery:
            self.recovery.code.selectAll()
            self.recovery.code.setFocus()
        elif self.forms.currentWidget() is self.restore:
            self.restore.again()
        else:
            self.password.field.selectAll()
            self.password.setFocus()

    def _password_form(self) -> QWidget:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(title_label("请输入密码"))
        column.addWidget(self.password)
        column.addWidget(self.note)
        column.addWidget(self.open_button)
        self.forgot = button("忘记密码?使用恢复码", self._show_recovery, kind="link", key="F2")
        column.addWidget(self.forgot)
        self.from_backup = button("打不开?从备份恢复", self._show_restore, kind="link", key="F3")
        column.addWidget(self.from_backup)
        column.addStretch(1)
        return form

    def _open(self, secret: str) -> HomeFigures:
        from app.ui.start import open_office

        return open_office(self._jobs, self._paths, secret, self._clock)

    def _reset(self, code: str, new_password: str) -> None:
        self._wait(True)

        def work(_office: Any) -> HomeFigures:
            from app import services

            services.accounts.reset_password(self._paths, code, new_password)
            return self._open(new_password)

        self._jobs.run(work, self._entered, failed=self.refuse, owner=self)

    def _restore(self, source: Path, secret: str) -> None:
        self._wait(True)
        self.restore.wait(True)
        self._jobs.run(
            lambda _office: restore_and_open(self._jobs, self._paths, source, secret, self._clock),
            self._restored,
            failed=self.refuse,
            owner=self,
        )

    def _show_restore(self) -> None:
        self.sheet.banner.hide()
        self.forms.addWidget(self.restore)
        self.forms.setCurrentWidget(self.restore)
        self.restore.setFocus()

    def _show_recovery(self) -> None:
        self.sheet.banner.hide()
        self.forms.addWidget(self.recovery)  # only now: its height would stretch the password form
        self.forms.setCurrentWidget(self.recovery)
        self.recovery.code.setFocus()

    def _show_password(self, left: QWidget) -> None:
        self.sheet.banner.hide()
        self.forms.removeWidget(left)
        self.forms.setCurrentIndex(0)
        self.password.setFocus()

    def _wait(self, waiting: bool) -> None:
        self.note.setText("")
        if waiting:
            self.sheet.banner.hide()
        for widget in (self.forms, self.open_button):
            widget.setEnabled(not waiting)
        self.open_button.setText(BUSY if waiting else "打开台账")

    def _on_caps(self, on: bool) -> None:
        self.note.setText("大写锁定开着,请按一下 Caps Lock 键再输入。" if on else "")
