"""结对: which Party member answers for which door, who has agreed, and when somebody was there last."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.visit_views import FormChoices, PairLine, PairQuery
from app.ui.colours.flow import FlowLayout
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.requests.chips import Chip, ToggleChip
from app.ui.visits import asking
from app.ui.visits.columns import PAIRS
from app.ui.widgets.plain import button, words
from app.ui.widgets.rows import RowsModel
from app.ui.widgets.states import StateView
from app.ui.widgets.table import RowsView


class PairsView(QWidget):
    """`chosen(line)`; `opened(line)` by Enter, to put it right; `end_wanted(line)`, `remove_wanted(line)`;
    `counted(total)` when a list has come."""

    chosen = Signal(object)
    opened = Signal(object)
    end_wanted = Signal(object)
    remove_wanted = Signal(object)
    counted = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._latest = Latest(desk.jobs, self)
        self.model: RowsModel[PairLine] = RowsModel(PAIRS, self)
        self.view = RowsView(self.model)
        self.view.setAccessibleName("党员联户结对")
        self.state = StateView(self.view)
        self.member, self.grid = Chip("党员", "Alt+M"), Chip("网格", "Alt+G", blank="未划入网格")
        self.ended = ToggleChip("已结束的", "Alt+E", "看以前的、已经结束的结对")
        self.edit_button = button("修改", self._edit, key="Alt+X")
        self.end_button = button("结束结对", self._end, key="Alt+K")
        self.remove_button = button("删除", self._remove, key="Alt+R", tip="录错了的结对,删除它")
        self.note = words("", "muted", wrap=True)
        self._lay_out()
        self._wire()

    def load(self) -> None:
        if not self.model.rowCount():
            self.state.show_loading("正在读取结对…")
        query = PairQuery(member=self.member.value or "", grid=self.grid.value, ended=self.ended.isChecked())
        self._latest.run(
            asking.pairings(query), self._show, failed=lambda error: self.state.show_fault(error, self.load)
        )

    def show_choices(self, choices: FormChoices) -> None:
        self.grid.set_choices((*choices.grids, ""))
        self.member.set_choices(choices.members)

    def lines(self) -> list[PairLine]:
        """Every row that is shown, in its order."""
        rows = (self.model.row(number) for number in range(self.model.rowCount()))
        return [row for row in rows if row is not None]

    def _show(self, lines: tuple[PairLine, ...]) -> None:
        kept = self.view.current_row()
        self.model.set_rows(lines)
        if kept is not None:
            self.view.choose_row(self.model.find(lambda row: row.id == kept.id))
        self.note.setText(_summary(lines) if not self.ended.isChecked() else "")
        if lines:
            self.state.show_content()
        elif self.member.value or self.grid.value is not None or self.ended.isChecked():
            self.state.show_empty("没有符合条件的结对。", "请换一个条件。", "看全部", self.show_all)
        else:
            self.state.show_empty(
                "还没有党员联户结对。",
                "在“该走访”或住户名单里点一户,在右边的住户卡上按 Ctrl+J 为它结对。",
            )
        self.counted.emit(len(lines))
        self._show_buttons()

    def show_all(self) -> None:
        self.member.choose(None)
        self.grid.choose(None)
        self.ended.setChecked(False)
        self.load()

    def _edit(self) -> None:
        self._with_current(self.opened)

    def _end(self) -> None:
        self._with_current(self.end_wanted)

    def _remove(self) -> None:
        self._with_current(self.remove_wanted)

    def _with_current(self, signal: object) -> None:
        line = self.view.current_row()
        if line is not None:
            signal.emit(line)  # type: ignore[attr-defined]

    def _show_buttons(self) -> None:
        line = self.view.current_row()
        self.edit_button.setEnabled(line is not None)
        self.remove_button.setEnabled(line is not None)
        self.end_button.setEnabled(line is not None and line.until is None)

    def _wire(self) -> None:
        for chip in (self.member, self.grid, self.ended):
            chip.moved.connect(self.load)
        self.view.chosen.connect(self.chosen)
        self.view.opened.connect(self.opened)
        self.view.selectionModel().currentRowChanged.connect(lambda _now, _before: self._show_buttons())

    def _lay_out(self) -> None:
        bar = QWidget()
        row = FlowLayout(bar)
        for widget in (self.member, self.grid, self.ended):
            row.addWidget(widget)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.note, 1)
        for made in (self.edit_button, self.end_button, self.remove_button):
            foot.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(bar)
        column.addWidget(self.state, 1)
        column.addLayout(foot)


def _summary(lines: tuple[PairLine, ...]) -> str:
    """12 名党员结对 40 户,其中 3 户还没有双方同意,5 户逾期没有走访。"""
    if not lines:
        return ""
    members = len({line.member for line in lines})
    doors = len({line.household_id for line in lines})
    waiting = sum(not (line.member_agreed and line.household_agreed) for line in lines)
    late = len({line.household_id for line in lines if line.late is not None and line.late > 0})
    parts = [f"{members} 名党员结对 {doors} 户"]
    if waiting:
        parts.append(f"{waiting} 条还没有双方同意")
    parts.append(f"{late} 户逾期没有走访" if late else "没有逾期的")
    return ",".join(parts) + "。"
