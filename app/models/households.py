"""Households (户 = one door), the people who live in them, and where they stand.

Drafts come in from forms and workbooks and are validated by `app.rules`; rows are what a reader of the store gets.
Dates: `since` and `until` are both included; None means unknown or open.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Occupancy(StrEnum):
    """How a door is used (居住状态)."""

    OWNER = "自住"
    LET = "出租"
    VACANT = "空置"
    LENT = "借住"
    UNKNOWN = "未登记"


@dataclass(frozen=True, order=True)
class DoorKey:
    """What names a door. `estate` 小区 may be ''; `building`, `unit` are bare ('1', 'A') or ''; `room` is '101'."""

    estate: str
    building: str
    unit: str
    room: str

    @property
    def short(self) -> str:
        """3-2-1101, as people say and search it."""
        return "-".join(part for part in (self.building, self.unit, self.room) if part)

    @property
    def building_name(self) -> str:
        """3栋; a building with a name of its own (综合楼) keeps it; '' where there is none."""
        number = self.building[-1:].isascii() or len(self.building) == 1  # 3, A, 甲; but not 综合楼, 服务中心
        return f"{self.building}栋" if self.building and number else self.building

    @property
    def building_title(self) -> str:
        """大院小区3栋."""
        return f"{self.estate}{self.building_name}"

    @property
    def long(self) -> str:
        """大院小区3栋2单元1101室, as it is printed."""
        unit = f"{self.unit}单元" if self.unit else ""
        room = f"{self.room}室" if self.room[-1:].isascii() else self.room  # 门卫室, 商铺甲 keep their names
        return f"{self.building_title}{unit}{room}"


@dataclass(frozen=True)
class HouseholdDraft:
    """A door as a form or a workbook states it. None means 'not stated': it never overwrites."""

    door: DoorKey
    grid: str | None = None
    occupancy: Occupancy | None = None
    lease_until: date | None = None
    occupancy_since: date | None = None
    sold: bool | None = None
    owner: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class ResidentDraft:
    """A person as a form or a workbook states them. None means 'not stated'. Codes are the field's Chinese terms.

    `id_number` is normalised (upper case, 15 or 18 characters). `birth` is derived from it when it is there.
    `unit_person`: True 单位人, False 社会人. `aid`: an aid kind such as 低保. `disability`: certificate number (20
    characters) or kind and grade in words such as 肢体残疾二级.
    """

    name: str
    id_number: str | None = None
    birth: date | None = None
    sex: str | None = None
    ethnic: str | None = None
    politics: str | None = None
    phone: str | None = None
    unit_person: bool | None = None
    disability: str | None = None
    aid: str | None = None
    relation: str | None = None
    note: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Resident:
    """One person. Unknown texts are ''."""

    id: int
    name: str
    id_number: str = ""
    birth: date | None = None
    sex: str = ""
    ethnic: str = ""
    politics: str = ""
    phone: str = ""
    unit_person: bool | None = None
    disability: str = ""
    aid: str = ""
    note: str = ""
    died: date | None = None


@dataclass(frozen=True)
class Residency:
    """A person lives (lived) behind a door in a relation to its head. `until` is the last day.

    Whoever becomes head, or stands in another relation from some day on, has one of these for each relation: they
    follow each other without a gap. `note`: where to or from, or why two doors at once.
    """

    id: int
    household_id: int
    resident_id: int
    relation: str = ""
    since: date | None = None
    until: date | None = None
    note: str = ""

    def holds_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class OccupancySpan:
    """From `since` to `until` the door is used in this way; a lease ends with `until`, `note` names its tenant."""

    id: int
    household_id: int
    kind: Occupancy
    since: date | None = None
    until: date | None = None
    note: str = ""

    def holds_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Household:
    """One door with what is known of it, without its people. `floor` and `slot` place it in the elevation."""

    id: int
    door: DoorKey
    grid: str
    sold: bool | None = None
    owner: str = ""
    note: str = ""
    floor: int = 0
    slot: int = 0


@dataclass(frozen=True)
class Member:
    """A person of a household together with the residency that ties them to it."""

    resident: Resident
    residency: Residency


@dataclass(frozen=True)
class HouseholdRecord:
    """A door with all that is known: the input of the colour rule and of the household's card."""

    household: Household
    occupancies: tuple[OccupancySpan, ...] = ()
    members: tuple[Member, ...] = field(default=())
