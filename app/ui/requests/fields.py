"""Fields that requests want besides the usual ones: several lines of words, several departments."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit

from app.ui.households.fields import Field
from app.ui.theme import look


class WordsField(Field):
    """Several lines; Tab goes on to the next field."""

    def __init__(self, title: str, *, hint: str = "", needed: bool = False, lines: int = 3) -> None:
        self.box = QPlainTextEdit()
        self.box.setPlaceholderText(hint)
        self.box.setTabChangesFocus(True)
        self._lines = lines
        self._filling = False
        super().__init__(title, self.box, needed=needed)
        self._set_height()
        self.box.textChanged.connect(self._typed)

    def text(self) -> str:
        return self.box.toPlainText().strip()

    def set_text(self, text: str) -> None:
        self._filling = True
        self.box.setPlainText(text)
        self._filling = False

    def _typed(self) -> None:
        if not self._filling:
            self.complain("")
            self.edited.emit()

    def _set_height(self) -> None:
        self.box.setFixedHeight(QFontMetrics(look().font()).lineSpacing() * self._lines + look().px(18))


class DepartmentsField(Field):
    """One or several out of a list, each with a tick (blank bar); those most likely meant stand first."""

    def __init__(self, title: str, *, needed: bool = False) -> None:
        self.list = _Ticks()
        self._filling = False
        super().__init__(title, self.list, needed=needed)
        self.list.itemChanged.connect(lambda _item: self._ticked())

    def set_choices(self, names: Sequence[str], ticked: Sequence[str] = ()) -> None:
        """`ticked` stand first, with a tick."""
        self._filling = True
        self.list.clear()
        for name in dict.fromkeys((*ticked, *names)):
            item = QListWidgetItem(name, self.list)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if name in ticked else Qt.CheckState.Unchecked)
        self.list.setCurrentRow(0)
        shown = max(2, min(self.list.count(), 6))
        self.list.setFixedHeight(shown * max(self.list.sizeHintForRow(0), look().px(20)) + 6)
        self._filling = False

    @property
    def names(self) -> tuple[str, ...]:
        items = (self.list.item(place) for place in range(self.list.count()))
        return tuple(item.text() for item in items if item.checkState() is Qt.CheckState.Checked)

    def tick(self, name: str, on: bool = True) -> None:
        """As the person does it."""
        for item in self.list.findItems(name, Qt.MatchFlag.MatchExactly):
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def text(self) -> str:
        return "、".join(self.names)

    def set_text(self, text: str) -> None:
        wanted = [name for name in text.split("、") if name]
        names = [self.list.item(place).text() for place in range(self.list.count())]
        self.set_choices(names, wanted)

    def _ticked(self) -> None:
        if not self._filling:
            self.complain("")
            self.edited.emit()


class _Ticks(QListWidget):
    """Typing goes to a name; the blank bar ticks it; Enter ticks as well."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and item and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            on = item.checkState() is Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
        elif event.key() == Qt.Key.Key_Tab:
            event.ignore()
        else:
            super().keyPressEvent(event)
