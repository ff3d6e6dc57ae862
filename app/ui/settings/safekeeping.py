"""备份 and 检查."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QWidget

from app.models.changes import Finding
from app.ui.desk import Desk
from app.ui.widgets.card import Card
from app.ui.widgets.plain import button, words

_SHOWN = 6


class SafekeepingCard(Card):
    """A backup is one encrypted file; a check reads everything and changes nothing."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("备份和检查", parent)
        self._desk = desk
        self.ask_target = self._ask_target
        self.add(words("备份是一个加密的文件,请存到 U 盘,放在别处。用现在的密码或恢复码可以恢复。", "muted", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.backup_button = button("备份…", self.backup, key="Ctrl+B")
        self.check_button = button("检查台账", self.check)
        row.addWidget(self.backup_button)
        row.addWidget(self.check_button)
        row.addStretch(1)
        self.body.addLayout(row)
        self._found: list[QLabel] = []
        self.body.addStretch(1)

    def backup(self) -> None:
        chosen = self.ask_target()
        if not chosen:
            return
        self._busy("正在备份…")
        target = Path(chosen)

        def work(office: Any) -> Path:
            from app import services

            return services.safekeeping.backup(office, target)

        self._desk.jobs.run(work, self._on_saved, failed=self._on_failed, owner=self)

    def check(self) -> None:
        self._busy("正在检查…")
        self._desk.jobs.run(_check, self._on_checked, failed=self._on_failed, owner=self)

    def _on_saved(self, saved: Path) -> None:
        self._say([(f"已备份到 {saved.name}。", "green")])
        self._desk.tell(f"已备份到 {saved.name}。")

    def _on_checked(self, findings: tuple[Finding, ...]) -> None:
        said = [
            (f"{finding.topic}:{finding.text}", "red" if finding.serious else "muted") for finding in findings[:_SHOWN]
        ]
        if len(findings) > _SHOWN:
            said.append((f"另有 {len(findings) - _SHOWN} 条。", "muted"))
        if not any(finding.serious for finding in findings):
            said.insert(0, ("检查完毕:台账完整,记录没有被改动过的痕迹。", "green"))
        self._say(said)

    def _on_failed(self, error: BaseException) -> None:
        self._say([])
        self._desk.trouble(error)

    def _busy(self, text: str) -> None:
        self._say([(text, "muted")])
        self.backup_button.setEnabled(False)
        self.check_button.setEnabled(False)

    def _say(self, lines: list[tuple[str, str]]) -> None:
        for old in self._found:
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._found = [words(text, tone, wrap=True) for text, tone in lines]
        for label in self._found:
            self.body.insertWidget(self.body.count() - 1, label)
        self.backup_button.setEnabled(True)
        self.check_button.setEnabled(True)

    def _ask_target(self) -> str:
        name = f"七彩台账备份{self._desk.clock.today():%Y%m%d}.qicai"
        chosen, _ = QFileDialog.getSaveFileName(self, "备份到", name, "七彩台账备份 (*.qicai)")
        return chosen


def _check(office: Any) -> tuple[Finding, ...]:
    from app import services

    return services.safekeeping.check(office)
