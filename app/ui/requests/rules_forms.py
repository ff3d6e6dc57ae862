"""Forms of what requests are judged by: a department, its end, a holiday table that is to be taken in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.base.clock import chinese_date
from app.models.changes import Changes
from app.models.requests import Department
from app.models.working_days import HolidayPlan
from app.ui.desk import Desk
from app.ui.households.fields import DateField, TextField
from app.ui.households.form import Form
from app.ui.requests import asking_rules as asking

_SHOWN = 12


class DepartmentForm(Form):
    """`department` None: a new one. A name stays: letters were written to it."""

    def __init__(self, desk: Desk, department: Department | None = None, parent: QWidget | None = None) -> None:
        title = "加一个部门" if department is None else f"修改部门:{department.name}"
        super().__init__(desk, title, parent=parent)
        self.department = department
        self.name = TextField("部门", hint="单位全称,吹哨单上这样写", needed=True)
        if department is None:
            self.add(self.name)
        self.duty = self.add(TextField("管什么", hint="如 供水、水表、水管"))
        self.note = self.add(TextField("备注", hint="如 联系人;可不填"))
        self.end_fields()
        if department is not None:
            self.name.set_text(department.name)
            self.duty.set_text(department.duty)
            self.note.set_text(department.note)

    def check(self) -> bool:
        if not self.name.text():
            self.name.complain("还没有填写部门名称。请填写。")
            return False
        return True

    def verb(self) -> Callable[[Any], Changes]:
        name, duty, note = self.name.text(), self.duty.text(), self.note.text()

        def work(office: Any) -> Changes:
            from app import services

            done: Changes = services.departments.save(office, name, duty, note)
            return done

        return work


class DissolveForm(Form):
    """From a day on nobody can whistle for it; what it answered before stays."""

    def __init__(self, desk: Desk, department: Department, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"撤销部门:{department.name}", save_words="撤销", parent=parent)
        self.department = department
        self.on = self.add(DateField("撤销日期", needed=True))
        self.add_words("从这一天起不能再向它吹哨,也不能登记它的答卷;以前的记录都留着。撤销错了可以恢复。")
        self.end_fields()
        self.on.set_day(desk.clock.today())

    def check(self) -> bool:
        return self.on.check()

    def verb(self) -> Callable[[Any], Changes]:
        name, on = self.department.name, self.on.day()
        assert on is not None

        def work(office: Any) -> Changes:
            from app import services

            done: Changes = services.departments.dissolve(office, name, on)
            return done

        return work


class HolidayForm(Form):
    """What a holiday table would change; nothing is written before it is accepted."""

    def __init__(self, desk: Desk, plan: HolidayPlan, parent: QWidget | None = None) -> None:
        super().__init__(desk, "导入节假日表", save_words="接受", parent=parent)
        self.plan = plan
        self.told = plan_lines(plan)
        for line in self.told:
            self.add_words(line)
        for error in plan.errors[:_SHOWN]:
            self.add_words(f"第 {error.row} 行“{error.value}”:{error.reason}{error.remedy}")
        if plan.errors:
            self.say("表里还有看不懂的格子,什么都没有写入。请在表里改好,再导入一次。", "red")
        elif not (plan.new or plan.changed):
            self.say("这张表和已有的完全一样,不用再导入。", "amber")
        self.save_button.setEnabled(bool(plan.new or plan.changed) and not plan.errors)
        self.end_fields()

    def verb(self) -> Callable[[Any], Changes]:
        return asking.accept_holidays(self.plan)


def plan_lines(plan: HolidayPlan) -> list[str]:
    """Years and days that are new, changed, the same."""
    years = "、".join(f"{year}年" for year in plan.years)
    lines = [f"{plan.source}:{years}。新增 {len(plan.new)} 天,改动 {len(plan.changed)} 天,相同 {plan.same} 天。"]
    for one in plan.new[:_SHOWN]:
        lines.append(f"新增:{chinese_date(one.day)} {one.kind} {one.name}".rstrip())
    if len(plan.new) > _SHOWN:
        lines.append(f"还有 {len(plan.new) - _SHOWN} 天新增的没有列出。")
    for old, new in plan.changed[:_SHOWN]:
        lines.append(f"改动:{chinese_date(new.day)} {old.kind} {old.name} → {new.kind} {new.name or old.name}")
    if plan.new or plan.changed:
        lines.append("接受以后,还没办结的诉求会按新的安排重新计算期限。")
    return lines
