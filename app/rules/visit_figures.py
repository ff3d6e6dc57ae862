"""From doors, visits and needs of a period to its figures. The only place where a figure of visits is made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from app.models.figures import Figure, Ids
from app.models.visit_figures import VisitFigures, VisitGroup, VisitYear
from app.models.visits import TIERS, Tier
from app.rules.figures import NO_GRID
from app.rules.visits import CareRules, CareSpan, due_within, span_on


class Door(NamedTuple):
    """A door with what was known of its visits before the period; days are ordinals, 0 none."""

    id: int
    grid: str
    spans: tuple[CareSpan, ...]
    since: int
    last_met: int
    next_on: int
    overdue: bool


class Made(NamedTuple):
    """A visit of the period."""

    id: int
    household_id: int
    met: bool


class Asked(NamedTuple):
    """A need that was said at a visit of the period. `requested`: it became a request."""

    visit_id: int
    settled: bool
    requested: bool


@dataclass
class _Group:
    due: list[int] = field(default_factory=list)
    visited: list[int] = field(default_factory=list)


def visit_figures(
    period: tuple[date, date],
    doors: Iterable[Door],
    visits: Sequence[Made],
    needs: Sequence[Asked],
    paired: Sequence[int],
    rules: CareRules,
    grid_order: Sequence[str] = (),
    *,
    as_of: date,
) -> VisitFigures:
    """Every figure of the days from the first to the last, both included. `as_of`: the day `Door.overdue` is of."""
    first, last = period[0].toordinal(), period[1].toordinal()
    met = {visit.household_id for visit in visits if visit.met}
    whole = _Group()
    tiers: dict[Tier, _Group] = {tier: _Group() for tier in TIERS}
    grids: dict[str, _Group] = {}
    overdue: list[int] = []
    seen: dict[str, list[int]] = {}
    for door in doors:
        if door.overdue:
            overdue.append(door.id)
        if door.id in met:
            seen.setdefault(door.grid or NO_GRID, []).append(door.id)
        on = due_within(door.spans, door.last_met, door.next_on, door.since, first, last, rules)
        if not on:
            continue
        for group in (whole, tiers[span_on(door.spans, on).tier], grids.setdefault(door.grid or NO_GRID, _Group())):
            group.due.append(door.id)
            if door.id in met:
                group.visited.append(door.id)
    figures = _of_visits(visits, needs)
    return VisitFigures(
        first=period[0],
        last=period[1],
        as_of=as_of,
        due=_count("visits.due", "应走访户", whole.due),
        visited=_share("visits.visited", "应走访户中已走访", whole.visited, len(whole.due)),
        households=_count("visits.households", "走访户数", sorted(met)),
        overdue=_count("visits.overdue", "逾期未访户", overdue),
        paired=_count("visits.paired", "结对户", sorted(paired)),
        paired_visited=_share(
            "visits.paired_visited", "结对户中已走访", [door for door in sorted(paired) if door in met], len(paired)
        ),
        tiers=tuple(_group(f"visits.tier.{tier}", tier.value, group) for tier, group in tiers.items() if group.due),
        grids=tuple(_group(f"visits.grid.{name}", name, grids[name]) for name in _ordered(grids, grid_order)),
        by_grid={
            name: _count(f"visits.grid.{name}.households", f"{name}走访户数", seen[name])
            for name in _ordered(seen, grid_order)
        },
        **figures,
    )


def visit_year(households: Ids, made: Ids, missed: Ids, needs: Sequence[Asked]) -> VisitYear:
    """What was done since the year began: households where somebody was met, visits with and without."""

    def visits(key: str, title: str, ids: Ids) -> Figure:
        return Figure(f"visits.year.{key}", f"今年以来{title}", len(ids), of="visits", ids=ids)

    return VisitYear(
        households=Figure("visits.year.households", "今年以来走访户数", len(households), ids=households),
        made=visits("made", "走访次数", made),
        missed=visits("missed", "上门未遇次数", missed),
        **_of_needs(needs, "year.", "今年以来"),
    )


def _of_visits(visits: Sequence[Made], needs: Sequence[Asked]) -> dict[str, Figure]:
    def visits_where(key: str, title: str, met: bool) -> Figure:
        ids = [visit.id for visit in visits if visit.met is met]
        return Figure(f"visits.{key}", title, len(ids), of="visits", ids=_ids(ids))

    return {
        "made": visits_where("made", "走访次数", True),
        "missed": visits_where("missed", "上门未遇次数", False),
        **_of_needs(needs),
    }


def _of_needs(needs: Sequence[Asked], scope: str = "", words: str = "") -> dict[str, Figure]:
    def needs_where(key: str, title: str, found: Sequence[Asked], of: int | None) -> Figure:
        ids = sorted({need.visit_id for need in found})
        return Figure(f"visits.{scope}{key}", f"{words}{title}", len(found), of, of="visits", ids=_ids(ids))

    return {
        "needs": needs_where("needs", "收集需求", needs, None),
        "settled": needs_where("settled", "已解决的需求", [need for need in needs if need.settled], len(needs)),
        "requests": needs_where("requests", "转为诉求的需求", [need for need in needs if need.requested], len(needs)),
    }


def _group(key: str, name: str, group: _Group) -> VisitGroup:
    return VisitGroup(
        name,
        _count(f"{key}.due", f"{name}应走访户", group.due),
        _share(f"{key}.visited", f"{name}已走访", group.visited, len(group.due)),
    )


def _count(key: str, title: str, doors: Sequence[int]) -> Figure:
    return Figure(key, title, len(doors), ids=_ids(sorted(doors)))


def _share(key: str, title: str, doors: Sequence[int], of: int) -> Figure:
    return Figure(key, title, len(doors), of, ids=_ids(sorted(doors)))


def _ids(ids: Iterable[int]) -> Ids:
    return Ids(",".join(map(str, ids)))


def _ordered(grids: Iterable[str], grid_order: Sequence[str]) -> list[str]:
    """Grids as they are ranked; doors without a grid come last."""
    order = {grid: place for place, grid in enumerate(grid_order)}
    return sorted(grids, key=lambda grid: (grid == NO_GRID, order.get(grid, len(order)), grid))
