"""Grids (网格) and the doors in them."""

from __future__ import annotations

from collections.abc import Iterable

from app.base.errors import UserFault
from app.models.changes import Changes
from app.services.office import Office
from app.store.grids import assign_grid

_LONGEST = 30


def assign(office: Office, household_ids: Iterable[int], grid_name: str) -> Changes:
    """Put doors into a grid; a name that is not known yet becomes a new grid, '' takes them out of theirs.

    Raises UserFault when there is no door, the name is too long, or a door is gone.
    """
    doors = frozenset(household_ids)
    name = " ".join(grid_name.split())
    if not doors:
        raise UserFault("还没有选中住户。", "请先在名单或图上选好住户。")
    if len(name) > _LONGEST:
        raise UserFault(f"网格名称超过 {_LONGEST} 个字。", "请写短一些。", place="网格")
    title = f"{len(doors)} 户放入{name}" if name else f"{len(doors)} 户移出网格"
    with office.work("assign_grid", title) as work:
        assign_grid(work, doors, name)
        return office.keep(work)
