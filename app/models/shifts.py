"""班次 and the roster of a month, as pages and papers get them. Times are 'HH:MM'."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from app.models.activities import Needs
from app.models.rostering import Answer, Fairness, Problem


@dataclass(frozen=True)
class ShiftDraft:
    title: str
    day: date
    starts: str
    ends: str
    heads: int = 1
    needs: Needs = ()
    team_id: int | None = None
    place: str = ""
    activity_id: int | None = None


@dataclass(frozen=True)
class Duty:
    """Somebody on a shift. `clash`: the rule that this breaks, in words; '' for none."""

    id: int
    shift_id: int
    volunteer_id: int
    name: str
    sort: str = ""
    skill: str = ""
    pinned: bool = False
    clash: str = ""


@dataclass(frozen=True)
class Shift:
    """`cancelled`: why, '' while it stands. `duties` by pinyin. `gap`: why heads are missing, '' when none are."""

    id: int
    title: str
    day: date
    starts: str
    ends: str
    heads: int
    needs: Needs = ()
    team_id: int | None = None
    team: str = ""
    place: str = ""
    activity_id: int | None = None
    cancelled: str = ""
    came_of: str = ""
    duties: tuple[Duty, ...] = ()
    missing: int = 0
    gap: str = ""

    @property
    def times(self) -> str:
        return f"{self.starts}-{self.ends}"


@dataclass(frozen=True)
class Swap:
    """换班: who went out, who came in ('' for nobody), when it was noted and why."""

    shift_id: int
    out: str
    in_: str
    noted_on: date
    reason: str


@dataclass(frozen=True)
class Free:
    """Somebody for the list of people beside the roster: shifts this month, and when they can come, in words."""

    volunteer_id: int
    name: str
    sort: str
    team: str
    skills: tuple[str, ...]
    load: int
    times: str


@dataclass(frozen=True)
class Candidate:
    """Somebody for a shift: `why_not` '' when they can. `load`: shifts this month."""

    volunteer_id: int
    name: str
    sort: str
    team: str
    skills: tuple[str, ...]
    load: int
    why_not: str


@dataclass(frozen=True)
class Roster:
    """A month's roster. `never_asked`: volunteers whose time nobody knows, who are therefore on no shift; `said`: what
    was told when it was solved, '' once anything moved."""

    year: int
    month: int
    shifts: tuple[Shift, ...]
    people: tuple[Free, ...]
    fairness: Fairness
    never_asked: int = 0
    published_on: date | None = None
    said: str = ""
    swaps: tuple[Swap, ...] = ()

    @property
    def standing(self) -> tuple[Shift, ...]:
        return tuple(shift for shift in self.shifts if not shift.cancelled)

    @property
    def heads(self) -> int:
        return sum(shift.heads for shift in self.standing)

    @property
    def missing(self) -> int:
        return sum(shift.missing for shift in self.standing)

    @property
    def clashes(self) -> tuple[tuple[Shift, Duty], ...]:
        return tuple((shift, duty) for shift in self.standing for duty in shift.duties if duty.clash)


@dataclass(frozen=True)
class Solving:
    """What the solver is given, and the names to show its answers by before they are kept."""

    year: int
    month: int
    problem: Problem
    names: dict[int, str]


@dataclass(frozen=True)
class Solved:
    """A roster that was found for a month, and what it was found from."""

    year: int
    month: int
    problem: Problem
    answer: Answer


@dataclass(frozen=True)
class DutySheet:
    """What goes on the wall, to each volunteer, and into a calendar. Names only: no phone, no number."""

    branch: str
    made_at: datetime
    roster: Roster

    @property
    def made_on(self) -> date:
        return self.made_at.date()

    @property
    def title(self) -> str:
        return f"{self.roster.year}年{self.roster.month}月志愿服务排班表"
