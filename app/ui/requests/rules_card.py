"""What requests are judged by, at the right of the page: departments, holiday tables, limits (部门和节假日)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.base.errors import Fault
from app.models.changes import Changes
from app.models.requests import Choices, Department, GradeLimit
from app.models.working_days import Holiday, HolidayPlan
from app.ui.colours.flow import FlowLayout
from app.ui.desk import Desk
from app.ui.requests import asking_rules as asking
from app.ui.requests import telling
from app.ui.requests.rules_forms import DepartmentForm, DissolveForm, HolidayForm
from app.ui.requests.side import SideCard
from app.ui.widgets.card import Card
from app.ui.widgets.plain import button, words

KINDS = "节假日表 (*.xlsx *.xls *.csv);;所有文件 (*)"


class Standing(NamedTuple):
    """All that the card shows. `days`: the table of the year that is looked at."""

    departments: tuple[Department, ...]
    years: tuple[int, ...]
    year: int
    days: tuple[Holiday, ...]
    grades: tuple[GradeLimit, ...]


class RulesCardView(SideCard):
    """It is always the same card; only the year that is looked at changes."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.title.setText("部门和节假日")
        self.year = desk.clock.today().year
        self.shown: Standing | None = None
        self.pick_table: Callable[[], str] = self._pick_table
        self.pick_blank: Callable[[], str] = self._pick_blank
        self.add_key("Ins", self.add_department)
        self.add_key("Ctrl+O", self.import_holidays)

    @property
    def shows_something(self) -> bool:
        return True

    def refresh(self) -> None:
        if not self.isVisible():
            return
        if self.shown is None:
            self.state.show_loading("正在读取…")
        year = self.year
        self.latest.run(lambda office: _read(office, year), self.show_standing, failed=self._fail)

    def show_year(self, year: int) -> None:
        self.year = year
        self.refresh()

    def show_standing(self, found: Standing) -> None:
        self.shown = found
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        for part in (self._holidays(found), self._departments(found), self._limits(found)):
            column.addWidget(part)
        column.addStretch(1)
        self.show_content(inside)

    # what can be done

    def add_department(self) -> None:
        self.open_form(DepartmentForm(self.desk))

    def change_department(self, department: Department) -> None:
        self.open_form(DepartmentForm(self.desk, department))

    def dissolve(self, department: Department) -> None:
        self.open_form(DissolveForm(self.desk, department))

    def restore(self, department: Department) -> None:
        self.desk.change(asking.restore_department(department.name), lambda _changes: self.refresh())

    def import_holidays(self) -> None:
        chosen = self.pick_table()
        if chosen:
            self.take(Path(chosen))

    def take(self, path: Path) -> None:
        """Read a holiday table and show what it would change."""
        self.said.hide()
        self.desk.jobs.run(asking.holiday_plan(path), self._show_plan, failed=self._not_read, owner=self)

    def save_blank(self) -> None:
        """The table of the year that is looked at, to be written over with another one's."""
        chosen = self.pick_blank()
        if chosen:
            target = Path(chosen)
            target = target if target.suffix else target.with_name(f"{target.name}.xlsx")
            self.desk.jobs.run(
                asking.save_holidays(self.year, target),
                lambda name: self.said.say(f"已保存:{name}。改成新一年的日期,再导入。", "green"),
                failed=self._not_read,
                owner=self,
            )

    # within

    def _show_plan(self, plan: HolidayPlan) -> None:
        years = plan.years
        self.open_form(HolidayForm(self.desk, plan), lambda changes: self._taken(changes, years))

    def _taken(self, _changes: Changes, years: Sequence[int]) -> None:
        if years:
            self.year = years[-1]
        self.refresh()

    def _not_read(self, error: BaseException) -> None:
        if isinstance(error, Fault):
            self.said.say(str(error), "red")
        else:
            self.said.say("没有读成,什么都没有改动。请换一份文件试试。", "red")
            self.desk.trouble(error)

    def _fail(self, error: BaseException) -> None:
        self.state.show_fault(error, self.refresh)

    def _holidays(self, found: Standing) -> Card:
        part = Card("节假日")
        part.add_beside(button("导入节假日表…", self.import_holidays, kind="link", tip="导入新一年的放假安排(Ctrl+O)"))
        row = QWidget()
        flow = FlowLayout(row)
        today = self.desk.clock.today()
        for year in sorted({*found.years, today.year, today.year + 1}):
            made = button(f"{year}年", partial(self.show_year, year))
            made.setProperty("kind", "choice")
            made.setCheckable(True)
            made.setChecked(year == found.year)
            flow.addWidget(made)
        part.add(row)
        if found.year not in found.years:
            part.add(words(telling.weekends_words((found.year,)), "amber", wrap=True))
        for line in holiday_lines(found.days):
            part.add(words(line, wrap=True))
        hint = "另存一份表作样子,把日期改成新一年的,再导入。表里写日期、放假还是上班、名称。"
        part.add(words(hint, "muted", wrap=True))
        part.add_action(button("另存样表…", self.save_blank, kind="link"))
        return part

    def _departments(self, found: Standing) -> Card:
        there = [one for one in found.departments if not _gone(one, self.desk)]
        part = Card(f"吹哨部门 {len(there)} 个")
        part.add_beside(button("加一个部门", self.add_department, kind="link", tip="加一个部门(Insert)"))
        for one in sorted(found.departments, key=lambda one: _gone(one, self.desk)):
            part.add(self._department(one))
        return part

    def _department(self, one: Department) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        gone = _gone(one, self.desk)
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(words(one.name, "muted" if gone else "", wrap=True))
        duty = "  ".join(part for part in (one.duty, one.note) if part)
        if one.dissolved_on is not None:
            duty = f"{chinese_date(one.dissolved_on)}撤销"
        if duty:
            told.addWidget(words(duty, "muted", wrap=True))
        row.addLayout(told, 1)
        if one.dissolved_on is not None:
            row.addWidget(button("恢复", partial(self.restore, one), kind="link", tip=f"恢复{one.name}"))
        else:
            row.addWidget(
                button("修改", partial(self.change_department, one), kind="link", tip=f"修改{one.name}的职责")
            )
            row.addWidget(button("撤销", partial(self.dissolve, one), kind="link", tip=f"{one.name}撤销了,不能再吹哨"))
        return holder

    def _limits(self, found: Standing) -> Card:
        part = Card("办理期限")
        change = partial(self.desk.open_page, "settings", "request_grades")
        part.add_beside(button("到设置里改", change, kind="link", tip="设置里的“规则”"))
        for limit in found.grades:
            days = f"{limit.days} 个工作日" if limit.days else "按约定的日期"
            part.add(words(f"{limit.grade}({limit.way}):{days}", wrap=True))
        part.add(words("改了以后,新登记的按新的期限;已经登记的不变。", "muted", wrap=True))
        return part

    def _pick_table(self) -> str:
        name, _ = QFileDialog.getOpenFileName(self, "选择节假日表", "", KINDS)
        return name

    def _pick_blank(self) -> str:
        name, _ = QFileDialog.getSaveFileName(self, "另存样表", f"{self.year}年节假日表.xlsx", "表格 (*.xlsx)")
        return name


