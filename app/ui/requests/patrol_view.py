"""巡查: the weekly rounds, the week's list of work, and what was done in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.models.patrols import Finding, Patrol, WeekWork
from app.models.requests import RequestRow
from app.ui.colours.flow import FlowLayout
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.requests import asking_rounds as asking
from app.ui.requests import telling
from app.ui.requests.chips import ToggleChip
from app.ui.requests.focus import focus_rows
from app.ui.requests.patrol_card import finding_words
from app.ui.widgets.plain import button, words
from app.ui.widgets.rows import Column, RowsModel
from app.ui.widgets.states import StateView
from app.ui.widgets.table import RowsView

ROUNDS, TO_DO, DONE = range(3)


@dataclass(frozen=True)
class WorkItem:
    """A line of the week's list: a request, or a finding that became none."""

    request: RequestRow | None = None
    finding: Finding | None = None
    patrol_id: int | None = None

    @property
    def kind(self) -> str:
        return "诉求" if self.request is not None else "巡查发现"

    @property
    def told(self) -> str:
        if self.request is not None:
            row = self.request
            limit = telling.limit_words(row)
            return limit if row.open else f"{chinese_date(row.closed_on) if row.closed_on else ''}办结"
        return finding_words(self.finding) if self.finding is not None else ""

    @property
    def tone(self) -> str:
        return telling.limit_tone(self.request) if self.request is not None else ""

    @property
    def words(self) -> str:
        if self.request is not None:
            return telling.one_line(self.request.words)
        return self.finding.words if self.finding is not None else ""

    @property
    def place(self) -> str:
        if self.request is not None:
            return telling.place_words(self.request)
        return self.finding.place if self.finding is not None else ""

    @property
    def by(self) -> str:
        return self.request.handler if self.request is not None else ""

    @property
    def number(self) -> str:
        return self.request.number if self.request is not None else ""


def _came(patrol: Patrol) -> str:
    missing = "、".join(party.body for party in patrol.parties if not party.came)
    return f"缺{missing}" if missing else "四方到齐"


def _found(patrol: Patrol) -> str:
    left = sum(not finding.settled for finding in patrol.findings)
    return f"{len(patrol.findings)} 处,{left} 处未解决" if left else f"{len(patrol.findings)} 处"


PATROL_COLUMNS = (
    Column[Patrol]("on", "日期", lambda one: chinese_date(one.on), lambda one: one.on, width=136),
    Column[Patrol](
        "came", "参加方", _came, width=184, tone=lambda one: "" if all(p.came for p in one.parties) else "amber"
    ),
    Column[Patrol]("found", "发现", _found, lambda one: len(one.findings), width=140),
    Column[Patrol]("route", "路线", lambda one: one.route, width=200, tip=lambda one: one.route),
    Column[Patrol](
        "minutes", "碰头会", lambda one: telling.one_line(one.minutes), width=280, tip=lambda one: one.minutes
    ),
)
WORK_COLUMNS = (
    Column[WorkItem]("kind", "来自", lambda one: one.kind, width=84),
    Column[WorkItem]("told", "情况", lambda one: one.told, width=168, tone=lambda one: one.tone),
    Column[WorkItem]("words", "内容", lambda one: one.words, width=300, tip=lambda one: one.words),
    Column[WorkItem]("place", "地点", lambda one: one.place, width=180),
    Column[WorkItem]("by", "在谁手里", lambda one: one.by, width=120),
    Column[WorkItem]("number", "编号", lambda one: one.number, width=128),
)


