"""党员名册: branches, groups, members, and who belongs to what on which day.

Drafts come in from forms and lists and are checked by `app.rules.roster_drafts`; rows are what a reader of the store
gets, with phones masked. `since` and `until` are both included; None means unknown or open.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class BodyKind(StrEnum):
    BRANCH = "党支部"
    GROUP = "党小组"


class Scope(StrEnum):
    """Whose meeting it is, and with that who should attend. INVITED: whoever was asked to come."""

    BRANCH = "支部"
    COMMITTEE = "支委会"
    GROUP = "党小组"
    INVITED = "议事"


class SpanKind(StrEnum):
    """A fact about a member that has dates."""

    ENROLLED = "在册"
    PROBATION = "预备期"
    WATCH = "留党察看"
    POST = "职务"
    GROUP = "党小组"


@dataclass(frozen=True)
class Body:
    """A branch, or a group of the branch `parent_id`."""

    id: int
    kind: BodyKind
    name: str
    parent_id: int | None = None
    since: date | None = None
    until: date | None = None
    note: str = ""
    rank: int = 0

    def stands_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class BodyDraft:
    """A branch, or a group; `parent_id` None with a group: of the office's first branch."""

    kind: BodyKind
    name: str
    parent_id: int | None = None
    since: date | None = None
    until: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Span:
    """One dated fact of a member. `title`: the post; `began`, `ended`: how (转入, 转出); `note`: where from or to."""

    id: int
    member_id: int
    kind: SpanKind
    body_id: int | None = None
    title: str = ""
    since: date | None = None
    until: date | None = None
    began: str = ""
    ended: str = ""
    note: str = ""

    def holds_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class SpanDraft:
    """A dated fact as a form states it; `id` names one that is there already."""

    kind: SpanKind
    body_id: int | None = None
    title: str = ""
    since: date | None = None
    until: date | None = None
    began: str = ""
    ended: str = ""
    note: str = ""
    id: int | None = None


@dataclass(frozen=True)
class MemberDraft:
    """A member as a form states them. `resident_id`: who it is in the ledger; name, sex, birth and phone are then the
    resident's. `branch_id` None: the office's first branch. `since`: on its roster from this day (`began`: how).

    `posts`: titles held from `since` on. `group_id`, `probation` (first and last day, the last may be None), `watch`
    likewise. The dated parts are for a new member; later ones have verbs of their own.
    """

    name: str = ""
    resident_id: int | None = None
    sex: str = ""
    birth: date | None = None
    phone: str = ""
    joined_party: date | None = None
    note: str = ""
    branch_id: int | None = None
    since: date | None = None
    until: date | None = None
    began: str = ""
    from_where: str = ""
    group_id: int | None = None
    posts: tuple[str, ...] = ()
    probation: tuple[date | None, date | None] | None = None
    watch: tuple[date | None, date | None] | None = None


@dataclass(frozen=True)
class MemberRecord:
    """A member with everything dated: the input of the rules of the roster."""

    id: int
    name: str
    spans: tuple[Span, ...] = ()
    resident_id: int | None = None
    sex: str = ""
    birth: date | None = None
    phone: str = ""
    joined_party: date | None = None
    note: str = ""
    sort: str = ""


@dataclass(frozen=True)
class RosterEntry:
    """Somebody who should attend on a day. `votes`, or `why_not` in words (预备党员, 留党察看期间)."""

    member_id: int
    name: str
    votes: bool
    why_not: str = ""
    posts: tuple[str, ...] = ()
    group: str = ""


@dataclass(frozen=True)
class Roster:
    """Who should attend a body's meeting on a day, posts first, then by pinyin."""

    day: date
    scope: Scope
    body_id: int | None
    body_name: str
    entries: tuple[RosterEntry, ...] = ()

    @property
    def should(self) -> int:
        return len(self.entries)

    @property
    def voters(self) -> int:
        return sum(entry.votes for entry in self.entries)


@dataclass(frozen=True)
class MemberLine:
    """One line of the roster as of a day. `standing`: 正式党员, 预备党员, 留党察看, or 已转出 and the like.

    `should`, `came`: meetings of the year up to that day they should have attended, and did. `door`: where they live
    as far as the ledger knows.
    """

    id: int
    name: str
    resident_id: int | None
    sex: str
    birth: date | None
    phone: str
    branch: str
    group: str
    posts: tuple[str, ...]
    standing: str
    votes: bool
    on_roster: bool
    joined_party: date | None
    since: date | None
    until: date | None
    door: str = ""
    should: int = 0
    came: int = 0
    note: str = ""


@dataclass(frozen=True)
class MemberQuery:
    """What the list shows. `as_of` None: today. `gone`: also those who are no longer (not yet) on the roster."""

    as_of: date | None = None
    text: str = ""
    body_id: int | None = None
    standing: str | None = None
    gone: bool = False
    ids: frozenset[int] | None = None


@dataclass(frozen=True)
class MemberCard:
    """All that is known of one member; `spans` the newest first."""

    line: MemberLine
    spans: tuple[Span, ...]
    pending: tuple[str, ...] = ()  # what the office should look at, in sentences


@dataclass(frozen=True)
class Candidate:
    """A resident who is a Party member by the ledger and on no roster. `probationary` by the ledger's 政治面貌."""

    resident_id: int
    name: str
    birth: date | None
    door: str
    probationary: bool


@dataclass(frozen=True)
class Numbers:
    """Of one branch on one day."""

    members: int
    voters: int
    probationary: int
    watched: int
    committee: int
    groups: int
