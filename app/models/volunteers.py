"""志愿者: people, their teams, when they can come, and the Party members who registered here (双报到).

Drafts come in from forms and ledgers and are checked by `app.rules.volunteers`; lines are what pages get, with phones
and ID numbers masked. Days are both included; None means unknown or open.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Half(StrEnum):
    """A part of the day in which somebody can come."""

    MORNING = "上午"
    AFTERNOON = "下午"
    EVENING = "晚上"


HALVES = tuple(Half)
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
Slot = tuple[int, Half]  # weekday 1 (Monday) to 7, and the half
Slots = frozenset[Slot]


@dataclass(frozen=True)
class Leave:
    """请假, both days included."""

    id: int
    since: date
    until: date
    reason: str = ""


@dataclass(frozen=True)
class Dual:
    """双报到: what a working Party member registered here, claimed, and reported back."""

    id: int
    unit: str
    registered_on: date | None = None
    claimed_post: str = ""
    claimed_on: date | None = None
    reported_on: date | None = None
    report: str = ""
    until: date | None = None


@dataclass(frozen=True)
class DualDraft:
    unit: str
    registered_on: date | None = None
    claimed_post: str = ""
    claimed_on: date | None = None
    reported_on: date | None = None
    report: str = ""
    until: date | None = None


@dataclass(frozen=True)
class Team:
    """大队 (`parent_id` None) or 小分队."""

    id: int
    name: str
    parent_id: int | None = None
    focus: str = ""
    captain_id: int | None = None
    since: date | None = None
    until: date | None = None

    def stands_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class TeamDraft:
    """`parent_id` None with a 小分队: of the office's 大队."""

    name: str
    focus: str = ""
    parent_id: int | None = None
    captain_id: int | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Volunteer:
    """One volunteer, whole and unmasked: for rules and rosters, never for a screen. Of one who is a resident, name,
    sex, birth, ID number, phone and politics are the resident's.

    `availability`: when they can come; None: never asked. `left_on`: their last day, at the latest that of their
    death. `pairs`: ids of those they would rather serve with. `dual`: their 双报到 that still runs, or ran last.
    """

    id: int
    name: str
    team_id: int | None = None
    team: str = ""
    skills: tuple[str, ...] = ()
    availability: Slots | None = None
    leaves: tuple[Leave, ...] = ()
    weekly_limit: int | None = None
    joined_on: date | None = None
    left_on: date | None = None
    left_why: str = ""
    pairs: tuple[int, ...] = ()
    resident_id: int | None = None
    sex: str = ""
    birth: date | None = None
    id_number: str = ""
    phone: str = ""
    politics: str = ""
    unit: str = ""
    post: str = ""
    dual: Dual | None = None
    note: str = ""
    sort: str = ""
    died: date | None = None

    def serves_on(self, day: date) -> bool:
        """Whether they are a volunteer that day, at leave or not."""
        return (self.joined_on is None or self.joined_on <= day) and (self.left_on is None or day <= self.left_on)

    def on_leave(self, day: date) -> bool:
        return any(leave.since <= day <= leave.until for leave in self.leaves)

    def can_come(self, day: date, half: str) -> bool:
        """Serving, not at leave, and free in that half by what they said; one who was never asked may be asked."""
        free = self.availability is None or (day.isoweekday(), half) in self.availability
        return free and self.serves_on(day) and not self.on_leave(day)


@dataclass(frozen=True)
class VolunteerDraft:
    """A volunteer as a form or a ledger states them. `resident_id`: who it is in the ledger of households; what the
    resident's entry lacks of ID number, phone, birth, sex and politics is then filled in there."""

    name: str = ""
    resident_id: int | None = None
    sex: str = ""
    birth: date | None = None
    id_number: str = ""
    phone: str = ""
    politics: str = ""
    unit: str = ""
    team_id: int | None = None
    post: str = ""
    skills: tuple[str, ...] = ()
    availability: Slots | None = None
    weekly_limit: int | None = None
    joined_on: date | None = None
    note: str = ""
    dual: DualDraft | None = None


@dataclass(frozen=True)
class VolunteerName:
    """Somebody to choose: enough to tell namesakes apart."""

    id: int
    name: str
    phone: str
    team: str
    gone: bool = False


@dataclass(frozen=True)
class VolunteerLine:
    """One line of the list as of today. `standing`: 在队, 请假中, 未到日期, 已离队 and the like."""

    id: int
    name: str
    sort: str
    sex: str
    age: int | None
    phone: str
    politics: str
    party: bool
    team: str
    team_id: int | None
    captain: bool
    post: str
    skills: tuple[str, ...]
    availability: Slots | None
    dual: str
    unit: str
    standing: str
    here: bool
    resident_id: int | None
    door: str
    joined_on: date | None
    left_on: date | None
    weekly_limit: int | None


@dataclass(frozen=True)
class VolunteerQuery:
    """What the list shows. `free`: who can come then. `dual`: '' for all, '双报到', or a state of it. `gone`: also
    those who have left."""

    text: str = ""
    team_id: int | None = None
    skill: str | None = None
    free: Slot | None = None
    dual: str = ""
    party: bool = False
    gone: bool = False
    ids: frozenset[int] | None = None


@dataclass(frozen=True)
class VolunteerCard:
    """All that is known of one: `volunteer` with phone and ID number masked; `together`: whom they would rather serve
    with; `duals` the newest first; `pending`: what the office should look at."""

    line: VolunteerLine
    volunteer: Volunteer
    together: tuple[VolunteerName, ...]
    duals: tuple[Dual, ...]
    leads: tuple[str, ...]
    pending: tuple[str, ...] = ()


@dataclass(frozen=True)
class TeamLine:
    """A team with its people of today. `captain`: a name; `trouble`: what is wrong with it, '' for nothing."""

    team: Team
    captain: str
    trouble: str
    heads: int
    party: int
    dual: int
    free: int  # of them, those whose time is known


@dataclass(frozen=True)
class LinkProposal:
    """A volunteer and a resident who may be one person. `sure`: the same ID number and the same name."""

    volunteer_id: int
    name: str
    team: str
    resident_id: int
    resident: str
    door: str
    why: str
    sure: bool


@dataclass(frozen=True)
class DualLine:
    """One line of the 双报到 list. `state`: 未认领, 未反馈, 已反馈, 已结束."""

    volunteer_id: int
    dual: Dual
    name: str
    sort: str
    phone: str
    team: str
    state: str
