"""Bars across a page: a question before something final, the progress of long work. No dialog comes up for either."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QProgressBar, QWidget
from shiboken6 import isValid

from app.ui.jobs import Job
from app.ui.widgets.plain import button, words


class Asking(QFrame):
    """A question across the page: while it stands it has the keys, and gives them back to who had them before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner_amber")
        self._before: QWidget | None = None
        self.hide()

    def come(self, first: QWidget) -> None:
        """Be seen, the keys at `first`."""
        held = QApplication.focusWidget()
        if held is not None and not self.isAncestorOf(held):
            self._before = held
        self.show()
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        held, before = QApplication.focusWidget(), self._before
        mine = held is not None and self.isAncestorOf(held)
        self.hide()
        if mine and before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)


class AskBar(Asking):
    """`ask(question, word, yes)`: one sentence and two buttons; Esc is no."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._yes: Callable[[], object] = lambda: None
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        self.question = words("", wrap=True)
        self.no_button = button("再看看", self.leave, key="Esc")
        self.yes_button = button("", self._agree, kind="primary")
        row.addWidget(self.question, 1)
        row.addWidget(self.no_button)
        row.addWidget(self.yes_button)

    def ask(self, question: str, word: str, yes: Callable[[], object]) -> None:
        self._yes = yes
        self.question.setText(question)
        self.yes_button.setText(word)
        self.come(self.yes_button)

    def _agree(self) -> None:
        self.leave()
        self._yes()


class WorkBar(QWidget):
    """Follows one job at a time: what is being done, how far it is, and a way to stop it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Job[Any] | None = None
        self.text = words("")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.stop_button = button("取消", self.stop, key="Esc")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.text)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop_button)
        self.hide()

    def follow(self, job: Job[Any], text: str) -> None:
        self._job = job
        self.text.setText(text)
        self.bar.setRange(0, 0)
        self.stop_button.setEnabled(True)
        job.progress.connect(self._on_progress)
        job.ended.connect(self.hide)
        self.show()

    def stop(self) -> None:
        if self._job is not None and isValid(self._job):
            self._job.cancel()
            self.text.setText("正在停下…")
            self.stop_button.setEnabled(False)

    def _on_progress(self, done: int, of: int) -> None:
        self.bar.setRange(0, max(of, 1))
        self.bar.setValue(done)
