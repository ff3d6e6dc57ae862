"""In which order doors are walked: building after building, stair after stair, from the top floor down. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from app.models.visits import TIERS, Tier

MOST_STOPS = 12  # doors that one sheet holds and one walk can do


class Step(NamedTuple):
    """Where a door stands. `stair`: estate, building and unit as `doors.place_key` orders them, '|' between."""

    household_id: int
    stair: str
    floor: int
    slot: int
    room: str

    @property
    def place(self) -> tuple[str, int, int, str]:
        """What doors are ordered by when they are not walked."""
        return self[1:]

    @property
    def building(self) -> str:
        return self.stair.rsplit("|", 1)[0]


class Stop(NamedTuple):
    """A door that may be visited: how strict its tier is, and by how many days it is late (below 0: still to come)."""

    step: Step
    tier: Tier
    late: int


def walk_order(steps: Iterable[Step]) -> list[Step]:
    """One walk past all doors: each stair from the top down, each floor from the end where the last one was left."""
    ordered = sorted(steps, key=lambda step: (step.stair, -step.floor, step.slot, step.room))
    found: list[Step] = []
    for _, stair in groupby(ordered, key=lambda step: step.stair):
        for turn, (_, floor) in enumerate(groupby(stair, key=lambda step: step.floor)):
            doors = list(floor)
            found += reversed(doors) if turn % 2 else doors
    return found


def best_route(stops: Sequence[Stop], most: int = MOST_STOPS) -> list[Step]:
    """The next walk: the building with the most late doors of the strictest tier, then the next one until `most`.

    In a building the strictest and the latest come first; what was chosen is then put in the order of the walk.
    """
    buildings: dict[str, list[Stop]] = {}
    for stop in stops:
        buildings.setdefault(stop.step.building, []).append(stop)
    chosen: list[Step] = []
    for _, here in sorted(buildings.items(), key=lambda item: (_urgency(item[1]), item[0])):
        ranked = sorted(here, key=lambda stop: (stop.late <= 0, TIERS.index(stop.tier), -stop.late, stop.step.place))
        chosen += [stop.step for stop in ranked[: most - len(chosen)]]
        if len(chosen) >= most:
            break
    return walk_order(chosen)


def _urgency(stops: Iterable[Stop]) -> tuple[int, ...]:
    """Smaller is more urgent: late doors by tier, the strictest first, then those that are due soon."""
    late = [0] * (len(TIERS) + 1)
    for stop in stops:
        late[TIERS.index(stop.tier) if stop.late > 0 else len(TIERS)] -= 1
    return tuple(late)
