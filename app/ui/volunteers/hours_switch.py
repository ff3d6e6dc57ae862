"""A row of choices that says which view is in front."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.ui.widgets.plain import key_words


class ViewSwitch(QWidget):
    """`chosen(place)` is the person's doing only; `views`: (title, key) of each."""

    chosen = Signal(int)

    def __init__(self, views: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = 0
        self.buttons: list[QPushButton] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for place, (title, key) in enumerate(views):
            made = QPushButton(title)
            made.setProperty("kind", "choice")
            made.setCheckable(True)
            made.setAutoDefault(False)
            made.setToolTip(f"{title}({key_words(key)})")
            made.clicked.connect(partial(self._clicked, place))
            QShortcut(QKeySequence(key), made).activated.connect(made.click)
            self.buttons.append(made)
            row.addWidget(made)
        row.addStretch(1)
        self.show_place(0)

    def show_place(self, place: int) -> None:
        self.place = place
        for number, one in enumerate(self.buttons):
            one.setChecked(number == place)

    def _clicked(self, place: int, _on: bool = False) -> None:
        self.chosen.emit(place)
        self.show_place(self.place)  # whoever was asked may have stayed where it was
