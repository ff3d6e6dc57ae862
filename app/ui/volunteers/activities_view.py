"""活动: what is served again and again, or once; and a month's plan against what came of it. Two lists and a form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.activities import Activity, ActivityDraft, MonthPlan, PlanLine
from app.models.changes import Changes
from app.models.volunteer_figures import VolunteersShown
from app.rules.duty_lines import WEEKDAYS
from app.rules.recurrence import in_words
from app.rules.shifts import ENDS, RULE, STARTS, TITLE, needs_words
from app.ui.desk import Desk
from app.ui.households.fields import ChoiceField, DateField, TextField
from app.ui.households.form import Form
from app.ui.jobs import Latest
from app.ui.meetings.asking import verb
from app.ui.meetings.small_forms import DAY_RULES
from app.ui.requests.fields import WordsField
from app.ui.volunteers.people_forms import ANY_TEAM, TeamChoice
from app.ui.volunteers.shifts_forms import NeedsFields, filled
from app.ui.widgets.rows import Column, RowsModel
from app.ui.widgets.states import StateView
from app.ui.widgets.table import RowsView

_TONES = {"已开": "green", "没有": "amber"}
ONCE = "只一次(填日期)"
_ACTIVITIES = (
    Column[Activity]("title", "活动", lambda one: one.title, width=170),
    Column[Activity]("when", "什么时候", lambda one: one.when, width=150),
    Column[Activity]("times", "时间", lambda one: f"{one.draft.starts}-{one.draft.ends}", width=110),
    Column[Activity](
        "heads", "人数", lambda one: str(one.draft.heads), lambda one: one.draft.heads, right=True, width=64
    ),
    Column[Activity]("needs", "需要技能", lambda one: needs_words(one.draft.needs), width=120),
    Column[Activity]("place", "地点", lambda one: one.draft.place, width=120),
    Column[Activity]("team", "小分队", lambda one: one.team, width=110),
    Column[Activity]("words", "内容", lambda one: one.draft.words, width=200),
)
_PLAN = (
    Column[PlanLine](
        "day", "日期", lambda one: f"{one.day.month}月{one.day.day}日 周{WEEKDAYS[one.day.weekday()]}",
        lambda one: (one.day, one.starts), width=120,
    ),
    Column[PlanLine]("times", "时间", lambda one: f"{one.starts}-{one.ends}", width=110),
    Column[PlanLine]("title", "活动", lambda one: one.title, width=160),
    Column[PlanLine]("heads", "需要", lambda one: str(one.heads), lambda one: one.heads, right=True, width=64),
    Column[PlanLine](
        "on", "已排", lambda one: str(one.on_roster), lambda one: one.on_roster, right=True, width=64,
        tone=lambda one: "amber" if one.on_roster < one.heads and not one.outcome.startswith("已取消") else "",
    ),
    Column[PlanLine](
        "outcome", "落实情况", lambda one: one.outcome, width=190,
        tone=lambda one: _TONES.get(one.outcome[:2], ""),
    ),
    Column[PlanLine]("words", "内容", lambda one: one.words, width=200),
)  # fmt: skip


class ActivitiesView(QWidget):
    """`opened(activity)`, `new_wanted()`; `told(words)`."""

    opened = Signal(object)
    new_wanted = Signal()
    told = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._latest = Latest(desk.jobs, self)
        self.model: RowsModel[Any] = RowsModel(_ACTIVITIES, self)
        self.rows = RowsView(self.model)
        self.rows.setAccessibleName("活动")
        self.rows.opened.connect(self.opened)
        self.state = StateView(self.rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.state)

    @property
    def current(self) -> Activity | None:
        found = self.rows.current_row()
        return found if isinstance(found, Activity) else None

    def refresh(self) -> None:
        self.state.show_loading("正在读取…")
        self._latest.run(
            verb("activities", "listing"), self._show, failed=lambda error: self.state.show_fault(error, self.refresh)
        )

    def take_focus(self) -> None:
        self.rows.setFocus()

    def _show(self, found: tuple[Activity, ...]) -> None:
        self.model.set_rows(found)
        self.told.emit(f"共 {len(found)} 项活动")
        if found:
            self.state.show_content()
        else:
            self.state.show_empty(
                "还没有活动。",
                "把固定日的志愿服务记下来,每月的班次就能一次生成。例如每月2日社工站、每周星期日下午群团站。",
                "新增活动", self.new_wanted.emit,
            )  # fmt: skip


class PlanView(QWidget):
    """月初计划与落实情况, or the shifts behind a figure. `opened(line)`; `told(words)`."""

    opened = Signal(object)
    told = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._latest = Latest(desk.jobs, self)
        self._at = (0, 0)
        self.model: RowsModel[Any] = RowsModel(_PLAN, self)
        self.rows = RowsView(self.model)
        self.rows.setAccessibleName("服务计划与落实情况")
        self.rows.opened.connect(self.opened)
        self.state = StateView(self.rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.state)

    def load(self, year: int, month: int) -> None:
        self._at = (year, month)
        self.state.show_loading("正在读取…")
        self._latest.run(
            verb("activities", "plan", year, month),
            self._show,
            failed=lambda error: self.state.show_fault(error, lambda: self.load(*self._at)),
        )

    def load_shown(self, shown: VolunteersShown) -> None:
        """The shifts that were counted, of whatever months."""
        self.state.show_loading("正在读取…")
        self._latest.run(
            verb("activities", "of_shifts", shown.ids),
            lambda lines: self._show_shown(shown, lines),
            failed=lambda error: self.state.show_fault(error, lambda: self.load_shown(shown)),
        )

    def take_focus(self) -> None:
        self.rows.setFocus()

    def _show_shown(self, shown: VolunteersShown, lines: tuple[PlanLine, ...]) -> None:
        self.model.set_rows(lines)
        needed, on = sum(line.heads for line in lines), sum(min(line.heads, line.on_roster) for line in lines)
        self.told.emit(f"{shown.title}:{len(lines)} 个班次,要 {needed} 人次,排了 {on}")
        self.state.show_content()

    def _show(self, plan: MonthPlan) -> None:
        self.model.set_rows(plan.lines)
        held = sum(line.outcome.startswith("已开展") for line in plan.lines)
        self.told.emit(f"计划 {len(plan.lines)} 次,已开展 {held} 次")
        if plan.lines:
            self.state.show_content()
        else:
            self.state.show_empty(
                f"{plan.year}年{plan.month}月还没有班次。", "按“生成本月班次”(Alt+B),计划就会列在这里。"
            )


class ActivityForm(Form):
    """An activity: by a fixed day, or once."""

    def __init__(self, desk: Desk, known: Activity | None = None, parent: QWidget | None = None) -> None:
        super().__init__(desk, "修改活动" if known else "新增活动", parent=parent)
        self.known = known
        self.name = self.add(TextField(TITLE, hint="如 社工站值班", needed=True))
        self.rule = self.add(ChoiceField(RULE, [*DAY_RULES, ONCE], needed=True))
        self.day = self.add(DateField("日期", hint="只开展一次的填日期"))
        self.starts, self.ends = TextField(STARTS, hint="如 9:00", needed=True), TextField(ENDS, needed=True)
        self.add_pair(self.starts, self.ends)
        self.needs = NeedsFields(self)
        self.place, self.team = TextField("地点", hint="可不填"), TeamChoice(desk, none=ANY_TEAM)
        self.add_pair(self.place, self.team)
        self.since, self.until = DateField("从哪天开始", hint="可不填"), DateField("到哪天为止", hint="可不填")
        self.add_pair(self.since, self.until)
        self.words = self.add(WordsField("内容", hint="做什么,可不填", lines=2))
        if known is not None:
            self.add_words("已经生成的班次不会跟着改。")
        self.end_fields()
        self.rule.edited.connect(self._show_day)
        self._fill(known)

    def check(self) -> bool:
        once = self.rule.text() == ONCE
        if once and not self.day.text():
            self.day.complain("只开展一次的,请填日期。")
            return False
        good = [filled((self.name, self.starts, self.ends)), self.since.check(), self.until.check(), self.needs.check()]
        return all(good) and (not once or self.day.check())

    def verb(self) -> Callable[[Any], Changes]:
        once = self.rule.text() == ONCE
        heads, needs = self.needs.found
        draft = ActivityDraft(
            title=self.name.text(),
            starts=self.starts.text(),
            ends=self.ends.text(),
            heads=heads,
            needs=needs,
            rule="" if once else DAY_RULES.get(self.rule.text(), self.rule.text()),
            day=self.day.day() if once else None,
            since=None if once else self.since.day(),
            until=None if once else self.until.day(),
            team_id=self.team.id,
            place=self.place.text(),
            words=self.words.text(),
        )
        if self.known is not None:
            return verb("activities", "change", self.known.id, draft, sure=self.sure)
        return verb("activities", "add", draft, sure=self.sure)

    def _fill(self, known: Activity | None) -> None:
        self.needs.set(known.draft.heads if known else 1, known.draft.needs if known else ())
        if known is not None:
            draft = known.draft
            self.name.set_text(draft.title)
            self.rule.set_text(in_words(draft.rule) if draft.rule else ONCE)
            self.day.set_day(draft.day)
            self.starts.set_text(draft.starts)
            self.ends.set_text(draft.ends)
            self.place.set_text(draft.place)
            self.team.set_id(draft.team_id)
            self.since.set_day(draft.since)
            self.until.set_day(draft.until)
            self.words.set_text(draft.words)
        self._show_day()

    def _show_day(self) -> None:
        once = self.rule.text() == ONCE
        self.day.setVisible(once)
        self.since.setVisible(not once)
        self.until.setVisible(not once)
