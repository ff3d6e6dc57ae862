"""The new recovery code, shown once: copied, printed or saved before it can be put away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.ui.desk import Desk
from app.ui.theme import look
from app.ui.welcome.code import CodeStep
from app.ui.widgets.plain import button


class NewCodeDialog(QDialog):
    """Closes by its button only, once it was ticked that the code is on paper."""

    def __init__(self, desk: Desk, code: str, sheet: bytes, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("新的恢复码")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(look().px(600))
        self.step = CodeStep(desk.jobs, desk.trouble)
        self.close_button = button("完成", self.accept, kind="primary")
        self.close_button.setEnabled(False)
        self.step.confirmed.connect(self.close_button.setEnabled)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(self.step)
        column.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignRight)
        self.step.show_code(code, sheet)

    def reject(self) -> None:
        if self.step.is_confirmed:
            super().reject()
        else:
            self.step.tick.setFocus()
