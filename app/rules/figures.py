"""From flat rows of the store to the figures of one day. The only place where a population figure is made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.models.colours import LABELS, Label
from app.models.figures import Figure, GridFigures, Ids, PopulationFigures

NO_GRID = "未分网格"
_BITS = {label: 1 << place for place, label in enumerate(LABELS)}

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


@dataclass
class _Group:
    """Doors of one grid that carry the same labels (a bit set): whatever is counted of doors is a sum of groups."""

    grid: str
    labels: int
    doors: list[str] = field(default_factory=list)
    sold: list[str] = field(default_factory=list)


def population_figures(
    as_of: date,
    doors: Iterable[Door],
    labelled: Iterable[tuple[str, str]],
    people: People,
    grid_order: Sequence[str] = (),
    *,
    with_ids: bool = True,
) -> PopulationFigures:
    """Every figure of the day with its denominator and the ids behind it.

    `labelled`: household id as text, and a label that holds on the day. `with_ids` False: a day that is only
    compared with needs no names.
    """
    groups, sold_stated = _groups(doors, labelled)
    total = sum(len(group.doors) for group in groups)
    count = people.residents[0]

    def figure(key: str, title: str, found: Iterable[_Group], of: int | None = total) -> Figure:
        return _figure(key, title, [group.doors for group in found], of, with_ids)

    def persons(key: str, title: str, found: Counted) -> Figure:
        return Figure(key, title, found[0], count, "residents", found[1])

    def grid_figures(grid: str) -> GridFigures:
        here = [group for group in groups if group.grid == grid]
        size = sum(len(group.doors) for group in here)
        return GridFigures(
            grid=grid,
            households=figure(f"grid.{grid}.households", f"{grid}总户数", here, None),
            labels={
                label: figure(f"grid.{grid}.{label}", f"{grid}{label.value}", _carrying(here, label), size)
                for label in LABELS
            },
            distinct=figure(f"grid.{grid}.distinct", f"{grid}去重户数", _labelled(here), size),
        )

    return PopulationFigures(
        as_of=as_of,
        households=figure("households", "总户数", groups, None),
        residents=Figure("residents", "居民人数", count, of="residents", ids=people.residents[1]),
        labels={label: figure(f"labels.{label}", label.value, _carrying(groups, label)) for label in LABELS},
        distinct=figure("distinct", "去重户数", _labelled(groups)),
        grids=tuple(grid_figures(grid) for grid in _in_order({group.grid for group in groups}, grid_order)),
        combinations={
            name: figure(f"combination.{name}", name or "无标签", found)
            for name, found in _combinations(groups).items()
        },
        aged_60=persons("aged_60", "60岁及以上", people.aged_60),
        aged_80=persons("aged_80", "80岁及以上", people.aged_80),
        party_members=persons("party_members", "党员", people.party_members),
        disabled=persons("disabled", "持证残疾人", people.disabled),
        aided=persons("aided", "救助对象", people.aided),
        unit_people=persons("unit_people", "单位人", people.unit_people) if people.unit_stated else None,
        sold=_figure("sold", "已售", [group.sold for group in groups], total, with_ids) if sold_stated else None,
        let=figure("let", "出租", _carrying(groups, Label.LET)),
    )


def _groups(doors: Iterable[Door], labelled: Iterable[tuple[str, str]]) -> tuple[list[_Group], bool]:
    """The groups, and whether it is known of any door if it is sold."""
    bits = {label.value: bit for label, bit in _BITS.items()}
    labels: dict[str, int] = {}
    for door, label in labelled:
        labels[door] = labels.get(door, 0) | bits[label]
    groups: dict[tuple[str | None, int], _Group] = {}
    sold_stated = False
    for door, grid, sold in doors:
        key = (grid, labels.get(door, 0))
        group = groups.get(key)
        if group is None:
            group = groups[key] = _Group(grid or NO_GRID, key[1])
        group.doors.append(door)
        if sold is not None:
            sold_stated = True
            if sold:
                group.sold.append(door)
    return list(groups.values()), sold_stated


def _figure(key: str, title: str, parts: list[list[str]], of: int | None, with_ids: bool) -> Figure:
    ids = Ids(",".join([",".join(part) for part in parts if part])) if with_ids else Ids()
    return Figure(key, title, sum(map(len, parts)), of, ids=ids)


def _carrying(groups: Iterable[_Group], label: Label) -> list[_Group]:
    return [group for group in groups if group.labels & _BITS[label]]


def _labelled(groups: Iterable[_Group]) -> list[_Group]:
    return [group for group in groups if group.labels]


def _combinations(groups: Iterable[_Group]) -> dict[str, list[_Group]]:
    """Groups by the exact set of their labels, in the order of the seven, the largest set first; '' has none."""
    found: dict[str, list[_Group]] = {}
    for group in groups:
        name = "、".join(label.value for label in LABELS if group.labels & _BITS[label])
        found.setdefault(name, []).append(group)
    return dict(sorted(found.items(), key=lambda item: (-sum(len(group.doors) for group in item[1]), item[0])))


def _in_order(grids: Iterable[str], grid_order: Sequence[str]) -> list[str]:
    """Grids as they are ranked; doors without a grid come last."""
    order = {grid: place for place, grid in enumerate(grid_order)}
    return sorted(grids, key=lambda grid: (grid == NO_GRID, order.get(grid, len(order)), grid))
