"""志愿活动: what is served again and again, or once; and a month's plan against what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Needs = tuple[tuple[str, int], ...]  # (skill, heads) among the heads


@dataclass(frozen=True)
class ActivityDraft:
    """As typed: `day` for once, or `rule` (`rules.recurrence`) with the days from and to which it holds. Times
    'HH:MM'."""

    title: str
    starts: str
    ends: str
    heads: int = 1
    needs: Needs = ()
    rule: str = ""
    day: date | None = None
    since: date | None = None
    until: date | None = None
    team_id: int | None = None
    place: str = ""
    words: str = ""


@dataclass(frozen=True)
class Activity:
    """As kept. `team` its name, '' for none; `when` in words: 每月2日, 2026年11月7日."""

    id: int
    draft: ActivityDraft
    team: str
    when: str

    @property
    def title(self) -> str:
        return self.draft.title


@dataclass(frozen=True)
class PlanLine:
    """One shift of a month's service plan and what came of it. `served`: people signed in, None where nothing was
    written down; `outcome` in words: 已开展, 已取消, 没有登记落实情况, 未到."""

    shift_id: int
    day: date
    starts: str
    ends: str
    title: str
    team: str
    place: str
    heads: int
    on_roster: int
    served: int | None
    outcome: str
    words: str


@dataclass(frozen=True)
class MonthPlan:
    """月初计划与落实情况."""

    year: int
    month: int
    branch: str
    made_on: date
    lines: tuple[PlanLine, ...]
