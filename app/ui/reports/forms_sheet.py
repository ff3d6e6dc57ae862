"""A form's sheet as a model: what stands in each cell, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import QWidget

from app.models.street_forms import CellLook, FormSheet, Place
from app.rules.cell_refs import column_name
from app.ui.reports.forms_words import shown
from app.ui.widgets.rows import AnyIndex

_MOST_ROWS, _MOST_COLUMNS = 3000, 200  # what lies beyond is filled all the same, and not drawn
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
