"""A drop-down of answers to one question about the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

ALL = "不限"


class Choice(QComboBox):
    """`(words, value)` each; the first answer is 'does not matter'. A value that is not offered gets its own line."""

    def __init__(self, title: str, answers: Sequence[tuple[str, Any]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.title = title
        self._values: list[Any] = []
        self.offer(answers)

    @property
    def value(self) -> Any:
        return self._values[self.currentIndex()]

    def offer(self, answers: Sequence[tuple[str, Any]]) -> None:
        """Other answers; what was chosen stays chosen."""
        now = self.value if self._values else None
        self.blockSignals(True)
        self.clear()
        self._values = [value for _, value in answers]
        self.addItems([words for words, _ in answers])
        self.blockSignals(False)
        if now is not None:
            self.show_value(now, str(now))

    def show_value(self, value: Any, words: str = "") -> None:
        """Choose without telling it as the person's doing; `words`: what to call a value that is not offered."""
        self.blockSignals(True)
        if value not in self._values:
            self._values.append(value)
            self.addItem(words)
        self.setCurrentIndex(self._values.index(value))
        self.blockSignals(False)
