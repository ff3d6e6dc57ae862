"""Lists are models: named columns, a role for sorting, a role for the row itself, pages that come when looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QBrush

from app.ui.theme import look

R = TypeVar("R")
AnyIndex = QModelIndex | QPersistentModelIndex
SORT_ROLE = int(Qt.ItemDataRole.UserRole)
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
NOT_HERE_YET = "…"
_MOST_PAGES_AT_ONCE = 3
_NARROW = 80


@dataclass(frozen=True)
class Column(Generic[R]):
    """`text` is what is shown; `sort` orders it where the text would not; `tone` names a theme colour or is ''."""

    key: str
    title: str
    text: Callable[[R], str]
    sort: Callable[[R], Any] | None = None
    right: bool = False
    width: int = 120
    tip: Callable[[R], str] | None = None
    tone: Callable[[R], str] | None = None
    sortable: bool = True


class RowsModel(QAbstractTableModel, Generic[R]):
    """Rows of `R`, whole (`set_rows`) or in pages: `start_pages(total, first)`, then `page_wanted(offset)` asks on,
    which `put_page(offset, rows)` answers. Whole lists sort themselves; paged ones emit `sort_wanted(key, descending)`.
    """

    page_wanted = Signal(int)
    sort_wanted = Signal(str, bool)

    def __init__(self, columns: Sequence[Column[R]], parent: QObject | None = None, *, page: int = 200) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.page = page
        self._rows: dict[int, R] = {}
        self._total = 0
        self._paged = False
        self._asked: set[int] = set()
        self._wanted: list[int] = []
        self._ask_soon = QTimer(self)
        self._ask_soon.setSingleShot(True)
        self._ask_soon.setInterval(0)
        self._ask_soon.timeout.connect(self._ask)

    def set_rows(self, rows: Sequence[R]) -> None:
        """The whole list."""
        self._reset(len(rows), rows, paged=False)

    def start_pages(self, total: int, first: Sequence[R]) -> None:
        """The first page of a list of `total` rows; the others come when they are looked at."""
        self._reset(total, first, paged=True)

    def put_page(self, offset: int, rows: Sequence[R]) -> None:
        self._asked.discard(offset)
        self._rows.update(zip(range(offset, min(offset + len(rows), self._total)), rows, strict=False))
        if rows and offset < self._total:
            last = min(offset + len(rows), self._total) - 1
            self.dataChanged.emit(self.index(offset, 0), self.index(last, len(self.columns) - 1))

    def forget_page(self, offset: int) -> None:
        """The page could not be read: it may be asked for again."""
        self._asked.discard(offset)

    def row(self, number: int) -> R | None:
        return self._rows.get(number)

    def find(self, wanted: Callable[[R], bool]) -> int:
        """Number of the first row that is here and wanted; -1."""
        return next((number for number in sorted(self._rows) if wanted(self._rows[number])), -1)

    def rename(self, titles: Mapping[str, str]) -> None:
        """Other heads for some columns, by their keys: the same list told of another kind of thing."""
        self.columns = tuple(replace(column, title=titles.get(column.key, column.title)) for column in self.columns)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _head_alignment(self.columns[section])
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self._rows.get(index.row())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if row is None:
            if role == Qt.ItemDataRole.DisplayRole:
                self._want(index.row())
                return NOT_HERE_YET
            return None
        return self._cell(column, row, role)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not 0 <= column < len(self.columns) or not self.columns[column].sortable:
            return
        descending = order is Qt.SortOrder.DescendingOrder
        if self._paged:
            self.sort_wanted.emit(self.columns[column].key, descending)
            return
        chosen = self.columns[column]
        rows = sorted((self._rows[n] for n in range(self._total)), key=chosen.sort or chosen.text, reverse=descending)
        self._reset(self._total, rows, paged=False)

    def _cell(self, column: Column[R], row: R, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == SORT_ROLE:
            return (column.sort or column.text)(row)
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.ToolTipRole and column.tip is not None:
            return column.tip(row) or None
        if role == Qt.ItemDataRole.ForegroundRole and column.tone is not None:
            tone = column.tone(row)
            return QBrush(look().colour(tone)) if tone else None
        return None

    def _reset(self, total: int, rows: Sequence[R], *, paged: bool) -> None:
        self.beginResetModel()
        self._rows = dict(enumerate(rows))
        self._total, self._paged = total, paged
        self._asked.clear()
        self._wanted.clear()
        self.endResetModel()

    def _want(self, number: int) -> None:
        offset = number - number % self.page
        if not self._paged or offset in self._asked or offset in self._wanted:
            return
        self._wanted.append(offset)
        self._ask_soon.start()

    def _ask(self) -> None:
        """Ask once painting is over, and only for where the person is now: pages flown over are left out."""
        wanted, self._wanted = self._wanted[-_MOST_PAGES_AT_ONCE:], []
        for offset in wanted:
            self._asked.add(offset)
            self.page_wanted.emit(offset)


def _alignment(column: Column[Any]) -> int:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)


def _head_alignment(column: Column[Any]) -> int:
    """Over its cells; in a narrow column of numbers in the middle, for the arrow of sorting has the right edge."""
    if column.right and column.sortable and column.width <= _NARROW:
        return int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
    return _alignment(column)
