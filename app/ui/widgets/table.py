"""The one table of the house: whole rows, 32 px, sorting by its head, columns to choose, copies for Excel."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from app.ui.theme import look
from app.ui.widgets.rows import RowsModel


class RowsView(QTableView):
    """`chosen(row)` when the person moves to a row (click or arrows), `opened(row)` by Enter or double click.

    Filling the model never emits `chosen`: only what the person does.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, model: RowsModel[Any], parent: QWidget | None = None, *, sorting: bool = True) -> None:
        super().__init__(parent)
        self.rows = model
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setStretchLastSection(True)
        head.setSectionsMovable(True)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._choose_columns)
        if sorting:
            head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            head.setSortIndicatorClearable(False)
            self.setSortingEnabled(True)
        self._set_sizes()
        self.doubleClicked.connect(lambda index: self._open(index))
        self.clicked.connect(lambda index: self._choose(index))

    def current_row(self) -> Any:
        return self.rows.row(self.currentIndex().row())

    def selected_rows(self) -> list[Any]:
        numbers = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [row for row in map(self.rows.row, numbers) if row is not None]

    def choose_row(self, number: int) -> None:
        """Put the cursor on a row, as a click would, without telling it as the person's choice."""
        if not 0 <= number < self.rows.rowCount():
            return
        index = self.rows.index(number, 0)
        rows = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, rows)
        self.scrollTo(index)

    def copy(self) -> None:
        """The chosen rows with their headers, as Excel and WPS paste them: columns as shown, tabs between."""
        head = self.horizontalHeader()
        shown = [head.logicalIndex(place) for place in range(head.count())]
        columns = [self.rows.columns[n] for n in shown if not self.isColumnHidden(n)]
        lines = ["\t".join(column.title for column in columns)]
        for row in self.selected_rows():
            lines.append("\t".join(column.text(row).replace("\t", " ").replace("\n", " ") for column in columns))
        QGuiApplication.clipboard().setText("\n".join(lines))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            before = self.currentIndex().row()
            super().keyPressEvent(event)
            if self.currentIndex().row() != before:
                self._choose(self.currentIndex())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "rows"):
            self._set_sizes()

    def _choose(self, index: QModelIndex) -> None:
        row = self.rows.row(index.row())
        if row is not None:
            self.chosen.emit(row)

    def _open(self, index: QModelIndex) -> None:
        row = self.rows.row(index.row())
        if row is not None:
            self.opened.emit(row)

    def _set_sizes(self) -> None:
        at = look()
        self.verticalHeader().setDefaultSectionSize(at.row)
        self.horizontalHeader().setFixedHeight(at.row)
        for number, column in enumerate(self.rows.columns):
            self.setColumnWidth(number, at.px(column.width))

    def _choose_columns(self, place: QPoint) -> None:
        menu = self.column_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(place))

    def column_menu(self) -> QMenu:
        """A tick for each column; the last one that is shown cannot be hidden."""
        menu = QMenu(self)
        shown = [n for n in range(len(self.rows.columns)) if not self.isColumnHidden(n)]
        for number, column in enumerate(self.rows.columns):
            action = QAction(column.title, menu)
            action.setCheckable(True)
            action.setChecked(number in shown)
            action.setEnabled(shown != [number])
            action.toggled.connect(lambda on, n=number: self.setColumnHidden(n, not on))
            menu.addAction(action)
        return menu
