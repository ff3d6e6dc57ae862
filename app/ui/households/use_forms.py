"""How a door is used, in forms: let, its end and renewal, sold, vacant and lived in again, and any other use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.base.clock import chinese_date
from app.models.changes import Changes
from app.models.households import HouseholdRecord, Occupancy, OccupancySpan
from app.rules.stays import DAY, living_on, use_on
from app.ui.desk import Desk
from app.ui.households import asking
from app.ui.households.door_form import USES
from app.ui.households.fields import ChoiceField, DateField, Field, TextField, TickField
from app.ui.households.form import Form
from app.ui.households.leaving_forms import check_last_day, coming

_THEN = {"不登记": Occupancy.UNKNOWN, "自住": Occupancy.OWNER, "空置": Occupancy.VACANT, "借住": Occupancy.LENT}
_LEAVE = "住在这里的人同时办理迁出"


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
        self.leave = self.add(_leave_field(record, desk))
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
        self.leave.setVisible(self.use.text() == Occupancy.VACANT and bool(_living(self._record, self.desk)))


class LetForm(Form):
    """出租: from when, until when, to whom."""

    def __init__(self, desk: Desk, record: HouseholdRecord, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"出租:{record.household.door.long}", save_words="登记出租", parent=parent)
        self._household_id = record.household.id
        self.since = DateField("租约开始", needed=True)
        self.until = DateField("租期", hint="租约到期日;不知道可不填")
        self.add_pair(self.since, self.until)
        self.tenant = self.add(TextField("承租人", hint="如 赵先生一家;住进来的人另按“添加居民”登记"))
        self.add_words("到期以后,“出租户”标签自动不再算。房主一家已搬走的,请另办迁出。")
        self.end_fields()
        self.since.set_day(desk.clock.today())

    def check(self) -> bool:
        right = self.since.check()
        right = self.until.check() and right
        since, until = self.since.day(), self.until.day()
        if right and since is not None and until is not None and until < since:
            self.until.complain("租约到期早于开始。请检查日期。")
            return False
        return right

    def verb(self) -> Callable[[Any], Changes]:
        return asking.household(
            "let", self._household_id, self.since.day(), self.until.day(), tenant=self.tenant.text()
        )


class RenewForm(Form):
    """续租: the new last day."""

    def __init__(self, desk: Desk, record: HouseholdRecord, lease: OccupancySpan) -> None:
        super().__init__(desk, f"续租:{record.household.door.long}", save_words="登记续租")
        self._household_id, self._lease = record.household.id, lease
        until = f",现在到{chinese_date(lease.until)}止" if lease.until else ",没有写到期日"
        self.add_words(f"租约{until.removeprefix(',')}。")
        self.until = self.add(DateField("租期", needed=True, hint="新的到期日"))
        self.end_fields()

    def check(self) -> bool:
        right = self.until.check()
        until, since = self.until.day(), self._lease.since
        if right and until is not None and since is not None and until < since:
            self.until.complain(f"租约到期早于开始({chinese_date(since)})。请检查日期。")
            return False
        return right

    def verb(self) -> Callable[[Any], Changes]:
        return asking.household("renew_lease", self._household_id, self.until.day())


class EndLeaseForm(Form):
    """收回出租: the last day of the lease, what follows, and whether the tenants leave with it (G05)."""

    def __init__(self, desk: Desk, record: HouseholdRecord, lease: OccupancySpan) -> None:
        super().__init__(desk, f"租约结束:{record.household.door.long}", save_words="登记结束")
        self._record = record
        self.on = DateField("租约最后一天", needed=True)
        self.then = ChoiceField("以后的居住状态", list(_THEN), needed=True)
        self.add_pair(self.on, self.then)
        self.leave = self.add(_leave_field(record, desk, ticked=True))
        self.leave.setVisible(bool(_living(record, desk)))
        self.add_words("从第二天起,“出租户”标签不再算。租客已迁出又没有别人住,请选空置。")
        self.end_fields()
        today = desk.clock.today()
        self.on.set_day(min(lease.until, today) if lease.until is not None else today)

    def check(self) -> bool:
        right = self.on.check()
        day = self.on.day()
        if right and day is not None and self.leave.ticked:
            return check_last_day(self.on, self._record, _living(self._record, self.desk), day, "租约最后一天")
        return right

    def doubts(self) -> list[tuple[Field, str]]:
        return coming(self.on, self.desk.clock.today(), "到那一天为止仍算出租。")

    def verb(self) -> Callable[[Any], Changes]:
        return asking.household(
            "end_lease", self._record.household.id, self.on.day(), _THEN[self.then.text()], leave=self.leave.ticked
        )

    def refuse(self, fault: Any) -> None:
        field = self.then if fault.place == "居住状态" else self.field(fault.place) or self.on
        field.complain(f"{fault.what}{fault.remedy}")


class VacantForm(Form):
    """空置: from when; where people live, their moving out in the same change (G06)."""

    def __init__(self, desk: Desk, record: HouseholdRecord, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"标为空置:{record.household.door.long}", save_words="标为空置", parent=parent)
        self._record = record
        living = _living(record, desk)
        self.since = DateField("空置从哪天起", needed=True)
        self.to = TextField("迁往", hint="不知道可不填")
        self.add_pair(self.since, self.to)
        self.leave = self.add(_leave_field(record, desk))
        self.leave.setVisible(bool(living))
        self.to.setVisible(bool(living))
        if living:
            self.add_words("迁出按空置前一天算:那一天是他们住在这里的最后一天。")
        self.add_words("空置期间不算党员户、高龄户等关于人的标签。")
        self.end_fields()
        self.since.set_day(desk.clock.today())

    def check(self) -> bool:
        right = self.since.check()
        day, living = self.since.day(), _living(self._record, self.desk)
        if living and not self.leave.ticked:
            self.leave.complain(f"这户还住着 {len(living)} 人。请勾上同时办理迁出,或先分别办理。")
            return False
        if right and day is not None and living:
            return check_last_day(self.since, self._record, living, day - DAY, "迁出日期")
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


def _living(record: HouseholdRecord, desk: Desk) -> tuple[Any, ...]:
    return living_on(record, desk.clock.today())


def _leave_field(record: HouseholdRecord, desk: Desk, *, ticked: bool = False) -> TickField:
    return TickField(f"{_LEAVE}({len(_living(record, desk))} 人)", ticked=ticked)
