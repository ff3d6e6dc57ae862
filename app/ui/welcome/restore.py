"""从备份恢复: a backup file and its password or recovery code, on a new PC or where the ledger does not open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.base.clock import Clock
from app.base.paths import Paths
from app.models.home import HomeFigures
from app.ui.jobs import Jobs
from app.ui.welcome.password import PasswordField
from app.ui.welcome.sheet import labelled
from app.ui.widgets.plain import button, set_tone, title_label, words

KINDS = "七彩台账备份 (*.qicai);;所有文件 (*)"


class RestoreForm(QWidget):
    """Calls `restore(file, secret)` when both are there, `back()` to return."""

    def __init__(
        self, restore: Callable[[Path, str], None], back: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._restore = restore
        self.choose_file: Callable[[], str] = self._ask_file
        self.file = QLineEdit()
        self.file.setPlaceholderText("还没有选择备份文件")
        self.file.setReadOnly(True)
        self.pick_button = button("选择…", self.pick, key="Ctrl+O", tip="选择备份文件")
        self.secret = PasswordField("备份的密码或恢复码")
        self.secret.entered.connect(self.send)
        self.note = words("", "amber", wrap=True)
        self.send_button = button("恢复并打开", self.send, kind="primary")
        chosen = QWidget()
        row = QHBoxLayout(chosen)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.file, 1)
        row.addWidget(self.pick_button)
        chosen.setFocusProxy(self.pick_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(title_label("从备份恢复"))
        column.addWidget(
            words("把备份里的台账放到这台电脑上。这里原来有的台账会另外存好,不会丢失。", "muted", wrap=True)
        )
        column.addWidget(labelled("备份文件", chosen))
        column.addWidget(labelled("备份的密码或恢复码", self.secret, "做备份那天用的密码,或那本台账的恢复码"))
        column.addWidget(self.note)
        column.addWidget(self.send_button)
        column.addWidget(button("返回", back, kind="link", key="Esc"))
        column.addStretch(1)
        self.setFocusProxy(self.pick_button)

    def pick(self) -> None:
        chosen = self.choose_file()
        if chosen:
            self.file.setText(chosen)
            self._say("")
            self.secret.setFocus()

    def send(self) -> None:
        file, secret = self.file.text(), self.secret.text()
        problem = "请先选择备份文件。" if not file else "请输入备份的密码或恢复码。" if not secret else ""
        self._say(problem)
        if not problem:
            self._restore(Path(file), secret)

    def wait(self, waiting: bool) -> None:
        """While it is being restored nothing can be typed."""
        self.setEnabled(not waiting)
        self.send_button.setText("正在恢复…" if waiting else "恢复并打开")

    def again(self) -> None:
        """It was refused: the secret is put before the person once more."""
        self.wait(False)
        self.secret.field.selectAll()
        self.secret.setFocus()

    def _say(self, text: str) -> None:
        self.note.setText(text)
        set_tone(self.note, "amber")

    def _ask_file(self) -> str:
        chosen, _ = QFileDialog.getOpenFileName(self, "选择备份文件", "", KINDS)
        return chosen


def restore_and_open(jobs: Jobs, paths: Paths, source: Path, secret: str, clock: Clock) -> HomeFigures:
    """On the worker, while no store is open: put the backup in place, open it, read the first page's figures."""
    from app import services
    from app.ui.start import open_office

    services.safekeeping.restore(paths, source, secret, clock)
    return open_office(jobs, paths, secret, clock)
