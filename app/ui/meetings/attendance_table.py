"""The attendance table's hand: 1 came, 2 excused, 3 absent, 0 not recorded, each going on; words are a reason."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QTableView,
    QWidget,
)

from app.models.meetings import Came
from app.ui.meetings.attendance_model import KEYS, REASON_, STATE_, WIDTHS, AttendanceModel
from app.ui.theme import look
from app.ui.widgets.typing import keep_first_word

_ON = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ORDER = (Came.PRESENT, Came.EXCUSED, Came.ABSENT, Came.UNKNOWN)


class AttendanceTable(QTableView):
    """One key a person. A click on a state turns it."""

    def __init__(self, model: AttendanceModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.people = model
        self.setModel(model)
        self.setItemDelegate(_Typing(self))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAccessibleName("出席表")
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.clicked.connect(lambda index: self._clicked(index.row(), index.column()))
        self._set_sizes()

    def go_to(self, row: int) -> None:
        if 0 <= row < self.people.rowCount():
            index = self.people.index(row, REASON_)  # letters, of an input method too, begin its reason
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Up and down only: the name stays in sight, however narrow the window."""
        super().scrollTo(self.people.index(index.row(), 0), hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, text = self.currentIndex().row(), event.text()
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if event.key() in _ON:
            self.go_to(row + 1)
        elif plain and text in KEYS and not self.people.locked:
            self.people.mark(row, KEYS[text])
            self.go_to(row + 1)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.people.mark(row, Came.UNKNOWN)
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        keep_first_word(self, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "people"):
            self._set_sizes()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """A reason is kept when it is left; Enter goes on from there."""
        on = hint is QAbstractItemDelegate.EndEditHint.EditNextItem
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.setFocus()
        if on:
            self.go_to(self.currentIndex().row() + 1)

    def _clicked(self, row: int, column: int) -> None:
        if column == STATE_ and not self.people.locked:
            now = self.people.states[row]
            self.people.mark(row, _ORDER[(_ORDER.index(now) + 1) % len(_ORDER)])

    def _set_sizes(self) -> None:
        at = look()
        self.verticalHeader().setDefaultSectionSize(at.row)
        self.horizontalHeader().setFixedHeight(at.row)
        for column, width in enumerate(WIDTHS):
            self.setColumnWidth(column, at.px(width))


class _Typing(QStyledItemDelegate):
    """Enter in a reason keeps it and goes on."""

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _ON:
            assert isinstance(editor, QWidget)
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.EditNextItem)
            return True
        return super().eventFilter(editor, event)
