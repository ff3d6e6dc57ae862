"""From flat rows of the store to the figures of one day. The only place where a population figure is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.models.colours import LABELS, Label
from app.models.figures import Figure, GridFigures, Ids, PopulationFigures

NO_GRID = "未分网格"

Door = tuple[str, str | None, int | None]  # household id as text, grid, sold (1, 0, None unknown)


Counted = tuple[int, Ids]  # how many, and who where that is asked for


@dataclass(frozen=True)
class People:
    """The residents of one day; each is counted once, however many doors they live behind. `unit_stated`: of how many
    it is known whether they are 单位人."""

    residents: Counted
    aged_60: Counted
    aged_80: Counted
    party_members: Counted
    disabled: Counted
    aided: Counted
    unit_people: Counted
    unit_stated: int


def population_figures(
    as_of: date,
    doors: Sequence[Door],
    labelled: Iterable[tuple[str, str]],
    people: People,
    grid_order: Sequence[str] = (),
    *,
    with_ids: bool = True,
) -> PopulationFigures:
    """Every figure of the day with its denominator and the ids behind it.

    `doors` and `labelled` (household id as text, label that holds on the day) are in ascending order of id.
    `with_ids` False: a day that is only compared with needs no names.
    """
    labels, by_label = _by_door_and_label(labelled)
    total = len(doors)
    groups = _groups(doors, labels)
    sold = [door for door, _, state in doors if state]
    count = people.residents[0]
    doors_of = _with_ids if with_ids else _without_ids

    def persons(key: str, title: str, found: Counted) -> Figure:
        return Figure(key, title, found[0], count, "residents", found[1])

    return PopulationFigures(
        as_of=as_of,
        households=doors_of("households", "总户数", [door for door, _, _ in doors], None),
        residents=Figure("residents", "居民人数", count, of="residents", ids=people.residents[1]),
        labels={label: doors_of(f"labels.{label}", label.value, by_label[label.value], total) for label in LABELS},
        distinct=doors_of("distinct", "去重户数", list(labels), total),
        grids=_grids(doors, labels, grid_order, doors_of),
        combinations={
            name: doors_of(f"combination.{name}", name or "无标签", found, total) for name, found in groups.items()
        },
        aged_60=persons("aged_60", "60岁及以上", people.aged_60),
        aged_80=persons("aged_80", "80岁及以上", people.aged_80),
        party_members=persons("party_members", "党员", people.party_members),
        disabled=persons("disabled", "持证残疾人", people.disabled),
        aided=persons("aided", "救助对象", people.aided),
        unit_people=persons("unit_people", "单位人", people.unit_people) if people.unit_stated else None,
        sold=doors_of("sold", "已售", sold, total) if any(state is not None for _, _, state in doors) else None,
        let=doors_of("let", "出租", by_label[Label.LET.value], total),
    )


DoorsFigure = Callable[[str, str, Sequence[str], int | None], Figure]


def _with_ids(key: str, title: str, ids: Sequence[str], of: int | None) -> Figure:
    return Figure(key, title, len(ids), of, ids=Ids(",".join(ids)))


def _without_ids(key: str, title: str, ids: Sequence[str], of: int | None) -> Figure:
    return Figure(key, title, len(ids), of, ids=Ids())


def _by_door_and_label(
    labelled: Iterable[tuple[str, str]],
) -> tuple[dict[str, tuple[str, ...]], dict[str, list[str]]]:
    """The labels of each door that has any, and the doors of each label."""
    by_door: dict[str, tuple[str, ...]] = {}
    by_label: dict[str, list[str]] = {label.value: [] for label in LABELS}
    for door, label in labelled:
        by_door[door] = (*by_door[door], label) if door in by_door else (label,)
        by_label[label].append(door)
    return by_door, by_label


def _groups(doors: Sequence[Door], labels: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    """Doors by the exact set of their labels, in the order of the seven, the largest group first; '' has none."""
    by_set: dict[tuple[str, ...], list[str]] = {}
    for door, _, _ in doors:
        by_set.setdefault(labels.get(door, ()), []).append(door)
    order = {label.value: place for place, label in enumerate(LABELS)}
    groups: dict[str, list[str]] = {}
    for held, found in by_set.items():  # the same set can come in two orders
        groups.setdefault("、".join(sorted(held, key=order.__getitem__)), []).extend(found)
    return dict(sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])))


def _grids(
    doors: Sequence[Door], labels: Mapping[str, tuple[str, ...]], grid_order: Sequence[str], doors_of: DoorsFigure
) -> tuple[GridFigures, ...]:
    by_grid: dict[str, list[str]] = {}
    for door, grid, _ in doors:
        by_grid.setdefault(grid or NO_GRID, []).append(door)
    order = {grid: place for place, grid in enumerate(grid_order)}
    names = sorted(by_grid, key=lambda grid: (grid == NO_GRID, order.get(grid, len(order)), grid))
    return tuple(_grid(grid, by_grid[grid], labels, doors_of) for grid in names)


def _grid(grid: str, ids: Sequence[str], labels: Mapping[str, tuple[str, ...]], doors_of: DoorsFigure) -> GridFigures:
    found: dict[str, list[str]] = {label.value: [] for label in LABELS}
    distinct = [door for door in ids if door in labels]
    for door in distinct:
        for label in labels[door]:
            found[label].append(door)
    total = len(ids)
    return GridFigures(
        grid=grid,
        households=doors_of(f"grid.{grid}.households", f"{grid}总户数", ids, None),
        labels={
            label: doors_of(f"grid.{grid}.{label}", f"{grid}{label.value}", found[label.value], total)
            for label in LABELS
        },
        distinct=doors_of(f"grid.{grid}.distinct", f"{grid}去重户数", distinct, total),
    )
