"""Do the figures of a report add up by themselves? Read from its frozen facts, whoever made them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.models.colours import LABELS

_PARTS = {"households": "总户数", "distinct": "去重户数"}


def troubles(facts: Mapping[str, Any]) -> Iterator[str]:
    """What does not agree within `facts` (the canonical JSON of a month), in words for the branch that sent it."""
    now = facts["now"]
    grids = now["grids"]
    whole = _number(now["households"])
    if grids:
        for key, title in _PARTS.items():
            yield from _sum(title, _number(now[key]), [_number(grid[key]) for grid in grids])
        for label in LABELS:
            total = now["labels"].get(label.value)
            parts = [_number(grid["labels"][label.value]) for grid in grids if label.value in grid["labels"]]
            if total is not None and parts:
                yield from _sum(label.value, _number(total), parts)
    if now["combinations"]:
        yield from _sum("各种组合的户数", whole, [_number(one) for one in now["combinations"].values()], exact=True)
    for figure in _figures(now):
        base = figure.get("denominator")
        if figure["numerator"] < 0 or (base is not None and figure["numerator"] > base):
            yield f"“{figure['title']}”是 {figure['numerator']},超出了它的范围({base})。"


def _sum(title: str, total: int, parts: list[int], *, exact: bool = False) -> Iterator[str]:
    """Doors of no grid are in the total and in no grid: grids may come to less, never to more."""
    found = sum(parts)
    if found > total or (exact and found != total):
        yield f"“{title}”合计是 {total},各部分加起来是 {found}。"


def _number(figure: Mapping[str, Any]) -> int:
    return int(figure["numerator"])


def _figures(facts: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(facts, dict):
        if {"key", "title", "numerator"} <= facts.keys():
            yield facts
            return
        for part in facts.values():
            yield from _figures(part)
    elif isinstance(facts, list):
        for part in facts:
            yield from _figures(part)
