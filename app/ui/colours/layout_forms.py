"""Forms of the layout: a door's name, two doors that become one (打通), one that becomes two (隔断)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.base.resources import rule_table
from app.models.changes import Changes
from app.models.households import DoorKey, HouseholdDraft, HouseholdRecord, Member, Occupancy
from app.rules.addresses import bare_building, bare_room, bare_unit
from app.rules.elevation.plan import Plan
from app.ui.colours.ticks import TicksField
from app.ui.desk import Desk
from app.ui.households.door_form import USES
from app.ui.households.fields import ChoiceField, TextField
from app.ui.households.form import Form

_HEAD = "户主"
_ONE, _UNIT, _BUILDING = "只改这一户", "整个单元都改", "整栋楼都改"
_GONE, _KEPT = "去掉原来的门牌", "都搬过去,原来一户空置"
_UNKNOWN = Occupancy.UNKNOWN.value


class RenameForm(Form):
    """改门牌: of one door, of a unit, or of a whole building, in one change."""

    def __init__(self, desk: Desk, plan: Plan, door: int, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"改门牌:{plan.title_of(door)}", parent=parent)
        found = plan.doors[door]
        estate, building = plan.buildings[plan.places[door][0]].key
        self._plan, self._door = plan, door
        choices = [_ONE, _UNIT, _BUILDING] if found.unit else [_ONE, _BUILDING]
        self.scope = self.add(ChoiceField("改哪些", choices))
        self.room = TextField("房号", hint="如 1101", needed=True)
        self.unit = TextField("单元", hint="如 2,没有不填")
        self.building = TextField("楼栋", hint="如 3")
        self.estate = TextField("小区", hint="没有小区名称可不填")
        self.add_pair(self.room, self.unit)
        self.add_pair(self.building, self.estate)
        self.add_words("房号改了以后,这一户会按新的房号放到它的楼层和位置。")
        self.end_fields()
        for field, text in (
            (self.room, found.room), (self.unit, found.unit), (self.building, building), (self.estate, estate),
        ):  # fmt: skip
            field.set_text(text)
        self.scope.edited.connect(self._show_scope)

    def check(self) -> bool:
        if not self.room.text():
            self.room.complain("还没有填写房号。请填写房号,例如 101。")
            return False
        return True

    def names(self) -> dict[int, DoorKey]:
        """Household id -> its name to be."""
        plan, scope = self._plan, self.scope.text()
        estate, building = self.estate.text(), bare_building(self.building.text())
        unit, room = bare_unit(self.unit.text()), bare_room(self.room.text())
        if scope == _ONE:
            return {plan.doors[self._door].household_id: DoorKey(estate, building, unit, room)}
        if scope == _UNIT:
            return {
                plan.doors[one].household_id: DoorKey(estate, building, unit, plan.doors[one].room)
                for one in plan.unit_of(self._door)
            }
        return {
            plan.doors[one].household_id: DoorKey(estate, building, plan.doors[one].unit, plan.doors[one].room)
            for one in plan.buildings[plan.places[self._door][0]].doors
        }

    def verb(self) -> Callable[[Any], Changes]:
        names = self.names()

        def work(office: Any) -> Changes:
            from app import services

            changes: Changes = services.colours.rename_doors(office, names)
            return changes

        return work

    def _show_scope(self) -> None:
        scope = self.scope.text()
        self.room.setEnabled(scope == _ONE)
        self.unit.setEnabled(scope != _BUILDING)


class UniteForm(Form):
    """打通: the people of one door come to live behind the other one; the first door goes, or is left vacant."""

    def __init__(self, desk: Desk, plan: Plan, door: int, others: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(desk, f"打通:{plan.title_of(door)}", save_words="打通", parent=parent)
        self._plan, self._door = plan, door
        self._records: dict[int, HouseholdRecord] = {}
        beside = [one for one in others if one != door]
        self._by_title = {plan.title_of(one): one for one in beside}
        self.other = self.add(ChoiceField("与哪一户打通", list(self._by_title), needed=True))
        self.kept = self.add(ChoiceField("留下的门牌", [], needed=True))
        self.old = self.add(ChoiceField("另一个门牌", [_GONE, _KEPT]))
        self.relation = self.add(
            ChoiceField("与户主关系", [row["term"] for row in rule_table("relations") if row["term"] != _HEAD])
        )
        self.relation.set_text("其他")
        self.end_fields()
        if not beside:
            self.say("这一层没有别的住户可以打通。", "amber")
            self.save_button.setEnabled(False)
        else:
            nearest = min(beside, key=lambda one: abs(plan.places[one][1] - plan.places[door][1]))
            self.other.set_text(plan.title_of(nearest))
        self.other.edited.connect(self._show_other)
        self.kept.edited.connect(self._show_heads)
        self._show_other()

    def verb(self) -> Callable[[Any], Changes]:
        gone, kept = self._pair()
        remove, on = self.old.text() == _GONE, self.desk.clock.today()
        head = self._head(gone)
        relations = {head.residency.id: self.relation.text()} if head and self._head(kept) else {}

        def work(office: Any) -> Changes:
            from app import services

            changes: Changes = services.households.join(office, gone, kept, on, relations=relations, remove=remove)
            return changes

        return work

    def _pair(self) -> tuple[int, int]:
        """(household that goes, household that stays)."""
        plan = self._plan
        mine, other = plan.doors[self._door].household_id, plan.doors[self._by_title[self.other.text()]].household_id
        return (other, mine) if self.kept.text() == plan.title_of(self._door) else (mine, other)

    def _show_other(self) -> None:
        if not self._by_title:
            return
        self.kept.set_choices([self._plan.title_of(self._door), self.other.text()])
        self.kept.box.setCurrentIndex(0)
        pair = self._pair()
        self.desk.jobs.run(lambda office: _read(office, pair), self._show_records, owner=self)

    def _show_records(self, records: dict[int, HouseholdRecord]) -> None:
        self._records = records
        self._show_heads()

    def _show_heads(self) -> None:
        """Two heads cannot be: the one who comes over stands in a relation to the one who is there."""
        gone, kept = self._pair()
        coming, here = self._head(gone), self._head(kept)
        self.relation.setVisible(coming is not None and here is not None)
        if coming is not None and here is not None:
            self.relation.caption.setText(f"{coming.resident.name}与户主{here.resident.name}的关系")

    def _head(self, household: int) -> Member | None:
        record, today = self._records.get(household), self.desk.clock.today()
        return next((one for one in _present(record, today) if one.residency.relation == _HEAD), None)


class DivideForm(Form):
    """隔断: a new door beside the old one; those who are ticked live behind it from today."""

    def __init__(self, desk: Desk, plan: Plan, door: int, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"隔断:{plan.title_of(door)}", save_words="隔断", parent=parent)
        found = plan.doors[door]
        self._household = found.household_id
        self._key = DoorKey(*plan.buildings[plan.places[door][0]].key, found.unit, found.room)
        self._grid = found.grid
        self._people: dict[str, Member] = {}
        self.room = self.add(TextField("新房号", hint=f"如 {found.room}A", needed=True))
        self.use = self.add(ChoiceField("新一户的居住状态", [_UNKNOWN, *(use.value for use in USES)]))
        self.movers = self.add(TicksField("住到新一户的人"))
        self.head = self.add(ChoiceField("新一户的户主", []))
        self.left_head = self.add(ChoiceField("新户主", []))
        self.left_head.caption.setText("原来一户的新户主")
        self.end_fields()
        self.room.set_text(f"{found.room}A")
        self.movers.edited.connect(self._show_heads)
        self._show_heads()
        household = found.household_id
        desk.jobs.run(lambda office: _read(office, (household,)), self._show_people, owner=self)

    def check(self) -> bool:
        if not self.room.text():
            self.room.complain(f"还没有填写新房号。请填写,例如 {self._key.room}A。")
            return False
        return True

    def verb(self) -> Callable[[Any], Changes]:
        key = DoorKey(self._key.estate, self._key.building, self._key.unit, bare_room(self.room.text()))
        use = None if self.use.text() == _UNKNOWN else Occupancy(self.use.text())
        movers = [self._people[name].residency.id for name in self.movers.ticked()]
        household, grid, on = self._household, self._grid or None, self.desk.clock.today()
        heads = [field.text() for field in (self.head, self.left_head) if not field.isHidden() and field.text()]
        relations = {self._people[name].residency.id: _HEAD for name in heads}

        def work(office: Any) -> Changes:
            from app import services

            verbs = services.households
            if movers:
                changes: Changes = verbs.split(office, household, movers, key, on, relations=relations, use=use)
            else:
                draft = HouseholdDraft(key, grid=grid, occupancy=use, occupancy_since=on if use else None)
                changes = verbs.save_household(office, draft)
            return changes

        return work

    def _show_people(self, records: dict[int, HouseholdRecord]) -> None:
        present = _present(records[self._household], self.desk.clock.today())
        self._people = {_called(one, present): one for one in present}
        self.movers.show_choices(list(self._people))
        self.movers.setVisible(bool(present))
        self._show_heads()

    def _show_heads(self) -> None:
        """Each household needs a head: a new one here, and there too when the head moves."""
        movers = self.movers.ticked()
        left = [name for name in self._people if name not in movers]
        self.head.set_choices(movers)
        self.head.setVisible(len(movers) > 1)
        leaves = any(self._people[name].residency.relation == _HEAD for name in movers)
        self.left_head.set_choices(left)
        self.left_head.setVisible(leaves and bool(left))


def _present(record: HouseholdRecord | None, today: Any) -> list[Member]:
    return [one for one in record.members if one.residency.holds_on(today)] if record is not None else []


def _called(member: Member, present: Sequence[Member]) -> str:
    """The name; two of the same name are told apart by their number in the household."""
    same = [one for one in present if one.resident.name == member.resident.name]
    return member.resident.name if len(same) == 1 else f"{member.resident.name}({same.index(member) + 1})"


def _read(office: Any, households: Sequence[int]) -> dict[int, HouseholdRecord]:
    from app import services

    return {one: services.households.card(office, one).record for one in households}
