"""活动与排班: the roster of a month by week or as a whole, the plan against what came of it, and the activities."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.models.changes import Changes
from app.models.rostering import Answer
from app.models.shifts import Roster, Shift
from app.models.volunteer_figures import VolunteersShown
from app.rules.shifts import previewed
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.meetings.asking import verb
from app.ui.theme import look
from app.ui.volunteers.activities_view import PlanView
from app.ui.volunteers.shifts_bar import ACTIVITIES, MONTH, PLAN, WEEK, ShiftsBar, status_words
from app.ui.volunteers.shifts_cells import Cell, told
from app.ui.volunteers.shifts_doing import ShiftsDoing
from app.ui.volunteers.shifts_forms import CancelForm, ShiftForm
from app.ui.volunteers.shifts_solving import SolveBar
from app.ui.widgets.card import scrolled
from app.ui.widgets.plain import set_tone, words
from app.ui.widgets.states import StateView


class ShiftsSegment(ShiftsDoing):
    """Asked by a day it shows its week, by (year, month) that month, by a `Shift` that shift, by `VolunteersShown` the
    shifts behind a figure."""

    key = "shifts"
    title = "活动与排班"
    primary = "新增班次"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.monday = _monday(desk.clock.today())
        self._wanted: tuple[int, int | None] | None = None  # a shift, and who of it, to go to once it is read
        self._shown: VolunteersShown | None = None  # the shifts behind a figure, in place of a month's plan
        self._latest = Latest(desk.jobs, self)
        self.bar = ShiftsBar()
        self.status = words("", "muted", wrap=True)
        self.solve_bar = SolveBar(self.solver.enough, self.solver.drop)
        self.about = words("", "muted", wrap=True)
        self.state = StateView(self.table)
        self.plan = PlanView(desk)
        self.stack = QStackedWidget()
        self._lay_out()
        self._wire()
        self.show_view(WEEK)

    # what is shown

    def refresh(self) -> None:
        self.bar.show_time(self.year, self.month, self.monday)
        if self.view == PLAN and self._shown is not None:
            self.plan.load_shown(self._shown)
        elif self.view == PLAN:
            self.plan.load(self.year, self.month)
        elif self.view == ACTIVITIES:
            self.activities.refresh()
        else:
            self.state.show_loading("正在读取排班…")
            self._latest.run(
                verb("shifts", "month", self.year, self.month),
                self._show,
                failed=lambda error: self.state.show_fault(error, self.refresh),
            )

    def show_what(self, what: object) -> None:
        self._shown = what if isinstance(what, VolunteersShown) else None
        if self._shown is not None:
            self.show_view(PLAN)
            self.message.say("这里是数字背后的班次。按 Alt+J 看这个月的全部计划。", "amber")
            self.refresh()
            return
        if isinstance(what, Shift):
            self._wanted = what.id, None
            what = what.day
        if isinstance(what, date):
            self._go_to_day(what)
        elif isinstance(what, tuple):
            self.go_month(int(what[0]), int(what[1]))
        else:
            self.refresh()

    def show_view(self, view: int) -> None:
        self.view = view
        self.bar.show_view(view)
        self.stack.setCurrentIndex(min(max(view - MONTH, 0), 2))
        self.primary = "新增活动" if view == ACTIVITIES else "新增班次"
        self.can_export = view in (WEEK, MONTH)
        self.status.setVisible(view in (WEEK, MONTH))
        self.about.setVisible(view in (WEEK, MONTH))
        self.message.hide()
        if view not in (WEEK, MONTH) and self.side is self.card:
            self.close_side()  # a shift's card belongs to the roster
        self.offers_moved.emit()
        if self.isVisible():
            self.refresh()

    def go_month(self, year: int, month: int) -> None:
        self._shown = None
        self.message.hide()
        self.year, self.month = year, month
        today = self.desk.clock.today()
        here = (today.year, today.month) == (year, month)
        self.monday = _monday(today if here else date(year, month, 1))
        self.refresh()

    def take_focus(self) -> None:
        (self.table, self.table, self.plan, self.activities)[self.view].setFocus()
        if self.view in (PLAN, ACTIVITIES):
            (self.plan if self.view == PLAN else self.activities).take_focus()

    # what can be done

    def next_trouble(self) -> None:
        """The next shift with a gap or a clash, after where the cursor is; from the month's end to its beginning."""
        if self.roster is None:
            return
        wrong = [one for one in self.roster.standing if one.missing or any(duty.clash for duty in one.duties)]
        if not wrong:
            return
        cell = self.table.current
        after = [one for one in wrong if cell and (one.day, one.starts, one.id) > _place(cell.shift)]
        target = (after or wrong)[0]
        self._wanted = target.id, next((duty.volunteer_id for duty in target.duties if duty.clash), 0)
        self._go_to_day(target.day)

    # within: the cursor

    def _looked(self, cell: Cell | None) -> None:
        self.about.setText(told(cell) if cell is not None else "" if self.table.cells else "这一周没有班次。")
        clash = cell is not None and cell.duty is not None and bool(cell.duty.clash)
        short = cell is not None and cell.duty is None and bool(cell.shift.missing)
        set_tone(self.about, "red" if clash else "amber" if short else "muted")
        if cell is not None and self.side is self.card and self.roster is not None:
            self.card.show_shift(cell.shift, self.roster)

    def _opened(self, cell: Cell) -> None:
        """Enter on a seat: its shift's card, and the keys go to whoever could come."""
        if self.roster is not None:
            self.open_side(self.card)
            self.card.show_shift(cell.shift, self.roster)
            self.card.take_focus()

    def _brought(self, volunteer_id: int, from_id: int, to_id: int) -> None:
        """The cursor follows who was carried: what is wrong with it is said at once."""
        self._wanted = to_id, volunteer_id
        self.bring(volunteer_id, from_id, to_id)

    def _left(self, cell: Cell) -> None:
        if cell.duty is not None:
            self._leave(cell.shift, cell.duty)

    def _pin_cell(self, cell: Cell) -> None:
        if cell.duty is not None and self.roster is not None and self.roster.published_on is None:
            self._pin(cell.shift, cell.duty)

    def _go_to_day(self, day: date) -> None:
        moved = (day.year, day.month) != (self.year, self.month) or not (
            self.monday <= day <= self.monday + timedelta(days=6)
        )
        self.year, self.month, self.monday = day.year, day.month, _monday(day)
        if moved or self.roster is None:
            self.refresh()
        else:
            self._show_table()

    def _choose_view(self, view: int) -> None:
        self._shown = None
        self.show_view(view)

    def _go_month(self, by: int) -> None:
        months = self.year * 12 + self.month - 1 + by
        self.go_month(months // 12, months % 12 + 1)

    def _go_week(self, by: int) -> None:
        monday = self.monday + timedelta(days=7 * by)
        first = date(self.year, self.month, 1)
        if monday + timedelta(days=6) < first or (monday > first and monday.month != self.month):
            day = monday if by > 0 else monday + timedelta(days=6)
            self.year, self.month = day.year, day.month
            self.monday = monday
            self.refresh()
        else:
            self.monday = monday
            self.bar.show_time(self.year, self.month, self.monday)
            self._show_table()

    # within: showing

    def _show(self, roster: Roster) -> None:
        self.roster = roster
        self.bar.offer(roster, solving=self.solver.running)
        said, tone = status_words(roster)
        self.status.setText(f"{said}{roster.said}" if roster.shifts else "")
        set_tone(self.status, tone)
        self.told.emit(f"{len(roster.standing)} 个班次")
        if roster.shifts:
            self.state.show_content()
            self._show_table()
            return
        month = f"{roster.year}年{roster.month}月"
        self.state.show_empty(
            f"{month}还没有班次。",
            "登记过活动的,可以一次生成全月班次;没有的,先到“活动”里新增,或按 Ctrl+N 单独加一个班次。",
            "生成本月班次", lambda: self._asked("lay_out"),
        )  # fmt: skip

    def _show_table(self, preview: Roster | None = None) -> None:
        if self.roster is None:
            return
        shown = preview or self.roster
        self.bar.show_time(self.year, self.month, self.monday)
        if self.view == MONTH:
            self.table.show_month(shown)
        else:
            self.table.show_week(shown, self.monday)
        if self._wanted is not None:
            self.table.go_to(*self._wanted)
            self._wanted = None
        cell = self.table.current
        if self.side is self.card and self.card.shift is not None:
            known = {one.id: one for one in self.roster.shifts}
            there = cell.shift if cell is not None else known.get(self.card.shift.id)
            if there is None:
                self.close_side()
            elif preview is None:
                self.card.show_shift(there, self.roster)

    def _refused(self, error: BaseException) -> None:
        self._wanted = None
        super()._refused(error)

    def _solving(self, running: bool) -> None:
        self.bar.offer(self.roster, solving=running)
        self.status.setHidden(running)
        if running:
            self.solve_bar.begin()
        else:
            self.solve_bar.end()
            self._show_table()  # what was kept is read anew; what was dropped is as it was
            self.take_focus()

    def _preview(self, answer: Answer, names: dict[int, str]) -> None:
        """What was found so far, in the table at once; it is kept when the search has ended."""
        self.solve_bar.tell(answer)
        if self.roster is not None and (self.roster.year, self.roster.month) == (self.year, self.month):
            self._show_table(previewed(self.roster, answer, names))

    def _solved(self, changes: Changes) -> None:
        if not changes.title:
            self.desk.tell("排班和原来的一样,没有变动。")

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        for view in (self.state, self.plan, self.activities):
            self.stack.addWidget(view)
        for widget in (self.bar, self.status, self.message, self.solve_bar):
            column.addWidget(widget)
        column.addWidget(self.stack, 1)
        column.addWidget(self.about)
        self.stack.setMinimumHeight(look().px(46 + 27 * 8))  # where there is no room for it, the part scrolls
        self.lay(scrolled(content), self.card, self.small)

    def _wire(self) -> None:
        self.bar.view_wanted.connect(self._choose_view)
        self.bar.month_wanted.connect(self._go_month)
        self.bar.week_wanted.connect(self._go_week)
        self.bar.asked.connect(lambda name: self.next_trouble() if name == "troubles" else self._asked(name))
        self.table.looked.connect(self._looked)
        self.table.opened.connect(self._opened)
        self.table.left.connect(self._left)
        self.table.pinned.connect(self._pin_cell)
        self.table.brought.connect(self._brought)
        self.table.held.connect(self.desk.tell)
        self.card.wanted.connect(lambda volunteer, shift: self.bring(volunteer, 0, shift))
        self.card.left.connect(self._leave)
        self.card.pin_wanted.connect(self._pin)
        self.card.edit_wanted.connect(lambda shift: self._open_form(ShiftForm(self.desk, shift)))
        self.card.cancel_wanted.connect(lambda shift: self._open_form(CancelForm(self.desk, shift)))
        self.card.remove_wanted.connect(lambda shift: self._do(verb("shifts", "remove", shift.id)))
        self.card.restore_wanted.connect(lambda shift: self._do(verb("shifts", "restore", shift.id)))
        self.card.wishes_wanted.connect(self._wishes)
        self.card.calendar_wanted.connect(self._calendar)
        self.plan.opened.connect(self._note)
        self.activities.opened.connect(self._change_activity)
        self.activities.new_wanted.connect(self.begin)
        for view in (self.plan, self.activities):
            view.told.connect(self.told)
        self.solver.running_changed.connect(self._solving)
        self.solver.better.connect(self._preview)
        self.solver.kept.connect(self._solved)
        self.solver.refused.connect(self._refused)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _place(shift: Shift) -> tuple[date, str, int]:
    return shift.day, shift.starts, shift.id
