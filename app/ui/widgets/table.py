"""The one table of the house: whole rows, 32 px, sorting by its head, columns to choose, copies for Excel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from app.ui.theme import look
from app.ui.widgets.copying import copied, put_on_clipboard
from app.ui.widgets.rows import Column, RowsModel

Spans = list[tuple[int, int]]  # numbers of rows, (first, last + 1)


class RowsView(QTableView):
    """`chosen(row)` when the person moves to a row (click or arrows), `opened(row)` by Enter or double click.

    Filling the model never emits `chosen`: only what the person does; nor does choosing several rows.
    `copy_wanted(spans)`: rows are to be copied of which some have not been read. `arranged`: the person has moved,
    shown or hidden a column. `picked(count)`: so many rows are chosen now.
    """

    chosen = Signal(object)
    opened = Signal(object)
    copy_wanted = Signal(object)
    arranged = Signal()
    picked = Signal(int)

    def __init__(self, model: RowsModel[Any], parent: QWidget | None = None, *, sorting: bool = True) -> None:
        super().__init__(parent)
        self.rows = model
        self._arranging = False
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
        head.sectionMoved.connect(lambda _section, _old, _new: self._tell_arranged())
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
        """The chosen rows that are here."""
        numbers = (number for first, last in self.selected_spans() for number in range(first, last))
        return [row for row in map(self.rows.row, numbers) if row is not None]

    def selected_spans(self) -> Spans:
        """Numbers of the chosen rows as runs, in order: a hundred thousand chosen rows are one run."""
        spans: Spans = []
        chosen = self.selectionModel().selection().toList()
        for part in sorted((run.top(), run.bottom() + 1) for run in chosen):
            if spans and part[0] <= spans[-1][1]:
                spans[-1] = (spans[-1][0], max(spans[-1][1], part[1]))
            else:
                spans.append(part)
        return spans

    def selected_count(self) -> int:
        return sum(last - first for first, last in self.selected_spans())

    def shown_columns(self) -> list[Column[Any]]:
        """Columns as the person sees them, from left to right."""
        head = self.horizontalHeader()
        order = [head.logicalIndex(place) for place in range(head.count())]
        return [self.rows.columns[number] for number in order if not self.isColumnHidden(number)]

    def show_columns(self, keys: Sequence[str]) -> None:
        """Show just these columns, in this order; keys that are not known are passed over."""
        head = self.horizontalHeader()
        numbers = {column.key: number for number, column in enumerate(self.rows.columns)}
        wanted = [numbers[key] for key in dict.fromkeys(keys) if key in numbers]
        if not wanted:
            return
        self._arranging = True
        for place, number in enumerate(wanted):
            head.moveSection(head.visualIndex(number), place)
        for number in range(len(self.rows.columns)):
            self.setColumnHidden(number, number not in wanted)
        self._arranging = False

    def column_keys(self) -> tuple[str, ...]:
        return tuple(column.key for column in self.shown_columns())

    def choose_row(self, number: int) -> None:
        """Put the cursor on a row, as a click would, without telling it as the person's choice."""
        if not 0 <= number < self.rows.rowCount():
            return
        index = self.rows.index(number, 0)
        rows = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, rows)
        self.scrollTo(index)

    def copy(self) -> None:
        """The chosen rows with their heads, columns as shown, for Excel and WPS; no text of them becomes a formula."""
        spans = self.selected_spans()
        rows = self.selected_rows()
        if len(rows) < self.selected_count():
            self.copy_wanted.emit(spans)
        else:
            put_on_clipboard(copied(self.shown_columns(), rows))

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.picked.emit(self.selected_count())

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
        if row is not None and self.selected_count() <= 1:
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
            action.toggled.connect(lambda on, n=number: self._show_column(n, on))
            menu.addAction(action)
        return menu

    def _show_column(self, number: int, on: bool) -> None:
        self.setColumnHidden(number, not on)
        self._tell_arranged()

    def _tell_arranged(self) -> None:
        if not self._arranging:
            self.arranged.emit()