class PatrolView(QWidget):
    """`patrol_opened(id)`, `request_opened(row)`; `sheet_wanted(day)`: the week's list on paper."""

    patrol_opened = Signal(int)
    request_opened = Signal(object)
    new_wanted = Signal()
    sheet_wanted = Signal(object)
    told = Signal(str, tuple)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.day = desk.clock.today()
        self._latest = Latest(desk.jobs, self)
        self._of_finding: dict[int, int] = {}
        self.week_words = words("")
        self.rounds: RowsModel[Patrol] = RowsModel(PATROL_COLUMNS, self)
        self.to_do: RowsModel[WorkItem] = RowsModel(WORK_COLUMNS, self)
        self.done: RowsModel[WorkItem] = RowsModel(WORK_COLUMNS, self)
        self.tables = [RowsView(self.rounds), RowsView(self.to_do), RowsView(self.done)]
        self.states = [StateView(table) for table in self.tables]
        self.choices = [
            ToggleChip("巡查记录", "Alt+Q", "所有的四方巡查"),
            ToggleChip("这一周要办的", "Alt+W", "这一周到期的、超时的和还没解决的发现"),
            ToggleChip("这一周办了的", "Alt+R", "这一周办结的诉求和解决的发现"),
        ]
        self.stack = QStackedWidget()
        self._lay_out()
        self._wire()
        self.show_list(ROUNDS)

    def refresh(self) -> None:
        for state in self.states:
            state.show_loading("正在读取巡查…")
        day = self.day
        self._latest.run(asking.patrols_and_week(day), lambda found: self.show_found(*found), failed=self._fail)

    def show_found(self, patrols: tuple[Patrol, ...], week: WeekWork) -> None:
        self._of_finding = {finding.id: patrol.id for patrol in patrols for finding in patrol.findings}
        self.week_words.setText(f"{chinese_date(week.first)}至{chinese_date(week.last)}")
        self.rounds.set_rows(patrols)
        self.to_do.set_rows([*map(self._of_row, week.to_do), *map(self._of_found, week.findings_open)])
        self.done.set_rows([*map(self._of_row, week.done), *map(self._of_found, week.findings_done)])
        self.choices[ROUNDS].setText(f"巡查记录 {len(patrols)}")
        self.choices[TO_DO].setText(f"这一周要办的 {self.to_do.rowCount()}")
        self.choices[DONE].setText(f"这一周办了的 {self.done.rowCount()}")
        said = f"本周巡查 {len(week.patrols)} 次" if week.patrols else "这一周还没有巡查"
        self.told.emit(said, week.weekends_only)
        self._show_states()

    def show_list(self, number: int) -> None:
        for place, chip in enumerate(self.choices):
            chip.setChecked(place == number)
        self.stack.setCurrentIndex(number)

    def take_focus(self) -> None:
        focus_rows(self.tables[self.stack.currentIndex()])

    def go_week(self, weeks: int) -> None:
        """Some weeks back or on; 0 for the present one."""
        self.day = self.day + timedelta(weeks=weeks) if weeks else self.desk.clock.today()
        self.refresh()

    # within

    def _of_row(self, row: RequestRow) -> WorkItem:
        return WorkItem(request=row)

    def _of_found(self, finding: Finding) -> WorkItem:
        return WorkItem(finding=finding, patrol_id=self._of_finding.get(finding.id))

    def _show_states(self) -> None:
        empty = (
            ("还没有巡查记录。", "社区、服务中心、物业、业委会每周一起走一圈,按 Alt+N 记下第一次。"),
            ("这一周没有要办的。", "没有这一周到期或已经超时的诉求,巡查发现也都解决了。"),
            ("这一周还没有办结的。", "诉求办结、巡查发现解决以后,会列在这里。"),
        )
        for place, (state, (title, hint)) in enumerate(zip(self.states, empty, strict=True)):
            if self.tables[place].rows.rowCount():
                state.show_content()
            elif place == ROUNDS:
                state.show_empty(title, hint, "记一次巡查", self.new_wanted.emit)
            else:
                state.show_empty(title, hint)

    def _opened(self, item: WorkItem) -> None:
        if item.request is not None:
            self.request_opened.emit(item.request)
        elif item.patrol_id is not None:
            self.patrol_opened.emit(item.patrol_id)

    def _fail(self, error: BaseException) -> None:
        for state in self.states:
            state.show_fault(error, self.refresh)

    def _lay_out(self) -> None:
        holder = QWidget()
        row = FlowLayout(holder)
        group = QButtonGroup(self)
        group.setExclusive(True)
        for chip in self.choices:
            group.addButton(chip)
            row.addWidget(chip)
        row.addWidget(self._week_row())
        row.addWidget(button("工作清单…", self._want_sheet, key="Ctrl+P", tip="这一周的工作清单"))
        row.addWidget(button("记一次巡查", self.new_wanted.emit, key="Alt+N"))
        for state in self.states:
            self.stack.addWidget(state)
        for table, name in zip(self.tables, ("巡查记录", "这一周要办的", "这一周办了的"), strict=True):
            table.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(holder)
        column.addWidget(self.stack, 1)

    def _week_row(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(button("‹", lambda: self.go_week(-1), key="Alt+Left", tip="上一周"))
        row.addWidget(self.week_words)
        row.addWidget(button("›", lambda: self.go_week(1), key="Alt+Right", tip="下一周"))
        row.addWidget(button("本周", lambda: self.go_week(0), kind="link", key="Alt+0", tip="回到本周"))
        return holder

    def _want_sheet(self) -> None:
        self.sheet_wanted.emit(self.day)

    def _wire(self) -> None:
        for place, chip in enumerate(self.choices):
            chip.moved.connect(lambda place=place: self.show_list(place))
        self.tables[ROUNDS].chosen.connect(lambda patrol: self.patrol_opened.emit(patrol.id))
        self.tables[ROUNDS].opened.connect(lambda patrol: self.patrol_opened.emit(patrol.id))
        for table in self.tables[1:]:
            table.chosen.connect(self._opened)
            table.opened.connect(self._opened)
