"""Who leaves: moving out (迁出) and death (去世). When a head leaves others behind, a new one is asked for (G31)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from app.base.clock import chinese_date
from app.models.changes import Changes
from app.models.households import HouseholdRecord, Member
from app.rules.stays import HEAD, dwelling_of, living_on
from app.ui.desk import Desk
from app.ui.households import asking
from app.ui.households.fields import DateField, Field, TextField, TickField
from app.ui.households.form import Form
from app.ui.households.people_fields import PeopleField, PersonField, StandingField

NEW_HEAD = "新户主"
_HINT = "户主{},要有一位新户主:在其中一位的后面选“户主”。其他人的关系会跟着推算,可以照改。"


class LeaveForm(Form):
    """迁出: one, some or all of a household, their last day here, and where to."""

    def __init__(
        self, desk: Desk, record: HouseholdRecord, member: Member | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, f"迁出:{record.household.door.long}", save_words="办理迁出", parent=parent)
        self._record = record
        self._here = living_on(record, desk.clock.today())
        chosen = [] if member is None else [member.residency.id]
        self.people = self.add(PeopleField("谁迁出", self._here, ticked=chosen))
        self.until = DateField("迁出日期", needed=True)
        self.to = TextField("迁往", hint="不知道可不填")
        self.add_pair(self.until, self.to)
        self.add_words("迁出日期是住在这里的最后一天。记录会留着,可以撤销。")
        self.standing = self.add(StandingField(NEW_HEAD))
        self.end_fields()
        self.until.set_day(desk.clock.today())
        self.people.edited.connect(self._show_standing)
        self._show_standing()

    def check(self) -> bool:
        right = self.people.check()
        right = self.until.check() and right
        until = self.until.day()
        if right and until is not None:
            right = check_last_day(self.until, self._record, self.people.chosen, until, "迁出日期")
        return self.standing.check() and right

    def doubts(self) -> list[tuple[Field, str]]:
        return coming(self.until, self.desk.clock.today(), "到那一天为止仍算住在这里。")

    def verb(self) -> Callable[[Any], Changes]:
        stays = [member.residency.id for member in self.people.chosen]
        return asking.household(
            "move_out", stays, self.until.day(), to=self.to.text(), relations=self.standing.relations
        )

    def _show_standing(self) -> None:
        left = self.people.others if _head_among(self.people.chosen) else ()
        self.standing.show_people(left, hint=_HINT.format("迁出"))


class DeathForm(Form):
    """去世: the day, and the new head when the head died."""

    def __init__(
        self, desk: Desk, record: HouseholdRecord, member: Member | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, f"去世登记:{record.household.door.long}", save_words="登记去世", parent=parent)
        self._record = record
        self._here = living_on(record, desk.clock.today())
        self.person = self.add(PersonField("谁去世", self._here))
        self.died = self.add(DateField("去世日期", needed=True))
        self.add_words("居住到这一天为止,标签会跟着变;登记会留着,可以撤销。")
        self.standing = self.add(StandingField(NEW_HEAD))
        self.end_fields()
        if member is not None and member in self._here:
            self.person.choose(member)
        self.person.edited.connect(self._show_standing)
        self._show_standing()

    def check(self) -> bool:
        right = self.died.check()
        member, died = self.person.member, self.died.day()
        if member is None:
            self.person.complain("还没有选人。请选一位。")
            right = False
        elif right and died is not None:
            right = check_last_day(self.died, self._record, [member], died, "去世日期")
        if right and died is not None and died > self.desk.clock.today():
            self.died.complain("去世日期在今天之后。请检查日期。")
            right = False
        return self.standing.check() and right

    def verb(self) -> Callable[[Any], Changes]:
        member = self.person.member
        assert member is not None
        return asking.household("record_death", member.resident.id, self.died.day(), relations=self.standing.relations)

    def _show_standing(self) -> None:
        member = self.person.member
        left = [one for one in self._here if one is not member] if member and _head_among([member]) else []
        self.standing.show_people(left, hint=_HINT.format("去世"))


def _head_among(members: Sequence[Member]) -> bool:
    return any(member.residency.relation == HEAD for member in members)


def check_last_day(field: DateField, record: HouseholdRecord, members: Sequence[Member], day: date, title: str) -> bool:
    """Nobody leaves before they were born or came; said beside the date."""
    for member in members:
        since, birth = dwelling_of(record, member.residency.id).since, member.resident.birth
        if birth is not None and day < birth:
            field.complain(f"{title}早于{member.resident.name}的出生日期({chinese_date(birth)})。请检查日期。")
            return False
        if since is not None and day < since:
            field.complain(f"{title}早于{member.resident.name}的迁入日期({chinese_date(since)})。请检查日期。")
            return False
    return True


def coming(field: DateField, today: date, what: str) -> list[tuple[Field, str]]:
    """A day in the future is unusual and may be right."""
    day = field.day()
    if day is None or day <= today:
        return []
    return [(field, f"{chinese_date(day)}在今天之后:{what}")]


def living(record: HouseholdRecord, desk: Desk) -> tuple[Member, ...]:
    """Who lives there today."""
    return living_on(record, desk.clock.today())


def leave_field(record: HouseholdRecord, desk: Desk, *, ticked: bool = False) -> TickField:
    """Whether everyone moves out in the same change."""
    return TickField(f"住在这里的人同时办理迁出({len(living(record, desk))} 人)", ticked=ticked)
