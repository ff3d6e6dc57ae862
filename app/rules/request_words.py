"""What the words of a request suggest: category, grade and department, by the keywords of request_words.csv."""

from __future__ import annotations

from functools import lru_cache

from app.base.resources import rule_table
from app.models.requests import Proposal

OTHER = "其他"
USUAL_GRADE = "一般"
PATROL_CHANNEL = "四方巡查"  # the channel of what a patrol found


def propose(words: str) -> Proposal:
    """The category whose keywords cover most of the words; grade and department of its longest keyword."""
    met = [row for row in _keywords() if row["word"] in words]
    if not met:
        return Proposal()
    weight: dict[str, int] = {}
    for row in met:
        weight[row["category"]] = weight.get(row["category"], 0) + len(row["word"])
    category = max(weight, key=lambda name: weight[name])
    own = [row for row in met if row["category"] == category]
    best = max(own, key=lambda row: len(row["word"]))
    department = best["department"] or department_of(category)
    return Proposal(category, best["grade"], department, tuple(row["word"] for row in own))


def department_of(category: str) -> str:
    """To whom requests of a category usually go; '' when the community deals with them itself."""
    return next((row["department"] for row in _categories() if row["category"] == category), "")


def categories() -> tuple[str, ...]:
    return tuple(row["category"] for row in _categories())


def disputes() -> frozenset[str]:
    """Categories whose requests are disputes (纠纷)."""
    return frozenset(row["category"] for row in _categories() if row["dispute"] == "是")


def channels() -> tuple[str, ...]:
    return tuple(row["channel"] for row in rule_table("request_channels"))


@lru_cache(maxsize=1)
def _keywords() -> tuple[dict[str, str], ...]:
    return tuple(rule_table("request_words"))


@lru_cache(maxsize=1)
def _categories() -> tuple[dict[str, str], ...]:
    return tuple(rule_table("request_categories"))
