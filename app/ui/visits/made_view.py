"""走访记录: visits that were made, the newest first; what they brought up and what is still open."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.visit_views import FormChoices, VisitLine, VisitPage, VisitQuery, VisitsShown
from app.ui.colours.flow import FlowLayout
from app.ui.desk import Desk
from app.ui.requests.chips import Chip, ToggleChip
from app.ui.requests.period import PeriodPicker
from app.ui.visits import asking
from app.ui.visits.columns import MADE
from app.ui.visits.listing import Listing
from app.ui.widgets.plain import button
from app.ui.widgets.states import StateView

_MET, _MISSED = "见到", "未遇"


class MadeView(QWidget):
    """`chosen(line)`, `opened(line)` (Enter: put right), `remove_wanted(lines)` (Delete), `counted(page)`."""

    chosen = Signal(object)
    opened = Signal(object)
    remove_wanted = Signal(object)
    counted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.ids: frozenset[int] | None = None
        self.household_id: int | None = None
        self.listing: Listing[VisitQuery, VisitLine] = Listing(
            desk, MADE, VisitQuery(), asking.made, lambda line: line.id, self
        )
        self.view = self.listing.view
        self.view.setAccessibleName("走访记录")
        self.state = StateView(self.view)
        self.days = PeriodPicker("日期", "Alt+D", desk.clock.today())
        self.grid = Chip("网格", "Alt+G", blank="未划入网格")
        self.visitor = Chip("走访人", "Alt+F")
        self.met = Chip("见到没有", "Alt+J")
        self.met.set_choices((_MET, _MISSED))
        self.open_needs = ToggleChip("还有需求没解决", "Alt+X", "只看有需求没解决、也没办结的")
        self.origin = button("", self.drop_origin, tip="不再只看这些,看全部")
        self.origin.hide()
        self._lay_out()
        self._wire()

    @property
    def query(self) -> VisitQuery:
        first, last = self.days.days if self.days.check() else (None, None)
        return VisitQuery(
            first=first,
            last=last,
            grid=self.grid.value,
            visitor=self.visitor.value or "",
            met=None if self.met.value is None else self.met.value == _MET,
            needs_open=self.open_needs.isChecked(),
            household_id=self.household_id,
            ids=self.ids,
        )

    def load(self) -> None:
        if not self.listing.model.rowCount():
            self.state.show_loading("正在读取走访记录…")
        kept = self.listing.query
        self.listing.load(replace(self.query, sort=kept.sort, descending=kept.descending))

    def show_choices(self, choices: FormChoices) -> None:
        self.grid.set_choices((*choices.grids, ""))
        self.visitor.set_choices(choices.visitors)

    def show_only(self, shown: VisitsShown) -> None:
        """Exactly the visits behind a figure."""
        self._clear_chips()
        self.ids, self.household_id = shown.ids, None
        self._show_origin(f"来自:{shown.title}(共 {len(shown.ids)} 次走访)")
        self.load()

    def show_door(self, household_id: int, door: str) -> None:
        """The visits of one door."""
        self._clear_chips()
        self.ids, self.household_id = None, household_id
        self._show_origin(door)
        self.load()

    def drop_origin(self) -> None:
        self.ids = self.household_id = None
        self.origin.hide()
        self.load()

    def show_all(self) -> None:
        self._clear_chips()
        self.drop_origin()

    def selected(self) -> list[VisitLine]:
        rows: list[VisitLine] = self.view.selected_rows()
        current = self.view.current_row()
        return rows or ([current] if current is not None else [])

    def _clear_chips(self) -> None:
        self.days.choose(None)
        for chip in (self.grid, self.visitor, self.met):
            chip.choose(None)
        self.open_needs.setChecked(False)

    def _show_origin(self, text: str) -> None:
        self.origin.setText(f"{text}  ×")
        self.origin.show()

    def _loaded(self, page: VisitPage) -> None:
        if page.total:
            self.state.show_content()
        elif self.query != VisitQuery():
            self.state.show_empty("没有符合条件的走访记录。", "请少选几个条件,或换一段日期。", "看全部", self.show_all)
        else:
            self.state.show_empty(
                "还没有走访记录。",
                "按 Ctrl+N 登记一次走访;带着走访单出门的,回来按 Ctrl+R 一起登记。",
            )
        self.counted.emit(page)

    def _wire(self) -> None:
        self.listing.loaded.connect(self._loaded)
        self.listing.failed.connect(lambda error: self.state.show_fault(error, self.load))
        for chip in (self.days, self.grid, self.visitor, self.met, self.open_needs):
            chip.moved.connect(self.load)
        self.view.chosen.connect(self.chosen)
        self.view.opened.connect(self.opened)
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.view)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._remove)

    def _remove(self) -> None:
        lines = self.selected()
        if lines:
            self.remove_wanted.emit(lines)

    def _lay_out(self) -> None:
        bar = QWidget()
        row = FlowLayout(bar)
        for widget in (self.days, self.grid, self.visitor, self.met, self.open_needs, self.origin):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(bar)
        column.addWidget(self.state, 1)
