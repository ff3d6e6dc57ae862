"""The law of the three-level evaluation: weights, the total, its grade; for a month, a quarter or a year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.base.errors import UserFault
from app.models.cadence import Every, Period
from app.models.evaluations import EvaluationDraft, EvaluationLaw, Grade, Level
from app.rules.periods import period_named

_TEXT = 200
_PERIODS = (Every.MONTH, Every.QUARTER, Every.YEAR)


def law_of(weights: Iterable[Mapping[str, str]], grades: Iterable[Mapping[str, str]]) -> EvaluationLaw:
    """Out of the rows of evaluation_weights and evaluation_grades; grades the highest first."""
    levels = tuple(Level(row["level"], int(row["weight"]), row["source"]) for row in weights)
    found = (Grade(row["grade"], int(row["from_score"]), row["source"]) for row in grades)
    return EvaluationLaw(levels, tuple(sorted(found, key=lambda one: -one.from_score)))


def total_of(scores: Mapping[str, int], law: EvaluationLaw) -> int | None:
    """The weighted mean in tenths, rounded half up; None while a level that counts has not given its score."""
    if any(one.level not in scores for one in law.levels):
        return None
    weight = sum(one.weight for one in law.levels)
    return (20 * sum(one.weight * scores[one.level] for one in law.levels) + weight) // (2 * weight)


def grade_of(total: int | None, law: EvaluationLaw) -> str:
    """'' without a total."""
    if total is None:
        return ""
    return next((one.grade for one in law.grades if total >= one.from_score * 10), "")


def period_for(key: str) -> Period:
    """Raises UserFault for a key that names neither a month, a quarter nor a year."""
    period = period_named(key)
    if period is None or period.every not in _PERIODS:
        raise UserFault("没有这个评价周期。", "请选月、季度或年。", place="评价周期")
    return period


def period_title(period: Period) -> str:
    """2026年10月, 2026年第3季度, 2026年."""
    year, month = period.first.year, period.first.month
    if period.every is Every.MONTH:
        return f"{year}年{month}月"
    return f"{year}年第{(month + 2) // 3}季度" if period.every is Every.QUARTER else f"{year}年"


def check_score(draft: EvaluationDraft, law: EvaluationLaw) -> EvaluationDraft:
    """Raises UserFault that names the level."""
    if draft.level not in {one.level for one in law.levels}:
        raise UserFault("没有这一级评价。", f"请从这些里选:{'、'.join(one.level for one in law.levels)}。")
    if draft.score is not None and not 0 <= draft.score <= 100:
        raise UserFault("评分要填 0 到 100 的整数。", "请改正。", place=draft.level)
    if len(draft.words) > _TEXT:
        raise UserFault(f"评语太长,最多 {_TEXT} 个字。", "请写短一些。", place=draft.level)
    return draft
