"""更正居住日期: when somebody moved in and out, and why they live behind two doors when they do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.base.clock import chinese_date
from app.models.changes import Changes
from app.models.households import HouseholdRecord
from app.rules.stays import TWO_DOORS, Dwelling
from app.ui.desk import Desk
from app.ui.households import asking
from app.ui.households.fields import DateField, Field, TextField
from app.ui.households.form import Form
from app.ui.households.leaving_forms import coming

REASON = "两处居住的理由"


class StayForm(Form):
    """The days of one dwelling, whatever relations it was spent in."""

    def __init__(self, desk: Desk, record: HouseholdRecord, dwelling: Dwelling, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"更正居住日期:{dwelling.resident.name}", parent=parent)
        self._dwelling = dwelling
        self.add_words(record.household.door.long)
        self.since = DateField("迁入日期", hint="不知道可不填")
        self.until = DateField("迁出日期", hint="还住在这里就空着")
        self.add_pair(self.since, self.until)
        self.reason = self.add(TextField(REASON, hint="如 照看孙辈,两边住"))
        self.add_words("只更正日期。搬家、去世请用“迁出”“去世”。")
        self.end_fields()
        self.since.set_day(dwelling.since)
        self.until.set_day(dwelling.until)
        self.reason.hide()
        for stay in dwelling.stays:
            if stay.note.startswith(TWO_DOORS):
                self.reason.set_text(stay.note.removeprefix(TWO_DOORS))
                self.reason.show()

    def check(self) -> bool:
        right = self.since.check()
        right = self.until.check() and right
        since, until, birth = self.since.day(), self.until.day(), self._dwelling.resident.birth
        if right and since is not None and until is not None and until < since:
            self.until.complain("迁出日期早于迁入日期。请检查这两个日期。")
            return False
        if right and birth is not None and since is not None and since < birth:
            self.since.complain(f"迁入日期早于出生日期({chinese_date(birth)})。请检查日期。")
            return False
        return right

    def doubts(self) -> list[tuple[Field, str]]:
        today = self.desk.clock.today()
        return coming(self.since, today, "到那一天才算住进来。") + coming(
            self.until, today, "到那一天为止仍算住在这里。"
        )

    def verb(self) -> Callable[[Any], Changes]:
        stay = self._dwelling.stays[-1].id
        reason = "" if self.reason.isHidden() else self.reason.text()
        return asking.household("change_stay", stay, self.since.day(), self.until.day(), reason=reason)

    def refuse(self, fault: Any) -> None:
        if fault.place == REASON:
            self.reason.show()
        super().refuse(fault)
