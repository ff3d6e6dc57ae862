"""Who moves together: splitting (分户), and moving here from another door (从别的户迁来)."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.models.changes import Changes
from app.models.households import HouseholdRecord, Member, Occupancy
from app.models.views import HouseholdCard
from app.rules.stays import HEAD, head_on, living_on, use_on
from app.ui.desk import Desk
from app.ui.households import asking
from app.ui.households.door_field import DoorField
from app.ui.households.fields import ChoiceField, DateField, Field
from app.ui.households.form import Form
from app.ui.households.leaving_forms import NEW_HEAD, coming
from app.ui.households.people_fields import PeopleField, StandingField
from app.ui.jobs import Latest

NOT_SAID = "不变"
LIVED_IN = (Occupancy.OWNER, Occupancy.LET, Occupancy.LENT)
_NEW_HOME = "搬去的人里谁当户主,就在他的后面选“户主”。"
_STAYING = "户主要搬走,留下的人里要有一位新户主:在其中一位的后面选“户主”。"


class OverForm(Form):
    """What moving to or from another door has in common: the other door is read when it has been named."""

    def __init__(self, desk: Desk, title: str, save_words: str, record: HouseholdRecord, door_title: str) -> None:
        super().__init__(desk, title, save_words=save_words)
        self.record = record
        self.other: HouseholdCard | None = None
        self._latest = Latest(desk.jobs, self)
        self.door = DoorField(desk, door_title, record.household.id)
        self.on = DateField("从哪天起", needed=True)
        self.on.set_day(desk.clock.today())
        self.there = StandingField("搬去以后与户主关系")
        self.behind = StandingField(NEW_HEAD)
        self.use = ChoiceField("住进去以后的居住状态", [NOT_SAID, *(use.value for use in LIVED_IN)])
        self.door.line.editingFinished.connect(self.read_other)

    def read_other(self) -> None:
        """Who lives behind the door that was named, and whether it is vacant."""
        if self.door.text():
            self._latest.run(asking.people(self.door.wanted()), self._show_other, failed=self._no_other)

    def doubts(self) -> list[tuple[Field, str]]:
        return coming(self.on, self.desk.clock.today(), "到那一天才算搬家。")

    def refuse(self, fault: Any) -> None:
        """Whatever is said of a head or a use is said beside the field for it."""
        places = {"户主": self.there, "与户主关系": self.there, NEW_HEAD: self.behind, "居住状态": self.use}
        places |= {"日期": self.on, "迁出日期": self.on, "居民": self.fields[0], "房号": self.door}
        field = places.get(fault.place) or self.field(fault.place)
        if field is None or field.isHidden():
            self.say(f"{fault.what}{fault.remedy}")
            return
        field.complain(f"{fault.what}{fault.remedy}")
        self.area.ensureWidgetVisible(field)

    def use_wanted(self) -> Occupancy | None:
        said = self.use.text()
        return None if self.use.isHidden() or said == NOT_SAID else Occupancy(said)

    def show_vacancy(self, record: HouseholdRecord | None) -> None:
        """A vacant door is asked how it is used from then on (G06); a new one too."""
        span = use_on(record, self.desk.clock.today()) if record is not None else None
        vacant = span is not None and span.kind is Occupancy.VACANT
        self.use.setVisible(record is None or vacant)
        if vacant and self.use.text() == NOT_SAID:
            self.use.set_text(Occupancy.OWNER.value)
            which = "这户" if record is self.record else "那一户"
            self.use.complain(f"{which}现在登记为空置。住进去以后是自住、出租还是借住?", "amber")

    def head_of(self, record: HouseholdRecord | None) -> str:
        """The name of who is head there today; ''."""
        found = head_on(record, self.desk.clock.today()) if record is not None else None
        return found.resident.name if found is not None else ""

    def relations(self) -> dict[int, str]:
        return {**self.there.relations, **self.behind.relations}

    def _show_other(self, card: HouseholdCard | None) -> None:
        self.other = card
        self.door.complain("")
        self.arrange()

    def _no_other(self, error: BaseException) -> None:
        self.other = None
        self.refuse_or_tell(error)
        self.arrange()

    @abstractmethod
    def arrange(self) -> None:
        """Show who is asked about now that the other door is known."""


class SplitForm(OverForm):
    """分户: some move together to another door, with a head of their own."""

    def __init__(self, desk: Desk, record: HouseholdRecord) -> None:
        super().__init__(desk, f"分户:{record.household.door.long}", "办理分户", record, "搬到")
        self.people = self.add(PeopleField("谁分出去", living_on(record, desk.clock.today())))
        self.add(self.door)
        self.add_words("写已有的门牌,或一个新门牌(只写房号就是本单元的)。")
        self.add_pair(self.on, self.use)
        self.add(self.there)
        self.add(self.behind)
        self.end_fields()
        self.use.hide()
        self.people.edited.connect(self.arrange)
        self.arrange()

    def check(self) -> bool:
        right = self.people.check()
        right = self.door.check() and right
        right = self.on.check() and right
        return self.there.check() and self.behind.check() and right

    def verb(self) -> Callable[[Any], Changes]:
        stays = [member.residency.id for member in self.people.chosen]
        household_id, day, relations, use = self.record.household.id, self.on.day(), self.relations(), self.use_wanted()
        find = self.door.wanted()
        return lambda office: asking.household(
            "split", household_id, stays, find(office), day, relations=relations, use=use
        )(office)

    def arrange(self) -> None:
        chosen, others = self.people.chosen, self.people.others
        there = self.other.record if self.other is not None else None
        head = self.head_of(there)
        self.there.show_people(chosen if len(chosen) > 1 or head else (), head_there=head, hint=_NEW_HOME)
        gone = any(member.residency.relation == HEAD for member in chosen)
        self.behind.show_people(others if gone else (), hint=_STAYING)
        if self.door.text() and self.other is not None:
            self.show_vacancy(there)
        else:
            self.use.setVisible(bool(self.door.text()))


class MoveHereForm(OverForm):
    """从别的户迁来: people of another door move in here together."""

    def __init__(self, desk: Desk, record: HouseholdRecord) -> None:
        super().__init__(desk, f"从别的户迁来:{record.household.door.long}", "办理迁入", record, "从哪一户")
        self.add(self.door)
        self.people: PeopleField | None = None
        self._slot = QWidget()
        self.said = self.add_words("先填写他们现在住的门牌,再选是谁。")
        self._place = self.body.count()
        self.add_pair(self.on, self.use)
        self.add(self.there)
        self.add(self.behind)
        self.end_fields()
        self.there.hide()
        self.behind.hide()
        self.show_vacancy(record)

    def check(self) -> bool:
        right = self.door.check()
        if right and self.people is None:
            self.door.complain("还没有读到这一户的居民。请按回车或离开这一格,再选是谁。")
            right = False
        if self.people is not None:
            right = self.people.check() and right
        right = self.on.check() and right
        return self.there.check() and self.behind.check() and right

    def verb(self) -> Callable[[Any], Changes]:
        assert self.people is not None
        stays = [member.residency.id for member in self.people.chosen]
        return asking.household(
            "move_over",
            self.record.household.id,
            stays,
            self.on.day(),
            relations=self.relations(),
            use=self.use_wanted(),
        )

    def arrange(self) -> None:
        self._show_people(living_on(self.other.record, self.desk.clock.today()) if self.other is not None else ())

    def _show_people(self, members: Sequence[Member]) -> None:
        if self.people is not None:
            self.fields.remove(self.people)
            self.body.removeWidget(self.people)
            self.people.hide()
            self.people.deleteLater()
            self.people = None
        self.said.setText("" if members else "那一户现在没有登记居民。" if self.other else "先填写他们现在住的门牌。")
        self.said.setVisible(not members)
        if members:
            self.people = PeopleField("谁迁来", members)
            self._take(self.people)
            self.body.insertWidget(self._place, self.people)
            self.people.edited.connect(self._show_standing)
        self._show_standing()

    def _show_standing(self) -> None:
        chosen = self.people.chosen if self.people is not None else ()
        others = self.people.others if self.people is not None else ()
        head = self.head_of(self.record)
        self.there.show_people(chosen if len(chosen) > 1 or head else (), head_there=head, hint=_NEW_HOME)
        gone = any(member.residency.relation == HEAD for member in chosen)
        self.behind.show_people(others if gone else (), hint=_STAYING)
