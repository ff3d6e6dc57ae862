"""One calm column in the middle of the window: what set-up and unlock stand in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.ui.theme import look
from app.ui.widgets.card import Banner, Card
from app.ui.widgets.plain import title_label, words


class Sheet(QWidget):
    """The house's name, a card with `body`, and a banner for troubles under it."""

    def __init__(self, width: int = 520, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = Card()
        self.card.setFixedWidth(look().px(width))
        self.card.body.setContentsMargins(32, 24, 32, 24)
        self.card.body.setSpacing(12)
        self.body = self.card.body
        self.banner = Banner()
        self.banner.setFixedWidth(look().px(width))
        name = title_label("七彩台账")
        name.setProperty("tone", "accent")
        column = QVBoxLayout(self)
        column.setSpacing(16)
        column.addStretch(2)
        for widget in (name, self.card, self.banner):
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(widget)
            row.addStretch(1)
            column.addLayout(row)
        column.addStretch(3)


def labelled(text: str, field: QWidget, hint: str = "") -> QWidget:
    """A field under its name, with a quiet hint."""
    box = QWidget()
    box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # a cut field is worse than a taller card
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    label = words(text)
    label.setBuddy(field)
    column.addWidget(label)
    column.addWidget(field)
    if hint:
        column.addWidget(words(hint, "muted", wrap=True))
    return box


def centred(text: str) -> QLabel:
    label = words(text, "muted", wrap=True)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return label
