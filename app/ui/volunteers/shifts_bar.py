"""The head of the roster: which month and week, which view, and what can be done with the month."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from app.models.shifts import Roster
from app.ui.colours.flow import FlowLayout
from app.ui.widgets.plain import button, words

WEEK, MONTH, PLAN, ACTIVITIES = range(4)
_VIEWS = (("按周", "Alt+W"), ("按月", "Alt+M"), ("计划", "Alt+J"), ("活动", "Alt+H"))


class ShiftsBar(QWidget):
    """`view_wanted(number)`, `month_wanted(by)`, `week_wanted(by)`; each verb by its key."""

    view_wanted = Signal(int)
    month_wanted = Signal(int)
    week_wanted = Signal(int)
    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.month = words("")
        self.week = words("", "muted")
        self.before = button("‹ 上周", partial(self.week_wanted.emit, -1), key="Alt+Left", tip="前一周")
        self.after = button("下周 ›", partial(self.week_wanted.emit, 1), key="Alt+Right", tip="后一周")
        top, verbs = QWidget(), QWidget()
        self._top, self._verbs = FlowLayout(top, 8), FlowLayout(verbs, 8)
        self.views: list[QPushButton] = []
        group = QButtonGroup(self)
        for number, (said, key) in enumerate(_VIEWS):
            made = button(said, partial(self.view_wanted.emit, number), key=key)
            made.setCheckable(True)
            group.addButton(made)
            self.views.append(made)
        for widget in (
            button("‹", partial(self.month_wanted.emit, -1), key="Ctrl+Left", tip="前一个月"),
            self.month,
            button("›", partial(self.month_wanted.emit, 1), key="Ctrl+Right", tip="后一个月"),
            *self.views,
            self.before,
            self.week,
            self.after,
        ):
            self._top.addWidget(widget)
        self.verbs = {
            name: button(said, partial(self.asked.emit, name), key=key, tip=tip)
            for name, said, key, tip in (
                ("lay_out", "生成本月班次", "Alt+B", "按活动生成本月班次,已有的不动"),
                ("solve", "自动排班", "Ctrl+R", "没有固定的都可能调整,固定的不动"),
                ("publish", "公布…", "Alt+P", "先看缺口和冲突,再公布"),
                ("troubles", "下一处问题", "F8", "到下一个缺口或冲突"),
                ("empty", "清空", "Alt+K", "撤下没有固定的人"),
                ("paper", "打印排班表…", "Ctrl+P", "一张 A4 纸"),
                ("slips", "打印排班条…", "Alt+T", "每人一条,剪开发给本人"),
                ("plan_paper", "打印计划与落实…", "Ctrl+P", ""),
                ("change_activity", "修改活动…", "Alt+G", "也可以按回车"),
                ("remove_activity", "删除活动", "Alt+K", ""),
            )
        }
        self.views[PLAN].setToolTip("月初计划与落实情况(Alt+J)")
        for made in self.verbs.values():
            self._verbs.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(top)
        column.addWidget(verbs)

    def show_time(self, year: int, month: int, monday: date) -> None:
        self.month.setText(f"{year}年{month}月")
        sunday = monday + timedelta(days=6)
        self.week.setText(f"{monday.month}月{monday.day}日-{sunday.month}月{sunday.day}日")

    def show_view(self, view: int) -> None:
        self.views[view].setChecked(True)
        for widget in (self.before, self.week, self.after):
            widget.setVisible(view == WEEK)
        shown = {
            WEEK: ("lay_out", "solve", "publish", "troubles", "empty", "paper", "slips"),
            MONTH: ("lay_out", "solve", "publish", "troubles", "empty", "paper", "slips"),
            PLAN: ("lay_out", "plan_paper"),
            ACTIVITIES: ("change_activity", "remove_activity", "lay_out"),
        }[view]
        for name, made in self.verbs.items():
            made.setVisible(name in shown)

    def offer(self, roster: Roster | None, *, solving: bool) -> None:
        """What can be done with the month as it stands."""
        shifts = roster is not None and bool(roster.standing)
        draft = roster is not None and roster.published_on is None
        people = roster is not None and any(shift.duties for shift in roster.standing)
        troubled = roster is not None and bool(roster.missing or roster.clashes)
        self.verbs["solve"].setText("重新排班" if people else "自动排班")
        self.verbs["solve"].setEnabled(shifts and draft and not solving)
        self.verbs["publish"].setEnabled(people and draft and not solving)
        self.verbs["empty"].setEnabled(people and draft and not solving)
        self.verbs["troubles"].setEnabled(troubled)
        self.verbs["paper"].setEnabled(shifts)
        self.verbs["slips"].setEnabled(people)


def status_words(roster: Roster) -> tuple[str, str]:
    """(words, tone) of a month's roster."""
    filled = sum(len(shift.duties) for shift in roster.standing)
    state = "草稿"
    if roster.published_on is not None:
        state = f"已公布({roster.published_on.month}月{roster.published_on.day}日)"
    said = [state, f"要 {roster.heads} 人次", f"已排 {filled}"]
    if filled and roster.missing:
        said.append(f"缺 {roster.missing}")
    if roster.clashes:
        said.append(f"冲突 {len(roster.clashes)} 处")
    if filled:
        said.append(f"每人 {roster.fairness.fewest}-{roster.fairness.most} 次")
    if roster.never_asked:
        said.append(f"{roster.never_asked} 人没有登记可服务时间,没有参加排班")
    tone = "red" if roster.clashes else "amber" if filled and roster.missing else "muted"
    return ",".join(said) + "。", tone
