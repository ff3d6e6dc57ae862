"""Frozen rows as pages show them. Personal numbers in here are masked already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from app.models.changes import HistoryEntry
from app.models.colours import Label, LabelInterval, LegendEntry, Override
from app.models.households import DoorKey, HouseholdRecord


@dataclass(frozen=True)
class ListRow:
    """One line of the list; `name` is the person's, or the head's in a row of a door ('' when nobody lives there).

    Unknown texts are ''. `birth` is a text: 1946年11月, the whole day only where numbers are whole. `unit_person`:
    单位人, 社会人 or ''. `since`: when the person moved in.
    """

    household_id: int
    resident_id: int | None
    door: str
    grid: str
    name: str
    relation: str
    sex: str
    age: int | None
    phone: str
    id_number: str
    occupancy: str
    people: int
    labels: tuple[Label, ...]
    estate: str = ""
    building: str = ""
    birth: str = ""
    ethnic: str = ""
    politics: str = ""
    unit_person: str = ""
    aid: str = ""
    disability: str = ""
    lease_until: date | None = None
    since: date | None = None
    last_visit: date | None = None


@dataclass(frozen=True)
class ListPage:
    rows: tuple[ListRow, ...]
    total: int


@dataclass(frozen=True)
class HouseholdCard:
    """All that is known of one door. `record` holds unmasked facts: whoever shows them masks them.

    `history` is the newest page of it, `older` whether there is more.
    """

    record: HouseholdRecord
    labels: tuple[LabelInterval, ...]
    overrides: tuple[Override, ...]
    history: tuple[HistoryEntry, ...]
    older: bool = False


class MapDoor(NamedTuple):
    """A door on the map: a plain tuple, for there may be tens of thousands.

    `labels` is a bit set: bit n is the n-th label of `LABELS`. `slot` counts within a floor. `grid` '' is none yet.
    """

    household_id: int
    unit: str
    room: str
    floor: int
    slot: int
    labels: int
    grid: str = ""


@dataclass(frozen=True)
class MapBuilding:
    """One building's elevation; doors in the order of a walk. Several grids may share a building."""

    estate: str
    building: str
    doors: tuple[MapDoor, ...]

    @property
    def short(self) -> str:
        """3栋, without the estate."""
        return DoorKey("", self.building, "", "").building_title or self.title

    @property
    def title(self) -> str:
        return DoorKey(self.estate, self.building, "", "").building_title or "未分楼栋"


@dataclass(frozen=True)
class MapPicture:
    """Everything the map shows on one day, `as_of` included in it."""

    as_of: date
    buildings: tuple[MapBuilding, ...]
    legend: tuple[LegendEntry, ...]
    counts: dict[Label, int]
    distinct: int
    total: int


@dataclass(frozen=True)
class MapFilter:
    """What the map shows: all that is said must be true of a door. Conditions dim doors, places leave them out.

    `labels` is a bit set. `grid` '' means doors without a grid; None is any. `building`: (estate, building).
    """

    labels: int = 0
    overdue: bool = False
    grid: str | None = None
    estate: str | None = None
    building: tuple[str, str] | None = None

    @property
    def narrows(self) -> bool:
        """Whether a filter is on; looking at one building is a way of looking, not a filter."""
        return bool(self.labels) or self.overdue or self.grid is not None or self.estate is not None


class MapPages(StrEnum):
    """How a wall chart is spread over sheets; the value is what the person chooses by."""

    ONE = "全部排在一页"
    LEGIBLE = "标签看得清,自动分页"
    BUILDING = "每栋楼一页"


@dataclass(frozen=True)
class MapChart:
    """A wall chart as it is ordered. `only_shown`: only what `shown` shows, otherwise every door of the day.

    `public`: for a wall that anyone passes: only labels that may be public, and nothing else tells doors apart.
    """

    as_of: date
    shown: MapFilter = MapFilter()
    only_shown: bool = True
    paper: str = "A4"
    landscape: bool = True
    monochrome: bool = False
    public: bool = False
    pages: MapPages = MapPages.ONE