def holiday_lines(days: Sequence[Holiday]) -> list[str]:
    """春节:2月15日至23日放假;2月14日、2月28日上班, a line a holiday in the order of the year."""
    names = list(dict.fromkeys(one.name for one in days))
    lines = []
    for name in names:
        parts = []
        for kind in ("放假", "上班"):
            found = [one for one in days if one.name == name and one.kind == kind]
            if found:
                parts.append(f"{'、'.join(_spans(found))}{kind}")
        lines.append(f"{name or '其他'}:{';'.join(parts)}")
    return lines


def _spans(days: Sequence[Holiday]) -> list[str]:
    """Days that follow each other told as one."""
    runs: list[list[Holiday]] = []
    for one in days:
        if runs and (one.day - runs[-1][-1].day).days == 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return [_span(run) for run in runs]


def _span(run: Sequence[Holiday]) -> str:
    first, last = run[0].day, run[-1].day
    if first == last:
        return f"{first.month}月{first.day}日"
    until = f"{last.day}日" if first.month == last.month else f"{last.month}月{last.day}日"
    return f"{first.month}月{first.day}日至{until}"


def _gone(one: Department, desk: Desk) -> bool:
    return one.dissolved_on is not None and one.dissolved_on <= desk.clock.today()


def _read(office: Any, year: int) -> Standing:
    from app import services

    offered: Choices = services.requests.choices(office)
    return Standing(
        services.departments.listing(office),
        services.holidays.years(office),
        year,
        services.holidays.table(office, year),
        offered.grades,
    )
