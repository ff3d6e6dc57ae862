"""修改密码."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from app.base.errors import Fault
from app.ui.desk import Desk
from app.ui.welcome.password import PasswordField
from app.ui.welcome.recovery import password_problem
from app.ui.welcome.sheet import labelled
from app.ui.welcome.strength import SHORTEST
from app.ui.widgets.card import Card
from app.ui.widgets.plain import button, set_tone, words


class PasswordCard(Card):
    """The recovery code stays valid: only the password changes."""

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
        self.add_action(self.change_button)
        self.body.addStretch(1)

    def change(self) -> None:
        old, new = self.old.text(), self.new.text()
        problem = "请输入现在的密码。" if not old else password_problem(new, self.again.text())
        self._say(problem, "amber")
        if problem:
            return
        self.change_button.setEnabled(False)
        paths = self._desk.paths

        def work(_office: Any) -> None:
            from app import services

            services.accounts.change_password(paths, old, new)

        self._desk.jobs.run(work, self._on_changed, failed=self._on_failed, owner=self)

    def _on_changed(self, _nothing: None) -> None:
        self.change_button.setEnabled(True)
        for field in (self.old, self.new, self.again):
            field.clear()
        self._say("密码已修改。原来的恢复码仍然可用。", "green")

    def _on_failed(self, error: BaseException) -> None:
        self.change_button.setEnabled(True)
        if isinstance(error, Fault):
            self._say(str(error), "amber")
        else:
            self._desk.trouble(error)

    def _say(self, text: str, tone: str) -> None:
        self.note.setText(text)
        set_tone(self.note, tone)
