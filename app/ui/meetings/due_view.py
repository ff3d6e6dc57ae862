"""该开的会: what is owed now, and the year at a glance; every cell opens its meetings or begins one."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.base.errors import Fault
from app.models.cadence import Cell, CellState, DueItem, DutyLine, YearGlance
from app.models.figures import Figure
from app.models.meeting_figures import MeetingFigures
from app.ui.colours.flow import FlowLayout
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.meetings.asking import several, verb
from app.ui.meetings.exporting import open_export
from app.ui.meetings.head_form import MeetingWish
from app.ui.meetings.year_table import YearTable, duty_words, told, worst
from app.ui.theme import look
from app.ui.widgets.card import scrolled
from app.ui.widgets.plain import button, set_tone, words
from app.ui.widgets.rows import Column, RowsModel
from app.ui.widgets.states import StateView
from app.ui.widgets.table import RowsView

_TONES = {CellState.OVERDUE: "red", CellState.DUE: "amber", CellState.PLANNED: "link"}


def _state(item: DueItem) -> str:
    if item.planned_on is not None:
        return f"已定在{item.planned_on.month}月{item.planned_on.day}日"
    missing = f",还差 {item.missing} 次" if item.missing > 1 else ""
    return f"{item.state.value}{missing}"


COLUMNS = (
    Column[DueItem]("state", "情况", _state, width=160, tone=lambda item: _TONES.get(item.state, "")),
    Column[DueItem]("kind", "会议", lambda item: item.kind, width=168),
    Column[DueItem]("period", "时段", lambda item: item.period.title, lambda item: item.period.last, width=152),
    Column[DueItem](
        "last", "最晚", lambda item: chinese_date(item.period.last), lambda item: item.period.last, width=152
    ),
    Column[DueItem]("body", "组织", lambda item: item.body_name, width=200),
)


class DueView(QWidget):
    """`meeting_wanted(id)`, `many_wanted(ids, words)`, `new_wanted(MeetingWish)`; `told(words)`.

    `duty_wanted(line)` and `fixed_wanted(line)`: how often it is owed, and on which fixed day.
    """

    meeting_wanted = Signal(int)
    many_wanted = Signal(object, str)
    new_wanted = Signal(object)
    duty_wanted = Signal(object)
    fixed_wanted = Signal(object)
    plan_wanted = Signal()
    told = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.year = desk.clock.today().year
        self._latest = Latest(desk.jobs, self)
        self._at: tuple[DutyLine, tuple[Cell, ...]] | None = None
        self.model: RowsModel[Any] = RowsModel(COLUMNS, self)
        self.due = RowsView(self.model)
        self.due.setAccessibleName("现在该开的会")
        self.due_state = StateView(self.due)
        self.table = YearTable()
        self.years = words("")
        self.figures = tuple(
            button("", partial(self._open_figure, place), kind="link", tip="看是哪些会议") for place in range(4)
        )
        self._ids: dict[QPushButton, frozenset[int]] = {}
        self.cell = words("", wrap=True)
        self.rule = words("", "muted", wrap=True)
        self.message = words("", "amber", wrap=True)
        self.message.hide()
        self.open_button = button("打开", self.open_cell, tip="打开这一格的会议,没有就记一次(回车)")
        self.state = StateView(self._whole())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.state)
        self.due.opened.connect(self.open_due)
        self.table.looked.connect(self._look)
        self.table.opened.connect(lambda line, cells: self.open_cells(line, cells))

    def refresh(self) -> None:
        self.years.setText(f"{self.year}年")
        if not self.table.rowCount():
            self.state.show_loading("正在读取…")
        self._latest.run(
            several(
                verb("cadence", "due", self._since),
                verb("cadence", "year", self.year),
                verb("meeting_figures", "statistics", date(self.year, 1, 1), date(self.year, 12, 31)),
            ),
            lambda found: self._show(*found),
            failed=lambda error: self.state.show_fault(error, self.refresh),
        )

    def take_focus(self) -> None:
        self.table.setFocus()

    def go_year(self, by: int) -> None:
        self.year += by
        self.refresh()

    def open_cell(self) -> None:
        if self._at is not None:
            self.open_cells(*self._at)

    def open_cells(self, line: DutyLine, cells: tuple[Cell, ...]) -> None:
        """The meetings of a cell; where there is none, a new one: a plan, a record, or one that makes up for it."""
        ids = tuple(dict.fromkeys(number for cell in cells for number in cell.ids))
        if len(ids) == 1:
            self.meeting_wanted.emit(ids[0])
        elif ids:
            self.many_wanted.emit(frozenset(ids), f"{cells[0].period.title} {line.duty.kind}")
        elif cells and worst(cells) is not CellState.NOT_OWED:
            open_one = next((cell for cell in cells if cell.missing), cells[0])
            self.new_wanted.emit(self._wish(line.duty.kind, line.duty.body_id, open_one.state, open_one.period))

    def open_due(self, item: DueItem) -> None:
        if item.meeting_id is not None:
            self.meeting_wanted.emit(item.meeting_id)
        else:
            self.new_wanted.emit(self._wish(item.kind, item.body_id, item.state, item.period))

    def plan_fixed(self) -> None:
        """The fixed days from today to the year's end, as plans."""
        today = self.desk.clock.today()
        first = max(today, date(self.year, 1, 1))
        self.message.hide()
        self.desk.change(verb("cadence", "plan_fixed", first, date(self.year, 12, 31)), failed=self._refused)

    def export(self) -> None:
        period = f"截至{chinese_date(self.desk.clock.today())}"
        open_export(self.desk, self.due, "该开的会", period, verb("cadence", "due", self._since))

    # within

    @property
    def _since(self) -> date:
        """What was missed is told from the year's begin on."""
        return date(self.desk.clock.today().year, 1, 1)

    def _wish(self, kind: str, body_id: int, state: CellState, period: Any) -> MeetingWish:
        """Overdue: held today, for the period that is over. Running: today. To come: its first day."""
        today = self.desk.clock.today()
        if state is CellState.OVERDUE:
            return MeetingWish(kind, body_id, today, period.key)
        coming = period.first > today
        return MeetingWish(kind, body_id, period.first if coming else today, "", planned=coming)

    def _show_figures(self, found: MeetingFigures) -> None:
        """The year in figures; each opens the meetings that it counts."""
        told = (
            (found.held, f"应开的已开 {share_words(found.held)}"),
            (found.attended, f"出席率 {share_words(found.attended)}"),
            (found.made_up, f"补开 {found.made_up.numerator} 次"),
            (found.meetings, f"共开会 {found.meetings.numerator} 次"),
        )
        for (figure, said), link in zip(told, self.figures, strict=True):
            link.setText(said)
            link.setEnabled(bool(figure.ids))
            self._ids[link] = frozenset(figure.ids)

    def _open_figure(self, place: int) -> None:
        link = self.figures[place]
        self.many_wanted.emit(self._ids.get(link, frozenset()), f"{self.year}年{link.text()}")

    def _show(self, due: tuple[DueItem, ...], glance: YearGlance, figures: MeetingFigures) -> None:
        self._show_figures(figures)
        self.model.set_rows(due)
        late = sum(item.late for item in due)
        self.told.emit(f"该开 {len(due)} 项" + (f",逾期 {late} 项" if late else ""))
        if due:
            self.due_state.show_content()
        else:
            self.due_state.show_empty("该开的都开了。", "下个时段到了,会在这里列出来。")
        if any(line.duty.owed for line in glance.lines):
            self.table.show_year(glance)
            self.state.show_content()
        else:
            self.state.show_empty(
                "还没有党员名册。", "登记党员和党小组以后,该开的会会自动列出来;也可以先按 Ctrl+N 记一次会议。",
            )  # fmt: skip

    def _look(self, line: DutyLine, cells: tuple[Cell, ...]) -> None:
        self._at = (line, cells)
        self.cell.setText(f"{line.duty.body_name} {line.duty.kind}  {told(cells)}")
        set_tone(self.cell, "red" if worst(cells) is CellState.OVERDUE else "")
        own = "(本单位自定)" if line.duty.own else ""
        self.rule.setText(f"规定:{duty_words(line)}{own}。依据:{line.duty.source}")
        has = any(cell.ids for cell in cells)
        overdue = worst(cells) is CellState.OVERDUE
        self.open_button.setText("打开会议" if has else "登记补开" if overdue else "登记或列计划")
        self.open_button.setEnabled(bool(cells) and (has or worst(cells) is not CellState.NOT_OWED))

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, Fault):
            self.message.setText(f"{error.what}{error.remedy}")
            self.message.show()
        else:
            self.desk.trouble(error)

    def _ask(self, signal: Any) -> None:
        if self._at is not None:
            signal.emit(self._at[0])

    def _whole(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        top = QWidget()
        head = FlowLayout(top, 8)
        head.addWidget(button("‹", partial(self.go_year, -1), key="Ctrl+Left", tip="前一年"))
        head.addWidget(self.years)
        head.addWidget(button("›", partial(self.go_year, 1), key="Ctrl+Right", tip="后一年"))
        legend = (("已开", "green"), ("补开、待开", "amber"), ("缺:逾期没开", "red"), ("已定:列了计划", ""))
        for said, tone in legend:
            head.addWidget(words(said, tone))
        for link in self.figures:
            head.addWidget(link)
        column.addWidget(top)
        column.addWidget(self.table, 1)
        column.addWidget(self.cell)
        column.addWidget(self.rule)
        verbs = QWidget()
        flow = FlowLayout(verbs, 8)
        flow.addWidget(self.open_button)
        plan = button("列计划…", self.plan_wanted.emit, tip="把要开的会列入计划,可以打印会议通知(Ctrl+L)")
        flow.addWidget(plan)
        flow.addWidget(button("按固定日列计划", self.plan_fixed, key="Alt+L", tip="把今年余下的固定日都列入计划"))
        flow.addWidget(button("固定日…", partial(self._ask, self.fixed_wanted), key="Alt+G", tip="固定在哪天开"))
        flow.addWidget(
            button("改召开次数…", partial(self._ask, self.duty_wanted), key="Alt+C", tip="本组织这种会多久开一次")
        )
        column.addWidget(verbs)
        column.addWidget(self.message)
        self.due.setMinimumHeight(look().row * 3)
        column.addWidget(self.due_state, 1)
        return scrolled(whole)


def share_words(figure: Figure) -> str:
    """95.00%(19/20); with nothing to divide by, it says so."""
    if not figure.denominator:
        return "没有可算的"
    return f"{figure.percent}({figure.numerator}/{figure.denominator})"
