"""Long work: what is being done, how far it is, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from app.ui.theme import look
from app.ui.widgets.plain import button, title_label, words


class WorkingPage(QWidget):
    """`stopped` when the person wants no more of it."""

    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        self.title = title_label("")
        self.note = words("", "muted", wrap=True)
        self.bar = QProgressBar()
        self.bar.setFixedWidth(look().px(420))
        self.stop_button = button("停止", self.stopped.emit)
        for label in (self.title, self.note):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.title)
        column.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.note)
        column.addWidget(self.stop_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def begin(self, title: str, note: str) -> None:
        self.title.setText(title)
        self.note.setText(note)
        self.bar.setRange(0, 0)

    def show_progress(self, done: int, of: int) -> None:
        self.bar.setRange(0, max(1, of))
        self.bar.setValue(done)
        self.bar.setFormat("%p%")
