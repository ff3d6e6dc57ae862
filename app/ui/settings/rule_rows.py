"""The rows of one rule table: a field for each value that may be changed, its complaint and its original beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.base.errors import UserFault
from app.models.rules import RuleField, RuleRow, RuleTable
from app.rules.tables import check_value
from app.ui.households.fields import ChoiceField, Field, TextField
from app.ui.theme import look
from app.ui.widgets.card import Card, scrolled
from app.ui.widgets.plain import button, words

_EMPTY = "空着"
_WORDS, _CELL = 260, 216  # pixels in usual type: room for the words, width of a value


class RuleCell(QWidget):
    """One value. `wanted(value)` once it may be one and differs; a value that cannot be one is said below it."""

    wanted = Signal(str)

    def __init__(self, row: RuleRow, field: RuleField) -> None:
        super().__init__()
        self._field = field
        self._kept = row.values[field.name]
        self._original = row.original[field.name]
        self.editor: Field = _editor(field)
        self.editor.editor.setAccessibleName(f"{row_name(row)} {field.title}")
        self.editor.editor.installEventFilter(self)
        self.was = words("", "amber", wrap=True)
        self.back = button("放回原值", self.put_back, kind="link", tip="放回原值(Alt+Y)")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.editor)
        column.addWidget(self.was)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        if isinstance(self.editor, TextField):
            self.editor.line.editingFinished.connect(self.commit)
        else:
            self.editor.edited.connect(self.commit)
        self.setFocusProxy(self.editor)
        self._show()

    def show_row(self, row: RuleRow) -> None:
        """The value as it is kept now; what is being typed and not yet kept stays."""
        typing = self.editor.text() != self._kept and bool(self.editor.complaint)
        self._kept, self._original = row.values[self._field.name], row.original[self._field.name]
        if not typing:
            self._show()

    def commit(self) -> None:
        value = self.editor.text()
        if value == self._kept:
            self.editor.complain("")
            return
        try:
            kept = value if value == self._original else check_value(self._field, value)
        except UserFault as fault:
            self.editor.complain(f"{fault.what}{fault.remedy}")
            return
        self.editor.complain("")
        if kept == self._kept:
            self.editor.set_text(kept)
        else:
            self.wanted.emit(kept)

    def put_back(self) -> None:
        self.editor.complain("")
        self.editor.set_text(self._original)
        if self._original != self._kept:
            self.wanted.emit(self._original)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc takes back what is typed; the wheel over a closed list must not change a rule."""
        if event.type() is QEvent.Type.Wheel:
            event.ignore()
            return True
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if escape and event.type() is QEvent.Type.KeyPress and self.editor.text() != self._kept:
            self.editor.complain("")
            self.editor.set_text(self._kept)
            return True
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        self.editor.complain("")
        self.editor.set_text(self._kept)
        changed = self._kept != self._original
        self.was.setText(f"已改,原来是:{self._original or _EMPTY}" if changed else "")
        self.was.setVisible(changed)
        self.back.setVisible(changed)


class RuleRows(QWidget):
    """`wanted(row key, field, value)` when the person has changed a value."""

    wanted = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[str, ...] = ()
        self._area: QScrollArea | None = None
        self.cells: dict[tuple[str, str], RuleCell] = {}
        self._lines: list[QBoxLayout] = []
        self._direction = QBoxLayout.Direction.LeftToRight
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_table(self, table: RuleTable) -> None:
        """The same rows get their new values, so that the cursor stays where it is; other rows are made anew."""
        shape = (table.name, *(row.key for row in table.rows))
        if shape != self._shown:
            self._make(table)
            self._shown = shape
            return
        for row in table.rows:
            for field in table.fields:
                self.cells[row.key, field.name].show_row(row)

    def complain(self, row_key: str, field: str, what: str) -> bool:
        """Say at the field what was wrong; False when it is not shown any more."""
        cell = self.cells.get((row_key, field))
        if cell is None:
            return False
        cell.editor.complain(what)
        return True

    def put_back_focused(self) -> None:
        focused = QApplication.focusWidget()
        for cell in self.cells.values():
            if focused is not None and (cell is focused or cell.isAncestorOf(focused)):
                cell.put_back()
                return

    def _make(self, table: RuleTable) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        self.cells, self._lines = {}, []
        for row in table.rows:
            column.addWidget(self._card(row, table))
        column.addStretch(1)
        area = scrolled(inside)
        if self._area is not None:
            self._column.removeWidget(self._area)
            self._area.hide()
            self._area.deleteLater()
        self._area = area
        self._column.addWidget(area)
        self._place()

    def _card(self, row: RuleRow, table: RuleTable) -> Card:
        card = Card()
        said = QVBoxLayout()
        said.setSpacing(4)
        name = words(row_name(row), wrap=True)
        name.setObjectName("card_title")
        said.addWidget(name)
        said.addWidget(words(f"依据:{row.values.get('source', '') or '软件自带'}", "muted", wrap=True))
        said.addStretch(1)
        values = QHBoxLayout()
        values.setSpacing(12)
        for field in table.fields:
            cell = RuleCell(row, field)
            cell.wanted.connect(lambda value, key=row.key, name=field.name: self.wanted.emit(key, name, value))
            self.cells[row.key, field.name] = cell
            values.addWidget(cell, 100, Qt.AlignmentFlag.AlignTop)
        values.addStretch(1)
        line = QBoxLayout(self._direction)
        line.setSpacing(12)
        line.addLayout(said, 1)
        line.addLayout(values)
        self._lines.append(line)
        card.body.addLayout(line)
        return card

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "cells"):
            self._place()

    def _place(self) -> None:
        """Fields beside the words where there is room, else below them."""
        fields = max((len([key for key in self.cells if key[0] == row]) for row, _ in self.cells), default=1)
        needed = look().px(_WORDS + fields * (_CELL + 12))
        beside = self.width() >= needed
        self._direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        for line in self._lines:
            line.setDirection(self._direction)
        for cell in self.cells.values():
            cell.setMinimumWidth(look().px(_CELL) if beside else 0)
            cell.setMaximumWidth(look().px(_CELL))


def row_name(row: RuleRow) -> str:
    """What the row is called: its own words where it has some, else what identifies it."""
    return row.values.get("words") or row.key.replace("/", " ")


def _editor(field: RuleField) -> Field:
    if field.kind == "yes_no":
        return ChoiceField(field.title, ("是", "否"))
    if "|" in field.kind:
        return ChoiceField(field.title, field.kind.split("|"))
    return TextField(field.title)
