"""What the map shows now: doors, their labels of the day, the filter, badges, and the doors a person has picked out.

Knows no widget and no pixel.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from app.models.views import MapBuilding, MapFilter, MapPicture
from app.rules.elevation import choosing
from app.rules.elevation.choosing import Counted
from app.rules.elevation.painter import BADGE, DIMMED, MOST_BADGE, SELECTED
from app.rules.elevation.plan import Plan, make_plan
from app.ui.colours.canvas import keys_of

NO_PLAN = make_plan(())


class Scene:
    """Changed by its methods only. `plan` is made anew when other doors come into sight."""

    def __init__(self) -> None:
        self.picture: MapPicture | None = None
        self.shown = MapFilter()
        self.plan: Plan = NO_PLAN
        self.masks = b""
        self.found = b""  # 1 for each door that the filter shows
        self.selected: set[int] = set()  # household ids; some may be out of sight
        self.hot: Mapping[int, int] = {}  # household id -> number in its corner
        self.overdue: frozenset[int] = frozenset()
        self.spare = False
        self._labels: Mapping[int, int] | None = None  # of another day than the picture's

    def show_picture(self, picture: MapPicture) -> None:
        """Other facts. Doors that are gone are no longer picked out; a building that is gone is no longer looked at."""
        self.picture, self._labels = picture, None
        there = {door.household_id for one in picture.buildings for door in one.doors}
        self.selected &= there
        if self.shown.building is not None and not choosing.places_of(picture.buildings, self.shown):
            self.shown = replace(self.shown, building=None)
        self._plan_anew()

    def show_day(self, day: date, labels: Mapping[int, int]) -> None:
        """The same doors on another day."""
        if self.picture is not None:
            self.picture, self._labels = replace(self.picture, as_of=day), labels
            self._colour_anew()

    def show_filter(self, shown: MapFilter) -> bool:
        """Look for other doors; True when other buildings came into sight."""
        before, self.shown = self.shown, shown
        moved = replace(before, labels=0, overdue=False) != replace(shown, labels=0, overdue=False)
        if moved:
            self._plan_anew()
        else:
            self._find_anew()
        return moved

    def show_overdue(self, overdue: frozenset[int]) -> None:
        self.overdue = overdue
        self._find_anew()

    def show_spare(self, on: bool) -> None:
        """With empty places around, for doors to be moved there."""
        self.spare = on
        self._plan_anew()

    def keys(self) -> list[int]:
        of = self.plan.door_of_household
        badges = {of[one]: number for one, number in self.hot.items() if one in of}
        return keys_of(self.masks, self.found, badges, frozenset(of[one] for one in self.selected if one in of))

    def key(self, door: int) -> int:
        """One door's part of `keys`."""
        household = self.household(door)
        badge = min(self.hot.get(household, 0), MOST_BADGE) * BADGE
        picked = SELECTED if household in self.selected else 0
        return self.masks[door] | (0 if self.found[door] else DIMMED) | badge | picked

    def counted(self) -> Counted:
        return choosing.counted(self.plan, self.masks, self.shown, self.overdue)

    def household(self, door: int) -> int:
        return self.plan.doors[door].household_id

    def showing(self, doors: Iterable[int]) -> set[int]:
        """The households of those doors that the filter shows."""
        return {self.plan.doors[door].household_id for door in doors if self.found[door]}

    @property
    def hidden(self) -> int:
        """How many picked doors are not on the map as it is filtered."""
        of = self.plan.door_of_household
        return sum(1 for one in self.selected if one not in of or not self.found[of[one]])

    def neighbours(self) -> list[MapBuilding]:
        """The buildings one may look at alone, under the other filters, in the order of a walk."""
        return (
            []
            if self.picture is None
            else choosing.places_of(self.picture.buildings, replace(self.shown, building=None))
        )

    def summary(self, door: int) -> str:
        """What is said of a door on the map: where it is, its labels, what is due; nothing of a person."""
        household = self.household(door)
        lines = [self.plan.title_of(door), choosing.label_names(self.masks[door]) or "没有标签"]
        if household in self.overdue:
            lines.append("走访逾期")
        if number := self.hot.get(household):
            lines.append(f"近12个月诉求 {number} 件")
        return "\n".join(lines)

    def building_summary(self, building: int) -> str:
        elevation = self.plan.buildings[building]
        doors = elevation.doors
        labelled = sum(1 for door in doors if self.masks[door])
        return f"{elevation.title}:{len(doors)} 户,有标签的 {labelled} 户\n双击只看这一栋(回车)"

    def grids(self) -> list[str]:
        """The grids that doors lie in, '' last for doors without one."""
        if self.picture is None:
            return []
        names = {door.grid for one in self.picture.buildings for door in one.doors}
        return sorted(names, key=_grid_order)

    def estates(self) -> list[str]:
        return [] if self.picture is None else list(dict.fromkeys(one.estate for one in self.picture.buildings))

    def _plan_anew(self) -> None:
        if self.picture is None:
            return
        several = len(self.estates()) > 1 and self.shown.estate is None
        found = choosing.places_of(self.picture.buildings, self.shown)
        self.plan = make_plan(found, several_estates=several, spare=self.spare)
        self._colour_anew()

    def _colour_anew(self) -> None:
        labels = self._labels
        if labels is None:
            self.masks = self.plan.masks()
        else:
            self.masks = bytes([labels.get(door.household_id, 0) for door in self.plan.doors])
        self._find_anew()

    def _find_anew(self) -> None:
        self.found = choosing.matching(self.plan, self.masks, self.shown, self.overdue)


def _grid_order(name: str) -> tuple[int, int, str]:
    place = next(
        ("一二三四五六七八九十".find(character) for character in name if character in "一二三四五六七八九十"), 99
    )
    return not name, place, name
