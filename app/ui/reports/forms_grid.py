"""A form's sheet as a grid: merged cells, widths, frames, words, and what stands or will stand in its fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QStyledItemDelegate, QTableView, QWidget

from app.models.street_forms import CellLook, FormSheet, Place
from app.rules.cell_refs import column_name
from app.ui.reports.forms_words import shown
from app.ui.theme import look
from app.ui.widgets.rows import AnyIndex

_MOST_ROWS, _MOST_COLUMNS = 3000, 200  # what lies beyond is filled all the same, and not drawn
_PX_A_CHARACTER, _PX_A_POINT = 7.0, 4 / 3
_LOWEST_ROW, _WIDEST = 24, 600
_PAD = 4
_TIGHTEST = 0.88
GROUNDS = {"bound": "green_ground", "proposed": "amber_ground", "check": "hover", "differs": "red_ground"}


@dataclass(frozen=True)
class Mark:
    """What is said of a field: `kind` a key of GROUNDS, `words` in the field itself, `tip` when it is pointed at."""

    kind: str
    words: str = ""
    tip: str = ""


class SheetModel(QAbstractTableModel):
    """One sheet; `marks` by the cell at the top left of its merged cells."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet: FormSheet | None = None
        self.marks: Mapping[Place, Mark] = {}
        self._from: dict[Place, Place] = {}

    def show_sheet(self, sheet: FormSheet | None, marks: Mapping[Place, Mark]) -> None:
        self.beginResetModel()
        self.sheet, self.marks = sheet, marks
        self._from = _running_over(self, sheet) if sheet is not None else {}
        self.endResetModel()

    def set_marks(self, marks: Mapping[Place, Mark]) -> None:
        """Other marks on the same sheet: the person's place in it stays."""
        self.marks = marks
        if self.sheet is not None:
            self._from = _running_over(self, self.sheet)
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() or self.sheet is None else min(self.sheet.rows, _MOST_ROWS)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() or self.sheet is None else min(self.sheet.columns, _MOST_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return column_name(section) if orientation is Qt.Orientation.Horizontal else str(section + 1)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self.sheet is None:
            return None
        place = (index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(place)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            mark = self.marks.get(place)
            return mark.tip if mark is not None and mark.tip else self.words(place)
        return None

    def words(self, place: Place) -> str:
        """What stands in a cell: its own words or, in a field with a mark, the mark's."""
        assert self.sheet is not None
        cell, mark = self.sheet.cell(place), self.marks.get(place)
        if mark is not None and mark.words:
            return mark.words
        if cell.formula is not None and cell.value in (None, ""):
            return "公式" if cell.value is None else ""
        return shown(cell)

    def look_of(self, place: Place) -> CellLook:
        assert self.sheet is not None
        return self.sheet.cell(place).look

    def runs_from(self, place: Place) -> Place | None:
        """The cell whose words run over this blank one."""
        return self._from.get(place)


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
        self.setItemDelegate(_Hand(self))
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


class _Hand(QStyledItemDelegate):
    """Draws a cell: its ground, its words, its frame."""

    def __init__(self, grid: FormGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    def paint(self, painter: QPainter, option: Any, index: AnyIndex) -> None:
        model, at = self._grid.sheet_model, look()
        place, rect = (index.row(), index.column()), QRect(option.rect)
        mark, cell_look = model.marks.get(place), model.look_of(place)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setClipRect(rect)
        ground = "chosen" if chosen else GROUNDS[mark.kind] if mark is not None else "card"
        painter.fillRect(rect, at.colour(ground))
        owner = model.runs_from(place)
        if owner is not None:
            start = self._grid.visualRect(model.index(*owner))
            self._words(painter, QRect(start.topLeft(), rect.bottomRight()), owner, over=True)
        else:
            self._words(painter, rect, place)
        self._frame(painter, rect, cell_look.edges)
        if index == self._grid.currentIndex():
            painter.setPen(QPen(at.colour("link"), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _words(self, painter: QPainter, rect: QRect, place: Place, *, over: bool = False) -> None:
        model, at = self._grid.sheet_model, look()
        words = model.words(place)
        if not words:
            return
        mark, cell_look = model.marks.get(place), model.look_of(place)
        painter.setFont(at.font(bold=cell_look.bold and mark is None))
        painter.setPen(at.colour("amber" if mark is not None and mark.kind == "proposed" else "text"))
        inner = rect.adjusted(_PAD, 0, -_PAD, 0)
        if over or model.runs_from((place[0], place[1] + 1)) == place:
            painter.drawText(inner.adjusted(0, 0, 4000, 0), Qt.AlignmentFlag.AlignVCenter, words)
            return
        across = {"center": Qt.AlignmentFlag.AlignHCenter, "right": Qt.AlignmentFlag.AlignRight}.get(
            cell_look.across, Qt.AlignmentFlag.AlignLeft
        )
        metrics = painter.fontMetrics()
        if metrics.horizontalAdvance(words) > inner.width() and inner.height() < 2 * metrics.height():
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, across | Qt.AlignmentFlag.AlignVCenter, words)
            return
        painter.drawText(inner, int(across | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap), words)

    def _frame(self, painter: QPainter, rect: QRect, edges: str) -> None:
        at = look()
        painter.setPen(at.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setPen(at.colour("strong_line"))
        for edge in edges:
            first, last = {
                "l": (rect.topLeft(), rect.bottomLeft()),
                "t": (rect.topLeft(), rect.topRight()),
                "r": (rect.topRight(), rect.bottomRight()),
                "b": (rect.bottomLeft(), rect.bottomRight()),
            }[edge]
            painter.drawLine(first, last)


def _running_over(model: SheetModel, sheet: FormSheet) -> dict[Place, Place]:
    """Blank cells without a frame, by the cell to their left whose long words run over them."""
    found: dict[Place, Place] = {}
    merged = {span[:2] for span in sheet.merged}
    for place, cell in sheet.cells.items():
        row, column = place
        if not isinstance(cell.value, str) or cell.look.wrap or cell.look.across in ("center", "right"):
            continue
        if cell.look.edges or place in merged:
            continue
        need = sum(2 if ord(character) > 0x2E7F else 1 for character in model.words(place)) + 1.0
        need -= sheet.widths.get(column, sheet.usual_width)
        while need > 0 and column + 1 < sheet.columns:
            column += 1
            following = sheet.cell((row, column))
            here = (row, column)
            if not following.is_blank or following.look.edges or here in model.marks or here in merged:
                break
            found[here] = place
            need -= sheet.widths.get(column, sheet.usual_width)
    return found
