"""并户: all of a door move into another; or the two were one door written down twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.models.changes import Changes
from app.models.households import HouseholdRecord
from app.rules.stays import living_on
from app.ui.desk import Desk
from app.ui.households import asking
from app.ui.households.fields import ChoiceField, Field
from app.ui.households.moving_forms import OverForm

_JOINS = ("都搬过去,原来一户空置", "其实是同一户,合并成一条")


class JoinForm(OverForm):
    """并户: all of this door move into another; or the two were one door written down twice."""

    def __init__(self, desk: Desk, record: HouseholdRecord, into: tuple[int, str] | None = None) -> None:
        super().__init__(desk, f"并户:{record.household.door.long}", "办理并户", record, "并入哪一户")
        self._here = living_on(record, desk.clock.today())
        self.add(self.door)
        self.kind = self.add(ChoiceField("怎么并", _JOINS, needed=True))
        self.add_pair(self.on, self.use)
        self.add(self.there)
        self.said = self.add_words("")
        self.end_fields()
        self.behind.hide()
        self.use.hide()
        self.kind.edited.connect(self.arrange)
        self.arrange()
        if into is not None:
            self.door.choose(*into)
            self.read_other()

    def check(self) -> bool:
        right = self.door.check()
        right = (self.on.isHidden() or self.on.check()) and right
        return self.there.check() and right

    def doubts(self) -> list[tuple[Field, str]]:
        return [] if self.on.isHidden() else super().doubts()

    def verb(self) -> Callable[[Any], Changes]:
        household_id, day, relations, use = self.record.household.id, self.on.day(), self.relations(), self.use_wanted()
        find, remove = self.door.wanted(), self.kind.text() == _JOINS[1]
        return lambda office: asking.household(
            "join", household_id, find(office), day, relations=relations, use=use, remove=remove
        )(office)

    def arrange(self) -> None:
        same = self.kind.text() == _JOINS[1]
        there = self.other.record if self.other is not None else None
        head = self.head_of(there)
        self.on.setVisible(not same)
        self.there.show_people(self._here if head or len(self._here) > 1 else (), ask_head=False, head_there=head)
        if there is not None and not same:
            self.show_vacancy(there)
        else:
            self.use.hide()
        self.said.setText(
            "两条登记合成一条:这里的居民和以前的记录都归到那一户,日期不变,这个门牌删去。"
            if same
            else "这里的人从这一天起都住到那一户,这个门牌从这一天起空置;走访和诉求记录留在原来的门牌。"
        )
