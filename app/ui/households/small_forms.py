"""Short forms of the card: how a door is used, who moves out, what a person judges of a label, 'are you sure'."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.base.clock import chinese_date
from app.models.changes import Changes
from app.models.colours import LABELS, Judgement, Label
from app.models.households import Household, HouseholdRecord, Member, Occupancy, OccupancySpan
from app.ui.desk import Desk
from app.ui.households.door_form import USES
from app.ui.households.fields import ChoiceField, DateField, TextField
from app.ui.households.form import Form

HEAD = "户主"


class UseForm(Form):
    """居住状态: 自住, 出租 with the end of the lease, 空置, 借住."""

    def __init__(
        self, desk: Desk, household: Household, present: OccupancySpan | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, f"居住状态:{household.door.long}", parent=parent)
        self.household_id = household.id
        if present is not None:
            self.add_words(f"现在登记为:{present.kind.value}")
        self.use = self.add(ChoiceField("居住状态", [use.value for use in USES], needed=True))
        self.since = self.add(DateField("开始日期", needed=True))
        self.until = self.add(DateField("租期", hint="租约到期日;不知道可不填"))
        self.add_words("从开始日期起按新的状态算;以前的状态会留在记录里。")
        self.end_fields()
        if present is not None:
            self.use.set_text(present.kind.value)
        self.since.set_day(desk.clock.today())
        self.use.edited.connect(self._show_lease)
        self._show_lease()

    def check(self) -> bool:
        right = self.since.check()
        if self.until.isHidden():
            return right
        right = self.until.check() and right
        since, until = self.since.day(), self.until.day()
        if right and since is not None and until is not None and until < since:
            self.until.complain("租期结束早于开始。请检查日期。")
            return False
        return right

    def verb(self) -> Callable[[Any], Changes]:
        household_id, kind, since = self.household_id, Occupancy(self.use.text()), self.since.day()
        until = None if self.until.isHidden() else self.until.day()

        def work(office: Any) -> Changes:
            from app import services

            changes: Changes = services.households.set_occupancy(office, household_id, kind, since, until)
            return changes

        return work

    def refuse(self, fault: Any) -> None:
        """Whatever stands in the way of a use is said beside the use."""
        field = self.field(fault.place) or self.use
        field.complain(f"{fault.what}{fault.remedy}")

    def _show_lease(self) -> None:
        self.until.setVisible(self.use.text() == Occupancy.LET)


class LeaveForm(Form):
    """迁出: the last day someone lives here. When the head leaves, a new head is asked for."""

    def __init__(self, desk: Desk, record: HouseholdRecord, member: Member, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"迁出:{member.resident.name}", save_words="办理迁出", parent=parent)
        self.residency_id = member.residency.id
        self._since = member.residency.since
        self._birth = member.resident.birth
        self.until = self.add(DateField("迁出日期", needed=True))
        self.add_words("这一天是住在这里的最后一天;这个人的记录会留着,可以撤销。")
        if member.residency.relation == HEAD and len(present_members(record, desk)) > 1:
            self.add_words("这是户主。迁出以后,请在其余的人中选一位,按“编辑”把与户主关系改为户主。")
        self.end_fields()
        self.until.set_day(desk.clock.today())

    def check(self) -> bool:
        if not self.until.check():
            return False
        until = self.until.day()
        if self._since is not None and until is not None and until < self._since:
            self.until.complain(f"迁出日期早于迁入日期({chinese_date(self._since)})。请检查日期。")
            return False
        if self._birth is not None and until is not None and until < self._birth:
            self.until.complain(f"迁出日期早于出生日期({chinese_date(self._birth)})。请检查日期。")
            return False
        return True

    def verb(self) -> Callable[[Any], Changes]:
        residency_id, until = self.residency_id, self.until.day()
        assert until is not None

        def work(office: Any) -> Changes:
            from app import services

            changes: Changes = services.households.move_out(office, [residency_id], until)
            return changes

        return work


class JudgeForm(Form):
    """人工认定: add or take away a label, with the reason."""

    _CHOICES = ("认定有这个标签", "认定没有这个标签")

    def __init__(
        self,
        desk: Desk,
        household: Household,
        label: Label | None = None,
        *,
        reason: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, f"人工认定:{household.door.long}", parent=parent)
        self.household_id = household.id
        self.label = self.add(ChoiceField("标签", [one.value for one in LABELS], needed=True))
        self.judgement = self.add(ChoiceField("认定", self._CHOICES, needed=True))
        self.reason = self.add(TextField("理由", needed=True, hint="如 子女同城但不同住,经入户核实"))
        self.since = DateField("开始日期", hint="不填就是一直")
        self.until = DateField("结束日期", hint="不填就是长期")
        self.add_pair(self.since, self.until)
        self.add_words("人工认定优先于自动判断,会写明是谁认定的;可以随时取消。")
        self.end_fields()
        if label is not None:
            self.label.set_text(label.value)
        self.reason.set_text(reason)

    def check(self) -> bool:
        right = self.since.check()
        right = self.until.check() and right
        if not self.reason.text():
            self.reason.complain("还没有写明理由。请写一句为什么这样认定。")
            right = False
        since, until = self.since.day(), self.until.day()
        if right and since is not None and until is not None and until < since:
            self.until.complain("结束日期早于开始日期。请检查日期。")
            right = False
        return right

    def verb(self) -> Callable[[Any], Changes]:
        household_id, label, reason = self.household_id, Label(self.label.text()), self.reason.text()
        judgement = Judgement.ADD if self.judgement.text() == self._CHOICES[0] else Judgement.REMOVE
        since, until = self.since.day(), self.until.day()

        def work(office: Any) -> Changes:
            from app import services

            changes: Changes = services.households.set_override(
                office, household_id, label, judgement, reason, since, until
            )
            return changes

        return work


class SureForm(Form):
    """One question, one verb."""

    def __init__(
        self,
        desk: Desk,
        title: str,
        question: str,
        save_words: str,
        work: Callable[[Any], Changes],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, title, save_words=save_words, parent=parent)
        self._work = work
        self.add_words(question)
        self.end_fields()

    def verb(self) -> Callable[[Any], Changes]:
        return self._work


def present_members(record: HouseholdRecord, desk: Desk) -> list[Member]:
    """Who lives there today, the head first."""
    today = desk.clock.today()
    here = [one for one in record.members if one.residency.until is None or one.residency.until >= today]
    here = [one for one in here if one.resident.died is None]
    return sorted(here, key=lambda one: one.residency.relation != HEAD)
