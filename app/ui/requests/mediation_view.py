"""调解: disputes that were mediated, agreements to be looked after, disputes that wait for a mediator."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.models.mediations import FAILED, MEDIATED, Mediation
from app.models.requests import RequestRow
from app.ui.colours.flow import FlowLayout
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.requests import asking_rounds as asking
from app.ui.requests.chips import ToggleChip
from app.ui.requests.columns import COLUMNS
from app.ui.requests.focus import focus_rows
from app.ui.requests.mediation_card import follow_up_words
from app.ui.widgets.plain import button
from app.ui.widgets.rows import Column, RowsModel
from app.ui.widgets.states import StateView
from app.ui.widgets.table import RowsView

ALL, FOLLOW_UP, WAITING = range(3)
_TONES = {MEDIATED: "green", FAILED: "red", "": "amber"}
_KEPT = ("number", "limit", "state", "words", "caller", "door", "received")


def _parties(one: Mediation) -> str:
    return "、".join(party.name for party in one.parties)


class MediationView(QWidget):
    """`mediation_opened(id)`, `dispute_opened(row)`: a dispute without a mediation yet."""

    mediation_opened = Signal(int)
    dispute_opened = Signal(object)
    new_wanted = Signal()
    told = Signal(str, tuple)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._latest = Latest(desk.jobs, self)
        today = desk.clock.today()

        def due_tone(one: Mediation) -> str:
            late = one.follow_up_due and one.follow_up_on is not None and one.follow_up_on <= today
            return "amber" if late else ""

        columns = (
            Column[Mediation]("number", "编号", lambda one: one.number, width=128),
            Column[Mediation]("on", "调解日期", lambda one: chinese_date(one.on), lambda one: one.on, width=136),
            Column[Mediation]("parties", "当事人", _parties, width=160, tip=_parties),
            Column[Mediation](
                "outcome", "结果", lambda one: one.outcome or "还在调解", width=92, tone=lambda one: _TONES[one.outcome]
            ),
            Column[Mediation]("mediator", "调解员", lambda one: one.mediator, width=112),
            Column[Mediation]("follow_up", "回访", follow_up_words, width=200, tone=due_tone),
            Column[Mediation]("request", "诉求编号", lambda one: one.request_number, width=128),
        )
        self.all: RowsModel[Mediation] = RowsModel(columns, self)
        self.due: RowsModel[Mediation] = RowsModel(columns, self)
        self.waiting: RowsModel[RequestRow] = RowsModel([one for one in COLUMNS if one.key in _KEPT], self)
        self.tables = [RowsView(self.all), RowsView(self.due), RowsView(self.waiting, sorting=False)]
        self.states = [StateView(table) for table in self.tables]
        self.choices = [
            ToggleChip("调解记录", "Alt+Q", "所有调解"),
            ToggleChip("该回访的", "Alt+W", "约定的回访日期到了,还没有回访的"),
            ToggleChip("等调解的纠纷", "Alt+R", "还没有办结、也没有调解过的纠纷"),
        ]
        self.stack = QStackedWidget()
        self._lay_out()
        for place, chip in enumerate(self.choices):
            chip.moved.connect(lambda place=place: self.show_list(place))
        for table in self.tables[:WAITING]:
            table.chosen.connect(lambda one: self.mediation_opened.emit(one.id))
            table.opened.connect(lambda one: self.mediation_opened.emit(one.id))
        self.tables[WAITING].chosen.connect(self.dispute_opened)
        self.tables[WAITING].opened.connect(self.dispute_opened)
        self.show_list(ALL)

    def refresh(self) -> None:
        for state in self.states:
            state.show_loading("正在读取调解…")
        self._latest.run(asking.mediations_and_disputes, lambda found: self.show_found(*found), failed=self._fail)

    def show_found(self, mediations: tuple[Mediation, ...], disputes: tuple[RequestRow, ...]) -> None:
        today = self.desk.clock.today()
        due = [one for one in mediations if one.follow_up_due and one.follow_up_on and one.follow_up_on <= today]
        mediated = {one.request_id for one in mediations}
        waiting = [row for row in disputes if row.id not in mediated]
        self.all.set_rows(mediations)
        self.due.set_rows(sorted(due, key=lambda one: one.follow_up_on or one.on))
        self.waiting.set_rows(waiting)
        self.choices[ALL].setText(f"调解记录 {len(mediations)}")
        self.choices[FOLLOW_UP].setText(f"该回访的 {len(due)}")
        self.choices[WAITING].setText(f"等调解的纠纷 {len(waiting)}")
        self.told.emit(f"调解 {len(mediations)} 次", ())
        self._show_states()

    def show_list(self, number: int) -> None:
        for place, chip in enumerate(self.choices):
            chip.setChecked(place == number)
        self.stack.setCurrentIndex(number)

    def take_focus(self) -> None:
        focus_rows(self.tables[self.stack.currentIndex()])

    def _show_states(self) -> None:
        empty = (
            ("还没有调解记录。", "邻里有纠纷,按 Alt+N 登记调解;诉求里的纠纷,也可以在它的卡片上登记。"),
            ("没有到期要回访的。", "约定的回访日期到了,会列在这里。"),
            ("没有等调解的纠纷。", "没有办结的邻里纠纷,还没调解过的会列在这里。"),
        )
        for place, (state, (title, hint)) in enumerate(zip(self.states, empty, strict=True)):
            if self.tables[place].rows.rowCount():
                state.show_content()
            elif place == ALL:
                state.show_empty(title, hint, "登记调解", self.new_wanted.emit)
            else:
                state.show_empty(title, hint)

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
        row.addWidget(button("登记调解", self.new_wanted.emit, key="Alt+N"))
        for state in self.states:
            self.stack.addWidget(state)
        for table, name in zip(self.tables, ("调解记录", "该回访的调解", "等调解的纠纷"), strict=True):
            table.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(holder)
        column.addWidget(self.stack, 1)
