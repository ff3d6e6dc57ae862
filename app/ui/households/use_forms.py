"""How a door is used, in forms: let, its end and renewal, sold, vacant and lived in again, and any other use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.models.changes import Changes
from app.models.households import HouseholdRecord, Occupancy
from app.rules.stays import DAY, use_on
from app.ui.desk import Desk
from app.ui.households import asking
from app.ui.households.door_form import USES
from app.ui.households.fields import ChoiceField, DateField, TextField
from app.ui.households.form import Form
from app.ui.households.leaving_forms import check_last_day, leave_field, living


class UseForm(Form):
    """居住状态: 自住, 出租 with the end of the lease, 空置, 借住."""

    def __init__(self, desk: Desk, record: HouseholdRecord, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"居住状态:{record.household.door.long}", parent=parent)
        present = use_on(record, desk.clock.today())
        self._record = record
        if present is not None:
            self.add_words(f"现在登记为:{present.kind.value}")
        self.use = self.add(ChoiceField("居住状态", [use.value for use in USES], needed=True))
        self.since = self.add(DateField("开始日期", needed=True))
        self.until = self.add(DateField("租期", hint="租约到期日;不知道可不填"))
        self.tenant = self.add(TextField("承租人", hint="如 赵先生一家,不知道可不填"))
        self.leave = self.add(leave_field(record, desk))
        self.add_words("从开始日期起按新的状态算;以前的状态会留在记录里。")
        self.end_fields()
        if present is not None:
            self.use.set_text(present.kind.value)
        self.since.set_day(desk.clock.today())
        self.use.edited.connect(self._show_parts)
        self._show_parts()

    def check(self) -> bool:
        right = self.since.check()
        if self.until.isHidden():
            return right
        right = self.until.check() and right
        since, until = self.since.day(), self.until.day()
        if right and since is not None and until is not None and until < since:
            self.until.complain("租约到期早于开始。请检查日期。")
            return False
        return right

    def verb(self) -> Callable[[Any], Changes]:
        household_id, kind, since = self._record.household.id, Occupancy(self.use.text()), self.since.day()
        if kind is Occupancy.LET:
            return asking.household("let", household_id, since, self.until.day(), tenant=self.tenant.text())
        if kind is Occupancy.VACANT:
            return asking.household("mark_vacant", household_id, since, leave=self.leave.ticked)
        return asking.household("set_occupancy", household_id, kind, since)

    def refuse(self, fault: Any) -> None:
        """Whatever stands in the way of a use is said beside the use."""
        field = self.field(fault.place) or self.use
        field.complain(f"{fault.what}{fault.remedy}")

    def _show_parts(self) -> None:
        let = self.use.text() == Occupancy.LET
        self.until.setVisible(let)
        self.tenant.setVisible(let)
        self.leave.setVisible(self.use.text() == Occupancy.VACANT and bool(living(self._record, self.desk)))


class VacantForm(Form):
    """空置: from when; where people live, their moving out in the same change (G06)."""

    def __init__(self, desk: Desk, record: HouseholdRecord, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"标为空置:{record.household.door.long}", save_words="标为空置", parent=parent)
        self._record = record
        here = living(record, desk)
        self.since = DateField("空置从哪天起", needed=True)
        self.to = TextField("迁往", hint="不知道可不填")
        self.add_pair(self.since, self.to)
        self.leave = self.add(leave_field(record, desk))
        self.leave.setVisible(bool(here))
        self.to.setVisible(bool(here))
        if here:
            self.add_words("迁出按空置前一天算:那一天是他们住在这里的最后一天。")
        self.add_words("空置期间不算党员户、高龄户等关于人的标签。")
        self.end_fields()
        self.since.set_day(desk.clock.today())

    def check(self) -> bool:
        right = self.since.check()
        day, here = self.since.day(), living(self._record, self.desk)
        if here and not self.leave.ticked:
            self.leave.complain(f"这户还住着 {len(here)} 人。请勾上同时办理迁出,或先分别办理。")
            return False
        if right and day is not None and here:
            return check_last_day(self.since, self._record, here, day - DAY, "迁出日期")
        return right

    def verb(self) -> Callable[[Any], Changes]:
        return asking.household(
            "mark_vacant", self._record.household.id, self.since.day(), leave=self.leave.ticked, to=self.to.text()
        )

    def refuse(self, fault: Any) -> None:
        field = self.leave if fault.place == "居住状态" and not self.leave.isHidden() else self.since
        field.complain(f"{fault.what}{fault.remedy}")


class EndVacancyForm(Form):
    """结束空置: from when, and how the door is used then."""

    def __init__(self, desk: Desk, record: HouseholdRecord, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"结束空置:{record.household.door.long}", save_words="结束空置", parent=parent)
        self._household_id = record.household.id
        self.on = DateField("日期", needed=True)
        lived_in = (Occupancy.OWNER, Occupancy.LET, Occupancy.LENT)
        self.use = ChoiceField("居住状态", [use.value for use in lived_in], needed=True)
        self.add_pair(self.on, self.use)
        self.add_words("从这一天起不再算空置户。住进来的人请按“添加居民”登记。")
        self.end_fields()
        self.on.set_day(desk.clock.today())

    def check(self) -> bool:
        return self.on.check()

    def verb(self) -> Callable[[Any], Changes]:
        return asking.household("end_vacancy", self._household_id, self.on.day(), Occupancy(self.use.text()))


class SellForm(Form):
    """出售: the new owner and the day."""

    def __init__(self, desk: Desk, record: HouseholdRecord, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"出售:{record.household.door.long}", save_words="登记出售", parent=parent)
        household = record.household
        self._household_id = household.id
        if household.owner:
            self.add_words(f"现在的产权人:{household.owner}")
        self.owner = TextField("产权人", hint="新的产权人", needed=True)
        self.on = DateField("出售日期", needed=True)
        self.add_pair(self.owner, self.on)
        self.add_words("登记以后算作已售;原来的产权人和日期会留在变更记录里。")
        self.end_fields()
        self.on.set_day(desk.clock.today())

    def check(self) -> bool:
        right = self.on.check()
        if not self.owner.text():
            self.owner.complain("还没有填写买受人。请填写新的产权人。")
            right = False
        return right

    def verb(self) -> Callable[[Any], Changes]:
        return asking.household("sell", self._household_id, self.owner.text(), self.on.day())
