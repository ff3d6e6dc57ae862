"""The way back in with the recovery code, and a new password for next time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.ui.welcome.password import PasswordField
from app.ui.welcome.sheet import labelled
from app.ui.welcome.strength import SHORTEST
from app.ui.widgets.plain import button, set_tone, title_label, words


class RecoveryForm(QWidget):
    """Calls `reset(code, new_password)` when the form is filled in rightly, `back()` to return to the password."""

    def __init__(
        self, reset: Callable[[str, str], None], back: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._reset = reset
        self.code = QLineEdit()
        self.code.setPlaceholderText("照抄写的恢复码输入,横线可有可无")
        self.new = PasswordField("新密码")
        self.again = PasswordField("再输入一次")
        self.again.entered.connect(self.send)
        self.note = words("", "amber", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(title_label("用恢复码设置新密码"))
        column.addWidget(labelled("恢复码", self.code))
        column.addWidget(labelled("新密码", self.new, f"至少 {SHORTEST} 个字符"))
        column.addWidget(labelled("再输入一次", self.again))
        column.addWidget(self.note)
        self.send_button = button("设置新密码并打开", self.send, kind="primary")
        column.addWidget(self.send_button)
        column.addWidget(button("返回", back, kind="link", key="Esc"))
        column.addStretch(1)

    def send(self) -> None:
        code, new = self.code.text().strip(), self.new.text()
        problem = self._problem(code, new)
        self.note.setText(problem)
        set_tone(self.note, "amber")
        if not problem:
            self._reset(code, new)

    def _problem(self, code: str, new: str) -> str:
        if not code:
            return "请输入恢复码。"
        return password_problem(new, self.again.text())


def password_problem(new: str, again: str) -> str:
    """Why these two cannot be a new password; '' when they can."""
    if len(new) < SHORTEST:
        return f"密码至少要 {SHORTEST} 个字符。"
    return "" if new == again else "两次输入的密码不一样,请重新输入。"
