"""From flat rows of the store to the figures of one day. The only place where a population figure is made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.models.colours import LABELS, Label
from app.models.figures import Figure, GridFigures, PopulationFigures

NO_GRID = "未分网格"


@dataclass(frozen=True)
class PopulationRows:
    """What the store hands over for one day; ids are tuples in ascending order.

    `doors`: (household id, grid name, sold or None). `labelled`: (household id, label) of labels that hold on the day.
    The resident id tuples count each person once, however many doors they live behind.
    """

    doors: Sequence[tuple[int, str, bool | None]]
    labelled: Iterable[tuple[int, str]]
    residents: tuple[int, ...]
    aged_60: tuple[int, ...]
    aged_80: tuple[int, ...]
    party_members: tuple[int, ...]
    disabled: tuple[int, ...]
    aided: tuple[int, ...]
    unit_people: tuple[int, ...]
    unit_stated: int
    rare_names: tuple[str, ...]
    grid_order: Sequence[str] = ()


def population_figures(as_of: date, rows: PopulationRows) -> PopulationFigures:
    """Every figure of the day with its denominator and the ids behind it."""
    by_label: dict[Label, list[int]] = {label: [] for label in LABELS}
    of_door: dict[int, list[Label]] = {}
    for household_id, name in rows.labelled:
        label = Label(name)
        by_label[label].append(household_id)
        of_door.setdefault(household_id, []).append(label)
    ids = tuple(door[0] for door in rows.doors)
    total = len(ids)
    people = len(rows.residents)
    sold = tuple(door[0] for door in rows.doors if door[2])
    let = tuple(by_label[Label.LET])

    def persons(key: str, title: str, found: tuple[int, ...]) -> Figure:
        return Figure(key, title, len(found), people, "residents", found)

    return PopulationFigures(
        as_of=as_of,
        households=Figure("households", "总户数", total, ids=ids),
        residents=Figure("residents", "居民人数", people, of="residents", ids=rows.residents),
        labels={
            label: Figure(f"labels.{label}", label.value, len(found), total, ids=tuple(found))
            for label, found in by_label.items()
        },
        distinct=Figure("distinct", "去重户数", len(of_door), total, ids=tuple(sorted(of_door))),
        grids=_grids(rows, of_door),
        combinations=_combinations(ids, of_door),
        aged_60=persons("aged_60", "60岁及以上", rows.aged_60),
        aged_80=persons("aged_80", "80岁及以上", rows.aged_80),
        party_members=persons("party_members", "党员", rows.party_members),
        disabled=persons("disabled", "持证残疾人", rows.disabled),
        aided=persons("aided", "救助对象", rows.aided),
        unit_people=persons("unit_people", "单位人", rows.unit_people) if rows.unit_stated else None,
        sold=Figure("sold", "已售", len(sold), total, ids=sold)
        if any(door[2] is not None for door in rows.doors)
        else None,
        let=Figure("let", "出租", len(let), total, ids=let),
        rare_names=rows.rare_names,
    )


def _grids(rows: PopulationRows, of_door: dict[int, list[Label]]) -> tuple[GridFigures, ...]:
    doors: dict[str, list[int]] = {}
    for household_id, grid, _ in rows.doors:
        doors.setdefault(grid or NO_GRID, []).append(household_id)
    order = {grid: place for place, grid in enumerate(rows.grid_order)}
    names = sorted(doors, key=lambda grid: (grid == NO_GRID, order.get(grid, len(order)), grid))
    return tuple(_grid(grid, tuple(doors[grid]), of_door) for grid in names)


def _grid(grid: str, ids: tuple[int, ...], of_door: dict[int, list[Label]]) -> GridFigures:
    found: dict[Label, list[int]] = {label: [] for label in LABELS}
    for household_id in ids:
        for label in of_door.get(household_id, ()):
            found[label].append(household_id)
    distinct = tuple(household_id for household_id in ids if household_id in of_door)
    return GridFigures(
        grid=grid,
        households=Figure(f"grid.{grid}.households", f"{grid}总户数", len(ids), ids=ids),
        labels={
            label: Figure(f"grid.{grid}.{label}", f"{grid}{label.value}", len(some), len(ids), ids=tuple(some))
            for label, some in found.items()
        },
        distinct=Figure(f"grid.{grid}.distinct", f"{grid}去重户数", len(distinct), len(ids), ids=distinct),
    )


def _combinations(ids: tuple[int, ...], of_door: dict[int, list[Label]]) -> dict[str, Figure]:
    """Doors by the exact set of their labels, in the order of the seven; '' has none."""
    order = {label: place for place, label in enumerate(LABELS)}
    groups: dict[str, list[int]] = {}
    for household_id in ids:
        labels = sorted(of_door.get(household_id, ()), key=order.__getitem__)
        groups.setdefault("、".join(labels), []).append(household_id)
    return {
        name: Figure(f"combination.{name}", name or "无标签", len(found), len(ids), ids=tuple(found))
        for name, found in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    }
