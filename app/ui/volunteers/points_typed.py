"""A table that is typed into: a row a person, some columns typed, the others told. All by keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QTableView,
    QWidget,
)

from app.ui.theme import look

AnyIndex = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class TypedColumn:
    """`typed`: numbers are written here; `key` is the cell's. The others are told by `Line.told`."""

    key: str
    title: str
    width: int
    typed: bool = False
    right: bool = False


@dataclass
class Line:
    """One person's row: what is told of them, what was typed, what is wrong with it, the tone of a word."""

    id: int
    told: dict[str, str]
    cells: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)
    tones: dict[str, str] = field(default_factory=dict)


class TypedModel(QAbstractTableModel):
    """`typed()` after the person has written or cleared a cell; numbers only, up to `most`."""

    typed = Signal()

    def __init__(self, columns: Sequence[TypedColumn], most: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.most = most
        self.lines: list[Line] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def number(self, line: Line, key: str) -> int | None:
        """What is written there; None for nothing, or for what is no number."""
        text = line.cells.get(key, "")
        return int(text) if text.isascii() and text.isdecimal() and int(text) <= self.most else None

    def set_all(self, text: str, key: str) -> None:
        """The same in every row that has nothing there yet; '' clears all."""
        for line in self.lines:
            if not text or not line.cells.get(key):
                self._write(line, key, text)
        self.repaint()
        self.typed.emit()

    def fill_down(self, index: QModelIndex) -> None:
        """The cell's number into every blank cell below it."""
        key = self.columns[index.column()].key
        text = self.lines[index.row()].cells.get(key, "")
        for line in self.lines[index.row() + 1 :]:
            if text and not line.cells.get(key):
                self._write(line, key, text)
        self.repaint()
        self.typed.emit()

    def repaint(self) -> None:
        if self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, len(self.columns) - 1))

    # Qt's own

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self.columns[section].right
            return _RIGHT if right else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.columns[index.column()].typed else flags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return line.cells.get(column.key, "") if column.typed else line.told.get(column.key, "")
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.wrong.get(column.key) or (None if column.typed else line.told.get(column.key))
        if role == Qt.ItemDataRole.TextAlignmentRole and column.right:
            return _RIGHT
        if role == Qt.ItemDataRole.ForegroundRole:
            tone = "red" if column.key in line.wrong else line.tones.get(column.key, "")
            return QBrush(look().colour(tone)) if tone else None
        if role == Qt.ItemDataRole.BackgroundRole and column.key in line.wrong:
            return QBrush(look().colour("red_ground"))
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        column = self.columns[index.column()]
        if role != Qt.ItemDataRole.EditRole or not column.typed:
            return False
        self._write(self.lines[index.row()], column.key, str(value).strip())
        self.repaint()
        self.typed.emit()
        return True

    def _write(self, line: Line, key: str, text: str) -> None:
        line.cells[key] = text
        line.wrong.pop(key, None)
        if text and self.number(line, key) is None:
            line.wrong[key] = f"这里要填 0 到 {self.most} 的整数。"


class _Typing(QStyledItemDelegate):
    """Enter in an editor keeps what was typed at once."""

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in enter:
            assert isinstance(editor, QWidget)
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.SubmitModelCache)
            return True
        return super().eventFilter(editor, event)


class TypedTable(QTableView):
    """A digit begins to write; Enter goes down, Tab on; Space writes 1 or clears it; Ctrl+D fills down."""

    def __init__(self, model: TypedModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = model
        self.setModel(model)
        self.setItemDelegate(_Typing(self))
        self.setAccessibleName(name)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setMinimumSectionSize(look().px(40))
        self.set_sizes()

    def go_to(self, row: int, key: str) -> None:
        place = next(place for place, column in enumerate(self.lines.columns) if column.key == key)
        self.setCurrentIndex(self.lines.index(row, place))
        self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        typed = index.isValid() and self.lines.columns[index.column()].typed
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_down()
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._go_on(back=event.key() == Qt.Key.Key_Backtab)
        elif event.key() == Qt.Key.Key_Delete and typed:
            self.lines.setData(index, "")
        elif event.key() == Qt.Key.Key_D and event.modifiers() & Qt.KeyboardModifier.ControlModifier and typed:
            self.lines.fill_down(index)
        elif event.key() == Qt.Key.Key_Space and typed:
            now = self.lines.data(index, Qt.ItemDataRole.EditRole)
            self.lines.setData(index, "" if now else "1")
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, _following: bool) -> bool:
        """Tab stays in the table; Esc and Ctrl+S leave it."""
        return False

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """What was typed is kept; Enter goes down, Tab on."""
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._go_down()
        elif hint is QAbstractItemDelegate.EndEditHint.EditNextItem:
            self._go_on()
        elif hint is QAbstractItemDelegate.EndEditHint.EditPreviousItem:
            self._go_on(back=True)

    def _go_down(self) -> None:
        index = self.currentIndex()
        if index.row() + 1 < self.lines.rowCount():
            self.setCurrentIndex(self.lines.index(index.row() + 1, index.column()))

    def _go_on(self, *, back: bool = False) -> None:
        typed = [place for place, column in enumerate(self.lines.columns) if column.typed]
        index = self.currentIndex()
        step = -1 if back else 1
        row, place = index.row(), typed.index(index.column()) + step if index.column() in typed else 0
        if not 0 <= place < len(typed):
            row, place = row + step, 0 if step > 0 else len(typed) - 1
        if 0 <= row < self.lines.rowCount():
            self.setCurrentIndex(self.lines.index(row, typed[place]))

    def set_sizes(self) -> None:
        at = look()
        self.verticalHeader().setDefaultSectionSize(at.row)
        self.horizontalHeader().setFixedHeight(at.row)
        for place, column in enumerate(self.lines.columns):
            self.setColumnWidth(place, at.px(column.width))
