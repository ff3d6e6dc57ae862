"""The left rail: pages above, what works everywhere (import, undo, redo, settings) below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.models.changes import UndoState
from app.ui.icons import icon, icon_size
from app.ui.theme import look

WIDTH = 152
_GAP = 4
_EDGES = 20  # above the first and below the last button


class RailButton(QToolButton):
    """Icon and word; its key works in the whole window and stands in the tooltip."""

    def __init__(self, word: str, icon_name: str, key: str, clicked: Callable[[], object], *, page: bool) -> None:
        super().__init__()
        self.word = word
        self._icon_name = icon_name
        self._key = key
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCheckable(page)
        self.clicked.connect(lambda _checked=False: clicked())
        if key:
            QShortcut(QKeySequence(key), self).activated.connect(self.click)
        self.say(word)

    def say(self, full: str) -> None:
        """Show `full` as far as there is room; the tooltip has all of it."""
        room = look().px(WIDTH - 56)
        self.setText(QFontMetrics(self.font()).elidedText(f" {full}", Qt.TextElideMode.ElideRight, room))
        self.setToolTip(f"{full}({self._key})" if self._key else full)
        self.setAccessibleName(full)

    def minimumSizeHint(self) -> QSize:
        """In a low window the buttons move together, as long as a word fits."""
        return QSize(super().minimumSizeHint().width(), self.fontMetrics().height() + 6)

    def redraw(self) -> None:
        self.setIcon(icon(self._icon_name))
        self.setIconSize(icon_size())


class Rail(QWidget):
    """`add_page` from top to bottom, then `add_tool` for what stands at the foot."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, _EDGES // 2, 0, _EDGES // 2)
        self._column.setSpacing(_GAP)
        self._column.addStretch(1)
        self._pages = 0
        self.buttons: dict[str, RailButton] = {}
        self._redraw()

    def add_page(self, key: str, word: str, icon_name: str, shortcut: str, clicked: Callable[[], object]) -> None:
        made = RailButton(word, icon_name, shortcut, clicked, page=True)
        made.redraw()
        self._column.insertWidget(self._pages, made)
        self._pages += 1
        self.buttons[key] = made

    def add_tool(
        self, key: str, word: str, icon_name: str, shortcut: str, clicked: Callable[[], object], *, page: bool = False
    ) -> None:
        made = RailButton(word, icon_name, shortcut, clicked, page=page)
        made.redraw()
        self._column.addWidget(made)
        self.buttons[key] = made

    def choose(self, key: str) -> None:
        """Mark one page as the open one. No exclusive group: that would take Tab away from all the others."""
        for name, button in self.buttons.items():
            if button.isCheckable():
                button.setChecked(name == key)

    def show_undo(self, state: UndoState) -> None:
        """What Ctrl+Z would take back and Ctrl+Y would do again, in words."""
        for key, word, title in (("undo", "撤销", state.undo), ("redo", "重做", state.redo)):
            self.buttons[key].setEnabled(title is not None)
            self.buttons[key].say(f"{word}:{title}" if title else word)

    def sizeHint(self) -> QSize:
        return QSize(look().px(WIDTH), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wanted = sum(button.sizeHint().height() + _GAP for button in self.buttons.values())
        self._column.setSpacing(_GAP if wanted + _EDGES <= self.height() else 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "buttons"):
            self._redraw()

    def _redraw(self) -> None:
        self.setFixedWidth(look().px(WIDTH))
        for button in self.buttons.values():
            button.redraw()
