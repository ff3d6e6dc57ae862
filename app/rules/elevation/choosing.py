"""Which doors a filter shows, how many carry which label, and the sentence that says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import compress

from app.models.colours import LABELS, LegendEntry
from app.models.views import MapBuilding, MapFilter
from app.rules.elevation.plan import Plan

NO_GRID = "未划入网格"
EVERYTHING = MapFilter()


@dataclass(frozen=True)
class Counted:
    """`counts` of the doors that are shown, in the order of LABELS, and `distinct`: those with any label, each once.

    `total`: doors of the place that is looked at, whatever their labels; `matching`: those of them that are shown.
    """

    counts: list[int]
    distinct: int
    total: int
    matching: int
    overdue: int = 0


def places_of(buildings: Sequence[MapBuilding], shown: MapFilter) -> list[MapBuilding]:
    """The buildings that have a part in what is looked at."""
    return [
        one
        for one in buildings
        if (shown.building is None or (one.estate, one.building) == shown.building)
        and (shown.estate is None or one.estate == shown.estate)
        and (shown.grid is None or any(door.grid == shown.grid for door in one.doors))
    ]


def in_place(plan: Plan, shown: MapFilter) -> bytes:
    """1 for each door of the plan that lies in the grid looked at: a building may be shared by several."""
    if shown.grid is None:
        return b"\x01" * len(plan.doors)
    return bytes(door.grid == shown.grid for door in plan.doors)


def matching(plan: Plan, masks: bytes, shown: MapFilter, overdue: Collection[int] = frozenset()) -> bytes:
    """1 for each door that all of the filter is true of, 0 for the others. `overdue`: household ids."""
    table = bytes(mask & shown.labels == shown.labels for mask in range(256))
    found = masks.translate(table)
    if shown.grid is not None:
        found = bytes(a & b for a, b in zip(found, in_place(plan, shown), strict=True))
    if shown.overdue:
        found = bytes(a & (door.household_id in overdue) for a, door in zip(found, plan.doors, strict=True))
    return found


def counted(plan: Plan, masks: bytes, shown: MapFilter = EVERYTHING, overdue: Collection[int] = frozenset()) -> Counted:
    """Counts of what is shown, at most 128 different mixtures however many doors. A door counts once for each label
    (标签户数), and once at all (去重户数)."""
    found = matching(plan, masks, shown, overdue)
    by_mask = Counter(compress(masks, found))
    total = len(masks) if shown.grid is None else sum(in_place(plan, shown))
    late = matching(plan, masks, replace(shown, overdue=True), overdue) if overdue else b""
    return Counted(
        [sum(times for mask, times in by_mask.items() if mask >> n & 1) for n in range(len(LABELS))],
        sum(times for mask, times in by_mask.items() if mask),
        total,
        sum(found),
        sum(late),
    )


def label_names(mask: int) -> str:
    return "、".join(label.value for number, label in enumerate(LABELS) if mask >> number & 1)


def place_words(shown: MapFilter, building: str = "") -> str:
    """大院小区 第二网格 3栋: where one looks; '' for everywhere."""
    grid = NO_GRID if shown.grid == "" else shown.grid or ""
    estate = shown.estate or ""
    return " ".join(part for part in (estate, grid, building) if part)


def condition_words(shown: MapFilter) -> str:
    """同时有高龄户、空巢户,走访逾期: what is asked of a door; '' for nothing."""
    names = label_names(shown.labels)
    labels = f"同时有{names}标签" if shown.labels.bit_count() > 1 else f"有{names}标签" if names else ""
    return ",".join(part for part in (labels, "走访逾期" if shown.overdue else "") if part)


def public_mask(legend: Sequence[LegendEntry]) -> int:
    """The labels that may be on a chart anyone passes."""
    return sum(1 << LABELS.index(entry.label) for entry in legend if entry.public)


def public_filter(shown: MapFilter, allowed: int) -> MapFilter:
    """A filter by what is not public would show who it is true of: only places and public labels are left."""
    return replace(shown, labels=shown.labels & allowed, overdue=False)
