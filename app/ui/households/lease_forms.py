"""Leases in forms: let (出租), renewed (续租), and their end (收回)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.base.clock import chinese_date
from app.models.changes import Changes
from app.models.households import HouseholdRecord, Occupancy, OccupancySpan
from app.ui.desk import Desk
from app.ui.households import asking
from app.ui.households.fields import ChoiceField, DateField, Field, TextField
from app.ui.households.form import Form
from app.ui.households.leaving_forms import check_last_day, coming, leave_field, living

_THEN = {"不登记": Occupancy.UNKNOWN, "自住": Occupancy.OWNER, "空置": Occupancy.VACANT, "借住": Occupancy.LENT}


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
        self.leave = self.add(leave_field(record, desk, ticked=True))
        self.leave.setVisible(bool(living(record, desk)))
        self.add_words("从第二天起,“出租户”标签不再算。租客已迁出又没有别人住,请选空置。")
        self.end_fields()
        today = desk.clock.today()
        self.on.set_day(min(lease.until, today) if lease.until is not None else today)

    def check(self) -> bool:
        right = self.on.check()
        day = self.on.day()
        if right and day is not None and self.leave.ticked:
            return check_last_day(self.on, self._record, living(self._record, self.desk), day, "租约最后一天")
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
