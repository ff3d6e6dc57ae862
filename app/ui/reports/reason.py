"""A question across the page that wants a line of words: one sentence, one field, two buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.ui.widgets.bars import Asking
from app.ui.widgets.plain import button, words


class ReasonBar(Asking):
    """`ask(question, word, yes)`: `yes(words)` once the button is pressed; Esc is no. A blank line is asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._yes: Callable[[str], object] = lambda _words: None
        self._missing = ""
        self.question = words("", wrap=True)
        self.field = QLineEdit()
        self.field.setMaxLength(100)
        self.field.returnPressed.connect(self._agree)
        self.no_button = button("再看看", self.leave, key="Esc")
        self.yes_button = button("", self._agree, kind="primary")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.no_button)
        row.addWidget(self.yes_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        column.addWidget(self.question)
        column.addLayout(row)

    def ask(
        self,
        question: str,
        word: str,
        yes: Callable[[str], object],
        *,
        hint: str,
        missing: str,
        secret: bool = False,
    ) -> None:
        """`hint` stands in the empty field; `missing` is said when it is left so; `secret`: a password."""
        self._yes = yes
        self._missing = missing
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(hint)
        self.field.setEchoMode(QLineEdit.EchoMode.Password if secret else QLineEdit.EchoMode.Normal)
        self.question.setText(question)
        self.yes_button.setText(word)
        self.field.clear()
        self.come(self.field)

    def _agree(self) -> None:
        said = self.field.text()
        if not said.strip():
            self.question.setText(self._missing)
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.leave()
        self.field.clear()
        self._yes(said)
