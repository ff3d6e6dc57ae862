"""更换户主: somebody else becomes head, and everyone stands to the new one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.models.changes import Changes
from app.models.households import HouseholdRecord
from app.rules.stays import head_on, living_on
from app.ui.desk import Desk
from app.ui.households import asking
from app.ui.households.fields import DateField, Field
from app.ui.households.form import Form
from app.ui.households.leaving_forms import NEW_HEAD, coming
from app.ui.households.people_fields import PersonField, StandingField


class HeadForm(Form):
    """更换户主: who, from when, and how the others stand to the new head."""

    def __init__(self, desk: Desk, record: HouseholdRecord, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"更换户主:{record.household.door.long}", save_words="更换户主", parent=parent)
        self._household_id = record.household.id
        self._here = living_on(record, desk.clock.today())
        old = head_on(record, desk.clock.today())
        if old is not None:
            self.add_words(f"现在的户主:{old.resident.name}")
        others = [member for member in self._here if member is not old]
        self.person = self.add(PersonField(NEW_HEAD, others))
        self.on = self.add(DateField("从哪天起", needed=True))
        self.standing = self.add(StandingField("其他人与新户主的关系", head_needed=False))
        self.add_words("关系已按新户主推算,可以照改。以前的户主会留在记录里。")
        self.end_fields()
        self.on.set_day(desk.clock.today())
        self.standing.hide()
        self.person.edited.connect(self._show_standing)

    def check(self) -> bool:
        right = self.on.check()
        if self.person.member is None:
            self.person.complain("还没有选新户主。请选一位。")
            right = False
        return self.standing.check() and right

    def doubts(self) -> list[tuple[Field, str]]:
        return coming(self.on, self.desk.clock.today(), "到那一天起才换户主。")

    def verb(self) -> Callable[[Any], Changes]:
        member = self.person.member
        assert member is not None
        return asking.household(
            "change_head", self._household_id, member.residency.id, self.on.day(), relations=self.standing.relations
        )

    def _show_standing(self) -> None:
        member = self.person.member
        self.standing.show_people(self._here if member else ())
        if member is not None:
            self.standing.choose_head(member.resident.name)
