"""修改密码, 换恢复码."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.base.errors import Fault
from app.ui.desk import Desk
from app.ui.welcome.password import PasswordField
from app.ui.welcome.recovery import password_problem
from app.ui.welcome.sheet import labelled
from app.ui.welcome.strength import SHORTEST
from app.ui.widgets.card import Card
from app.ui.widgets.plain import button, set_tone, words


class PasswordCard(Card):
    """A new password leaves the recovery code as it is; a new code makes the one on paper worthless."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("修改密码", parent)
        self._desk = desk
        self.old = PasswordField("现在的密码")
        self.new = PasswordField("新密码")
        self.again = PasswordField("再输入一次新密码")
        self.again.entered.connect(self.change)
        self.note = words("", "amber", wrap=True)
        self.add(labelled("现在的密码", self.old))
        self.add(labelled(f"新密码(至少 {SHORTEST} 个字符)", self.new))
        self.add(labelled("再输入一次新密码", self.again))
        self.add(self.note)
        self.change_button = button("修改密码", self.change)
        self.code_button = button("换一个恢复码…", self.renew_code, tip="怀疑恢复码被别人看到时用")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.change_button)
        row.addWidget(self.code_button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addStretch(1)

    def change(self) -> None:
        old, new = self.old.text(), self.new.text()
        problem = "请输入现在的密码。" if not old else password_problem(new, self.again.text())
        self._say(problem, "amber")
        if problem:
            return
        self._wait(True)
        paths = self._desk.paths

        def work(_office: Any) -> None:
            from app import services

            services.accounts.change_password(paths, old, new)

        self._desk.jobs.run(work, self._on_changed, failed=self._on_failed, owner=self)

    def renew_code(self) -> None:
        """With the present password only: who sits down at an open window must not be able to."""
        old, paths = self.old.text(), self._desk.paths
        self._say("" if old else "请先在上面输入现在的密码,再换恢复码。", "amber")
        if not old:
            self.old.setFocus()
            return
        self._wait(True)

        def work(office: Any) -> tuple[str, bytes]:
            from app import services

            code = services.accounts.renew_recovery_code(paths, old)
            return code, services.accounts.recovery_sheet(office, code)

        self._desk.jobs.run(work, lambda made: self._show_code(*made), failed=self._on_failed, owner=self)

    def _show_code(self, code: str, sheet: bytes) -> None:
        from app.ui.settings.new_code import NewCodeDialog

        self._wait(False)
        self.old.clear()
        self._say("恢复码已经换了,旧的不能再用。请把旧的那张纸销毁。", "green")
        self.dialog = NewCodeDialog(self._desk, code, sheet, self)
        self.dialog.open()

    def _wait(self, waiting: bool) -> None:
        for made in (self.change_button, self.code_button):
            made.setEnabled(not waiting)

    def _on_changed(self, _nothing: None) -> None:
        self._wait(False)
        for field in (self.old, self.new, self.again):
            field.clear()
        self._say("密码已修改。原来的恢复码仍然可用。", "green")

    def _on_failed(self, error: BaseException) -> None:
        self._wait(False)
        if isinstance(error, Fault):
            self._say(str(error), "amber")
        else:
            self._desk.trouble(error)

    def _say(self, text: str, tone: str) -> None:
        self.note.setText(text)
        set_tone(self.note, tone)
