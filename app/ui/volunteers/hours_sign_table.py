"""The sign-in table's hand: 1 came, 0 did not, each going on; in the cells beside it digits are times and minutes."""

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

from app.ui.theme import look
from app.ui.volunteers.hours_sign_model import CAME, CONTENT, FIRST, LAST, TYPED, WIDTHS, SignModel
from app.ui.widgets.typing import keep_first_word

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MARKS = {"1": True, "0": False}


class SignTable(QTableView):
    """One key a person. Enter goes down, Tab goes on; a click on the mark turns it."""

    def __init__(self, model: SignModel, parent: QWidget | None = None) -> None:
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
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAccessibleName("签到表")
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.clicked.connect(self._clicked)
        self._set_sizes()

    def go_to(self, row: int, column: int | None = None) -> None:
        if 0 <= row < self.people.rowCount():
            index = self.people.index(row, max(self.currentIndex().column(), CAME) if column is None else column)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def go_on(self, *, back: bool = False) -> None:
        """The next cell that is marked or typed into, row after row."""
        row, column = self.currentIndex().row(), self.currentIndex().column()
        stops = (CAME, *TYPED)
        places = [place for place in stops if (place < column if back else place > column)]
        if places:
            self.go_to(row, places[-1] if back else places[0])
        else:
            self.go_to(row - 1 if back else row + 1, LAST if back else FIRST)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """The name stays in sight, but for the words at the right."""
        super().scrollTo(self.people.index(index.row(), index.column() if index.column() == CONTENT else 0), hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, text = self.currentIndex(), event.text()
        held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        marking = index.column() not in TYPED
        if event.key() in _ENTER and not held:
            self.go_to(index.row() + 1)
        elif event.key() == Qt.Key.Key_Tab:
            self.go_on()
        elif event.key() == Qt.Key.Key_Backtab:
            self.go_on(back=True)
        elif event.key() == Qt.Key.Key_D and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.people.fill_down(index)
        elif marking and not held and text in _MARKS:
            self.people.mark(index.row(), came=_MARKS[text])
            self.go_to(index.row() + 1)
        elif marking and event.key() == Qt.Key.Key_Space and index.isValid():
            self.people.mark(index.row(), came=not self.people.rows[index.row()].came)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not held and index.isValid():
            if marking:
                self.people.mark(index.row(), came=False)
            else:
                self.people.setData(index, "")
        elif marking and text.strip() and text.isprintable() and not held:
            pass  # letters mean nothing on the mark
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Words begin the remark, wherever the cursor stands."""
        if self.currentIndex().column() not in TYPED and event.commitString() and not self.people.locked:
            self.go_to(self.currentIndex().row(), CONTENT)
        super().inputMethodEvent(event)
        keep_first_word(self, event)

    def focusNextPrevChild(self, _following: bool) -> bool:
        """Tab stays in the table; Esc and Ctrl+S leave it."""
        return False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "people"):
            self._set_sizes()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """What was typed is kept; Enter goes down, Tab goes on."""
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.setFocus()
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self.go_to(self.currentIndex().row() + 1)
        elif hint is QAbstractItemDelegate.EndEditHint.EditNextItem:
            self.go_on()
        elif hint is QAbstractItemDelegate.EndEditHint.EditPreviousItem:
            self.go_on(back=True)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == CAME and not self.people.locked:
            self.people.mark(index.row(), came=not self.people.rows[index.row()].came)

    def _set_sizes(self) -> None:
        at = look()
        self.verticalHeader().setDefaultSectionSize(at.row)
        self.horizontalHeader().setFixedHeight(at.row)
        for column, width in enumerate(WIDTHS):
            self.setColumnWidth(column, at.px(width))


class _Typing(QStyledItemDelegate):
    """Enter in an editor keeps it and goes down."""

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            assert isinstance(editor, QWidget)
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.SubmitModelCache)
            return True
        return super().eventFilter(editor, event)
