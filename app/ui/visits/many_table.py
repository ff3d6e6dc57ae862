"""The quick table's hand: everything by keyboard. Enter and Tab go on, 1 and 2 tick, Ctrl+D fills down."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QTableView,
    QWidget,
)

from app.ui.theme import look
from app.ui.visits.many_model import CHOICES, FIRST, LAST, WIDTHS, ManyModel
from app.ui.widgets.typing import keep_first_word

_ON = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class ManyTable(QTableView):
    """Cells are typed into without opening them first; a cell with choices turns by its digits, Space or a click."""

    def __init__(self, model: ManyModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.many = model
        self.setModel(model)
        self.setItemDelegate(_Typing(self))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("一次登记多户走访")
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._set_sizes()

    def go_to(self, row: int, column: int) -> None:
        index = self.many.index(row, column)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def go_on(self, *, back: bool = False) -> None:
        """The next cell that is typed, row after row."""
        row, column = self.currentIndex().row(), self.currentIndex().column() + (-1 if back else 1)
        if column > LAST:
            row, column = row + 1, FIRST
        elif column < FIRST:
            row, column = row - 1, LAST
        if 0 <= row < self.many.rowCount():
            self.go_to(row, column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in _ON:
            self.go_on()
        elif event.key() == Qt.Key.Key_Backtab:
            self.go_on(back=True)
        elif event.key() == Qt.Key.Key_Delete and index.isValid():
            self.many.setData(index, "")
        elif event.key() == Qt.Key.Key_D and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.many.fill_down(index)
        elif index.column() in CHOICES and self._ticked(index, event):
            pass
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        keep_first_word(self, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click into a choice that is chosen already turns it."""
        before = self.currentIndex()
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index == before and index.column() in CHOICES:
            self.many.turn(index)

    def focusNextPrevChild(self, _following: bool) -> bool:
        """Tab stays in the table; Esc and Ctrl+S leave it."""
        return False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "many"):
            self._set_sizes()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """What was typed is kept; Enter and Tab go on from there."""
        following = hint is QAbstractItemDelegate.EndEditHint.EditNextItem
        before = hint is QAbstractItemDelegate.EndEditHint.EditPreviousItem
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if following or before:
            self.go_on(back=before)

    def _ticked(self, index: QModelIndex, event: QKeyEvent) -> bool:
        """A digit or Space in a cell with choices; a digit goes on to the next cell."""
        if event.key() == Qt.Key.Key_Space:
            self.many.turn(index)
            return True
        if event.text().strip() and event.text().isprintable():
            self.many.setData(index, event.text())
            if self.many.data(index, Qt.ItemDataRole.EditRole):
                self.go_on()
            return True
        return False

    def _set_sizes(self) -> None:
        at = look()
        self.verticalHeader().setDefaultSectionSize(at.row)
        self.horizontalHeader().setFixedHeight(at.row)
        for column, width in enumerate(WIDTHS):
            self.setColumnWidth(column, at.px(width))


class _Typing(QStyledItemDelegate):
    """Enter in an editor keeps and goes on, as Tab does."""

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _ON[:2]:
            assert isinstance(editor, QWidget)
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.EditNextItem)
            return True
        return super().eventFilter(editor, event)
