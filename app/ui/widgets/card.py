"""Cards: the calm frames that content stands in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.ui.widgets.plain import button, words


class Card(QFrame):
    """A framed column with an optional title: content into `body`, small things beside the title by `add_beside`."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 12, 16, 12)
        self.body.setSpacing(8)
        self._head: QHBoxLayout | None = None
        if title:
            self._head = QHBoxLayout()
            self._head.setSpacing(8)
            self.heading = words(title)
            self.heading.setObjectName("card_title")
            self._head.addWidget(self.heading)
            self._head.addStretch(1)
            self.body.addLayout(self._head)

    def add_beside(self, widget: QWidget) -> None:
        assert self._head is not None
        self._head.addWidget(widget)

    def add_action(self, made: QPushButton) -> None:
        """A button under the content, as wide as its words."""
        self.body.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)

    def add(self, widget: QWidget) -> None:
        self.body.addWidget(widget)


class Banner(QFrame):
    """One sentence across the page that stays until it is put away: `tone` red, amber or green."""

    def __init__(self, tone: str = "amber", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(8)
        self.text: QLabel = words("", wrap=True)
        row.addWidget(self.text, 1)
        self.close_button: QPushButton = button("知道了", self.hide, kind="link")
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.set_tone(tone)
        self.hide()

    def add_beside(self, widget: QWidget) -> None:
        """Something to press, after the words."""
        row = self.layout()
        assert row is not None
        row.addWidget(widget)

    def set_tone(self, tone: str) -> None:
        self.setObjectName(f"banner_{tone}")
        for widget in (self, self.text):  # the words take their colour from the frame's name
            widget.style().unpolish(widget)
            widget.style().polish(widget)

    def say(self, text: str, tone: str = "") -> None:
        if tone:
            self.set_tone(tone)
        self.text.setText(text)
        self.show()


def scrolled(inside: QWidget) -> QScrollArea:
    """`inside` in an area that scrolls down when it is taller than the window, never sideways."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inside.setObjectName("canvas")
    area.setWidget(inside)
    area.viewport().setAutoFillBackground(False)
    inside.setAutoFillBackground(False)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
