"""Adding a door (新增住户) and changing one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.models.changes import Changes
from app.models.households import DoorKey, Household, HouseholdDraft, Occupancy
from app.rules.addresses import bare_building, bare_room, bare_unit
from app.ui.desk import Desk
from app.ui.households import asking
from app.ui.households.fields import ChoiceField, DateField, TextField
from app.ui.households.form import Form

_SOLD = ("未登记", "已售", "未售")
USES = (Occupancy.OWNER, Occupancy.LET, Occupancy.VACANT, Occupancy.LENT)


class DoorForm(Form):
    """`household` None: a new door, with its use."""

    def __init__(self, desk: Desk, household: Household | None = None, parent: QWidget | None = None) -> None:
        super().__init__(desk, "新增住户" if household is None else "修改住户", parent=parent)
        self.household = household
        self.estate = self.add(TextField("小区", hint="没有小区名称可不填"))
        self.building = TextField("楼栋", hint="如 3")
        self.unit = TextField("单元", hint="如 2,没有不填")
        self.add_pair(self.building, self.unit)
        self.room = TextField("房号", hint="如 1101", needed=True)
        self.grid = ChoiceField("网格", [""], free=True)
        self.add_pair(self.room, self.grid)
        if household is None:
            self.use: ChoiceField | None = ChoiceField("居住状态", [Occupancy.UNKNOWN.value, *USES])
            self.since: DateField | None = DateField("开始日期")
            self.lease: DateField | None = DateField("租期", hint="出租时填到期日")
            self.add(self.use)
            self.add_pair(self.since, self.lease)
        else:
            self.use = self.since = self.lease = None
        self.owner = TextField("产权人")
        self.sold = ChoiceField("是否已售", _SOLD)
        self.add_pair(self.owner, self.sold)
        self.note = self.add(TextField("备注"))
        self.end_fields()
        self._fill()
        desk.jobs.run(_grids, lambda names: self.grid.set_choices(["", *names]), owner=self)
        if household is None:
            desk.jobs.run(_estates, self._show_estates, owner=self)

    def check(self) -> bool:
        right = True
        if not self.room.text():
            self.room.complain("还没有填写房号。请填写房号,例如 101。")
            right = False
        for field in (self.since, self.lease):
            if field is not None and not field.check():
                right = False
        if self.lease is not None and self.use is not None and self.lease.day() and self.use.text() != Occupancy.LET:
            self.lease.complain("只有出租才有租期。请把居住状态改为出租,或清空这一格。")
            right = False
        return right

    def draft(self) -> HouseholdDraft:
        """What the form states; a field that was not touched states nothing."""
        before = self.household
        sold = {"已售": True, "未售": False}.get(self.sold.text())
        use = self.use.text() if self.use is not None else ""
        return HouseholdDraft(
            door=DoorKey(
                self.estate.text(),
                bare_building(self.building.text()),
                bare_unit(self.unit.text()),
                bare_room(self.room.text()),
            ),
            grid=_moved(self.grid.text(), before.grid if before else ""),
            occupancy=Occupancy(use) if use and use != Occupancy.UNKNOWN else None,
            lease_until=self.lease.day() if self.lease is not None else None,
            occupancy_since=self.since.day() if self.since is not None else None,
            sold=sold,
            owner=_moved(self.owner.text(), before.owner if before else ""),
            note=_moved(self.note.text(), before.note if before else ""),
        )

    def verb(self) -> Callable[[Any], Changes]:
        household_id = self.household.id if self.household else None
        return asking.household("save_household", self.draft(), household_id, careful=not self.sure)

    def _show_estates(self, names: tuple[str, ...]) -> None:
        """A new door of the only estate belongs to it: left blank, the same door could be registered twice."""
        if len(names) == 1 and not self.dirty:
            self.estate.set_text(names[0])

    def _fill(self) -> None:
        if self.household is None:
            return
        door = self.household.door
        for field, text in (
            (self.estate, door.estate),
            (self.building, door.building),
            (self.unit, door.unit),
            (self.room, door.room),
            (self.grid, self.household.grid),
            (self.owner, self.household.owner),
            (self.note, self.household.note),
        ):
            field.set_text(text)
        self.sold.set_text({True: "已售", False: "未售", None: "未登记"}[self.household.sold])


def _moved(now: str, before: str) -> str | None:
    """None when nothing was changed: a draft's None never overwrites."""
    return None if now == before else now


def _estates(office: Any) -> tuple[str, ...]:
    from app import services

    found: tuple[str, ...] = services.lists.estates(office)
    return found


def _grids(office: Any) -> tuple[str, ...]:
    from app import services

    found: tuple[str, ...] = services.lists.grids(office)
    return found
