"""材料: the papers of a step of a matter, added, seen and saved."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.models.changes import Changes
from app.models.deliberations import MatterCard, MatterStep
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.meetings.asking import verb
from app.ui.meetings.attachments import AttachmentsView
from app.ui.theme import look
from app.ui.widgets.plain import button, title_label


class StepPapers(QDialog):
    """Esc leaves. What is added or taken away is kept at once, and can be taken back."""

    def __init__(self, desk: Desk, card: MatterCard, step: MatterStep, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._matter_id, self._step = desk, card.line.id, step.step
        self._latest = Latest(desk.jobs, self)
        title = f"第 {step.step} 步 {step.title}的材料"
        self.setWindowTitle(title)
        self.resize(look().px(720), look().px(480))
        self.papers = AttachmentsView(desk, hint="这一步的照片、签到表、材料;也可以把文件拖到这里。加密保存在台账里。")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        head = QHBoxLayout()
        head.addWidget(title_label(title), 1)
        head.addWidget(button("关闭", self.reject, tip="关闭(Esc)"))
        column.addLayout(head)
        column.addWidget(self.papers, 1)
        desk.bus.changed.connect(self._changed)
        self._show(card)

    def _changed(self, changes: Changes) -> None:
        if changes.slices & {"meetings", "deliberations"} and self.isVisible():  # papers are of both
            self._latest.run(
                verb("deliberations", "card", self._matter_id), self._show, failed=lambda _error: self.reject()
            )

    def _show(self, card: MatterCard) -> None:
        step = next((one for one in card.done if one.step == self._step), None)
        if step is None:  # taken back meanwhile
            self.reject()
            return
        self.papers.show_papers(
            step.papers,
            lambda path: verb("deliberations", "add_paper", self._matter_id, self._step, path),
            locked=False,
        )
