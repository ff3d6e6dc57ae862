"""A form's sheet as a grid: merged cells, widths, frames, words, and what stands or will stand in its fields."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.models.street_forms import FormSheet, Place
from app.ui.reports.forms_hand import Hand
from app.ui.reports.forms_sheet import Mark, SheetModel
from app.ui.theme import look

_PX_A_CHARACTER, _PX_A_POINT = 7.0, 4 / 3
_LOWEST_ROW, _WIDEST = 24, 600
_TIGHTEST = 0.88


class FormGrid(QTableView):
    """`moved(place)`: the person stands on another cell. `wanted(text)`: Enter ('') or a letter: a figure is wanted
    here. `cleared()`: the delete key."""

    moved = Signal(object)
    wanted = Signal(str)
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet_model = SheetModel(self)
        self.setModel(self.sheet_model)
        self.setItemDelegate(Hand(self))
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for head in (self.horizontalHeader(), self.verticalHeader()):
            head.setHighlightSections(True)
            head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            head.setMinimumSectionSize(1)
        self.doubleClicked.connect(lambda _index: self.wanted.emit(""))
        self.selectionModel().currentChanged.connect(self._on_moved)

    @property
    def place(self) -> Place:
        """The cell the person stands on."""
        return max(0, self.currentIndex().row()), max(0, self.currentIndex().column())

    def places(self) -> tuple[Place, ...]:
        """All chosen cells."""
        return tuple(sorted({(index.row(), index.column()) for index in self.selectedIndexes()}))

    def show_sheet(self, sheet: FormSheet | None, marks: Mapping[Place, Mark]) -> None:
        self.clearSpans()
        self.sheet_model.show_sheet(sheet, marks)
        if sheet is None:
            return
        rows, columns = self.sheet_model.rowCount(), self.sheet_model.columnCount()
        for top, left, bottom, right in sheet.merged:
            if top < rows and left < columns:
                self.setSpan(top, left, min(bottom, rows - 1) - top + 1, min(right, columns - 1) - left + 1)
        self._set_sizes()

    def stand_on(self, place: Place) -> None:
        index = self.sheet_model.index(*place)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.wanted.emit("")
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cleared.emit()
        elif plain and typed.isprintable() and typed.strip():
            self.wanted.emit(typed)
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """A Chinese word begins the search as a letter does."""
        if event.commitString():
            self.wanted.emit(event.commitString())
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._set_sizes()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "sheet_model"):
            self._set_sizes()

    def _on_moved(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.moved.emit((current.row(), current.column()))

    def _set_sizes(self) -> None:
        sheet = self.sheet_model.sheet
        if sheet is None:
            return
        at = look()
        self.horizontalHeader().setFixedHeight(at.px(24))
        self.verticalHeader().setFixedWidth(at.px(40))
        wide = [sheet.widths.get(column, sheet.usual_width) for column in range(self.sheet_model.columnCount())]
        pixels = [at.px(min(_WIDEST, round(width * _PX_A_CHARACTER) + 5)) for width in wide]
        room = self.viewport().width() / max(1, sum(pixels))
        shrink = room if _TIGHTEST < room < 1 else 1.0  # a little too wide: drawn a little narrower, whole
        for column, width in enumerate(wide):
            self.setColumnHidden(column, width == 0)
            self.setColumnWidth(column, int(pixels[column] * shrink))
        usual = at.px(max(_LOWEST_ROW, round(sheet.usual_height * _PX_A_POINT)))
        self.verticalHeader().setDefaultSectionSize(usual)
        for row, points in sheet.heights.items():
            if row < self.sheet_model.rowCount():
                self.setRowHidden(row, points == 0)
                self.setRowHeight(row, at.px(max(_LOWEST_ROW, round(points * _PX_A_POINT))))
