"""A year at a glance: a line for each body's duty, a cell for each period; words and ground say what became of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QBrush, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from app.models.cadence import Cell, CellState, DutyLine, Every, YearGlance
from app.rules.meeting_kinds import kinds
from app.ui.theme import look

_SPAN = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF: 6, Every.YEAR: 12}
_SHORT = {
    CellState.HELD: "已开",
    CellState.MADE_UP: "补开",
    CellState.OVERDUE: "缺",
    CellState.DUE: "待开",
    CellState.PLANNED: "已定",
    CellState.COMING: "",
    CellState.NOT_OWED: "—",
}
_GROUND = {
    CellState.HELD: "green_ground",
    CellState.MADE_UP: "amber_ground",
    CellState.OVERDUE: "red_ground",
    CellState.DUE: "amber_ground",
}
_INK = {
    CellState.HELD: "green",
    CellState.MADE_UP: "amber",
    CellState.OVERDUE: "red",
    CellState.DUE: "amber",
    CellState.PLANNED: "link",
}
_WORST = (CellState.OVERDUE, CellState.DUE, CellState.PLANNED, CellState.MADE_UP, CellState.HELD, CellState.COMING)


class YearTable(QTableWidget):
    """`looked(line, cells)` as the cursor moves, `opened(line, cells)` by Enter or double click. Weeks of a month share
    its cell."""

    looked = Signal(object, object)
    opened = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 12, parent)
        self._cells: dict[tuple[int, int], tuple[DutyLine, tuple[Cell, ...]]] = {}
        self.setHorizontalHeaderLabels([f"{month}月" for month in range(1, 13)])
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setAccessibleName("全年会议一览")
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.currentCellChanged.connect(lambda row, column, _r, _c: self._look(row, column))
        self.cellDoubleClicked.connect(self._open)
        self.setStyleSheet("QTableWidget::item { padding: 0px; }")  # two words fit a month of a narrow window
        self._set_sizes()

    def show_year(self, glance: YearGlance) -> None:
        """The cursor stays where it was."""
        row, column = self.currentRow(), self.currentColumn()
        lines = [line for line in glance.lines if line.duty.owed]
        several = len({line.duty.body_id for line in lines}) > 1
        self.blockSignals(True)
        self.clearSpans()
        self.setRowCount(0)
        self.setRowCount(len(lines))
        self._cells = {}
        for number, line in enumerate(lines):
            kind = kinds().get(line.duty.kind)
            name = kind.short if kind else line.duty.kind
            shown = f"{name}({line.duty.body_name})" if several and kind and kind.scope.value == "党小组" else name
            head = QTableWidgetItem(shown)
            head.setToolTip(f"{line.duty.body_name}:{line.duty.kind},{duty_words(line)}。{line.duty.source}")
            self.setVerticalHeaderItem(number, head)
            self._fill(number, line)
        self.blockSignals(False)
        if lines:
            self.setCurrentCell(
                min(max(row, 0), len(lines) - 1), max(column, 0) if row >= 0 else glance.as_of.month - 1
            )
            self._look(self.currentRow(), self.currentColumn())
        self._set_sizes()

    def found(self, row: int, column: int) -> tuple[DutyLine, tuple[Cell, ...]] | None:
        return self._cells.get((row, column))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentRow(), self.currentColumn())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_cells"):
            self._set_sizes()

    def _fill(self, row: int, line: DutyLine) -> None:
        span = _SPAN.get(line.duty.every, 1)
        for start in range(0, 12, span):
            months = range(start + 1, start + span + 1)
            cells = tuple(cell for cell in line.cells if cell.period.last.month in months)
            item = QTableWidgetItem(cell_words(cells))
            item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            state = worst(cells)
            if state in _GROUND:
                item.setBackground(QBrush(look().colour(_GROUND[state])))
            item.setForeground(QBrush(look().colour(_INK.get(state, "muted"))))
            item.setToolTip(told(cells))
            self.setItem(row, start, item)
            if span > 1:
                self.setSpan(row, start, 1, span)
            for month in months:
                self._cells[(row, month - 1)] = (line, cells)

    def _look(self, row: int, column: int) -> None:
        found = self._cells.get((row, column))
        if found is not None:
            self.looked.emit(*found)

    def _open(self, row: int, column: int) -> None:
        found = self._cells.get((row, column))
        if found is not None:
            self.opened.emit(*found)

    def _set_sizes(self) -> None:
        at = look()
        self.verticalHeader().setDefaultSectionSize(at.row)
        self.horizontalHeader().setFixedHeight(at.row)
        self.horizontalHeader().setMinimumSectionSize(at.px(42))
        self.setMinimumHeight(at.row * (max(self.rowCount(), 1) + 1) + at.px(22))
        wanted = max(
            (self.fontMetrics().horizontalAdvance(self.head(row)) for row in range(self.rowCount())), default=0
        )
        self.verticalHeader().setFixedWidth(min(wanted + at.px(20), at.px(170)))

    def head(self, row: int) -> str:
        item = self.verticalHeaderItem(row)
        return str(getattr(item, "text", str)())  # no head while lines come and go


def worst(cells: tuple[Cell, ...]) -> CellState:
    """What a cell of several weeks is shown as."""
    states = {cell.state for cell in cells}
    return next((state for state in _WORST if state in states), CellState.NOT_OWED)


def cell_words(cells: tuple[Cell, ...]) -> str:
    """已开, 缺, 待开; of several times or weeks how many: 已开 3/4."""
    if not cells:
        return ""
    word = _SHORT[worst(cells)]
    times = sum(cell.times for cell in cells if cell.state is not CellState.NOT_OWED)
    if times > 1 and worst(cells) is not CellState.COMING:
        return f"{word} {sum(min(cell.held + cell.late, cell.times) for cell in cells)}/{times}"
    return word


def duty_words(line: DutyLine) -> str:
    """每季度 1 次."""
    return f"每{line.duty.every.value} {line.duty.times} 次"


def told(cells: tuple[Cell, ...]) -> str:
    """What became of it, in a sentence: 2026年7月:逾期未召开,应开 1 次,已开 0 次."""
    parts = []
    for cell in cells:
        said = f"{cell.period.title}:{cell.state.value}"
        if cell.state is not CellState.NOT_OWED:
            said += f",应开 {cell.times} 次,已开 {cell.held} 次"
        if cell.late:
            said += f",补开 {cell.late} 次"
        if cell.planned_on:
            said += f",定在{cell.planned_on.month}月{cell.planned_on.day}日"
        parts.append(said)
    return ";".join(parts)
