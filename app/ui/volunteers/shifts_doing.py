"""What can be done with activities and rosters: forms, papers, and the verbs by hand; what shows them is
`shifts_view`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from app.base.clock import chinese_date
from app.base.errors import Fault
from app.models.activities import Activity, PlanLine
from app.models.changes import Changes
from app.models.shifts import Candidate, Duty, Roster, Shift
from app.ui.desk import Desk
from app.ui.households.form import Form
from app.ui.meetings.asking import verb
from app.ui.requests.sheet import SheetDialog
from app.ui.requests.side import SideCard
from app.ui.volunteers.activities_view import ActivitiesView, ActivityForm
from app.ui.volunteers.segment import Segment
from app.ui.volunteers.shifts_bar import ACTIVITIES, WEEK
from app.ui.volunteers.shifts_forms import OutcomeForm, PublishForm, ShiftForm, SwapForm, WishForm
from app.ui.volunteers.shifts_side import ShiftSide
from app.ui.volunteers.shifts_solving import Solver
from app.ui.volunteers.shifts_table import SeatTable
from app.ui.widgets.card import Banner


class ShiftsDoing(Segment):
    """The hands of the part: `roster` and `view` are what is shown when something is asked for."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        today = desk.clock.today()
        self.year, self.month = today.year, today.month
        self.view = WEEK
        self.roster: Roster | None = None
        self.table = SeatTable()
        self.activities = ActivitiesView(desk)
        self.message = Banner("red")
        self.solver = Solver(desk, self)
        self.card, self.small = ShiftSide(desk), SideCard(desk)
        self.ask_target, self.ask_calendar = self._ask_target, self._ask_calendar

    def begin(self) -> None:
        if self.view == ACTIVITIES:
            self._open_form(ActivityForm(self.desk))
        else:
            cell = self.table.current
            self._open_form(ShiftForm(self.desk, day=cell.shift.day if cell else None))

    def export(self) -> None:
        """Ctrl+E: a workbook, or a calendar file."""
        self._save(self.ask_target(), None)

    def _calendar(self, duty: Duty) -> None:
        """The month of one volunteer, for their telephone."""
        name = f"{duty.name}{self.year}年{self.month}月志愿服务.ics"
        self._save(self.ask_calendar(name), duty.volunteer_id)

    def _save(self, target: str, volunteer_id: int | None) -> None:
        if target:
            self.desk.jobs.run(
                verb("shift_papers", "save", Path(target), self.year, self.month, volunteer_id),
                lambda saved: self.desk.tell(f"已保存:{saved.name}"),
                failed=self._refused,
                owner=self,
            )

    def solve(self) -> None:
        self.message.hide()
        self.solver.begin(self.year, self.month)

    def publish(self) -> None:
        if self.roster is not None:
            self._open_form(PublishForm(self.desk, self.roster))

    def bring(self, volunteer_id: int, from_id: int, to_id: int) -> None:
        """Somebody was carried to a shift, from another one or from the list."""
        if self.roster is not None and self.roster.published_on is not None:
            self._swap(to_id, None, volunteer_id if not from_id else None)
            if from_id:
                self._say("已经公布,不能直接调整。请在这里登记换班。", "amber")
        elif from_id:
            self._do(verb("shift_duties", "move", from_id, to_id, volunteer_id))
        else:
            self._do(verb("shift_duties", "assign", to_id, volunteer_id))

    # within

    def _asked(self, name: str) -> None:
        done: dict[str, Callable[[], object]] = {
            "lay_out": lambda: self._do(verb("activities", "lay_out", self.year, self.month)),
            "solve": self.solve,
            "publish": self.publish,
            "empty": lambda: self._do(verb("shift_duties", "empty", self.year, self.month)),
            "paper": partial(self._paper, "排班表", "roster_pdf"),
            "slips": partial(self._paper, "排班条", "slips_pdf"),
            "plan_paper": partial(self._paper, "志愿服务计划与落实情况", "plan_pdf"),
            "change_activity": lambda: self._change_activity(self.activities.current),
            "remove_activity": self._remove_activity,
        }
        done[name]()

    def _paper(self, title: str, name: str) -> SheetDialog:
        made = SheetDialog(
            self.desk, f"{self.year}年{self.month}月{title}", verb("shift_papers", name, self.year, self.month),
            self.window(), note="上面只有姓名,没有电话和证件号码。",
        )  # fmt: skip
        made.open()
        return made

    def _change_activity(self, activity: Activity | None) -> None:
        if activity is not None:
            self._open_form(ActivityForm(self.desk, activity))

    def _remove_activity(self) -> None:
        if self.activities.current is not None:
            self._do(verb("activities", "remove", self.activities.current.id))

    def _leave(self, shift: Shift, duty: Duty) -> None:
        if self.roster is not None and self.roster.published_on is not None:
            self._swap(shift.id, duty, None)
        else:
            self._do(verb("shift_duties", "unassign", shift.id, duty.volunteer_id))

    def _pin(self, shift: Shift, duty: Duty) -> None:
        self._do(verb("shift_duties", "pin", shift.id, duty.volunteer_id, on=not duty.pinned))

    def _swap(self, shift_id: int, out: Duty | None, come: int | None) -> None:
        shift = next((one for one in self.roster.shifts if one.id == shift_id), None) if self.roster else None
        if shift is not None:
            self.desk.jobs.run(
                verb("shifts", "candidates", shift_id),
                lambda found: self._open_form(SwapForm(self.desk, shift, out, found, come)),
                owner=self,
            )

    def _wishes(self, one: Candidate) -> None:
        self.desk.jobs.run(
            verb("shift_duties", "wishes_of", one.volunteer_id),
            lambda found: self._open_form(WishForm(self.desk, one.volunteer_id, one.name, found)),
            owner=self,
        )

    def _do(self, work: Callable[[Any], Changes]) -> None:
        self.message.hide()
        if self.solver.running:
            self._say("正在排班。请等它排完,或先按“够了,就用这个”或“不要了”。", "amber")
            return
        self.desk.change(work, failed=self._refused)

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, Fault):
            self._say(f"{error.what}{error.remedy}")
        else:
            self.desk.trouble(error)

    def _say(self, text: str, tone: str = "red") -> None:
        self.message.say(text, tone)

    def _open_form(self, form: Form) -> None:
        self.open_side(self.small)
        self.small.open_form(form, lambda _changes: self.close_side())

    def _ask_target(self) -> str:
        name = f"{self.year}年{self.month}月志愿服务排班表.xlsx"
        kinds = "Excel 工作簿 (*.xlsx);;日历文件,手机和电脑日历可以打开 (*.ics);;PDF 文件 (*.pdf)"
        chosen, kind = QFileDialog.getSaveFileName(self, "导出排班", name, kinds)
        suffix = kind[kind.find("*.") + 1 : -1] if "*." in kind else ".xlsx"
        return chosen if not chosen or Path(chosen).suffix.lower() == suffix else str(Path(chosen).with_suffix(suffix))

    def _ask_calendar(self, name: str) -> str:
        chosen, _ = QFileDialog.getSaveFileName(self, "存日历文件", name, "日历文件 (*.ics)")
        return chosen if not chosen or chosen.lower().endswith(".ics") else f"{chosen}.ics"

    def _note(self, line: PlanLine) -> None:
        if line.day > self.desk.clock.today():
            self._say(f"{chinese_date(line.day)}还没有到,到当天以后再登记落实情况。", "amber")
        else:
            self._open_form(OutcomeForm(self.desk, line))
